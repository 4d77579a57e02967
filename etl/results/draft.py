"""From a file to a draft: every step in its order, with all that was understood and all that was found.

Reads: one file, the reference tables. Decides: nothing itself; it calls `sheets`, `tables`, `rows`, `questions`, `judge`, `checks`.
Writes: nothing; `etl.results.store` keeps a draft.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial
from pathlib import Path

from etl.base.errors import UserError
from etl.forms import ask, privacy
from etl.forms.ask import Answers
from etl.forms.confined import Progress, silent
from etl.forms.findings import Finding, RefusedRow
from etl.forms.headings import names_regions
from etl.forms.regions import make_recogniser
from etl.forms.sheets import Book, check_rows, open_book
from etl.inputs.reference import ReferenceData
from etl.regions.recognise import How, Recogniser, Recognition
from etl.results import checks, layout, questions, whole
from etl.results import tables as found_tables
from etl.results.judge import Judged, Year, judge
from etl.results.layout import Headings, Layout
from etl.results.predicates import Predicates
from etl.results.questions import Found, Round
from etl.results.result import ResultRow
from etl.results.rows import RESULT_WITHOUT_NAME, Passed, Written, table_rows
from etl.results.rulebook import performance_year, rule_of
from etl.results.rules import Rule
from etl.results.whole import Whole

Corrections = Mapping[str, Mapping[int, str]]
"""Sheet → place of a column (from 1) → meaning, or "" to leave the column out."""


@dataclass(frozen=True)
class Draft:
    """A file as understood. Rows read = kept or put together + refused + passed over; nothing is lost."""

    year: int
    rule: Rule
    book: Book
    layouts: tuple[Layout, ...]
    rows: tuple[ResultRow, ...]
    refused: tuple[RefusedRow, ...]
    passed: tuple[Passed, ...]
    findings: tuple[Finding, ...]
    recognised: Mapping[tuple[str, int], tuple[str, str]] = field(default_factory=dict)
    """(sheet, row) → (region's name, how it was recognised)."""

    @property
    def naming(self) -> Mapping[str, int]:
        """Sheet → the column that names the region."""
        return {one.sheet: one.naming for one in self.layouts}

    @property
    def questions(self) -> tuple[Finding, ...]:
        """What must be answered before anything of the file may be loaded."""
        return ask.open_questions(self.findings)

    def sentences(self) -> list[str]:
        """What was understood, before anything is loaded."""
        lines = [
            f"Berkas {self.book.name} ({self.book.size / 1000:.0f} KB), hasil tahun {self.year}, {self.rule.name}",
            *self.book.notes,
        ]
        for one in self.layouts:
            lines += one.sentences()
        read = {one.sheet for one in self.layouts}
        without = [sheet.name for sheet in self.book.sheets if sheet.rows and sheet.name not in read]
        if without:
            lines.append(f"tanpa tabel hasil, jadi tidak dibaca: lembar {', '.join(without)}")
        ways = Counter(how for _, how in self.recognised.values())
        lines.append("wilayah dikenali lewat " + (", ".join(f"{how} {count}" for how, count in sorted(ways.items())) or "—"))
        kinds = Counter(passed.taken_for for passed in self.passed)
        lines += [f"{count} baris dilewati: {kind}" for kind, count in kinds.items()]
        return lines


def read_draft(
    path: Path,
    year: int,
    tables: ReferenceData,
    corrections: Corrections | None = None,
    answers: Answers | None = None,
    *,
    progress: Progress = silent,
) -> Draft:
    """Read a result file of a year. Raises `UserError` for a file that cannot be read, or holds no table of results.

    What nobody vouches for is read by `etl.forms.confined.run`, as `etl.build.life.understand` does.
    """
    rule = rule_of(tables, year)
    progress("membuka berkas")
    book, private = privacy.hidden(open_book(path))
    progress("mencari tabel hasil")
    headings = layout.headings(tables.rows("nama_kolom"), tables.rows("kriteria"), rule.predicates, rule.name, year)
    found = _layouts(book, headings, corrections or {})
    check_rows(book, [(sheet, one.last) for _, sheet, one in found])
    progress("mengenali wilayah")
    recogniser = make_recogniser(tables)
    seen = _Seen(answers or {}, Round(year, performance_year(tables, year)), recogniser.is_province, Predicates(rule.predicates))
    seen.read(book, found)
    names = {code: region.name for code, region in recogniser.regions.items()}
    allowed = Year(rule, _predicates(tables), _not_formed(tables, year), seen.also)
    said = _columns(seen, recogniser, rule, corrections or {})
    judged = _judged(seen, said, recogniser, allowed, _uncalculated(book))
    taken, doubled, findings = checks.once_each([one.result for one in judged if one.result], names)
    progress("memeriksa nilai")
    findings = [
        *private,
        *seen.findings,
        *_left_out(book, seen.found, headings),
        *(finding for one in said.values() for finding in one.findings),
        *(finding for one in judged for finding in one.findings),
        *findings,
    ]
    for row in taken:
        findings += checks.against_rule(row, rule)
    findings += checks.empty_rows(taken, names)
    findings += checks.missing(taken, {code: name for code, name in names.items() if code not in allowed.not_formed})
    return Draft(
        year=year,
        rule=rule,
        book=book,
        layouts=tuple(one for _, _, one in seen.found),
        rows=tuple(sorted(taken, key=lambda row: row.code)),
        refused=tuple(_refused(judged, doubled)),
        passed=tuple(seen.passed),
        findings=tuple(findings),
        recognised={
            (one.written.layout.label, one.written.row): (one.recognition.region.name, str(one.recognition.how))
            for one in judged
            if one.recognition.region
        },
    )


@dataclass
class _Seen:
    """What a person sees of the tables of a file, as far as the questions about it are answered."""

    answers: Answers
    of: Round
    is_province: Callable[[str], bool]
    predicates: Predicates
    found: list[Found] = field(default_factory=list)
    written: list[tuple[int, Written]] = field(default_factory=list)
    passed: list[Passed] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    also: int | None = None
    """The year of performance, where the column of years names it in place of the round's."""

    def read(self, book: Book, found: Sequence[Found]) -> None:
        self.findings += ask.hidden_sheets(book)
        kept, told = questions.of_the_year(found, self.of, self.answers)
        self.findings += told
        for place, sheet, one in kept:
            shown, asked = questions.seen_columns(sheet, one, self.answers)
            written, others = table_rows(sheet, shown, self.is_province, self.predicates)
            rows, left, more = questions.seen_rows(sheet, written, self.answers)
            self.found.append((place, sheet, shown))
            self.written += [(place, row) for row in rows]
            self.passed += [*others, *left]
            nameless = [one for one in others if one.taken_for == RESULT_WITHOUT_NAME]
            self.findings += [Finding("hasil-tanpa-nama", one.sheet, one.row, None, {"isi": one.content}) for one in nameless]
            self.findings += [*asked, *more, *questions.twins(sheet, shown, self.answers), *checks.percentages(sheet, shown)]
        for sheet in dict.fromkeys(sheet for _, sheet, _ in self.found):
            tables = [one for _, other, one in self.found if other is sheet]
            self.findings += questions.untitled(sheet, tables, self.answers)
        if asked_year := questions.year_column([row for _, row in self.written], self.of, self.answers):
            self.findings.append(asked_year)
            self.also = self.of.performance


def _columns(seen: _Seen, recogniser: Recogniser, rule: Rule, corrections: Corrections) -> Mapping[int, Whole]:
    """What the columns of each table say as a whole, by the identity of its layout."""
    rows: dict[int, list[Written]] = defaultdict(list)
    for _, one in seen.written:
        rows[id(one.layout)].append(one)
    return {
        id(one): whole.of(rows[id(one)], one, recogniser, rule, corrections.get(sheet.name, ())) for _, sheet, one in seen.found
    }


def _judged(
    seen: _Seen,
    said: Mapping[int, Whole],
    recogniser: Recogniser,
    allowed: Year,
    uncalculated: Mapping[tuple[int, int], Sequence[int]],
) -> list[Judged]:
    """Every row that was read, judged. `said`: as `_columns` gives it; `uncalculated`: as the function of that name."""

    @cache  # a region stands in the sheet of results and in that of details
    def recognise(name: str, code: str, province: str, codes: How | None) -> Recognition:
        return recogniser.recognise(name, code=code, province=province, codes=codes)

    found = []
    for place, row in seen.written:
        columns = said[id(row.layout)]
        by_name = partial(recognise, codes=columns.codes)
        found.append(judge(row, by_name, allowed, uncalculated.get((place, row.row), ()), columns))
    return found


def sheet_names(path: Path, *, progress: Progress = silent) -> list[str]:
    """The names of the sheets of a file, as `read_draft` reads it."""
    progress("membuka berkas")
    return [sheet.name for sheet in open_book(path).sheets]


def _predicates(tables: ReferenceData) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(row["predikat"]) for row in tables.rows("regulasi")))


