"""The rows of a table: which of them are about a region, and in which province.

Reads: a sheet and its layout. Decides: which rows are blank, titles, totals, signatures or footnotes; the province of a row that
stands below a province's heading or a merged cell. Nothing is dropped silently: what is passed over is listed with its reason.
Writes: nothing.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from etl.results.layout import Layout
from etl.results.sheets import Cell, Sheet
from etl.results.values import text
from etl.spelling import words_of

_SUMS = frozenset({"jumlah", "total", "rata", "rerata", "average", "grand", "subtotal", "persentase", "prosentase"})
_BELOW = frozenset(
    {"mengetahui", "kepala", "nip", "ttd", "sumber", "catatan", "keterangan", "ket", "menyetujui", "dibuat", "direktur", "plt"}
)


@dataclass(frozen=True)
class Written:
    """A row about a region, as written: meaning → (place of the column from 1, cell); `province` as far as the table says it."""

    sheet: str
    row: int
    cells: Mapping[str, tuple[int, Cell]]
    province: str

    def cell(self, meaning: str) -> Cell:
        """The cell of a meaning; None if there is no such column."""
        return self.cells[meaning][1] if meaning in self.cells else None

    def text(self, meaning: str) -> str:
        """The cell as text."""
        return text(self.cell(meaning))


@dataclass(frozen=True)
class Passed:
    """A row that is not about a region: where, what it says, and what it was taken for."""

    sheet: str
    row: int
    content: str
    taken_for: str


def table_rows(sheet: Sheet, layout: Layout, is_province: Callable[[str], bool]) -> tuple[list[Written], list[Passed]]:
    """The rows below the header. `is_province` says whether a text names a province."""
    found: list[Written] = []
    passed: list[Passed] = []
    province = _named_province(sheet.name, is_province)
    for number, row in enumerate(sheet.rows[layout.last :], start=layout.last + 1):
        if all(cell is None for cell in row):
            continue
        cells = {meaning: (place, row[place - 1]) for place, meaning in layout.columns.items() if place <= len(row)}
        written = Written(sheet.name, number, cells, "")
        if heading := _province_heading(written, row, is_province):
            province = heading
            passed.append(Passed(sheet.name, number, heading, "judul provinsi"))
        elif taken_for := _taken_for(written, row, layout):
            passed.append(Passed(sheet.name, number, _content(row), taken_for))
        else:
            # in a merged column only the first row of a province names it
            province = written.text("provinsi") or province
            found.append(Written(sheet.name, number, cells, province))
    return found, passed


def _taken_for(written: Written, row: tuple[Cell, ...], layout: Layout) -> str:
    """What a row is if it is not about a region; "" if it may be."""
    name, code = written.text("kabkota"), written.text("kode")
    filled = [cell for cell in row if cell is not None]
    if name and len(filled) > _MANY and words_of(name)[:1] != [] and words_of(name)[0] not in _SUMS:
        return ""  # neither a title nor a note fills so many cells
    words = words_of(name) or words_of(_content(row))
    titles = {title for place, title in layout.titles.items() if place in layout.columns}
    numbered = (
        len(filled) > 1
        and all(re.fullmatch(r"\(?[0-9]{1,2}\)?", text(cell)) for cell in filled)
        and not re.fullmatch(r"[0-9]{4}", code)
    )
    footnote = (words and words[0] in _BELOW and len(filled) <= _FEW) or (
        len(filled) == 1 and not code and len(words) > _LONGEST_NAME
    )
    kinds = {
        "judul kolom berulang": bool(name) and name in titles,
        "jumlah": bool(words) and words[0] in _SUMS,
        "catatan di bawah tabel": footnote,
        "nomor kolom": numbered,
        "tanpa nama dan kode wilayah": not name and not code,
    }
    return next((kind for kind, holds in kinds.items() if holds), "")


_FEW = 2
_MANY = 10
_LONGEST_NAME = 6


def _province_heading(written: Written, row: tuple[Cell, ...], is_province: Callable[[str], bool]) -> str:
    """The province that a row names and nothing else: "PROVINSI SUMATERA BARAT", with at most a number before it."""
    if sum(cell is not None for cell in row) > _FEW:
        return ""
    filled = [text(cell) for cell in row if cell is not None]
    named = [said for said in filled if not re.fullmatch(r"[0-9IVXivx.]{1,6}|[A-Za-z][.)]?", said)]
    if len(named) != 1 or (written.text("provinsi") and written.text("kabkota")):
        return ""
    said = named[0]
    return said if re.match(r"(?i)\s*prov", said) or (not written.text("kode") and is_province(said)) else ""


def _named_province(name: str, is_province: Callable[[str], bool]) -> str:
    return name if is_province(name) else ""


def _content(row: tuple[Cell, ...]) -> str:
    return " | ".join(text(cell) for cell in row if cell is not None)[:300]
