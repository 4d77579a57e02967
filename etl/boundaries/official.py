"""Boundaries from a file that the operator has: official ones, instead of the shipped source.

Reads: a shapefile (also zipped), GeoPackage, GeoJSON, or GeoParquet, in any coordinate system.
Decides: which layer is meant, which row is which region; whether that is enough to replace what is there.
Writes: nothing.
"""

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import geopandas
import pyarrow.parquet
import pyogrio
import shapely
from pyogrio.errors import DataLayerError, DataSourceError

from etl.base.errors import UserError
from etl.boundaries import names, published
from etl.boundaries.arcs import Shapes
from etl.boundaries.codes import BY_NAME, CodeMatch, called, match
from etl.boundaries.gadm import Layer
from etl.boundaries.published import Form
from etl.boundaries.regions import REGIONS, ShapeRegion, reference
from etl.inputs.read import read_csv
from etl.regions.recognise import Recogniser

WGS_84 = 4326
INDONESIA = (94.0, -12.0, 142.0, 7.0)
"""Degrees west, south, east, north; with room to spare."""
SHOWN = 40
NICKNAMES = "nama_panggilan.csv"
_REGION_COLUMNS = (
    *("kode", "nama", "jenis", "nama_lain", "kode_provinsi", "provinsi"),
    *("kode_2020", "kode_provinsi_2020", "kode_bps_2020"),
)


@dataclass(frozen=True)
class Official:
    """What the operator asked for. Without a `column` the file must be of a form that is known (`published.FORMS`)."""

    path: Path
    column: str | None = None
    layer: str | None = None
    kind: str | None = None
    name: str | None = None


def form(source: Official) -> Form | None:
    """The publisher's form that the file has, by its columns; None where a column is named, or it has another form."""
    if source.column is not None or not source.path.is_file():
        return None
    with _readable(source):
        found = published.form_of(_columns(source))
    return found[0] if found else None


def layer(source: Official, regions: Sequence[ShapeRegion], folder: Path, *, partial: bool) -> tuple[Layer, CodeMatch]:
    """One shape per region. Raises `UserError` unless all regions match exactly once, or `partial` allows less."""
    frame = _read(source)
    column, named = _column(source, frame)
    usable = frame.geometry.notna() & ~frame.geometry.is_empty & frame.geometry.geom_type.isin(["Polygon", "MultiPolygon"])
    values = list(frame[column][usable])
    found = names.match(values, regions, recogniser(folder)) if named else match(values, regions, source.kind)
    rows = frame[usable].reset_index(drop=True)
    faults = _faults(found, int((~usable).sum()))
    if (found.missing or found.double) and not partial:
        raise UserError(
            f"{source.path.name}: {len(found.rows)} dari {len(regions)} wilayah cocok tepat satu kali ({called(found.kind)}).",
            details=faults,
            remedy="lengkapi berkas itu, atau tambahkan --izinkan-sebagian; batas sebelumnya tidak diubah.",
        )
    shapes = _in_degrees(rows, source.path.name)
    return Layer({region.code: shapes[found.rows[region.code]] for region in regions if region.code in found.rows}, ()), found


def _column(source: Official, frame: geopandas.GeoDataFrame) -> tuple[str, bool]:
    """The column that says which region a shape is, and whether by name."""
    columns = [str(name) for name in frame.columns if name != frame.geometry.name]
    if source.column is None:
        if known := published.form_of(columns):
            return known[1], known[0].named
        raise UserError(
            f"{source.path.name} bukan berkas geoBoundaries, OCHA, BIG, atau BPS yang dikenal.",
            details=[f"kolom yang ada: {', '.join(columns)}"],
            remedy="sebut kolom yang berisi kode kabupaten/kota dengan --kolom-kode.",
        )
    if source.column not in columns:
        raise UserError(
            f"Kolom '{source.column}' tidak ada di {source.path.name}.",
            details=[f"kolom yang ada: {', '.join(columns)}"],
            remedy="sebut salah satunya dengan --kolom-kode.",
        )
    return source.column, False


def report(found: CodeMatch) -> list[str]:
    """What the operator should know of a match that was used."""
    how = "wilayah dikenali dari namanya" if found.kind == BY_NAME else f"kode dikenal sebagai {called(found.kind)}"
    lines = [how, *_faults(found, 0)]
    return lines + [f"dibaca {text}" for text in found.mended.values()]


