"""What is drawn for each row of a view, in pixels: outlines in an equal-area projection, or tiles."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from dasbor.maps import outlines
from dasbor.maps.choice import MapView
from dasbor.mart import common, tiles

_LARGEST_TILE = 84.0
_GAP = 1.0
"""Pixels between two tiles."""


@dataclass(frozen=True, eq=False)
class Drawing:
    """Code → SVG path; `middles`, code → where a sign goes; `tile`: side of a tile in pixels, 0 on the geographic map.

    Compared by identity: outlines asked for again are the same object, which what is made of them can be remembered by.
    """

    paths: Mapping[str, str]
    middles: Mapping[str, tuple[float, float]]
    borders: str
    height: float
    tile: float
    width: float


def draw(view: MapView, codes: Sequence[str], width: float, tallest: float) -> Drawing:
    """The shapes of `codes`, fitted into `width` by at most `tallest`. Raises `BoundariesMissing` for a geographic view."""
    if not codes:  # a province that did not exist in the geography shown
        return Drawing({}, {}, "", 0.0, 0.0, width)
    if view.kind == "ubin":
        return _tiles(view, codes, width, tallest)
    borders = _borders_of(view)
    changed = tuple(outlines.changed(name) for name in (view.boundaries, borders) if name)
    return _outlines(view.boundaries, borders, changed, tuple(codes), width, tallest)


def cells(view: MapView) -> dict[str, tuple[int, int]]:
    """Code → place on the tile map of the view: column from the west and row from the north, both from 0."""
    if view.level == "kabkota":
        frame, key = tiles.region_tiles(), "kode"
    else:
        frame, key = tiles.province_tiles(kini=view.boundaries == "provinsi"), "kode_provinsi"
    return {str(code): (c, r) for code, c, r in zip(frame[key], frame["kolom"].tolist(), frame["baris"].tolist(), strict=True)}


def letters(view: MapView) -> dict[str, str]:
    """Code → what stands on the tile of a province (ISO 3166-2:ID); empty for regions, which are too many."""
    if view.level == "kabkota":
        return {}
    frame = tiles.province_tiles(kini=view.boundaries == "provinsi")
    return {} if "iso" not in frame else dict(zip(frame["kode_provinsi"], frame["iso"].fillna(""), strict=True))


def _tiles(view: MapView, codes: Sequence[str], width: float, tallest: float) -> Drawing:
    known = cells(view)
    shown = {code: known[code] for code in codes}
    west, north = min(c for c, _ in shown.values()), min(r for _, r in shown.values())
    columns = 1 + max(c for c, _ in shown.values()) - west
    rows = 1 + max(r for _, r in shown.values()) - north
    side = round(min(width / columns, tallest / rows, _LARGEST_TILE), 1)
    left = (width - side * columns) / 2
    corners = {code: (left + (c - west) * side, (r - north) * side) for code, (c, r) in shown.items()}
    edge = side - _GAP
    made = {code: f"M{x:.1f},{y:.1f}h{edge:.1f}v{edge:.1f}h{-edge:.1f}z" for code, (x, y) in corners.items()}
    middles = {code: (x + edge / 2, y + edge / 2) for code, (x, y) in corners.items()}
    return Drawing(made, middles, "", rows * side, side, width)


@dataclass(frozen=True)
class _Window:
    """From degrees to pixels: Lambert's cylindrical equal-area projection, scaled to fit."""

    west: float
    north: float
    scale: float
    left: float

    def place(self, x: float, y: float) -> tuple[float, float]:
        return self.left + (x - self.west) * self.scale, (self.north - _up(y)) * self.scale


def _up(latitude: float) -> float:
    return math.degrees(math.sin(math.radians(latitude)))


@lru_cache(maxsize=8)
def _outlines(name: str, borders: str, changed: tuple[int, ...], codes: tuple[str, ...], width: float, tallest: float) -> Drawing:
    """The same for every measure, language and, mostly, year: a fact sheet of each region of a province asks for its map."""
    del changed  # only so that rebuilt boundaries are drawn anew
    known = outlines.features(name)
    missing = sorted(set(codes) - set(known))
    if missing:
        raise outlines.BoundariesMissing(f"{name}: {', '.join(missing[:5])}")
    rings = {code: outlines.rings(known[code]) for code in codes}
    window, height = _fit(rings, width, tallest)
    made = {code: "".join(_path(ring, window) for ring in parts) for code, parts in rings.items()}
    middles = {code: _middle(parts, window) for code, parts in rings.items()}
    return Drawing(made, middles, _borders(borders, window), height, 0.0, width)


