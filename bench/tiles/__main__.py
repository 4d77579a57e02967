"""Command line: `python -m bench.tiles` writes `ubin_kabkota.csv` and `ubin_provinsi.csv` anew.

Reads: `batas/kabkota.parquet` and `wilayah.csv` of the data folder. Decides: nothing. Writes: the two files into the project's
own data; they are checked in, so the layout changes only when somebody wants it to.
"""

import csv
import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

import geopandas as gpd

from bench.tiles.layout import Placed, place_provinces, place_regions
from etl.base import atomic
from etl.base.errors import UserError
from etl.base.paths import SHIPPED_DATA, data_folder
from etl.boundaries.regions import regions

SIMPLER = 0.01
"""Degrees: outlines this coarse give the same cells in a twentieth of the time."""


def main(environ: Mapping[str, str] = os.environ) -> None:
    """Compute both layouts and write them."""
    folder = data_folder(environ)
    source = folder / "batas" / "kabkota.parquet"
    if not source.exists():
        raise UserError(f"{source} belum ada.", remedy="jalankan `python -m etl batas` lebih dahulu.")
    outlines = gpd.read_parquet(source)
    tiles = place_regions(dict(zip(outlines["kode"], outlines.geometry.simplify(SIMPLER), strict=True)))
    known = regions(folder)
    names = {region.code: region.name for region in known}
    _write(SHIPPED_DATA / "ubin_kabkota.csv", ("kode", "nama"), ((code, names[code], place) for code, place in tiles.items()))
    provinces = {region.province: region.province_name for region in known}
    with (SHIPPED_DATA / "ubin_provinsi.csv").open(encoding="utf-8") as file:  # the letters are written by hand, and stay
        letters = {row["kode_provinsi"]: row["iso"] for row in csv.DictReader(file)}
    found = []
    for arrangement, province_of in (
        ("2020", {region.code: region.province_2020 for region in known}),
        ("kini", {region.code: region.province for region in known}),
    ):
        placed = place_provinces(tiles, province_of)
        found += [(arrangement, code, provinces[code], letters[code], place) for code, place in placed.items()]
    _write(SHIPPED_DATA / "ubin_provinsi.csv", ("susunan", "kode_provinsi", "provinsi", "iso"), found)


def _write(path: Path, names: tuple[str, ...], rows: Iterable[tuple[*tuple[str, ...], Placed]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow((*names, "kolom", "baris"))
        for *cells, place in rows:
            writer.writerow((*cells, *place.cell))
    sys.stdout.write(f"{path.name} ditulis.\n")


if __name__ == "__main__":
    atomic.only_mine()
    try:
        main()
    except UserError as error:
        sys.exit(f"GAGAL. {error}")
