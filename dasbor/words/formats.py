"""Numbers, shares and dates as the reader's language writes them. Unknown is a word, never 0."""

import datetime as dt
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import SupportsFloat

import pandas as pd
from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

from dasbor.words.clock import ZONES
from dasbor.words.texts import Lang, texts

_MARKDOWN = re.compile(r"[\\`*_\[\]<$~&]")
_MOST_DECIMALS = 10
LOCALES = {"id": Locale("id", "ID"), "en": Locale("en", "GB")}


def literal(text: str) -> str:
    """`text` as it stands, for words of a reader or of the data inside a label, help or notice, which Streamlit reads as Markdown.

    Without it a link made by hand puts its own links and pictures into our notice. An address gets an invisible joint as well:
    Streamlit makes a link of every address it sees.
    """
    return _MARKDOWN.sub(r"\\\g<0>", text).replace("://", ":\u2060//").replace("www.", "www\u2060.")


def is_unknown(value: object) -> bool:
    """Whether a cell holds nothing: None, NaN, NaT, pd.NA."""
    return value is None or value is pd.NaT or value is pd.NA or value != value  # noqa: PLR0124


def number(value: SupportsFloat | None, lang: Lang, decimals: int = 0) -> str:
    """`1234.5` → "1.234,5" (id, decimals=1) or "1,234.5" (en); unknown → the word for it."""
    if value is None or is_unknown(value):
        return texts(lang)("common.unknown")
    return _number(float(value), lang, _enough(float(value), decimals))


def _enough(value: float, decimals: int) -> int:
    """So many decimals, or more where these would lift or lower a value to a whole number: 74.999 is not 75,00."""
    while 0 < decimals < _MOST_DECIMALS and round(value, decimals).is_integer() and not value.is_integer():
        decimals += 1
    return decimals


def score(value: SupportsFloat | None, lang: Lang) -> str:
    """A score with its own decimals: 74.999 is never 75, and 80 has none."""
    if value is None or is_unknown(value):
        return texts(lang)("common.unknown")
    return _number(float(value), lang, len(f"{float(value):.10f}".rstrip("0").partition(".")[2]))


def signed(value: SupportsFloat | None, lang: Lang, decimals: int = 0) -> str:
    """A change: "+3", "−2", "0"; unknown → the word for it."""
    if value is None or is_unknown(value):
        return texts(lang)("common.unknown")
    amount = round(float(value), decimals)
    sign = "+" if amount > 0 else "−" if amount < 0 else ""
    return sign + _number(abs(amount), lang, decimals)


@lru_cache(maxsize=20_000)
def _number(value: float, lang: Lang, decimals: int) -> str:
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return str(format_decimal(value, format=pattern, locale=LOCALES[lang]))


def percent(part: SupportsFloat | None, whole: SupportsFloat | None, lang: Lang, decimals: int = 1) -> str:
    """As in "45,5 %" / "45.5 %" of `part` in `whole`; unknown → the word for it."""
    if part is None or whole is None or is_unknown(part) or is_unknown(whole) or float(whole) == 0:
        return texts(lang)("common.unknown")
    return f"{_number(100 * float(part) / float(whole), lang, decimals)} %"


def share(part: SupportsFloat | None, whole: SupportsFloat | None, lang: Lang) -> str:
    """As in "45,5 % (10 dari 22)" / "45.5 % (10 of 22)"; unknown → the word for it."""
    if part is None or whole is None or is_unknown(part) or is_unknown(whole) or float(whole) == 0:
        return texts(lang)("common.unknown")
    t = texts(lang)
    return t(
        "common.share",
        percent=percent(part, whole, lang),
        part=number(part, lang),
        whole=number(whole, lang),
    )


@lru_cache(maxsize=4_000)
def _date(value: dt.date, lang: Lang) -> str:
    return str(format_date(value, format="d MMMM y", locale=LOCALES[lang]))


def date(value: dt.date | str | None, lang: Lang) -> str:
    """As in "8 November 2024" from a date, timestamp or ISO text; partial dates ("2024-11") stay as they are."""
    if value is None or is_unknown(value) or value == "":
        return texts(lang)("common.unknown")
    if isinstance(value, str):
        try:
            parsed = dt.date.fromisoformat(value[:10])
        except ValueError:
            return value
        return _date(parsed, lang)
    return _date(dt.date(value.year, value.month, value.day), lang)


def day_of_year(month_day: str, lang: Lang) -> str:
    """As in "10 Agustus" / "10 August" from "08-10"."""
    month, day = map(int, month_day.split("-"))
    return str(format_date(dt.date(2000, month, day), format="d MMMM", locale=LOCALES[lang]))


def year(value: SupportsFloat | None, lang: Lang) -> str:
    """A year: never with a thousands mark."""
    if value is None or is_unknown(value):
        return texts(lang)("common.unknown")
    return str(int(float(value)))


def years(values: Sequence[int]) -> str:
    """Years in order in short, as in "2014–2020, 2022, 2024"."""
    runs: list[list[int]] = []
    for value in values:
        if runs and value == runs[-1][-1] + 1:
            runs[-1].append(value)
        else:
            runs.append([value])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def jakarta(value: dt.datetime) -> dt.datetime:
    """The same moment by Jakarta's clock."""
    return value.astimezone(ZONES["WIB"])


def moment(value: dt.datetime, lang: Lang) -> str:
    """A moment in Jakarta, as in "22 November 2026, 09.30 WIB" / "22 November 2026, 09:30 WIB"."""
    there = jakarta(value)
    return f"{_date(there.date(), lang)}, {there:%H.%M} WIB" if lang == "id" else f"{_date(there.date(), lang)}, {there:%H:%M} WIB"
