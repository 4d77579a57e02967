"""Open a file of results or entries (XLSX, XLSM, XLS, ODS, XLSB, CSV, TSV) safely and hand over its cells as a person sees them.

Reads: one file, its bytes once, so that a file changed meanwhile cannot mix.
Decides: whether the file may be read at all (size, real kind, password, size when unpacked, reach of its sheets). Hidden sheets are
kept apart from those that are read; percentages become the number that is shown.
Writes: nothing; no macro runs, no link is followed, no formula is calculated.
"""

import datetime as dt
import hashlib
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import python_calamine as calamine

from etl.base.errors import UserError
from etl.forms import binary, oldexcel, opendocument, parts, plaintext
from etl.forms.looks import Area, Looks, TooLargeError, check_size, check_unpacked

FORMATS = ("xlsx", "xlsm", "xls", "ods", "xlsb", "csv", "tsv")
"""What is taken, on the page and by command."""
MAX_BYTES = 50_000_000
MAX_UNPACKED = 400_000_000
MOST_ROWS = 20_000
"""Of one file, below its headings: forty times the regions there are. More is no result, and every one would be a finding."""
_LOCKED = "EncryptedPackage".encode("utf-16-le")
"""What a workbook with a password holds in place of its parts."""
_XLSX, _ODS, _XLSB = "xl/workbook.xml", "content.xml", "xl/workbook.bin"
_UNSEEN = "Dari berkas XLSB tidak terbaca coretan dan bentuk persen. Bila itu ada di dalamnya, simpan kembali sebagai XLSX."

Cell = str | float | bool | dt.datetime | dt.date | dt.time | dt.timedelta | None
Place = tuple[int, int, int]


@dataclass(frozen=True)
class Sheet:
    """One sheet: rows of cells from the sheet's first row and column on (an empty cell is None), and what it shows besides."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    looks: Looks = field(default_factory=Looks, hash=False)

    @property
    def merged(self) -> tuple[Area, ...]:
        """Merged areas; they count from 0, both ends within."""
        return tuple(self.looks.merged)


@dataclass(frozen=True)
class Book:
    """A file as read: its visible sheets, and the `hidden` ones, which nobody reads results from.

    `notes`: what a reader must know (macros left out, values of links).
    """

    name: str
    sha256: str
    size: int
    sheets: tuple[Sheet, ...]
    notes: tuple[str, ...] = ()
    hidden: tuple[Sheet, ...] = ()

    @property
    def uncalculated(self) -> frozenset[Place]:
        """Cells with a formula whose value is not in the file, as place of the sheet, row and column, all from 1."""
        return frozenset((place, *spot) for place, one in enumerate(self.sheets, start=1) for spot in one.looks.uncalculated)


def open_book(path: Path) -> Book:
    """Read `path`. Raises `UserError`, in the operator's words, for what cannot or must not be read."""
    content = _bytes(path)
    try:
        if content[:4] == b"PK\x03\x04":
            looks, notes = _inspected(path, content)
            return _workbook(path, content, looks, notes)
        if content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
            return _workbook(path, content, *_inspected_old(path, content))
        return _text_table(path, content)
    except TooLargeError as error:
        raise UserError(f"Berkas {path.name}: {error}.", remedy=error.remedy) from error
    except calamine.PasswordError as error:
        raise _locked(path) from error
    except MemoryError as error:
        raise UserError(
            f"Berkas {path.name} terlalu besar untuk dibaca.", remedy="simpan tabelnya saja dalam berkas baru."
        ) from error


def _bytes(path: Path) -> bytes:
    try:
        before = path.stat()
        if before.st_size > MAX_BYTES:
            raise UserError(
                f"Berkas {path.name} berukuran {before.st_size / 1e6:.0f} MB; paling besar {MAX_BYTES / 1e6:.0f} MB.",
                remedy="hapus lembar dan gambar yang tidak perlu, atau pisahkan menjadi beberapa berkas.",
            )
        content = path.read_bytes()
        after = path.stat()
    except OSError as error:
        raise UserError(
            f"Berkas {path.name} tidak dapat dibaca: {error.strerror}.",
            remedy="periksa nama, letak, dan hak akses berkas itu.",
        ) from error
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns) or len(content) != after.st_size:
        raise UserError(f"Berkas {path.name} berubah selagi dibaca.", remedy="tutup program yang menyuntingnya, lalu ulangi.")
    if not content.strip():
        raise UserError(f"Berkas {path.name} kosong.", remedy="pilih berkas yang berisi hasil penilaian.")
    return content


def _locked(path: Path) -> UserError:
    return UserError(
        f"Berkas {path.name} dikunci dengan kata sandi.", remedy="buka di Excel, hapus kata sandinya, simpan, lalu ulangi."
    )


def _damaged(path: Path, cause: str) -> UserError:
    return UserError(
        f"Berkas {path.name} rusak atau bukan buku kerja Excel: {cause}.",
        remedy="buka di Excel atau LibreOffice, simpan kembali sebagai XLSX, lalu ulangi.",
    )


