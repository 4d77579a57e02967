"""Pieces of HTML that only some pages need; every text escaped, looks in assets/style.css. No Streamlit."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

from dasbor.page.tables import safe_address
from dasbor.words.colors import State
from dasbor.words.texts import LANGUAGES, Texts


@dataclass(frozen=True)
class Detail:
    """A line of a list of details: what it is, what is known, and where it leads."""

    label: str
    value: str
    address: str = ""


@dataclass(frozen=True)
class YearTile:
    """One year at a glance: its state, remarks below it, where its claims are."""

    year: int
    state: State
    label: str
    remarks: tuple[str, ...] = ()
    address: str = ""


@dataclass(frozen=True)
class Metric:
    """A key figure: `value` as text (with n/N if it is a share), `notes` are lines below it.

    `link` (words, address) is its last line, for the claims behind the figure.
    """

    label: str
    value: str
    notes: tuple[str, ...] = ()
    link: tuple[str, str] | None = None


def anchor(words: str, address: object) -> str:
    """The words as a link, or only the words if the address is none to follow."""
    target = safe_address(address)
    return f'<a href="{escape(target)}">{escape(words)}</a>' if target else escape(words)


def details(lines: Sequence[Detail]) -> str:
    """Labels and values side by side."""
    items = "".join(f"<div><dt>{escape(line.label)}</dt><dd>{anchor(line.value, line.address)}</dd></div>" for line in lines)
    return f'<div class="ph"><dl class="facts">{items}</dl></div>'


def terms(lines: Sequence[Detail]) -> str:
    """Words and what they mean, one below the other."""
    items = "".join(f"<dt>{escape(line.label)}</dt><dd>{escape(line.value)}</dd>" for line in lines)
    return f'<div class="ph"><dl class="terms">{items}</dl></div>'


def year_tiles(tiles: Sequence[YearTile], label: str) -> str:
    """The years in a row, each with mark, word and remarks; they wrap on narrow screens."""
    items = "".join(_tile(tile) for tile in tiles)
    return f'<div class="ph"><ul class="years" aria-label="{escape(label)}">{items}</ul></div>'


def _tile(tile: YearTile) -> str:
    state = tile.state
    paint = f'class="c {state.css}"' if state.css else f'class="c" style="{state.paint}"'
    remarks = "".join(f"<em>{escape(remark)}</em>" for remark in tile.remarks)
    return (
        f'<li><b>{anchor(str(tile.year), tile.address)}</b><span {paint} aria-hidden="true">{state.mark}</span>'
        f"<span>{escape(tile.label)}</span>{remarks}</li>"
    )


def links(items: Sequence[tuple[str, str, str]]) -> str:
    """A list of (words, address, remark)."""
    lines = "".join(f"<li>{anchor(words, address)} {escape(remark)}</li>" for words, address, remark in items)
    return f'<div class="ph"><ul>{lines}</ul></div>'


def points(sentences: Sequence[str]) -> str:
    """Sentences as a list without order."""
    return '<div class="ph"><ul class="points">' + "".join(f"<li>{escape(sentence)}</li>" for sentence in sentences) + "</ul></div>"


def item(name: str, about: str) -> str:
    """A small heading with a line below it."""
    return f'<div class="ph"><h3>{escape(name)}</h3><p>{escape(about)}</p></div>'


def line(words: str, address: str, remark: str = "") -> str:
    """A paragraph that begins with a link."""
    return f'<div class="ph"><p>{anchor(words, address)} {escape(remark)}</p></div>'


def beside(boxes: Sequence[tuple[str, str]]) -> str:
    """Boxes of (heading, HTML) next to each other, one below the other where there is no room."""
    items = "".join(f"<div><h3>{escape(title)}</h3>{html}</div>" for title, html in boxes)
    return f'<div class="ph duo">{items}</div>'


def steps(sentences: Sequence[str]) -> str:
    """Sentences as a numbered list."""
    return '<div class="ph"><ol>' + "".join(f"<li>{escape(sentence)}</li>" for sentence in sentences) + "</ol></div>"


@dataclass(frozen=True)
class GridCell:
    """A cell of a grid: its text, how dark (0 to 1, None plain), and what a sign means."""

    text: str
    shade: float | None = None
    title: str = ""


_SHADES = 4


def grid(caption: str, corner: str, heads: Sequence[str], rows: Sequence[tuple[str, Sequence[GridCell]]]) -> str:
    """A table whose cells are darker the larger their share; the numbers carry the meaning, the shade helps to find it."""
    top = "".join(f'<th scope="col">{escape(head)}' for head in heads)
    body = "".join(f'<tr><th scope="row">{escape(name)}</th>{"".join(map(_grid_cell, cells))}' for name, cells in rows)
    words = escape(caption)
    return (
        f'<div class="ph tw grid" role="region" tabindex="0" aria-label="{words}"><table><caption>{words}</caption>'
        f'<thead><tr><th scope="col">{escape(corner)}</th>{top}</thead><tbody>{body}</tbody></table></div>'
    )


def _grid_cell(cell: GridCell) -> str:
    hint = f'<span class="vh">{escape(cell.title)}</span>' if cell.title else ""
    step = 0 if not cell.shade else 1 + min(int(cell.shade * _SHADES), _SHADES - 1)
    shown = f'<span aria-hidden="true">{escape(cell.text)}</span>' if cell.title else escape(cell.text)
    return f'<td class="g g{step}">{shown}{hint}'


def twin_bars(pairs: Sequence[tuple[float, float]], alt: str) -> str:
    """Pairs of bars side by side, heights of 1: a plain one and a hatched one. A small picture; its table stands beside it."""
    items = "".join(
        f'<i><b style="width:42%;height:{first:.0%}"></b><b class="least" style="width:42%;height:{second:.0%}"></b></i>'
        for first, second in pairs
    )
    return f'<div class="ph mini"><div class="bars" role="img" aria-label="{escape(alt)}">{items}</div></div>'


def cite_button(t: Texts, name: str, sentence: str) -> str:
    """A button that copies `sentence` with its source and the address of the view in its version (`assets/tab.js`)."""
    label, done = escape(t("kutip.button")), escape(t("kutip.done"))
    named = f' aria-label="{label}: {escape(name)}"' if name else ""
    return f'<button type="button" data-salin="{escape(sentence)}" data-tersalin="{done}"{named}>{label}</button>'


# texts: kutip.link_*
def link_buttons(t: Texts) -> str:
    """Buttons that copy the address of what is shown, in either language."""
    start = f'<button type="button" data-tersalin="{escape(t("kutip.done"))}" data-bahasa='
    return "".join(f'{start}"{lang}">{escape(t(f"kutip.link_{lang}"))}</button>' for lang in LANGUAGES)


def metrics(figures: Sequence[Metric], cites: Sequence[str] = (), explained: Callable[[str], str] = escape) -> str:
    """Key figures side by side, each with its button of `cites`; `explained` makes HTML of a label."""
    cards = "".join(
        f'<div><dt>{explained(m.label)}</dt><dd class="v{_wordy(m.value)}">{escape(m.value)}</dd>'
        + "".join(f"<dd>{escape(note)}</dd>" for note in m.notes)
        + (f'<dd><a href="{escape(m.link[1])}">{escape(m.link[0])}</a></dd>' if m.link else "")
        + (f'<dd class="salin">{cite}</dd>' if cite else "")
        + "</div>"
        for m, cite in zip(figures, cites or [""] * len(figures), strict=True)
    )
    return f'<div class="ph"><dl class="keys">{cards}</dl></div>'


def _wordy(value: str) -> str:
    return "" if any(map(str.isdigit, value)) else " w"
