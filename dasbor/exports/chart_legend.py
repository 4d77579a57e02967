"""Legends of a picture: the traces of a figure with their own line, sign or bar, and the states with their counts."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from dasbor import colors
from dasbor.exports.chart_canvas import Box, Canvas, Hatch
from dasbor.exports.chart_kinds import ChartKindError
from dasbor.exports.chart_marks import bar_looks, first_sign, line_colour
from dasbor.exports.chart_words import letters, lines_of
from dasbor.legend import LegendItem

TEXT = 13.0
ROW = 24.0
_MARK, _GAP = 30.0, 22.0
_BOX = 18.0
_LARGEST = 13.0

Entry = tuple[str, Callable[[Canvas, float, float], None]]
"""Words, and what draws the mark before them: given the canvas, its left edge and its middle."""


def of_traces(spec: Mapping[str, Any]) -> list[Entry]:
    """The traces that a legend of the screen names: those with points, unless the figure hides them or has only one.

    ChartKindError for one without a name.
    """
    traces = [trace for trace in spec["data"] if trace["type"] in ("bar", "scatter") and len(trace.get("x", ()))]
    if not spec["layout"].get("showlegend", len(traces) > 1):
        return []
    named = [trace for trace in traces if trace.get("showlegend", True)]
    if not all("name" in trace for trace in named):
        raise ChartKindError("a trace without a name in a legend")
    return [(" ".join(lines_of(trace["name"])[0]), _mark(trace)) for trace in named]


def _mark(trace: Mapping[str, Any]) -> Callable[[Canvas, float, float], None]:
    return partial(_bar if trace["type"] == "bar" else _line, trace)


def _bar(trace: Mapping[str, Any], canvas: Canvas, x: float, y: float) -> None:
    look = bar_looks(trace, 1)[0]
    canvas.rect(Box(x + _MARK - 8 - 15, y - 7, 15, 14), look.fill, look.edge, look.width, look.hatch)


def _line(trace: Mapping[str, Any], canvas: Canvas, x: float, y: float) -> None:
    mode = trace["mode"].split("+")
    right = x + _MARK - 8
    if "lines" in mode:
        line = trace.get("line", {})
        canvas.line([(x, y), (right, y)], line.get("color", line_colour(trace)), line.get("width", 2), line.get("dash", "solid"))
    if "markers" in mode:
        sign = first_sign(trace)
        canvas.marker((x + (right - x) / 2, y), sign._replace(size=min(sign.size, _LARGEST)))


def of_states(items: Sequence[LegendItem]) -> list[Entry]:
    """States with their sign and how many are in each."""
    return [(f"{item.label}: {item.count}", partial(_swatch, item)) for item in items]


def _swatch(item: LegendItem, canvas: Canvas, x: float, y: float) -> None:
    hatch = Hatch(item.pattern, colors.BORDER, 6, 0.1) if item.pattern else None
    canvas.rect(Box(x + 4, y - _BOX / 2, _BOX, _BOX), item.colour, colors.BORDER, 1, hatch)
    plate = item.colour if item.pattern else None
    canvas.text((x + 4 + _BOX / 2, y + 4), item.mark, 11, item.ink, "center", bold=True, plate=plate)


def rows(entries: Sequence[Entry], width: float) -> list[list[Entry]]:
    """The entries in rows that fit the width."""
    found: list[list[Entry]] = []
    free = 0.0
    for entry in entries:
        wide = _MARK + letters(entry[0], TEXT) + _GAP
        if not found or wide > free:
            found.append([])
            free = width
        found[-1].append(entry)
        free -= wide
    return found


def draw(canvas: Canvas, entries: Sequence[Entry], left: float, top: float, width: float) -> float:
    """Draw the entries below `top`; where they end."""
    for row in rows(entries, width):
        x, middle = left, top + ROW / 2
        for words, mark in row:
            mark(canvas, x, middle)
            canvas.text((x + _MARK, middle + TEXT * 0.36), words, TEXT)
            x += _MARK + letters(words, TEXT) + _GAP
        top += ROW
    return top