def _not_formed(tables: ReferenceData, year: int) -> frozenset[str]:
    return frozenset(
        str(row["kode"]) for row in tables.rows("wilayah") if isinstance(since := row["sejak_tahun"], int) and since > year
    )


def _layouts(book: Book, headings: Headings, corrections: Corrections) -> list[Found]:
    found = [
        (place, sheet, one)
        for place, sheet in enumerate(book.sheets, start=1)
        for one in found_tables.tables(sheet, headings, corrections.get(sheet.name))
    ]
    if not found:
        hidden = [f"lembar “{sheet.name}”: tersembunyi, tidak dibaca" for sheet in book.hidden]
        dated = sorted(_years_read(book, replace(headings, year=None, seen={}))) if headings.year else []
        raise UserError(
            f"Tidak ada tabel hasil{f' tahun {headings.year}' if dated else ''} dalam {book.name}.",
            details=[
                *(f"kolomnya tentang tahun {year}, bukan {headings.year}" for year in dated),
                *(f"lembar “{sheet.name}”: {len(sheet.rows)} baris" for sheet in book.sheets),
                *hidden,
            ],
            remedy="beri baris judul: Kab/Kota atau Kode, dan Predikat atau Nilai; python -m etl templat membuat contohnya.",
        )
    return found


def _years_read(book: Book, headings: Headings) -> set[int]:
    """The years of the columns that would be read for whatever round."""
    found = (one for sheet in book.sheets for one in found_tables.tables(sheet, headings))
    return {year for one in found for year in one.years.values()}


