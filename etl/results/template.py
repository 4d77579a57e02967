"""The empty workbook that offices fill in.

Reads: the rule of the year and its regions. Decides: columns, drop-downs, what is locked.
Writes: nothing; the caller has the bytes.

The headings are those that `etl.results.layout` understands, so that a filled form loads without anybody's help.
"""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from etl.base.errors import UserError
from etl.forms import blank
from etl.forms.regions import Place
from etl.results import guide
from etl.results.mark import MARK, SENTENCE
from etl.results.rules import HIGHEST, Criterion, Rule

Detail = Literal["kriteria", "indikator"]
Cells = Mapping[tuple[str, str], object]
"""(code of a region, meaning of a column) → value; only a simulation has any."""

LOCKED = (("kode", "Kode", 8), ("kabkota", "Kabupaten/Kota", 34), ("provinsi", "Provinsi", 26), ("tahun", "Tahun", 7))
INPUT = {
    "predikat": ("Predikat", 20),
    "skor": ("Skor", 9),
    "jenis_skor": ("Jenis skor", 10),
    "skor_murni": ("Nilai murni", 9),
    "bonus": ("Bonus", 9),
    "skor_total": ("Nilai total", 9),
    "partisipasi": ("Partisipasi", 12),
    "rekomendasi": ("Rekomendasi", 13),
    "catatan": ("Catatan", 40),
}
"""Meaning of a column (as in `nama_kolom.csv`) → heading, width in characters."""
CHOICES = {"jenis_skor": ("murni", "total"), "partisipasi": ("ya", "tidak"), "rekomendasi": ("ya", "tidak")}
_SCORES = frozenset({"skor", "skor_murni", "skor_total", "bonus"})
_WIDEST_ON_ONE_PAGE = 16


@dataclass(frozen=True)
class ResultsForm:
    """What the workbook is about. `assessed`: the year of the performance; `area`: the province's name, None for the nation."""

    rule: Rule
    assessed: int | None
    area: str | None
    places: tuple[Place, ...]
    detail: Detail | None = None

    @property
    def title(self) -> str:
        """As in "Hasil penilaian Kabupaten/Kota Peduli HAM 2024"."""
        return f"Hasil penilaian {self.rule.programme or self.rule.name} {self.rule.year}"

    def result_columns(self) -> tuple[str, ...]:
        """Meanings of the columns to fill in."""
        bonus = ("bonus",) if self.rule.bonus else ()
        return ("predikat", "skor", "jenis_skor", *bonus, "partisipasi", "rekomendasi", "catatan")


def check_detail(rule: Rule, detail: Detail | None) -> None:
    """Raises `UserError` where the columns that are asked for are not known."""
    if detail and not rule.criteria:
        raise UserError(
            f"Kriteria {rule.name} tidak ada di kriteria.csv.", remedy="lengkapi kriteria.csv, atau buat templat tanpa --rincian."
        )
    if detail == "indikator" and not rule.knows_indicators:
        unknown = [f"{criterion.order}. {criterion.name}" for criterion in rule.criteria if not criterion.indicators]
        raise UserError(
            f"Banyaknya indikator {rule.name} menurut hak tidak diketahui.",
            details=unknown,
            remedy="isi jumlah_indikator setiap hak pada aturan_nilai.csv, atau pakai --rincian kriteria.",
        )


def workbook(wanted: ResultsForm, columns: Sequence[str] | None = None, cells: Cells | None = None) -> bytes:
    """The workbook as bytes; the same form gives the same bytes. With `cells` it is a simulation, filled in and marked as such."""
    out = io.BytesIO()
    with blank.opened(out, wanted.rule.year, _properties(wanted, simulated=cells is not None)) as book:
        book.set_custom_property("tahun", wanted.rule.year)
        book.set_custom_property("peraturan", wanted.rule.name)
        if cells is not None:
            book.set_custom_property(MARK, "ya")
        if cells is not None:
            _warn(book)
        columns = columns or wanted.result_columns()
        writer = _Writer(book, wanted, cells)
        writer.results(book.add_worksheet("Hasil"), columns)
        if wanted.detail:
            writer.details(book.add_worksheet("Rincian"))
        guide.write(
            book,
            wanted.rule,
            guide.Words(wanted.assessed, wanted.area, len(wanted.places), wanted.detail),
            {key: INPUT[key][0] for key in columns},
        )
        book.worksheets_objs[0].activate()
    return out.getvalue()


def _properties(wanted: ResultsForm, *, simulated: bool) -> Mapping[str, str]:
    return {
        "title": f"{MARK}: {wanted.title}" if simulated else wanted.title,
        "subject": wanted.rule.name,
        "comments": SENTENCE if simulated else "Templat isian; angka diisi oleh kantor yang menilai.",
    }


def _warn(book: xlsxwriter.Workbook) -> None:
    sheet = book.add_worksheet(MARK)
    sheet.write_string(0, 0, SENTENCE, book.add_format({"bold": True, "font_size": 14, "font_color": "#9C0006"}))
    sheet.protect()


