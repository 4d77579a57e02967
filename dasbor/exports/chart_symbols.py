"""Plotly's marker signs as outlines, in half sizes around their middle (y down)."""

import math

from dasbor.exports.chart_kinds import ChartKindError

OPEN = "-open"
_NUMBERS = {0: "circle", 1: "square", 2: "diamond", 4: "x", 5: "triangle-up", 13: "pentagon", 17: "star", 18: "hexagram"}
_HOLLOW = 100
"""Plotly's number of a hollow sign is that of the full one and a hundred."""
Points = list[tuple[float, float]]


def _ring(corners: int, radius: float, *, first: float = -90.0) -> Points:
    turns = [math.radians(first + 360 * i / corners) for i in range(corners)]
    return [(radius * math.cos(turn), radius * math.sin(turn)) for turn in turns]


def _star(points: int, outer: float, inner: float) -> Points:
    tips, dents = _ring(points, outer), _ring(points, inner, first=-90 + 180 / points)
    return [corner for pair in zip(tips, dents, strict=True) for corner in pair]


def _cross(arm: float) -> Points:
    """A thick x: a plus turned by an eighth."""
    wide = arm / 2.5
    plus = [(-wide, -arm), (wide, -arm), (wide, -wide), (arm, -wide), (arm, wide), (wide, wide)]
    plus += [(wide, arm), (-wide, arm), (-wide, wide), (-arm, wide), (-arm, -wide), (-wide, -wide)]
    half = math.sqrt(0.5)
    return [((x - y) * half, (x + y) * half) for x, y in plus]


_OUTLINES: dict[str, Points] = {
    "circle": _ring(48, 1.0),
    "square": [(-1, -1), (1, -1), (1, 1), (-1, 1)],
    "diamond": _ring(4, 1.3),
    "triangle-up": _ring(3, 1.15),
    "pentagon": _ring(5, 1.0),
    "star": _star(5, 1.4, 0.535),
    "hexagram": _star(6, 1.3, 0.75),
    "x": _cross(1.1),
    "line-ew": [(-1.4, 0), (1.4, 0)],
}


def outline(symbol: str | int) -> tuple[str, Points]:
    """Name and outline of a sign. ChartKindError for one that no figure of ours uses."""
    name = symbol if isinstance(symbol, str) else _NUMBERS.get(symbol % _HOLLOW, "") + OPEN * (symbol >= _HOLLOW)
    points = _OUTLINES.get(name.removesuffix(OPEN))
    if points is None:
        raise ChartKindError(f"marker symbol: {symbol}")
    return name, points
