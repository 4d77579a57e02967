"""Entries by file: read, check as the forms do, show what would change, then save as one entry.

Reads: a workbook or a text table, the ledger, the reference tables.
Decides: which rows change something; a row with an error changes nothing.
Writes: the entry, and the rows that were refused beside the ledger (`isian/ditolak/`), each with its reason.
"""

import csv
import datetime as dt
import io
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from etl.base import atomic
from etl.base.errors import UserError
from etl.base.paths import ENTRIES_NAME
from etl.entries import columns, known, ledger
from etl.entries.columns import SheetTable
from etl.entries.entry import Author, Entry, Source
from etl.entries.judge import Judge, Planned
from etl.entries.kinds import FILED, KINDS
from etl.entries.lines import LineReader, SheetLine
from etl.forms import ask, confined, privacy
from etl.forms.ask import Answers
from etl.forms.confined import Progress, silent
from etl.forms.findings import Finding, RefusedRow
from etl.forms.headings import names_regions
from etl.forms.regions import make_recogniser
from etl.forms.sheets import Book, Sheet, cell, check_rows, open_book
from etl.inputs import reference
from etl.regions.spelling import words_of

REFUSED = "ditolak"
GUIDE = "petunjuk"
PUBLISHED = "koreksi"
"""The kind whose reason everybody will read."""


@dataclass(frozen=True)
class Understood:
    """A file as understood. `same`: things said that stand already; `left`: changed elsewhere since the template, not in the file.

    Rows without any statement are counted in `blank`.
    """

    book: Book
    kinds: tuple[str, ...]
    planned: tuple[Planned, ...]
    same: int
    left: int
    blank: int
    rejected: tuple[RefusedRow, ...]
    findings: tuple[Finding, ...]

    @property
    def questions(self) -> tuple[Finding, ...]:
        """What must be answered before anything of the file may be saved."""
        return ask.open_questions(self.findings)


def understand(  # noqa: PLR0913 - who, what, and how it is to be read
    folder: Path,
    path: Path,
    *,
    author: Author,
    now: dt.datetime,
    kind: str = "",
    kinds: Sequence[str] = FILED,
    year: int | None = None,
    answers: Answers | None = None,
    progress: Progress = silent,
) -> Understood:
    """Read a file without saving anything.

    `kind`: what a sheet is about whose name does not say it; `kinds`: those that are read. With `year`, rows about another one are
    refused. `answers`: to what was asked about the file before. Raises `UserError` for a file that cannot be read or holds no table
    of entries.
    """
    ledger.read(folder)  # where the workspace lives in a lake, this brings the folder up to date; the lake is not at hand below
    asked = (folder.absolute(), path.absolute(), author, now, kind, tuple(kinds), year, answers)
    return confined.run(read_entries, *asked, about=path.name, progress=progress)


def read_entries(  # noqa: PLR0913 - as `understand`
    folder: Path,
    path: Path,
    author: Author,
    now: dt.datetime,
    kind: str,
    kinds: Sequence[str],
    year: int | None,
    answers: Answers | None = None,
    *,
    progress: Progress = silent,
) -> Understood:
    """What `understand` has done elsewhere."""
    progress("membuka berkas")
    book, found = privacy.hidden(open_book(path))
    found += ask.hidden_sheets(book)
    progress("mencari tabel isian")
    tables = list(_tables(book, kind, kinds, found))
    if not tables:
        raise UserError(
            f"Tidak ada tabel isian dalam {book.name}.",
            details=[f"lembar “{sheet.name}”: {len(sheet.rows)} baris" for sheet in book.sheets],
            remedy="pakai templat isian, atau sebut jenisnya dan beri judul kolom seperti pada templat.",
        )
    check_rows(book, [(sheet, table.row) for sheet, table in tables])
    progress("mengenali wilayah")
    reader = LineReader(make_recogniser(reference.load(folder)), year)
    lines = [line for sheet, table in tables for line in _seen(reader, sheet, table, answers or {}, found)]
    progress("membandingkan dengan yang tercatat")
    judge = Judge(ledger.read(folder), known.load(folder), author, now)
    outcomes = [judge.line(line) for line in lines]
    judge.once_each(outcomes)
    for outcome in outcomes:
        found += outcome.findings
    good = [one for one in outcomes if not one.codes]
    return Understood(
        book,
        tuple(dict.fromkeys(table.kind.name for _, table in tables)),
        tuple(planned for one in good for planned in one.planned),
        sum(one.same for one in good),
        sum(one.left for one in good),
        sum(one.blank for one in good),
        tuple(RefusedRow(one.line.table.sheet, one.line.row, one.codes, one.line.content) for one in outcomes if one.codes),
        tuple(found),
    )


