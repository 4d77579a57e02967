"""How simulated results are told from real ones.

Reads: a folder, or a result file as opened. Decides: whether it is simulated. Writes: nothing.
"""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # every build asks about its folder, and must not open the spreadsheet libraries for it
    from etl.results.sheets import Book

MARK = "SIMULASI"
"""Stands in a simulated file's name, in the first row of every table, and as a sheet and a property of a workbook."""

SENTENCE = f"{MARK}: angka karangan, bukan hasil penilaian. SIMULATION: invented figures, not an assessment."


def is_simulation(folder: Path) -> bool:
    """Whether a data folder holds simulated results: it has the marker file. Its name alone decides, not what is in it."""
    return (folder / MARK).exists()


def is_simulated(book: "Book") -> bool:
    """Whether a file is marked as simulated: by its name, a sheet, hidden or not, or any cell that begins with the mark.

    Every row of a simulated table carries it, so that a part that was copied elsewhere is still recognised.
    """
    sheets = (*book.sheets, *book.hidden)
    if MARK in book.name.upper() or any(MARK in sheet.name.upper() for sheet in sheets):
        return True
    return any(isinstance(cell, str) and cell.startswith(MARK) for sheet in sheets for row in sheet.rows for cell in row)
