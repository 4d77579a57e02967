"""Texts of input cells to values. Every function raises `ValueError` for what it does not accept; none guesses."""

import datetime as dt
import re
import unicodedata
from urllib.parse import urlsplit

_COUNT = re.compile(r"[0-9]{1,6}")
_SCORE = re.compile(r"[0-9]{1,4}(\.[0-9]{1,6})?")
_YEAR = re.compile(r"(19|20)[0-9]{2}")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MONTH_DAY = re.compile(r"[0-9]{2}-[0-9]{2}")
_COMMON_YEAR = 2001


def count(text: str) -> int:
    """A whole number of regions, zero or more, ASCII digits only (`'12'`)."""
    if not _COUNT.fullmatch(text):
        raise ValueError("harus bilangan bulat 0 atau lebih, tanpa titik dan koma")
    return int(text)


def score(text: str) -> float:
    """A score in points with a decimal point (`'92.8'`); the range is judged later, as published figures may be impossible."""
    if not _SCORE.fullmatch(text):
        hint = "; tulis dengan titik, misalnya 92.8" if "," in text else ""
        raise ValueError(f"harus bilangan{hint}")
    return float(text)


def year(text: str) -> int:
    """A year of four digits."""
    if not _YEAR.fullmatch(text):
        raise ValueError("harus tahun empat angka")
    return int(text)


def date(text: str) -> dt.date:
    """A day that exists, written YYYY-MM-DD."""
    if not _DATE.fullmatch(text):
        raise ValueError("harus tanggal dengan bentuk TTTT-BB-HH, misalnya 2024-11-08")
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise ValueError("bukan tanggal yang ada dalam kalender") from error


def month_day(text: str) -> str:
    """A day that exists in every year, written MM-DD and kept as text (`'08-10'`); 02-29 is refused."""
    if not _MONTH_DAY.fullmatch(text):
        raise ValueError("harus bulan dan hari dengan bentuk BB-HH, misalnya 08-10")
    try:
        dt.date.fromisoformat(f"{_COMMON_YEAR}-{text}")
    except ValueError as error:
        raise ValueError("bukan hari yang ada dalam setiap tahun") from error
    return text


def yes_no(text: str) -> bool:
    """`ya` or `tidak`."""
    if text not in ("ya", "tidak"):
        raise ValueError("harus 'ya' atau 'tidak'")
    return text == "ya"


def web_address(text: str) -> str:
    """An address with scheme http or https and a host; anything else could not be opened safely from a page."""
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError as error:
        raise ValueError("bukan alamat web yang sah") from error
    if parts.scheme not in ("http", "https") or not host or re.search(r"\s", text):
        raise ValueError("harus alamat web yang diawali http:// atau https://")
    return text


def plain_name(text: str) -> str:
    """A name for comparing: no case, one form per character (NFKC), punctuation and runs of spaces as one space."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[\W_]+", " ", folded).strip()


def pattern(text: str) -> str:
    """A regular expression, kept as text for DuckDB, whose engine (RE2) knows no look-around and no back-references."""
    if "(?" in text or re.search(r"\\[1-9]", text):
        raise ValueError("memakai bagian pola yang tidak didukung: (? atau acuan balik")
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError(f"bukan pola yang sah: {error}") from error
    return text
