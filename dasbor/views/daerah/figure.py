"""Figures of the page daerah."""

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dasbor.page import figures as base
from dasbor.words import colors, formats
from dasbor.words.terms import term
from dasbor.words.texts import Texts

# kind of score -> symbol and place of its number; colour never alone
_KINDS = {"murni": ("circle", "bottom center"), "total": ("diamond", "top center"), "tidak disebut": ("square", "")}
_ESTIMATE = "perkiraan"
_LOW, _HIGH = 45.0, 106.0


def score_figure(points: pd.DataFrame, bands: pd.DataFrame, rounds: pd.DataFrame, t: Texts) -> go.Figure:
    """Scores of one region over the years, each kind with its own symbol, and the known lower limits of each rule.

    `points`: `tahun`, `nilai_angka`, `jenis` (murni, total, tidak disebut), `terpilih`, `penerbit_kata`;
    `bands`: columns of `mart.regulasi` with a known `nilai_min`; `rounds`: columns of `mart.putaran`.
    """
    fig = base.figure(t, height=380)
    # the same number from two kinds of source is written once
    labelled = set(points.sort_values("terpilih", ascending=False).drop_duplicates(["tahun", "nilai_angka"]).index)
    for place, kind in enumerate(_KINDS):
        for shown in (True, False):
            rows = points[(points["jenis"] == kind) & (points["terpilih"] == shown)]
            if not rows.empty:
                fig.add_trace(_trace(rows, kind, place, t, shown=shown, labelled=labelled))
    last = int(rounds["tahun"].max())
    for band in bands.to_dict("records"):
        _limit(fig, band, last, t)
    base.year_axis(fig, rounds, t)
    lowest = float(points["nilai_angka"].min())
    fig.update_yaxes(range=[min(_LOW, lowest - 5), _HIGH], title_text=t("daerah.score_axis"), tickvals=[0, 25, 50, 65, 75, 100])
    return fig.update_layout(showlegend=True, margin_t=56)


def _trace(rows: pd.DataFrame, kind: str, place: int, t: Texts, *, shown: bool, labelled: set[Any]) -> go.Scatter:
    symbol, where = _KINDS[kind]
    words = term(t, "jenis_skor", kind)
    colour = colors.SERIES[place]
    return go.Scatter(
        x=base.values(rows["tahun"]),
        y=base.values(rows["nilai_angka"]),
        mode="markers+text",
        name=words if shown else t("daerah.legend_other", kind=words),
        text=[_number(v, t) if i in labelled else "" for i, v in rows["nilai_angka"].items()],
        # side by side on a narrow screen, numbers of neighbouring years would run into each other
        textposition=where or [("top center", "bottom center")[int(year) % 2] for year in rows["tahun"]],
        marker={
            "symbol": symbol if shown else f"{symbol}-open",
            "size": 12,
            "color": colour,
            "line": {"width": 2, "color": colour},
        },
        customdata=base.values(rows["penerbit_kata"]),
        hovertemplate="%{x}: %{y}<br>%{customdata}<extra></extra>",
        cliponaxis=False,
    )


def _number(score: float, t: Texts) -> str:
    return formats.score(score, t.lang)


def _limit(fig: go.Figure, band: Mapping[Hashable, Any], last: int, t: Texts) -> None:
    """A level line at the lower limit of one predicate, over the years of its rule."""
    start, end = band["tahun_mulai"], last if formats.is_unknown(band["tahun_akhir"]) else band["tahun_akhir"]
    estimate = band["kepastian"] == _ESTIMATE
    line = {"color": colors.BORDER, "width": 1.5, "dash": "dot" if estimate else "solid"}
    fig.add_shape(type="line", x0=start - 0.5, x1=end + 0.5, y0=band["nilai_min"], y1=band["nilai_min"], line=line, layer="below")
    sign = "≈" if estimate else "≥"
    fig.add_annotation(
        x=end + 0.45,  # at the end: at the start stands the mark of a new rule
        y=band["nilai_min"],
        text=f"{band['predikat']} {sign} {formats.number(band['nilai_min'], t.lang)}",
        showarrow=False,
        xanchor="right",
        yanchor="bottom",
        font={"size": 11, "color": colors.INK_DARK},
    )
