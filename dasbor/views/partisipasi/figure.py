"""Figures of the page Partisipasi: the nation by year, lines of chosen provinces, ranking of a year.

A published count is drawn full, a lower bound hatched or hollow, in every figure.
"""

from itertools import pairwise

import pandas as pd
import plotly.graph_objects as go

from dasbor.page import figures as base
from dasbor.page import marks
from dasbor.words import colors, formats
from dasbor.words.texts import Texts

FILL, PALE = colors.SHARES[4], colors.SHARES[1]
OTHER = "#c2410c"
# Plotly's numbers of circle, square, diamond, triangle, pentagon, hexagram: a fifth of the names' bytes
SYMBOLS = (0, 1, 2, 5, 13, 18)
HOLLOW = 100  # added to a symbol, makes it hollow
_QUARTERS = [0, 25, 50, 75, 100]
_LEAST = {
    "color": PALE,
    "line": {"color": FILL, "width": 1},
    "pattern": {"shape": "/", "bgcolor": "#ffffff", "fgcolor": FILL, "size": 9, "solidity": 0.12},
}
_EXACT = {"color": FILL, "line": {"color": FILL, "width": 1}}


def national(t: Texts, frame: pd.DataFrame, others: pd.DataFrame, rounds: pd.DataFrame) -> go.Figure:
    """Participants by year (`queries.participation.national`), the values not shown (`national_other_values`), and N."""
    fig = base.figure(t, height=430)
    for least, name, mark in ((False, t("partisipasi.legend_exact"), _EXACT), (True, t("partisipasi.legend_least"), _LEAST)):
        rows = frame[(frame["sekurang"] == least) & frame["ikut"].notna()]
        sign = "≥ " if least else ""
        fig.add_bar(
            x=rows["tahun"].tolist(),
            y=base.values(rows["ikut"]),
            name=name,
            marker=mark,
            width=0.7,
            text=[sign + formats.number(value, t.lang) for value in base.values(rows["ikut"])],
            textposition="outside",
            constraintext="none",
            cliponaxis=False,
            textangle=0,
            textfont={"size": 12, "color": colors.INK_DARK},
            customdata=rows["jumlah_kabkota"].tolist(),
            hovertemplate=t("partisipasi.hover_least" if least else "partisipasi.hover_exact"),
        )
    fig.add_scatter(
        x=frame["tahun"].tolist(),
        y=frame["jumlah_kabkota"].tolist(),
        name=t("partisipasi.legend_all"),
        mode="lines",
        line={"color": colors.BORDER, "width": 1.5, "dash": "dash", "shape": "hv"},
        hoverinfo="skip",
    )
    _add_others(fig, t, others)
    base.year_axis(fig, rounds, t)
    fig.update_yaxes(range=[0, 1.1 * max(frame["jumlah_kabkota"].max(), *others["nilai"].tolist(), 0)])
    fig.update_layout(barmode="overlay")
    return marks.lift_rules(fig, 0.2)


def _add_others(fig: go.Figure, t: Texts, others: pd.DataFrame) -> None:
    """Published values that are not shown: a diamond, or a cross for one that cannot be true."""
    if others.empty:
        return
    possible = others["bendera"].isna().tolist()
    fig.add_scatter(
        x=others["tahun"].tolist(),
        y=others["nilai"].tolist(),
        name=t("partisipasi.legend_others"),
        mode="markers",
        cliponaxis=False,
        marker={
            "symbol": ["diamond" if ok else "x" for ok in possible],
            "size": 9,
            "color": ["#ffffff" if ok else OTHER for ok in possible],
            "line": {"width": 2, "color": OTHER},
        },
        hovertemplate=t("partisipasi.hover_others"),
    )


