"""Read the cells of a result file: numbers, predicates, yes and no, codes, as offices write them.

Reads: one cell. Decides: its value; None means that the cell says nothing ("", "-"). Raises `ValueError` for what is neither.
Writes: nothing.
"""

import datetime as dt
import itertools
import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TypeVar

from etl.forms.sheets import Cell
from etl.regions.spelling import words_of

_Value = TypeVar("_Value")
NOTHING = frozenset({"", "-", "--", "—", "–", ".", "n/a", "na", "n.a.", "nihil", "tidak ada", "kosong", "belum ada", "#n/a"})
_CROSSES = frozenset({"x", "✗", "✘", "❌"})
MARKS = _CROSSES | frozenset({"-", "--", "—", "–", "0", "n/a", "n.a.", "na", "nihil"})
"""What stands for "did not take part" in a row that gives no result, though it may also stand for "not known"."""
_TICKS = frozenset({"v", "√", "✓", "✔", "☑", "✅", "ü", "1"})
"""The last letter is a tick in the font Wingdings."""
_YES = _TICKS | frozenset({"ya", "iya", "y", "yes", "true", "ok", "ada", "hadir", "ikut", "peserta"})
_NO = frozenset({"tidak", "tdk", "tidk", "t", "tak", "no", "0", "false", "belum", "blm", "✗", "✘", "❌", "☐"})
_DONE = frozenset({"sudah", "sdh", "telah", "ikut", "serta", "ya", "iya"})
_CERTAIN = frozenset({"ya", "iya", "ikut"})
_NOT = frozenset({"tidak", "tdk", "tidk", "tak", "gak", "ga", "nggak", "enggak", "belum", "blm", "bukan", "tanpa", "non"})
_BUT = _NOT | frozenset({"tetapi", "tapi", "namun", "kecuali", "hanya", "sebagian"})
_LIMITING = _NOT | frozenset(
    {"tetapi", "tapi", "namun", "kecuali", "hanya", "sebagian", "lengkap", "seluruh", "semua", "sepenuhnya"}
)
"""Words that turn what was said into something between yes and no."""
_TAKING_PART = frozenset(
    {"ikut", "serta", "ikutserta", "keikutsertaan", "mengikuti", "partisipasi", "berpartisipasi", "peserta", "hadir", "terdaftar"}
    | {"mengumpulkan", "mengumpul", "mengirim", "mengirimkan", "kirim", "menyampaikan", "menyerahkan", "melapor", "melaporkan"}
    | {"lapor", "mengisi", "menginput", "input", "mengunggah", "unggah", "upload", "mengupload", "mendaftar", "dinilai", "ternilai"}
    | {"turut", "partisipan", "melaksanakan", "terkirim", "masuk", "terlibat", "diikutsertakan"}
)
_HELPING = frozenset({"ada", "dapat", "bisa", "sempat", "pernah", "jadi", "lagi", "sama", "sekali", "ikut", "turut"})
_THINGS = frozenset({"data", "laporan", "dokumen", "berkas", "isian"})
"""What there is none of where a region did not take part: "tidak ada laporan", "tanpa data"."""
_AROUND = _THINGS | frozenset({"penilaian", "kkp", "ham", "kkpham", "dukung", "pendukung", "dalam"})
_ABSENT = frozenset({"absen", "abstain", "tp", "tm", "ti", "tb", "nonpeserta", "tidakikut", "mundur", "mengundurkan diri"})
"""Among them what offices write in short for "tidak berpartisipasi", "tidak mengikuti", "tidak ikut"."""
_RECOMMENDED = frozenset({"direkomendasikan", "rekomendasi", "diusulkan", "merekomendasikan", "mengusulkan"})
_REMEMBERED = 20_000
"""Texts whose reading is kept: a round has 60,000 cells, and few different ones."""
_LONG = 200
"""Longer texts are read anew every time: so many of them would fill the memory."""
_SPACES = re.compile(r"\s+")
_POINT = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
_COMMA = re.compile(r"[+-]?[0-9]+,[0-9]+")
_THOUSANDS_POINT = re.compile(r"[+-]?[0-9]{1,3}(\.[0-9]{3})+(,[0-9]+)?")
_THOUSANDS_COMMA = re.compile(r"[+-]?[0-9]{1,3}(,[0-9]{3})+\.[0-9]+")
_PERCENT = re.compile(r"(?i)\s{0,9}(?:%|persen)\Z")
_MONTHS = "jan|feb|mar|apr|mei|may|jun|jul|ag[ut]|aug|sep|o[kc]t|nov|de[sc]"
_TIME = re.compile(
    rf"(?i)[0-9]{{1,3}}:[0-9]{{2}}(?::[0-9]{{2}})?|[0-9]{{1,2}}[/-](?:[0-9]{{1,2}}|{_MONTHS})(?:[/-][0-9]{{2,4}})?|(?:{_MONTHS})-[0-9]{{2}}"
)
"""A time or a day that a spreadsheet has made of 11.10 and 10/22 before it was saved as text."""
_EITHER = re.compile(r"[1-9][.,][0-9]{3}")
_UNSEEN = dict.fromkeys((0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF, 0x00AD, 0xFE0E, 0xFE0F))
"""Characters without width: what is seen is read. What turns letters round stays, and is no number."""
_LONGEST_NUMBER = 40


