"""What a sheet shows besides its values: what is hidden, struck through, merged, a percentage, or a formula never calculated.

Reads: nothing; the readers of each format (`parts`, `opendocument`, `binary`) fill it in. Decides: how large a sheet may be, before
anything is built from it: the spreadsheet library asks for the whole rectangle around the outermost cells, and dies of a lone one.
Writes: nothing.
"""

from dataclasses import dataclass, field

MAX_ROWS = 200_000
MAX_COLUMNS = 1_000
MAX_CELLS = 5_000_000
"""514 regions with 120 indicators are 62,000 cells; a workbook of eleven rounds has fewer than a million."""
MAX_VALUES = 1_500_000
MAX_FORMULAS = 500_000
MAX_MERGED = 200_000
"""Cells in merged areas: a title over a whole row is 16,384 of them."""

Area = tuple[tuple[int, int], tuple[int, int]]
Spot = tuple[int, int]


class TooLargeError(ValueError):
    """A file that asks for more than any result needs; says what of, and what cures it."""

    def __init__(self, sentence: str, remedy: str = "") -> None:
        super().__init__(sentence)
        self.remedy = remedy or "hapus baris dan kolom di luar tabel, atau simpan tabelnya saja dalam berkas baru."


@dataclass
class Looks:
    """Rows, columns and spots (row, column) count from 1, as spreadsheets show them; `merged` areas from 0, both ends within.

    `hidden_rows`: only those that hold something. `disorder`: a cell that does not stand in its order, or nothing.
    """

    name: str = ""
    merged: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    struck: set[Spot] = field(default_factory=set)
    percent: set[Spot] = field(default_factory=set)
    uncalculated: set[Spot] = field(default_factory=set)
    values: int = 0
    formulas: int = 0
    merged_cells: int = 0
    tall: int = 0
    wide: int = 0
    disorder: str = ""

    def expect(self, *, formulas: int, values: int) -> None:
        """Look at rough numbers before anything is parsed. Raises `TooLargeError`."""
        if formulas > MAX_FORMULAS:
            raise TooLargeError(
                f"lembar “{self.name}” berisi lebih dari {MAX_FORMULAS // 1000} ribu rumus",
                "salin tabelnya, tempel sebagai nilai dalam berkas baru, lalu ulangi.",
            )
        if values > MAX_VALUES:
            raise TooLargeError(f"lembar “{self.name}” berisi lebih dari {MAX_VALUES / 1e6:g} juta sel".replace(".", ","))

    def value(self, row: int, column: int, count: int = 1) -> None:
        """Note `count` cells that hold something, the last of them there. Raises `TooLargeError`."""
        self.values += count
        self.reach(row, column)
        self.expect(formulas=self.formulas, values=self.values)

    def reach(self, row: int, column: int) -> None:
        """Note how far the sheet reaches. Raises `TooLargeError`."""
        self.tall, self.wide = max(self.tall, row), max(self.wide, column)
        check_size(self.tall, self.wide, self.name)

    def formula(self) -> None:
        """Note a formula. Raises `TooLargeError`."""
        self.formulas += 1
        self.expect(formulas=self.formulas, values=self.values)

    def merge(self, area: Area) -> None:
        """Note a merged area. Raises `TooLargeError`."""
        self.merged.append(area)
        (top, left), (bottom, right) = area
        self.merged_cells += (bottom - top + 1) * (right - left + 1)
        if self.merged_cells > MAX_MERGED:
            raise TooLargeError(
                f"sel gabungan pada lembar “{self.name}” jauh lebih luas daripada tabelnya",
                "batalkan gabungan sel itu, lalu ulangi.",
            )

    def hides(self, column: int) -> bool:
        """Whether a column is hidden."""
        return any(first <= column <= last for first, last in self.hidden_columns)


def check_size(tall: int, wide: int, name: str = "") -> None:
    """Raises `TooLargeError` for a sheet that reaches further than any table of results."""
    if tall > MAX_ROWS or wide > MAX_COLUMNS or tall * wide > MAX_CELLS:
        sheet = f"lembar “{name}” " if name else ""
        raise TooLargeError(f"{sheet}terlalu luas: {tall} baris, {wide} kolom")


def check_unpacked(size: int, most: int) -> None:
    """Raises `TooLargeError` for a file that becomes larger than `most` bytes when it is opened."""
    if size > most:
        raise TooLargeError(f"menjadi lebih dari {most / 1e6:.0f} MB bila dibuka")


def column_letters(number: int) -> str:
    """1 → "A", 28 → "AB", as spreadsheets show it."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """As spreadsheets write it: A is 1, AB is 28."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
