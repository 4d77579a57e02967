"""Boundaries from a file that the operator has: official ones, instead of the shipped source.

Reads: a shapefile (also zipped), GeoPackage, GeoJSON, or GeoParquet, in any coordinate system.
Decides: which layer is meant, which row is which region; whether that is enough to replace what is there.
Writes: nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import geopandas
import pyogrio
import shapely
from pyogrio.errors import DataLayerError, DataSourceError

from etl.base.errors import UserError
from etl.boundaries.arcs import Shapes
from etl.boundaries.codes import KINDS, Match, match
from etl.boundaries.gadm import Layer
from etl.boundaries.regions import Region

WGS_84 = 4326
INDONESIA = (94.0, -12.0, 142.0, 7.0)
"""Degrees west, south, east, north; with room to spare."""
SHOWN = 40


@dataclass(frozen=True)
class Official:
    """What the operator asked for."""

    path: Path
    column: str
    layer: str | None = None
    kind: str | None = None
    name: str | None = None


def layer(source: Official, regions: Sequence[Region], *, partial: bool) -> tuple[Layer, Match]:
    """One shape per region. Raises `UserError` unless all regions match exactly once, or `partial` allows less."""
    frame = _read(source)
    if source.column not in frame.columns or source.column == frame.geometry.name:
        raise UserError(
            f"Kolom '{source.column}' tidak ada di {source.path.name}.",
            details=[f"kolom yang ada: {', '.join(str(name) for name in frame.columns if name != frame.geometry.name)}"],
            remedy="sebut salah satunya dengan --kolom-kode.",
        )
    usable = frame.geometry.notna() & ~frame.geometry.is_empty & frame.geometry.geom_type.isin(["Polygon", "MultiPolygon"])
    found = match(list(frame[source.column][usable]), regions, source.kind)
    rows = frame[usable].reset_index(drop=True)
    faults = _faults(found, int((~usable).sum()))
    if (found.missing or found.double) and not partial:
        raise UserError(
            f"{source.path.name}: {len(found.rows)} dari {len(regions)} wilayah cocok tepat satu kali ({KINDS[found.kind][0]}).",
            details=faults,
            remedy="lengkapi berkas itu, atau tambahkan --izinkan-sebagian; batas sebelumnya tidak diubah.",
        )
    shapes = _in_degrees(rows, source.path.name)
    return Layer({region.code: shapes[found.rows[region.code]] for region in regions if region.code in found.rows}, ()), found


def report(found: Match) -> list[str]:
    """What the operator should know of a match that was used."""
    lines = [f"kode dikenal sebagai {KINDS[found.kind][0]}", *_faults(found, 0)]
    return lines + [f"kode yang kehilangan nol dibaca {text}" for text in found.mended.values()]


def _faults(found: Match, shapeless: int) -> list[str]:
    lines = [f"{region.code} {region.name}: tidak ada di berkas" for region in found.missing]
    lines += [f"{code}: kode ganda, pada baris {', '.join(str(row + 1) for row in rows)}" for code, rows in found.double.items()]
    lines += [f"baris {row + 1}: kode '{text}' bukan kabupaten/kota mana pun" for row, text in found.unknown.items()]
    if shapeless:
        lines.append(f"{shapeless} baris tanpa bentuk luasan dilewati")
    return lines if len(lines) <= SHOWN else [*lines[:SHOWN], f"… dan {len(lines) - SHOWN} lagi"]


def _read(source: Official) -> geopandas.GeoDataFrame:
    if not source.path.is_file():
        raise UserError(f"Berkas {source.path} tidak ada.", remedy="periksa nama berkas yang diberikan dengan --sumber.")
    try:
        if source.path.suffix.lower() in {".parquet", ".geoparquet"}:
            frame = geopandas.read_parquet(source.path)
        else:
            frame = geopandas.read_file(source.path, layer=_layer_name(source))
    except (DataSourceError, DataLayerError, ValueError, OSError) as error:
        raise UserError(
            f"Berkas {source.path.name} tidak dapat dibaca sebagai data peta: {str(error).splitlines()[0]}",
            remedy="beri shapefile (.shp atau .zip), GeoPackage, GeoJSON, atau GeoParquet.",
        ) from error
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
    names = [str(name) for name in pyogrio.list_layers(source.path)[:, 0]]
    if source.layer is not None:
        return source.layer
    if len(names) == 1:
        return names[0]
    having = [name for name in names if source.column in pyogrio.read_info(source.path, layer=name)["fields"]]
    if len(having) == 1:
        return having[0]
    raise UserError(
        f"Berkas {source.path.name} memuat {len(names)} lapisan; {len(having)} di antaranya berkolom '{source.column}'.",
        details=having or names,
        remedy="sebut lapisannya dengan --lapisan.",
    )


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
