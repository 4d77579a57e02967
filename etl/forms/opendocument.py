"""Look into an ODS before the spreadsheet library reads it: what its sheets show, and how far they reach.

Rows and cells are written once and repeated, so that a few bytes may ask for a whole sheet.

Reads: `content.xml`. Decides: whether a sheet is too large. Writes: nothing.
"""

import zipfile
from collections import defaultdict
from collections.abc import Callable, Mapping

from etl.forms.looks import Looks
from etl.forms.parts import check_parts, parse, plain

_CELLS = ("table-cell", "covered-table-cell")
_HIDDEN = ("collapse", "filter")


def inspect(book: zipfile.ZipFile) -> dict[str, Looks]:
    """Name of a sheet → what it shows. Raises one of `etl.forms.parts.ERRORS`."""
    check_parts(book)
    reader = _Reader()
    parse(book.read("content.xml"), reader.start, reader.end, reader.text)
    return reader.sheets


class _Reader:
    """Expat's handlers. Rows with a repetition are noted when they end, for only then it is known whether they hold something."""

    def __init__(self) -> None:
        self.sheets: dict[str, Looks] = {}
        self.struck: set[str] = set()
        self.style = ""
        self.looks: Looks | None = None
        self.starts: Mapping[str, Callable[[Mapping[str, str]], None]] = {
            "style": self._style,
            "text-properties": self._properties,
            "table": self._table,
            "table-column": self._table_column,
            "table-row": self._row,
            **dict.fromkeys(_CELLS, self._cell),
        }

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if handler := self.starts.get(plain(name)):
            handler({plain(key): value for key, value in attributes.items()})

    def end(self, name: str) -> None:
        said = plain(name)
        if self.looks is None:
            return
        if said in _CELLS:
            self._cell_done(self.looks)
        elif said == "table-row":
            self._row_done(self.looks)
        elif said == "table":
            self.looks = None

    def text(self, said: str) -> None:
        if self.looks is not None and said.strip():
            self.filled = True

    def _style(self, attributes: Mapping[str, str]) -> None:
        self.style = attributes.get("name", "")

    def _properties(self, attributes: Mapping[str, str]) -> None:
        if attributes.get("text-line-through-style", "none") != "none":
            self.struck.add(self.style)

    def _table(self, attributes: Mapping[str, str]) -> None:
        name = attributes.get("name", "")
        self.looks = self.sheets.setdefault(name, Looks(name))
        self.row = self.columns = 0
        self.filled = False

    def _table_column(self, attributes: Mapping[str, str]) -> None:
        first, self.columns = self.columns + 1, self.columns + _times(attributes, "number-columns-repeated")
        if self.looks is not None and attributes.get("visibility") in _HIDDEN:
            self.looks.hidden_columns.append((first, self.columns))

    def _row(self, attributes: Mapping[str, str]) -> None:
        self.times, self.hidden = _times(attributes, "number-rows-repeated"), attributes.get("visibility") in _HIDDEN
        self.column = 0
        self.found: dict[str, list[int]] = defaultdict(list)

    def _cell(self, attributes: Mapping[str, str]) -> None:
        self.cell, self.filled = attributes, "value-type" in attributes

    def _cell_done(self, looks: Looks) -> None:
        said, first = self.cell, self.column + 1
        self.column += _times(said, "number-columns-repeated")
        down, across = (_times(said, f"number-{kind}-spanned") for kind in ("rows", "columns"))
        if down * across > 1:
            looks.merge(((self.row, first - 1), (self.row + down - 1, first + across - 2)))
        if not self.filled:
            return
        self.filled = False
        looks.value(self.row + self.times, self.column, self.times * (self.column - first + 1))
        if "formula" in said:
            looks.formula()
        self.found["filled"].append(first)
        if said.get("value-type") == "percentage":
            self.found["percent"] += range(first, self.column + 1)
        if said.get("style-name") in self.struck:
            self.found["struck"] += range(first, self.column + 1)

    def _row_done(self, looks: Looks) -> None:
        rows = range(self.row + 1, self.row + self.times + 1)
        self.row += self.times
        if not self.found["filled"]:
            return
        if self.hidden:
            looks.hidden_rows.update(rows)
        looks.percent.update((row, column) for row in rows for column in self.found["percent"])
        looks.struck.update((row, column) for row in rows for column in self.found["struck"])


def _times(attributes: Mapping[str, str], name: str) -> int:
    return max(1, int(attributes.get(name, "1")))
