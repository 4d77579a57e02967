"""Codes of regions as files write them, also as a spreadsheet has left them.

Reads: one cell. Decides: which digits are meant. Writes: nothing.
"""

import re

_LONGEST = 20


def four_digits(code: str) -> str | None:
    """A code of four digits without a dot between them: "3216", "3216.0", "ID3216", "3.216" (a spreadsheet's thousands)."""
    found = re.fullmatch(r"(?:ID)?([0-9]{4})(?:[.]0+)?", _bare(code), re.IGNORECASE)
    thousands = re.fullmatch(r"([1-9])[.,]([0-9]{3})", _bare(code))
    return found[1] if found else thousands[1] + thousands[2] if thousands else None


def _bare(code: str) -> str:
    """Without blanks, the apostrophe that keeps a spreadsheet from counting, and a point at the end."""
    return "".join(code[:_LONGEST].split()).strip("'’‘`´\"").rstrip(".,")


def dotted(code: str) -> str | None:
    """A code with its dot ("11.01", "11,01", "11-01") as it is listed; None for any other."""
    found = re.fullmatch(r"(?:ID)?([0-9]{2})[.,-]([0-9]{2})", _bare(code), re.IGNORECASE)
    return f"{found[1]}.{found[2]}" if found else None


def damaged(code: str) -> str | None:
    """11.10 that a spreadsheet took for the number 11.1; None for any other."""
    found = re.fullmatch(r"([0-9]{2})[.,]([1-9])", _bare(code))
    return f"{found[1]}.{found[2]}0" if found else None
