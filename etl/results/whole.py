"""What the columns of a table say as a whole, which no row can tell by itself.

Reads: the rows of a table and its layout. Decides: the list that undotted codes are from; how high scores are where no heading says
on what scale; that a column for recommendations holds sentences; that a column seems to hold the result and is not understood.
Writes: nothing.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from etl.forms import values
from etl.forms.findings import Finding
from etl.forms.sheets import Cell
from etl.regions.recognise import How, Recogniser
from etl.regions.spelling import heading
from etl.results import predicates
from etl.results.layout import Layout
from etl.results.result import SCORES
from etl.results.rows import Written
from etl.results.rules import HIGHEST, Rule

RATIO, LOW = 1.0, 10.0
"""Scores up to here may be ratios, or marks on a scale of 4 or 10: no score so low was ever published."""
_MOSTLY, _SEVERAL, _SENTENCE = 0.6, 3, 3


@dataclass(frozen=True)
class Whole:
    """What the columns say.

    `codes`: the list of undotted codes. `left_out`: meanings whose column is not used. `scales`: place of a column of scores → the
    highest score in it, where its heading does not say that they are points. `lost`: the column that seems to hold results.
    """

    codes: How | None = None
    left_out: frozenset[str] = frozenset()
    scales: Mapping[int, float] = field(default_factory=dict, hash=False)
    lost: int | None = None
    findings: tuple[Finding, ...] = ()


def of(rows: Sequence[Written], layout: Layout, recogniser: Recogniser, rule: Rule, ignored: Collection[int] = ()) -> Whole:
    """Of the rows of one table. `ignored`: places of columns that somebody left out by hand."""
    sentences = _sentences(rows)
    place = layout.column("rekomendasi")
    found = [Finding("rekomendasi-berisi-kalimat", layout.sheet, layout.last, place, {"jumlah": sentences})] if sentences else []
    return Whole(
        codes=_codes(rows, layout, recogniser),
        left_out=frozenset({"rekomendasi"} if sentences else ()),
        scales=dict(_scales(rows, layout)),
        lost=_lost(rows, layout, rule, ignored),
        findings=tuple(found),
    )


def _codes(rows: Sequence[Written], layout: Layout, recogniser: Recogniser) -> How | None:
    """What the heading says, else what all codes can be."""
    title = heading(layout.titles.get(layout.column("kode") or 0, "")).split()
    if "bps" in title:
        return How.CODE_BPS
    return How.CODE if "kemendagri" in title else recogniser.codes_of((row.text("kabkota"), row.text("kode")) for row in rows)


def _sentences(rows: Iterable[Written]) -> int:
    """How many cells for recommendations hold a sentence; 0 if most are an answer."""
    said = [cell for row in rows if not values.says_nothing(cell := row.cell("rekomendasi"))]
    long = [
        cell
        for cell in said
        if isinstance(cell, str) and values.tried(values.yes_no, cell) is None and len(cell.split()) >= _SENTENCE
    ]
    return len(long) if len(long) >= _MOSTLY * len(said) else 0


def _scales(rows: Sequence[Written], layout: Layout) -> Iterable[tuple[int, float]]:
    for place in (layout.column(meaning) for meaning in SCORES):
        if place is not None and not heading(layout.titles.get(place, "")).endswith(f" {HIGHEST:g}"):
            yield place, max(_numbers(row.cells[place - 1] for row in rows), default=HIGHEST)


def _lost(rows: Sequence[Written], layout: Layout, rule: Rule, ignored: Collection[int]) -> int | None:
    """A column without a meaning that holds scores where no other does, or predicates where no other does."""
    scored = any(layout.column(meaning) for meaning in SCORES) or layout.detailed
    named = bool(layout.column("predikat") or layout.ticks)
    for place in layout.titles:
        if place in layout.columns or place in ignored:
            continue
        cells = [cell for row in rows if place <= len(row.cells) and not values.says_nothing(cell := row.cells[place - 1])]
        if len(cells) >= _SEVERAL and ((not scored and _seem_scores(cells)) or (not named and _seem_predicates(cells, rule))):
            return place
    return None


def _seem_scores(cells: Sequence[Cell]) -> bool:
    """Mostly numbers up to 100, and not the numbers of a ranking."""
    numbers = _numbers(cells)
    ranks = all(one.is_integer() for one in numbers) and max(numbers, default=0) <= len(cells)
    return len(numbers) >= _MOSTLY * len(cells) and not ranks and all(0 <= one <= HIGHEST for one in numbers)


def _seem_predicates(cells: Sequence[Cell], rule: Rule) -> bool:
    known = predicates.of(rule.predicates, rule.programme or "")
    return sum(isinstance(cell, str) and known.resembles(cell) for cell in cells) >= _MOSTLY * len(cells)


def _numbers(cells: Iterable[Cell]) -> list[float]:
    return [number for cell in cells if (number := values.tried(values.number, cell)) is not None]
