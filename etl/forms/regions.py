"""The kabupaten/kota of a year, in the provinces of that year.

Reads: `wilayah` and `geografi` as rows. Decides: which regions existed, and to which province each belonged. Writes: nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from etl.base.errors import UserError
from etl.inputs.arithmetic import holds
from etl.inputs.reference import ReferenceData
from etl.regions.recognise import Recogniser

Row = Mapping[str, object]


class Tables(Protocol):
    """Whatever hands over reference rows by the name of their file (`etl.inputs.reference.ReferenceData`)."""

    def rows(self, name: str) -> Sequence[Row]:
        """The typed rows of one file."""


@dataclass(frozen=True)
class Place:
    """A region in a year: today's code and name, the province it lay in then."""

    code: str
    name: str
    province_code: str
    province: str


def regions_of(tables: Tables, year: int, province: str | None = None) -> tuple[Place, ...]:
    """Regions that existed in `year`, by province and code; only those of one province of that year if its code is given.

    Raises `UserError` for a code that was no province in that year.
    """
    names = {str(row["kode_provinsi"]): str(row["provinsi"]) for row in tables.rows("wilayah")}
    before = any(row["susunan"] == "2020" and holds(row, year) for row in tables.rows("geografi"))
    column = "kode_provinsi_2020" if before else "kode_provinsi"
    places = [
        Place(str(row["kode"]), str(row["nama"]), str(row[column]), names[str(row[column])])
        for row in tables.rows("wilayah")
        if int(str(row["sejak_tahun"] or 0)) <= year
    ]
    places.sort(key=lambda place: (place.province_code, place.code))
    if province is None:
        return tuple(places)
    chosen = tuple(place for place in places if place.province_code == province)
    if not chosen:
        known = sorted({(place.province_code, place.province) for place in places})
        raise UserError(
            f"Kode {province} bukan provinsi pada tahun {year}.",
            details=[f"{code} {name}" for code, name in known],
            remedy="pakai salah satu kode provinsi itu.",
        )
    return chosen


def make_recogniser(tables: ReferenceData) -> Recogniser:
    """A recogniser of the reference tables' regions, nicknames and remembered corrections."""
    return Recogniser(tables.rows("wilayah"), tables.rows("nama_panggilan"), tables.rows("alias_wilayah"))