def text(cell: Cell) -> str:
    """The cell as text: no-break spaces and runs of spaces as one space, whole numbers without a fraction."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "ya" if cell else "tidak"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    written = str(cell)
    return _tidy(written) if len(written) <= _LONG else _tidy.__wrapped__(written)


@lru_cache(_REMEMBERED)
def _tidy(written: str) -> str:
    return _SPACES.sub(" ", unicodedata.normalize("NFKC", written)).strip()


def says_nothing(cell: Cell) -> bool:
    """Whether the cell is empty or holds one of the marks for "nothing"."""
    return _plain(cell) in NOTHING


def number(cell: Cell) -> float | None:
    """A number: 76.9, "76,9", "1.234,5", "1,234.5". A point alone is a decimal point, so "76.900" is 76.9."""
    if isinstance(cell, bool):
        raise ValueError("berisi ya/tidak, bukan angka")  # noqa: TRY004 - of the cell, not of the caller
    if isinstance(cell, float | int):
        return float(cell)
    said = _plain(cell)
    if len(said) > _LONGEST_NUMBER:
        raise ValueError("bukan angka")
    return _number(_PERCENT.sub("", said))


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


def tried(read: Callable[[Cell], _Value | None], cell: Cell) -> _Value | None:
    """What one of these functions reads in a cell; None also for what it does not understand."""
    try:
        return read(cell)
    except ValueError:
        return None


def says_percent(cell: Cell) -> bool:
    """Whether a number is written with its sign: "76,9 %"."""
    return isinstance(cell, str) and _PERCENT.search(_plain(cell)[:_LONGEST_NUMBER]) is not None


def like_time(cell: Cell) -> bool:
    """Whether a text is a time or a day: "11:10", "22-Okt", "22/10/2024"."""
    return isinstance(cell, str) and _TIME.fullmatch(_plain(cell)) is not None


def either(cell: Cell) -> bool:
    """Whether the mark in a written number may be that of thousands or of decimals: "8.550", "1,000"."""
    return isinstance(cell, str) and _EITHER.fullmatch(_plain(cell)) is not None


def yes_no(cell: Cell) -> bool | None:
    """Yes or no in any of the ways lists say it."""
    if isinstance(cell, bool):
        return cell
    if says_nothing(cell) or lacks(cell):
        return None
    said = _plain(cell)
    words = words_of(said)
    if said in _YES or (words and {*words} <= _TAKING_PART | _RECOMMENDED | _DONE | _AROUND):
        return True
    if _begins_with_yes(words):
        return True
    if said in _NO or says_absent(cell) or (words and words[0] in _NOT and {*words[1:]} <= _RECOMMENDED):
        return False
    raise ValueError("bukan ya atau tidak")


def _begins_with_yes(words: Sequence[str]) -> bool:
    """Whether words begin so, and take nothing back: "Ya, lengkap", "Sudah mengirim tanggal 3"; not "Ya, sebagian"."""
    certain = bool(words) and (words[0] in _CERTAIN or (words[0] in _DONE and not _TAKING_PART.isdisjoint(words[1:2])))
    return certain and _BUT.isdisjoint(words)


def ticked(cell: Cell) -> bool | None:
    """Whether a cell below a heading that names a predicate is ticked; None for what is neither a tick nor empty."""
    if cell is None or cell is False or _plain(cell) in NOTHING | {"0"}:
        return False
    return True if cell is True or _plain(cell) in _TICKS | {"x", "ya", "*", "●", "•"} else None


def says_absent(cell: Cell) -> bool:
    """Whether a cell says in words that the region did not take part: "Tdk ikut", "Belum mengumpulkan data", "TP"."""
    if not isinstance(cell, str) or len(cell) > _LONG:
        return False
    words = words_of(cell)
    if " ".join(words) in _ABSENT or "".join(words) in _ABSENT:
        return True
    if not words or words[0] not in _NOT or _LIMITING & {*words[1:]}:
        return False
    before = len(list(itertools.takewhile((_HELPING | _AROUND).__contains__, words[1:])))
    return not _TAKING_PART.isdisjoint(words[1 : before + 2])


def lacks(cell: Cell) -> bool:
    """Whether a cell says that there is nothing: "tidak ada data", "tanpa laporan"."""
    words = words_of(cell) if isinstance(cell, str) and len(cell) <= _LONG else []
    return bool(words) and words[0] in _NOT and not _THINGS.isdisjoint(words[1 if words[0] == "tanpa" else 2 :][:1])


def marks_absence(cell: Cell) -> bool:
    """Whether a cell has a mark that stands for "did not take part" as often as for "not known"."""
    return cell is not None and not isinstance(cell, bool) and (_plain(cell) in MARKS or lacks(cell))


def is_no(cell: Cell) -> bool:
    """Whether a cell is a bare no, which in a column for predicates may mean several things."""
    return _plain(cell) in _NO


def is_yes(cell: Cell) -> bool:
    """Whether a cell is a bare yes or a tick."""
    return cell is True or _plain(cell) in _YES


def is_cross(cell: Cell) -> bool:
    """Whether a cell is crossed out, or says that there is nothing."""
    return _plain(cell) in _CROSSES or lacks(cell)


def score_text(score: float) -> str:
    """A score with its own decimals: 74.999 is never 75."""
    return f"{score:.15g}".replace(".", ",")


def shown(cell: Cell) -> str:
    """A cell as a message names it: numbers with a decimal comma, texts as they stand."""
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        return score_text(cell)
    return str(cell or "").strip()


def counted_text(score: float) -> str:
    """A counted score with two decimals, more where two would lift or lower it to a rounder number: 74.9966 is not 75."""
    decimals = next(
        (count for count in range(2, 10) if not (said := f"{score:.{count}f}").endswith("0") or float(said) == score), 10
    )
    return f"{score:.{decimals}f}".rstrip("0").rstrip(".").replace(".", ",")


def _plain(cell: Cell) -> str:
    """A cell for comparing with words; of a long text, which is none of them, only the beginning."""
    short = cell.strip()[:_LONG] if isinstance(cell, str) else cell
    return text(short).translate(_UNSEEN).strip().casefold()


def kind_of_score(cell: Cell) -> str | None:
    """`murni` or `total`."""
    if says_nothing(cell):
        return None
    words = set(words_of(_plain(cell)))
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
    if isinstance(cell, dt.time | dt.timedelta) or like_time(cell):
        return as_time(cell).replace(":", ".")
    return f"{cell.month}/{cell.day}, {cell.day}.{cell.month:02}" if isinstance(cell, dt.date) else text(cell)
