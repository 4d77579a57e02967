"""What was aimed at beside what was reached, as `mart.capaian_target` has it, for provinces, offices and the nation.

How many offices stand so or so to their targets: `mart.capaian_kantor`.
"""

from collections import defaultdict
from dataclasses import dataclass

from dasbor.mart import warehouse
from dasbor.mart.angka import Level
from dasbor.mart.cache import shared

VERDICTS = ("tercapai", "sebagian", "kurang", "terbuka")
"""All numbers reached, some of several, none, not to be said. A lower bound that reaches a target proves it, one below nothing."""
AIMLESS = "tanpa target"


@dataclass(frozen=True)
class Aim:
    """One number aimed at. `gap` is what is missing to it: negative where it was exceeded, at most that where `least`.

    `outcome` None: not known, or no assessment; `gap` and `reached` are None where they cannot be said. For an office
    `covered` of its `provinces` have a target; unless that is all of them (`complete`) `amount` is the sum of those.
    """

    amount: int
    provinces: int
    covered: int
    complete: bool
    outcome: int | None
    least: bool
    gap: int | None
    reached: bool | None


@shared
def _aims(level: Level) -> dict[str, dict[int, tuple[Aim, ...]]]:
    rows = warehouse.current().arrow("SELECT * FROM mart.capaian_target WHERE tingkat = ? ORDER BY kode, tahun, target", [level])
    found: dict[str, dict[int, tuple[Aim, ...]]] = defaultdict(dict)
    for row in rows.to_pylist():
        aim = Aim(
            row["target"], row["provinsi"], row["provinsi_bertarget"], row["lengkap"],
            row["hasil"], row["batas"] == "sekurangnya", row["jarak"], row["tercapai"],
        )  # fmt: skip
        of_place = found[row["kode"]]
        of_place[row["tahun"]] = (*of_place.get(row["tahun"], ()), aim)
    return dict(found)


def by_year(level: Level, code: str) -> dict[int, tuple[Aim, ...]]:
    """Year → the numbers aimed at, smallest first; years without any are left out."""
    return _aims(level).get(code, {})


def aims(level: Level, code: str, year: int) -> tuple[Aim, ...]:
    """The numbers aimed at in a year, smallest first; empty where none was published."""
    return by_year(level, code).get(year, ())


@dataclass(frozen=True)
class Offices:
    """Of `whole` offices `aimed` have a published target, `aimless` none; `verdicts`: verdict → how many of those with one."""

    whole: int
    aimed: int
    aimless: int
    verdicts: dict[str, int]


@shared
def offices(level: Level, year: int) -> Offices:
    """How the offices of a year stand to their targets. KeyError for a year in which no place is read."""
    rows = warehouse.current().arrow("SELECT * FROM mart.capaian_kantor WHERE tingkat = ? AND tahun = ?", [level, year]).to_pylist()
    found = {row["putusan"]: row["jumlah"] for row in rows}
    aimless = found.pop(AIMLESS)
    return Offices(rows[0]["dari"], rows[0]["bertarget"], aimless, {one: found[one] for one in VERDICTS})
