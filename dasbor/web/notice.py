"""A page of a few words, for what is said where no page of the dashboard runs: a login that failed, a session that was closed.

Without script and without files, so that it stands whatever else does not work.
"""

from collections.abc import Sequence
from html import escape
from urllib.parse import urlsplit

from starlette.responses import HTMLResponse

from dasbor.web import address
from dasbor.words import language
from dasbor.words.texts import Lang

__all__ = ["HTMLResponse", "language_of", "own", "page"]
_LONGEST = 600

_STYLE = (
    "body{margin:0;background:#f3f6fa;color:#16202c;font:1rem/1.5 'Source Sans',system-ui,sans-serif}"
    "main{max-width:34rem;margin:12vh auto;padding:2rem;background:#fff;border-top:4px solid #0b3a6f}"
    "h1{margin:0 0 .5rem;font-size:1.6rem;line-height:1.2}"
    "a{display:inline-block;margin:.75rem 1.25rem 0 0;padding:.6rem 0;color:#0b4f9e;font-weight:600}"
    "a:first-of-type{padding:.6rem 1.1rem;background:#0b3a6f;color:#fff;text-decoration:none}"
)


def page(lang: Lang, title: str, words: str, links: Sequence[tuple[str, str]], status: int = 200) -> HTMLResponse:
    """The page: title, a paragraph, and links (address, label), of which the first is what most will want."""
    offered = "".join(f'<a href="{escape(place)}">{escape(label)}</a>' for place, label in links)
    return HTMLResponse(
        f'<!doctype html><html lang="{lang}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style>"
        f'<main><h1>{escape(title)}</h1><p role="alert">{escape(words)}</p><p>{offered}</p></main></html>',
        status,
        {"Cache-Control": "no-store"},
    )


def language_of(place: str) -> Lang:
    """The language that the address of a page asks for."""
    return language.of_query(urlsplit(place).query)


def own(asked: str) -> str:
    """A path of ours with its choices, to go on to; the first page for anything else, above all an address elsewhere."""
    safe = asked.startswith("/") and not asked.startswith("//") and "\\" not in asked and asked.isascii() and asked.isprintable()
    return asked if safe and len(asked) <= _LONGEST else f"{address.base()}/"
