"""How many sessions one process holds, and who goes when one more comes: the one that has been idle longest, and it is told.

First those that never asked for a page, then readers, then people who are logged in and may have typed something. Their browser
shows a page that says why, with a link back to where they were: the address of a page holds all its choices.
"""

import asyncio
import logging
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

from google.protobuf.message import DecodeError
from starlette.requests import HTTPConnection, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dasbor.web import address, force, limits, media, notice
from dasbor.words.streamlit_inside import BackMsg, ForwardMsg
from dasbor.words.texts import texts

LOG = logging.getLogger("dasbor")
STREAM, CLOSED = "/_stcore/stream", "/sesi-ditutup"
_TIME_TO_ASK = 5.0
"""Seconds in which a browser asks for its page; who has not asked by then is silent."""
_CROWD = 10
"""One of so many may have come within that time and be spared; otherwise whoever opens sessions fast pushes out all readers."""


@dataclass(eq=False)
class _Session:
    """A WebSocket that is open: since when, from where, by whom, and what it asked for last."""

    host: str
    person: bool
    send: Send
    last: float = field(default_factory=lambda: asyncio.get_running_loop().time())
    asked: bytes = b""
    over: asyncio.Event = field(default_factory=asyncio.Event)

    def new(self, now: float) -> bool:
        """Whether it has not asked yet, and may be about to."""
        return not self.asked and now - self.last < _TIME_TO_ASK

    def rank(self, now: float, *, crowd: bool) -> tuple[bool, bool, float]:
        """Who comes first in this order goes first. `crowd`: more have just come than readers do, and they spare nobody."""
        return self.person, bool(self.asked) or (self.new(now) and not crowd), self.last

    def page(self) -> str:
        """Path and choices of the page it was on."""
        try:
            parts = urlsplit(BackMsg.FromString(self.asked).rerun_script.context_info.url)
        except (DecodeError, ValueError):
            return f"{address.base()}/"
        return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


class SessionGate:
    """Lets a session begin when another has gone, if there are as many as may be; answers `CLOSED`."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.open: set[_Session] = set()
        self.said = 0.0
        limits.sessions()  # a setting that is wrong shows at the start
        force.SESSIONS.set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, or one WebSocket."""
        path = address.local(scope) if scope["type"] in ("http", "websocket") else ""
        if scope["type"] == "http" and path == CLOSED:
            await _closed(Request(scope))(scope, receive, send)
        elif scope["type"] == "websocket" and path == STREAM:
            await self._session(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _session(self, scope: Scope, receive: Receive, send: Send) -> None:
        host = scope["client"][0] if scope.get("client") else ""
        self._make_room(host)
        own = _Session(host, media.identity(media.claims(HTTPConnection(scope))) is not None, send)
        self.open.add(own)

        async def receiving() -> Message:
            message = await receive()
            if message["type"] == "websocket.receive":
                own.last = asyncio.get_running_loop().time()
                own.asked = message.get("bytes") or b"" if len(message.get("bytes") or b"") < _KEPT else own.asked
            return message

        async def sending(message: Message) -> None:
            if not own.over.is_set():
                await send(message)

        try:
            await self.app(scope, receiving, sending)
        finally:
            self.open.discard(own)

    def _make_room(self, host: str) -> None:
        """End the idlest session, of all or of one address, if one more would be too many."""
        theirs = [one for one in self.open if one.host == host] if not limits.ours(host) else []
        among = theirs if len(theirs) >= limits.EACH else list(self.open) if len(self.open) >= limits.sessions() else []
        if not among:
            return
        now = asyncio.get_running_loop().time()
        crowd = sum(one.new(now) for one in among) > max(2, len(among) // _CROWD)
        idlest = min(among, key=lambda one: one.rank(now, crowd=crowd))
        self.open.discard(idlest)
        asyncio.get_running_loop().create_task(_end(idlest)).add_done_callback(lambda done: done.cancelled() or done.exception())
        if now - self.said > 60:  # noqa: PLR2004 - a line a minute tells as much as a thousand
            self.said = now
            LOG.warning("sesi penuh (%d): yang paling lama menganggur ditutup", limits.sessions())


_KEPT = 20_000
"""Bytes of a message that is remembered for the page it names; one that is longer holds an upload's worth of choices."""


async def _end(session: _Session) -> None:
    told = ForwardMsg()
    told.auth_redirect.url = f"{address.base()}{CLOSED}?halaman={quote(session.page(), safe='')}"
    session.over.set()
    await session.send({"type": "websocket.send", "bytes": told.SerializeToString()})
    await session.send({"type": "websocket.close", "code": 1013})


def _closed(request: Request) -> notice.HTMLResponse:
    """The page for whom a session was ended."""
    page = notice.own(request.query_params.get("halaman", ""))
    lang = notice.language_of(page)
    t = texts(lang)
    return notice.page(lang, t("masuk.session_title"), t("masuk.session_closed"), [(page, t("masuk.session_back"))])
