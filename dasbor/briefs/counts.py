"""Counts of one or several provinces in a year, as the pages show them, with the claims behind them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from dasbor.cache import shared
from dasbor.formats import is_unknown
from dasbor.queries import common, overview, participation
from dasbor.queries.provinsi import Row

PREDICATE_COLUMNS = ("peduli", "cukup", "mulai", "kurang")
_RECOMMENDED = "direkomendasikan"


@dataclass(frozen=True)
class Count:
    """`n` of `whole`; `n` is None if unknown.

    `basis`: klaim (published), lengkap (region by region), bernama or jumlah (lower bounds), provinsi (sum over the provinces),
    sebagian (sum over those provinces that are known), or None. `parts` of `of_parts` provinces are known.
    """

    n: int | None
    whole: int
    basis: str | None
    claim_ids: tuple[str, ...] = ()
    parts: int = 1
    of_parts: int = 1

    @property
    def least(self) -> bool:
        """Whether `n` is a lower bound."""
        return self.n is not None and self.basis not in participation.EXACT


@shared
def _records() -> dict[tuple[int, str], Row]:
    """(year, province of that year) → its row of `mart.rekap_provinsi` with `ikut` and `dasar_ikut` of `queries.participation`."""
    people = participation.provinces()[["tahun", "kode_provinsi", "ikut", "dasar"]].rename(columns={"dasar": "dasar_ikut"})
    frame = common.province_summary().merge(people, on=["tahun", "kode_provinsi"], validate="1:1")
    return {(int(row["tahun"]), str(row["kode_provinsi"])): row for row in frame.to_dict("records")}


def rows_of(provinces: tuple[str, ...], year: int) -> list[Row]:
    """Rows of `mart.rekap_provinsi` of these provinces (codes of that year) in an assessed year."""
    return [_records()[year, code] for code in provinces]


@shared
def of_provinces(provinces: tuple[str, ...], year: int, measure: str) -> Count:
    """Regions counted as `measure`: a column of `mart.rekap_provinsi` that has `dasar_…` and `id_klaim_…` beside it."""
    claim = "id_klaim_rekomendasi" if measure == _RECOMMENDED else f"id_klaim_{measure}"
    rows = rows_of(provinces, year)
    count = _summed(rows, measure, f"dasar_{measure}", claim)
    named = [str(row["kode_provinsi"]) for row in rows if row[f"dasar_{measure}"] == "bernama"]
    return replace(count, claim_ids=(*count.claim_ids, *(one for code in named for one in _named().get((year, code, measure), ()))))


@shared
def _named() -> dict[tuple[int, str, str], tuple[str, ...]]:
    """(year, province, measure) → the claims that name its regions, for counts by name."""
    columns = dict(zip(common.predicates(), (_column(name) for name in common.predicates()), strict=True))
    found: dict[tuple[int, str, str], list[str]] = {}
    for row in common.results().to_dict("records"):
        place = int(row["tahun"]), str(row["kode_provinsi"])
        if not is_unknown(row["predikat"]) and (column := columns.get(str(row["predikat"]))):
            found.setdefault((*place, column), []).append(str(row["id_klaim_predikat"]))
        if row["direkomendasikan"]:
            found.setdefault((*place, _RECOMMENDED), []).append(str(row["id_klaim_rekomendasi"]))
    return {key: tuple(claims) for key, claims in found.items()}


def _column(predicate: str) -> str | None:
    return overview.predicate_column(predicate, common.national())


@shared
def participants(provinces: tuple[str, ...], year: int) -> Count:
    """Regions that took part, as `queries.participation` has it."""
    return _summed(rows_of(provinces, year), "ikut", "dasar_ikut", "id_klaim_peserta")


def _summed(rows: list[Row], measure: str, basis: str, claim: str) -> Count:
    """One province as it is; several are added up, as a lower bound where one of them is unknown."""
    known = [row for row in rows if not is_unknown(row[measure])]
    found = {str(row[basis]) for row in known}
    if not known:
        told = None
    elif len(known) < len(rows):
        told = "sebagian"
    else:
        told = next((one for one in ("bernama", "jumlah", "lengkap") if one in found), "klaim")
    n = sum(int(row[measure]) for row in known) if known else None
    whole = sum(int(row["jumlah_kabkota"]) for row in rows)
    return Count(n, whole, told, _ids(row[claim] for row in rows), len(known), len(rows))


def _ids(claims: Iterable[object]) -> tuple[str, ...]:
    return tuple(str(claim) for claim in claims if not is_unknown(claim))


@shared
def national_row(year: int) -> Row:
    """The row of `mart.rekap_nasional` of an assessed year."""
    frame = common.national()
    return frame[frame["tahun"] == year].to_dict("records")[0]


@shared
def national(year: int, measure: str) -> Count:
    """National count of a predicate's column; of Peduli HAM without one, what is certain: names, or the provinces added up."""
    row = national_row(year)
    whole = int(row["jumlah_kabkota"])
    if not is_unknown(row[measure]):
        return Count(int(row[measure]), whole, "klaim", _ids([row[f"id_klaim_{measure}"]]))
    if measure != PREDICATE_COLUMNS[0]:
        return Count(None, whole, None)
    named, added = int(row["peduli_bernama"]), row["peduli_jumlah_provinsi"]
    added = 0 if is_unknown(added) else int(added)
    n = max(named, added)
    if not n:
        return Count(None, whole, None)
    parts = of_provinces(tuple(common.provinces(year)), year, measure)
    return replace(parts, n=n, whole=whole, basis="bernama" if added <= named else "provinsi")


@shared
def national_participants(year: int) -> Count:
    """National participants, as `queries.participation.national` has it."""
    frame = participation.national()
    row = frame[frame["tahun"] == year].iloc[0]
    n = None if is_unknown(row["ikut"]) else int(row["ikut"])
    basis = None if is_unknown(row["dasar"]) else str(row["dasar"])
    ids = _ids([national_row(year)["id_klaim_peserta"]])
    provinces = len(common.provinces(year))
    return Count(n, int(row["jumlah_kabkota"]), basis, ids, int(row["provinsi"]), provinces)
