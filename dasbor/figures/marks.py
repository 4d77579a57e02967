"""Marks for bar charts over the years: rule changes written above the bars instead of across them."""

import plotly.graph_objects as go

from dasbor import colors


def lift_rules(fig: go.Figure, room: float) -> go.Figure:
    """Write the rule changes of `base.year_axis` flat into the upper `room` (a share) of the plot, in short lines.

    Bars as high as all regions leave no place for upright text; on a narrow screen it would cover them.
    """
    lines = [shape.x0 for shape in fig.layout.shapes if shape.type == "line"]
    for note in fig.layout.annotations:
        if note.x in lines:
            note.update(textangle=0, y=1, align="left", xshift=2, font={"size": 11, "color": colors.INK_DARK})
            note.text = _short_lines(note.text)
    top = fig.layout.yaxis.range[1]
    fig.update_yaxes(range=[0, top / (1 - room)])
    return fig


def _short_lines(text: str) -> str:
    head, _, rule = text.partition(": ")
    return f"{head}:<br>" + rule.replace(" ", "<br>", 1)
