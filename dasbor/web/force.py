"""Which parts of this package stand before the application of this process; without one of them no internal page is offered."""

import threading

HEADERS, SESSIONS, MEDIA, UPLOADS, ENTRANCE = (threading.Event() for _ in range(5))


def in_force() -> bool:
    """Whether every part has been put before the application of this process."""
    return all(part.is_set() for part in (HEADERS, SESSIONS, MEDIA, UPLOADS, ENTRANCE))