def lines(t: Texts, frame: pd.DataFrame, rounds: pd.DataFrame) -> go.Figure:
    """Share of participants by year for some provinces (rows of `queries.participation.provinces`).

    A thin line joins exact numbers of neighbouring rounds: a step between lower bounds is no change, and is not drawn as one.
    It breaks at what is unknown, at a year without round and where another programme begins.
    """
    fig = base.figure(t, height=470)
    places = base.places_on_axis(rounds)
    for index, (_, rows) in enumerate(frame.groupby("kode_provinsi", sort=False)):
        known = rows.loc[rows["ikut"].notna(), "tahun"].tolist() or places[:1]
        span = [year for year in places if known[0] <= year <= known[-1]]
        by_year = rows.set_index("tahun").reindex(span)
        counts, wholes = base.values(by_year["ikut"]), base.values(by_year["jumlah_kabkota"].astype("Int64"))
        bounds = [bound is True for bound in by_year["sekurang"].tolist()]
        symbol, hue = SYMBOLS[index % len(SYMBOLS)], colors.SERIES[index % len(colors.SERIES)]
        shares = [None if n is None else round(100 * n / whole, 1) for n, whole in zip(counts, wholes, strict=True)]
        _join(fig, span, [None if bound else share for share, bound in zip(shares, bounds, strict=True)], hue)
        parts = zip(bounds, counts, wholes, strict=True)
        fig.add_scatter(
            x=span,
            y=shares,
            name=rows["provinsi"].iloc[-1],
            mode="markers",
            cliponaxis=False,
            marker={
                "symbol": [symbol + HOLLOW * bound for bound in bounds],
                "size": 10,
                "color": hue,
                "line": {"width": 2, "color": hue},
            },
            customdata=[
                "" if n is None else t("partisipasi.of", n=("≥ " if b else "") + str(n), whole=whole) for b, n, whole in parts
            ],
            hovertemplate="%{fullData.name} %{x}: %{customdata}<extra></extra>",
        )
    base.year_axis(fig, rounds, t)
    fig.update_yaxes(range=[0, 104], title_text=t("partisipasi.axis_share"), tickvals=_QUARTERS)
    return marks.lift_rules(fig, 0.27)


def _join(fig: go.Figure, years: list[float], shares: list[float | None], hue: str) -> None:
    """A line through the numbers that stand side by side; nothing where no two do."""
    if any(a is not None and b is not None for a, b in pairwise(shares)):
        line = {"color": _faint(hue), "width": 1.5, "dash": "dot"}
        fig.add_scatter(x=years, y=shares, mode="lines", line=line, hoverinfo="skip", showlegend=False, connectgaps=False)


def _faint(hue: str) -> str:
    red, green, blue = (int(hue[start : start + 2], 16) for start in (1, 3, 5))
    return f"rgba({red},{green},{blue},.45)"


def ranking(t: Texts, frame: pd.DataFrame) -> go.Figure:
    """Provinces of one year with a known value, highest share on top; the number stands in its own column."""
    rows = frame.iloc[::-1]
    fig = base.figure(t, height=32 * len(rows) + 90)
    places = range(len(rows))
    shares = [round(100 * n / whole, 1) for n, whole in zip(rows["ikut"], rows["jumlah_kabkota"], strict=True)]
    for least, name, mark in ((False, t("partisipasi.legend_exact"), _EXACT), (True, t("partisipasi.legend_least"), _LEAST)):
        keep = [bound == least for bound in rows["sekurang"]]
        fig.add_bar(
            x=[share for share, ok in zip(shares, keep, strict=True) if ok],
            y=[place for place, ok in zip(places, keep, strict=True) if ok],
            orientation="h",
            name=name,
            marker=mark,
            hoverinfo="skip",
        )
    fig.add_scatter(
        x=[101] * len(rows),
        y=list(places),
        mode="text",
        text=[
            t("partisipasi.of", n=("≥ " if bound else "") + str(n), whole=whole)
            for bound, n, whole in zip(rows["sekurang"], rows["ikut"], rows["jumlah_kabkota"], strict=True)
        ],
        textposition="middle right",
        hoverinfo="skip",
        showlegend=False,
    )
    fig.update_xaxes(range=[0, 150], tickvals=_QUARTERS, title_text=t("partisipasi.axis_share"))
    names = [base.wrapped(name, 18) for name in rows["provinsi"]]
    fig.update_yaxes(
        showgrid=False, zeroline=False, tickvals=list(places), ticktext=names, tickfont={"size": 12}, range=[-0.7, len(rows) - 0.3]
    )
    fig.update_layout(bargap=0.3, barmode="overlay")
    return fig
