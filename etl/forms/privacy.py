"""Personal data in a file that somebody hands in: said with its place, masked in what is read and in what is kept.

Reads: a book as opened. Decides: nothing; `etl.forms.personal` does. Writes: nothing on the disk.
"""

import dataclasses
import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from etl.forms import personal
from etl.forms.confined import Progress, silent
from etl.forms.findings import Finding
from etl.forms.sheets import Book, Cell, Sheet, open_book

if TYPE_CHECKING:
    from openpyxl.cell import Cell as Written
    from openpyxl.workbook import Workbook

CODE = "data-pribadi"


def hidden(book: Book) -> tuple[Book, list[Finding]]:
    """The book with personal data masked, on hidden sheets as well, and a finding for each cell that held some."""
    findings: list[Finding] = []
    sheets = tuple(_sheet(sheet, findings) for sheet in book.sheets)
    unread = tuple(_sheet(sheet, findings) for sheet in book.hidden)
    return (dataclasses.replace(book, sheets=sheets, hidden=unread) if findings else book), findings


def _sheet(sheet: Sheet, findings: list[Finding]) -> Sheet:
    before = len(findings)
    rows = list(sheet.rows)
    for number, row in enumerate(sheet.rows, start=1):
        found = [
            (place, said, what)
            for place, cell in enumerate(row, start=1)
            if (said := _said(cell)) and (what := personal.kinds(said))
        ]
        if not found:
            continue
        changed = list(row)
        for place, said, what in found:
            changed[place - 1] = personal.masked(said)
            values = {"jenis": ", ".join(what), "kinds": ", ".join(personal.ENGLISH[one] for one in what)}
            findings.append(Finding(CODE, sheet.name, number, place, values))
        rows[number - 1] = tuple(changed)
    return dataclasses.replace(sheet, rows=tuple(rows)) if len(findings) > before else sheet


def _said(cell: Cell | object) -> str:
    if isinstance(cell, str):
        return cell
    return personal.written(cell) if isinstance(cell, int | float) and not isinstance(cell, bool) else ""


def kept_file(content: bytes, book: Book, at: dt.datetime, *, progress: Progress = silent) -> bytes:
    """What is kept instead of a file that holds personal data: an XLSX in which it is masked, on every sheet, in remarks as well.

    `book`: the file as `hidden` left it. Who made the file is not kept either. What cannot be kept is made anew of the book.
    """
    from openpyxl.comments import Comment

    from etl.forms import annotate  # opening the library takes its time, and reading does without

    progress("menyamarkan data pribadi")
    workbook = annotate.opened(content)
    if workbook is None:
        return annotate.plain_workbook(book, at)
    for cell in _cells(workbook):
        if (said := _said(cell.value)) and personal.kinds(said):
            cell.value = personal.masked(said)
        if cell.comment is not None:
            cell.comment = Comment(personal.masked(cell.comment.text), "")
    workbook.properties.creator = workbook.properties.lastModifiedBy = None
    try:
        return annotate.as_bytes(workbook)
    except annotate.BROKEN:
        return annotate.plain_workbook(book, at)


def erased(path: Path, at: dt.datetime, *, progress: Progress = silent) -> bytes | None:
    """What is kept instead of an original that was kept already; None if it holds no personal data."""
    progress(f"memeriksa {path.name}")
    content, (book, findings) = path.read_bytes(), hidden(open_book(path))
    return kept_file(content, book, at) if findings or _in_workbook(content) else None


def _in_workbook(content: bytes) -> bool:
    """Whether a workbook holds personal data, in remarks as well. It is let go here: `kept_file` opens one of its own."""
    from etl.forms import annotate  # as above

    workbook = annotate.opened(content)
    return workbook is not None and any(personal.kinds(text) for cell in _cells(workbook) for text in _texts(cell))


def _texts(cell: "Written") -> tuple[str, ...]:
    return (_said(cell.value), cell.comment.text if cell.comment is not None else "")


def _cells(workbook: "Workbook") -> "Iterator[Written]":
    for sheet in workbook.worksheets:
        for row in sheet.iter_rows():
            yield from (cell for cell in row if cell.value is not None or cell.comment is not None)
