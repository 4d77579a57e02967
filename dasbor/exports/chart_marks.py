"""Bars, lines, points and their words, drawn as on the screen from the traces of a Plotly figure."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from dasbor import colors
from dasbor.exports.chart_axes import TEXT, Scale
from dasbor.exports.chart_canvas import LINE, Box, Canvas, Hatch, Sign
from dasbor.exports.chart_kinds import ChartKindError
from dasbor.exports.chart_words import letters, lines_of
from dasbor.formats import is_unknown

Trace = Mapping[str, Any]
_GAP = 0.2
"""Plotly's share of a step between two bars."""
_SMALL = 9
"""Letters that would have to be smaller to fit a bar are left out."""
_BESIDE = 3.0
_SIGNS = {"left": -1, "center": 0, "right": 1, "top": -1, "middle": 0, "bottom": 1}


@dataclass(frozen=True)
class Panel:
    """A plot with its two scales."""

    box: Box
    across: Scale
    upright: Scale


@dataclass(frozen=True)
class _Look:
    fill: str | None
    edge: str | None
    width: float
    hatch: Hatch | None


def every(value: Any, count: int) -> list[Any]:  # noqa: ANN401
    """One value for each of `count` points, from a list or from the one for all."""
    return list(value) if isinstance(value, list | tuple) else [value] * count


def bar_looks(trace: Trace, count: int) -> list[_Look]:
    """How each of `count` bars looks. ChartKindError for bars without a colour of their own."""
    marker = trace.get("marker", {})
    if "color" not in marker:
        raise ChartKindError("a bar without a colour")
    return [_bar_look(marker, colour) for colour in every(marker["color"], count)]


def _bar_look(marker: Mapping[str, Any], colour: str) -> _Look:
    """Fill, outline and hatch of a bar; without a background of its own a hatched bar is not filled."""
    line, pattern = marker.get("line", {}), marker.get("pattern")
    edge, width = line.get("color"), float(line.get("width", 1 if line.get("color") else 0))
    if not pattern:
        return _Look(colour, edge, width, None)
    hatch = Hatch(pattern["shape"], pattern.get("fgcolor", colour), pattern.get("size", 8), pattern.get("solidity", 0.3))
    return _Look(pattern.get("bgcolor"), edge, width, hatch)


@dataclass(frozen=True)
class _Bar:
    """A bar from `base` to `top` on the axis of values, between two values `low` and `high` on the other."""

    base: float
    top: float
    low: float
    high: float


def bars(canvas: Canvas, traces: Sequence[Trace], layout: Mapping[str, Any], panel: Panel) -> None:
    """All bars of a panel: stacked, or over each other. ChartKindError for another way of standing together."""
    mode = layout.get("barmode", "group")
    if mode not in ("stack", "overlay") and len(traces) > 1:
        raise ChartKindError(f"barmode: {mode}")
    level = [trace.get("orientation") == "h" for trace in traces]
    pairs = list(zip(traces, level, strict=True))
    places = sorted({_place(value, panel, level=flat) for trace, flat in pairs for value in _at(trace, level=flat)})
    step = min((b - a for a, b in pairwise(places)), default=1.0)
    width = step * (1 - layout.get("bargap", _GAP))
    heights: dict[float, float] = {}
    for trace, flat in pairs:
        _trace_bars(canvas, trace, panel, width, heights if mode == "stack" else {}, level=flat)


def _at(trace: Trace, *, level: bool) -> list[Any]:
    return list(trace["y" if level else "x"])


def _place(value: float | str, panel: Panel, *, level: bool) -> float:
    on = panel.upright if level else panel.across
    return float(on.places[value]) if isinstance(value, str) else float(value)


def _trace_bars(canvas: Canvas, trace: Trace, panel: Panel, width: float, heights: dict[float, float], *, level: bool) -> None:
    amounts = list(trace["x" if level else "y"])
    looks = bar_looks(trace, len(amounts))
    words = every(trace.get("text", ""), len(amounts))
    wide = float(trace.get("width", width))
    for value, amount, look, said in zip(_at(trace, level=level), amounts, looks, words, strict=True):
        if is_unknown(amount):
            continue
        middle = _place(value, panel, level=level)
        base = heights.get(middle, 0.0)
        heights[middle] = base + amount
        box = _box(_Bar(base, base + amount, middle - wide / 2, middle + wide / 2), panel, level=level)
        canvas.rect(box, look.fill, look.edge, look.width, look.hatch, clip=panel.box)
        if said:
            _say(canvas, trace, str(said), box, look, level=level)


