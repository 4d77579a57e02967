"""Axes of a Plotly figure: where a value lies in pixels, which ticks there are and what they say, all as on the screen."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dasbor.exports.chart_canvas import LINE, Box, Canvas
from dasbor.exports.chart_kinds import ChartKindError
from dasbor.exports.chart_words import letters, lines_of
from dasbor.formats import number
from dasbor.texts import Lang

Spec = Mapping[str, Any]
Tick = tuple[float | str, str]
"""A value on an axis and what stands there."""
TEXT = 14.0
"""Size of letters where a figure says nothing."""
_PAD = 6.0
_STEPS = (1, 2, 5, 10)


@dataclass(frozen=True)
class Scale:
    """One direction of a plot: values from `low` at pixel `start` to `high` at `end`; `places` are the categories, if any."""

    low: float
    high: float
    start: float
    end: float
    places: Mapping[str, int]

    def at(self, value: float | str) -> float:
        """The pixel of a value or of a category."""
        amount = self.places[value] if isinstance(value, str) else float(value)
        return self.start + (amount - self.low) / (self.high - self.low) * (self.end - self.start)

    def holds(self, value: float | str) -> bool:
        """Whether a value lies between the ends."""
        amount = self.places[value] if isinstance(value, str) else float(value)
        return min(self.low, self.high) <= amount <= max(self.low, self.high)


def scale(axis: Spec, values: Sequence[Any], start: float, end: float) -> Scale:
    """The scale of an axis for the values of its traces. ChartKindError for an axis of numbers without a range."""
    names = list(dict.fromkeys(value for value in values if isinstance(value, str)))
    places = {name: place for place, name in enumerate(names)}
    if "range" in axis:
        low, high = (float(edge) for edge in axis["range"])
    elif names:
        low, high = -0.5, len(names) - 0.5
    else:
        raise ChartKindError("an axis of numbers without a range")
    return Scale(low, high, start, end, places)


def ticks(axis: Spec, on: Scale, lang: Lang, *, upright: bool) -> list[Tick]:
    """Values with a tick, and what stands there."""
    if "tickvals" in axis:
        values = list(axis["tickvals"])
        if "ticktext" in axis:
            return list(zip(values, axis["ticktext"], strict=True))
        plain = axis.get("tickformat") == "d"
        shown = [(value, str(value) if plain else _written(value, lang)) for value in values]
    elif on.places:
        shown = [(name, name) for name in on.places]
    else:
        shown = [(value, _written(value, lang)) for value in _round_values(on, upright=upright)]
    return [(value, text) for value, text in shown if on.holds(value)]


def _round_values(on: Scale, *, upright: bool) -> list[float]:
    """Plotly's own choice: steps of 1, 2 or 5 with a power of ten, about one in 40 pixels upright and 80 across."""
    wanted = min(9.0, max(4.0, abs(on.end - on.start) / (40 if upright else 80))) + 1
    rough = abs(on.high - on.low) / wanted
    base = 10.0 ** math.floor(math.log10(rough))
    step = next(base * part for part in _STEPS if part * base >= rough)
    first, last = math.ceil(min(on.low, on.high) / step - 1e-9), math.floor(max(on.low, on.high) / step + 1e-9)
    return [place * step for place in range(first, last + 1)]


def _written(value: float, lang: Lang) -> str:
    decimals = 0 if float(value).is_integer() else len(f"{value:.6f}".rstrip("0").partition(".")[2])
    return number(value, lang, decimals).replace("-", "−")


def letter_size(part: Spec, key: str = "tickfont") -> float:
    """Size of the letters that a part of a figure asks for."""
    return float(part.get(key, {}).get("size", TEXT))


def visible(axis: Spec) -> bool:
    """Whether an axis is drawn at all."""
    return bool(axis.get("visible", True))


def title(axis: Spec) -> str:
    """The words beside an axis, "" without."""
    return str(axis.get("title", {}).get("text", ""))


def room_left(axis: Spec, labels: Sequence[str]) -> float:
    """Pixels that an upright axis takes to the left of the plot."""
    if not visible(axis):
        return 0.0
    size = letter_size(axis)
    widest = max((letters(line, size) for label in labels for line in lines_of(label)[0]), default=0.0)
    return widest + 2 * _PAD + (TEXT * LINE + _PAD if title(axis) else 0.0)


def room_below(axis: Spec, labels: Sequence[str]) -> float:
    """Pixels that a level axis takes below the plot."""
    if not visible(axis):
        return 0.0
    deepest = max((len(lines_of(label)[0]) for label in labels), default=1)
    return letter_size(axis) * LINE * deepest + 2 * _PAD + (TEXT * LINE + _PAD if title(axis) else 0.0)


def grid(canvas: Canvas, axis: Spec, on: Scale, marks: Sequence[Tick], plot: Box, *, upright: bool) -> None:
    """The faint lines across the plot, the line of zero among them."""
    if not visible(axis):
        return
    if axis.get("showgrid", True):
        for value, _ in marks:
            _across(canvas, on.at(value), plot, axis["gridcolor"], upright=upright)
    if axis.get("zeroline", True) and not on.places and on.holds(0):
        _across(canvas, on.at(0), plot, axis["zerolinecolor"], upright=upright)


def _across(canvas: Canvas, place: float, plot: Box, colour: str, *, upright: bool) -> None:
    right, bottom = plot.left + plot.wide, plot.top + plot.high
    ends = [(plot.left, place), (right, place)] if upright else [(place, plot.top), (place, bottom)]
    canvas.line(ends, colour)


def left_axis(canvas: Canvas, axis: Spec, on: Scale, marks: Sequence[Tick], plot: Box) -> None:
    """Line, labels and title of an upright axis."""
    if not visible(axis):
        return
    canvas.line([(plot.left, plot.top), (plot.left, plot.top + plot.high)], axis["linecolor"])
    size = letter_size(axis)
    for value, label in marks:
        lines, bold = lines_of(label)
        top = on.at(value) - size * LINE * (len(lines) - 1) / 2 + size * 0.36
        for row, line in enumerate(lines):
            canvas.text((plot.left - _PAD, top + row * size * LINE), line, size, anchor="right", bold=bold)
    if title(axis):
        away = room_left(axis, [label for _, label in marks])
        middle = plot.top + plot.high / 2
        canvas.text((plot.left - away + TEXT, middle), title(axis), TEXT, anchor="center", upward=True)


def bottom_axis(canvas: Canvas, axis: Spec, on: Scale, marks: Sequence[Tick], plot: Box) -> None:
    """Line, labels and title of a level axis."""
    if not visible(axis):
        return
    bottom = plot.top + plot.high
    canvas.line([(plot.left, bottom), (plot.left + plot.wide, bottom)], axis["linecolor"])
    size = letter_size(axis)
    for value, label in marks:
        lines, bold = lines_of(label)
        for row, line in enumerate(lines):
            canvas.text((on.at(value), bottom + _PAD + size + row * size * LINE), line, size, anchor="center", bold=bold)
    if title(axis):
        below = room_below(axis, [label for _, label in marks])
        canvas.text((plot.left + plot.wide / 2, bottom + below - _PAD), title(axis), TEXT, anchor="center")