def _left_out(book: Book, found: Sequence[Found], headings: Headings) -> Iterable[Finding]:
    """Columns and sheets that hold something and were not understood."""
    read = {place for place, _, _ in found}
    a_region_each = any(one.upright is not None for _, _, one in found)
    for place, sheet in enumerate(book.sheets, start=1):
        if place not in read and (names_regions(sheet) or (a_region_each and found_tables.tells(sheet, headings))):
            yield Finding("lembar-tidak-dipakai", sheet.name, values={"lembar": sheet.name})
    for _, sheet, one in found:
        for column, title in layout.unused(sheet, one):
            yield Finding("kolom-tidak-dipakai", sheet.name, one.last, column, {"judul": title})


def _uncalculated(book: Book) -> Mapping[tuple[int, int], list[int]]:
    """(Place of the sheet, row) → places of the columns whose formula was never calculated."""
    found: dict[tuple[int, int], list[int]] = {}
    for sheet, row, column in sorted(book.uncalculated):
        found.setdefault((sheet, row), []).append(column)
    return found


def _refused(judged: Iterable[Judged], doubled: Iterable[ResultRow]) -> Iterable[RefusedRow]:
    """Rows with an error, and those of regions that stand there twice."""
    twice = {id(row) for row in doubled}
    for one in judged:
        written = one.written
        codes = [finding.code for finding in one.findings if finding.level == "galat"]
        if id(one.result) in twice:
            codes.append("wilayah-ganda")
        if codes:
            content = " | ".join(f"{meaning}: {said}" for meaning in written.layout.places if (said := written.text(meaning)))
            yield RefusedRow(written.sheet, written.row, tuple(dict.fromkeys(codes)), content)
