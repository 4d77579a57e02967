"""The regions that boundaries are made for.

Reads: `wilayah.csv` and `pecahan_wilayah.csv` of the data folder (the project's own copy stands in for the second).
Decides: nothing. Writes: nothing.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from etl.base.paths import SHIPPED_DATA
from etl.inputs.read import read_csv

REGIONS = "wilayah.csv"
SPLITS = "pecahan_wilayah.csv"


@dataclass(frozen=True)
class ShapeRegion:
    """One kabupaten/kota with the codes by which sources name it."""

    code: str
    name: str
    province: str
    province_name: str
    code_2020: str
    province_2020: str
    bps_2020: str


@dataclass(frozen=True)
class Split:
    """One kecamatan that the source still shows in a parent region (by BPS code) and that belongs to `code`."""

    line: int
    code: str
    parent: str
    district: str


def plain(name: str) -> str:
    """A name without spaces, marks, case, and the word for its kind: sources write 'TanaTidung' and 'Kab. Tana Tidung'."""
    return re.sub(r"[^a-z0-9]", "", re.sub(r"^(kabupaten|kab\.?|kota)\s", "", name.strip().lower()))


def reference(folder: Path, name: str) -> Path:
    """A reference file of the data folder; the project's own where the folder has none."""
    path = folder / name
    return path if path.exists() else SHIPPED_DATA / name


def regions(folder: Path) -> list[ShapeRegion]:
    """All kabupaten/kota in the order of the file."""
    columns = ("kode", "nama", "kode_provinsi", "provinsi", "kode_2020", "kode_provinsi_2020", "kode_bps_2020")
    source = read_csv(folder / REGIONS, columns)
    return [ShapeRegion(*(row.cell(column) for column in columns)) for row in source.rows]


def splits(folder: Path) -> list[Split]:
    """Which kecamatan make up the regions that the source does not have."""
    source = read_csv(reference(folder, SPLITS), ("kode", "kode_bps_induk", "kecamatan"))
    return [Split(row.line, row.cell("kode"), row.cell("kode_bps_induk"), row.cell("kecamatan")) for row in source.rows]
