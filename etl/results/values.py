"""Read the cells of a result file: numbers, predicates, yes and no, codes, as offices write them.

Reads: one cell. Decides: its value; None means that the cell says nothing ("", "-"). Raises `ValueError` for what is neither.
Writes: nothing.
"""

import datetime as dt
import re
import unicodedata
from functools import lru_cache

from etl.results.sheets import Cell
from etl.spelling import words_of

NOTHING = frozenset({"", "-", "--", "—", "–", ".", "n/a", "na", "nihil", "tidak ada", "kosong", "belum ada", "#n/a"})
ABSENT = frozenset(
    {"tidak ikut", "tidak mengikuti", "tidak berpartisipasi", "tidak ikut serta", "bukan peserta", "tidak mengikuti penilaian"}
)
_YES = frozenset(
    {"ya", "y", "ikut", "ikut serta", "peserta", "mengikuti", "berpartisipasi", "1", "v", "√", "✓", "✔", "direkomendasikan", "true"}
)
_NO = ABSENT | frozenset({"tidak", "t", "0", "tidak direkomendasikan", "false"})
_REMEMBERED = 20_000
"""Texts whose reading is kept: a round has 60,000 cells, and few different ones."""
_SPACES = re.compile(r"\s+")
_POINT = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
_COMMA = re.compile(r"[+-]?[0-9]+,[0-9]+")
_THOUSANDS_POINT = re.compile(r"[+-]?[0-9]{1,3}(\.[0-9]{3})+(,[0-9]+)?")
_THOUSANDS_COMMA = re.compile(r"[+-]?[0-9]{1,3}(,[0-9]{3})+\.[0-9]+")


def text(cell: Cell) -> str:
    """The cell as text: no-break spaces and runs of spaces as one space, whole numbers without a fraction."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "ya" if cell else "tidak"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return _tidy(str(cell))


@lru_cache(_REMEMBERED)
def _tidy(written: str) -> str:
    return _SPACES.sub(" ", unicodedata.normalize("NFKC", written)).strip()


def says_nothing(cell: Cell) -> bool:
    """Whether the cell is empty or holds one of the marks for "nothing"."""
    return text(cell).casefold() in NOTHING


def number(cell: Cell) -> float | None:
    """A number: 76.9, "76,9", "1.234,5", "1,234.5". A point alone is a decimal point, so "76.900" is 76.9."""
    if isinstance(cell, bool):
        raise ValueError("berisi ya/tidak, bukan angka")  # noqa: TRY004 - of the cell, not of the caller
    if isinstance(cell, float | int):
        return float(cell)
    return _number(text(cell))


@lru_cache(_REMEMBERED)
def _number(said: str) -> float | None:
    if said.casefold() in NOTHING:
        return None
    written = said.replace(" ", "")
    if _POINT.fullmatch(written):
        return float(written)
    if _COMMA.fullmatch(written):
        return float(written.replace(",", "."))
    if _THOUSANDS_POINT.fullmatch(written):
        return float(written.replace(".", "").replace(",", "."))
    if _THOUSANDS_COMMA.fullmatch(written):
        return float(written.replace(",", ""))
    raise ValueError("bukan angka")


def yes_no(cell: Cell) -> bool | None:
    """Yes or no in any of the ways lists say it."""
    if isinstance(cell, bool):
        return cell
    if says_nothing(cell):
        return None
    said = text(cell).casefold()
    if said in _YES:
        return True
    if said in _NO:
        return False
    raise ValueError("bukan ya atau tidak")


def says_absent(cell: Cell) -> bool:
    """Whether a cell for a predicate says that the region did not take part."""
    return " ".join(words_of(text(cell))) in ABSENT


def kind_of_score(cell: Cell) -> str | None:
    """`murni` or `total`."""
    if says_nothing(cell):
        return None
    words = set(words_of(text(cell)))
    if "murni" in words:
        return "murni"
    if words & {"total", "akhir", "bonus"}:
        return "total"
    raise ValueError("bukan murni atau total")


def as_time(cell: Cell) -> str:
    """A time, a duration or a day as the spreadsheet shows it."""
    if isinstance(cell, dt.timedelta):
        minutes = round(cell.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02}"
    if isinstance(cell, dt.time):
        return f"{cell:%H:%M}"
    return f"{cell:%d/%m/%Y}" if isinstance(cell, dt.date) else text(cell)


def before_time(cell: Cell) -> str:
    """What was probably typed: 11.10 became the time 11:10, 10/22 the day 22/10."""
    if isinstance(cell, dt.time | dt.timedelta):
        return as_time(cell).replace(":", ".")
    return f"{cell.month}/{cell.day}, {cell.day}.{cell.month:02}" if isinstance(cell, dt.date) else text(cell)
