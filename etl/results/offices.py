"""Whose file a file is: a regional office's (Kanwil), or the ministry's.

Reads: `kanwil.csv`, the rows of a file. Decides: the office, by the provinces of the rows; what is not one office's is the
ministry's, and what somebody says otherwise must fit the rows. Writes: nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from etl.base.errors import UserError
from etl.forms.regions import regions_of
from etl.inputs.arithmetic import holds
from etl.inputs.reference import ReferenceData
from etl.results.result import ResultRow

MINISTRY = "kementerian"


@dataclass(frozen=True)
class OfficeArea:
    """A regional office in a year: the provinces (codes and names) and the regions (codes) it looks after."""

    name: str
    provinces: tuple[tuple[str, str], ...]
    regions: frozenset[str]


def offices_of(tables: ReferenceData, year: int) -> tuple[OfficeArea, ...]:
    """The offices of a year, in the order of their first province."""
    areas: dict[str, list[tuple[str, str]]] = {}
    for row in sorted(tables.rows("kanwil"), key=lambda row: str(row["kode_provinsi"])):
        if row["kanwil"] and holds(row, year):
            areas.setdefault(str(row["kanwil"]), []).append((str(row["kode_provinsi"]), str(row["provinsi"])))
    codes = [place.code for place in regions_of(tables, year)]
    return tuple(
        OfficeArea(name, tuple(area), frozenset(code for code in codes if code[:2] in dict(area))) for name, area in areas.items()
    )


def recognised(tables: ReferenceData, year: int, rows: Iterable[ResultRow]) -> str:
    """The office whose regions alone stand in a file; else the ministry."""
    codes = {row.code for row in rows}
    return next((office.name for office in offices_of(tables, year) if codes <= office.regions), MINISTRY)


def chosen(tables: ReferenceData, year: int, rows: Iterable[ResultRow], written: str) -> str:
    """The office that somebody names: in full, by what follows "Kanwil", or by a province's name or code.

    Raises `UserError` for one that there is not, or that looks after none of some rows.
    """
    wanted, known = " ".join(written.lower().split()), offices_of(tables, year)
    if wanted == MINISTRY:
        return MINISTRY
    found = [office for office in known if wanted in _names(office)]
    if len(found) != 1:
        raise UserError(
            f"Kantor '{written}' tidak dikenal pada tahun {year}.",
            details=[MINISTRY, *(office.name for office in known)],
            remedy="sebut salah satu di atas, atau kode provinsinya.",
        )
    strange = sorted({row.code for row in rows} - found[0].regions)
    if strange:
        raise UserError(
            f"{len(strange)} baris bukan wilayah {found[0].name}: {', '.join(strange[:10])}{' …' if len(strange) > 10 else ''}.",  # noqa: PLR2004
            remedy=f"periksa berkasnya, atau muat sebagai berkas {MINISTRY} (--kantor {MINISTRY}).",
        )
    return found[0].name


def _names(office: OfficeArea) -> set[str]:
    said = {office.name, *(text for province in office.provinces for text in province)}
    said |= {f"kanwil {name}" for _, name in office.provinces}
    return {text.lower() for text in said}
