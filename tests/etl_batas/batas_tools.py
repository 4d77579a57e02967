"""What the tests of boundaries share: folders, made-up official files, and the files that were built."""

import datetime as dt
import json
import shutil
from pathlib import Path

import geopandas
import numpy as np
import pandas as pd
import shapely

from etl.base.paths import SHIPPED_DATA
from etl.boundaries.build import BoundaryReport, build
from etl.boundaries.official import Official

NOW = dt.datetime(2026, 11, 21, 8, 0, tzinfo=dt.UTC)
LEVELS = ("kabkota", "provinsi", "provinsi_2020", "negara")


def regions() -> pd.DataFrame:
    return pd.read_csv(SHIPPED_DATA / "wilayah.csv", dtype=str)


def make_folder(path: Path) -> Path:
    path.mkdir(parents=True)
    for name in ("wilayah.csv", "pecahan_wilayah.csv"):
        shutil.copy(SHIPPED_DATA / name, path / name)
    return path


def build_in(folder: Path, source: Official | None = None, *, partial: bool = False, shipped: bool = False) -> BoundaryReport:
    return build(folder, folder / "static", source=source, partial=partial, shipped=shipped, now=NOW, progress=lambda step: None)


def official(column: str = "KODE", *, codes: str = "kode") -> geopandas.GeoDataFrame:
    """514 squares of half a degree in a block over Indonesia, one per region: neighbours share borders, nothing else matters."""
    table = regions()
    places = np.arange(len(table))
    west, south = 100 + (places % 26) * 0.5, -8 + (places // 26) * 0.5
    squares = shapely.box(west, south, west + 0.5, south + 0.5)
    return geopandas.GeoDataFrame({column: table[codes], "NAMA": table["nama"]}, geometry=squares, crs="EPSG:4326")


def features(folder: Path, level: str) -> dict[str, shapely.Geometry]:
    document = json.loads((folder / "static" / "batas" / f"{level}.geojson").read_text(encoding="utf-8"))
    return {feature["id"]: shapely.geometry.shape(feature["geometry"]) for feature in document["features"]}


def shown(folder: Path) -> dict[str, bytes]:
    """Every file of the boundaries with its content."""
    return {
        path.name: path.read_bytes()
        for parent in (folder / "batas", folder / "static" / "batas")
        if parent.exists()
        for path in sorted(parent.iterdir())
    }
