"""What entries are held against: regions and provinces by year, rounds, published claims, the offices of today.

Reads: the reference files and the claim files of the data folder; read again only when one of them changed.
Decides: nothing.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from etl.inputs import claims, reference
from etl.inputs.read import read_csv
from etl.inputs.reference import ReferenceData, charge_of, office_slug
from etl.inputs.tables import KLAIM_COLUMNS, KLAIM_PATTERN, REFERENCES

FIRST_YEAR = 2013
_OPEN = 9999


@dataclass(frozen=True)
class Claim:
    """A published claim: what it measures, and the province (today's code) it is about, "" for the nation."""

    measure: str
    province: str


@dataclass(frozen=True)
class Known:
    """Prepared once from the files.

    `since`: region → first year it could be assessed; `old_province`: region → its province in the arrangement of 2020;
    `spans`: first and last year of each arrangement.
    """

    context: claims.Context
    since: Mapping[str, int]
    old_province: Mapping[str, str]
    spans: tuple[tuple[int, int, str], ...]
    claims: Mapping[str, Claim]
    offices: frozenset[str]

    def region(self, code: str) -> str | None:
        """Today's code of a region; the code of before 2022 is understood. None for no region."""
        return self.context.resolve("kabkota", code)

    def existed(self, code: str, year: int) -> bool:
        """Whether a region (today's code) existed in a year."""
        return self.since[code] <= year

    def regions(self, province: str, year: int) -> int:
        """How many regions a province had in a year; 0 for no province of that year."""
        return self._counts(year)[province]

    def _counts(self, year: int) -> Counter[str]:
        arrangement = next((name for first, last, name in self.spans if first <= year <= last), "")
        return Counter(
            self.old_province[code] if arrangement == "2020" else code.partition(".")[0]
            for code, since in self.since.items()
            if since <= year
        )


def load(folder: Path) -> Known:
    """What the data folder knows. Raises `UserError` if its reference files cannot be used."""
    files = [folder / spec.file_name for spec in REFERENCES if (folder / spec.file_name).exists()]
    stamps = tuple(
        (path.name, path.stat().st_ino, path.stat().st_mtime_ns) for path in [*files, *sorted(folder.glob(KLAIM_PATTERN))]
    )
    return _load(folder, stamps)


@lru_cache(4)
def _load(folder: Path, stamps: tuple[tuple[str, int, int], ...]) -> Known:
    del stamps  # part of the key only
    tables = reference.load(folder)
    context = claims.Context.of(tables)
    rows = tables.rows("wilayah")
    return Known(
        context,
        {str(row["kode"]): int(str(row["sejak_tahun"] or 0)) for row in rows},
        {str(row["kode"]): str(row["kode_provinsi_2020"]) for row in rows},
        tuple(
            (int(str(row["tahun_mulai"])), int(str(row["tahun_akhir"] or _OPEN)), str(row["susunan"]))
            for row in tables.rows("geografi")
        ),
        _claims(folder, context),
        _offices(tables),
    )


def _claims(folder: Path, context: claims.Context) -> dict[str, Claim]:
    """Every claim of the files whose place is known; one that is not has no area, and is rejected by the build anyway."""
    found: dict[str, Claim] = {}
    for path in sorted(folder.glob(KLAIM_PATTERN)):
        for row in read_csv(path, KLAIM_COLUMNS).rows:
            code = context.resolve(row.cell("tingkat"), row.cell("kode"))
            if code is not None:
                province = "" if row.cell("tingkat") == "nasional" else code.partition(".")[0]
                found.setdefault(row.cell("id"), Claim(row.cell("ukuran"), province))
    return found


def _offices(tables: ReferenceData) -> frozenset[str]:
    """What the role kanwil can be given for: the offices of today, and each of today's provinces by itself."""
    rows = [row for row in tables.rows("kanwil") if row["tahun_akhir"] is None]
    named = {office_slug(str(row["kanwil"])) for row in rows if row["kanwil"]}
    return frozenset(named | {charge_of(str(row["kode_provinsi"])) for row in rows})