def _faults(found: CodeMatch, shapeless: int) -> list[str]:
    lines = [f"{region.code} {region.name}: tidak ada di berkas" for region in found.missing]
    lines += [f"{code}: ganda, pada baris {', '.join(str(row + 1) for row in rows)}" for code, rows in found.double.items()]
    what = "nama" if found.kind == BY_NAME else "kode"
    lines += [f"baris {row + 1}: {what} '{text}' bukan kabupaten/kota mana pun" for row, text in found.unknown.items()]
    if shapeless:
        lines.append(f"{shapeless} baris tanpa bentuk luasan dilewati")
    return lines if len(lines) <= SHOWN else [*lines[:SHOWN], f"… dan {len(lines) - SHOWN} lagi"]


@contextlib.contextmanager
def _readable(source: Official) -> Iterator[None]:
    try:
        yield
    except (DataSourceError, DataLayerError, ValueError, OSError) as error:
        raise UserError(
            f"Berkas {source.path.name} tidak dapat dibaca sebagai data peta: {str(error).splitlines()[0]}",
            remedy="beri shapefile (.shp atau .zip), GeoPackage, GeoJSON, atau GeoParquet.",
        ) from error


def _is_parquet(path: Path) -> bool:
    return path.suffix.lower() in {".parquet", ".geoparquet"}


def _columns(source: Official) -> list[str]:
    """The columns of the file, or of the layer that has a known form."""
    if _is_parquet(source.path):
        return [str(name) for name in pyarrow.parquet.read_schema(source.path).names]
    return [str(name) for name in pyogrio.read_info(source.path, layer=_layer_name(source))["fields"]]


def _read(source: Official) -> geopandas.GeoDataFrame:
    if not source.path.is_file():
        raise UserError(f"Berkas {source.path} tidak ada.", remedy="periksa nama berkas yang diberikan dengan --sumber.")
    with _readable(source):
        if _is_parquet(source.path):
            frame = geopandas.read_parquet(source.path)
        else:
            frame = geopandas.read_file(source.path, layer=_layer_name(source))
    if not isinstance(frame, geopandas.GeoDataFrame):
        raise UserError(
            f"Berkas {source.path.name} tidak memuat bentuk wilayah.", remedy="pilih berkas atau lapisan lain (--lapisan)."
        )
    if frame.crs is None:
        raise UserError(
            f"Berkas {source.path.name} tidak menyebut sistem koordinatnya.",
            remedy="sertakan berkas .prj di samping .shp, atau simpan kembali dengan sistem koordinat yang benar.",
        )
    return frame


def _layer_name(source: Official) -> str | None:
    """The layer with the column; a file of one layer needs no thought."""
    layers = [str(name) for name in pyogrio.list_layers(source.path)[:, 0]]
    if source.layer is not None:
        return source.layer
    if len(layers) == 1:
        return layers[0]
    having = [name for name in layers if _has(source, pyogrio.read_info(source.path, layer=name)["fields"])]
    if len(having) == 1:
        return having[0]
    wanted = f"berkolom '{source.column}'" if source.column else "berbentuk yang dikenal"
    raise UserError(
        f"Berkas {source.path.name} memuat {len(layers)} lapisan; {len(having)} di antaranya {wanted}.",
        details=having or layers,
        remedy="sebut lapisannya dengan --lapisan.",
    )


def _has(source: Official, columns: Iterable[str]) -> bool:
    return source.column in columns if source.column else published.form_of(columns) is not None


def recogniser(folder: Path) -> Recogniser:
    """The recogniser of names on the reference files of the data folder."""
    wanted = {REGIONS: _REGION_COLUMNS, NICKNAMES: ("kode", "panggilan")}
    rows = {}
    for name, columns in wanted.items():
        source = read_csv(reference(folder, name), columns)
        rows[name] = [{column: row.cell(column) for column in columns} for row in source.rows]
    return Recogniser(rows[REGIONS], rows[NICKNAMES])


def _in_degrees(frame: geopandas.GeoDataFrame, name: str) -> Shapes:
    """The shapes in WGS 84. Raises `UserError` when they are not where Indonesia is."""
    shapes: Shapes = shapely.force_2d(frame.to_crs(WGS_84).geometry.to_numpy())
    west, south, east, north = shapely.total_bounds(shapes)
    inside = INDONESIA[0] <= west and INDONESIA[1] <= south and east <= INDONESIA[2] and north <= INDONESIA[3]
    if not inside:
        raise UserError(
            f"Berkas {name} tidak berada di Indonesia: bujur {west:.2f} sampai {east:.2f}, lintang {south:.2f} sampai {north:.2f}.",
            remedy="periksa sistem koordinat berkas itu (berkas .prj yang keliru adalah sebab yang paling sering).",
        )
    return shapes
