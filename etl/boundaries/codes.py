"""Understand a column of region codes written by others.

Reads: the values of a column, as read from any format (text, whole numbers, numbers with a lost zero).
Decides: which set of codes it is (Kemendagri of today or of 2020, BPS of 2020): the one that the most regions are found by;
a tie is told, never guessed, since the same four digits name different regions in different sets.
Writes: nothing.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from etl.base.errors import UserError
from etl.boundaries.regions import ShapeRegion

KINDS: Mapping[str, tuple[str, Callable[[ShapeRegion], str]]] = {
    "kemendagri": ("kode Kemendagri sekarang", lambda region: region.code),
    "kemendagri-2020": ("kode Kemendagri 2020", lambda region: region.code_2020),
    "bps-2020": ("kode BPS 2020", lambda region: region.bps_2020),
}


BY_NAME = "nama"
"""The kind of a match by names (`names.match`)."""


@dataclass(frozen=True)
class CodeMatch:
    """Which row of the source is which region; what is left over on either side. `mended`: readings that should be looked at."""

    kind: str
    rows: Mapping[str, int]
    missing: tuple[ShapeRegion, ...]
    double: Mapping[str, tuple[int, ...]]
    unknown: Mapping[int, str]
    mended: Mapping[int, str] = field(default_factory=dict)


def called(kind: str) -> str:
    """What a match went by, in words."""
    return "nama" if kind == BY_NAME else KINDS[kind][0]


def match(values: Sequence[object], regions: Sequence[ShapeRegion], kind: str | None = None) -> CodeMatch:
    """Match a column's values with the regions. Raises `UserError` when nothing matches or two sets match equally well."""
    candidates = {name: _by_kind(values, regions, name) for name in ([kind] if kind else KINDS)}
    found = {name: len(candidate.rows) + len(candidate.double) for name, candidate in candidates.items()}
    best = max(found.values())
    if best == 0:
        shown = ", ".join(sorted({_text(value) or "(kosong)" for value in values})[:5])
        raise UserError(
            f"Tidak satu pun kode di kolom itu dikenal (contoh isinya: {shown}).",
            remedy="sebut kolom yang berisi kode Kemendagri atau BPS kabupaten/kota dengan --kolom-kode.",
        )
    winners = [candidate for name, candidate in candidates.items() if found[name] == best]
    if any(winner.rows != winners[0].rows or winner.double != winners[0].double for winner in winners[1:]):
        names = [f"--jenis-kode {winner.kind}: {KINDS[winner.kind][0]}" for winner in winners]
        raise UserError(
            f"Kode di kolom itu dapat dibaca dengan {len(winners)} cara, masing-masing {best} wilayah.",
            details=names,
            remedy="sebut salah satunya dengan --jenis-kode.",
        )
    return winners[0]


def _by_kind(values: Sequence[object], regions: Sequence[ShapeRegion], kind: str) -> CodeMatch:
    code_of = KINDS[kind][1]
    by_digits = {code_of(region).replace(".", ""): region for region in regions}
    texts = [_text(value) for value in values]
    read = [_digits(text) for text in texts]
    mended = _lost_zeros(texts, read, set(by_digits)) if kind.startswith("kemendagri") else {}
    digits = [mended.get(row, found) for row, found in enumerate(read)]
    counts = Counter(found for found in digits if found in by_digits)
    rows = {by_digits[found].code: row for row, found in enumerate(digits) if counts.get(found) == 1}
    double = {
        by_digits[found].code: tuple(row for row, other in enumerate(digits) if other == found)
        for found, count in counts.items()
        if count > 1
    }
    missing = tuple(region for region in regions if region.code not in rows and region.code not in double)
    unknown = {row: texts[row] for row, found in enumerate(digits) if found not in by_digits}
    used = {row: f"{texts[row]} → {found[:2]}.{found[2:]}" for row, found in mended.items()}
    return CodeMatch(kind, rows, missing, double, unknown, used)


def _text(value: object) -> str:
    if value is None or value != value:  # noqa: PLR0124 — only NaN differs from itself
        return ""
    return str(value).strip()


def _digits(text: str) -> str:
    """Four digits, or an empty text: 'ID1101' (OCHA), '11.01', '1101', '1101.0' (a whole number read as a fraction)."""
    found = re.fullmatch(r"(?:ID)?([0-9]{2})[. ]?([0-9]{2})(?:\.0+)?", text, re.IGNORECASE)
    return found[1] + found[2] if found else ""


def _lost_zeros(texts: Sequence[str], read: Sequence[str], known: set[str]) -> dict[int, str]:
    """Rows like '11.1', a code that went through a number: 11.10 has lost its last zero.

    Only where that is the one reading: 11.10 exists, no row says 11.10, and 11.01 is there too (or does not exist), so that '11.1'
    cannot be a short way to write 11.01.
    """
    result = {}
    for row, text in enumerate(texts):
        found = re.fullmatch(r"([0-9]{2})\.([1-9])", text)
        if found and not read[row]:
            tens, ones = f"{found[1]}{found[2]}0", f"{found[1]}0{found[2]}"
            if tens in known and tens not in read and (ones not in known or ones in read):
                result[row] = tens
    return result
