"""Tables as HTML: real table semantics for screen readers and print, local numbers, small on the wire.

A `Table` is a frame plus column descriptions in one language. It is made once inside a `shared`
function and rendered once; the same object feeds the screen, the CSV and the XLSX.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from html import escape
from typing import Literal
from urllib.parse import urlsplit
from zlib import crc32

import pandas as pd

from dasbor.mart import programmes
from dasbor.words import colors, formats
from dasbor.words.texts import Texts

Kind = Literal["text", "int", "decimal", "signed", "year", "date", "share", "flag", "state", "mark"]
NUMERIC: frozenset[Kind] = frozenset({"int", "decimal", "signed", "share", "year"})


@dataclass(frozen=True)
class ShownColumn:
    """How one column of a frame is shown.

    `title` and `help` (explanation in the XLSX) are text keys. `heading`, when given, is the heading
    itself, for columns that are data, such as years. `of` names the column with N for a share, whose
    own column holds n. `href` names the column with the address to link to. `missing` is the text
    key of the word for nothing known. A "state" cell shows mark and label, a "mark" cell the mark only.
    `least` names a column that is true where the value is a lower bound, shown as "≥ 7"; files keep the
    number, so such a table needs a column that tells the basis. A `file_only` column stands in downloads
    and not on the screen: ids, addresses and raw values that a reader of the file needs to trace a row.
    """

    key: str
    title: str = ""
    kind: Kind = "text"
    help: str | None = None
    heading: str | None = None
    decimals: int = 1
    of: str | None = None
    href: str | None = None
    missing: str = "common.unknown"
    least: str | None = None
    file_only: bool = False

    def name(self, t: Texts) -> str:
        """Heading in the language of `t`."""
        return self.heading if self.heading is not None else t(self.title)


def safe_address(address: object) -> str | None:
    """The address if it is http(s) or relative to this app, else None (javascript:, data: …)."""
    text = str(address or "").strip()
    if not text:
        return None
    try:
        scheme = urlsplit(text).scheme
    except ValueError:
        return None
    return text if scheme in ("http", "https") or text.startswith("./") else None


@dataclass(frozen=True, eq=False)
class Table:
    """A frame as readers see it. `caption` says what it is; `row_header` marks the first column as such.

    `anchor` names the column whose value is the id of its row in HTML, for tables that others link into.
    """

    frame: pd.DataFrame
    columns: tuple[ShownColumn, ...]
    caption: str
    t: Texts
    row_header: bool = True
    anchor: str = ""

    def __post_init__(self) -> None:
        wanted = {c.key for c in self.columns} | {k for c in self.columns for k in (c.of, c.href, c.least) if k}
        wanted |= {self.anchor} if self.anchor else set()
        if lacking := sorted(wanted - set(self.frame.columns)):
            raise KeyError(f"{self.caption}: frame lacks {lacking}; it has {list(self.frame.columns)}")

    def part(self, rows: slice) -> "Table":
        """The same table with some of its rows, for pages."""
        return replace(self, frame=self.frame.iloc[rows])

    def words(self, column: ShownColumn) -> list[str]:
        """The cells of `column` as text, as shown."""
        shown = _writer(column, self)
        values = self.frame[column.key].tolist()
        wholes = self.frame[column.of].tolist() if column.of else [None] * len(values)
        words = [shown(value, whole) for value, whole in zip(values, wholes, strict=True)]
        if column.least is None:
            return words
        bounds = self.frame[column.least].tolist()
        return [
            f"≥ {word}" if bound is True and not formats.is_unknown(value) else word
            for word, value, bound in zip(words, values, bounds, strict=True)
        ]

    @cached_property
    def html(self) -> str:
        """The table as HTML, every text escaped."""
        columns = [column for column in self.columns if not column.file_only]
        heads = "".join(_head(column, self.t) for column in columns)
        cells = [_cells(column, self, header=self.row_header and i == 0) for i, column in enumerate(columns)]
        starts = (
            [f'<tr id="{escape(str(name))}">' for name in self.frame[self.anchor]] if self.anchor else ["<tr>"] * len(self.frame)
        )
        body = "".join(start + "".join(row) for start, row in zip(starts, zip(*cells, strict=True), strict=True))
        caption = escape(self.caption)
        name, labels = _labels([column.name(self.t) for column in columns])
        return (
            f'{labels}<div class="ph tw{name}" role="region" tabindex="0" aria-label="{caption}"><table>'
            f"<caption>{caption}</caption><thead><tr>{heads}</thead><tbody>{body}</tbody></table></div>"
        )


_WIDE = 4
"""More columns than these do not fit a telephone, where each row is a card whose cells say what they are."""


def _labels(heads: Sequence[str]) -> tuple[str, str]:
    """Class and style of a wide table: the headings as words before the cells of a card; in every cell they would weigh more."""
    if len(heads) <= _WIDE:
        return "", ""
    name = f"k{crc32(chr(0).join(heads).encode()):x}"
    rules = "".join(
        f'.{name} td:nth-child({place}):not(:empty)::before{{content:"{_css(head)}"}}' for place, head in enumerate(heads, start=1)
    )
    return f" kk {name}", f"<style>@media(max-width:640px){{{rules}}}</style>"


def _css(text: str) -> str:
    """A text inside a string of a style sheet."""
    return "".join(char if char.isalnum() or char in " .,/()%-" else f"\\{ord(char):x} " for char in text)


def _head(column: ShownColumn, t: Texts) -> str:
    css = ' class="n"' if column.kind in NUMERIC else ""
    return f'<th scope="col"{css}>{escape(column.name(t))}</th>'


def _writer(column: ShownColumn, table: Table) -> Callable[[object, object], str]:
    """How a value (and its whole) becomes text."""
    t, lang = table.t, table.t.lang
    states = programmes.states() if column.kind in ("state", "mark") else {}
    labels = {key: state.label(t) for key, state in states.items()}
    unknown = t(column.missing)
    writers: dict[str, Callable[..., str]] = {
        "int": lambda v, _: formats.number(v, lang),
        "decimal": lambda v, _: formats.number(v, lang, column.decimals),
        "signed": lambda v, _: formats.signed(v, lang),
        "year": lambda v, _: formats.year(v, lang),
        "date": lambda v, _: formats.date(v, lang),
        "share": lambda v, whole: formats.share(v, whole, lang),
        "flag": lambda v, _: t("common.yes" if v else "common.no"),
        "state": lambda v, _: labels.get(v, str(v)),
        "mark": lambda v, _: labels.get(v, str(v)),
        "text": lambda v, _: str(v),
    }
    write = writers[column.kind]
    return lambda value, whole: unknown if formats.is_unknown(value) else write(value, whole)


def _cells(column: ShownColumn, table: Table, *, header: bool) -> list[str]:
    words = [escape(word) for word in table.words(column)]
    if column.kind in ("state", "mark"):
        return _state_cells(column, table, words)
    if column.href:
        addresses = [safe_address(a) for a in table.frame[column.href].tolist()]
        words = [
            f'<a href="{escape(address)}">{word}</a>' if address else word for word, address in zip(words, addresses, strict=True)
        ]
    if header:
        # a year as heading of its row needs no room for a name
        start = '<th scope="row" class="n">' if column.kind in NUMERIC else '<th scope="row">'
        return [f"{start}{word}</th>" for word in words]
    start = '<td class="n">' if column.kind in NUMERIC else "<td>"
    return [start + word for word in words]


def _state_cells(column: ShownColumn, table: Table, words: list[str]) -> list[str]:
    states = programmes.states()
    cells = []
    for value, word in zip(table.frame[column.key].tolist(), words, strict=True):
        state = colors.UNKNOWN if formats.is_unknown(value) else states.get(value)
        if state is None:
            cells.append(f"<td>{word}")
            continue
        paint = f'class="c {state.css}"' if state.css else f'class="c" style="{state.paint}"'
        if column.kind == "mark":
            cells.append(f"<td {paint}>{state.mark}<i>{word}</i>")
        else:
            cells.append(f'<td><span {paint} aria-hidden="true">{state.mark}</span> {word}')
    return cells
