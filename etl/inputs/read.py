"""Read a CSV file exactly as it stands.

Reads: one file, once (its SHA-256 is that of the very bytes that were parsed, so a file changed meanwhile cannot mix).
Decides: nothing about the content; a row whose number of fields differs from the header's is kept and marked.
Writes: nothing.
"""

import csv
import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from etl.base.errors import UserError

if TYPE_CHECKING:
    import _csv

MAX_FIELD = 1_000_000
"""Longest field in characters; far above any real note, low enough that an unclosed quote is noticed."""

CSV_FAULTS = {
    "unexpected end of data": "tanda kutip dibuka tetapi tidak ditutup sampai akhir berkas",
    "expected after": "sesudah tanda kutip penutup harus ada koma atau akhir baris",
    "field larger than": f"satu isian lebih panjang daripada {MAX_FIELD} huruf; mungkin tanda kutip tidak ditutup",
}
"""What the reader of Python says, in the language of the operator."""


@dataclass(frozen=True)
class SourceRow:
    """One record, to the letter: the line it starts on (1 is the header), its cells by column, and all fields in order.

    `complete` says that there are as many fields as columns; a missing cell is an empty text in `values`.
    """

    line: int
    values: dict[str, str]
    fields: tuple[str, ...]
    complete: bool

    def cell(self, column: str) -> str:
        """The cell without the white space around it; empty when the file has no such column."""
        return self.values.get(column, "").strip()


@dataclass(frozen=True)
class SourceFile:
    """One file as read: name, SHA-256 in hexadecimal, size in bytes, header and records."""

    name: str
    sha256: str
    size: int
    header: tuple[str, ...]
    rows: tuple[SourceRow, ...] = field(repr=False)  # every claim names its file: printed, thousands of times thousands of rows


def read_csv(path: Path, required: Sequence[str]) -> SourceFile:
    """Read `path` (UTF-8, comma, header in the first line).

    Blank lines are no records. Raises `UserError` when the file is missing, unreadable, not UTF-8, damaged, without a header,
    or lacks one of the `required` columns.
    """
    content = _bytes(path)
    reader = csv.reader(io.StringIO(_text(path, content), newline=""), strict=True)
    csv.field_size_limit(MAX_FIELD)
    header = tuple(name.strip() for name in _record(path, reader) or ())
    _check_header(path, header, required)
    rows = tuple(_records(path, reader, header))
    return SourceFile(path.name, hashlib.sha256(content).hexdigest(), len(content), header, rows)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UserError(
            f"Berkas {path.name} tidak ada di folder {path.parent}.",
            remedy="salin berkas itu ke folder data, atau arahkan PEDULIHAM_DATA ke folder yang lengkap.",
        ) from error
    except OSError as error:
        raise UserError(
            f"Berkas {path.name} di folder {path.parent} tidak dapat dibaca: {error.strerror}.",
            remedy="periksa hak akses berkas dan media penyimpanannya.",
        ) from error


def _text(path: Path, content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise UserError(
            f"Berkas {path.name} bukan UTF-8: bita tidak sah pada baris {line}.",
            remedy="simpan kembali berkas itu dengan pengodean UTF-8.",
        ) from error


def _check_header(path: Path, header: tuple[str, ...], required: Sequence[str]) -> None:
    missing = [name for name in required if name not in header]
    if missing and len(header) == 1 and ";" in header[0]:
        raise UserError(
            f"Berkas {path.name}: kolom dipisahkan titik koma, bukan koma.",
            remedy="simpan kembali sebagai CSV dengan pemisah koma.",
        )
    if missing:
        raise UserError(
            f"Berkas {path.name}, baris 1: kolom tidak lengkap.",
            details=[f"kolom '{name}' tidak ada" for name in missing],
            remedy="lengkapi baris judul; urutan kolom bebas, namanya harus tepat.",
        )
    twice = sorted({name for name in header if header.count(name) > 1})
    if twice:
        raise UserError(
            f"Berkas {path.name}, baris 1: nama kolom ganda: {', '.join(twice)}.",
            remedy="hapus atau ganti nama kolom yang ganda.",
        )


def _record(path: Path, reader: "_csv.Reader") -> list[str] | None:
    """The next record, or None at the end of the file."""
    line = reader.line_num + 1
    try:
        return next(reader, None)
    except csv.Error as error:
        # A quote that is never closed swallows the lines below it, so the line where the record starts is the one to mend.
        reached = f" (terbaca sampai baris {reader.line_num})" if reader.line_num > line else ""
        cause = next((text for english, text in CSV_FAULTS.items() if english in str(error)), str(error))
        raise UserError(
            f"Berkas {path.name} rusak pada baris {line}{reached}: {cause}.",
            remedy="periksa tanda kutip pada baris itu, lalu simpan kembali sebagai CSV UTF-8.",
        ) from error


def _records(path: Path, reader: "_csv.Reader", header: tuple[str, ...]) -> list[SourceRow]:
    rows = []
    line = reader.line_num + 1
    while (fields := _record(path, reader)) is not None:
        if fields:
            values = dict.fromkeys(header, "") | dict(zip(header, fields, strict=False))
            rows.append(SourceRow(line, values, tuple(fields), complete=len(fields) == len(header)))
        line = reader.line_num + 1
    return rows
