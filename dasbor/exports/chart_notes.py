"""Shapes and annotations of a Plotly figure: bands, rules and words at a value or at a share of the plot."""

from collections.abc import Mapping
from typing import Any

from dasbor import colors
from dasbor.exports.chart_axes import TEXT, Scale
from dasbor.exports.chart_canvas import LINE, Box, Canvas
from dasbor.exports.chart_kinds import ChartKindError
from dasbor.exports.chart_marks import Panel
from dasbor.exports.chart_words import letters, lines_of

_SHARE = {"left": 0.0, "center": 0.5, "right": 1.0, "top": 0.0, "middle": 0.5, "bottom": 1.0}
_PLACES = {"left": "left", "right": "right", "center": "center"}


def shape(canvas: Canvas, given: Mapping[str, Any], panel: Panel) -> None:
    """A band ("rect") or a line; both ends may be values or shares of the plot."""
    x0, x1 = (_across(given[key], given.get("xref", "x"), panel) for key in ("x0", "x1"))
    y0, y1 = (_upright(given[key], given.get("yref", "y"), panel) for key in ("y0", "y1"))
    line = given.get("line", {})
    if given["type"] == "line":
        canvas.line([(x0, y0), (x1, y1)], line["color"], line.get("width", 2), line.get("dash", "solid"), panel.box)
    else:
        fill = _paler(given["fillcolor"], given.get("opacity", 1))
        edge = line.get("color") if line.get("width", 2) else None
        canvas.rect(Box(min(x0, x1), min(y0, y1), abs(x1 - x0), abs(y1 - y0)), fill, edge, line.get("width", 2), clip=panel.box)


def _paler(colour: str, opacity: float) -> str:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity})"


def _across(value: float, ref: str, panel: Panel) -> float:
    if ref == "paper" or ref.endswith("domain"):
        return panel.box.left + value * panel.box.wide
    return panel.across.at(value)


def _upright(value: float, ref: str, panel: Panel) -> float:
    if ref == "paper" or ref.endswith("domain"):
        return panel.box.top + (1 - value) * panel.box.high
    return panel.upright.at(value)


def annotation(canvas: Canvas, given: Mapping[str, Any], panel: Panel) -> None:
    """Words whose block, level or on its side, is held at a place by the corner that the anchors name."""
    turn = given.get("textangle", 0)
    if given.get("showarrow") is not False or turn not in (0, -90):
        raise ChartKindError(f"annotation: {given['text']}")
    font = given.get("font", {})
    size, ink, plate = float(font.get("size", TEXT)), font.get("color", colors.INK_DARK), given.get("bgcolor")
    lines, bold = lines_of(given["text"])
    pad = float(given.get("borderpad", 1))
    wide, deep = max(letters(line, size, bold=bold) for line in lines) + 2 * pad, size * LINE * len(lines) + 2 * (pad - 1)
    across, high = (deep, wide) if turn else (wide, deep)
    left = _across(given["x"], given.get("xref", "x"), panel) + given.get("xshift", 0)
    left -= _SHARE[given.get("xanchor", "center")] * across
    top = _upright(given["y"], given.get("yref", "y"), panel) - given.get("yshift", 0)
    top -= _SHARE[given.get("yanchor", "middle")] * high
    align = _PLACES[given.get("align", "center")]
    for row, line in enumerate(lines):
        base = row * size * LINE + size + pad - 1
        along = pad + (wide - 2 * pad) * _SHARE[align]
        at = (left + base, top + high - along) if turn else (left + along, top + base)
        canvas.text(at, line, size, ink, align, bold=bold, upward=bool(turn), plate=plate)


def whole(plot: Box) -> Panel:
    """The panel for annotations of a figure without axes: shares of the plot only."""
    return Panel(plot, Scale(0, 1, 0, 1, {}), Scale(0, 1, 0, 1, {}))
