"""Read a table of plain text (CSV, TSV): its encoding, and the mark between its columns.

Reads: the bytes of a file. Decides: the encoding; the separator, by what makes columns of the rows, for titles have commas too.
Writes: nothing.
"""

import codecs
import csv
import io
import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from etl.forms.looks import check_size
from etl.inputs.read import CSV_FAULTS, MAX_FIELD

MARKS = (";", "\t", "|", ",")
"""What may stand between columns; of two that make as many, the first."""
_SAMPLE, _LONGEST = 200, 50_000
_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)?")
_NAMED = re.compile(r'"?sep=(.)"?\r?\n')
"""How Excel is told the separator."""


def rows(content: bytes) -> tuple[tuple[str | None, ...], ...]:
    """The cells. Raises `UnicodeError` for what is no text, `ValueError` for a broken one, `TooLargeError`."""
    # the size first: a line of separators alone would become a million cells before they could be counted
    check_size(max(content.count(b"\n"), content.count(b"\r")), 1)
    text = _decoded(content)
    lines = text.replace("\r", "\n").split("\n")
    check_size(len(lines), max((line.count(mark) + 1 for mark in MARKS for line in lines), default=0))
    csv.field_size_limit(MAX_FIELD)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text, lines), strict=True)
        return tuple(tuple([cell.strip() or None for cell in row]) for row in reader)
    except csv.Error as error:
        raise ValueError(next((said for english, said in CSV_FAULTS.items() if english in str(error)), str(error))) from error


def _decoded(content: bytes) -> str:
    """UTF-8, UTF-16 with or without its mark, else Windows' Western code page, which is what Indonesian Excel writes."""
    if content[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return content.decode("utf-16")
    if b"\x00" in content:
        return _decoded_unmarked(content)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.removeprefix(codecs.BOM_UTF8).decode("cp1252", errors="replace")


def _decoded_unmarked(content: bytes) -> str:
    """UTF-16 without its mark: of Latin letters every second byte is nothing."""
    start = content[:4_000]
    order = "utf-16-be" if start[0::2].count(0) > start[1::2].count(0) else "utf-16-le"
    text = content.decode(order)
    letters = sum(one.isprintable() or one.isspace() for one in text[:2_000])
    if len(content) % 2 or letters < len(text[:2_000]) or not any(one.isascii() and one.isalpha() for one in text[:2_000]):
        raise UnicodeError("bukan teks")
    return text


def _separator(text: str, lines: Sequence[str]) -> str:
    if named := _NAMED.match(text):
        return named[1]
    whole = (line for line in lines if line.strip() and len(line) <= _LONGEST)  # a line that is cut may leave a quote open
    sample = list(itertools.islice(whole, _SAMPLE))
    return max(MARKS, key=lambda mark: _columns_made(list(_split(sample, mark))))


def _columns_made(rows: Sequence[Sequence[str]]) -> tuple[bool, int]:
    """How much of a table a mark makes: columns beyond the first, times the rows that have just as many.

    And before that, whether one of them can be their header: decimal commas make columns too, but none of headings.
    """
    widths = Counter(map(len, rows))
    made, width = max(((width - 1) * count, width) for width, count in widths.items()) if widths else (0, 0)
    return made > 0 and any(len(row) == width and _like_headings(row) for row in rows), made


def _like_headings(row: Sequence[str]) -> bool:
    filled = [cell for cell in row if cell.strip()]
    return len(filled) > 1 and not any(_NUMBER.fullmatch(cell.strip()) for cell in filled)


def _split(sample: Sequence[str], mark: str) -> Iterator[list[str]]:
    reader = csv.reader(sample, delimiter=mark)
    while True:
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error:
            continue
