"""Readers of the dashboard: light sessions through nginx, at their own pace or as fast as it goes, who come back when cut off."""

import asyncio
import os
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench import light
from dasbor.page import registry
from deploy import satu_mesin

YEARS = (2020, 2022, 2023)
"""Years that readers look at in turn."""
_AGAIN = 0.5
"""Seconds before the next try to come back."""


@dataclass
class ReadersSeen:
    """What all readers saw: milliseconds of every run, its messages and bytes, faults, and how they were cut off and came back."""

    milliseconds: list[float] = field(default_factory=list)
    messages: int = 0
    bytes: int = 0
    faults: list[str] = field(default_factory=list)
    cut: int = 0
    back_s: list[float] = field(default_factory=list)
    versions: set[str] = field(default_factory=set)

    def summary(self) -> dict[str, Any]:
        """Counts, median and 95th percentile in ms."""
        ordered = sorted(self.milliseconds) or [float("nan")]
        return {
            "reruns": len(self.milliseconds),
            "median_ms": round(ordered[len(ordered) // 2], 1),
            "p95_ms": round(ordered[int(0.95 * (len(ordered) - 1))], 1),
            "max_ms": round(ordered[-1], 1),
            "faults": len(self.faults),
        }


def places() -> list[tuple[str, str]]:
    """Every public page, each in several years: name and query of its address."""
    return [(spec.url_path, f"tahun={year}") for year in YEARS for spec in registry.present()]


class Reader:
    """One session that walks over the pages from a place of its own, and comes back where it was when cut off."""

    def __init__(self, port: int, number: int, seen: ReadersSeen) -> None:
        self.port, self.number, self.seen = port, number, seen
        self._places, self._step = places(), number
        self._socket: light.Socket | None = None

    async def step(self, *, record: bool = True, whole: bool = False, due: float | None = None) -> light.Run:
        """The next page; if the connection is lost on the way, from a new one. `due`: since when the reader has waited for it."""
        page, query = self._places[self._step % len(self._places)]
        self._step += 1
        while True:
            try:
                return await self._run(page, query, record=record, whole=whole, due=due)
            except (light.CutError, OSError, TimeoutError):
                await self._return(page, query)

    async def _run(self, page: str, query: str, *, record: bool, whole: bool, due: float | None = None) -> light.Run:
        if self._socket is None:
            self._socket = await light.opened(self.port, f"{satu_mesin.DASHBOARD}:{self.port}", self.number)
        begun = due or time.perf_counter()
        run = await self._socket.rerun(page, query, whole=whole)
        self.seen.faults += run.faults
        if record:
            self.seen.milliseconds.append((time.perf_counter() - begun) * 1000)
            self.seen.messages += run.messages
            self.seen.bytes += run.size
        return run

    async def _return(self, page: str, query: str) -> None:
        """After a cut: a new session on the same page, tried again and again as a browser does."""
        self.seen.cut += 1
        begun = time.perf_counter()
        while time.perf_counter() - begun < 60:
            self.leave()
            try:
                await self._run(page, query, record=False, whole=False)
            except (light.CutError, OSError, TimeoutError):
                await asyncio.sleep(_AGAIN)
            else:
                self.seen.back_s.append(time.perf_counter() - begun)
                return
        self.seen.faults.append(f"pembaca {self.number} tidak dapat kembali")
        raise ConnectionAbortedError(self.number)

    @property
    def cut_off(self) -> bool:
        """Whether the connection is gone."""
        return self._socket is not None and self._socket.gone

    def leave(self) -> None:
        """Close the session."""
        if self._socket:
            self._socket.close()
            self._socket = None


async def saturated(port: int, readers: int, seconds: float) -> tuple[ReadersSeen, float]:
    """`readers` sessions without a pause for so long, once all have begun; what they saw, and the seconds it took."""
    seen = ReadersSeen()
    crowd = [Reader(port, number, seen) for number in range(readers)]
    for reader in crowd:
        await reader.step(record=False)
    begun = time.perf_counter()

    async def hurry(reader: Reader) -> None:
        while time.perf_counter() - begun < seconds:
            await reader.step()

    await asyncio.gather(*(hurry(reader) for reader in crowd))
    took = time.perf_counter() - begun
    for reader in crowd:
        reader.leave()
    return seen, took


async def at_leisure(crowd: list[Reader], pause: float, steps: int) -> None:
    """All take a step every `pause` seconds; they arrive within four pauses and are recorded for `steps` of them from then on.

    Each keeps to its own hour, and is answered late if it had to wait for its turn: were the pause counted from the answer, one
    slow moment would bring all readers into step for the rest of the measurement, and their waiting would not be counted.
    """
    begun, arriving, rows = time.perf_counter(), 4 * pause, max(1, len(crowd) // 4)

    async def walk(place: int, reader: Reader) -> None:
        due = begun + place * arriving / len(crowd) + place // rows * pause / len(crowd)  # no two at the same moment
        await asyncio.sleep(due - time.perf_counter())
        await reader.step(record=False, whole=True)
        while (due := due + pause) < begun + arriving + (steps + 1) * pause:
            while (left := due - time.perf_counter()) > 0 and not reader.cut_off:
                await asyncio.sleep(min(0.5, left))
            await reader.step(record=due >= begun + arriving, due=None if reader.cut_off else due)

    results = await asyncio.gather(*(walk(place, reader) for place, reader in enumerate(crowd)), return_exceptions=True)
    crowd[0].seen.faults += [repr(one) for one in results if isinstance(one, BaseException)]
    for reader in crowd:
        reader.leave()


def busy() -> float:
    """Processor seconds of everything on this machine so far."""
    told = [int(one) for one in Path("/proc/stat").read_text(encoding="ascii").splitlines()[0].split()[1:]]
    return (sum(told) - told[3] - told[4]) / os.sysconf("SC_CLK_TCK")


def processor(pid: int) -> float:
    """Processor seconds of a process and its children so far."""
    told = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK") + sum(processor(int(child)) for child in told)
