"""Sessions without a browser: each opens the WebSocket, asks for a run, waits, asks again."""

import asyncio
import statistics
import time
from dataclasses import dataclass, field
from typing import Any

import websockets
from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg


@dataclass
class LoadOutcome:
    """What all sessions saw: milliseconds and bytes of each rerun after the first, and faults."""

    milliseconds: list[float] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def summary(self) -> dict[str, float]:
        """Median and 95th percentile in ms, median bytes, number of reruns and faults."""
        ordered = sorted(self.milliseconds) or [float("nan")]
        return {
            "reruns": len(self.milliseconds),
            "median_ms": round(statistics.median(ordered), 1),
            "p95_ms": round(ordered[int(0.95 * (len(ordered) - 1))], 1),
            "bytes": int(statistics.median(self.sizes or [0])),
            "faults": len(self.faults),
        }


def fault_of(message: ForwardMsg) -> str | None:
    """What a message says went wrong, or None."""
    if message.WhichOneof("type") == "page_not_found":
        return "page not found"
    if message.WhichOneof("type") != "delta":
        return None
    element = message.delta.new_element
    if element.WhichOneof("type") == "exception":
        return str(element.exception.message)
    if element.WhichOneof("type") == "alert" and element.alert.format == Alert.ERROR:
        return str(element.alert.body)
    return None


async def _rerun(socket: Any, page: str, outcome: LoadOutcome, *, record: bool) -> None:  # noqa: ANN401
    message = BackMsg()
    message.rerun_script.page_name = page
    begun, size = time.perf_counter(), 0
    await socket.send(message.SerializeToString())
    while True:
        raw = await asyncio.wait_for(socket.recv(), 120)
        size += len(raw)
        answer = ForwardMsg()
        answer.ParseFromString(raw)
        if fault := fault_of(answer):
            outcome.faults.append(fault)
        if answer.WhichOneof("type") == "script_finished":
            break
    if record:
        outcome.milliseconds.append((time.perf_counter() - begun) * 1000)
        outcome.sizes.append(size)


async def _session(url: str, page: str, runs: int, think: float, delay: float, outcome: LoadOutcome) -> None:
    await asyncio.sleep(delay)
    address = url.replace("http", "ws", 1) + "/_stcore/stream"
    options: dict[str, Any] = {"max_size": None, "ping_interval": None, "open_timeout": 120}
    try:
        async with websockets.connect(address, subprotocols=["streamlit"], **options) as socket:
            await _rerun(socket, page, outcome, record=False)
            for _ in range(runs):
                await asyncio.sleep(think)
                await _rerun(socket, page, outcome, record=True)
    except (OSError, TimeoutError, websockets.WebSocketException) as error:
        outcome.faults.append(repr(error)[:200])


async def _all(url: str, page: str, sessions: int, runs: int, think: float) -> LoadOutcome:
    outcome = LoadOutcome()
    # they arrive spread over one thinking time, as people do
    delays = [index * think / sessions for index in range(sessions)]
    await asyncio.gather(*(_session(url, page, runs, think, delay, outcome) for delay in delays))
    return outcome


def drive(url: str, page: str, *, sessions: int, runs: int, think: float) -> LoadOutcome:
    """Drive `sessions` sessions through `runs` reruns each of `page`, `think` seconds between them."""
    return asyncio.run(_all(url, page, sessions, runs, think))
