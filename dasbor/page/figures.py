"""What all figures share: fonts, separators, margins, the marks on a year axis, the Plotly configuration."""

import textwrap
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dasbor.words import colors, formats
from dasbor.words.texts import Texts

# what the browser gets as Plotly configuration: no logo, no bar of buttons over the data
CONFIG: dict[str, Any] = {
    "displayModeBar": False,
    "displaylogo": False,
    "responsive": True,
    "scrollZoom": False,
}
_SEPARATORS = {"id": ",.", "en": ".,"}
_FONT = '"Source Sans", "Source Sans Pro", sans-serif'


def values(column: "pd.Series[Any]") -> list[Any]:
    """A column as a list for a trace, None (a gap) for what is not known.

    Queries give nullable integers; pd.NA is neither true nor false and no JSON.
    """
    return [None if formats.is_unknown(value) else value for value in column.tolist()]


def figure(t: Texts, *, height: int = 360) -> go.Figure:
    """An empty figure in the common layout; `height` in pixels.

    The template is empty: Plotly's own is 7 KB of the 8 KB of a small figure, at every rerun.
    """
    axis = {"gridcolor": colors.GRID, "linecolor": colors.BORDER, "zerolinecolor": colors.BORDER}
    return go.Figure(
        layout={
            "template": "none",
            "height": height,
            "separators": _SEPARATORS[t.lang],
            "font": {"family": _FONT, "size": 14, "color": colors.INK_DARK},
            "margin": {"l": 8, "r": 8, "t": 32, "b": 8},
            "paper_bgcolor": "#ffffff",
            "plot_bgcolor": "#ffffff",
            "legend": {"orientation": "h", "yanchor": "bottom", "y": 1.02, "x": 0},
            "hoverlabel": {"align": "left"},
            "xaxis": {**axis, "automargin": True, "fixedrange": True},
            "yaxis": {**axis, "automargin": True, "fixedrange": True},
        }
    )


def wrapped(name: str, width: int = 16) -> str:
    """A long name on two or more lines, so that an axis of names leaves room for the data on a phone."""
    return "<br>".join(textwrap.wrap(name, width))


def rule_changes(rounds: pd.DataFrame) -> list[tuple[int, str]]:
    """Years whose `dasar_hukum` differs from the assessed round before; the first round is no change.

    `rounds`: columns of `mart.putaran` (`tahun`, `dasar_hukum`, `ada_penilaian`).
    """
    changes: list[tuple[int, str]] = []
    before: str | None = None
    held = rounds[rounds["ada_penilaian"].astype(bool)].sort_values("tahun")
    for year, rule in zip(held["tahun"].tolist(), held["dasar_hukum"].tolist(), strict=True):
        if before is not None and rule != before:
            changes.append((int(year), str(rule)))
        before = rule
    return changes


def years_without_round(rounds: pd.DataFrame) -> list[int]:
    """Years of `mart.putaran` in which nothing was assessed."""
    return [int(year) for year in rounds.loc[~rounds["ada_penilaian"].astype(bool), "tahun"].sort_values()]


def programme_changes(rounds: pd.DataFrame) -> list[int]:
    """Years whose programme differs from that of the assessed round before: no comparison crosses them."""
    return [int(year) for year in rounds.loc[rounds["ganti_program"].astype(bool), "tahun"]]


def places_on_axis(rounds: pd.DataFrame) -> list[float]:
    """The years in order, and half a year before each change of programme a place without a value, at which lines break."""
    return sorted([*(int(year) for year in rounds["tahun"]), *(year - 0.5 for year in programme_changes(rounds))])


def year_axis(fig: go.Figure, rounds: pd.DataFrame, t: Texts) -> go.Figure:
    """Make x a year axis of all rounds; mark those without assessment and those with a new rule.

    `rounds` as for `rule_changes`. The band of a year without assessment runs from half a year
    before it to half a year after it; the line of a new rule stands half a year before its first round.
    """
    years = [int(year) for year in rounds["tahun"].sort_values()]
    fig.update_xaxes(
        tickvals=years,
        range=[years[0] - 0.6, years[-1] + 0.6],
        title_text=t("common.axis_year"),
        tickformat="d",
    )
    note = {"showarrow": False, "yref": "paper", "y": 0.99, "yanchor": "top", "textangle": -90}
    style = {"font": {"size": 12}, "bgcolor": "rgba(255,255,255,.8)"}
    for year in years_without_round(rounds):
        band = {"fillcolor": colors.GRID, "opacity": 0.45, "line_width": 0, "layer": "below"}
        fig.add_vrect(x0=year - 0.5, x1=year + 0.5, **band)
        fig.add_annotation(x=year, text=t("common.mark_no_round", year=year), **note, **style)
    for year, rule in rule_changes(rounds):
        fig.add_vline(x=year - 0.5, line_dash="dot", line_color=colors.BORDER, line_width=1)
        text = t("common.mark_programme" if year in programme_changes(rounds) else "common.mark_rule", rule=rule)
        fig.add_annotation(x=year - 0.5, xanchor="left", text=text, **note, **style)
    return fig


def marker(state: colors.State) -> dict[str, Any]:
    """Plotly marker of a state for bars: fill, dark outline, hatching where the state has one."""
    drawn: dict[str, Any] = {"color": state.fill, "line": {"color": colors.BORDER, "width": 1}}
    if state.pattern:
        # without a background of its own Plotly leaves out the fill below the hatching
        drawn["pattern"] = {"shape": state.pattern, "bgcolor": state.fill, "fgcolor": colors.BORDER, "size": 6}
    return drawn
