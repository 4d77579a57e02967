"""What a page of the site is: parts one below the other, in one language, at a path. No looks here; those are in the templates."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

from dasbor.page.tables import Table
from dasbor.words.texts import Lang, Texts, texts

FEW_ROWS = 8
"""Up to so many rows a table needs no field to filter it."""
MANY_ROWS = 40
"""A table of more rows scrolls by itself, so that its headings stay in sight."""


@dataclass(frozen=True)
class PagePart:
    """A part with heading; `html` is ready but for its addresses (`addresses.rewritten`). `ident` is its anchor."""

    ident: str
    title: str
    html: str


@dataclass(frozen=True)
class SitePage:
    """A page. `path` is counted from the folder of the language ("daerah/16.71.html"); `description` is what search engines show.

    `crumbs` are (words, path in the same folder) of the pages above; `picture` is the path of the preview from the root;
    `claims` are those that stand on the page itself; `needs_search` brings the index of names; `year`: the award year it is about,
    where it is about one: its programme names the page.
    """

    lang: Lang
    path: str
    title: str
    description: str
    parts: tuple[PagePart, ...]
    crumbs: tuple[tuple[str, str], ...] = ()
    lead: tuple[str, ...] = ()
    picture: str = ""
    claims: frozenset[str] = field(default_factory=frozenset)
    needs_search: bool = False
    year: int | None = None

    @property
    def t(self) -> Texts:
        """The texts of its language."""
        return texts(self.lang)

    @property
    def full_path(self) -> str:
        """The path from the root of the site."""
        return f"{self.lang}/{self.path}"


def part(ident: str, title: str, *pieces: str) -> PagePart:
    """A part of pieces of HTML. A table that is called as the part is does not say so twice to the eye."""
    same = f"<caption>{escape(title)}</caption>"
    return PagePart(ident, title, "".join(pieces).replace(same, same.replace("<caption>", '<caption class="vh">')))


def parts(*found: PagePart | None) -> tuple[PagePart, ...]:
    """Those that have anything to show."""
    return tuple(one for one in found if one is not None and one.html)


def folded(words: str, html: str) -> str:
    """What most readers do not need at once, closed; opens without script."""
    return f"<details><summary>{escape(words)}</summary>{html}</details>" if html else ""


def text(*sentences: str) -> str:
    """Paragraphs."""
    return "".join(f"<p>{escape(sentence)}</p>" for sentence in sentences if sentence)


def note(sentence: str) -> str:
    """A remark that changes how the figures are read."""
    return f'<p class="note" role="note">{escape(sentence)}</p>' if sentence else ""


def table(shown: Table) -> str:
    """A table; nothing where it has no rows. The script makes long ones sortable and lets readers filter them."""
    if shown.frame.empty:
        return ""
    rows = len(shown.frame)
    long = " panjang" if rows > MANY_ROWS else ""
    return f'<div class="daftar{long}"{" data-saring" if rows > FEW_ROWS else ""}>{shown.html}</div>'


def links(items: Sequence[tuple[str, str]], *, css: str = "pilihan") -> str:
    """A list of links: (words, address). Addresses from the root of the site begin with "/"."""
    found = "".join(f'<li><a href="{escape(address)}">{escape(words)}</a>' for words, address in items)
    return f'<ul class="{css}">{found}</ul>' if items else ""
