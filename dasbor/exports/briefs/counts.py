"""Which place stands for a scope in the counts of a year, and the claims behind a number of it."""

from collections.abc import Callable

from dasbor.mart import angka, common, programmes, regions
from dasbor.mart.angka import Angka, Level, PlaceNumbers
from dasbor.mart.cache import shared
from dasbor.mart.scopes import Scope
from dasbor.words.formats import is_unknown

Pick = Callable[[PlaceNumbers], Angka]


def place(scope: Scope, year: int) -> PlaceNumbers | None:
    """The numbers of a scope in an assessed year, of a region those of its province then; None where it did not exist."""
    if scope.kind == "daerah":
        return angka.place("provinsi", province(scope.code, year), year)
    if scope.kind == "nasional":
        return angka.nation(year)
    found = angka.places(level(scope, year), year)
    return found.get(scope.code)


def level(scope: Scope, year: int) -> Level:
    """The level at which a scope is counted; an office of today stands for its area of today in the years before its time."""
    if scope.kind == "kanwil":
        return "kanwil" if scope.code in angka.places("kanwil", year) else "kanwil_kini"
    return "nasional" if scope.kind == "nasional" else "provinsi"


def province(code: str, year: int) -> str:
    """The province in which a region lay in that year; a region stays itself where its province was split off."""
    return str(regions.history_rows(code)[year]["kode_provinsi"])


def claims(scope: Scope, year: int, pick: Pick, predicate: str = "") -> tuple[str, ...]:
    """The claims behind a number of the scope: its own count, else those of its provinces, else those that name its regions."""
    whole = place(scope, year)
    if whole is None:
        return ()
    own = pick(whole)
    if own.claim:
        return (own.claim,)
    ids: list[str] = []
    for part in _parts(scope, year):
        one = pick(part)
        ids += [one.claim] if one.claim else _named().get((year, part.code, predicate), ()) if one.n else ()
    return tuple(ids)


def _parts(scope: Scope, year: int) -> list[PlaceNumbers]:
    """The provinces of that year of which a scope consists."""
    found = angka.places("provinsi", year)
    codes = [province(scope.code, year)] if scope.kind == "daerah" else Scope(scope.kind, scope.code, year).provinces()
    return [found[code] for code in codes if code in found]


@shared
def _named() -> dict[tuple[int, str, str], tuple[str, ...]]:
    """(year, province then, code of a predicate or "rekomendasi") → the claims that name its regions."""
    found: dict[tuple[int, str, str], list[str]] = {}
    for row in common.results().to_dict("records"):
        at = int(row["tahun"]), str(row["kode_provinsi"])
        if not is_unknown(row["id_klaim_predikat"]):
            found.setdefault((*at, str(row["kode_predikat"])), []).append(str(row["id_klaim_predikat"]))
        if not is_unknown(row["direkomendasikan"]) and row["direkomendasikan"]:
            found.setdefault((*at, angka.RECOMMENDED), []).append(str(row["id_klaim_rekomendasi"]))
    return {key: tuple(ids) for key, ids in found.items()}


def award(scope: Scope) -> str:
    """The name of the award of the scope's year."""
    return programmes.award(scope.year).name
