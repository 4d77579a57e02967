"""The rows of a table: which of them are about a region, and in which province.

Reads: a sheet and its layout. Decides: which rows are blank, titles, totals, signatures or footnotes; the province of a row that
stands below a province's heading or a merged cell, and its kind below "KABUPATEN" or "KOTA". Nothing is dropped silently: what is
passed over is listed with its reason. Writes: nothing.
"""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from etl.forms.headings import (
    LISTED,
    LONGEST,
    MARK,
    NAMING,
    OF_A_REGION,
    SUMS,
    TELLING,
    IsProvince,
    is_sum,
    kind_heading,
    merged_cells,
    named,
    province_said,
)
from etl.forms.sheets import Cell, Sheet, cell
from etl.forms.values import says_absent, text
from etl.regions.spelling import kind_said, words_of
from etl.results.layout import Layout
from etl.results.predicates import Predicates

TURNED = (dt.datetime, dt.date, dt.time, dt.timedelta)
"""What a spreadsheet makes of 11.10, 78.45 and 10/22 while they are typed."""
_BELOW = frozenset(
    {"mengetahui", "kepala", "nip", "ttd", "sumber", "catatan", "keterangan", "ket", "menyetujui", "dibuat", "direktur", "plt"}
    | {"plh", "an", "disetujui", "diperiksa", "tembusan", "dicetak", "menteri", "sekretaris", "ketua", "verifikator", "pemeriksa"}
    | {"ditetapkan", "dikeluarkan", "kakanwil", "gubernur", "bupati", "walikota"}
)
_FEW = 2
_MANY = 10
_LONGEST_NAME = 6
_IN_BRACKETS = re.compile(r"\([^()]{0,80}\)")
_KIND = re.compile(r"(?i)(?:kab|kota)")
_PLACE_AND_DAY = re.compile(r"[A-Za-z .]{3,30},? ?(?:[0-9]{1,2}|[.… ]{1,10}) [A-Za-z]{3,9} 20[0-9]{2}")


@dataclass(frozen=True)
class Written:
    """A row about a region, as written: `cells` reach to every column of the layout; `province` as far as the table says it."""

    layout: Layout
    row: int
    cells: tuple[Cell, ...]
    province: str = ""
    length: int = 0
    """How many cells the row really has."""
    name: str = ""
    """The region's name without its number and its province."""
    kind: str = ""
    """"Kabupaten" or "kota", of a heading above."""
    turned: Mapping[int, Cell] = field(default_factory=dict)
    """Columns with what the spreadsheet took for a time or a day; their cells count as empty."""
    section: str = ""
    """The predicate, or the words for "did not take part", of a heading above."""
    merged: Mapping[int, str] = field(default_factory=dict)
    """Columns whose cell is merged with those of other rows or columns, and the rows."""

    @property
    def sheet(self) -> str:
        """Name of the sheet."""
        return self.layout.sheet

    def cell(self, meaning: str) -> Cell:
        """The cell of a meaning; None if there is no such column. An empty predicate is that of the heading above."""
        place = self.layout.places.get(meaning)
        found = None if place is None else self.cells[place - 1]
        return (self.section or None) if found is None and meaning == "predikat" else found

    def text(self, meaning: str) -> str:
        """The cell as text."""
        return text(self.cell(meaning))

    @property
    def content(self) -> str:
        """What stands in the row."""
        return " | ".join(text(one) for one in self.cells if one is not None)[:300]

    def spot(self, column: int | None) -> tuple[int, int | None]:
        """Row and column in the sheet of a column of the layout."""
        if column is None or self.layout.upright is None:
            return self.row, column
        return self.layout.upright.get(column, (self.row, column))


@dataclass(frozen=True)
class Passed:
    """A row that is not about a region: where, what it says, and what it was taken for."""

    sheet: str
    row: int
    content: str
    taken_for: str


def table_rows(
    sheet: Sheet, layout: Layout, is_province: IsProvince, predicates: Predicates | None = None
) -> tuple[list[Written], list[Passed]]:
    """The rows below the header. `is_province` says whether a text names a province; `predicates` may be headings too."""
    if layout.upright is not None:
        return [_form_row(sheet, layout, layout.upright, is_province)], []
    reader = _Reader(sheet, layout, is_province, predicates or Predicates(()))
    for number, row in enumerate(sheet.rows[layout.last : layout.until], start=layout.last + 1):
        reader.read(number, row)
    return reader.found, reader.passed


