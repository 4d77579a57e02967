"""What columns mean by what stands in them, where their headings leave it open.

Reads: the rows below a header, the meanings that its headings have, the names of predicates. Decides: "Hasil" is the score when it
holds numbers, the predicate when it holds predicates; "Status" the predicate or whether a region took part; columns that are headed
by predicates hold ticks. What stays open has no meaning, and is named as a column that is not used. Writes: nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from etl.forms import values
from etl.forms.sheets import Cell
from etl.results import predicates

_MOSTLY = 0.6
_LOOKED_AT = 2_000
"""Rows that are looked at; a sheet has 514, or eleven rounds of them."""
_SEVERAL = 2
ABSENT = "tidak_ikut"
"""A column that is ticked for who did not take part."""
OPEN: Mapping[str, tuple[str, ...]] = {
    "hasil": ("predikat", "skor"),
    "status": ("predikat", "partisipasi"),
    "skor": ("skor", "predikat"),
    "predikat": ("predikat", "skor"),
    "partisipasi": ("partisipasi", "predikat"),
    "catatan": ("catatan", "predikat"),
}
"""Meaning of a heading → what its column may be, the likeliest first. A remark is never left without a meaning."""


@dataclass(frozen=True)
class _Column:
    """The cells of a column that say something."""

    cells: tuple[Cell, ...]
    names: tuple[str, ...]

    def holds(self, meaning: str) -> bool:
        """Whether most cells are what this meaning asks for."""
        found = sum(self._is(meaning, cell) for cell in self.cells)
        return bool(self.cells) and found >= _MOSTLY * len(self.cells)

    def _is(self, meaning: str, cell: Cell) -> bool:
        if meaning == "predikat":
            return isinstance(cell, str) and predicates.of(self.names).resembles(cell)
        if meaning == "skor":
            return values.tried(values.number, cell) is not None
        return values.tried(values.yes_no, cell) is not None


class Headed(Protocol):
    """What is known of columns from their headings (`etl.results.layout.Layout`): place → meaning, place → heading."""

    @property
    def columns(self) -> Mapping[int, str]:
        """The columns with a meaning."""

    @property
    def titles(self) -> Mapping[int, str]:
        """All columns with a heading."""


def settled(rows: Sequence[Sequence[Cell]], headed: Headed, names: tuple[str, ...]) -> Mapping[int, str]:
    """The meanings of columns with what their content decides."""
    columns, titles = headed.columns, headed.titles
    found = dict(columns)
    for place in [place for place, meaning in columns.items() if meaning in OPEN]:
        taken = {meaning for other, meaning in found.items() if other != place}
        meaning = _meaning(columns[place], taken, _Column(_cells(rows, place), names))
        if meaning:
            found[place] = meaning
        else:
            del found[place]
    return dict(sorted((found | _ticks(rows, found, titles, names)).items()))


def _meaning(heading: str, taken: set[str], column: _Column) -> str:
    """One of the meanings that a heading leaves open; "" if its column is something else, or another column is that already."""
    possible = [meaning for meaning in OPEN[heading] if meaning not in taken]
    first = heading if heading in possible else (possible or [""])[0]
    if not column.cells or (heading == first != "catatan" and len(possible) == 1):
        return first
    fitting = [meaning for meaning in possible if meaning != "catatan" and column.holds(meaning)]
    return fitting[0] if fitting else first if heading == first else ""


def _ticks(
    rows: Sequence[Sequence[Cell]], columns: Mapping[int, str], titles: Mapping[int, str], names: tuple[str, ...]
) -> dict[int, str]:
    """Columns headed by predicates, several beside each other, with nothing but ticks below; and one for who took no part."""
    known = predicates.of(names)
    found: dict[int, str] = {}
    absent: dict[int, str] = {}
    for place, title in titles.items():
        # "Predikat" merged above the predicates makes the first of them look like a column of predicates
        if columns.get(place, "predikat") != "predikat" or None in (ticks := [values.ticked(one) for one in _cells(rows, place)]):
            continue
        meant = known.read(title)
        if meant.name and meant.plain and meant.name not in found.values():
            found[place] = meant.name
        elif True in ticks and any(values.says_absent(said) for said in (title, title.partition(" ")[2])):  # "Predikat" above it
            absent = {place: ABSENT}
    if len(found) < _SEVERAL or not any(values.ticked(cell) for place in found for cell in _cells(rows, place)):
        return absent
    return {place: f"predikat:{name}" for place, name in found.items()} | absent


def _cells(rows: Sequence[Sequence[Cell]], place: int) -> tuple[Cell, ...]:
    found = (row[place - 1] for row in rows[:_LOOKED_AT] if place <= len(row))
    return tuple(cell for cell in found if not values.says_nothing(cell) and not values.says_absent(cell))
