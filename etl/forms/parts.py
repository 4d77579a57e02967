"""Look into the parts of an XLSX before the spreadsheet library reads it.

That library is fast because it is lenient: it steps over tags it does not expect and cells that stand out of order, and tells
nothing of what is hidden, struck through or shown as a percentage. So every sheet that is read is parsed strictly here first.

Reads: the bytes of a file. Decides: which parts are damaged, or too large. Writes: nothing.
"""

import codecs
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from etl.forms.looks import Looks, TooLargeError, column_number

ERRORS = (
    *(zipfile.BadZipFile, LookupError, ValueError, EOFError, NotImplementedError, RuntimeError, OSError, zlib.error),
    *(expat.ExpatError, struct.error),
)
"""What the functions of this module raise for a file that is damaged."""

MAX_PART = 150_000_000
MAX_TEXTS = 40_000_000
"""Bytes of one part of XML, and of the texts that all sheets share: a detailed round is 3 MB and 1 MB."""
_SHEETS = "xl/worksheets/"
_TEXTS = "sharedStrings.xml"
_AREA = re.compile(r"([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})")
_LITERAL = re.compile(r'"[^"]*"|\\.')
_PERCENT_BUILT_IN = frozenset({9, 10})
_ON = frozenset({"1", "true"})
Attributes = Mapping[str, str]


def inspect(book: zipfile.ZipFile) -> dict[str, Looks]:
    """Name of a sheet → what it shows; of hidden ones too, which are searched for personal data.

    Raises one of `ERRORS` for a file that is damaged or too large.
    """
    names = book.namelist()
    check_parts(book)
    for name in names:
        if name.endswith((".xml", ".rels")) and not name.startswith(_SHEETS):
            _parse(book.read(name), {})
    sheets = _sheet_parts(book)
    if left := {name for name in names if name.startswith(_SHEETS) and name.endswith(".xml")} - set(sheets.values()):
        raise ValueError(f"{', '.join(sorted(left))} tidak terdaftar sebagai lembar")
    styles = _Styles.of(book)
    return {name: _looks(book.read(part), part, name, styles) for name, part in sheets.items()}


def check_parts(book: zipfile.ZipFile) -> None:
    """Raises `TooLargeError` for a part of text that is larger than any result needs."""
    for entry in book.infolist():
        if entry.filename.endswith((".xml", ".bin")) and entry.file_size > MAX_PART:
            raise TooLargeError(f"{entry.filename} berukuran {entry.file_size / 1e6:.0f} MB bila dibuka")
        if entry.filename.endswith(_TEXTS) and entry.file_size > MAX_TEXTS:
            raise TooLargeError(
                f"teks di dalamnya {entry.file_size / 1e6:.0f} MB bila dibuka", "simpan hanya lembar hasil dalam berkas baru."
            )


def notes(book: zipfile.ZipFile) -> tuple[str, ...]:
    """What a reader must know of a workbook of Excel: macros left out, values of links."""
    names = book.namelist()
    found = []
    if any(name.endswith("vbaProject.bin") for name in names):
        found.append("Makro di dalam berkas tidak dijalankan.")
    if any(name.startswith("xl/externalLinks/") for name in names):
        found.append("Berkas mengacu ke berkas lain: yang dibaca nilai yang terakhir tersimpan, tautannya tidak diikuti.")
    return tuple(found)


def is_percent(number: int, code: str) -> bool:
    """Whether a format shows a value as a percentage; a sign between quotes is only a letter."""
    return number in _PERCENT_BUILT_IN or "%" in _LITERAL.sub("", code)


def plain(name: str) -> str:
    """The name of a tag or attribute without its prefix: some programs write <x:row>, <x:c>, <x:f>."""
    return name.rpartition(":")[2]


Start = Callable[[str, dict[str, str]], None]
"""What is called with a tag and its attributes."""
Text = Callable[[str], None]
"""What is called with a tag that ends, or with a text."""


