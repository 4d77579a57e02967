"""A file that only grows, whose lines are chained by hash, so that one that was changed, taken out or put in shows.

Reads and writes: one JSON object per line. Each line carries `no` (1, 2, …) and `sebelum`, the SHA-256 of the line before ("" for
the first). What a killed process left of a line is no line; the next append cuts it off.

A line may be masked afterwards (`mask`): it then carries the hash that it had as `sidik_semula`, so that the lines after it still
hold, and a later line attests which line was masked, from which hash to which. What it was is gone; that it was there, and who
masked it, is not; a line that carries such a hash without being attested is a break like any other.

What a chain cannot show by itself: that its last lines are gone or were added by a stranger, or that somebody wrote the whole file
anew. Whoever must know keeps a seal elsewhere and compares (`etl.base.seal`).
"""

import contextlib
import hashlib
import io
import json
import os
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from etl.base import atomic, lock
from etl.base.errors import UserError

WAS, ATTESTED = "sidik_semula", "disamarkan"
"""Fields of a masked line, and of the line that attests it."""
_ATTESTING = f'"{ATTESTED}": {{'.encode()
"""What a line that speaks of lines before it holds; then all of them are judged again."""
_SETTLED = 50_000_000
"""Nanoseconds after which a change of the file certainly gets another time stamp than the one before."""
_REMEMBERED = 16
"""Files whose lines are kept in memory; a program has three."""


@dataclass(frozen=True)
class Chain:
    """All lines (an unreadable one as an empty mapping, so that places are line numbers − 1) and a sentence per break.

    `seals`: of each line what the next one carries as `sebelum`, its SHA-256 unless it was masked.
    """

    lines: tuple[Mapping[str, object], ...] = ()
    faults: tuple[str, ...] = ()
    seals: tuple[str, ...] = ()

    @property
    def seal(self) -> str:
        """That of the last line; it stands for everything before it. Empty for an empty file."""
        return self.seals[-1] if self.seals else ""


@dataclass(frozen=True)
class _Known:
    """What was read of a file: its whole lines to the letter, and the chain they are.

    `stamp`: None if the file was changed so lately that the next change might look the same.
    """

    stamp: tuple[int, int, int] | None
    whole: bytes
    chain: Chain


_known: dict[Path, _Known] = {}
_guard = threading.Lock()


def read(path: Path) -> Chain:
    """The lines of a file, an empty chain if there is none. Only what was added since the last call is parsed.

    What was read before is compared with what stands there now, so a change in the middle of a file that also grew is seen. Raises
    `UserError` if the file cannot be read.
    """
    with _guard:
        before = _known.get(path)
    try:
        with path.open("rb") as file:
            status = os.fstat(file.fileno())
            stamp = (status.st_ino, status.st_size, status.st_ctime_ns)
            if before is not None and before.stamp == stamp:
                return before.chain
            content = file.read()
    except FileNotFoundError:
        return Chain()
    except OSError as error:
        raise UserError(
            f"{path} tidak dapat dibaca: {error.strerror}.", remedy="periksa hak akses berkas dan foldernya."
        ) from error
    settled = time.time_ns() - status.st_ctime_ns > _SETTLED
    found = _extended(before, content, stamp if settled else None)
    with _guard:
        _known.pop(path, None)
        _known[path] = found
        while len(_known) > _REMEMBERED:
            del _known[next(iter(_known))]
    return found.chain


def understood(found: Chain, take: Callable[[Mapping[str, object]], object], what: str) -> tuple[str, ...]:
    """Hand each line that can be read to `take`; a sentence per break of the chain, and per line that `take` finds no `what`."""
    faults = list(found.faults)
    for number, fields in enumerate(found.lines, start=1):
        if not fields:  # one of the faults already
            continue
        try:
            take(fields)
        except (ValueError, KeyError, TypeError, AttributeError):
            faults.append(f"baris {number}: bukan {what} yang dapat dibaca")
    return tuple(faults)


def append(path: Path, fields: Mapping[str, object]) -> int:
    """Add a line with these fields; it is on the disk, whole, when this returns its number, or not there at all.

    Call it under `locked` (or another lock of the file's own). Raises `OSError` if there is no room or no right.
    """
    path.parent.mkdir(mode=atomic.PRIVATE_FOLDER, exist_ok=True)  # its lines may say who did what
    with _opened(path) as file:
        content = file.read()
        end = content.rfind(b"\n") + 1
        last = content[content.rfind(b"\n", 0, max(end - 1, 0)) + 1 : max(end - 1, 0)]
        number = content.count(b"\n") + 1
        _add(file, end, line_of(number, fields, hashlib.sha256(last).hexdigest() if end else "") + b"\n")
    atomic.sync(path.parent)
    return number


