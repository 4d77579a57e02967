"""A view as GeoJSON and GeoPackage: shapes with the attributes that the table shows.

A geographic view has boundaries: GeoJSON the simplified outlines of the screen, small enough for the web; the GeoPackage those of
the source. A view of tiles has no place on the globe: its GeoJSON has features without geometry (RFC 7946, 3.2), since tiles given
longitude and latitude would pass for boundaries in any program; its GeoPackage has squares in the Cartesian system without unit or
place that the standard provides (srs_id -1). Both name column and row of each tile.
"""

import datetime as dt
import io
import json
import threading
from typing import TYPE_CHECKING, Any

import pandas as pd

from dasbor.maps import outlines, shapes, words
from dasbor.maps.view import MapData
from dasbor.mart import common, simulation, warehouse
from dasbor.words.formats import is_unknown
from dasbor.words.texts import texts

if TYPE_CHECKING:
    import geopandas as gpd

_NOWHERE = (
    'ENGCRS["Undefined Cartesian SRS",EDATUM["Unknown engineering datum"],CS[Cartesian,2],'
    'AXIS["easting",east,ORDER[1],LENGTHUNIT["metre",1]],AXIS["northing",north,ORDER[2],LENGTHUNIT["metre",1]]]'
)
"""The name by which GDAL knows the GeoPackage's srs_id -1."""
_writing = threading.Lock()


def attributes(data: MapData) -> pd.DataFrame:
    """One row per province or region, in the order of the table; `dari` is N, since SQL does not tell `n` from `N`.

    A region also has `kode_bps_2020`; a view of tiles `kolom` (from the west) and `baris` (from the north), both from 0; every row
    of a simulation says so.
    """
    frame = data.frame
    shown = pd.DataFrame({"kode": frame["kode"], "nama": frame["nama"]})
    if data.view.level == "kabkota":
        shown["kode_bps_2020"] = frame["kode"].map(common.regions().set_index("kode")["kode_bps_2020"])
        shown["provinsi"] = frame["provinsi"]
        shown["keadaan"] = frame["keadaan"]
    shown["tahun"] = data.view.year
    shown["ukuran"] = data.measure
    for column, name in (("nilai", "nilai"), ("n", "n"), ("N", "dari"), ("sekurang", "sekurang"), ("label_kelas", "kelas")):
        shown[name] = frame[column]
    for column in ("teks", "dasar", "kunci", "perubahan", "jumlah_sumber", "konflik"):
        shown[column] = frame[column]
    if _tiled(data):
        cells = shapes.cells(data.view)
        shown["kolom"] = [cells[code][0] for code in frame["kode"]]
        shown["baris"] = [cells[code][1] for code in frame["kode"]]
    if simulation.active():
        shown[simulation.COLUMN] = simulation.YES
    return shown


def _tiled(data: MapData) -> bool:
    return data.view.kind == "ubin"


def _notes(data: MapData) -> list[str]:
    """What must be read with the shapes; with tiles, first why they are tiles."""
    t = texts(data.view.lang)
    return [*([words.tiles_reason(t, data.view)] if _tiled(data) else []), data.subtitle, *words.notes(t, data)]


def geojson(data: MapData) -> bytes:
    """RFC 7946: longitude and latitude, exterior rings counter-clockwise; tiles without geometry. Raises `BoundariesMissing`."""
    rows = [{str(name): _plain(value) for name, value in row.items()} for row in attributes(data).to_dict("records")]
    drawn = _outlines(data, [str(row["kode"]) for row in rows])
    notes = [*_notes(data), *([texts(data.view.lang)("ekspor.tiles_geojson")] if _tiled(data) else [])]
    found = [
        {"type": "Feature", "id": row["kode"], "properties": row, "geometry": geometry}
        for row, geometry in zip(rows, drawn, strict=True)
    ]
    mark = {simulation.COLUMN: True} if simulation.active() else {}
    told = {"type": "FeatureCollection", "name": words.title(data), **mark, "keterangan": notes, "features": found}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def _outlines(data: MapData, codes: list[str]) -> list[dict[str, Any] | None]:
    """The geometry of each row; None for a tile."""
    import shapely  # opening it takes a fifth of a second

    if _tiled(data):
        return [None] * len(codes)
    known = outlines.features(data.view.boundaries)
    if missing := sorted(set(codes) - set(known)):
        raise outlines.BoundariesMissing(f"{data.view.boundaries}: {', '.join(missing[:5])}")
    return [
        shapely.geometry.mapping(shapely.orient_polygons(shapely.geometry.shape(known[code]), exterior_cw=False)) for code in codes
    ]


def _plain(value: object) -> object:
    """A value as JSON knows it: what is unknown is null, a whole number has no point."""
    if is_unknown(value):
        return None
    if isinstance(value, str | bool | int):
        return value
    return bool(value) if type(value).__name__ == "bool" else float(value)  # type: ignore[arg-type]


def geopackage(data: MapData) -> bytes:
    """One layer: `peta` in WGS 84 with the outlines of the source, or `peta_ubin` with squares; that of a simulation is named so.

    Raises `BoundariesMissing`.
    """
    import pyogrio

    layer = _squares(data) if _tiled(data) else _regions(data)
    notes = [*_notes(data), *([texts(data.view.lang)("ekspor.tiles_gpkg")] if _tiled(data) else [])]
    out = io.BytesIO()
    with _writing:  # GDAL's options belong to the process; the date makes the same data the same bytes
        built = warehouse.stamp().built.astimezone(dt.UTC)
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": f"{built:%Y-%m-%dT%H:%M:%S}.000Z"})
        pyogrio.write_dataframe(
            layer,
            out,
            driver="GPKG",
            layer=_layer(data),
            promote_to_multi=not _tiled(data),
            layer_options={"IDENTIFIER": words.title(data), "DESCRIPTION": " ".join(notes)},
        )
    return out.getvalue()


def _layer(data: MapData) -> str:
    name = "peta_ubin" if _tiled(data) else "peta"
    return f"{simulation.COLUMN}_{name}" if simulation.active() else name


def _regions(data: MapData) -> "gpd.GeoDataFrame":
    import geopandas as gpd

    path = outlines.full_file(data.view.boundaries)
    if not path.is_file():
        raise outlines.BoundariesMissing(data.view.boundaries)
    known = gpd.read_parquet(path, columns=["kode", "geometry"])
    joined = attributes(data).merge(known, on="kode", how="left", validate="one_to_one")
    if joined["geometry"].isna().any():
        raise outlines.BoundariesMissing(data.view.boundaries)
    return gpd.GeoDataFrame(joined, geometry="geometry", crs="EPSG:4326")


def _squares(data: MapData) -> "gpd.GeoDataFrame":
    """Squares of side 1: the column counts to the right, the row downwards."""
    import geopandas as gpd
    import shapely

    rows = attributes(data)
    squares = [shapely.box(x, -y - 1, x + 1, -y) for x, y in zip(rows["kolom"], rows["baris"], strict=True)]
    return gpd.GeoDataFrame(rows, geometry=squares, crs=_NOWHERE)
