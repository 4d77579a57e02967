"""What a server says to systemd: dasbor/page/alive.py; that it is heard is proved by tests/deploy/test_layanan.py."""

import asyncio
import os
import socket

import pytest
from streamlit import config

from dasbor.page import alive
from deploy.loopback import free_port
from tests import aio


async def answering(line: bytes, port: int) -> asyncio.Server:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(line)
        await writer.drain()
        writer.close()

    return await asyncio.start_server(answer, "127.0.0.1", port)


def test_only_a_server_that_says_it_is_well_answers() -> None:
    async def told() -> list[bool]:
        found = [await alive.answers(free_port())]
        for line in (b"HTTP/1.1 503 Service Unavailable\r\n\r\n", b"", b"HTTP/1.1 200 OK\r\n\r\nok"):
            port = free_port()
            async with await answering(line, port):
                found.append(await alive.answers(port))
        return found

    assert aio.run(told()) == [False, False, False, True]


def test_it_is_ready_at_the_first_answer_then_alive_then_stopping(monkeypatch: pytest.MonkeyPatch) -> None:
    place, port = f"@peduliham-uji-{os.getpid()}", free_port()
    monkeypatch.setenv(alive.SOCKET, place)
    monkeypatch.setenv(alive.INTERVAL, "30000")
    monkeypatch.setattr(alive.frame, "warm_up", lambda: None)
    before = config.get_option("server.port")

    async def told() -> list[bytes]:
        loop, heard = asyncio.get_running_loop(), []
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as link:
            link.bind(f"\0{place[1:]}")
            link.setblocking(False)
            async with alive.lifespan(None), await answering(b"HTTP/1.1 200 OK\r\n\r\nok", port):
                heard += [await loop.sock_recv(link, 100) for _ in range(3)]
            while heard[-1] != b"STOPPING=1":
                heard.append(await loop.sock_recv(link, 100))
        return heard

    config.set_option("server.port", port)
    try:
        heard = aio.run(told())
    finally:
        config.set_option("server.port", before)
    assert heard[:3] == [b"READY=1", b"WATCHDOG=1", b"WATCHDOG=1"]
    assert heard.count(b"READY=1") == 1


def test_without_somebody_who_listens_nothing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(alive.SOCKET, raising=False)
    monkeypatch.setattr(alive, "_say", lambda *_: pytest.fail("nobody asked"))

    async def served() -> bool:
        async with alive.lifespan(None):
            return True

    assert aio.run(served())
