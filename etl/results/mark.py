"""How simulated results are told from real ones.

Reads: a folder, or a result file as opened. Decides: whether it is simulated. Writes: nothing.
"""

import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # every build asks about its folder, and must not open the spreadsheet libraries for it
    from collections.abc import Sequence

    from etl.forms.sheets import Book, Cell

MARK = "SIMULASI"
"""Stands in a simulated file's name, in the first row of every table, as the remark of every row, and as a sheet of a workbook."""
COLUMN = ("simulasi", "ya")
"""Heading and value of the constant column of every table that a dashboard of simulated results gives out."""

SENTENCE = f"{MARK}: angka karangan, bukan hasil penilaian. SIMULATION: invented figures, not an assessment."
_WHOLE = re.compile(rf"{MARK}(:|$)")


def is_simulation(folder: Path) -> bool:
    """Whether a data folder holds simulated results: it has the marker file. Its name alone decides, not what is in it."""
    return (folder / MARK).exists()


def is_simulated(book: "Book") -> bool:
    """Whether a file is marked as simulated: by a sheet that is called after the mark, a cell that is it, or a column of marks.

    Every row of a simulated table carries it, so that a part that was copied elsewhere is still recognised. Only a whole mark
    counts, and no name of a file: offices have workbooks called "simulasi penilaian" whose figures are real.
    """
    sheets = (*book.sheets, *book.hidden)
    return any(sheet.name.strip() == MARK or any(map(_marked, sheet.rows, (None, *sheet.rows))) for sheet in sheets)


def _marked(row: "Sequence[Cell]", above: "Sequence[Cell] | None") -> bool:
    """Whether a cell is the mark, or the first one below the heading of the column that files of the dashboard have."""
    if any(isinstance(cell, str) and _WHOLE.match(cell) for cell in row):
        return True
    return above is not None and any(pair == COLUMN for pair in zip(above, row, strict=False))
