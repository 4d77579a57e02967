"""Which place is read how in which year: its provinces, its N, how many of its regions are known of. Source: `mart.tempat`."""

from dataclasses import dataclass

from dasbor.mart import warehouse
from dasbor.mart.angka import Level
from dasbor.mart.cache import shared


@dataclass(frozen=True)
class PlaceInYear:
    """A place in a year. `reference` is the assessed year whose area is read: the year itself, or the one before it.

    `known` of `whole` regions have a known state, `concluded` of them by conclusion; None without assessment.
    `stated`: claims of that year speak of this very area. `provinces`: their codes.
    """

    year: int
    reference: int
    name: str
    provinces: tuple[str, ...]
    whole: int
    known: int | None
    concluded: int | None
    stated: bool


@shared
def _readings(level: Level) -> dict[str, dict[int, PlaceInYear]]:
    rows = warehouse.current().arrow("SELECT * FROM mart.tempat WHERE tingkat = ? ORDER BY kode, tahun", [level])
    found: dict[str, dict[int, PlaceInYear]] = {}
    for row in rows.to_pylist():
        found.setdefault(row["kode"], {})[row["tahun"]] = PlaceInYear(
            row["tahun"], row["acuan"], row["nama"], tuple(row["provinsi"].split("; ")), row["dari"],
            row["diketahui"], row["simpulan"], row["berklaim"],
        )  # fmt: skip
    return found


def readings(level: Level, code: str) -> dict[int, PlaceInYear]:
    """Year → the place, for all rounds, years without assessment, and other years with a target or a deadline, in order."""
    return _readings(level).get(code, {})


@shared
def years() -> tuple[int, ...]:
    """Those years, in order."""
    return tuple(readings("nasional", "ID"))
