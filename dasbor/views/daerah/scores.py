"""The scores of one region on the page daerah."""

import pandas as pd
import plotly.graph_objects as go

from dasbor.mart import claims, common, facts, regions
from dasbor.mart.cache import shared
from dasbor.page.tables import ShownColumn, Table
from dasbor.views.daerah import figure as figures
from dasbor.views.daerah.view import name
from dasbor.views.sumber.conflicts import publishers
from dasbor.words import formats
from dasbor.words.formats import is_unknown
from dasbor.words.terms import term
from dasbor.words.texts import Lang, texts

COLUMNS = (
    ShownColumn("tahun", "klaim.col_year", "year", help="klaim.col_year_help"),
    ShownColumn("nilai_angka", "daerah.col_score", "decimal", decimals=2),
    ShownColumn("jenis_kata", "daerah.col_score_kind"),
    ShownColumn("terpilih", "klaim.col_shown", "flag", help="klaim.col_shown_help"),
    ShownColumn("penerbit_kata", "daerah.col_publishers"),
    ShownColumn("keyakinan_kata", "klaim.col_certainty", help="klaim.col_certainty_help"),
)


@shared
def points(lang: Lang, code: str) -> pd.DataFrame:
    """Each score stated for a region once per year, value and kind; shown or not; who states it."""
    t = texts(lang)
    frame = regions.scores(code)
    frame = frame.assign(jenis=["tidak disebut" if is_unknown(kind) else kind for kind in frame["butir"]])
    rows = []
    for _, group in frame.groupby(["tahun", "nilai_angka", "jenis"]):
        first = group.iloc[0]
        sure = (group["keyakinan"] == "pasti").any()
        rows.append(
            {
                "tahun": int(first["tahun"]),
                "nilai_angka": float(first["nilai_angka"]),
                "jenis": first["jenis"],
                "jenis_kata": term(t, "jenis_skor", first["jenis"]),
                "terpilih": bool(group["terpilih"].any()),
                "penerbit_kata": publishers(t, group["penerbit"].tolist()),
                "keyakinan_kata": term(t, "keyakinan", "pasti" if sure else "ambigu"),
                "tertulis": facts.value_words(t, "skor", first["nilai"]),
            }
        )
    return pd.DataFrame(rows)


@shared
def figure(lang: Lang, code: str) -> go.Figure:
    """Scores over the years with the known limits of each rule."""
    return figures.score_figure(points(lang, code), regions.bands(), common.rounds(), texts(lang))


@shared
def table(lang: Lang, code: str) -> Table:
    """The points of the figure."""
    t = texts(lang)
    return Table(points(lang, code), COLUMNS, t("daerah.score_title", name=name(code)), t)


@shared
def alt(lang: Lang, code: str) -> str:
    """The figure in words: every score, and the limits drawn."""
    t = texts(lang)
    stated = [
        t("daerah.score_alt_point", year=row["tahun"], score=row["tertulis"], kind=row["jenis_kata"])
        for row in points(lang, code).to_dict("records")
    ]
    last = common.years()[-1]
    limits = [
        t(
            "daerah.score_alt_limit",
            predicate=band["predikat"],
            start=int(band["tahun_mulai"]),
            end=last if is_unknown(band["tahun_akhir"]) else int(band["tahun_akhir"]),
            score=formats.number(band["nilai_min"], lang),
        )
        for band in regions.bands().to_dict("records")
    ]
    return t("daerah.score_alt", name=name(code), points="; ".join(stated), limits="; ".join(limits))


@shared
def empty(lang: Lang, code: str) -> str:
    """Why there is no figure."""
    frame = claims.claims()
    scored = frame.loc[(frame["ukuran"] == "skor") & (frame["tingkat"] == "kabkota"), "kode"].nunique()
    return texts(lang)("daerah.score_empty", name=name(code), regions=scored, total=len(common.regions()))
