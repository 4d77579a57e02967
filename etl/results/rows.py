"""The rows of a table: which of them are about a region, and in which province.

Reads: a sheet and its layout. Decides: which rows are blank, titles, totals, signatures or footnotes; the province of a row that
stands below a province's heading or a merged cell. Nothing is dropped silently: what is passed over is listed with its reason.
Writes: nothing.
"""

import re
from collections.abc import Callable
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
    """A row about a region, as written: `cells` reach to every column of the layout; `province` as far as the table says it."""

    layout: Layout
    row: int
    cells: tuple[Cell, ...]
    province: str = ""
    length: int = 0
    """How many cells the row really has."""

    @property
    def sheet(self) -> str:
        """Name of the sheet."""
        return self.layout.sheet

    def cell(self, meaning: str) -> Cell:
        """The cell of a meaning; None if there is no such column."""
        place = self.layout.places.get(meaning)
        return None if place is None else self.cells[place - 1]

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
    width = max(layout.columns, default=0)
    for number, row in enumerate(sheet.rows[layout.last :], start=layout.last + 1):
        if row.count(None) == len(row):
            continue
        written = Written(layout, number, row + (None,) * (width - len(row)))
        if heading := _province_heading(written, row, is_province):
            province = heading
            passed.append(Passed(sheet.name, number, heading, "judul provinsi"))
        elif taken_for := _taken_for(written, row):
            passed.append(Passed(sheet.name, number, _content(row), taken_for))
        else:
            # in a merged column only the first row of a province names it
            province = written.text("provinsi") or province
            found.append(Written(layout, number, written.cells, province, len(row)))
    return found, passed


def _taken_for(written: Written, row: tuple[Cell, ...]) -> str:
    """What a row is if it is not about a region; "" if it may be."""
    name, code = written.text("kabkota"), written.text("kode")
    words = words_of(name)
    if words and words[0] not in _SUMS and name not in written.layout.used_titles and len(row) - row.count(None) > _MANY:
        return ""  # neither a title nor a note fills so many cells
    filled = [cell for cell in row if cell is not None]
    words = words or words_of(_content(row))
    numbered = (
        len(filled) > 1
        and all(re.fullmatch(r"\(?[0-9]{1,2}\)?", text(cell)) for cell in filled)
        and not re.fullmatch(r"[0-9]{4}", code)
    )
    footnote = (words and words[0] in _BELOW and len(filled) <= _FEW) or (
        len(filled) == 1 and not code and len(words) > _LONGEST_NAME
    )
    kinds = {
        "judul kolom berulang": bool(name) and name in written.layout.used_titles,
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
    if len(row) - row.count(None) > _FEW:
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
