"""Look into an XLS before the spreadsheet library reads it: how far its sheets reach, and what they show besides values.

A compound file ([MS-CFB]) with a stream of records ([MS-XLS]): kind and length of two bytes each, then the body.

Reads: the bytes of a file. Decides: which are damaged, or too large; the library asks for memory as broken lengths tell it to.
Writes: nothing.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from etl.forms.looks import Looks
from etl.forms.parts import is_percent

_END, _SMALL, _ENTRY = 0xFFFFFFFA, 4096, 128
_STREAMS = ("Workbook", "Book")
_BOF, _EOF, _SHEET, _PASSWORD, _FONT, _FORMAT, _STYLE = 0x0809, 0x000A, 0x0085, 0x002F, 0x0031, 0x041E, 0x00E0
_ROW, _COLUMNS, _MERGED, _FORMULA, _MANY = 0x0208, 0x007D, 0x00E5, 0x0006, 0x00BD
_CELLS = (0x0203, 0x0204, 0x00FD, 0x027E, 0x00D6, 0x0205, _FORMULA, _MANY)
_STRUCK, _ROW_HIDDEN, _BIFF8, _NO_FONT = 0x08, 0x20, 0x0600, 4


def inspect(content: bytes) -> dict[str, Looks]:
    """Name of a sheet → what it shows; nothing of a locked file. Raises one of `etl.forms.parts.ERRORS`."""
    stream = _stream(content)
    book = _Globals()
    for kind, body in _records(stream, 0):
        if kind == _PASSWORD:
            return {}
        book.take(kind, body)
    return {name: _looks(name, stream, place, book) for name, place in book.sheets.items()}


@dataclass
class _Globals:
    """What all sheets share: their names and places, fonts, formats and styles."""

    version: int = _BIFF8
    sheets: dict[str, int] = field(default_factory=dict)
    struck: list[bool] = field(default_factory=list)
    formats: dict[int, str] = field(default_factory=dict)
    styles: list[tuple[int, int]] = field(default_factory=list)

    def take(self, kind: int, body: bytes) -> None:
        """Note what a record says."""
        if kind == _BOF:
            self.version = struct.unpack_from("<H", body)[0]
        elif kind == _SHEET and body[5] == 0:  # with cells
            self.sheets[self._text(body, 7, body[6])] = struct.unpack_from("<I", body)[0]
        elif kind == _FONT:
            self.struck.append(bool(struct.unpack_from("<H", body, 2)[0] & _STRUCK))
        elif kind == _FORMAT:
            number, length = struct.unpack_from("<HH", body)
            self.formats[number] = self._text(body, 4, length) if self.version == _BIFF8 else self._text(body, 3, body[2])
        elif kind == _STYLE:
            self.styles.append(struct.unpack_from("<HH", body))

    def _text(self, body: bytes, place: int, length: int) -> str:
        if self.version != _BIFF8:
            return body[place : place + length].decode("cp1252", "replace")
        wide = body[place] & 1
        said = body[place + 1 : place + 1 + length * (1 + wide)]
        return said.decode("utf-16-le" if wide else "latin-1", "replace")

    def shows(self, style: int) -> tuple[bool, bool]:
        """Whether a style is a percentage, and whether it is struck through."""
        font, form = self.styles[style] if style < len(self.styles) else (0, 0)
        font -= font > _NO_FONT  # there is no fifth font, by an old mistake that was kept
        return is_percent(form, self.formats.get(form, "")), font < len(self.struck) and self.struck[font]


def _looks(name: str, stream: bytes, place: int, book: _Globals) -> Looks:
    looks = Looks(name)
    hidden: set[int] = set()
    filled: set[int] = set()
    for kind, body in _records(stream, place):
        if kind in _CELLS:
            row, first, style = struct.unpack_from("<HHH", body)
            cells = [(first, style)]
            if kind == _MANY:
                cells = [(first + at, struct.unpack_from("<H", body, 4 + 6 * at)[0]) for at in range((len(body) - 6) // 6)]
            for column, said in cells:
                looks.value(row + 1, column + 1)
                percent, struck = book.shows(said)
                looks.percent.update([(row + 1, column + 1)] if percent else [])
                looks.struck.update([(row + 1, column + 1)] if struck else [])
            filled.add(row + 1)
            if kind == _FORMULA:
                looks.formula()
        elif kind == _ROW and struct.unpack_from("<H", body, 12)[0] & _ROW_HIDDEN:
            hidden.add(struct.unpack_from("<H", body)[0] + 1)
        elif kind == _COLUMNS and struct.unpack_from("<H", body, 8)[0] & 1:
            first, last = struct.unpack_from("<HH", body)
            looks.hidden_columns.append((first + 1, last + 1))
        elif kind == _MERGED:
            for at in range(struct.unpack_from("<H", body)[0]):
                top, bottom, left, right = struct.unpack_from("<HHHH", body, 2 + 8 * at)
                looks.merge(((top, left), (bottom, right)))
    looks.hidden_rows |= hidden & filled
    return looks


def _records(stream: bytes, place: int) -> Iterator[tuple[int, bytes]]:
    """The records of a substream, to its end; one within another, such as a chart, is stepped over."""
    depth = 0
    while place + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, place)
        depth += (kind == _BOF) - (kind == _EOF)
        if depth <= 1:
            yield kind, stream[place + 4 : place + 4 + length]
        if kind == _EOF and depth <= 0:
            return
        place += 4 + length
    raise ValueError("lembar di dalamnya tidak berakhir")


def _stream(content: bytes) -> bytes:
    """The stream of the workbook."""
    sector = 1 << _at("<H", content, 30)
    if sector not in (512, 4096):
        raise ValueError("kepala berkasnya bukan milik XLS")
    sectors = len(content) // sector + 1
    fat = _table(content, sector, sectors)
    root: tuple[int, int] | None = None
    for place in range(0, len(entries := _chain(content, fat, _at("<I", content, 48), sector, sector)), _ENTRY):
        entry = entries[place : place + _ENTRY]
        name = entry[: max(0, _at("<H", entry, 64) - 2)].decode("utf-16-le", "replace")
        start, size = struct.unpack_from("<II", entry, 116)
        if size > len(content):
            raise ValueError("ukuran di dalamnya melebihi berkasnya")
        root = root or (start, size)
        if name in _STREAMS:
            if size >= _SMALL:
                return _chain(content, fat, start, sector, sector)[:size]
            small = _chain(content, fat, root[0], sector, sector)
            links = _chain(content, fat, _at("<I", content, 60), sector, sector)
            table = struct.unpack(f"<{len(links) // 4}I", links[: len(links) // 4 * 4])
            return _chain(small, table, start, 64, 0)[:size]
    raise ValueError("tidak ada buku kerja di dalamnya")


def _table(content: bytes, sector: int, sectors: int) -> tuple[int, ...]:
    """The table that says which sector follows which."""
    places = list(struct.unpack_from("<109I", content, 76))
    more, count = struct.unpack_from("<II", content, 68)
    for _ in range(min(count, sectors)):
        if more >= _END:
            break
        found = struct.unpack_from(f"<{sector // 4}I", content, (more + 1) * sector)
        places += found[:-1]
        more = found[-1]
    wanted = [place for place in places if place < _END][: _at("<I", content, 44)]
    if len(wanted) > sectors:
        raise ValueError("daftar bagiannya melebihi berkasnya")
    return tuple(one for place in wanted for one in struct.unpack_from(f"<{sector // 4}I", content, (place + 1) * sector))


def _chain(content: bytes, table: tuple[int, ...], place: int, size: int, head: int) -> bytes:
    """The sectors of a stream, one after the other. Raises `ValueError` where they never end."""
    found = []
    while place < _END:
        found.append(content[place * size + head : (place + 1) * size + head])
        if len(found) > len(table) or place >= len(table):
            raise ValueError("bagian-bagiannya tidak tersambung")
        place = table[place]
    return b"".join(found)


def _at(form: str, content: bytes, place: int) -> int:
    value: int = struct.unpack_from(form, content, place)[0]
    return value
