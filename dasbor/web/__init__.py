"""What stands between the network and Streamlit (ASGI middleware, put in force by server.py).

It belongs together: internal pages are offered only where all of it is in force.
"""

import contextlib
import os
from collections.abc import AsyncIterator

from dasbor.web import access, compressed, entrance, headers, media, sessions, uploads

MIDDLEWARE = (
    headers.SecurityHeaders,
    compressed.Compressed,
    sessions.SessionGate,
    entrance.Entrance,
    media.MediaGate,
    uploads.UploadGate,
)
"""From the outside in."""


@contextlib.asynccontextmanager
async def lifespan(app: object) -> AsyncIterator[None]:
    """From the start of the server to its end: what goes on beside the requests, where one can log in."""
    if not os.environ.get(access.VARIABLE, "").strip():
        yield
        return
    from dasbor.web import renewal

    async with renewal.lifespan(app):
        yield
