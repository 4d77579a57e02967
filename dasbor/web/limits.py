"""What this process may hold open: connections, each for how long without getting on, and descriptors of a session.

nginx bounds the same (deploy/nginx); here it holds without it too. uvicorn waits without end for the rest of a request, and a
process that runs out of descriptors accepts nobody any more and in the end ends. So connections have a number, derived from the
limit of the process, and each has a time for its next step. Built on the inner parts of the pinned uvicorn and Streamlit;
tests/keamanan/test_limits.py fails when they change.
"""

import asyncio
import ctypes
import ipaddress
import logging
import os
import resource
from collections import Counter
from functools import cache
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

from dasbor.words import streamlit_inside
from etl.base.errors import UserError

LOG = logging.getLogger("dasbor")
VARIABLE = "PEDULIHAM_SESI"
USUAL = 1000
"""Sessions of one process; 0.6 MB each were measured (docs/skala.md), and a reader who thinks costs nothing else."""
_OWN = 200
"""Descriptors that are not for connections: databases, logs, scripts, the processes that read uploads."""
SLOW = float(os.environ.get("PEDULIHAM_LAMBAT", "10"))
"""Seconds for a whole head of a request, from the first byte or the connection; and for each further part of a body or an answer
to get on, three times that."""
EACH = 200
"""Connections of one address, as in deploy/nginx; not of this machine's own, from which a proxy comes."""


_C = ctypes.CDLL(None)
_KEPT_BY_C = {-8: 2, -3: 131_072, -1: 131_072}
"""M_ARENA_MAX, M_MMAP_THRESHOLD and M_TRIM_THRESHOLD of glibc: else each of many threads has memory of its own, and what was large
once is kept for the next that is."""


@cache
def sockets() -> int:
    """How many connections may be open: three quarters of the descriptors of this process, less what it needs itself."""
    soft = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    return max(16, (65_536 if soft == resource.RLIM_INFINITY else soft - _OWN) * 3 // 4)


@cache
def sessions() -> int:
    """How many sessions: as many as PEDULIHAM_SESI says, but no more than two of three connections. Raises `UserError`."""
    said = os.environ.get(VARIABLE, "").strip() or str(USUAL)
    if not said.isascii() or not said.isdigit() or not int(said):
        raise UserError(f"{VARIABLE} harus bilangan bulat lebih dari 0, bukan “{said}”.", remedy="lihat docs/operasi.md.")
    return max(1, min(int(said), sockets() * 2 // 3))


class _Watch:
    """The time that one connection has for its next step, and its place among those of its address."""

    def __init__(self, protocol: H11Protocol) -> None:
        self.protocol = protocol
        self.host = protocol.client[0] if protocol.client else ""
        self.timer: asyncio.TimerHandle | None = None
        self.unread = 0
        _from[self.host] += 1

    def within(self, seconds: float) -> None:
        """From now on it has so long, instead of what it had."""
        self.free()
        self.timer = self.protocol.loop.call_later(seconds, self._over)

    def free(self) -> None:
        """It has as long as it likes."""
        if self.timer:
            self.timer.cancel()
            self.timer = None

    def end(self) -> None:
        """It is gone, or a WebSocket by now, which is watched by its pings."""
        self.free()
        _from[self.host] -= 1
        if not _from[self.host]:
            del _from[self.host]

    def _over(self) -> None:
        before, self.unread = self.unread, self.protocol.transport.get_write_buffer_size()
        if self.protocol.flow.read_paused or self.unread < before:  # it is we who do not read on; or the other end does, slowly
            self.within(3 * SLOW)
        else:
            self.protocol.transport.abort()  # not closed: that would wait for what the other end does not read


_from = Counter[str]()
_watched: dict[H11Protocol, _Watch] = {}


def guard() -> None:
    """Put the limits in force for every connection and session of this process."""
    if getattr(H11Protocol, "guarded", False):
        return
    H11Protocol.guarded = True  # type: ignore[attr-defined]
    if limit := getattr(_C, "mallopt", None):
        for what, value in _KEPT_BY_C.items():
            limit(what, value)
    for name, change in (
        ("connection_made", _made),
        ("connection_lost", _lost),
        ("data_received", _received),
        ("on_response_complete", _complete),
        ("pause_writing", _stuck),
        ("resume_writing", _flows),
        ("handle_websocket_upgrade", _upgraded),
    ):
        setattr(H11Protocol, name, change(getattr(H11Protocol, name)))
    streamlit_inside.share_the_loop_of_scripts()


def _made(original: Any) -> Any:  # noqa: ANN401 - all of these wrap a method of uvicorn
    def connection_made(self: H11Protocol, transport: asyncio.Transport) -> None:
        original(self, transport)
        watch = _watched[self] = _Watch(self)
        watch.within(SLOW)
        if _from[watch.host] > EACH and not ours(watch.host):
            transport.abort()
        elif len(self.connections) > sockets():
            # who has waited longest without asking goes: the one who comes now may be the watchdog
            waiting = (one for one in _watched if one.cycle is None or one.cycle.response_complete)
            next(waiting, self).transport.abort()

    return connection_made


def ours(host: str) -> bool:
    """Whether an address is this machine's own."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return True  # a socket of the file system
    mapped = getattr(address, "ipv4_mapped", None)
    return (mapped or address).is_loopback


def _lost(original: Any) -> Any:  # noqa: ANN401
    def connection_lost(self: H11Protocol, exc: Exception | None) -> None:
        if watch := _watched.pop(self, None):
            watch.end()
        original(self, exc)

    return connection_lost


def _received(original: Any) -> Any:  # noqa: ANN401
    def data_received(self: H11Protocol, data: bytes) -> None:
        watch = _watched.get(self)
        original(self, data)
        if watch is None or self not in _watched or self.transport.is_closing():
            return
        if self.cycle is None or self.cycle.response_complete:
            if watch.timer is None:  # the head of the next request has begun
                watch.within(SLOW)
        elif self.cycle.more_body:
            watch.within(3 * SLOW)
        elif not self.flow.write_paused:
            watch.free()  # the whole request is here: it is ours to answer

    return data_received


def _complete(original: Any) -> Any:  # noqa: ANN401
    def on_response_complete(self: H11Protocol) -> None:
        if watch := _watched.get(self):
            watch.free()  # uvicorn's own timer for the next request runs
        original(self)

    return on_response_complete


def _stuck(original: Any) -> Any:  # noqa: ANN401
    def pause_writing(self: H11Protocol) -> None:
        original(self)
        if watch := _watched.get(self):
            watch.unread = self.transport.get_write_buffer_size()
            watch.within(3 * SLOW)

    return pause_writing


def _flows(original: Any) -> Any:  # noqa: ANN401
    def resume_writing(self: H11Protocol) -> None:
        original(self)
        if watch := _watched.get(self):
            watch.free()

    return resume_writing


def _upgraded(original: Any) -> Any:  # noqa: ANN401
    def handle_websocket_upgrade(self: H11Protocol, event: Any) -> None:  # noqa: ANN401
        if watch := _watched.pop(self, None):
            watch.end()
        original(self, event)

    return handle_websocket_upgrade