class _Reader:
    """What has been read of a table: the headings that a row stands below."""

    def __init__(self, sheet: Sheet, layout: Layout, is_province: IsProvince, predicates: Predicates) -> None:
        self.sheet, self.layout, self.is_province, self.predicates = sheet, layout, is_province, predicates
        self.found: list[Written] = []
        self.passed: list[Passed] = []
        above = [heading for said in layout.above if (heading := province_said(said, is_province))]
        self.province = next(reversed(above), "") or (sheet.name if is_province(sheet.name) else "")
        above_kinds = (kind for said in reversed((_only_kind(layout), *layout.above)) if (kind := kind_heading([said])))
        self.kind: str = next(above_kinds, "")
        named = layout.column("predikat") is None and not layout.ticks
        said_above = (heading for said in (*reversed(layout.above), sheet.name) if (heading := self._section(said)))
        self.section: str = next(said_above, "") if named else ""
        self.signing = False
        self.width = max(layout.columns, default=0)
        self.merged = merged_cells(sheet, layout.columns, layout.last)

    def read(self, number: int, whole: tuple[Cell, ...]) -> None:
        low, high = self.layout.span or (1, len(whole))
        row = (None,) * (low - 1) + whole[low - 1 : high]
        if row.count(None) == len(row):
            return
        written = _written(self.layout, number, row + (None,) * (self.width - len(row)), len(whole))
        # a heading fills one cell, with at most its number before it
        few = [text(one) for one in row if one is not None] if len(row) - row.count(None) <= _FEW else []
        if heading := _province_heading(written, few, self.is_province):
            self.province, self.kind = heading, ""
            self._pass(number, heading, "judul provinsi")
        elif kind := kind_heading(few):
            self.kind = kind
            self._pass(number, " | ".join(few), "judul jenis")
        elif section := self._heading(written, few):
            self.section = section
            self._pass(number, " | ".join(few), "judul predikat")
        elif taken_for := _taken_for(written, row, signing=self.signing):
            self.signing = self.signing or taken_for == _NOTE
            if taken_for == _NAMELESS:
                self.section = "" if len(few) == 1 else self.section  # some other heading
                taken_for = RESULT_WITHOUT_NAME if _tells(written, self.predicates) else taken_for
            self._pass(number, " | ".join(text(one) for one in row if one is not None), taken_for)
        else:
            self._keep(written)

    def _heading(self, written: Written, few: Sequence[str]) -> str:
        """What a row says of those below it and nothing else: a predicate, or that they did not take part."""
        said = [one for one in few if not MARK.fullmatch(one)]
        own = (written.cells[place - 1] for place, meaning in self.layout.columns.items() if meaning in TELLING)
        return self._section(said[0]) if len(said) == 1 and said[0] not in map(text, own) else ""

    def _section(self, said: str) -> str:
        bare = LISTED.sub("", said[:LONGEST], count=1)
        return self.predicates.heading(said) or (bare if says_absent(bare) else "")

    def _pass(self, number: int, content: str, taken_for: str) -> None:
        self.passed.append(Passed(self.sheet.name, number, content[:300], taken_for))

    def _keep(self, written: Written) -> None:
        name, said = named(written.text("kabkota"), self.is_province)
        # in a merged column only the first row of a province names it
        self.province = written.text("provinsi") or self.province
        merged = self.merged.get(written.row, {})
        self.found.append(
            replace(written, province=said or self.province, name=name, kind=self.kind, section=self.section, merged=merged)
        )


def _written(layout: Layout, number: int, cells: tuple[Cell, ...], length: int) -> Written:
    turned = {
        place: cells[place - 1]
        for place, meaning in layout.columns.items()
        if isinstance(cells[place - 1], TURNED) and meaning not in ("nomor", "catatan", "tahun")
    }
    if turned:
        cells = tuple(None if place in turned else one for place, one in enumerate(cells, start=1))
    return Written(layout, number, cells, length=length, turned=turned)


