"""How a rule counts: the elements that `aturan_nilai.csv` may state, how each is read, and what must hold among them.

Reads: typed rows of `aturan_nilai`, `regulasi`, `kriteria`. Decides: what is wrong with them. Writes: nothing.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import pairwise

from etl.inputs import parse

Row = Mapping[str, object]

MEAN_OF_INDICATORS = "rata-rata-indikator"
MEAN_OF_CRITERIA = "rata-rata-kriteria"
WEIGHTED_KINDS = "bobot-jenis"
PURE_AND_BONUS = "murni-tambah-bonus"
KINDS = ("struktur", "proses", "hasil")
UNKNOWN = "tidak diketahui"
CERTAINTIES = ("diketahui", "perkiraan", UNKNOWN)
WHOLE = 100


def _one_of(*ways: str) -> Callable[[str], object]:
    def read(text: str) -> str:
        if text not in ways:
            raise ValueError(f"harus {' atau '.join(repr(way) for way in ways)}")
        return text

    return read


def _scale(text: str) -> tuple[float, ...]:
    values = tuple(parse.score(part) for part in text.split())
    if len(set(values)) < max(len(values), 2) or max(values) <= 0:
        raise ValueError("harus nilai yang berbeda-beda, dipisahkan spasi, misalnya '10 8 6 4 2 0'")
    return values


ELEMENTS: Mapping[str, Callable[[str], object]] = {
    "program": str,
    "cara_skor": _one_of(MEAN_OF_INDICATORS, MEAN_OF_CRITERIA),
    "cara_kriteria": _one_of(MEAN_OF_INDICATORS, WEIGHTED_KINDS),
    "skala_indikator": _scale,
    "jumlah_indikator": parse.count,
    **{f"jumlah_{kind}": parse.count for kind in KINDS},
    **{f"bobot_{kind}": parse.score for kind in KINDS},
    "cara_total": _one_of(PURE_AND_BONUS),
    "syarat_predikat": str,
    "bonus": str,
    "bonus_maks": parse.score,
    "nilai_maks": parse.score,
    "potongan_yankomas": parse.score,
    "program_berikut": str,
    "putaran_berikut": str,
}
"""Element → how its value is read (raises `ValueError`). Numbers of indicators may be stated for one criterion each.

