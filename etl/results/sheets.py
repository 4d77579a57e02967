"""Open a result file (XLSX, XLS, CSV) safely and hand over its cells as they stand.

Reads: one file, its bytes once, so that a file changed meanwhile cannot mix.
Decides: whether the file may be read at all (size, real kind, password, size when unpacked), and CSV's encoding and separator.
Writes: nothing; no macro runs, no link is followed, no formula is calculated.
"""

import codecs
import csv
import datetime as dt
import hashlib
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import python_calamine as calamine

from etl.errors import UserError
from etl.results import parts
from etl.results.parts import Inspected, Place

MAX_BYTES = 50_000_000
MAX_UNPACKED = 400_000_000
MAX_CELLS = 5_000_000
"""514 regions with 120 indicators are 62,000 cells; a workbook of eleven rounds has fewer than a million."""
MAX_COLUMNS = 1_000

Cell = str | float | bool | dt.datetime | dt.date | dt.time | dt.timedelta | None
Area = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True)
class Sheet:
    """One sheet: rows of cells from the sheet's first row and column on (an empty cell is None); `merged` areas count from 0."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    merged: tuple[Area, ...] = ()


@dataclass(frozen=True)
class Book:
    """A file as read.

    `notes`: what a reader must know (macros left out, values of links). `uncalculated`: cells with a formula whose value is not in
    the file, as place of the sheet, row and column, all from 1.
    """

    name: str
    sha256: str
    size: int
    sheets: tuple[Sheet, ...]
    notes: tuple[str, ...] = ()
    uncalculated: frozenset[Place] = frozenset()


def open_book(path: Path) -> Book:
    """Read `path`. Raises `UserError`, in the operator's words, for what cannot or must not be read."""
    content = _bytes(path)
    try:
        if content[:4] == b"PK\x03\x04":
            return _workbook(path, content, _inspected(path, content))
        if content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
            return _workbook(path, content, Inspected())
        return _text_table(path, content)
    except calamine.PasswordError as error:
        raise _locked(path) from error


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


def _inspected(path: Path, content: bytes) -> Inspected:
    """What the parts of an XLSX say, looked at before anything else opens it."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            _check_parts(path, book)
            return parts.inspect(book)
    except parts.ERRORS as error:
        raise _damaged(path, str(error) or type(error).__name__) from error


def _check_values(path: Path, content: bytes, sheets: Sequence[Sheet], values: Sequence[int]) -> None:
    """Every value in the file was read, or the file is whole and the rest are empty texts."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            for name, sheet, count in zip(parts.sheet_parts(book), sheets, values, strict=True):
                if sum(len(row) - row.count(None) for row in sheet.rows) != count:
                    parts.check_sheet(book.read(name))
    except parts.ERRORS as error:
        raise _damaged(path, str(error)) from error


def _check_parts(path: Path, book: zipfile.ZipFile) -> None:
    entries = book.infolist()
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise UserError(
            f"Berkas {path.name} menjadi lebih dari {MAX_UNPACKED / 1e6:.0f} MB bila dibuka.",
            remedy="simpan hanya lembar hasil penilaian dalam berkas baru.",
        )
    if "xl/workbook.xml" not in {entry.filename for entry in entries}:
        raise _damaged(path, "tidak ada xl/workbook.xml di dalamnya")


def column_letters(number: int) -> str:
    """1 → "A", 28 → "AB", as spreadsheets show it."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _workbook(path: Path, content: bytes, found: Inspected) -> Book:
    try:
        with calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            visible = [m.name for m in book.sheets_metadata if m.typ == calamine.SheetTypeEnum.WorkSheet]
            sheets = tuple(_sheet(path, book.get_sheet_by_name(name)) for name in visible)
    except calamine.PasswordError:
        raise
    except (calamine.CalamineError, calamine.ZipError, calamine.XmlError, ValueError, OSError) as error:
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise _locked(path) from error
        raise _damaged(path, str(error)) from error
    if found.values:
        _check_values(path, content, sheets, found.values)
    if not any(sheet.rows for sheet in sheets):
        raise UserError(f"Tidak ada isian pada lembar mana pun dari {path.name}.", remedy="pilih berkas yang berisi hasil.")
    return Book(path.name, hashlib.sha256(content).hexdigest(), len(content), sheets, found.notes, found.uncalculated)


def _sheet(path: Path, sheet: calamine.CalamineSheet) -> Sheet:
    tall, wide = (sheet.end[0] + 1, sheet.end[1] + 1) if sheet.end else (0, 0)
    if wide > MAX_COLUMNS or tall * wide > MAX_CELLS:
        raise UserError(
            f"Lembar {sheet.name} dari {path.name} terlalu luas: {tall} baris, {wide} kolom.",
            remedy="hapus baris dan kolom kosong di luar tabel, atau simpan tabelnya saja dalam berkas baru.",
        )
    rows = tuple(
        tuple([None if cell == "" else cell for cell in row] if "" in row else row)
        for row in sheet.to_python(skip_empty_area=False)
    )
    return Sheet(sheet.name, rows, tuple(sheet.merged_cell_ranges or ()))


def _text_table(path: Path, content: bytes) -> Book:
    start = content[:2000].lstrip().lower()
    if start.startswith((b"<html", b"<!doctype html", b"<table", b"<?xml")):
        raise UserError(
            f"Berkas {path.name} sebenarnya halaman web, bukan buku kerja.",
            remedy="buka di Excel atau LibreOffice, simpan sebagai XLSX, lalu ulangi.",
        )
    text = _decoded(path, content)
    rows = _csv_rows(path, text)
    widest = max((len(row) for row in rows), default=0)
    if widest > MAX_COLUMNS or len(rows) * widest > MAX_CELLS:
        raise UserError(f"Berkas {path.name} terlalu luas: {len(rows)} baris, {widest} kolom.", remedy="simpan tabelnya saja.")
    return Book(path.name, hashlib.sha256(content).hexdigest(), len(content), (Sheet(path.stem, tuple(rows)),))


def _decoded(path: Path, content: bytes) -> str:
    """UTF-8, UTF-16 if marked so, else Windows' Western code page, which is what Indonesian Excel writes."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encoding = "utf-16"
    elif b"\x00" in content:
        raise _damaged(path, "isinya bukan teks")
    else:
        encoding = "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return content.removeprefix(codecs.BOM_UTF8).decode("cp1252", errors="replace")


def _csv_rows(path: Path, text: str) -> list[tuple[Cell, ...]]:
    separator = max(";,\t|", key=lambda mark: sum(mark in line for line in text.splitlines()[:200]))
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        return [tuple([cell.strip() or None for cell in row]) for row in reader]
    except csv.Error as error:
        raise UserError(
            f"Berkas {path.name} rusak: {error}.", remedy="periksa tanda kutip di dalamnya, atau simpan kembali sebagai XLSX."
        ) from error
