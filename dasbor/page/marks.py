"""Marks for bar charts over the years: rule changes written above the bars instead of across them."""

from typing import Any

import plotly.graph_objects as go

from dasbor.page import figures as base
from dasbor.words import colors

# below the year axis whatever the height of its labels
LEGEND_BELOW: dict[str, Any] = {"traceorder": "normal", "yref": "container", "y": 0, "yanchor": "bottom"}


def quiet(state: colors.State) -> dict[str, Any]:
    """Marker of a state with a hatching thin enough to read a number on it."""
    drawn = base.marker(state)
    if "pattern" in drawn:
        drawn["pattern"] = {**drawn["pattern"], "solidity": 0.1, "size": 9}
    return drawn


def lift_rules(fig: go.Figure, room: float) -> go.Figure:
    """Write the rule changes of `base.year_axis` flat into the upper `room` (a share) of the plot, in short lines.

    Bars as high as all regions leave no place for upright text; on a narrow screen it would cover them.
    """
    lines = [shape.x0 for shape in fig.layout.shapes if shape.type == "line"]
    for note in fig.layout.annotations:
        if note.x in lines:
            note.update(textangle=0, y=1, align="left", xshift=2, font={"size": 11, "color": colors.INK_DARK})
            note.text = _short_lines(note.text)
        else:
            # a year without a round has no bar at the foot, but it may have a target further up
            note.update(y=0.02, yanchor="bottom")
    top = fig.layout.yaxis.range[1]
    fig.update_yaxes(range=[0, top / (1 - room)])
    return fig


def _short_lines(text: str) -> str:
    head, _, rule = text.partition(": ")
    return f"{head}:<br>" + rule.replace(" ", "<br>", 1)
