"""Where the shapes of a map come from: boundaries built by `python -m etl batas`, or tiles made here.

Both are files below static/, named in the figure by address, so that a browser fetches them once and keeps them.
"""

import json
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from dasbor.mart import common, tiles
from dasbor.mart.cache import shared
from dasbor.words import paths, static_files

_SIDE = 0.46  # half a tile; the rest is the gap between tiles
_ROOM = 0.03  # of the longer side, around the areas of a province
_BULK = 0.75  # of an area: Kangean and Masalembu would take a third of East Java's map
_FINGER = 1.0  # square degrees; at 390 pixels the country has 8 pixels for a degree
Window = tuple[tuple[float, float], tuple[float, float]]
Box = tuple[float, float, float, float]
STEP = 1.0  # degrees between tiles; only their proportions matter


def _boundary_file(boundaries: str) -> Path:
    return paths.STATIC / "batas" / f"{boundaries}.geojson"


def boundary_address(boundaries: str) -> str | None:
    """Address of the built boundaries, changing with the file; None when they are not there."""
    file = _boundary_file(boundaries)
    try:
        stat = file.stat()
    except OSError:
        return None
    return f"./app/static/batas/{file.name}?v={stat.st_mtime_ns:x}"


def origin() -> dict[str, Any]:
    """What `asal.json` says about the boundaries: source, licence, counts; empty when there are none."""
    file = paths.data_folder() / "batas" / "asal.json"
    try:
        return _origin(str(file), file.stat().st_mtime_ns)
    except (OSError, ValueError):
        return {}


@lru_cache(maxsize=4)
def _origin(file: str, changed: int) -> dict[str, Any]:
    del changed  # only so that a replaced file is read again
    with open(file, encoding="utf-8") as text:  # noqa: PTH123
        content = json.load(text)
    return content if isinstance(content, dict) else {}


@shared
def _tile_file(boundaries: str) -> tuple[dict[str, Any], str]:
    """The tiles, and their text."""
    shapes = _tiles(boundaries)
    return shapes, json.dumps(shapes, ensure_ascii=False, separators=(",", ":"))


def tile_address(boundaries: str) -> str | dict[str, Any]:
    """Address of the tiles of regions, today's provinces, or those before 2023; the tiles themselves if static/ is read-only.

    The file is looked for at every call, since an address outlives a file that somebody cleaned away.
    """
    shapes, content = _tile_file(boundaries)
    return static_files.address(f"ubin/{boundaries}", ".geojson", content) or shapes


@shared
def tile_window(boundaries: str, codes: tuple[str, ...] = ()) -> Window:
    """Range of these tiles (of all without `codes`), west to east and south to north."""
    spots = _spots(boundaries)
    shown = [spots[code] for code in codes or spots]
    columns, rows = [c for c, _, _ in shown], [r for _, r, _ in shown]
    return (min(columns) - STEP / 2, max(columns) + STEP / 2), (-max(rows) - STEP / 2, -min(rows) + STEP / 2)


def boundary_window(boundaries: str, codes: tuple[str, ...]) -> Window | None:
    """Range of these areas with a little room around them; None where the boundaries have none of them."""
    file = _boundary_file(boundaries)
    boxes = _boxes(str(file), file.stat().st_mtime_ns)
    shown = [boxes[code][0] for code in codes if code in boxes]
    if not shown:
        return None
    west, south = (min(box[side] for box in shown) for side in (0, 1))
    east, north = (max(box[side] for box in shown) for side in (2, 3))
    room = _ROOM * max(east - west, north - south)
    west, east, south, north = (round(edge, 3) for edge in (west - room, east + room, south - room, north + room))
    return (west, east), (south, north)


@lru_cache(maxsize=4)
def _boxes(file: str, changed: int) -> dict[str, tuple[Box, float]]:
    """Code → west, south, east, north of the bulk of each area of a built file, and its size in square degrees."""
    del changed  # only so that a replaced file is read again
    with open(file, encoding="utf-8") as text:  # noqa: PTH123
        shapes = json.load(text)["features"]
    return {shape["id"]: _box(shape["geometry"]) for shape in shapes}


def _box(geometry: dict[str, Any]) -> tuple[Box, float]:
    """The window must not shrink for islets far off: the largest parts that make up most of an area stand for it."""
    parts = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    rings = sorted(((_size(part[0]), part[0]) for part in parts), key=lambda pair: -pair[0])
    whole, points, held = sum(size for size, _ in rings), [], 0.0
    for size, ring in rings:
        points += ring
        held += size
        if held >= _BULK * whole:
            break
    xs, ys = [point[0] for point in points], [point[1] for point in points]
    return (min(xs), min(ys), max(xs), max(ys)), whole


def _size(ring: list[list[float]]) -> float:
    """Area of a ring in square degrees."""
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))) / 2


def small(boundaries: str) -> tuple[str, ...]:
    """Codes of the areas too small for a finger, by code; none where the boundaries have not been built."""
    file = _boundary_file(boundaries)
    if not file.is_file():
        return ()
    boxes = _boxes(str(file), file.stat().st_mtime_ns)
    return tuple(sorted(code for code, (_, size) in boxes.items() if size < _FINGER))


def _spots(boundaries: str) -> dict[str, tuple[int, int, str]]:
    """Code → column, row, name."""
    if boundaries == "kabkota":
        frame = tiles.region_tiles()
        names = dict(common.regions()[["kode", "nama"]].itertuples(index=False, name=None))
        codes = frame["kode"]
    else:
        kini = boundaries == "provinsi"
        frame = tiles.province_tiles(kini=kini)
        names = common.provinces(None if kini else common.years()[0])
        codes = frame["kode_provinsi"]
    triples = zip(codes, frame["kolom"].tolist(), frame["baris"].tolist(), strict=True)
    return {code: (column, row, names.get(code, code)) for code, column, row in triples}


def _tiles(boundaries: str) -> dict[str, Any]:
    features = [
        {"type": "Feature", "id": code, "properties": {"nama": name}, "geometry": _square(column, -row)}
        for code, (column, row, name) in _spots(boundaries).items()
    ]
    return {"type": "FeatureCollection", "features": features}


def _square(x: float, y: float) -> dict[str, Any]:
    """A square around a point, clockwise as Plotly's geo subplot wants it."""
    west, east, south, north = (round(v, 2) for v in (x - _SIDE, x + _SIDE, y - _SIDE, y + _SIDE))
    ring = [[west, south], [west, north], [east, north], [east, south], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}
