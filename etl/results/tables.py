"""Find the tables of a sheet: where their headers are, side by side or one below the other, and forms that are no table at all.

Reads: the cells of a sheet. Decides: header rows (one to three, merged cells spread), the columns and rows of each table. What
headings leave open `etl.results.content` decides; "Kab/Kota" is the kind when its cells are kinds. Writes: nothing.
"""

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from etl.forms.headings import NAMING, TELLING, region_like
from etl.forms.sheets import Cell, Sheet, cell
from etl.forms.values import text
from etl.regions.spelling import kind_said, readings
from etl.results import content, years
from etl.results.layout import Headings, Layout, is_table, read_header

SEARCHED_ROWS = 60
"""Title rows above the first header: real files have up to a dozen."""
HEADER_ROWS = 3
_MOSTLY = 0.6
_TITLES_ABOVE = 3
_LONGEST_HEADING = 200
_FORM_ROWS, _FORM_COLUMNS, _FORM_TITLES = 200, 12, 8
_NAMED = re.compile(r"(?i)(?<![/a-z])(?:kab(?:upaten)?\b\.?|kota) ?[a-z][a-z .'-]{2,60}\Z")
_BEGINS = NAMING | {"nomor"}
"""A second column of these begins a second table beside the first."""


def tables(sheet: Sheet, known: Headings, corrections: Mapping[int, str] | None = None) -> list[Layout]:
    """The tables of a sheet, or its form; none if no header names regions and tells something about them.

    `corrections`: place of a column (from 1) → meaning, or "" to leave it out; they win over what was understood.
    """
    first = _first(sheet, known)
    if first is None:
        form = _form(sheet, known)
        return [] if form is None else [form]
    above = [str(said) for row in sheet.rows[: first.first - 1] for said in row if said is not None]
    found: list[Layout] = []
    for one in _stacked(sheet, known, replace(first, above=tuple(above))):
        found += [_with_kinds(sheet, part) for part in _beside(sheet, one, known)]
    found.sort(key=lambda one: (one.first, one.span or (1, 1)))
    return [_corrected(one, first, corrections) for one in found] if corrections else found


def find(sheet: Sheet, known: Headings, corrections: Mapping[int, str] | None = None) -> Layout | None:
    """The first table of a sheet, or None."""
    return next(iter(tables(sheet, known, corrections)), None)


def _first(sheet: Sheet, known: Headings) -> Layout | None:
    spread = _spread(sheet, 0, SEARCHED_ROWS + HEADER_ROWS)
    best: Layout | None = None
    tells = [any(known.meaning(said) for said in line if said and not said[0].isdigit()) for line in spread]
    for height in range(1, HEADER_ROWS + 1):  # the lowest header wins a tie: titles above it are no part of it
        for first in range(min(len(spread), SEARCHED_ROWS)):
            if any(tells[first : first + height]):
                best = _better(best, _read(sheet, spread[first : first + height], first, known))
    return best


def _better(best: Layout | None, one: Layout) -> Layout | None:
    """That with more columns; of as many, that which also tells the years of columns apart."""

    def rank(layout: Layout) -> tuple[int, bool]:
        return len(layout.columns), len(set(layout.years.values())) > 1

    return one if (best is None or rank(one) > rank(best)) and is_table(one) else best


def _read(sheet: Sheet, lines: Sequence[Sequence[str]], first: int, known: Headings) -> Layout:
    spread = _years_spread(lines)
    return _settled(sheet, read_header(sheet.name, spread, first, known, (1, max(map(len, lines), default=0))), known)


def _years_spread(lines: Sequence[Sequence[str]]) -> list[list[str]]:
    """The lines of a header, with a year that stands alone also above the columns to its right, as if it were merged.

    So also a heading above several years: "Nilai" above 2023 and 2024.
    """
    found = [list(line) for line in lines]
    for line, below in itertools.pairwise(found):
        for place in range(1, min(len(line), len(below))):
            if not line[place] and years.alone(below[place]) and years.alone(below[place - 1]) and not years.alone(line[place - 1]):
                line[place] = line[place - 1]
    for line in found[:-1]:
        alone = [years.alone(said) for said in line]
        for place in range(1, len(line)):
            if not line[place] and alone[place - 1] and sum(alone) > 1:
                line[place], alone[place] = line[place - 1], True
    return found


def _settled(sheet: Sheet, layout: Layout, known: Headings) -> Layout:
    """With what the cells below decide where a heading leaves it open."""
    if not NAMING & set(layout.columns.values()):
        return layout
    return replace(layout, columns=content.settled(sheet.rows[layout.last : layout.until], layout, known.predicates))


