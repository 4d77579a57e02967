"""Made-up boundaries in the shape of the built ones: every area a square at the place of its tile."""

import json
from pathlib import Path

import geopandas as gpd
import shapely

from dasbor.mart import tiles

SIDE = 0.4


def make(folder: Path, static: Path) -> None:
    """Write the files that `python -m etl batas` writes, into `static/batas` and `folder/batas`."""
    frames = {
        "kabkota": tiles.region_tiles().rename(columns={"kode": "id"}),
        "provinsi": tiles.province_tiles(kini=True).rename(columns={"kode_provinsi": "id"}),
        "provinsi_2020": tiles.province_tiles(kini=False).rename(columns={"kode_provinsi": "id"}),
    }
    for place in (folder / "batas", static / "batas"):
        place.mkdir(parents=True, exist_ok=True)
    for name, frame in frames.items():
        shapes = [_square(95 + 0.7 * c, 6 - 0.6 * r) for c, r in zip(frame["kolom"], frame["baris"], strict=True)]
        features = [
            {"type": "Feature", "id": code, "properties": {}, "geometry": shapely.geometry.mapping(shape)}
            for code, shape in zip(frame["id"], shapes, strict=True)
        ]
        collection = {"type": "FeatureCollection", "features": features}
        (static / "batas" / f"{name}.geojson").write_text(json.dumps(collection))
        full = gpd.GeoDataFrame({"kode": frame["id"].to_numpy()}, geometry=shapes, crs="EPSG:4326")
        full.to_parquet(folder / "batas" / f"{name}.parquet")
    source = {"nama": "Sumber uji", "lisensi_id": "Lisensi uji.", "lisensi_en": "Test licence.", "boleh_disebarkan": True}
    (folder / "batas" / "asal.json").write_text(json.dumps({"sumber": source}))


def _square(west, north):
    """Clockwise, as on disk."""
    east, south = west + SIDE, north - SIDE
    return shapely.Polygon([(west, south), (west, north), (east, north), (east, south), (west, south)])
