"""What every form has, whatever is filled in: how its sheets look and what is locked, its guide, and how it is written.

Reads: a file of sentences. Decides: nothing. Writes: a file that is not there yet; the caller has the bytes of all else.
"""

import contextlib
import datetime as dt
import io
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from etl.base import atomic
from etl.base.errors import UserError

GUIDE = "Petunjuk"
LANGUAGES = ("id", "en")
_A4 = 9
_OPEN = {"bg_color": "#FFFBE6", "locked": False}
_PROTECTION = {"format_columns": True, "format_rows": True, "autofilter": True}


@contextlib.contextmanager
def opened(out: io.BytesIO, year: int, properties: Mapping[str, str]) -> Iterator[xlsxwriter.Workbook]:
    """A workbook that is written to `out` when the block ends; it is dated by its year, so that the same form is the same bytes."""
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        created = dt.datetime(year, 1, 1, tzinfo=dt.UTC).replace(tzinfo=None)
        book.set_properties({**properties, "author": "Dasbor Kabupaten/Kota Peduli HAM", "created": created})
        yield book


class Styles:
    """The looks of cells: headings, locked ones, those to fill in."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book, self._line = book, {"border": 1, "border_color": "#BFBFBF"}
        self.head = self._made(bold=True, text_wrap=True, valign="vcenter", bg_color="#1F3864", font_color="#FFFFFF")
        self.locked = self._made(bg_color="#EDEDED")
        self.open = self.filled()

    def filled(self, **more: object) -> Format:
        """A cell to fill in, with more to its looks."""
        return self._made(**_OPEN, **more)

    def _made(self, **looks: object) -> Format:
        return self._book.add_format({**self._line, **looks})


def finish(sheet: Worksheet, top: int, rows: int, width: int, codes: str = "A") -> None:
    """What follows when the cells are there: frozen headings, a filter, what is locked, the page.

    `top`: row of the headings, from 0; `codes`: the last of the columns that may hold numbers written as texts.
    """
    sheet.autofilter(top, 0, top + rows, width - 1)
    sheet.ignore_errors({"number_stored_as_text": f"A{top + 2}:{codes}{top + 1 + rows}"})
    sheet.protect("", _PROTECTION)
    _page(sheet)
    sheet.repeat_rows(top)


def guide(book: xlsxwriter.Workbook, lines: Iterable[tuple[str, str, str]]) -> None:
    """Sheet Petunjuk: what each line is about, and what it says in both languages; titles are about nothing."""
    sheet = book.add_worksheet(GUIDE)
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    bold = book.add_format({"text_wrap": True, "valign": "top", "bold": True})
    for row, (about, *sentences) in enumerate(lines):
        sheet.write_string(row, 0, about, bold)
        for place, sentence in enumerate(sentences, start=1):
            sheet.write_string(row, place, sentence, wrap if about else bold)
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 2, 68)
    _page(sheet)
    sheet.fit_to_pages(1, 0)
    sheet.protect()


def say(sentences: Path, key: str, **values: object) -> tuple[str, str]:
    """A sentence of a file in both languages."""
    indonesian, english = (_told(sentences)[key][language].format_map(values) for language in LANGUAGES)
    return indonesian, english


@cache
def _told(sentences: Path) -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(sentences.read_text(encoding="utf-8"))


def _page(sheet: Worksheet) -> None:
    sheet.set_landscape()
    sheet.set_paper(_A4)


def write_new(target: Path, content: bytes) -> None:
    """Write a file that is not there yet, whole or not at all. Raises `UserError` if it is there or cannot be written."""
    if target.suffix.lower() != ".xlsx":
        raise UserError(f"Nama {target.name} tidak berakhiran .xlsx.", remedy="beri nama berkas yang berakhiran .xlsx.")
    if target.exists():
        raise UserError(
            f"Berkas {target.name} sudah ada dan mungkin sudah diisi.",
            remedy="pilih nama lain dengan --keluar, atau pindahkan dahulu.",
        )
    try:
        atomic.write(target, content, atomic.PUBLIC)  # an empty form, which is sent around
    except OSError as error:
        raise UserError(
            f"Berkas {target} tidak dapat ditulis: {error.strerror}.",
            remedy="periksa folder tujuan, hak akses, dan ruang kosongnya.",
        ) from error
