"""The published tables of a scope and its years, as typed tables; every file of data is made from these.

A package must hold together by itself: whatever a row points to (its claim, its region, its round) is in it too. So claims are
those about the places of the scope in its years, and the small tables of rounds and rules come whole.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dasbor.exports import schema
from dasbor.exports.schema import TABLES
from dasbor.mart import common, contract, offices, simulation
from dasbor.mart.cache import few
from dasbor.mart.scopes import Scope, ScopeError, file_stem
from dasbor.words.texts import Lang

ALL_YEARS = "semua-tahun"


@dataclass(frozen=True, eq=False)
class Dataset:
    """`tables`: name → pyarrow.Table, in the order of `schema.TABLES`; a table that the scope has nothing to do with is left out.

    `all_years` is true if it holds every round, the year without assessment included (targets were set for it).
    """

    scope: Scope
    all_years: bool
    tables: dict[str, Any]

    @property
    def years(self) -> tuple[int, ...]:
        """The award years it is about."""
        return _years(self.scope, all_years=self.all_years)

    def stem(self, what: str) -> str:
        """The beginning of a file name: what, scope, year or "semua-tahun", version of the data. The data speak no language."""
        return stem(what, self.scope, all_years=self.all_years)


def stem(what: str, scope: Scope, lang: Lang | None = None, *, all_years: bool = False) -> str:
    """The beginning of a file name, known without reading the data."""
    return file_stem(what, scope, lang, span=ALL_YEARS if all_years else "")


@few
def dataset(scope: Scope, *, all_years: bool = False) -> Dataset:
    """The tables of a scope, in its year or in all rounds. ScopeError (`paket.no_area`) if its area did not exist then."""
    years = _years(scope, all_years=all_years)
    if not has_area(scope, all_years=all_years):
        raise ScopeError("paket.no_area", code=scope.code, year=scope.year)
    made = {name: _rows(name, scope, years) for name in _names(scope)}
    return Dataset(scope, all_years, made)


def has_area(scope: Scope, *, all_years: bool = False) -> bool:
    """Whether the scope had any province in its years: an office of today may look after provinces that were formed later."""
    return any(_provinces(scope, year) for year in _years(scope, all_years=all_years))


def tables_of(scope: Scope) -> tuple[str, ...]:
    """The tables that a scope has, without reading them."""
    return _names(scope)


def _names(scope: Scope) -> tuple[str, ...]:
    """A region has no sums and no targets of its own; the sums of the nation belong to the nation."""
    left_out = {
        "nasional": set(),
        "provinsi": {"rekap_nasional"},
        "kanwil": {"rekap_nasional"},
        "daerah": {"angka", "bagian", "rekap_nasional", "rekap_provinsi", "target", "tahapan"},
    }[scope.kind]
    return tuple(name for name in TABLES if name not in left_out)


def _years(scope: Scope, *, all_years: bool) -> tuple[int, ...]:
    return tuple(int(year) for year in common.rounds()["tahun"]) if all_years else (scope.year,)


def _provinces(scope: Scope, year: int) -> Sequence[str]:
    """The provinces of a scope as they were in `year`; those of the round before where there was no assessment."""
    then = year if year in common.years() else max((y for y in common.years() if y < year), default=common.years()[0])
    if scope.kind == "kanwil":
        return tuple(offices.provinces_of(scope.code, then))
    if scope.kind == "provinsi":
        return (scope.code,) if scope.code in common.provinces(then) else ()
    return tuple(common.provinces(then))


def _rows(name: str, scope: Scope, years: tuple[int, ...]) -> Any:  # noqa: ANN401  pyarrow.Table
    where, values = _clause(name, scope, years)
    found = contract.rows(name, where, values, TABLES[name].order)
    return schema.marked(found) if simulation.active() else found


_WHOLE = frozenset({"putaran", "regulasi", "program", "predikat"})
"""Small tables that every package has whole."""


def _moves(scope: Scope, years: tuple[int, ...]) -> tuple[str, list[object]]:
    """Moves into the years of the scope, of the regions that are its own in the later year."""
    codes = sorted({code for year in years if year in common.years() for code in Scope(scope.kind, scope.code, year).regions()})
    return "tahun_ke IN (SELECT unnest(?)) AND kode IN (SELECT unnest(?))", [list(years), codes]


def _clause(name: str, scope: Scope, years: tuple[int, ...]) -> tuple[str, list[object]]:
    """Which rows belong to the scope: clause and bound values. `tahun|kode` says a place in a year, since provinces change."""
    if name in _WHOLE or (name == "wilayah" and scope.kind == "nasional"):
        return "true", []
    if name == "perpindahan":
        return _moves(scope, years)
    if scope.kind == "nasional":
        return "tahun IN (SELECT unnest(?))", [list(years)]
    if scope.kind == "daerah":
        place = "kode = ? AND tingkat = 'kabkota'" if name == "klaim" else "kode = ?"
        return (
            (place, [scope.code]) if name == "wilayah" else (f"{place} AND tahun IN (SELECT unnest(?))", [scope.code, list(years)])
        )
    areas = [f"{year}|{code}" for year in years for code in _provinces(scope, year)]
    if name in ("angka", "bagian"):
        own = [f"{year}|{scope.code}" for year in years] if scope.kind == "kanwil" else []
        return f"({_AREA} AND tingkat = 'provinsi') OR ({_AREA} AND tingkat IN ('kanwil', 'kanwil_kini'))", [areas, own]
    return _inside(name, areas)


_AREA = "(tahun || '|' || kode) IN (SELECT unnest(?))"


def _inside(name: str, areas: list[str]) -> tuple[str, list[object]]:
    """Rows of provinces as they were, and of the regions in them."""
    if name in ("hasil_kabkota", "rekap_provinsi"):
        return "(tahun || '|' || kode_provinsi) IN (SELECT unnest(?))", [areas]
    inside = "SELECT kode, tahun FROM mart.hasil_kabkota WHERE (tahun || '|' || kode_provinsi) IN (SELECT unnest(?))"
    if name == "wilayah":
        return f"kode IN (SELECT kode FROM ({inside}))", [areas]  # noqa: S608  clause of ours, values bound
    of_province = f"tingkat = 'provinsi' AND {_AREA}"
    of_region = f"tingkat = 'kabkota' AND (kode, tahun) IN ({inside})"
    return f"({of_province}) OR ({of_region})", [areas, areas]
