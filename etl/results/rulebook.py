"""The rules that the reference files state.

Reads: `putaran`, `regulasi`, `kriteria`, `aturan_nilai` as rows; a new rule, predicate or programme is rows in them, never code.
Decides: which rule a year is assessed by. Writes: nothing.
"""

from collections.abc import Iterable, Mapping, Sequence

from etl.base.errors import UserError
from etl.forms.regions import Row, Tables
from etl.inputs.arithmetic import ELEMENTS, KINDS, holds
from etl.results.rules import Band, Criterion, Rule


def rule_of(tables: Tables, year: int) -> Rule:
    """The rule by which a year is assessed. Raises `UserError` for a year without assessment or one that is not in the data."""
    rounds = {_whole(row["tahun"]): row for row in tables.rows("putaran")}
    assessed = [known for known, row in rounds.items() if row["ada_penilaian"]]
    remedy = f"pilih tahun yang dinilai: {', '.join(map(str, sorted(assessed)))}; tahun baru ditambahkan pada putaran.csv."
    if year not in rounds:
        raise UserError(f"Tahun {year} tidak ada di putaran.csv.", remedy=remedy)
    if year not in assessed:
        note = rounds[year].get("keterangan")
        raise UserError(f"Tahun {year} tidak dinilai{f' ({note})' if note else ''}.", remedy=remedy)
    name = str(rounds[year]["dasar_hukum"])
    bands = [row for row in tables.rows("regulasi") if row["peraturan"] == name and holds(row, year)]
    if not bands:
        raise UserError(
            f"{name}, dasar tahun {year}, tidak berlaku pada tahun itu menurut regulasi.csv.",
            remedy="samakan putaran.csv dengan masa berlaku pada regulasi.csv.",
        )
    counting = [row for row in tables.rows("aturan_nilai") if row["peraturan"] == name and holds(row, year)]
    criteria = [row for row in tables.rows("kriteria") if row["peraturan"] == name]
    return _rule(year, name, bands, criteria, counting)


def performance_year(tables: Tables, year: int) -> int | None:
    """The year whose performance the award of `year` rests on; None if the data do not say."""
    stated = next((row["tahun_capaian"] for row in tables.rows("putaran") if _whole(row["tahun"]) == year), None)
    return None if stated is None else _whole(stated)


def _rule(year: int, name: str, bands: Iterable[Row], criteria: Iterable[Row], counting: Sequence[Row]) -> Rule:
    limits = [
        Band(str(row["predikat"]), _number(row["nilai_min"]), _number(row["nilai_maks"]), str(row["kepastian"])) for row in bands
    ]
    stated = {
        (str(row["unsur"]), row["kriteria"]): ELEMENTS[str(row["unsur"])](str(row["nilai"]))
        for row in counting
        if row["nilai"] is not None
    }
    return Rule(
        year,
        name,
        # the best first, those without a limit after the others, as the file lists them
        tuple(sorted(limits, key=lambda band: -1.0 if band.low is None else band.low, reverse=True)),
        tuple(
            _criterion_of(_whole(row["urutan"]), str(row["kriteria"]), stated)
            for row in sorted(criteria, key=lambda row: _whole(row["urutan"]))
        ),
        {element: value for (element, criterion), value in stated.items() if criterion is None},
        frozenset(str(row["unsur"]) for row in counting if row["kepastian"] == "perkiraan"),
    )


def _criterion_of(order: int, name: str, stated: Mapping[tuple[str, object], object]) -> Criterion:
    counts = {kind: _number(stated.get((f"jumlah_{kind}", order))) for kind in KINDS}
    kinds = tuple(kind for kind, count in counts.items() for _ in range(int(count or 0))) if None not in counts.values() else ()
    total = _number(stated.get(("jumlah_indikator", order)))
    return Criterion(order, name, len(kinds) or (None if total is None else int(total)), kinds)


def _number(value: object) -> float | None:
    return None if value is None else float(str(value))


def _whole(value: object) -> int:
    return int(str(value))
