"""Find the table in a sheet: where its header is, and what each column means.

Reads: the cells of a sheet, the known headings (`nama_kolom.csv`) and the criteria of the year's rule (`kriteria.csv`).
Decides: header rows (one to three, merged cells spread), meaning of each column. Only headings that are known count; a column
called "Ket." is the predicate only
when its cells are predicates (`etl.results.content`). What was decided is shown and can be corrected by hand.
Writes: nothing.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from etl.results import content
from etl.results.sheets import Cell, Sheet, column_letters
from etl.spelling import bare_heading, heading, words_of

SEARCHED_ROWS = 60
"""Title rows above a header: real files have up to a dozen."""
HEADER_ROWS = 3
NAMING = frozenset({"kode", "kabkota"})
TELLING = frozenset({"predikat", "skor", "skor_murni", "skor_total", "partisipasi", "rekomendasi"})
_SEVERAL, _LONGEST = 3, 40
_CODE, _NAMED = re.compile(r"\s*[1-9][0-9]\.[0-9]{2}\s*"), re.compile(r"(?i)\s*(kab|kota)\b[. a-z]+$")


@dataclass(frozen=True)
class Headings:
    """What headings mean: `plain` by words, criteria and their order by words, names of predicates."""

    plain: Mapping[str, str]
    criteria: Mapping[str, int]
    predicates: tuple[str, ...]
    seen: dict[str, str | None] = field(default_factory=dict, compare=False, repr=False)
    """Answers given: the same few headings are asked about again and again while the header is looked for."""

    def meaning(self, text: str) -> str | None:
        """The meaning of a heading: a name of `nama_kolom.csv`, "kriteria:3", "indikator:3.12", or None."""
        if text not in self.seen:
            self.seen[text] = self._meaning(text)
        return self.seen[text]

    def _meaning(self, text: str) -> str | None:
        joined = heading(text)
        if meaning := self.plain.get(joined) or self.plain.get(bare_heading(text)):
            return meaning
        if joined in self.criteria:
            return f"kriteria:{self.criteria[joined]}"
        if found := re.fullmatch(r"(?:kriteria|k) ?([0-9]{1,2})", joined):
            return f"kriteria:{int(found[1])}" if int(found[1]) in self.criteria.values() else None
        if found := re.fullmatch(r"(?:indikator|ind|i) ?([0-9]{1,2}) ([0-9]{1,3})", joined):
            return f"indikator:{int(found[1])}.{int(found[2])}" if int(found[1]) in self.criteria.values() else None
        return None


def headings(
    columns: Iterable[Mapping[str, object]], criteria: Iterable[Mapping[str, object]], predicates: Iterable[str], rule: str
) -> Headings:
    """From rows of `nama_kolom.csv` (arti, tulisan) and `kriteria.csv` (peraturan, urutan, kriteria) for the rule of the year."""
    plain = {heading(str(row["tulisan"])): str(row["arti"]) for row in columns}
    known: dict[str, int] = {}
    for row in criteria:
        if row["peraturan"] == rule:
            words = words_of(str(row["kriteria"]))
            order = int(str(row["urutan"]))
            known[" ".join(words)] = order
            # "Hak atas kesehatan" is headed "Kesehatan" as often
            known.setdefault(" ".join(word for word in words if word not in ("hak", "atas")), order)
    return Headings(plain, known, tuple(predicates))


@dataclass(frozen=True)
class Layout:
    """A table in a sheet: header rows (`first` to `last`, from 1), `columns` (place from 1 → meaning), `titles` as written."""

    sheet: str
    first: int
    last: int
    columns: Mapping[int, str]
    titles: Mapping[int, str]
    above: tuple[str, ...] = ()
    width: int = 0
    """How many cells the header has: a row of a CSV file with more of them is out of step."""

    def column(self, meaning: str) -> int | None:
        """Place of the column with this meaning, or None."""
        return self.places.get(meaning)

    @cached_property
    def places(self) -> Mapping[str, int]:
        """Meaning → place of its column."""
        return {meaning: place for place, meaning in self.columns.items()}

    @cached_property
    def criteria(self) -> Mapping[int, int]:
        """Criterion → place of the column with its scores."""
        return {int(said[9:]): place for said, place in self.places.items() if said.startswith("kriteria:")}

    @cached_property
    def indicators(self) -> Mapping[tuple[int, int], int]:
        """Criterion and indicator → place of the column with its scores."""
        found = (said.removeprefix("indikator:").split(".") for said in self.places if said.startswith("indikator:"))
        return {(int(order), int(number)): self.places[f"indikator:{order}.{number}"] for order, number in found}

    @cached_property
    def used_titles(self) -> frozenset[str]:
        """The titles of the columns that are understood."""
        return frozenset(title for place, title in self.titles.items() if place in self.columns)

    @cached_property
    def ticks(self) -> Mapping[str, int]:
        """Predicate → place of the column in which it is ticked."""
        return {said[9:]: place for said, place in self.places.items() if said.startswith("predikat:")}

    @property
    def detailed(self) -> bool:
        """Whether it holds scores per criterion or indicator."""
        return bool(self.criteria or self.indicators)

    def sentences(self) -> list[str]:
        """What was understood, for whoever loads the file."""
        rows = f"baris {self.first}" if self.first == self.last else f"baris {self.first}–{self.last}"
        lines = [f"lembar “{self.sheet}”: judul kolom pada {rows}"]
        for place, title in self.titles.items():
            lines.append(f"  kolom {column_letters(place)} “{title}”: {self.columns.get(place, 'tidak dipakai')}")
        return lines


def find(sheet: Sheet, known: Headings, corrections: Mapping[int, str] | None = None) -> Layout | None:
    """The table of a sheet, or None if it has none: no header that names regions and tells something about them.

    `corrections`: place of a column (from 1) → meaning, or "" to leave it out; they win over what was understood.
    """
    spread = _spread(sheet)
    best: Layout | None = None
    tells = [any(known.meaning(said) for said in line if said and not said[0].isdigit()) for line in spread]
    for height in range(1, HEADER_ROWS + 1):  # the lowest header wins a tie: titles above it are no part of it
        for first in range(min(len(spread), SEARCHED_ROWS)):
            if not any(tells[first : first + height]):
                continue
            layout = _read(sheet, spread[first : first + height], first, known)
            layout = replace(layout, columns=content.settled(sheet.rows[layout.last :], layout, known.predicates))
            if len(layout.columns) > (len(best.columns) if best else 0) and _is_table(layout):
                best = layout
    if best is None:
        return None
    if corrections:
        others = {place: meaning for place, meaning in best.columns.items() if meaning not in corrections.values()}
        columns = {place: meaning for place, meaning in {**others, **corrections}.items() if meaning}
        best = replace(best, columns=dict(sorted(columns.items())))
    above = [str(cell) for row in sheet.rows[: best.first - 1] for cell in row if cell is not None]
    return replace(best, above=tuple(above))


def unused(sheet: Sheet, layout: Layout) -> Iterator[tuple[int, str]]:
    """Place and title of columns that hold something below their title and have no meaning."""
    for place, title in layout.titles.items():
        if place not in layout.columns and any(cell(row, place) is not None for row in sheet.rows[layout.last :]):
            yield place, title


def names_regions(sheet: Sheet) -> bool:
    """Whether several rows of a sheet have the code of a region, or a name with its kind: a table whose header is not known."""
    rows = (any(isinstance(said, str) and _region_like(said) for said in row) for row in sheet.rows)
    return sum(rows) >= _SEVERAL


def _region_like(said: str) -> bool:
    return bool(_CODE.fullmatch(said) or (len(said) <= _LONGEST and _NAMED.match(said)))


def _is_table(layout: Layout) -> bool:
    meanings = set(layout.columns.values())
    told = bool(meanings & TELLING) or layout.detailed or bool(layout.ticks) or "catatan" in meanings
    return bool(meanings & NAMING) and told


def _spread(sheet: Sheet) -> list[list[str]]:
    """The texts of the upper rows, with what a merged area says in each of its cells."""
    rows = [["" if cell is None else str(cell).strip() for cell in row] for row in sheet.rows[: SEARCHED_ROWS + HEADER_ROWS]]
    for (top, left), (bottom, right) in sheet.merged:
        for row in range(top, min(bottom, len(rows) - 1) + 1):
            for column in range(left, min(right, len(rows[row]) - 1) + 1):
                if column < len(rows[top]):
                    rows[row][column] = rows[top][left]
    return rows


def _read(sheet: Sheet, lines: Sequence[Sequence[str]], first: int, known: Headings) -> Layout:
    titles: dict[int, str] = {}
    columns: dict[int, str] = {}
    width = max((len(line) for line in lines), default=0)
    for place in range(1, width + 1):
        parts = list(dict.fromkeys(line[place - 1] for line in lines if place <= len(line) and line[place - 1]))
        if not parts:
            continue
        titles[place] = " ".join(parts)
        # of "Nilai" above "Murni" both together are known, of "Hasil" above "Predikat" the lower one is
        meaning = known.meaning(titles[place]) or known.meaning(parts[-1])
        if meaning and meaning not in columns.values():
            columns[place] = meaning
    return Layout(sheet.name, first + 1, first + len(lines), columns, titles, width=width)


def cell(row: Sequence[Cell], place: int | None) -> Cell:
    """The cell of a row at a column's place (from 1); None where there is no such column."""
    return row[place - 1] if place is not None and place <= len(row) else None