def _box(bar: _Bar, panel: Panel, *, level: bool) -> Box:
    values, steps = (panel.across, panel.upright) if level else (panel.upright, panel.across)
    one, other = sorted((values.at(bar.base), values.at(bar.top)))
    low, high = sorted((steps.at(bar.low), steps.at(bar.high)))
    return Box(one, low, other - one, high - low) if level else Box(low, one, high - low, other - one)


def _say(canvas: Canvas, trace: Trace, said: str, box: Box, look: _Look, *, level: bool) -> None:
    """The words of a bar: inside where they fit, else left out; or beyond its end."""
    where = trace.get("textposition", "auto")
    font = {**trace.get("textfont", {}), **trace.get("insidetextfont", {})} if where == "inside" else trace.get("textfont", {})
    size, ink = float(font.get("size", TEXT)), font.get("color", colors.INK_DARK)
    middle = (box.left + box.wide / 2, box.top + box.high / 2)
    if where == "inside":
        size = min(size, box.high / LINE, size * (box.wide - 2 * _BESIDE) / letters(said, size))
        if size >= _SMALL:
            plate = look.fill if look.hatch else None
            canvas.text((middle[0], middle[1] + size * 0.36), said, size, ink, "center", plate=plate)
    elif where == "outside" and level:
        canvas.text((box.left + box.wide + _BESIDE, middle[1] + size * 0.36), said, size, ink)
    elif where == "outside":
        canvas.text((middle[0], box.top - _BESIDE), said, size, ink, "center")
    else:
        raise ChartKindError(f"textposition of a bar: {where}")


def line_colour(trace: Trace) -> str:
    """Colour of a trace of points: that of its signs, else of its line."""
    colour = trace.get("marker", {}).get("color") or trace.get("line", {}).get("color")
    return str(every(colour, 1)[0] or colors.INK_DARK)


def points(canvas: Canvas, trace: Trace, panel: Panel) -> None:
    """Line, signs and words of a trace, as its mode says."""
    mode = trace.get("mode", "").split("+")
    clip = None if trace.get("cliponaxis") is False else panel.box
    places = [_pixel(x, y, panel) for x, y in zip(trace["x"], trace["y"], strict=True)]
    if "lines" in mode:
        line = trace.get("line", {})
        joined = _steps(places) if line.get("shape") == "hv" else places
        canvas.line(joined, line.get("color", line_colour(trace)), line.get("width", 2), line.get("dash", "solid"), clip)
    if "markers" in mode:
        for at, sign in zip(places, _signs(trace, len(places)), strict=True):
            if not math.isnan(at[1]):
                canvas.marker(at, sign, clip)
    if "text" in mode:
        _words(canvas, trace, places)


def _pixel(x: float | str, y: float | str | None, panel: Panel) -> tuple[float, float]:
    if is_unknown(x) or y is None or is_unknown(y):
        return (math.nan, math.nan)
    return panel.across.at(x), panel.upright.at(y)


def _steps(places: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """First across, then up: the value of a year holds until the next."""
    found = list(places[:1])
    for (_, level), (x, next_level) in pairwise(places):
        found += [(x, level), (x, next_level)]
    return found


def _signs(trace: Trace, count: int) -> list[Sign]:
    marker = trace.get("marker", {})
    line = marker.get("line", {})
    values = (
        every(marker.get("symbol", "circle"), count),
        every(marker.get("size", 6), count),
        every(marker.get("color", line_colour(trace)), count),
        every(line.get("color"), count),
        every(line.get("width", 0), count),
    )
    return [Sign(*sign) for sign in zip(*values, strict=True)]


def first_sign(trace: Trace) -> Sign:
    """The sign that stands for a trace in the legend."""
    return _signs(trace, len(trace["x"]))[0]


def _words(canvas: Canvas, trace: Trace, places: Sequence[tuple[float, float]]) -> None:
    font = trace.get("textfont", {})
    size, ink = float(font.get("size", TEXT)), font.get("color", colors.INK_DARK)
    away = float(trace.get("marker", {}).get("size", 6)) / 1.6 + 1 if "markers" in trace["mode"] else 0.0
    words, wheres = every(trace["text"], len(places)), every(trace.get("textposition", "middle center"), len(places))
    for (x, y), said, where in zip(places, words, wheres, strict=True):
        if not said or math.isnan(y):
            continue
        up, side = where.split()
        lines, bold = lines_of(said)
        deep = (len(lines) - 1) * LINE + 1
        top = y + size * 0.75 + _SIGNS[up] * away + (_SIGNS[up] - 1) * deep * size / 2
        anchor = {"left": "right", "right": "left", "center": "center"}[side]
        for row, line in enumerate(lines):
            canvas.text((x + _SIGNS[side] * away, top + row * LINE * size), line, size, ink, anchor, bold=bold)
