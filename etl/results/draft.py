"""From a file to a draft: every step in its order, with all that was understood and all that was found.

Reads: one file, the reference tables. Decides: nothing itself; it calls `sheets`, `layout`, `rows`, `judge` and `checks`.
Writes: nothing; `etl.results.store` keeps a draft.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from etl.confined import Progress, silent
from etl.errors import UserError
from etl.recognise import Recogniser, Recognition
from etl.reference import ReferenceData
from etl.results import checks, layout, privacy
from etl.results.findings import Finding
from etl.results.judge import Judged, Year, judge
from etl.results.layout import Headings, Layout
from etl.results.result import ResultRow
from etl.results.rows import Passed, table_rows
from etl.results.rulebook import rule_of
from etl.results.rules import Rule
from etl.results.sheets import Book, Sheet, open_book

MOST_ROWS = 20_000
"""Of one file, below its headings: forty times the regions there are. More is no result, and every one would be a finding."""

Corrections = Mapping[str, Mapping[int, str]]
"""Sheet → place of a column (from 1) → meaning, or "" to leave the column out."""


@dataclass(frozen=True)
class Refused:
    """A row that was not taken: its place, the codes of its errors, and what stands there."""

    sheet: str
    row: int
    codes: tuple[str, ...]
    content: str


@dataclass(frozen=True)
class Draft:
    """A file as understood. Rows read = kept or put together + refused + passed over; nothing is lost."""

    year: int
    rule: Rule
    book: Book
    layouts: tuple[Layout, ...]
    rows: tuple[ResultRow, ...]
    refused: tuple[Refused, ...]
    passed: tuple[Passed, ...]
    findings: tuple[Finding, ...]
    recognised: Mapping[tuple[str, int], tuple[str, str]] = field(default_factory=dict)
    """(sheet, row) → (region's name, how it was recognised)."""

    def sentences(self) -> list[str]:
        """What was understood, before anything is loaded."""
        lines = [
            f"Berkas {self.book.name} ({self.book.size / 1000:.0f} KB), hasil tahun {self.year}, {self.rule.name}",
            *self.book.notes,
        ]
        for one in self.layouts:
            lines += one.sentences()
        ways = Counter(how for _, how in self.recognised.values())
        lines.append("wilayah dikenali lewat " + (", ".join(f"{how} {count}" for how, count in sorted(ways.items())) or "—"))
        kinds = Counter(passed.taken_for for passed in self.passed)
        lines += [f"{count} baris dilewati: {kind}" for kind, count in kinds.items()]
        return lines


def read_draft(
    path: Path, year: int, tables: ReferenceData, corrections: Corrections | None = None, *, progress: Progress = silent
) -> Draft:
    """Read a result file of a year. Raises `UserError` for a file that cannot be read, or holds no table of results.

    What nobody vouches for is read by `etl.confined.run`, as `etl.results.life.understand` does.
    """
    rule = rule_of(tables, year)
    progress("membuka berkas")
    book, private = privacy.hidden(open_book(path))
    progress("mencari tabel hasil")
    headings = layout.headings(tables.rows("nama_kolom"), tables.rows("kriteria"), _predicates(tables), rule.name)
    found = _layouts(book, headings, corrections or {})
    check_rows(book, [(sheet, one.last) for _, sheet, one in found])
    recogniser = make_recogniser(tables)
    names = {code: region.name for code, region in recogniser.regions.items()}
    allowed = Year(rule, _predicates(tables), _not_formed(tables, year))
    uncalculated = _uncalculated(book)

    @cache  # a region stands in the sheet of results and in that of details
    def recognise(name: str, code: str, province: str) -> Recognition:
        return recogniser.recognise(name, code=code, province=province)

    judged: list[Judged] = []
    passed: list[Passed] = []
    for place, sheet, one in found:
        progress(f"mengenali wilayah pada lembar {sheet.name}")
        written, others = table_rows(sheet, one, recogniser.is_province)
        passed += others
        judged += [judge(row, recognise, allowed, uncalculated.get((place, row.row), ())) for row in written]
    progress("memeriksa nilai")
    taken, doubled, findings = checks.once_each([one.result for one in judged if one.result], names)
    findings = [*private, *_left_out(book, found), *(finding for one in judged for finding in one.findings), *findings]
    for row in taken:
        findings += checks.against_rule(row, rule)
    findings += checks.empty_rows(taken, names)
    findings += checks.missing(taken, {code: name for code, name in names.items() if code not in allowed.not_formed})
    return Draft(
        year=year,
        rule=rule,
        book=book,
        layouts=tuple(one for _, _, one in found),
        rows=tuple(sorted(taken, key=lambda row: row.code)),
        refused=tuple(_refused(judged, doubled)),
        passed=tuple(passed),
        findings=tuple(findings),
        recognised={
            (one.written.sheet, one.written.row): (one.recognition.region.name, str(one.recognition.how))
            for one in judged
            if one.recognition.region
        },
    )


def check_rows(book: Book, tables: Iterable[tuple[Sheet, int]]) -> None:
    """Tables: sheet and last row of the headings. Raises `UserError` for more rows than anybody could look at."""
    rows = sum(any(cell is not None for cell in row) for sheet, last in tables for row in sheet.rows[last:])
    if rows > MOST_ROWS:
        raise UserError(
            f"Berkas {book.name} memuat {rows} baris di bawah judul tabelnya, lebih dari {MOST_ROWS}.",
            remedy="simpan hanya baris kabupaten/kota satu tahun dalam berkas baru; hapus salinan dan isian lain di bawahnya.",
        )


def sheet_names(path: Path, *, progress: Progress = silent) -> list[str]:
    """The names of the sheets of a file, as `read_draft` reads it."""
    progress("membuka berkas")
    return [sheet.name for sheet in open_book(path).sheets]


def make_recogniser(tables: ReferenceData) -> Recogniser:
    """A recogniser of the reference tables' regions, nicknames and remembered corrections."""
    return Recogniser(tables.rows("wilayah"), tables.rows("nama_panggilan"), tables.rows("alias_wilayah"))


def _predicates(tables: ReferenceData) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(row["predikat"]) for row in tables.rows("regulasi")))


