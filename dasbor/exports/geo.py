"""A view as GeoJSON and GeoPackage: the boundaries with the attributes that the table shows.

GeoJSON has the simplified outlines of the screen, small enough for the web; the GeoPackage those of the source.
"""

import datetime as dt
import io
import json
import threading
from typing import Any

import pandas as pd

from dasbor import warehouse
from dasbor.exports import outlines, words
from dasbor.formats import is_unknown
from dasbor.map_view import MapData
from dasbor.texts import texts

_writing = threading.Lock()


def attributes(data: MapData) -> pd.DataFrame:
    """One row per province or region, in the order of the table; `dari` is N, since SQL does not tell `n` from `N`."""
    frame = data.frame
    shown = pd.DataFrame({"kode": frame["kode"], "nama": frame["nama"]})
    if data.view.level == "kabkota":
        shown["provinsi"] = frame["provinsi"]
        shown["keadaan"] = frame["keadaan"]
    shown["tahun"] = data.view.year
    shown["ukuran"] = data.measure
    for column, name in (("nilai", "nilai"), ("n", "n"), ("N", "dari"), ("sekurang", "sekurang"), ("label_kelas", "kelas")):
        shown[name] = frame[column]
    for column in ("teks", "perubahan", "jumlah_sumber", "konflik"):
        shown[column] = frame[column]
    return shown


def geojson(data: MapData) -> bytes:
    """RFC 7946: longitude and latitude, exterior rings counter-clockwise. Raises `BoundariesMissing`."""
    import shapely  # opening it takes a fifth of a second

    known = outlines.features(data.view.boundaries)
    found: list[dict[str, Any]] = []
    for row in attributes(data).to_dict("records"):
        values = {str(name): _plain(value) for name, value in row.items()}
        if values["kode"] not in known:
            raise outlines.BoundariesMissing(f"{data.view.boundaries}: {values['kode']}")
        shape = shapely.orient_polygons(shapely.geometry.shape(known[str(values["kode"])]), exterior_cw=False)
        geometry = shapely.geometry.mapping(shape)
        found.append({"type": "Feature", "id": values["kode"], "properties": values, "geometry": geometry})
    told = {
        "type": "FeatureCollection",
        "name": data.title,
        "keterangan": [data.subtitle, *words.notes(texts(data.view.lang), data)],
    }
    return json.dumps({**told, "features": found}, ensure_ascii=False, separators=(",", ":")).encode()


def _plain(value: object) -> object:
    """A value as JSON knows it: what is unknown is null, a whole number has no point."""
    if is_unknown(value):
        return None
    if isinstance(value, str | bool | int):
        return value
    return bool(value) if type(value).__name__ == "bool" else float(value)  # type: ignore[arg-type]


def geopackage(data: MapData) -> bytes:
    """One layer `peta` in WGS 84 with the outlines of the source. Raises `BoundariesMissing`."""
    import geopandas as gpd
    import pyogrio

    path = outlines.full_file(data.view.boundaries)
    if not path.is_file():
        raise outlines.BoundariesMissing(data.view.boundaries)
    shapes = gpd.read_parquet(path, columns=["kode", "geometry"])
    joined = attributes(data).merge(shapes, on="kode", how="left", validate="one_to_one")
    if joined["geometry"].isna().any():
        raise outlines.BoundariesMissing(data.view.boundaries)
    layer = gpd.GeoDataFrame(joined, geometry="geometry", crs="EPSG:4326")
    out = io.BytesIO()
    about = " ".join([data.subtitle, *words.notes(texts(data.view.lang), data)])
    with _writing:  # GDAL's options belong to the process; the date makes the same data the same bytes
        built = warehouse.stamp().built.astimezone(dt.UTC)
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": f"{built:%Y-%m-%dT%H:%M:%S}.000Z"})
        pyogrio.write_dataframe(
            layer,
            out,
            driver="GPKG",
            layer="peta",
            promote_to_multi=True,
            layer_options={"IDENTIFIER": data.title, "DESCRIPTION": about},
        )
    return out.getvalue()
