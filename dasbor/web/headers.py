"""Security headers on every HTTP response: pages, files, uploads, redirects of the login, errors.

What the policy allows beyond the files of this server was found by opening every page in Chromium (docs/keputusan.md): styles
inside elements, which Streamlit and Plotly cannot do without; pictures that the page itself made; the one script inside of
Streamlit's document, by its digest. HSTS belongs to the server with TLS.
"""

import base64
import hashlib
import os
import re
from collections.abc import Iterable

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dasbor.web import access, force
from dasbor.web.media import is_media
from dasbor.words import streamlit_inside


def _inline_scripts() -> list[str]:
    """Digests of the scripts inside of Streamlit's document, as a policy names them."""
    page = streamlit_inside.FRONTEND / "index.html"
    found = re.findall(r"<script>(.*?)</script>", page.read_text(encoding="utf-8"), re.DOTALL)
    return [f"'sha256-{base64.b64encode(hashlib.sha256(one.encode()).digest()).decode()}'" for one in found]


POLICY = {
    "default-src": "'self'",
    "script-src": " ".join(("'self'", *_inline_scripts())),
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "connect-src": "'self'",
    "worker-src": "'none'",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
    "frame-src": "'none'",
    "frame-ancestors": "'none'",
}
_UNUSED = (
    "accelerometer",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "microphone",
    "midi",
    "payment",
    "serial",
    "usb",
)
_WITHOUT_BODY = (204, 304)
HEADERS = {
    "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in POLICY.items()),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": ", ".join(f"{name}=()" for name in _UNUSED),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class SecurityHeaders:
    """Puts `HEADERS` on what the application answers, and answers itself when it fails."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        force.HEADERS.set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        keep_out = bool(os.environ.get(access.VARIABLE, "").strip()) and is_media(scope)
        begun = False

        async def sending(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                _put(message, HEADERS.items())
                _say_kind(MutableHeaders(scope=message), message["status"])
                if keep_out:
                    _put(message, [("Cache-Control", "no-store")])
            await send(message)

        try:
            await self.app(scope, receive, sending)
        except Exception:
            # Starlette would answer outside of all middleware, without the headers; the fault itself goes on to its log
            if not begun:
                await _failed(sending)
            raise


def _put(message: Message, headers: Iterable[tuple[str, str]]) -> None:
    held = MutableHeaders(scope=message)
    for name, value in headers:
        held[name] = value


def _say_kind(held: MutableHeaders, status: int) -> None:
    """Every body has its kind, and every text its encoding: what we write is UTF-8 throughout."""
    kind = held.get("Content-Type")
    if kind is None:
        if held.get("Content-Length") != "0" and status not in _WITHOUT_BODY:
            held["Content-Type"] = "text/plain; charset=utf-8"
    elif kind.startswith("text/") and "charset" not in kind:
        held["Content-Type"] = f"{kind}; charset=utf-8"


async def _failed(send: Send) -> None:
    await send({"type": "http.response.start", "status": 500, "headers": [(b"content-type", b"text/plain; charset=utf-8")]})
    await send({"type": "http.response.body", "body": b"Internal Server Error"})