def _inspected(path: Path, content: bytes) -> tuple[dict[str, Looks], tuple[str, ...]]:
    """What the parts of a workbook say, looked at before anything else opens it, and notes."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            names = book.namelist()
            check_unpacked(sum(entry.file_size for entry in book.infolist()), MAX_UNPACKED)
            if _XLSX in names:
                return parts.inspect(book), parts.notes(book)
            if _ODS in names:
                return opendocument.inspect(book), ()
            if _XLSB in names:
                return binary.inspect(book), (_UNSEEN, *parts.notes(book))
            raise ValueError(f"tidak ada {_XLSX} di dalamnya")
    except TooLargeError:
        raise
    except parts.ERRORS as error:
        raise _damaged(path, str(error) or type(error).__name__) from error


def _inspected_old(path: Path, content: bytes) -> tuple[dict[str, Looks], tuple[str, ...]]:
    """The same of an XLS; nothing of one that is locked, for which the library has its own error."""
    if _LOCKED in content:
        raise _locked(path)
    try:
        return oldexcel.inspect(content), ()
    except TooLargeError:
        raise
    except parts.ERRORS as error:
        raise _damaged(path, str(error) or type(error).__name__) from error


def _workbook(path: Path, content: bytes, looks: Mapping[str, Looks], notes: tuple[str, ...]) -> Book:
    sheets, hidden = _sheets(path, content, looks)
    if not any(sheet.rows for sheet in sheets):
        left = f" yang terlihat ({', '.join(sheet.name for sheet in hidden)} tersembunyi)" if hidden else ""
        raise UserError(f"Tidak ada isian pada lembar mana pun{left} dari {path.name}.", remedy="pilih berkas yang berisi hasil.")
    return Book(path.name, hashlib.sha256(content).hexdigest(), len(content), sheets, notes, hidden)


def _sheets(path: Path, content: bytes, looks: Mapping[str, Looks]) -> tuple[tuple[Sheet, ...], tuple[Sheet, ...]]:
    """The visible sheets, and the others."""
    try:
        with calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            worksheets = [one for one in book.sheets_metadata if one.typ == calamine.SheetTypeEnum.WorkSheet]
            visible = {one.name for one in worksheets if one.visible == calamine.SheetVisibleEnum.Visible}
            sheets = [_sheet(book.get_sheet_by_name(one.name), looks.get(one.name)) for one in worksheets]
            return (
                tuple(sheet for sheet in sheets if sheet.name in visible),
                tuple(sheet for sheet in sheets if sheet.name not in visible),
            )
    except (calamine.PasswordError, TooLargeError):
        raise
    except (calamine.CalamineError, calamine.ZipError, calamine.XmlError, ValueError, OSError) as error:
        raise _damaged(path, str(error)) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # what the library raises for damage it did not foresee is no `Exception`
            raise
        raise _damaged(path, "isinya tidak dapat diuraikan") from error


def _sheet(sheet: calamine.CalamineSheet, looks: Looks | None) -> Sheet:
    tall, wide = (sheet.end[0] + 1, sheet.end[1] + 1) if sheet.end else (0, 0)
    check_size(tall, wide, sheet.name)
    looks = looks or Looks(sheet.name)
    read: list[list[Cell]] = sheet.to_python(skip_empty_area=False)  # type: ignore[assignment]
    rows = [[None if cell == "" else cell for cell in row] if "" in row else row for row in read]
    if looks.disorder and sum(len(row) - row.count(None) for row in rows) != looks.values:
        raise ValueError(looks.disorder)
    for row, column in looks.percent:
        if row <= len(rows) and isinstance(cell := rows[row - 1][column - 1], float):
            rows[row - 1][column - 1] = round(cell * 100, 10)
    return Sheet(sheet.name, tuple(map(tuple, rows)), looks)


def _text_table(path: Path, content: bytes) -> Book:
    start = content[:2000].lstrip().lower()
    if start.startswith((b"<html", b"<!doctype html", b"<table", b"<?xml")):
        raise UserError(
            f"Berkas {path.name} sebenarnya halaman web, bukan buku kerja.",
            remedy="buka di Excel atau LibreOffice, simpan sebagai XLSX, lalu ulangi.",
        )
    try:
        rows = plaintext.rows(content)
    except TooLargeError:
        raise
    except UnicodeError as error:
        raise _damaged(path, "isinya bukan teks") from error
    except ValueError as error:
        raise UserError(
            f"Berkas {path.name} rusak: {error}.", remedy="periksa tanda kutip di dalamnya, atau simpan kembali sebagai XLSX."
        ) from error
    return Book(path.name, hashlib.sha256(content).hexdigest(), len(content), (Sheet(path.stem, rows),))


def cell(row: Sequence[Cell], place: int | None) -> Cell:
    """The cell of a row at a column's place (from 1); None where there is no such column."""
    return row[place - 1] if place is not None and place <= len(row) else None


def check_rows(book: Book, tables: Iterable[tuple[Sheet, int]]) -> None:
    """Tables: sheet and last row of the headings. Raises `UserError` for more rows than anybody could look at."""
    rows = sum(any(cell is not None for cell in row) for sheet, last in tables for row in sheet.rows[last:])
    if rows > MOST_ROWS:
        raise UserError(
            f"Berkas {book.name} memuat {rows} baris di bawah judul tabelnya, lebih dari {MOST_ROWS}.",
            remedy="simpan hanya baris kabupaten/kota satu tahun dalam berkas baru; hapus salinan dan isian lain di bawahnya.",
        )