`potongan_yankomas` is what each recommendation of Yankomas that stays unanswered takes off a score, in points.
"""

OF_CRITERIA = frozenset(f"jumlah_{kind}" for kind in KINDS)
"""Stated for a criterion only."""


def arithmetic_faults(rules: Sequence[Row], criteria: Iterable[Row], rows: Sequence[Row], *, bound: bool) -> Iterable[str]:
    """Every fault of `rows`. Without `bound` they are the program's own, which need not know another folder's rules."""
    spans = {str(row["peraturan"]): (_year(row["tahun_mulai"]), _year(row["tahun_akhir"], 9999)) for row in rules}
    orders: dict[str, set[object]] = defaultdict(set)
    for row in criteria:
        orders[str(row["peraturan"])].add(row["urutan"])
    known = [row for row in rows if bound or row["peraturan"] in spans]
    sound = []
    for row in known:
        found = list(_row_faults(row, spans, orders[str(row["peraturan"])]))
        yield from found
        if not found:
            sound.append(row)
    yield from _overlaps(sound)
    for rule, (first, last) in spans.items():
        years = [_year(row["tahun_mulai"]) for row in sound if row["peraturan"] == rule]
        for year in sorted({year for year in years if first <= year <= last}):
            stated = {
                (row["unsur"], row["kriteria"]): row["nilai"] for row in sound if row["peraturan"] == rule and holds(row, year)
            }
            yield from (f"aturan_nilai.csv {rule}, tahun {year}: {fault}" for fault in _sum_faults(stated, orders[rule]))


def holds(row: Row, year: int) -> bool:
    """Whether a row applies in a year."""
    return _year(row["tahun_mulai"]) <= year <= _year(row["tahun_akhir"], 9999)


def _year(cell: object, otherwise: int = 0) -> int:
    return otherwise if cell is None else int(str(cell))


def _row_faults(row: Row, spans: Mapping[str, tuple[int, int]], orders: Collection[object]) -> Iterable[str]:
    where = f"aturan_nilai.csv {row['peraturan']}, {row['unsur']}"
    if row["peraturan"] not in spans:
        yield f"{where}: peraturan tidak ada di regulasi.csv"
        return
    first, last = spans[str(row["peraturan"])]
    start, end = _year(row["tahun_mulai"]), _year(row["tahun_akhir"], last)
    if not first <= start <= end <= last:
        yield f"{where}: tahun {start} sampai {end} di luar masa berlaku peraturannya"
    if row["unsur"] not in ELEMENTS:
        yield f"{where}: unsur tidak dikenal; yang dikenal {', '.join(ELEMENTS)}"
        return
    if row["kepastian"] not in CERTAINTIES:
        yield f"{where}: kepastian '{row['kepastian']}' harus {' atau '.join(repr(word) for word in CERTAINTIES)}"
    if (row["nilai"] is None) != (row["kepastian"] == UNKNOWN):
        yield f"{where}: nilai kosong bila dan hanya bila kepastiannya '{UNKNOWN}'"
    yield from _criterion_faults(where, row, orders)
    if row["nilai"] is not None:
        try:
            ELEMENTS[str(row["unsur"])](str(row["nilai"]))
        except ValueError as error:
            yield f"{where}: '{row['nilai']}' {error}"


def _criterion_faults(where: str, row: Row, orders: Collection[object]) -> Iterable[str]:
    criterion, element = row["kriteria"], str(row["unsur"])
    if criterion is None and element in OF_CRITERIA:
        yield f"{where}: kriteria tidak boleh kosong"
    if criterion is not None and element not in {*OF_CRITERIA, "jumlah_indikator"}:
        yield f"{where}: kriteria harus kosong"
    elif criterion is not None and criterion not in orders:
        yield f"{where}: kriteria {criterion} tidak ada di kriteria.csv"


def _overlaps(rows: Sequence[Row]) -> Iterable[str]:
    periods = defaultdict(list)
    for row in rows:
        key = (str(row["peraturan"]), str(row["unsur"]), row["kriteria"])
        periods[key].append((_year(row["tahun_mulai"]), _year(row["tahun_akhir"], 9999)))
    for (rule, element, _), spans in periods.items():
        spans.sort()
        if any(after[0] <= before[1] for before, after in pairwise(spans)):
            yield f"aturan_nilai.csv {rule}, {element}: dua baris berlaku pada tahun yang sama"


def _sum_faults(stated: Mapping[tuple[object, object], object], orders: Collection[object]) -> Iterable[str]:
    """Weights that are no whole, and numbers of indicators that do not add up, where all of them are known."""
    weights = [stated.get((f"bobot_{kind}", None)) for kind in KINDS]
    if None not in weights and sum(float(str(weight)) for weight in weights) != WHOLE:
        yield f"bobot struktur, proses, dan hasil berjumlah {sum(float(str(weight)) for weight in weights):g}, harus {WHOLE}"
    total = stated.get(("jumlah_indikator", None))
    counts = {order: stated.get(("jumlah_indikator", order)) for order in orders}
    if total is not None and counts and None not in counts.values():
        found = sum(int(str(count)) for count in counts.values())
        if found != int(str(total)):
            yield f"indikator menurut kriteria berjumlah {found}, seluruhnya {total}"
    for order, count in counts.items():
        kinds = [stated.get((f"jumlah_{kind}", order)) for kind in KINDS]
        if count is not None and None not in kinds and sum(int(str(kind)) for kind in kinds) != int(str(count)):
            yield f"struktur, proses, dan hasil kriteria {order} tidak berjumlah {count}"
