"""Streamlit's document with the first paint in it, kept for every address as long as the data are the same.

Internal instances, internal pages and whoever asks for anything else get Streamlit's own. The application stands hidden behind the
first paint until it has drawn the page, and then takes its place (`assets/awal.js`); without scripts the first paint stays.
"""

import asyncio
import gzip
import os
from collections import OrderedDict
from functools import cache
from html import escape
from urllib.parse import parse_qs

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from dasbor.mart import warehouse
from dasbor.mart.filters import VERSION
from dasbor.page import document, registry
from dasbor.page.first import markup, run
from dasbor.web import access
from dasbor.web.address import local
from dasbor.words import language, paths, static_files, streamlit_inside
from dasbor.words.streamlit_inside import RuntimeStoppedError, runtime
from dasbor.words.texts import Lang, texts

_LONGEST, _MOST, _AT_ONCE = 300, 400, 2
"""Characters of a query, documents kept (20 to 60 KB each, compressed 6 to 15), pages drawn at the same time.

Whoever comes while two are being drawn gets Streamlit's own document: the first paint must never cost the readers of pages."""
_ROOT = '<div id="root"></div>'


@cache
def _shell() -> str:
    """Streamlit's document. ValueError if it is not built as this version's."""
    page = (streamlit_inside.FRONTEND / "index.html").read_text(encoding="utf-8")
    if page.count(_ROOT) != 1 or "<title>" not in page or '<html lang="en">' not in page:
        raise ValueError("index.html of Streamlit is built otherwise than in 1.67")
    return page


@cache
def _chart_scripts() -> str:
    """Asks early, behind everything else, for the script that draws charts: 1.2 MB that the application asks for last."""
    found = (streamlit_inside.FRONTEND / "static" / "js").glob("PlotlyChart.*.js")
    return "".join(f'<link rel="modulepreload" fetchpriority="low" href="./static/js/{file.name}">' for file in found)


@cache
def _look() -> str:
    return (paths.ASSETS / "awal.css").read_text(encoding="utf-8").replace("\n", "")


@cache
def _script() -> str | None:
    return static_files.address("awal", ".js", (paths.ASSETS / "awal.js").read_text(encoding="utf-8"))


def written(draft: markup.PaintedPage, lang: Lang) -> str:
    """The whole document of a draft."""
    t, script = texts(lang), _script()
    head = f"<title>{escape(draft.title)}</title>" + f'<meta name="description" content="{escape(draft.description)}">'
    head += "".join(f'<link rel="stylesheet" href="{escape(sheet)}">' for sheet in draft.sheets) + f"<style>{_look()}</style>"
    head += _chart_scripts() if draft.charts else ""
    taken_over = f'<script type="module" src="{escape(script)}"></script>' if script else ""
    waiting = f'<p class="ph sel tunggu">{escape(t("awal.waiting"))}</p>'
    body = (
        f'<div id="awal"><div class="samping">{draft.beside}</div><main>'
        f'<noscript><p class="ph note">{escape(t("awal.without_scripts"))}</p></noscript>{waiting}{draft.main}</main></div>'
    )
    return document.rewritten(_shell(), lang, head, readable=True).replace(_ROOT, f"{body}{_ROOT}{taken_over}")


class FirstPaint:
    """Answers requests for the document of a public page."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._kept: OrderedDict[tuple[str, str, str], bytes] = OrderedDict()  # by version of the data, page and query
        self._drawing = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        answer = await self._answer(scope) if scope["type"] == "http" and scope["method"] in ("GET", "HEAD") else None
        await (answer or self.app)(scope, receive, send)

    async def _answer(self, scope: Scope) -> Response | None:
        path, query = page_of(scope), scope["query_string"].decode("latin-1")
        if path is None or len(query) > _LONGEST or not runtime.exists() or os.environ.get(access.VARIABLE, "").strip():
            return None
        try:
            packed = await self._packed(path, query)
        except (warehouse.WarehouseError, TimeoutError, RuntimeStoppedError):
            return None
        if packed is None:
            return None
        told = {"Cache-Control": "no-cache", "Vary": "Accept-Encoding"}
        if "gzip" in Headers(scope=scope).get("accept-encoding", ""):
            return Response(packed, headers={**told, "Content-Encoding": "gzip"}, media_type="text/html")
        return Response(gzip.decompress(packed), headers=told, media_type="text/html")

    async def _packed(self, path: str, query: str) -> bytes | None:
        """The document, gzip; None where there is none or too many are being drawn."""
        key = (await asyncio.to_thread(_stamp), path, query)
        if kept := self._kept.get(key):
            self._kept.move_to_end(key)
            return kept
        if self._drawing >= _AT_ONCE:
            return None
        self._drawing += 1
        try:
            messages = await run.drawn(path, query)
        finally:
            self._drawing -= 1
        lang = language.of_query(query)
        draft = markup.draft(messages, lang, path, query)
        if draft is None:
            return None
        packed = gzip.compress(written(draft, lang).encode(), 6, mtime=0)
        if VERSION not in parse_qs(query):  # an old version may be closed, which is another state of the same data
            self._kept[key] = packed
            if len(self._kept) > _MOST:
                self._kept.popitem(last=False)
        return packed


def _stamp() -> str:
    return warehouse.stamp().name


def page_of(scope: Scope) -> str | None:
    """The path of the public page that is asked for ("" for the front page); None for every other request."""
    place = local(scope)
    path = place.strip("/")
    return path if place and (not path or path in {spec.url_path for spec in registry.PAGES}) else None