def mask(path: Path, change: Callable[[Mapping[str, object]], Mapping[str, object]], said: Mapping[str, object]) -> int:
    """Put what `change` makes of them in the place of lines, and add a line with the fields `said` that attests it.

    How many lines changed; with none, nothing is written. Call it under `locked`, for a whole chain. All of it is on the disk when
    this returns, or nothing. Raises `OSError`.
    """
    lines = path.read_bytes().split(b"\n")[:-1] if path.exists() else []
    masked: dict[str, list[str]] = {}
    for place, line in enumerate(lines):
        fields = _fields(line)
        changed = change(fields)
        if changed != fields:
            was = str(fields.get(WAS) or hashlib.sha256(line).hexdigest())
            lines[place] = json.dumps({**changed, WAS: was}, ensure_ascii=False).encode(errors="replace")
            masked[str(place + 1)] = [was, hashlib.sha256(lines[place]).hexdigest()]
    if not masked:
        return 0
    last = hashlib.sha256(lines[-1]).hexdigest() if WAS not in _fields(lines[-1]) else str(_fields(lines[-1])[WAS])
    lines.append(line_of(len(lines) + 1, {**said, ATTESTED: masked}, last))
    atomic.write(path, b"".join(line + b"\n" for line in lines))
    return len(masked)


def line_of(number: int, fields: Mapping[str, object], before: str) -> bytes:
    """A line without its end; `before`: SHA-256 of the line before it."""
    return json.dumps({"no": number, **fields, "sebelum": before}, ensure_ascii=False).encode(errors="replace")


def _opened(path: Path) -> io.FileIO:
    return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, atomic.PRIVATE), "r+b", buffering=0)


def _add(file: io.FileIO, end: int, lines: bytes) -> None:
    """Put lines at the end of the whole ones, all or none."""
    file.truncate(end)  # what a killed process left of a line
    file.seek(end)
    try:
        written = 0
        while written < len(lines):  # a disk that is almost full takes a part, and refuses the next
            written += file.write(lines[written:])
        os.fsync(file.fileno())
    except OSError:
        file.truncate(end)
        raise


@contextlib.contextmanager
def locked(path: Path, *, wait: float = 10) -> Iterator[None]:
    """Hold the lock of a file against every other thread and process. Raises `UserError` after `wait` seconds."""

    def busy(_: str) -> UserError:
        return UserError(f"{path.name} sedang ditulis oleh orang lain.", remedy="ulangi sebentar lagi.")

    with contextlib.suppress(OSError):  # said by the lock
        path.parent.mkdir(mode=atomic.PRIVATE_FOLDER, exist_ok=True)
    with lock.hold(path.with_name(f".kunci-{path.stem}"), busy, wait=wait):
        yield


def extended(known: Chain, fresh: Sequence[bytes]) -> Chain:
    """A chain with lines added after it; the whole of it must be given anew if one of them `attests` others."""
    lines: list[Mapping[str, object]] = []
    faults: list[str] = []
    seals: list[str] = []
    before = known.seal
    attested: dict[str, object] = {}
    hashes: dict[str, object] = {}
    for number, line in enumerate(fresh, start=len(known.lines) + 1):
        fields = _fields(line)
        if not fields:
            faults.append(f"baris {number}: tidak dapat dibaca")
        elif fields.get("sebelum") != before or fields.get("no") != number:
            faults.append(f"baris {number}: baris sebelumnya diubah, hilang, atau ditambahkan")
        lines.append(fields)
        before = hashlib.sha256(line).hexdigest()
        if WAS in fields:
            attested.setdefault(str(number), None)
            hashes[str(number)] = [fields[WAS], before]
            before = str(fields[WAS])
        seals.append(before)
        if isinstance(now := fields.get(ATTESTED), dict):
            attested |= now
    faults += [
        f"baris {place}: disamarkan tanpa catatan, atau diubah sesudahnya"
        for place in attested
        if attested[place] != hashes.get(place)
    ]
    return Chain((*known.lines, *lines), (*known.faults, *faults), (*known.seals, *seals)) if lines else known


def attests(line: bytes) -> bool:
    """Whether a line speaks of lines before it, which must then be judged anew."""
    return _ATTESTING in line


def seal_of(line: bytes) -> str:
    """What the line after this one must carry as `sebelum`."""
    return str(_fields(line).get(WAS) or hashlib.sha256(line).hexdigest())


def _extended(before: _Known | None, content: bytes, stamp: tuple[int, int, int] | None) -> _Known:
    whole = content[: content.rfind(b"\n") + 1]
    if before is None or not whole.startswith(before.whole) or _ATTESTING in whole[len(before.whole) :]:
        before = _Known(None, b"", Chain())
    fresh = whole[len(before.whole) :].split(b"\n")[:-1]
    return _Known(stamp, whole, extended(before.chain, fresh))


def _fields(line: bytes) -> Mapping[str, object]:
    """The object that a line holds; empty if it holds none."""
    try:
        found = json.loads(line.decode())
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