def _form_row(sheet: Sheet, layout: Layout, spots: Mapping[int, tuple[int, int]], is_province: IsProvince) -> Written:
    cells = tuple(cell(sheet.rows[row - 1], column) for row, column in (spots[place] for place in sorted(spots)))
    naming = [spots[place][0] for place, meaning in layout.columns.items() if meaning in NAMING]
    row = next(iter((*naming, *(row for row, _ in spots.values()))))
    written = _written(layout, row, cells, len(cells))
    name, said = named(written.text("kabkota") if naming else next(iter(layout.above), sheet.name), is_province)
    return replace(written, province=said or written.text("provinsi"), name=name)


def _only_kind(layout: Layout) -> str:
    """The heading of the names, if it says their kind: "Kota"; "Kabupaten" only beside another table, for it often heads both."""
    title = layout.titles.get(layout.column("kabkota") or 0, "")
    return title if layout.span or kind_said(title[:LONGEST]) == "kota" else ""


_NOTE, _NAMELESS = "catatan di bawah tabel", "tanpa nama dan kode wilayah"
RESULT_WITHOUT_NAME = "hasil tanpa nama wilayah"


def _tells(written: Written, predicates: Predicates) -> bool:
    """Whether a row without a name holds a result."""
    return any(
        isinstance(said, float) or predicates.resembles(text(said))
        for meaning in TELLING
        if (said := written.cell(meaning)) is not None
    )


def _taken_for(written: Written, row: tuple[Cell, ...], *, signing: bool) -> str:
    """What a row is if it is not about a region; "" if it may be."""
    name, code = written.text("kabkota"), written.text("kode")
    words = words_of(name[:LONGEST])
    if written.row in written.layout.repeats:
        return "judul kolom berulang"
    if words and words[0] not in SUMS and name not in written.layout.used_titles and len(row) - row.count(None) > _MANY:
        return ""  # neither a title nor a note fills so many cells
    filled = [one for one in row if one is not None]
    words = words or words_of(text(filled[0])[:LONGEST])
    kinds = {
        "judul kolom berulang": bool(name) and name in written.layout.used_titles,
        "jumlah": is_sum(words),
        _NOTE: _is_note(written, filled, words, signing=signing),
        "nomor kolom": _is_numbering(filled) and not re.fullmatch(r"[0-9]{4}", code),
        _NAMELESS: not name and not code and not set(written.turned) & _naming(written.layout),
    }
    return next((kind for kind, holds in kinds.items() if holds), "")


def _naming(layout: Layout) -> set[int]:
    return {place for place, meaning in layout.columns.items() if meaning in NAMING}


def _is_note(written: Written, filled: Sequence[Cell], words: Sequence[str], *, signing: bool) -> bool:
    """A footnote or a signature: after the first of these, also names without any score."""
    if len(filled) > _FEW or written.text("kode"):
        return False
    said = text(filled[0])[:LONGEST]
    told = any(written.cell(meaning) is not None for meaning in TELLING)
    return bool(
        (words and words[0] in _BELOW)
        or (len(filled) == 1 and len(words) > _LONGEST_NAME)
        or _PLACE_AND_DAY.fullmatch(said)
        or (signing and not told and not _KIND.match(written.text("kabkota")))
    )


def _is_numbering(filled: Sequence[Cell]) -> bool:
    return len(filled) > 1 and all(re.fullmatch(r"\(?[0-9]{1,2}\)?", text(one)) for one in filled)


def _province_heading(written: Written, filled: Sequence[str], is_province: IsProvince) -> str:
    """The province that a row names and nothing else: "PROVINSI SUMATERA BARAT", with at most a number before it."""
    said = [one for one in filled if not MARK.fullmatch(one)]
    if len(said) != 1 or (written.text("provinsi") and written.text("kabkota")):
        return ""
    if len(said[0]) <= LONGEST and OF_A_REGION.search(_IN_BRACKETS.sub("", said[0])):
        return ""
    if re.match(r"(?i)\s*prov", said[0]) and len(said[0]) <= LONGEST:
        return said[0]
    return "" if len(written.text("kode")) > _FEW else province_said(said[0], is_province)
