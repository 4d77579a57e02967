"""Read the cells of a file of entries as offices write them, into the texts that the fields' parsers take.

Reads: one cell. Decides: its text; "" means that the cell says nothing. Raises `ValueError`, in Indonesian, for a day that is none.
Writes: nothing.
"""

import datetime as dt
import re

from etl.entries.kinds import STAGES, Field
from etl.forms import values
from etl.forms.sheets import Cell
from etl.regions.spelling import words_of

DAY, STATE, WITHDRAWN = "tanggal", "keadaan", "cabut"
_STATES = {
    **dict.fromkeys(("sudah", "sdh", "sudh", "telah", "selesai"), "sudah"),
    **dict.fromkeys(("belum", "blm", "blum", "0"), "belum"),
    **dict.fromkeys(("tidak", "tdk", "tidk"), "tidak"),
}
_ROOTS = tuple(re.sub("^(?:meng|di)|kan$", "", stage) for stage in STAGES)
"""What the words for a stage have in common: "mengirim", "dikirim", "terkirim"."""
_THINGS = frozenset({"data", "dokumen", "berkas", "laporan"})
_MONTHS = (
    ("januari", "februari", "maret", "april", "mei", "juni", "juli", "agustus", "september", "oktober", "november", "desember"),
    ("jan", "feb", "mar", "apr", "mei", "jun", "jul", "agu", "sep", "okt", "nov", "des"),
    ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"),
)
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[T ]0{1,2}:00(?::00)?)?")
_DAY_FIRST = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4}|[0-9]{2})")
_CENTURY = 2000
_LONGEST = 200
_FIRST_DAY, _SERIALS = dt.date(1899, 12, 30), range(36_526, 73_050)
"""Days as a spreadsheet counts them, and the numbers of those of this century."""
_NAMED = re.compile(r"([0-9]{1,2}) ([a-z]+)\.? ([0-9]{4})")


def text_for(field: Field, cell: Cell) -> str:
    """What a cell says about `field`: days as 2026-03-12, words of a choice in small letters, yes and no as `ya` and `tidak`."""
    if field.name == DAY:
        found = day(cell)
        return found.isoformat() if found else ""
    if values.says_nothing(cell):
        return ""
    if field.name == STATE:
        return state(cell)
    if field.name == WITHDRAWN:
        return "ya" if values.yes_no(cell) else "tidak"
    return values.text(cell).casefold() if field.choices else values.text(cell)


def state(cell: Cell) -> str:
    """How far a stage is, in everyday words: "v", "Ya", "Sdh", "sudah dikirim" are `sudah`; what is none of them as it stands."""
    if values.is_cross(cell):
        raise ValueError("dapat berarti belum, dapat juga berarti tidak; tulis salah satunya")
    written = values.text(cell).casefold()
    words = words_of(written[:_LONGEST])
    rest = (word in _THINGS or any(root in word for root in _ROOTS) for word in words[1:])
    if words and words[0] in _STATES and all(rest):
        return _STATES[words[0]]
    return "sudah" if values.is_yes(cell) else written


def day(cell: Cell) -> dt.date | None:
    """A day: a date of the spreadsheet, 2026-03-12, 12/03/2026 (the day comes first), 12 Maret 2026."""
    if isinstance(cell, dt.datetime):
        return cell.date()
    if isinstance(cell, dt.date):
        return cell
    if values.says_nothing(cell):
        return None
    written = values.text(cell).casefold()
    if isinstance(cell, float | int) and int(cell) in _SERIALS:
        meant = _FIRST_DAY + dt.timedelta(days=int(cell))
        raise ValueError(f"bukan tanggal melainkan bilangan hari untuk {meant:%d/%m/%Y}; ubah bentuk selnya menjadi tanggal")
    if found := _ISO.fullmatch(written):
        year, month, number = map(int, found.groups())
    elif found := _DAY_FIRST.fullmatch(written):
        number, month, year = map(int, found.groups())
        year += 0 if len(found[3]) > 2 else _CENTURY  # noqa: PLR2004 - digits of a year
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
