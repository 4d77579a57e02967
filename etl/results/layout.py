"""What the headings of a table mean.

Reads: the texts of a header, the known headings (`nama_kolom.csv`) and the criteria of the year's rule (`kriteria.csv`).
Decides: the meaning of each column, and of two columns with one meaning which belongs to the year; only headings that are known
count. `etl.results.tables` finds the headers. What was decided is shown and can be corrected by hand. Writes: nothing.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from etl.forms.headings import NAMING, SEVERAL, TELLING, region_like
from etl.forms.looks import column_letters
from etl.forms.sheets import Sheet, cell
from etl.regions.spelling import bare_heading, heading, words_of
from etl.results import years


@dataclass(frozen=True)
class Headings:
    """What headings mean: `plain` by words, criteria and their order by words, names of predicates."""

    plain: Mapping[str, str]
    criteria: Mapping[str, int]
    predicates: tuple[str, ...]
    year: int | None = None
    """The round: of columns about several years its own is taken."""
    seen: dict[str, str | None] = field(default_factory=dict, compare=False, repr=False)
    """Answers given: the same few headings are asked about again and again while the header is looked for."""

    def meaning(self, text: str) -> str | None:
        """The meaning of a heading: a name of `nama_kolom.csv`, "kriteria:3", "indikator:3.12", or None."""
        if text not in self.seen:
            self.seen[text] = self._meaning(text)
        return self.seen[text]

    def _meaning(self, text: str) -> str | None:
        if len(text) > years.LONGEST:
            return None
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
    columns: Iterable[Mapping[str, object]],
    criteria: Iterable[Mapping[str, object]],
    predicates: Iterable[str],
    rule: str,
    year: int | None = None,
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
    return Headings(plain, known, tuple(predicates), year)


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
    years: Mapping[int, int] = field(default_factory=dict)
    """Place → year of columns whose heading names one."""
    again: Mapping[int, str] = field(default_factory=dict)
    """Columns that were not taken since another has their meaning."""
    span: tuple[int, int] | None = None
    """The first and last column, where another table stands beside this one."""
    until: int | None = None
    """The last row, where another header follows."""
    repeats: frozenset[int] = frozenset()
    """Rows below that hold this very header once more."""
    upright: Mapping[int, tuple[int, int]] | None = None
    """Of a form, with what is called so in the next cell: place → row and column of what it says."""

    @property
    def label(self) -> str:
        """The sheet, with the first column of a table that stands beside another."""
        return f"{self.sheet}!{column_letters(self.span[0])}" if self.span and self.span[0] > 1 else self.sheet

    def column(self, meaning: str) -> int | None:
        """Place of the column with this meaning, or None."""
        return self.places.get(meaning)

    @cached_property
    def places(self) -> Mapping[str, int]:
        """Meaning → place of its column."""
        return {meaning: place for place, meaning in self.columns.items()}

    @property
    def naming(self) -> int:
        """The column that names the region: where a finding about a whole row stands."""
        return self.column("kabkota") or next((place for place, meaning in self.columns.items() if meaning in NAMING), 1)

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
        if self.upright is not None:
            lines = [f"lembar “{self.sheet}”: isian satu wilayah"]
            for place, title in self.titles.items():
                row, column = self.upright[place]
                lines.append(f"  sel {column_letters(column)}{row} “{title}”: {self.columns[place]}")
            return lines
        rows = f"baris {self.first}" if self.first == self.last else f"baris {self.first}–{self.last}"
        lines = [f"lembar “{self.sheet}”: judul kolom pada {rows}"]
        for place, title in self.titles.items():
            lines.append(f"  kolom {column_letters(place)} “{title}”: {self.columns.get(place, 'tidak dipakai')}")
        return lines


def unused(sheet: Sheet, layout: Layout) -> Iterator[tuple[int, str]]:
    """Place and title of columns that hold something below their title and have no meaning."""
    for place, title in layout.titles.items():
        left = place not in layout.columns and not (place in layout.again and place in layout.years)
        if left and any(cell(row, place) is not None for row in sheet.rows[layout.last : layout.until]):
            yield place, title


def untitled(sheet: Sheet, layouts: Sequence[Layout]) -> list[int]:
    """Columns of a sheet that name regions and have no title in any of its tables: one that begins further down."""
    titled = {place for one in layouts for place in one.titles}
    counts = Counter(
        place
        for row in sheet.rows[min(one.first for one in layouts) :]
        for place, said in enumerate(row, start=1)
        if place not in titled and isinstance(said, str) and region_like(said)
    )
    return sorted(place for place, count in counts.items() if count >= SEVERAL)


def is_table(layout: Layout) -> bool:
    """Whether the columns name regions and tell something about them."""
    meanings = set(layout.columns.values())
    told = bool(meanings & TELLING) or layout.detailed or bool(layout.ticks) or "catatan" in meanings
    return bool(meanings & NAMING) and told


def read_header(name: str, lines: Sequence[Sequence[str]], first: int, known: Headings, span: tuple[int, int]) -> Layout:
    """What the lines of a header mean in the columns of a span; `first` is the row above the first of them."""
    titles: dict[int, str] = {}
    dated: dict[int, int] = {}
    meant: dict[str, list[int]] = {}
    for place in range(span[0], span[1] + 1):
        parts = list(dict.fromkeys(line[place - 1] for line in lines if place <= len(line) and line[place - 1]))
        if not parts:
            continue
        titles[place] = " ".join(parts)
        meaning, year = _meaning(known, titles[place], parts[-1])
        if year is not None:
            dated[place] = year
        if meaning:
            meant.setdefault(meaning, []).append(place)
    taken = ((meaning, _of_the_year(places, dated, known.year)) for meaning, places in meant.items())
    columns = {place: meaning for meaning, place in taken if place is not None}
    again = {place: meaning for meaning, places in meant.items() for place in places if place not in columns}
    return Layout(
        name, first + 1, first + len(lines), dict(sorted(columns.items())), titles, width=span[1], years=dated, again=again
    )


def _meaning(known: Headings, whole: str, lowest: str) -> tuple[str | None, int | None]:
    """Of "Nilai" above "Murni" both together are known, of "Hasil" above "Predikat" the lower one; and the year that is named."""
    undated, said = years.without(whole)
    meaning = known.meaning(whole) or known.meaning(lowest) or known.meaning(undated) or known.meaning(years.without(lowest)[0])
    return meaning, next(iter(said)) if len(said) == 1 else None


def _of_the_year(places: Sequence[int], dated: Mapping[int, int], year: int | None) -> int | None:
    """Of columns with one meaning that of the round, else the first that names no year; of several other years none."""
    if year is None:
        return places[0]
    of_it = [place for place in places if dated.get(place) == year]
    undated = [place for place in places if place not in dated]
    others = places if len({dated.get(place) for place in places}) == 1 else []
    return next(iter((*of_it, *undated, *others)), None)
