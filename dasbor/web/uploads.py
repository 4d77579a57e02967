"""Who may hand the server a file: somebody who may enter or load, into a session of their own.

Streamlit keeps whatever is sent below /_stcore/upload_file/ in memory, any number of files up to its limit, from everybody who has
a page open, whether or not that page has a field for files. A public instance has none, and takes none.
"""

import os

from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from dasbor.web import access, address, force, login, media
from dasbor.words.streamlit_inside import runtime

_UPLOADING = frozenset({access.Right.ISI, access.Right.MUAT})


class UploadGate:
    """Answers 403 to a file from anybody else, before its first byte is read."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        force.UPLOADS.set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, or one WebSocket."""
        session = _session(scope)
        if session is not None and scope["method"] in ("PUT", "POST", "DELETE") and not _may(HTTPConnection(scope), session):
            await PlainTextResponse("Forbidden", 403)(scope, receive, send)
            return
        await self.app(scope, receive, send)


def _session(scope: Scope) -> str | None:
    """The session named in the address of an upload; None for another request."""
    if scope["type"] != "http":
        return None
    before, path = "/_stcore/upload_file/", address.local(scope)
    return path.removeprefix(before).partition("/")[0] if path.startswith(before) else None


def _may(connection: HTTPConnection, session: str) -> bool:
    if not os.environ.get(access.VARIABLE, "").strip() or not runtime.exists():
        return False
    claims = media.claims(connection)
    return media.owns(media.identity(claims), session) and bool(login.of_claims(claims).rights & _UPLOADING)