def _not_formed(tables: ReferenceData, year: int) -> frozenset[str]:
    return frozenset(
        str(row["kode"]) for row in tables.rows("wilayah") if isinstance(since := row["sejak_tahun"], int) and since > year
    )


def _layouts(book: Book, headings: Headings, corrections: Corrections) -> list[tuple[int, Sheet, Layout]]:
    found = [
        (place, sheet, one)
        for place, sheet in enumerate(book.sheets, start=1)
        if (one := layout.find(sheet, headings, corrections.get(sheet.name))) is not None
    ]
    if not found:
        raise UserError(
            f"Tidak ada tabel hasil dalam {book.name}.",
            details=[f"lembar “{sheet.name}”: {len(sheet.rows)} baris" for sheet in book.sheets],
            remedy="beri baris judul: Kab/Kota atau Kode, dan Predikat atau Nilai; python -m etl templat membuat contohnya.",
        )
    return found


def _left_out(book: Book, found: Sequence[tuple[int, Sheet, Layout]]) -> Iterable[Finding]:
    """Columns and sheets that hold something and were not understood."""
    tables = {place for place, _, _ in found}
    for place, sheet in enumerate(book.sheets, start=1):
        if place not in tables and layout.names_regions(sheet):
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


def _refused(judged: Iterable[Judged], doubled: Iterable[ResultRow]) -> Iterable[Refused]:
    """Rows with an error, and those of regions that stand there twice."""
    twice = {(row.sheet, row.row) for row in doubled}
    for one in judged:
        written = one.written
        codes = [finding.code for finding in one.findings if finding.level == "galat"]
        if (written.sheet, written.row) in twice:
            codes.append("wilayah-ganda")
        if codes:
            content = " | ".join(
                f"{meaning}: {written.text(meaning)}" for meaning in written.layout.places if written.text(meaning)
            )
            yield Refused(written.sheet, written.row, tuple(dict.fromkeys(codes)), content)
