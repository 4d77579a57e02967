"""The document of every page before a script has run: Streamlit's own, with our title, language and `assets/tab.js`.

And what is answered where there is no page: status 404, in the reader's language, with the nearest pages. Streamlit answers every
address with its document and runs the first page below a dialog in English; below a page (/peta/x) its scripts are not even found.
"""

import difflib
import json
import re
from collections.abc import Iterable
from functools import cache
from html import escape

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dasbor.page import registry
from dasbor.web import address as addresses
from dasbor.web import login
from dasbor.words import language, paths, static_files
from dasbor.words.texts import LANGUAGES, Lang, texts

_NO_PAGES = ("_stcore", "static", "app", "media", "component", "bidi", "oauth2callback", "auth", "metrics")
"""First parts of addresses that are none of pages."""
_CONDITIONS = (b"accept-encoding", b"if-none-match", b"if-modified-since", b"range")
_SAID = {
    "away": "common.server_away",
    "back": "common.server_back",
    "skip": "common.own_skip",
    "apply": "common.own_apply",
    "none": "common.own_none",
    "open": "common.own_open",
    "fold": "common.own_fold",
    "unfold": "common.own_unfold",
    "clear": "common.own_clear",
    "close": "common.own_close",
}
_NEAR = 0.55
_LOOK = (
    "body{font:1rem/1.5 sans-serif;color:#16202c;max-width:40rem;margin:4rem auto;padding:0 1rem}h1{font-size:1.5rem}"
    "a{color:#0b4f9e}.prog{color:#0b3a6f;font-size:.85rem;font-weight:600;margin:0}li{margin:.4rem 0}"
)


class Document:
    """Rewrites Streamlit's document, and answers where there is no page."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, or one WebSocket."""
        place = _place(scope)
        if place is None:
            await self.app(scope, receive, send)
        elif _known(place):
            asked = {**scope, "headers": [pair for pair in scope["headers"] if pair[0] not in _CONDITIONS]}
            await self.app(asked, receive, _Rewriting(send, _lang(scope)))
        else:
            await HTMLResponse(nowhere(place, _lang(scope), _up(scope)), 404)(scope, receive, send)


class _Rewriting:
    """Holds a document back until it is whole, and sends it rewritten; all else goes through."""

    def __init__(self, send: Send, lang: Lang) -> None:
        self.send, self.lang = send, lang
        self.start: Message | None = None
        self.body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = Headers(raw=message["headers"])
            if message["status"] == 200 and headers.get("content-type", "").startswith("text/html"):  # noqa: PLR2004
                self.start = message
                return
        elif self.start is not None and message["type"] == "http.response.body":
            self.body += message.get("body", b"")
            if message.get("more_body"):
                return
            document = rewritten(self.body.decode(), self.lang).encode() if self.body else b""
            dropped = (b"content-length", b"etag", b"last-modified")
            kept = [pair for pair in self.start["headers"] if pair[0].lower() not in dropped]
            if document:  # an answer to HEAD has none
                kept.append((b"content-length", str(len(document)).encode()))
            await self.send({**self.start, "headers": kept})
            await self.send({"type": "http.response.body", "body": document})
            return
        await self.send(message)


def rewritten(document: str, lang: Lang, head: str = "", *, readable: bool = False) -> str:
    """Streamlit's document as ours: title (or `head` in its place), language, the script of the tab before its own.

    Unless it is `readable` without scripts, it says to whoever has none that they are needed.
    """
    t = texts(lang)
    title = head or f"<title>{escape(t('common.programme'))}</title>"
    plain = "" if readable else f"<noscript>{escape(t('common.no_script'))}</noscript>"
    document = document.replace('<html lang="en">', f'<html lang="{lang}">', 1)
    document = re.sub(r"<title>.*?</title>", lambda _: title, document, count=1)
    document = re.sub(r"<noscript>.*?</noscript>", lambda _: plain, document, count=1, flags=re.DOTALL)
    return document.replace("<head>", f"<head>\n    {_script()}", 1)


@cache
def _script() -> str:
    """The script of the tab, with its words in both languages; empty where static/ cannot be written."""
    place = static_files.address("tab", ".js", (paths.ASSETS / "tab.js").read_text(encoding="utf-8"))
    said = json.dumps({lang: {name: texts(lang)(key) for name, key in _SAID.items()} for lang in LANGUAGES}, ensure_ascii=False)
    return f'<script type="module" src="{place}" data-kata="{escape(said)}"></script>' if place else ""


def nowhere(place: str, lang: Lang, up: str) -> str:
    """What stands at an address without a page; `up` leads from there to the root."""
    t = texts(lang)
    near = _nearest(place)
    query = "" if lang == "id" else f"?lang={lang}"
    links = [(up + spec.url_path + query, spec.title(lang)) for spec in near or registry.PAGES]
    items = "".join(f'<li><a href="{escape(address)}">{escape(name)}</a></li>' for address, name in links)
    lead = escape(t("common.nowhere", place=place[:80]))
    led = escape(t("common.nowhere_near" if near else "common.nowhere_all"))
    other: Lang = "en" if lang == "id" else "id"
    aside = f'<p lang="{other}"><a href="?lang={other}">{escape(texts(other)("common.nowhere_title"))}</a></p>'
    title, programme = escape(t("common.nowhere_title")), escape(t("common.programme"))
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{title} · {programme}</title><style>{_LOOK}</style></head><body><main>"
        f'<p class="prog">{programme}</p><h1>{title}</h1><p>{lead}</p><p>{led}</p><ul>{items}</ul>{aside}</main></body></html>'
    )


def _nearest(place: str) -> list[registry.PageSpec]:
    """The pages whose path or title begins or sounds like a part of `place`, nearest first."""
    parts = [part for part in re.split(r"[^a-z0-9]+", place.lower()) if part]
    scores = {spec: max((_alike(part, _words(spec)) for part in parts), default=0.0) for spec in registry.PAGES}
    return sorted((spec for spec, score in scores.items() if score >= _NEAR), key=lambda spec: -scores[spec])[:3]


def _words(spec: registry.PageSpec) -> set[str]:
    return {spec.url_path, *(word for lang in LANGUAGES for word in spec.title(lang).lower().split())}


def _alike(part: str, words: Iterable[str]) -> float:
    return max(difflib.SequenceMatcher(None, part, word).ratio() for word in words)


def _known(place: str) -> bool:
    """Whether a page stands at this path; pages for those who log in do so where one can log in."""
    return place == "" or place in {
        spec.url_path for spec in (*registry.present(), *(registry.INTERNAL if login.offered() else ()))
    }


def _place(scope: Scope) -> str | None:
    """The path of a request for a document, without slashes around it; None for any other request."""
    if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
        return None
    path, base = str(scope["path"]).strip("/"), addresses.base()[1:]
    if base and path != base and not path.startswith(f"{base}/"):
        return None
    place = path.removeprefix(base).strip("/")
    first, _, rest = place.partition("/")
    # a page that was opened by its path lets Streamlit look for its own files below that path first
    if first in _NO_PAGES or rest.startswith(_NO_PAGES) or "." in place.rpartition("/")[2] or str(scope["path"]).startswith("//"):
        return None
    return place


def _up(scope: Scope) -> str:
    """From an address to the root of the dashboard, relatively: a proxy may put us below a path that we do not know."""
    own = str(scope["path"]).removeprefix(addresses.base()).lstrip("/")
    return "../" * (len(own.split("/")) - 1) or "./"


def _lang(scope: Scope) -> Lang:
    return language.of_query(scope["query_string"].decode("latin-1"))
