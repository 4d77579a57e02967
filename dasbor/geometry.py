"""Where the shapes of a map come from: boundaries built by `python -m etl batas`, or tiles made here.

Both are files below static/, named in the figure by address, so that a browser fetches them once and keeps them.
"""

import json
from functools import lru_cache
from typing import Any

from dasbor import paths, static_files
from dasbor.cache import shared
from dasbor.queries import common, tiles

_SIDE = 0.46  # half a tile; the rest is the gap between tiles
STEP = 1.0  # degrees between tiles; only their proportions matter


def boundary_address(boundaries: str) -> str | None:
    """Address of the built boundaries, changing with the file; None when they are not there."""
    file = paths.STATIC / "batas" / f"{boundaries}.geojson"
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
def tile_window(boundaries: str) -> tuple[tuple[float, float], tuple[float, float]]:
    """Range of the tiles, west to east and south to north."""
    spots = _spots(boundaries)
    columns, rows = [c for c, _, _ in spots.values()], [r for _, r, _ in spots.values()]
    return (min(columns) - STEP / 2, max(columns) + STEP / 2), (-max(rows) - STEP / 2, -min(rows) + STEP / 2)


def _spots(boundaries: str) -> dict[str, tuple[int, int, str]]:
    """Code → column, row, name."""
    if boundaries == "kabkota":
        frame = tiles.region_tiles()
        names = dict(common.regions()[["kode", "nama"]].itertuples(index=False, name=None))
        codes = frame["kode"]
    else:
        today = boundaries == "provinsi"
        frame = tiles.province_tiles(today=today)
        names = common.provinces(None if today else common.years()[0])
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
