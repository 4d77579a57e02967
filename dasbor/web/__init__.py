"""What stands between the network and Streamlit (ASGI middleware, put in force by server.py).

It belongs together: internal pages are offered only where all of it is in force.
"""

import contextlib
import os
from collections.abc import AsyncIterator

from streamlit import net_util

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


def stay_inside() -> None:
    """Keep Streamlit from asking a host outside for this machine's address, which it does when a page of another site asks us.

    It would do so at every such request, for seconds where nothing outside can be reached, with all readers waiting. The address is
    only one more name from which requests may come; our own name passes without it.
    """
    net_util._external_ip = net_util._internal_ip = "127.0.0.1"  # noqa: SLF001


@contextlib.asynccontextmanager
async def lifespan(app: object) -> AsyncIterator[None]:
    """From the start of the server to its end: what goes on beside the requests, where one can log in."""
    if not os.environ.get(access.VARIABLE, "").strip():
        yield
        return
    from dasbor.web import renewal

    async with renewal.lifespan(app):
        yield