def _spread(sheet: Sheet, start: int, count: int) -> list[list[str]]:
    """The texts of some rows, with what a merged area says in each of its cells."""
    rows = [[text(one) for one in row] for row in sheet.rows[start : start + count]]
    for (top, left), (bottom, right) in sheet.merged:
        if not start <= top < start + len(rows) or left >= len(rows[top - start]):
            continue
        for row in rows[top - start : bottom - start + 1]:
            for column in range(left, min(right, len(row) - 1) + 1):
                row[column] = rows[top - start][left]
    return rows


def _stacked(sheet: Sheet, known: Headings, first: Layout) -> Iterator[Layout]:
    """The first table, and those below it whose header is another; the very same header is only noted."""
    current, after = first, first.last
    for row in range(first.last, len(sheet.rows)):
        if row >= after and (year := _year_said(sheet.rows[row])) and not _header_follows(sheet, row, known):
            yield replace(current, until=row)
            current = replace(current, first=row + 1, last=row + 1, above=(year,), repeats=frozenset())
            continue
        if row < after or not _like_a_header(sheet.rows[row], known):
            continue
        lines = _spread(sheet, row, HEADER_ROWS)
        found: Layout | None = None
        for height in range(1, len(lines) + 1):
            found = _better(found, _read(sheet, lines[:height], row, known))
        if found is None:
            continue
        after = found.last
        if found.columns == current.columns and not any(map(years.heads, _just_above(sheet, row))):
            current = replace(current, repeats=current.repeats | set(range(found.first, found.last + 1)))
        elif spans := _apart(current, found):
            lines = lines[: found.last - found.first + 1]
            yield replace(read_header(sheet.name, lines, row, known, spans[1]), span=spans[1])
            current = replace(current, span=spans[0])
        else:
            yield replace(current, until=row)
            current = replace(found, above=tuple(_just_above(sheet, row)))
    yield current


def _year_said(row: Sequence[Cell]) -> str:
    """The year of the rows below, in a row that says nothing else: "TAHUN 2023"."""
    filled = [one for one in row if one is not None]
    return filled[0] if len(filled) == 1 and isinstance(filled[0], str) and years.heads(filled[0]) else ""


def _header_follows(sheet: Sheet, row: int, known: Headings) -> bool:
    return any(_like_a_header(one, known) for one in sheet.rows[row + 1 : row + 1 + _TITLES_ABOVE])


def _apart(one: Layout, other: Layout) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """The columns of two tables of which one stands beside the other and begins further down; None if they share columns."""
    width = max(one.width, other.width)
    if (start := min(other.columns)) > max(one.columns):
        return (1, start - 1), (start, width)
    if (start := min(one.columns)) > max(other.columns):
        return (start, width), (1, start - 1)
    return None


def _like_a_header(row: Sequence[Cell], known: Headings) -> bool:
    """Whether two cells are headings that are known: as many as any table has."""
    said = (one for one in row if isinstance(one, str) and len(one) <= _LONGEST_HEADING)
    return sum(known.meaning(one) is not None for one in said) > 1


def _just_above(sheet: Sheet, row: int) -> Iterator[str]:
    """The lines directly above a header, each of one cell: its titles."""
    for line in sheet.rows[max(0, row - _TITLES_ABOVE) : row]:
        filled = [one for one in line if one is not None]
        if len(filled) == 1:
            yield str(filled[0])


def _beside(sheet: Sheet, whole: Layout, known: Headings) -> list[Layout]:
    """The tables that stand side by side under one header: each names its regions anew."""
    starts = [1]
    seen: set[str] = set()
    for place, meaning in sorted({**whole.columns, **whole.again}.items()):
        if meaning in _BEGINS and meaning in seen:
            starts.append(place)
            seen = set()
        seen.add(meaning)
    if len(starts) == 1:
        return [whole]
    lines = _years_spread(_spread(sheet, whole.first - 1, whole.last - whole.first + 1))
    ends = [start - 1 for start in starts[1:]] + [whole.width]
    parts = [
        replace(
            _settled(sheet, read_header(sheet.name, lines, whole.first - 1, known, (start, end)), known),
            above=_above(sheet, whole, start, end),
            until=whole.until,
            repeats=whole.repeats,
            width=whole.width,
            span=(start, end),
        )
        for start, end in zip(starts, ends, strict=True)
    ]
    return parts if all(map(is_table, parts)) else [whole]


def _above(sheet: Sheet, whole: Layout, start: int, end: int) -> tuple[str, ...]:
    """Of the titles of tables side by side those that stand above one of them, or alone in their row."""
    said = []
    for row in sheet.rows[: whole.first - 1] if whole.above else ():
        filled = [(place, str(one)) for place, one in enumerate(row, start=1) if one is not None and str(one) in whole.above]
        said += [one for place, one in filled if len(filled) == 1 or start <= place <= end]
    return tuple(said)