def save(folder: Path, seen: Understood, *, author: Author, reason: str, now: dt.datetime) -> Entry:
    """Record what `understand` planned as one entry, and keep the rejected rows beside the ledger.

    Raises as `etl.entries.ledger.record`; then nothing was saved.
    """
    if seen.questions:
        raise UserError("Masih ada pertanyaan tentang berkas ini.", remedy="jawab dahulu, lalu simpan.")
    kinds = {one.change.kind for one in seen.planned}
    if PUBLISHED in kinds and len(kinds) > 1:
        raise UserError(
            "Berkas ini mengubah koreksi klaim dan jenis lain sekaligus, padahal alasan koreksi yang disetujui ikut terbit.",
            remedy="simpan koreksi dalam berkas tersendiri, dengan alasannya sendiri.",
        )
    kept = _keep_rejected(folder, seen, now)
    source = Source(seen.book.name, seen.book.sha256)
    try:
        return ledger.record(folder, [one.change for one in seen.planned], author=author, reason=reason, now=now, source=source)
    except UserError:
        if kept is not None:
            kept.unlink(missing_ok=True)
        raise


def _seen(reader: LineReader, sheet: Sheet, table: SheetTable, answers: Answers, found: list[Finding]) -> Iterator[SheetLine]:
    """The lines of a table without what is hidden or struck through, if so answered; the questions go into `found`."""
    places = {place: meaning for meaning, place in table.columns.items()}
    hidden, asked = ask.hidden_columns(sheet, places, table.row, answers, plain=(columns.NUMBER,))
    shown = {meaning: place for meaning, place in table.columns.items() if place not in hidden}
    lines = list(reader.lines(sheet, replace(table, columns=shown)))
    left, more = ask.hidden_rows(sheet, {line.row for line in lines}, answers)
    found += [*asked, *more]
    yield from (line for line in lines if line.row not in left)


def _tables(book: Book, kind: str, kinds: Sequence[str], found: list[Finding]) -> Iterator[tuple[Sheet, SheetTable]]:
    """The sheets that hold entries. A sheet that is called after a kind is of that kind."""
    for sheet in book.sheets:
        named = "".join(words_of(sheet.name))
        meant = named if named in FILED else kind
        if named == GUIDE or meant not in kinds:
            continue
        if table := columns.find(sheet, KINDS[meant]):
            yield sheet, table
            for place, title in table.unknown.items():
                if any(cell(row, place) is not None for row in sheet.rows[table.row :]):
                    found.append(Finding("isian-kolom-tidak-dipakai", sheet.name, table.row, place, {"judul": title}))
        elif named in FILED or names_regions(sheet):
            found.append(Finding("isian-lembar-tanpa-tabel", sheet.name, values={"lembar": sheet.name, "jenis": meant}))


def _keep_rejected(folder: Path, seen: Understood, now: dt.datetime) -> Path | None:
    """Write the rejected rows to a file of their own; its path, None if there are none."""
    if not seen.rejected:
        return None
    sentences: dict[tuple[str | None, int | None], list[str]] = defaultdict(list)
    for one in seen.findings:
        if one.level == "galat":
            sentences[one.sheet, one.row].append(one.sentence())
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["lembar", "baris", "temuan", "sebab", "isi"])
    for row in seen.rejected:
        writer.writerow([row.sheet, row.row, "; ".join(row.codes), " ".join(sentences[row.sheet, row.row]), row.content])
    place = (folder / ENTRIES_NAME).parent / REFUSED
    path = place / f"{now.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}-{seen.book.sha256[:12]}.csv"
    try:
        place.mkdir(parents=True, exist_ok=True, mode=atomic.PRIVATE_FOLDER)
        atomic.write(path, out.getvalue().encode())
    except OSError as error:
        raise UserError(
            f"Baris yang ditolak tidak dapat disimpan: {error.strerror}. Tidak ada yang tersimpan.",
            remedy="periksa ruang kosong dan hak akses folder data, lalu ulangi.",
        ) from error
    return path
