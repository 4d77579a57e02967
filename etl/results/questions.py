"""What only the operator can decide about a file: hidden and struck-through content, years that are not the round's.

Reads: the tables found in a file, and the answers given. Decides: what an answer leaves out; as long as a question has no answer
nothing of the file may be loaded. Writes: nothing.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from etl.forms.ask import LEAVE_OUT, Answers, ask, hidden_columns, hidden_rows
from etl.forms.findings import Finding
from etl.forms.headings import TELLING
from etl.forms.looks import column_letters
from etl.forms.sheets import Sheet, cell
from etl.results import layout, years
from etl.results.layout import Layout
from etl.results.rows import Passed, Written


def untitled(sheet: Sheet, layouts: Sequence[Layout], answers: Answers) -> Iterator[Finding]:
    """The question about columns that name regions outside of every table of the sheet."""
    if layouts[0].upright is None and (places := layout.untitled(sheet, layouts)):
        said = ", ".join(map(column_letters, places))
        yield ask("kolom-tanpa-judul", answers, sheet.name, layouts[0].last, places[0], daftar=said)


def seen_columns(sheet: Sheet, table: Layout, answers: Answers) -> tuple[Layout, list[Finding]]:
    """A table without its hidden columns if so answered, and the question."""
    if table.upright is not None:
        return _seen_spots(sheet, table, table.upright, answers)
    left, asked = hidden_columns(sheet, table.columns, table.last, answers)
    return replace(table, columns={place: said for place, said in table.columns.items() if place not in left}), asked


def _seen_spots(
    sheet: Sheet, table: Layout, spots: Mapping[int, tuple[int, int]], answers: Answers
) -> tuple[Layout, list[Finding]]:
    """The same of a form, whose answers stand anywhere."""
    hidden = [place for place in table.columns if sheet.looks.hides(spots[place][1]) or spots[place][0] in sheet.looks.hidden_rows]
    if not hidden:
        return table, []
    said = ", ".join(f"{column_letters(spots[place][1])}{spots[place][0]} “{table.titles[place]}”" for place in hidden)
    asked = ask("kolom-tersembunyi", answers, sheet.name, *spots[hidden[0]], daftar=said)
    left = hidden if asked.answer == LEAVE_OUT else []
    return replace(table, columns={place: said for place, said in table.columns.items() if place not in left}), [asked]


def twins(sheet: Sheet, table: Layout, answers: Answers) -> Iterator[Finding]:
    """The question about a second column of results with the same meaning, of the same year, that says something else."""
    for place, meaning in table.again.items():
        first = table.column(meaning)
        if meaning not in TELLING or first is None or place in table.columns or table.years.get(place) != table.years.get(first):
            continue
        pairs = [(cell(row, first), cell(row, place)) for row in sheet.rows[table.last : table.until]]
        if any(None not in pair and pair[0] != pair[1] for pair in pairs):
            said = {"judul": table.titles[place], "kolom": column_letters(place), "pertama": column_letters(first), "arti": meaning}
            yield ask("kolom-kembar", answers, sheet.name, table.last, place, **said)


def seen_rows(sheet: Sheet, written: Sequence[Written], answers: Answers) -> tuple[list[Written], list[Passed], list[Finding]]:
    """The rows of a table without those that were answered to be left out, these, and the questions."""
    left, asked = hidden_rows(sheet, {one.row for one in written}, answers)
    passed = [Passed(one.sheet, one.row, one.content, left[one.row]) for one in written if one.row in left]
    return [one for one in written if one.row not in left], passed, asked


@dataclass(frozen=True)
class Round:
    """The year of the award, and that of the performance it rests on, which titles and decrees often name instead."""

    year: int
    performance: int | None


Found = tuple[int, Sheet, Layout]
"""Place of the sheet in the file, the sheet, and a table in it."""


def of_the_year(found: Sequence[Found], of: Round, answers: Answers) -> tuple[list[Found], list[Finding]]:
    """The tables without those of sheets about other years if any is about this one; and what is to be said or asked."""
    titled = [_years_of(sheet, table) for _, sheet, table in found]
    others = [bool(said) and of.year not in said for said in titled]
    told: list[Finding] = []
    if any(of.year in said for said in titled):
        kept = {place for (place, _, _), other in zip(found, others, strict=True) if not other}
        for (place, sheet, table), said, other in zip(found, titled, others, strict=True):
            if other:
                about = {"lembar": sheet.name, "nilai": _shown(said), "tahun": of.year}
                code, row = ("tabel-tahun-lain", table.first) if place in kept else ("lembar-tahun-lain", None)
                told.append(Finding(code, sheet.name, row, values=about))
        found = [one for one, other in zip(found, others, strict=True) if not other]
    else:
        dated = zip(found, others, strict=True)
        told += [one for (_, sheet, table), other in dated if other for one in _title(sheet, table, of, answers)]
    for _, sheet, table in found:
        told += _columns(sheet, table, of, answers)
    return list(found), list(dict.fromkeys(told))


def _years_of(sheet: Sheet, table: Layout) -> frozenset[int]:
    """Of the titles of a table, the one year of all its columns, or the name of its sheet: what stands nearest."""
    titles, columns = years.said(table.above), {table.years.get(place) for place in table.columns}
    return titles or frozenset(year for year in columns if year and len(columns) == 1) or years.said((sheet.name,))


def year_column(written: Sequence[Written], of: Round, answers: Answers) -> Finding | None:
    """The question whether a column that names only the year of performance is about this round; None if it does not."""
    said = [(one, one.text("tahun")) for one in written if "tahun" in one.layout.places]
    named = {year for _, year in said}
    if str(of.year) in named or of.performance is None or str(of.performance) not in named:
        return None
    first = next(one for one, year in said if year == str(of.performance))
    title = first.layout.titles.get(first.layout.places["tahun"], "")
    return _asked({of.performance}, title, of, answers, first.sheet, *first.spot(first.layout.places["tahun"]))


def _title(sheet: Sheet, table: Layout, of: Round, answers: Answers) -> Iterator[Finding]:
    for said in (*table.above, sheet.name):
        if found := years.said((said,)):
            yield _asked(found, said, of, answers, sheet.name)
            return


def _columns(sheet: Sheet, table: Layout, of: Round, answers: Answers) -> Iterator[Finding]:
    for place, year in table.years.items():
        if year == of.year:
            continue
        title = table.titles[place]
        if place in table.columns:
            yield _asked({year}, title, of, answers, sheet.name, table.last, place)
        elif place in table.again:
            yield Finding("kolom-tahun-lain", sheet.name, table.last, place, {"judul": title, "nilai": year, "tahun": of.year})


def _asked(
    said: Collection[int], tempat: str, of: Round, answers: Answers, sheet: str, row: int | None = None, column: int | None = None
) -> Finding:
    code = "tahun-capaian" if of.performance in said else "tahun-lain"
    year = of.performance if of.performance in said else _shown(said)
    return ask(code, answers, sheet, row, column, tempat=f"“{tempat[:120]}”", nilai=year, tahun=of.year)


def _shown(said: Collection[int]) -> str:
    return ", ".join(map(str, sorted(said)))
