"""Who may fetch a file that a page made: only the person whose session holds it, and nobody what was withdrawn since.

A file that was made before a version of the data was closed may hold what that version held: it is not served any more.

Streamlit serves whatever lies below /media/ to everybody who knows the address. Addresses are digests, hard to guess and easy to
pass on. Here the cookie of the request must name the same person as the session does that the file was made for; and if that person
had a role here when it was made, the login of the cookie must still hold: not ended, not expired, not without roles. Else there is
no such file. On an instance without login everybody is nobody, and nothing is asked.

Built on the inner parts of the pinned Streamlit; tests/dasbor/test_web.py fails when they change.
"""

import json
import os
import re
import threading
from collections.abc import Mapping
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from dasbor.mart import memory, versions, warehouse
from dasbor.web import access, address, force, login
from dasbor.words import streamlit_inside
from dasbor.words.streamlit_inside import MediaFileManager, get_script_run_ctx, runtime

Identity = tuple[str, ...] | None
_CLAIMS = ("provider", "iss", "sub", "email")
_REMEMBERED = 20_000
"""Files of which is known when they were made; of older ones nobody holds the page."""
_SPARED, _MOST_SPARED = "peduliham-baru-dibuat", 32
"""The session, which is none, that holds the files made last, and how many it holds."""
_MAKING = threading.BoundedSemaphore(2)
"""Files that are made at a time: some take 100 MB while they are, and two already keep the interpreter busy."""
_FILE = re.compile(r"([0-9a-f]+)")


class MediaGate:
    """Answers 404 to a request for a file of somebody else."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        force.MEDIA.set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, or one WebSocket."""
        if scope["type"] in ("http", "websocket") and runtime.exists():
            manager = runtime.get_instance().media_file_mgr
            made = _watched(manager)
            if scope["type"] == "http" and is_media(scope) and not _served(HTTPConnection(scope), manager, made):
                await PlainTextResponse("Not Found", 404)(scope, receive, send)
                return
        await self.app(scope, receive, send)


def is_media(scope: Scope) -> bool:
    """Whether the request is for a file that a page made."""
    return address.local(scope).startswith("/media/")


def identity(said: Mapping[str, Any]) -> Identity:
    """Whom the claims of a cookie or a session name; None for nobody."""
    return tuple(str(said.get(name, "")) for name in _CLAIMS) if said.get("is_logged_in") is True else None


def claims(connection: HTTPConnection) -> Mapping[str, Any]:
    """What the signed cookie of a request says; nothing without one, or if its signature is not ours."""
    # the helper is the one that decides for the session, so that the two cannot differ
    content = streamlit_inside.signed_cookie(connection.cookies)
    if not content:
        return {}
    try:
        found = json.loads(content)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


class _Made:
    """Files that pages made: which versions were closed then, for which sessions, and whose they were (`login.belongs`).

    Streamlit itself forgets for which session a file was made at the press of a button.
    """

    def __init__(self) -> None:
        self.sessions: dict[str, dict[str, str]] = {}
        self.closed: dict[str, frozenset[str]] = {}
        self.guard = threading.Lock()

    def add(self, file: str, session: str) -> None:
        owners = streamlit_inside.sessions()
        whose = login.belongs(owners[session]) if session in owners and _asked() else ""
        with self.guard:
            for name in [name for name, held in self.sessions.items() if not held.keys() & owners.keys()]:
                del self.sessions[name]
            self.closed.pop(file, None)
            self.closed[file] = _closed()
            while len(self.closed) > _REMEMBERED:
                del self.closed[next(iter(self.closed))]
            if session:
                self.sessions.setdefault(file, {})[session] = whose

    def of(self, file: str) -> dict[str, str]:
        """Session → whose the file is there."""
        with self.guard:
            return dict(self.sessions.get(file, {}))

    def stale(self, file: str) -> bool:
        """Whether a version was closed after the file was made."""
        with self.guard:
            then = self.closed.get(file)
        return then is not None and not _closed() <= then


def _closed() -> frozenset[str]:
    """The versions that may not be read now; none where nothing is published."""
    try:
        return versions.closed()
    except warehouse.WarehouseError:
        return frozenset()


def _watched(manager: MediaFileManager) -> _Made:
    """What is remembered about files of this manager; from the first call on it is."""
    found: _Made | None = getattr(manager, "_peduliham_made", None)
    if found is not None:
        return found
    kept, execute, add = _Made(), manager.execute_deferred, manager.add
    streamlit_inside.let_collected_sessions_end(manager)

    def executed(file_id: str) -> str:
        session = streamlit_inside.session_of_deferred(manager, file_id)
        with _MAKING:
            made = execute(file_id)
        memory.give_back()
        if session is not None:
            kept.add(file_name(made), session)
            streamlit_inside.spare(manager, file_name(made), _SPARED, _MOST_SPARED)
        return made

    @wraps(add)
    def added(*args: Any, **kwargs: Any) -> str:  # noqa: ANN401 - Streamlit's own
        made = add(*args, **kwargs)
        context = get_script_run_ctx(suppress_warning=True)
        kept.add(file_name(made), context.session_id if context else "")
        return made

    manager._peduliham_made = kept  # type: ignore[attr-defined]  # noqa: SLF001
    manager.execute_deferred = executed  # type: ignore[method-assign]
    manager.add = added  # type: ignore[method-assign]
    return kept


def file_name(address: str) -> str:
    """The digest in the address of a file; its ending and what follows do not belong to it."""
    found = _FILE.match(urlsplit(address).path.rsplit("/", 1)[-1])
    return found.group(1) if found else ""


def owns(who: Identity, session: str) -> bool:
    """Whether a session that is open belongs to `who`."""
    owners = streamlit_inside.sessions()
    return session in owners and identity(owners[session]) == who


def _asked() -> bool:
    """Whether somebody can be somebody here, so that files may be for one and not for another."""
    return bool(os.environ.get(access.VARIABLE, "").strip())


def _served(connection: HTTPConnection, manager: MediaFileManager, made: _Made) -> bool:
    file = file_name(connection.scope["path"])
    return not made.stale(file) and (not _asked() or _may(connection, manager, made, file))


def _may(connection: HTTPConnection, manager: MediaFileManager, made: _Made, file: str) -> bool:
    files = streamlit_inside.files_by_session(manager)
    held = {session for session, theirs in files.items() if any(file_name(one) == file for one in theirs)}
    said, owners, whose = claims(connection), streamlit_inside.sessions(), made.of(file)
    theirs = [one for one in held | whose.keys() if file and one in owners and identity(owners[one]) == identity(said)]
    if any(not whose.get(session, "") for session in theirs):
        return True  # anybody might have it
    who = login.of_claims(said) if theirs else access.PUBLIC
    return bool(who.roles) and any(whose[session] == who.address for session in theirs)
