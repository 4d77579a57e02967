"""Write the maps so that a browser and a reader of the same day see all of them or none.

Reads: the finished maps, and `asal.json` of an earlier build.
Decides: whether what is there is whole and made of the same source by the same recipe.
Writes: `static/batas/*.geojson` (screen), `data/batas/*.parquet` (full resolution), `data/batas/asal.json` (source, licence, date,
counts, errors): all of them aside first, then renamed, the last one last.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import geopandas
import shapely

from etl.base.atomic import ASIDE, PUBLIC, PUBLIC_FOLDER, aside, replace
from etl.boundaries.fetch import sha256_of
from etl.boundaries.levels import Map

FOLDER, ORIGIN = "batas", "asal.json"


def geojson(level: Map) -> bytes:
    """One feature per line of the map, in order of the codes; exterior rings clockwise, as Plotly's geo subplot wants them."""
    # the other order (RFC 7946) would paint the whole globe
    shapes = shapely.orient_polygons(shapely.normalize(level.shapes), exterior_cw=True)
    features = [
        {"type": "Feature", "id": code, "properties": {"nama": name}, "geometry": shapely.geometry.mapping(shape)}
        for code, name, shape in sorted(zip(level.codes, level.names, shapes, strict=True), key=lambda row: row[0])
    ]
    document = {"type": "FeatureCollection", "features": features}
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def origin(folder: Path) -> dict[str, Any] | None:
    """What `asal.json` of the data folder says, or None when there is none that can be read."""
    try:
        content = json.loads((folder / FOLDER / ORIGIN).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return content if isinstance(content, dict) else None


def whole(folder: Path, static: Path, told: Mapping[str, Any]) -> bool:
    """Whether every file that `asal.json` names is there to the byte."""
    paths = _paths(folder, static)
    files = told.get("berkas", {})
    return set(files) == set(paths) and all(
        path.is_file() and sha256_of(path) == files[name]["sha256"] for name, path in paths.items()
    )


def write(folder: Path, static: Path, screen: Sequence[Map], full: Sequence[Map], about: Mapping[str, Any]) -> dict[str, Any]:
    """Write all files and put them in place. Returns what went into `asal.json`."""
    paths = _paths(folder, static)
    for parent in {path.parent for path in paths.values()}:
        parent.mkdir(parents=True, exist_ok=True)
        parent.chmod(PUBLIC_FOLDER)
        sweep(parent)
    for level in screen:
        aside(paths[f"{level.level}.geojson"]).write_bytes(geojson(level))
    for level in full:
        frame = geopandas.GeoDataFrame({"kode": level.codes, "nama": level.names}, geometry=level.shapes, crs="EPSG:4326")
        frame.to_parquet(aside(paths[f"{level.level}.parquet"]), compression="zstd")
    files = {name: {"sha256": sha256_of(aside(path)), "bita": aside(path).stat().st_size} for name, path in sorted(paths.items())}
    told = {**about, "berkas": files}
    last = folder / FOLDER / ORIGIN
    aside(last).write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    for path in [*paths.values(), last]:
        replace(path, PUBLIC)
    return told


def sweep(folder: Path) -> None:
    """Remove what an interrupted build left aside. Call it under the lock only."""
    for path in folder.glob(f"*{ASIDE}"):
        path.unlink()


def _paths(folder: Path, static: Path) -> dict[str, Path]:
    levels = ("kabkota", "provinsi", "provinsi_2020", "negara")
    screen = {f"{level}.geojson": static / FOLDER / f"{level}.geojson" for level in levels}
    return screen | {f"{level}.parquet": folder / FOLDER / f"{level}.parquet" for level in levels}