def _fit(rings: Mapping[str, Sequence[outlines.Ring]], width: float, tallest: float) -> tuple[_Window, float]:
    points = [point for parts in rings.values() for ring in parts for point in ring]
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = _up(min(y for _, y in points)), _up(max(y for _, y in points))
    scale = min(width / (east - west), tallest / (north - south))
    return _Window(west, north, scale, (width - (east - west) * scale) / 2), (north - south) * scale


def _path(ring: outlines.Ring, window: _Window) -> str:
    """A closed ring to a tenth of a pixel; points that fall together are written once."""
    points: list[str] = []
    for x, y in ring:
        point = "{:.1f},{:.1f}".format(*window.place(x, y))
        if not points or points[-1] != point:
            points.append(point)
    return f"M{' '.join(points)}z"


def _middle(parts: Sequence[outlines.Ring], window: _Window) -> tuple[float, float]:
    """A point inside the largest part: the middle of a bay's province lies in the bay."""
    import shapely  # opening it takes a fifth of a second

    largest = max((shapely.Polygon(ring) for ring in parts), key=lambda part: float(part.area))
    point = shapely.point_on_surface(largest)
    return window.place(float(point.x), float(point.y))


def _borders_of(view: MapView) -> str:
    """Whose borders are drawn over the regions of the whole country: the provinces of the geography that the view shows.

    None around a single province: they are simplified more than the regions, which at that scale would be seen.
    """
    if view.level != "kabkota" or view.province:
        return ""
    then = common.provinces(None if view.kini else view.year)
    return "provinsi" if set(then) == set(common.provinces()) else "provinsi_2020"


def _borders(name: str, window: _Window) -> str:
    if not name:
        return ""
    known = outlines.features(name)
    return "".join(_path(ring, window) for code in sorted(known) for ring in outlines.rings(known[code]))


def stepped(drawing: Drawing) -> Drawing:
    """The same on whole units, its paths as steps: a third of what a picture for print weighs. Tiles begin at the left edge."""
    if drawing.tile:
        return _stepped_tiles(drawing)
    paths = {code: _steps(path) for code, path in drawing.paths.items()}
    return replace(drawing, paths=paths, borders=_steps(drawing.borders), height=round(drawing.height) + 2)


def _stepped_tiles(drawing: Drawing) -> Drawing:
    """A few tiles do not fill the width: what is left of them and right of them goes."""
    xs = [x for x, _ in drawing.middles.values()]
    left, right = min(xs) - drawing.tile / 2, max(xs) + drawing.tile / 2 + 2
    half = drawing.tile / 2 - 1
    middles = {code: (x - left, y) for code, (x, y) in drawing.middles.items()}
    paths = {
        code: f"M{x - half:.0f} {y - half:.0f}h{2 * half:.0f}v{2 * half:.0f}h{-2 * half:.0f}z" for code, (x, y) in middles.items()
    }
    return replace(drawing, paths=paths, middles=middles, height=round(drawing.height) + 2, width=round(right - left))


def _steps(path: str) -> str:
    """A path of closed rings ("M1.2,3.4 5.6,7.8z…") as steps on whole units; what is smaller than a unit stays as a dot."""
    return "".join(_ring(ring) for ring in path.split("z") if ring)


def _ring(ring: str) -> str:
    spots: list[tuple[int, int]] = []
    for pair in ring[1:].split(" "):
        x, _, y = pair.partition(",")
        spot = (round(float(x)), round(float(y)))
        if not spots or spots[-1] != spot:
            spots.append(spot)
    (first, top), *rest = spots
    if len(set(spots)) < 3:  # noqa: PLR2004  fewer corners enclose nothing
        return f"M{first} {top}h1v1z"
    steps, here, down = [], first, top
    for a, b in rest if spots[-1] != spots[0] else rest[:-1]:
        steps += [a - here, b - down]
        here, down = a, b
    told = str(steps[0]) + "".join(str(step) if step < 0 else f" {step}" for step in steps[1:])
    return f"M{first} {top}l{told}z"
