"""Counts as `mart.angka` has them: one number per year, place and measure, with its bounds and what it rests on.

Pages, charts, maps and files take every count from here and word it with `dasbor.mart.facts`; none of them computes one.
"""

from dataclasses import dataclass
from typing import Any, Literal, get_args

import pandas as pd

from dasbor.mart import programmes, warehouse
from dasbor.mart.cache import shared

Level = Literal["provinsi", "provinsi_kini", "kanwil", "kanwil_kini", "nasional"]
LEVELS: tuple[Level, ...] = get_args(Level)
NATION = "ID"
PARTICIPANTS, ABSENT, RECOMMENDED, KNOWN, PEMBINA = "peserta", "tidak_ikut", "rekomendasi", "diketahui", "pembina"


@dataclass(frozen=True)
class Angka:
    """One number. `n` is None where nothing is known; otherwise it is exact, or the least that is certain (`least`).

    `low` and `high` enclose the truth; `whole` is N. `named`: regions that count by a claim of their own; `concluded`: by
    conclusion. `basis`: klaim, lengkap, bernama, provinsi, jumlah, None. `key`: the fact whose claims speak of it, if any do.
    Of an office or the nation `known_parts` of its `parts` provinces have the number.
    """

    n: int | None
    least: bool
    whole: int
    low: int
    high: int
    named: int
    concluded: int
    basis: str | None
    claim: str | None
    key: str | None
    certainty: str | None
    claims: int
    conflict: bool
    causes: str | None
    parts: int | None = None
    known_parts: int | None = None

    @property
    def exact(self) -> bool:
        """Whether it is known and no mere bound."""
        return self.n is not None and not self.least


@dataclass(frozen=True)
class PlaceNumbers:
    """All numbers of one place in one assessed year. `predicates`: code → number, in the order of the rule's predicates."""

    year: int
    level: Level
    code: str
    name: str
    predicates: dict[str, Angka]
    measures: dict[str, Angka]

    @property
    def whole(self) -> int:
        """N: how many regencies and cities it had."""
        return self.participants.whole

    @property
    def award(self) -> Angka:
        """How many hold the award of the year's programme."""
        return self.predicates[programmes.award(self.year).code]

    @property
    def participants(self) -> Angka:
        """How many took part."""
        return self.measures[PARTICIPANTS]

    @property
    def recommended(self) -> Angka:
        """How many the Kanwil recommended."""
        return self.measures[RECOMMENDED]

    @property
    def numbers(self) -> tuple[Angka, ...]:
        """All of them."""
        return (*self.predicates.values(), *self.measures.values())

    @property
    def conflict(self) -> bool:
        """Whether anything contradicts any of its counts."""
        return any(one.conflict for one in self.numbers)

    @property
    def causes(self) -> str | None:
        """Everything that contradicts them, as codes separated by "; ", each once."""
        found = [cause for one in self.numbers if one.causes for cause in one.causes.split("; ")]
        return "; ".join(dict.fromkeys(found)) or None


def level(kind: Literal["provinsi", "kanwil", "nasional"], *, kini: bool = False) -> Level:
    """The level of a kind of place: as it was in each year, or today's area in every year."""
    if kind == "nasional":
        return kind
    if kind == "provinsi":
        return "provinsi_kini" if kini else "provinsi"
    return "kanwil_kini" if kini else "kanwil"


@shared
def _places(at: Level) -> dict[int, dict[str, PlaceNumbers]]:
    # as Arrow: a frame would take ten times as long to come apart into 10,000 rows, and would write null in three ways
    rows = warehouse.current().arrow(
        "SELECT a.* FROM mart.angka AS a LEFT JOIN mart.predikat AS p ON p.kode = a.predikat WHERE a.tingkat = ? "
        "ORDER BY a.tahun, a.kode, p.urutan",
        [at],
    )
    found: dict[int, dict[str, PlaceNumbers]] = {}
    for row in rows.to_pylist():
        year, code = row["tahun"], row["kode"]
        place = found.setdefault(year, {}).setdefault(code, PlaceNumbers(year, at, code, row["nama"], {}, {}))
        (place.predicates if row["predikat"] else place.measures)[row["predikat"] or row["ukuran"]] = _angka(row)
    return found


def _angka(row: dict[str, Any]) -> Angka:
    return Angka(
        n=row["nilai"] if row["batas"] in ("tepat", "sekurangnya") else None,
        least=row["batas"] == "sekurangnya",
        whole=row["dari"],
        low=row["terendah"],
        high=row["tertinggi"],
        named=row["bernama"],
        concluded=row["simpulan"],
        basis=row["dasar"],
        claim=row["id_klaim"],
        key=row["kunci"],
        certainty=row["keyakinan"],
        claims=row["jumlah_klaim"],
        conflict=row["konflik"],
        causes=row["sebab"],
        parts=row["bagian"],
        known_parts=row["bagian_diketahui"],
    )


def places(at: Level, year: int) -> dict[str, PlaceNumbers]:
    """Code → place of a level in an assessed year, by code; empty for a year without assessment."""
    return _places(at).get(year, {})


def place(at: Level, code: str, year: int) -> PlaceNumbers:
    """One place in an assessed year. KeyError if it did not exist then."""
    return _places(at)[year][code]


def nation(year: int) -> PlaceNumbers:
    """The nation in an assessed year. KeyError for another."""
    return place("nasional", NATION, year)


@shared
def history(at: Level, code: str) -> dict[int, PlaceNumbers]:
    """Assessed year → the place, for the years in which it existed."""
    return {year: found[code] for year, found in _places(at).items() if code in found}


@shared
def parts(at: Level, code: str, year: int) -> pd.DataFrame:
    """Into which states the regions of a place fall: `keadaan, predikat, nilai, bernama, simpulan, dari`, in the order of states.

    `nilai` by everything that is known, counts without names included; `bernama` and `simpulan` region by region. Each way
    adds up to N.
    """
    return warehouse.current().query(
        "SELECT keadaan, predikat, nilai, bernama, simpulan, dari FROM mart.bagian "
        "WHERE tingkat = ? AND kode = ? AND tahun = ? ORDER BY urutan",
        [at, code, year],
    )
