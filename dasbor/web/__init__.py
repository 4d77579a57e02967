"""What stands between the network and Streamlit (ASGI middleware, put in force by server.py).

It belongs together: internal pages are offered only where all of it is in force.
"""

from dasbor.web import headers, media

MIDDLEWARE = (headers.SecurityHeaders, media.MediaGate)
"""From the outside in."""


def in_force() -> bool:
    """Whether every part has been put before the application of this process."""
    return headers.IN_FORCE.is_set() and media.IN_FORCE.is_set()
