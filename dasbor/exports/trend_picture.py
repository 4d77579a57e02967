"""The trend of a publication as a picture of its own: Peduli HAM of a scope over all rounds, by the brief of its fact sheet."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dasbor.briefs import Brief, brief
from dasbor.exports import charts
from dasbor.exports.charts import ChartCaption
from dasbor.figures import kanwil as figures
from dasbor.formats import is_unknown, number
from dasbor.queries import common
from dasbor.scopes import Scope
from dasbor.texts import Lang, Texts, texts
from dasbor.views.provinsi import award_names

_NO_TARGETS = pd.DataFrame({"tahun": [], "target_peduli": [], "tertulis": []})


def png(scope: Scope, lang: Lang) -> bytes:
    """The trend as PNG."""
    return charts.chart_png(*drawn(scope, lang))


def svg(scope: Scope, lang: Lang) -> bytes:
    """The trend as SVG."""
    return charts.chart_svg(*drawn(scope, lang))


def drawn(scope: Scope, lang: Lang) -> tuple[go.Figure, ChartCaption]:
    """The figure and its words. Bars of lower bounds are hatched, a question mark stands where nothing is known."""
    t, made = texts(lang), brief(scope, lang)
    held = made.trend[made.trend["assessed"] & made.trend["N"].notna()]
    counts = pd.DataFrame(
        {
            "tahun": held["tahun"],
            "N": held["N"].astype(int),
            "n": held["n"].astype("Int64"),
            "sekurangnya": held["least"].astype(bool),
            "konflik": held["conflict"].astype(bool),
        }
    )
    award = award_names(int(year) for year in held["tahun"])
    figure = figures.outcomes(counts, _NO_TARGETS, common.rounds(), award, t)
    told = "; ".join(f"{row['tahun']}: {_words(t, row)}" for row in held.to_dict("records"))
    title = t("unduh.trend_title", place=made.title)
    alt = t("unduh.trend_alt", title=title, list=told)
    return figure, ChartCaption(title, _span(t, made), alt, t("unduh.trend_note"), lang)


def _span(t: Texts, made: Brief) -> str:
    return t("unduh.trend_span", first=made.trend["tahun"].min(), last=made.trend["tahun"].max())


def _words(t: Texts, row: dict[Any, Any]) -> str:
    """As in "≥ 7 dari 19" or unknown."""
    if is_unknown(row["n"]):
        return t("common.unknown")
    sign = "≥ " if row["least"] else ""
    return sign + t("provinsi.of", n=number(row["n"], t.lang), N=number(row["N"], t.lang))