def parse(part: bytes, start: Start, end: Text | None = None, text: Text | None = None) -> None:
    """Well-formed, and nothing declared: no office program does, and entities can hide anything."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _declared
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
    parser.Parse(part, True)  # noqa: FBT003 - the parser's own order of arguments


def _declared(*_: object) -> None:
    raise ValueError("memuat DOCTYPE")


def _parse(part: bytes, wanted: Mapping[str, Callable[[dict[str, str]], None]]) -> None:
    """Parse a part and hand over the attributes of some of its tags."""

    def start(name: str, attributes: dict[str, str]) -> None:
        if handler := wanted.get(plain(name)):
            handler({plain(key): value for key, value in attributes.items()})

    parse(part, start)


def _sheet_parts(book: zipfile.ZipFile) -> dict[str, str]:
    """Name of a sheet → its part."""
    named: dict[str, str] = {}

    def sheet(one: dict[str, str]) -> None:
        named[one.get("name", "")] = one.get("id", "")

    _parse(book.read("xl/workbook.xml"), {"sheet": sheet})
    targets = worksheets(book, "xl/_rels/workbook.xml.rels")
    return {name: targets[key] for name, key in named.items() if key in targets}


def worksheets(book: zipfile.ZipFile, links: str) -> dict[str, str]:
    """Of the links of a workbook those to sheets that are there: name of the link → part."""
    found: dict[str, str] = {}

    def link(one: dict[str, str]) -> None:
        target = one.get("Target", "").lstrip("/")
        found[one.get("Id", "")] = target if target.startswith("xl/") else f"xl/{target}"

    _parse(book.read(links), {"Relationship": link})
    present = set(book.namelist())
    return {key: part for key, part in found.items() if "worksheets/" in part and part in present}


@dataclass
class _Styles:
    """Which styles of cells are percentages, and which are struck through."""

    percent: set[str] = field(default_factory=set)
    struck: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, book: zipfile.ZipFile) -> "_Styles":
        reader = _StyleReader()
        if "xl/styles.xml" in book.namelist():
            parse(book.read("xl/styles.xml"), reader.start, reader.end)
        styles = cls()
        for number, (code, font) in enumerate(reader.cells):
            if is_percent(int(code) if code.isdigit() else 0, reader.formats.get(code, "")):
                styles.percent.add(str(number))
            if font.isdigit() and int(font) < len(reader.struck) and reader.struck[int(font)]:
                styles.struck.add(str(number))
        return styles


class _StyleReader:
    """Expat's handlers for the part of styles: formats by number, which fonts strike through, format and font of each style."""

    def __init__(self) -> None:
        self.formats: dict[str, str] = {}
        self.struck: list[bool] = []
        self.cells: list[tuple[str, str]] = []
        self.path: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.path.append(plain(name))
        match self.path[-2:]:
            case [_, "numFmt"]:
                self.formats[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
            case ["fonts", "font"]:
                self.struck.append(False)
            case ["font", "strike"] if "fonts" in self.path:
                self.struck[-1] = attributes.get("val", "1") in _ON
            case ["cellXfs", "xf"]:
                self.cells.append((attributes.get("numFmtId", "0"), attributes.get("fontId", "0")))

    def end(self, _: str) -> None:
        self.path.pop()


def _looks(part: bytes, place: str, name: str, styles: _Styles) -> Looks:
    if part.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise ValueError(f"{place} tidak tertulis dalam UTF-8")  # the library would find it empty
    reader = _SheetReader(name, styles)
    values = part.count(b"<v>")
    reader.looks.expect(formulas=part.count(b"<f>") + part.count(b"<f "), values=values)
    doubtful = values < part.count(b"</v>") or b"<v></v>" in part or b"<v/>" in part or b":v>" in part
    reader.texts = doubtful
    parse(part, reader.start, None, reader.text if doubtful else None)
    reader.done()
    return reader.looks


class _SheetReader:
    """Expat's handlers for the part of one sheet: they are called for every cell, so they are few and short.

    A cell is done when the next one begins. Whether a value is empty is only asked where one may be: then texts are handed over.
    """

    def __init__(self, name: str, styles: _Styles) -> None:
        self.styles, self.looks = styles, Looks(name)
        self.special = styles.percent | styles.struck
        self.row = self.column = 0
        self.hidden = self.formula = self.wrong = self.filled = self.held = self.inside = self.texts = False
        self.style = self.number = ""
        self.columns: dict[str, int] = {}
        self.starts: dict[str, Callable[[Attributes], None]] = {
            "c": self._cell,
            "v": self._value,
            "is": self._text,
            "f": self._formula,
            "row": self._row,
            "col": self._col,
            "mergeCell": self._merge,
        }

    def start(self, name: str, attributes: dict[str, str]) -> None:
        handler = self.starts.get(name) or self.starts.get(plain(name))
        if handler:
            handler(attributes)

    def text(self, said: str) -> None:
        if self.inside and said.strip():
            self.filled = True

    def done(self) -> None:
        """The cell before is complete."""
        looks = self.looks
        if self.wrong or (self.formula and not self.filled):
            looks.uncalculated.add((self.row, self.column))
        if not self.held:
            return
        self.held = self.wrong = self.formula = False
        looks.values += 1
        if self.row > looks.tall or self.column > looks.wide:  # the library makes room for an empty one too
            looks.reach(self.row, self.column)
        if self.filled and (self.hidden or self.style in self.special):
            self._shown(looks)

    def _shown(self, looks: Looks) -> None:
        if self.hidden:
            looks.hidden_rows.add(self.row)
        if self.style in self.styles.percent:
            looks.percent.add((self.row, self.column))
        if self.style in self.styles.struck:
            looks.struck.add((self.row, self.column))

    def _row(self, attributes: Attributes) -> None:
        self.done()
        before, self.row = self.row, int(attributes.get("r", self.row + 1))
        self.number = str(self.row)
        self._in_order(self.row > before, attributes)
        self.column = 0
        self.hidden = attributes.get("hidden") in _ON or attributes.get("ht") == "0"

    def _cell(self, attributes: Attributes) -> None:
        self.done()
        address, before = attributes.get("r", ""), self.column
        if address:
            letters = address.rstrip("0123456789")
            self.column = self.columns.get(letters) or self.columns.setdefault(letters, column_number(letters))
            if (number := address[len(letters) :]) != self.number:  # the library believes the cell, not its row
                self.row, self.number = int(number), number
                self._in_order(False, attributes)  # noqa: FBT003 - as below
            self._in_order(self.column > before, attributes)
        else:
            self.column += 1
        self.style = attributes.get("s", "")
        self.formula = self.filled = self.inside = False
        self.wrong = attributes.get("t") == "e"

    def _in_order(self, holds: bool, attributes: Attributes) -> None:  # noqa: FBT001 - called for every cell
        if not holds and not self.looks.disorder:
            self.looks.disorder = f"sel {attributes.get('r')} tidak pada urutannya"

    def _value(self, _: Attributes) -> None:
        self.held = self.inside = True
        self.filled = not self.texts

    def _text(self, _: Attributes) -> None:
        self.filled = self.held = True

    def _formula(self, _: Attributes) -> None:
        self.formula = self.held = True
        self.looks.formula()

    def _col(self, attributes: Attributes) -> None:
        if attributes.get("hidden") in _ON or attributes.get("width") == "0":
            self.looks.hidden_columns.append((int(attributes.get("min", 0)), int(attributes.get("max", 0))))

    def _merge(self, attributes: Attributes) -> None:
        if found := _AREA.fullmatch(attributes.get("ref", "")):
            top, bottom = int(found[2]) - 1, int(found[4]) - 1
            self.looks.merge(((top, column_number(found[1]) - 1), (bottom, column_number(found[3]) - 1)))
