"""Figures of the page predikat: states stacked by year, and the flow between two rounds."""

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from dasbor.page import figures as base
from dasbor.page import marks
from dasbor.words import colors
from dasbor.words.colors import State
from dasbor.words.texts import Texts

_INSIDE = 24  # from how many regions on a number fits into its part of a bar
_OPACITY = 0.45


def stacked(
    counts: pd.DataFrame, rounds: pd.DataFrame, disputed: Sequence[int], states: Mapping[str, State], t: Texts
) -> go.Figure:
    """Regions by state, one bar per assessed year, in the order of `states`; `disputed` years carry a sign above the bar.

    `counts`: `tahun`, `keadaan`, `jumlah`, `sekurang`, `N`; the parts of a year add up to N.
    """
    fig = base.figure(t, height=460)
    for state in states.values():
        part = counts[counts["keadaan"] == state.key]
        if part.empty:
            continue
        amounts = part["jumlah"].astype(int).tolist()
        words = [("≥ " if least else "") + str(amount) for amount, least in zip(amounts, part["sekurang"], strict=True)]
        fig.add_bar(
            x=part["tahun"].astype(int).tolist(),
            y=amounts,
            name=state.label(t),
            marker=marks.quiet(state),
            text=[word if amount >= _INSIDE else "" for word, amount in zip(words, amounts, strict=True)],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            textfont={"color": state.ink, "size": 12},
            customdata=[f"{word} / {whole}" for word, whole in zip(words, part["N"], strict=True)],
            hovertemplate="%{x}: %{customdata}",
        )
    wholes = dict(zip(counts["tahun"].astype(int), counts["N"].astype(int), strict=True))
    if disputed:
        _signs(fig, wholes, disputed, t)
    fig.update_layout(barmode="stack", bargap=0.25, yaxis_title_text=t("predikat.axis_regions"))
    fig.update_layout(legend=marks.LEGEND_BELOW, margin={"t": 12}, uniformtext={"minsize": 9, "mode": "hide"})
    base.year_axis(fig, rounds, t)
    fig.update_yaxes(range=[0, max(wholes.values()) + 30])
    return marks.lift_rules(fig, 0.17)


def _signs(fig: go.Figure, wholes: Mapping[int, int], years: Sequence[int], t: Texts) -> None:
    """A sign above the bars about which sources disagree."""
    fig.add_scatter(
        x=[int(year) for year in years],
        y=[wholes[year] + 12 for year in years],
        mode="text",
        text=["≠"] * len(years),
        textfont={"size": 18, "color": colors.INK_DARK},
        name=t("predikat.disputed_mark"),
        hovertemplate="%{x}: " + t("predikat.disputed_mark") + "<extra></extra>",
        showlegend=False,
    )


def flow(links: pd.DataFrame, years: tuple[int, int], states: Mapping[str, State], t: Texts) -> go.Figure:
    """States before and after as a flow, without what is unknown on both sides.

    `links`: `keadaan_dari`, `keadaan_ke`, `banyak`, and the totals of both sides, `banyak_dari` and `banyak_ke`.
    """
    totals = [dict(zip(links[f"keadaan_{side}"], links[f"banyak_{side}"].astype(int), strict=True)) for side in ("dari", "ke")]
    sides = [(side, key) for side in (0, 1) for key in states if key in totals[side]]
    amounts = [totals[side][key] for side, key in sides]
    place = {node: index for index, node in enumerate(sides)}
    fig = base.figure(t, height=max(260, 90 + 46 * max(len(side) for side in totals)))
    fig.add_sankey(
        arrangement="fixed",
        node={
            "label": [f"{states[key].label(t)}: {total}" for (_, key), total in zip(sides, amounts, strict=True)],
            "color": [states[key].fill for _, key in sides],
            "line": {"color": colors.BORDER, "width": 1},
            "pad": 22,
            "thickness": 18,
            "x": [0.001 if side == 0 else 0.999 for side, _ in sides],
            "y": _heights(sides, amounts),
            "customdata": [years[side] for side, _ in sides],
            "hovertemplate": "%{customdata}: %{label}<extra></extra>",
        },
        link={
            "source": [place[0, key] for key in links["keadaan_dari"]],
            "target": [place[1, key] for key in links["keadaan_ke"]],
            "value": links["banyak"].astype(int).tolist(),
            "color": [_see_through(states[key].fill) for key in links["keadaan_dari"]],
            "hovertemplate": "%{source.label} → %{target.label}: %{value}<extra></extra>",
        },
    )
    corner = {"y": 1, "xref": "paper", "yref": "paper", "yanchor": "bottom", "showarrow": False}
    for side, year in enumerate(years):
        fig.add_annotation(x=side, xanchor=("left", "right")[side], text=f"<b>{year}</b>", **corner)
    fig.update_layout(margin={"l": 8, "r": 8, "t": 30, "b": 12})
    fig.update_xaxes(visible=False)
    fig.update_yaxes(visible=False)
    return fig


def _heights(sides: list[tuple[int, str]], totals: list[int]) -> list[float]:
    """Centres of the nodes, each side spread from top to bottom in its order (0 top, 1 bottom)."""
    places: list[float] = []
    for side in (0, 1):
        here = [total for (where, _), total in zip(sides, totals, strict=True) if where == side]
        gap = 0.08
        room = max(0.2, 1 - gap * (len(here) - 1))
        upto = 0.0
        for total in here:
            size = room * total / max(1, sum(here))
            places.append(min(0.999, max(0.001, upto + size / 2)))
            upto += size + gap
    return places


def _see_through(colour: str) -> str:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},{_OPACITY})"
