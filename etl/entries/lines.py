"""The lines of a file of entries: which key each row speaks of, and what it says, as texts.

Reads: the rows of a sheet below its heading. Decides: region, province and year of a row; nothing is guessed, what is not known is
a finding. Writes: nothing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from etl.entries import cells, columns
from etl.entries.columns import SheetTable
from etl.entries.kinds import Key
from etl.forms import values
from etl.forms.findings import Finding
from etl.forms.headings import kind_heading, merged_cells, named, names_a_sum, province_said
from etl.forms.sheets import Cell, Sheet
from etl.regions.recognise import Recogniser, Region
from etl.regions.spelling import readings

_FEW = 2
_NATION = frozenset({"nasional", "seluruh indonesia", "indonesia"})


@dataclass(frozen=True)
class SaidCells:
    """What a row says about one key: texts by field (empty: nothing), and the column that each stands in."""

    key: Key
    value: Mapping[str, str]
    columns: Mapping[str, int]

    @property
    def empty(self) -> bool:
        """Whether it says nothing."""
        return not any(self.value.values())


@dataclass(frozen=True)
class SheetLine:
    """A row that is not blank: all that it says, or what is wrong with it. `upto`: the template's number, None without one."""

    table: SheetTable
    row: int
    cells: tuple[Cell, ...]
    said: tuple[SaidCells, ...] = ()
    upto: int | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def content(self) -> str:
        """The row as it stands in the file."""
        return " | ".join(values.text(cell) for cell in self.cells)


@dataclass
class LineReader:
    """Reads the rows of one file. `year`: what every row must be about; None leaves it to their own column."""

    recogniser: Recogniser
    year: int | None = None
    _found: list[Finding] = field(default_factory=list)
    _kind: str = ""
    _above: str = ""

    def lines(self, sheet: Sheet, table: SheetTable) -> Iterator[SheetLine]:
        """The rows below the heading of a table, without those that are blank, sums, or headings of a kind or a province."""
        self._kind = self._above = ""
        merged = merged_cells(sheet, {place: meaning for meaning, place in table.columns.items()}, table.row)
        for number, row in enumerate(sheet.rows[table.row :], start=table.row + 1):
            if all(values.says_nothing(cell) for cell in row) or names_a_sum(values.text(table.cell(row, "kabkota"))):
                continue
            if table.kind.place == "kabkota" and self._heads(row):
                continue
            self._found = [
                Finding("sel-gabungan", table.sheet, number, place, {"baris": rows})
                for place, rows in merged.get(number, {}).items()
            ]
            place = self._place(table, number, row)
            said = tuple(self._said(table, number, row, place)) if place is not None else ()
            upto = values.tried(values.number, table.cell(row, columns.NUMBER))
            yield SheetLine(table, number, row, said, None if upto is None else int(upto), tuple(self._found))

    def _heads(self, row: tuple[Cell, ...]) -> bool:
        """Whether a row says the kind or the province of those below it and nothing else; then it holds from here on."""
        few = [values.text(cell) for cell in row if not values.says_nothing(cell)]
        if len(few) <= _FEW and (kind := kind_heading(few)):
            self._kind = kind
            return True
        if len(few) == 1 and (province := province_said(few[0], self.recogniser.is_province)):
            self._kind, self._above = "", province
            return True
        return False

    def _place(self, table: SheetTable, number: int, row: tuple[Cell, ...]) -> Key | None:
        """The key of a row without its stage; None with a finding if it is not known, or without one if the row says nothing."""
        place = table.kind.place
        if place == "klaim":
            claim = values.text(table.cell(row, "id"))
            return (claim,)
        year = self._year(table, number, row)
        code = self._region(table, number, row) if place == "kabkota" else self._province(table, number, row)
        return None if year is None or code is None else (year, code)

    def _year(self, table: SheetTable, number: int, row: tuple[Cell, ...]) -> str | None:
        written = values.text(table.cell(row, "tahun"))
        column = table.columns.get("tahun")
        if not written and self.year is not None:
            return str(self.year)
        if not (written.isdigit() and len(written) == 4):  # noqa: PLR2004 - a year
            shown = f": “{written}”" if written else ""
            self._found.append(Finding("isian-tahun-tidak-diketahui", table.sheet, number, column, {"nilai": shown}))
            return None
        if self.year is not None and int(written) != self.year:
            told = {"tahun": written, "pilihan": self.year}
            self._found.append(Finding("isian-tahun-lain", table.sheet, number, column, told))
            return None
        return written

    def _region(self, table: SheetTable, number: int, row: tuple[Cell, ...]) -> str | None:
        name, code, province = (values.text(table.cell(row, meaning)) for meaning in ("kabkota", "kode", "provinsi"))
        plain, said = named(name, self.recogniser.is_province)
        if plain and self._kind and all(reading.kind is None for reading in readings(plain)):
            plain = f"{self._kind} {plain}"
        found = self.recogniser.recognise(plain, code=code, province=province or said or self._above)
        if found.region is not None:
            return found.region.code
        column = table.columns.get("kabkota") or table.columns.get("kode")
        told = {"nilai": name or code, "calon": _candidates(found.candidates)}
        self._found.append(Finding(str(found.why), table.sheet, number, column, told))
        return None

    def _province(self, table: SheetTable, number: int, row: tuple[Cell, ...]) -> str | None:
        name, code = (values.text(table.cell(row, meaning)) for meaning in ("provinsi", "kode_provinsi"))
        if table.kind.place != "provinsi" and not code and name.casefold() in _NATION:
            return ""
        said = [found for text in (name, code) if text for found in [self.recogniser.provinces_said(text)]]
        known = set.intersection(*said) if said else set()
        if len(known) == 1:
            return known.pop()
        column = table.columns.get("provinsi") or table.columns.get("kode_provinsi")
        written = " ".join(text for text in (code, name) if text) or "—"
        self._found.append(Finding("isian-provinsi-tidak-dikenal", table.sheet, number, column, {"nilai": written}))
        return None

    def _said(self, table: SheetTable, number: int, row: tuple[Cell, ...], place: Key) -> Iterator[SaidCells]:
        if table.stages:
            for stage in table.stages:
                yield self._fields(table, number, row, (*place, stage), f":{stage}")
        elif columns.STAGE in table.columns:
            written = cells.text_for(columns.field_of(table.kind, columns.STAGE), table.cell(row, columns.STAGE))
            yield self._fields(table, number, row, (*place, columns.stage_of(written)), "")
        else:
            yield self._fields(table, number, row, place, "")

    def _fields(self, table: SheetTable, number: int, row: tuple[Cell, ...], key: Key, suffix: str) -> SaidCells:
        value: dict[str, str] = {}
        where = {one.name: table.columns[one.name] for one in table.kind.keys if one.name in table.columns}
        for one in table.kind.values:
            column = table.columns.get(one.name + suffix)
            if column is None:
                continue
            where[one.name] = column
            try:
                value[one.name] = cells.text_for(one, table.cell(row, one.name + suffix))
            except ValueError as error:
                told = {"isian": one.name, "sebab": f"'{values.text(table.cell(row, one.name + suffix))}' {error}"}
                self._found.append(Finding("isian-nilai", table.sheet, number, column, told))
        return SaidCells(key, value, where)


def _candidates(regions: tuple[Region, ...]) -> str:
    return f" Calon: {'; '.join(f'{one.name} ({one.code})' for one in regions)}." if regions else ""
