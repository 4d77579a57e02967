"""Look into an XLSB before the spreadsheet library reads it: how far its sheets reach, and what they hide.

A part is a row of records: kind and length, each in groups of seven bits, then as many bytes ([MS-XLSB] 2.1.4).

Reads: `xl/workbook.bin` and the sheets. Decides: whether a sheet is too large. Writes: nothing.
"""

import struct
import zipfile
from collections.abc import Iterator

from etl.forms.looks import Looks
from etl.forms.parts import check_parts, worksheets

_ROW, _CELLS, _BLANK, _COLUMN, _SHEET, _MERGED = 0, range(1, 12), 1, 60, 156, 176
_FORMULAS = range(8, 12)


def inspect(book: zipfile.ZipFile) -> dict[str, Looks]:
    """Name of a sheet → what it shows. Raises one of `etl.forms.parts.ERRORS`."""
    check_parts(book)
    targets = worksheets(book, "xl/_rels/workbook.bin.rels")
    found = {}
    for kind, record in _records(book.read("xl/workbook.bin")):
        if kind == _SHEET:
            key, after = _string(record, 8)
            name, _ = _string(record, after)
            if key in targets:
                found[name] = _looks(name, book.read(targets[key]))
    return found


def _looks(name: str, part: bytes) -> Looks:
    looks, row, hidden = Looks(name), 0, False
    for kind, record in _records(part):
        if kind == _ROW:
            row, hidden = struct.unpack_from("<I", record)[0] + 1, bool(record[11] & 0x10)
        elif kind in _CELLS and kind != _BLANK:
            looks.value(row, struct.unpack_from("<I", record)[0] + 1)
            if kind in _FORMULAS:
                looks.formula()
            if hidden:
                looks.hidden_rows.add(row)
        elif kind == _COLUMN and record[16] & 1:
            first, last = struct.unpack_from("<II", record)
            looks.hidden_columns.append((first + 1, last + 1))
        elif kind == _MERGED:
            top, bottom, left, right = struct.unpack_from("<IIII", record)
            looks.merge(((top, left), (bottom, right)))
    return looks


def _records(part: bytes) -> Iterator[tuple[int, bytes]]:
    place = 0
    while place < len(part):
        kind, place = _number(part, place, 2)
        size, place = _number(part, place, 4)
        yield kind, part[place : place + size]
        place += size


def _number(part: bytes, place: int, longest: int) -> tuple[int, int]:
    """A number in groups of seven bits, the lowest first, and where it ends. A kind of record is counted with its marks."""
    value = 0
    for group in range(longest):
        byte = part[place]
        place += 1
        value |= (byte & 0x7F) << (7 * group)
        if not byte & 0x80:
            break
    return value, place


def _string(record: bytes, place: int) -> tuple[str, int]:
    length = struct.unpack_from("<I", record, place)[0]
    end = place + 4 + 2 * length
    return record[place + 4 : end].decode("utf-16-le"), end
