"""Tells who started this server that it is ready, and every few seconds that it still answers.

systemd (Type=notify, WatchdogSec=) and `python -m deploy.satu_mesin` listen at the socket that NOTIFY_SOCKET names. A server that
hangs says nothing any more; it is ended and started again. Without that variable nothing of this happens.
"""

import asyncio
import contextlib
import os
import socket
from collections.abc import AsyncIterator

import streamlit as st

from dasbor.page import frame

SOCKET, INTERVAL = "NOTIFY_SOCKET", "WATCHDOG_USEC"
_PATIENCE = 10.0
"""Seconds that an answer of our own may take before it counts as none."""


@contextlib.asynccontextmanager
async def lifespan(app: object) -> AsyncIterator[None]:
    """From the start of the server to its end."""
    del app
    place = os.environ.get(SOCKET)
    if not place:
        yield
        return
    # before the first reader, who would wait for it
    await asyncio.to_thread(frame.warm_up)
    beat = asyncio.create_task(_beat(place))
    try:
        yield
    finally:
        beat.cancel()
        _say(place, "STOPPING=1")


async def _beat(place: str) -> None:
    """Ready at the first answer; then alive, three times within the time that is waited for it."""
    port = int(st.get_option("server.port"))
    pause = int(os.environ.get(INTERVAL, "30000000")) / 3_000_000
    while not await answers(port):
        await asyncio.sleep(0.1)
    _say(place, "READY=1")
    while True:
        if await answers(port):
            _say(place, "WATCHDOG=1")
        await asyncio.sleep(pause)


async def answers(port: int) -> bool:
    """Whether the server on this port of loopback says at /_stcore/health that it is well."""
    try:
        async with asyncio.timeout(_PATIENCE):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            with contextlib.closing(writer):
                writer.write(b"GET /_stcore/health HTTP/1.0\r\nHost: localhost\r\n\r\n")
                await writer.drain()
                return b" 200 " in await reader.readline()
    except (OSError, TimeoutError):
        return False


def _say(place: str, words: str) -> None:
    """One datagram; nobody who listens is no reason to stop serving."""
    address = f"\0{place[1:]}" if place.startswith("@") else place
    with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as link:
        link.sendto(words.encode(), address)
