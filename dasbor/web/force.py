"""Which parts of this package stand before the application of this process; without one of them no internal page is offered."""

import threading

HEADERS, MEDIA, UPLOADS = threading.Event(), threading.Event(), threading.Event()


def in_force() -> bool:
    """Whether every part has been put before the application of this process."""
    return HEADERS.is_set() and MEDIA.is_set() and UPLOADS.is_set()
