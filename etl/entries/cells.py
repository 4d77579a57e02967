"""Read the cells of a file of entries as offices write them, into the texts that the fields' parsers take.

Reads: one cell. Decides: its text; "" means that the cell says nothing. Raises `ValueError`, in Indonesian, for a day that is none.
Writes: nothing.
"""

import datetime as dt
import re

from etl.entries.kinds import Field
from etl.results import values
from etl.results.sheets import Cell

DAY = "tanggal"
_MONTHS = (
    ("januari", "februari", "maret", "april", "mei", "juni", "juli", "agustus", "september", "oktober", "november", "desember"),
    ("jan", "feb", "mar", "apr", "mei", "jun", "jul", "agu", "sep", "okt", "nov", "des"),
    ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"),
)
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[T ]0{1,2}:00(?::00)?)?")
_DAY_FIRST = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")
_NAMED = re.compile(r"([0-9]{1,2}) ([a-z]+)\.? ([0-9]{4})")


def text_for(field: Field, cell: Cell) -> str:
    """What a cell says about `field`: days as 2026-03-12, words of a choice in small letters."""
    if field.name == DAY:
        found = day(cell)
        return found.isoformat() if found else ""
    if values.says_nothing(cell):
        return ""
    return values.text(cell).casefold() if field.choices or field.name == "cabut" else values.text(cell)


def day(cell: Cell) -> dt.date | None:
    """A day: a date of the spreadsheet, 2026-03-12, 12/03/2026 (the day comes first), 12 Maret 2026."""
    if isinstance(cell, dt.datetime):
        return cell.date()
    if isinstance(cell, dt.date):
        return cell
    if values.says_nothing(cell):
        return None
    written = values.text(cell).casefold()
    if found := _ISO.fullmatch(written):
        year, month, number = map(int, found.groups())
    elif found := _DAY_FIRST.fullmatch(written):
        number, month, year = map(int, found.groups())
    elif (found := _NAMED.fullmatch(written)) and (named := _month(found[2])):
        number, month, year = int(found[1]), named, int(found[3])
    else:
        raise ValueError("bukan tanggal; tulis misalnya 12/03/2026, hari lebih dahulu")
    try:
        return dt.date(year, month, number)
    except ValueError as error:
        raise ValueError("bukan tanggal yang ada dalam kalender") from error


def _month(name: str) -> int | None:
    return next((names.index(name) + 1 for names in _MONTHS if name in names), None)
