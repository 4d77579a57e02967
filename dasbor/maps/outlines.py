"""The boundaries as they lie on disk, or that they are not there. Written by `python -m etl batas`, never in git."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from dasbor.maps import geometry
from dasbor.words import paths
from dasbor.words.texts import Lang

Ring = tuple[tuple[float, float], ...]


class BoundariesMissing(Exception):  # noqa: N818 — said to the reader as it is named
    """The boundaries a view needs have not been built on this machine."""


def screen_file(name: str) -> Path:
    """The simplified boundaries that browsers draw."""
    return paths.STATIC / "batas" / f"{name}.geojson"


def full_file(name: str) -> Path:
    """The boundaries in the resolution of their source."""
    return paths.data_folder() / "batas" / f"{name}.parquet"


def available(name: str) -> bool:
    """Whether both files of a level are there."""
    return screen_file(name).is_file() and full_file(name).is_file()


def shareable() -> bool:
    """Whether the licence of the boundaries lets readers take the shapes away; without a word on it, it does not."""
    return _source().get("boleh_disebarkan") is True


def changed(name: str) -> int:
    """When the boundaries that browsers draw were written, in nanoseconds. Raises `BoundariesMissing`."""
    try:
        return screen_file(name).stat().st_mtime_ns
    except FileNotFoundError as error:
        raise BoundariesMissing(name) from error


def features(name: str) -> dict[str, dict[str, Any]]:
    """Code → GeoJSON geometry of a level; shared, never to be changed. Raises `BoundariesMissing`."""
    try:
        return _features(screen_file(name), changed(name))
    except FileNotFoundError as error:
        raise BoundariesMissing(name) from error


@lru_cache(maxsize=4)
def _features(path: Path, changed: int) -> dict[str, dict[str, Any]]:
    del changed  # only so that a rebuilt file is read again
    collection = json.loads(path.read_text(encoding="utf-8"))
    return {str(feature["id"]): feature["geometry"] for feature in collection["features"]}


def rings(geometry: dict[str, Any]) -> list[Ring]:
    """All rings of a polygon or multipolygon, shells and holes alike."""
    parts = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [tuple((float(x), float(y)) for x, y, *_ in ring) for part in parts for ring in part]


def about(lang: Lang) -> tuple[str, str]:
    """Name and licence of the source of the boundaries; empty where nothing is known."""
    told = _source()
    return str(told.get("nama", "")), str(told.get(f"lisensi_{lang}", ""))


def _source() -> dict[str, Any]:
    told: dict[str, Any] = geometry.origin().get("sumber", {})
    return told