def _with_kinds(sheet: Sheet, layout: Layout) -> Layout:
    """What only the cells below tell: a column of kinds beside that of names, whatever its heading."""
    columns, named = dict(layout.columns), layout.column("kabkota")
    others = [place for place in layout.titles if place not in columns]
    if named is not None and layout.column("jenis") is None:
        kinds = next((place for place in (named, *others) if _holds_kinds(sheet, layout, place)), None)
        name = next((place for place in others if layout.again.get(place) == "kabkota"), None)
        if kinds == named and name is not None:
            columns |= {named: "jenis", name: "kabkota"}
        elif kinds is not None and kinds != named:
            columns[kinds] = "jenis"
    again = {place: meaning for place, meaning in layout.again.items() if place not in columns}
    return replace(layout, columns=dict(sorted(columns.items())), again=again)


def _holds_kinds(sheet: Sheet, layout: Layout, place: int) -> bool:
    cells = _below(sheet, layout, place)
    return bool(cells) and sum(kind_said(one[:_LONGEST_HEADING]) is not None for one in cells) >= _MOSTLY * len(cells)


def _below(sheet: Sheet, layout: Layout, place: int) -> list[str]:
    cells = (cell(row, place) for row in sheet.rows[layout.last : layout.until])
    return [str(one) for one in cells if one is not None]


def _corrected(layout: Layout, first: Layout, corrections: Mapping[int, str]) -> Layout:
    """With what was said by hand of the columns that are titled as in the first header."""
    low, high = layout.span or (1, layout.width)
    said = {
        place: meaning
        for place, meaning in corrections.items()
        if low <= place <= high and first.titles.get(place) == layout.titles.get(place)
    }
    others = {place: meaning for place, meaning in layout.columns.items() if meaning not in said.values()}
    columns = {place: meaning for place, meaning in {**others, **said}.items() if meaning}
    years = {place: year for place, year in layout.years.items() if place not in said}  # whoever says the meaning has seen the year
    return replace(layout, columns=dict(sorted(columns.items())), years=years)


def tells(sheet: Sheet, known: Headings) -> bool:
    """Whether a sheet that is no table says what a form about a region says."""
    labels = (title for row in sheet.rows[:_FORM_ROWS] for title, _ in _labels(row[:_FORM_COLUMNS]))
    return any(known.meaning(title) in TELLING for title in labels)


def _form(sheet: Sheet, known: Headings) -> Layout | None:
    """A sheet about one region: what a cell is called, and beside it what it says; the sheet's name may be the region's."""
    columns: dict[int, str] = {}
    titles: dict[int, str] = {}
    spots: dict[int, tuple[int, int]] = {}
    for number, row in enumerate(sheet.rows[:_FORM_ROWS], start=1):
        if sum(isinstance(one, str) and region_like(one) for one in row) > 1:
            return None  # regions side by side: a table turned round, of which a form would be the first
        for title, column in _labels(row[:_FORM_COLUMNS]):
            meaning = known.meaning(title)
            if meaning and meaning not in columns.values():
                place = len(columns) + 1
                columns[place], titles[place], spots[place] = meaning, title, (number, column)
                break
    said = [cell(sheet.rows[number - 1], column) for number, column in spots.values()]
    form = Layout(sheet.name, 1, 0, columns, titles, width=len(columns), upright=spots)
    form = replace(form, columns=content.settled([said], form, known.predicates))
    meanings = set(form.columns.values())
    if not meanings & TELLING:
        return None
    if meanings & NAMING or any(reading.kind for reading in readings(sheet.name)):
        return form
    named = next((title[found.start() :] for title in _titles(sheet) if (found := _NAMED.search(title))), None)
    return None if named is None else replace(form, above=(named,))


def _titles(sheet: Sheet) -> Iterator[str]:
    """Lines of one cell at the top of a form: "HASIL PENILAIAN KABUPATEN SOLOK"."""
    for row in sheet.rows[:_FORM_TITLES]:
        filled = [one for one in row if one is not None]
        if len(filled) == 1 and isinstance(filled[0], str) and len(filled[0]) <= _LONGEST_HEADING:
            yield filled[0]


def _labels(row: Sequence[Cell]) -> Iterator[tuple[str, int]]:
    """Texts of a row, each with the column of the cell that follows; a colon in between says nothing."""
    filled = [(place, one) for place, one in enumerate(row, start=1) if one is not None and str(one).strip(" :")]
    for (_, title), (column, _said) in itertools.pairwise(filled):
        if isinstance(title, str) and len(title) <= _LONGEST_HEADING:
            yield title.rstrip(" :"), column