class _Writer:
    """Writes the sheets of one workbook."""

    def __init__(self, book: xlsxwriter.Workbook, wanted: ResultsForm, cells: Cells | None) -> None:
        self.form = wanted
        self.cells = cells
        self.styles = blank.Styles(book)
        self.open_text = self.styles.filled(text_wrap=True)
        self.number = self.styles.filled(num_format="0.##")
        self.alarm = book.add_format({"bold": True, "font_color": "#9C0006"})

    def results(self, sheet: Worksheet, columns: Sequence[str]) -> None:
        """Sheet Hasil: one row per region."""
        top = self._regions(sheet)
        last = top + len(self.form.places)
        for place, meaning in enumerate(columns, start=len(LOCKED)):
            title, width = INPUT[meaning]
            sheet.write_string(top, place, title, self.styles.head)
            sheet.set_column(place, place, width)
            self._fill(sheet, top, place, meaning)
            if rule := self._validation(meaning):
                sheet.data_validation(top + 1, place, last, place, rule)
        self._finish(sheet, top, len(LOCKED) + len(columns))

    def details(self, sheet: Worksheet) -> None:
        """Sheet Rincian: a column per criterion, and per indicator where they are asked for."""
        top = self._regions(sheet)
        columns = [column for criterion in self.form.rule.criteria for column in self._detail_columns(criterion)]
        if self.cells is not None:
            columns.append(("catatan", INPUT["catatan"][0]))  # what marks every row of a simulation
        for place, (meaning, title) in enumerate(columns, start=len(LOCKED)):
            sheet.write_string(top, place, title, self.styles.head)
            self._fill(sheet, top, place, meaning)
        end = len(LOCKED) + len(columns)
        sheet.set_column(len(LOCKED), end - 1, 13)
        points = end - (self.cells is not None)
        sheet.data_validation(top + 1, len(LOCKED), top + len(self.form.places), points - 1, _points())
        sheet.set_row(top, 62)
        self._finish(sheet, top, end)

    def _detail_columns(self, criterion: Criterion) -> list[tuple[str, str]]:
        columns = [(f"kriteria:{criterion.order}", criterion.name)]
        if self.form.detail == "indikator":
            places = [f"{criterion.order}.{number}" for number in range(1, (criterion.indicators or 0) + 1)]
            columns += [(f"indikator:{place}", f"Indikator {place}") for place in places]
        return columns

    def _regions(self, sheet: Worksheet) -> int:
        """Write the locked columns; the row (from 0) of the headings."""
        top = 0
        if self.cells is not None:
            sheet.write_string(0, 0, SENTENCE, self.alarm)
            top = 1
        for place, (_, title, width) in enumerate(LOCKED):
            sheet.write_string(top, place, title, self.styles.head)
            sheet.set_column(place, place, width)
        for row, region in enumerate(self.form.places, start=top + 1):
            for place, value in enumerate((region.code, region.name, region.province)):
                sheet.write_string(row, place, value, self.styles.locked)
            sheet.write_number(row, len(LOCKED) - 1, self.form.rule.year, self.styles.locked)
        return top

    def _fill(self, sheet: Worksheet, top: int, place: int, meaning: str) -> None:
        style = self._style(meaning)
        for row, region in enumerate(self.form.places, start=top + 1):
            value = (self.cells or {}).get((region.code, meaning))
            if value is None:
                sheet.write_blank(row, place, None, style)
            elif isinstance(value, str):
                sheet.write_string(row, place, value, style)
            else:
                sheet.write_number(row, place, float(str(value)), style)

    def _style(self, meaning: str) -> Format:
        if meaning == "catatan":
            return self.open_text
        return self.number if meaning in _SCORES or ":" in meaning else self.styles.open

    def _validation(self, meaning: str) -> dict[str, object] | None:
        if meaning in _SCORES:
            return _points()
        if meaning == "predikat":
            # a range, not a list in the cell: names may hold commas and be longer than a list may
            return _choice(guide.predicate_range(self.form.rule))
        return _choice(list(CHOICES[meaning])) if meaning in CHOICES else None

    def _finish(self, sheet: Worksheet, top: int, width: int) -> None:
        sheet.freeze_panes(top + 1, 2)
        blank.finish(sheet, top, len(self.form.places), width)
        sheet.set_margins(left=0.4, right=0.4, top=0.8, bottom=0.7)
        if width <= _WIDEST_ON_ONE_PAGE:
            sheet.fit_to_pages(1, 0)
        else:
            sheet.repeat_columns(0, 1)
        marked = f"{MARK}: " if self.cells is not None else ""
        sheet.set_header(f'&C&"-,Bold"{_plain(marked + self.form.title)}')
        sheet.set_footer(f"&L{_plain(self.form.rule.name)}&R&P / &N")


def _plain(text: str) -> str:
    """A text for a page's header, where & begins a command."""
    return text.replace("&", "&&")


def _points() -> dict[str, object]:
    return {
        "validate": "decimal",
        "criteria": "between",
        "minimum": 0,
        "maximum": int(HIGHEST),
        "error_title": "0–100",
        "error_message": guide.both("galat_skor"),
    }


def _choice(source: str | list[str]) -> dict[str, object]:
    return {"validate": "list", "source": source, "error_title": "Daftar", "error_message": guide.both("galat_pilihan")}
