"""Sessions that cost next to nothing: the load generator shares its cores with what it measures.

Frames of the WebSocket are taken apart by hand. A message is understood only if it is short, as the end of a run and every failure
of the protocol are, or if the reader asked for it; of the rest the length is read and the bytes are dropped.
"""

import asyncio
import hashlib
import os
import struct
from dataclasses import dataclass, field
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from bench.load import fault_of

_SHORT = 300
_CLOSE, _PING, _PONG, _BINARY = 8, 9, 10, 2
_LONGEST_16, _LONGEST_7 = 126, 125


class CutError(ConnectionError):
    """The connection ended, or was refused."""


@dataclass
class Run:
    """What came back of one run of a page."""

    size: int = 0
    messages: int = 0
    faults: list[str] = field(default_factory=list)
    texts: list[bytes] = field(default_factory=list)


class Socket(asyncio.Protocol):
    """A WebSocket of one session, from `opened`."""

    def __init__(self) -> None:
        self._held = bytearray()
        self._answer: asyncio.Future[Any] | None = None
        self._run, self._whole = Run(), False
        self._open = False
        self.headers = ""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Asyncio: connected."""
        self._transport: Any = transport

    def connection_lost(self, exc: Exception | None) -> None:
        """Asyncio: the other end is gone; who waits learns it."""
        del exc
        self._open = False
        if self._answer and not self._answer.done():
            self._answer.set_exception(CutError("sambungan berakhir"))

    def data_received(self, data: bytes) -> None:
        """Asyncio: bytes."""
        self._held += data
        if not self._open:
            head, end, rest = self._held.partition(b"\r\n\r\n")
            if not end:
                return
            self._held, self._open = rest, True
            self.headers = head.decode("latin-1")
            self._done(self.headers)
        self._frames()

    def _done(self, what: object) -> None:
        if self._answer and not self._answer.done():
            self._answer.set_result(what)

    def _frames(self) -> None:
        held, place = self._held, 0
        while len(held) - place >= 2:
            length, begin = held[place + 1], place + 2
            if length == _LONGEST_16:
                length, begin = int.from_bytes(held[begin : begin + 2], "big"), begin + 2
            elif length > _LONGEST_16:
                length, begin = int.from_bytes(held[begin : begin + 8], "big"), begin + 8
            if len(held) < begin + length:
                break
            self._frame(held[place] & 15, begin, length)
            place = begin + length
        del held[:place]

    def _frame(self, kind: int, begin: int, length: int) -> None:
        if kind == _BINARY:
            self._run.size += length
            self._run.messages += 1
            if length < _SHORT or self._whole:
                self._understand(bytes(self._held[begin : begin + length]))
        elif kind == _PING:
            self._send(_PONG, bytes(self._held[begin : begin + length]))
        elif kind == _CLOSE:
            self._transport.close()

    def _understand(self, raw: bytes) -> None:
        message = ForwardMsg.FromString(raw)
        if self._whole:
            self._run.texts.append(raw)
        if fault := fault_of(message):
            self._run.faults.append(fault)
        # a first run that stops to begin anew, as one does that takes its choices from the address, is not the end
        if message.WhichOneof("type") == "script_finished" and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
            self._done(self._run)

    def _send(self, kind: int, content: bytes) -> None:
        mask = os.urandom(4)
        short = len(content) <= _LONGEST_7
        head = struct.pack("!BB", 128 | kind, 128 | len(content)) if short else struct.pack("!BBH", 128 | kind, 254, len(content))
        masked = bytes(byte ^ mask[index % 4] for index, byte in enumerate(content))
        self._transport.write(head + mask + masked)

    async def open(self, host: str, cookie: str, timeout: float) -> None:
        """Ask for the session. CutError if it is not given."""
        self._answer = asyncio.get_running_loop().create_future()
        self._transport.write(
            f"GET /_stcore/stream HTTP/1.1\r\nHost: {host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            f"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==\r\nSec-WebSocket-Protocol: streamlit\r\n"
            f"Cookie: peduliham_pembaca={cookie}\r\n\r\n".encode()
        )
        said = await asyncio.wait_for(self._answer, timeout)
        if " 101 " not in said.partition("\r\n")[0]:
            raise CutError(said.partition("\r\n")[0])

    async def rerun(self, page: str, query: str, *, whole: bool = False, timeout: float = 120) -> Run:
        """Run a page as its address says; `whole`: understand every message. CutError or TimeoutError."""
        if self.gone:
            raise CutError("sambungan berakhir")
        message = BackMsg()
        message.rerun_script.page_name, message.rerun_script.query_string = page, query
        self._run, self._whole = Run(), whole
        self._answer = asyncio.get_running_loop().create_future()
        self._send(_BINARY, message.SerializeToString())
        done: Run = await asyncio.wait_for(self._answer, timeout)
        return done

    @property
    def gone(self) -> bool:
        """Whether the connection has ended."""
        return bool(self._transport.is_closing())

    def close(self) -> None:
        """End the session."""
        self._transport.close()


async def opened(port: int, host: str, number: int, *, timeout: float = 60) -> Socket:
    """The session of reader `number`, who comes from an address of their own in 127/8. CutError, OSError or TimeoutError."""
    source = (f"127.1.{number // 250}.{number % 250 + 1}", 0)
    loop = asyncio.get_running_loop()
    _, socket = await loop.create_connection(Socket, "127.0.0.1", port, local_addr=source)
    try:
        await socket.open(host, hashlib.md5(str(number).encode()).hexdigest(), timeout)  # as random as what nginx gives
    except (CutError, TimeoutError):
        socket.close()
        raise
    return socket
