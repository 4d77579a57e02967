"""The figure of the page provinsi: outcomes of one province round by round, beside its targets."""

import pandas as pd
import plotly.graph_objects as go

from dasbor.page import figures as base
from dasbor.page import marks
from dasbor.words import colors
from dasbor.words.texts import Texts

_TARGET = colors.SERIES[1]
_WIDTH = 0.65  # of a year; the two kinds of bars must look alike however far apart they stand


def outcomes(
    counts: pd.DataFrame, targets: pd.DataFrame, others: pd.DataFrame, rounds: pd.DataFrame, award: str, t: Texts
) -> go.Figure:
    """Bars of the award (exact solid, lower bounds hatched), regions in all, targets, and other values stated.

    `counts`: `tahun`, `N`, `n` (null: unknown), `sekurangnya`, `konflik`; `targets`: `tahun`, `target_peduli`;
    `others`: `tahun`, `nilai` (values that were stated and not chosen); `award`: what it is called.
    """
    fig = base.figure(t, height=400)
    held, least = counts["n"].notna(), counts["sekurangnya"].astype(bool)
    _bars(fig, counts[held & ~least], t("provinsi.trace_exact", predicate=award), least=False)
    _bars(fig, counts[held & least], t("provinsi.trace_least", predicate=award), least=True)
    fig.add_scatter(
        x=counts["tahun"].astype(int).tolist(),
        y=counts["N"].astype(int).tolist(),
        name=t("provinsi.trace_all"),
        mode="markers",
        marker={"symbol": "line-ew-open", "size": 18, "color": colors.BORDER, "line": {"width": 2}},
        hovertemplate="%{x}: %{y}",
    )
    cross = {"symbol": "x", "color": "#ffffff", "size": 9, "line": {"color": colors.INK_DARK, "width": 1.5}}
    diamond = {"symbol": "diamond", "color": _TARGET, "size": 11, "line": {"color": "#ffffff", "width": 1}}
    _points(fig, others, "nilai", t("provinsi.trace_other"), cross)
    _points(fig, targets, "target_peduli", t("provinsi.trace_target"), diamond)
    _unknowns(fig, counts[counts["n"].isna()], t)
    fig.update_layout(yaxis_title_text=t("predikat.axis_regions"), bargap=0.35, barmode="overlay", margin={"t": 12})
    fig.update_layout(legend=marks.LEGEND_BELOW)
    base.year_axis(fig, rounds, t)
    tops = [int(counts["N"].max()), *(int(target) for target in targets["target_peduli"])]
    fig.update_yaxes(range=[0, max(tops) * 1.06])
    return marks.lift_rules(fig, 0.2)


def _unknowns(fig: go.Figure, part: pd.DataFrame, t: Texts) -> None:
    """A question mark where nothing is known: no bar would read as zero."""
    if part.empty:
        return
    fig.add_scatter(
        x=part["tahun"].astype(int).tolist(),
        y=[0] * len(part),
        mode="text",
        text=["?"] * len(part),
        textposition="top center",
        textfont={"size": 16, "color": colors.BORDER},
        name=t("provinsi.trace_unknown"),
        hovertemplate="%{x}: " + t("common.unknown") + "<extra></extra>",
        showlegend=False,
    )


def _bars(fig: go.Figure, part: pd.DataFrame, name: str, *, least: bool) -> None:
    if part.empty:
        return
    top = colors.predicate_states([(name, "")])[0]
    marker = base.marker(top)
    if least:
        marker["color"] = "#ffffff"
        marker["pattern"] = {"shape": "/", "fgcolor": top.fill, "size": 6, "solidity": 0.5}
    amounts = part["n"].astype(int).tolist()
    signs = [" ≠" if flag else "" for flag in part["konflik"]]
    fig.add_bar(
        x=part["tahun"].astype(int).tolist(),
        y=amounts,
        width=_WIDTH,
        name=name,
        marker=marker,
        text=[f"{'≥ ' if least else ''}{amount}{sign}" for amount, sign in zip(amounts, signs, strict=True)],
        textposition="outside",
        textangle=0,
        cliponaxis=False,
        textfont={"size": 12, "color": colors.INK_DARK},
        customdata=part["N"].astype(int).tolist(),
        hovertemplate="%{x}: %{text} / %{customdata}",
    )


def _points(fig: go.Figure, part: pd.DataFrame, column: str, name: str, marker: dict[str, object]) -> None:
    if part.empty:
        return
    fig.add_scatter(
        x=part["tahun"].astype(int).tolist(),
        y=part[column].astype(int).tolist(),
        name=name,
        mode="markers",
        marker=marker,
        hovertemplate="%{x}: %{y}",
    )
