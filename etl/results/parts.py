"""Look into the parts of an XLSX, before and after the spreadsheet library reads it.

That library is fast because it is lenient: it steps over tags it does not expect and cells that stand out of order. What it would
step over is damage, and must be said, so the values in a sheet's part are counted and held against those that were read; only
where the numbers differ is the part parsed strictly.

Reads: the bytes of a file. Decides: which parts are damaged. Writes: nothing.
"""

import codecs
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from xml.parsers import expat

Place = tuple[int, int, int]
ERRORS = (
    *(zipfile.BadZipFile, LookupError, ValueError, EOFError, NotImplementedError, RuntimeError, OSError, zlib.error),
    expat.ExpatError,
)
"""What the functions of this module raise for a file that is damaged."""

_SHEETS = "xl/worksheets/"
_FORMULA = re.compile(rb"<f[\s/>]")
_ERROR = re.compile(rb't="e"')
_PREFIX = re.compile(rb"(</?)[A-Za-z_][\w.-]*:")
_ADDRESS = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"')
_CELL = re.compile(rb'<c\b[^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"')
_VALUE = re.compile(rb"<v[^>]*>[^<]|<is\b")


@dataclass(frozen=True)
class Inspected:
    """What a reader must know, cells with a formula that was never calculated, and how many values each sheet's part holds."""

    notes: tuple[str, ...] = ()
    uncalculated: frozenset[Place] = frozenset()
    values: tuple[int, ...] = ()


def inspect(book: zipfile.ZipFile) -> Inspected:
    """Raises one of `ERRORS` for a file that is damaged."""
    uncalculated: set[Place] = set()
    values = []
    for name in book.namelist():
        if name.endswith((".xml", ".rels")) and not name.startswith(_SHEETS):
            _parse(book.read(name))
    named = sheet_parts(book)
    if left := {name for name in book.namelist() if name.startswith(_SHEETS) and name.endswith(".xml")} - set(named):
        raise ValueError(f"{', '.join(sorted(left))} tidak terdaftar sebagai lembar")
    for place, name in enumerate(named, start=1):
        part = book.read(name)
        if part.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            raise ValueError(f"{name} tidak tertulis dalam UTF-8")  # the library would find it empty
        values.append(part.count(b"</v>") + part.count(b"</is>"))
        if part.count(b"<v") + part.count(b"<is") != values[-1] or b"<!DOCTYPE" in part[: part.find(b"<sheetData")]:
            _parse(part)
        uncalculated.update((place, row, column) for row, column in _uncalculated(part))
    return Inspected(_notes(book), frozenset(uncalculated), tuple(values))


def check_sheet(part: bytes) -> None:
    """Raises one of `ERRORS` for a sheet that is no proper XML, or whose cells do not stand in order, each once."""
    _parse(part)
    before = (0, 0)
    for found in _CELL.finditer(part):
        address = (int(found[2]), column_number(found[1].decode()))
        if address <= before:
            raise ValueError(f"sel {found[1].decode()}{address[0]} tidak pada urutannya")
        before = address


def _parse(part: bytes) -> None:
    """Well-formed, and nothing declared: no office program does, and entities can hide anything."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _declared
    parser.Parse(part, True)  # noqa: FBT003 - the parser's own order of arguments


def _declared(*_: object) -> None:
    raise ValueError("memuat DOCTYPE")


def _notes(book: zipfile.ZipFile) -> tuple[str, ...]:
    names = book.namelist()
    notes = []
    if any(name.endswith("vbaProject.bin") for name in names):
        notes.append("Makro di dalam berkas tidak dijalankan.")
    if any(name.startswith("xl/externalLinks/") for name in names):
        notes.append("Berkas mengacu ke berkas lain: yang dibaca nilai yang terakhir tersimpan, tautannya tidak diikuti.")
    return tuple(notes)


def _uncalculated(part: bytes) -> Iterator[tuple[int, int]]:
    """Row and column of cells with a formula and no value (never calculated), or with an error such as #REF! in its place."""
    if b"<row" not in part:  # some programs write <x:row>, <x:c>, <x:f>
        part = _PREFIX.sub(rb"\1", part)
    for formula in _FORMULA.finditer(part):  # a formula is the first thing in its cell
        cell = part[part.rfind(b"<c", 0, formula.start()) : part.find(b"</c>", formula.start())]
        if not _VALUE.search(cell) and (address := _ADDRESS.search(cell)):
            yield int(address[2]), column_number(address[1].decode())
    for error in _ERROR.finditer(part):
        if address := _ADDRESS.search(part, part.rfind(b"<c", 0, error.start()), part.find(b">", error.start())):
            yield int(address[2]), column_number(address[1].decode())


def sheet_parts(book: zipfile.ZipFile) -> list[str]:
    """Parts with the sheets, in the order of the workbook."""
    workbook, links = book.read("xl/workbook.xml"), book.read("xl/_rels/workbook.xml.rels")
    targets = {}
    for link in re.findall(rb"<Relationship\b[^>]*>", links):
        target, key = re.search(rb'Target="([^"]+)"', link), re.search(rb'\bId="([^"]+)"', link)
        if target and key:
            text = target[1].decode().lstrip("/")
            targets[key[1]] = text if text.startswith("xl/") else f"xl/{text}"
    keys = re.findall(rb'<sheet\b[^>]*?r:id="([^"]+)"', workbook)
    present = set(book.namelist())
    return [targets[key] for key in keys if "worksheets/" in targets.get(key, "") and targets[key] in present]


def column_number(letters: str) -> int:
    """As spreadsheets write it: A is 1, AB is 28."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
