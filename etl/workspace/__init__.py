"""Where what cannot be made again lives: in the data folder itself, or on a server that several machines share.

One protocol, two implementations: `Folder` here, `etl.workspace.postgres`. A program says at its edge which one a data folder has
(`etl.workspace.edge`); everything else asks `of(folder)` and never learns which it is. What a build can make again is in neither.
"""

import contextlib
import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from etl.base import atomic, chain
from etl.workspace import content

BUILD = "bangun"
"""The lock of a build: what is appended and kept under it belongs together."""
WAIT = 10.0
_LOOK = 0.2


@dataclass(frozen=True)
class Brought:
    """What came down to this machine: input files; those changed here only; those changed on both sides.

    `stale`: the databases here were not built of what is there now.
    """

    files: tuple[str, ...]
    mine: tuple[str, ...]
    both: tuple[str, ...]
    stale: bool


class Workspace(Protocol):
    """What cannot be made again: chains of lines, each by the name of its file, and files that nobody writes to again."""

    def read(self, name: str) -> chain.Chain:
        """The lines of a chain; only what was added since the last call is asked for. Raises `UserError`."""

    def append(self, name: str, fields: Mapping[str, object]) -> int:
        """Add a line, under the lock of the chain or of a build; its number.

        It is there for good when this returns, or at the latest when the lock is let go. Raises `OSError` or `UserError`.
        """

    def keep(self, aside: Path, mode: int | None) -> None:
        """Keep a file or folder that stands aside, for good; it comes to its place, with this mode, no later than the lock goes."""

    def lock(self, name: str, wait: float = WAIT) -> AbstractContextManager[object]:
        """Hold a chain, or `BUILD`, against every other thread, process and machine. Raises `UserError` after `wait` seconds.

        On a server what is written within is there when the block ends, or nothing of it is.
        """

    def follow(self, seen: str, wait: float) -> str:
        """Wait until something is there that `seen` (what this returned before) does not have, or `wait` seconds; what is there."""


class Shared(Workspace, Protocol):
    """A workspace that is elsewhere: what the folder has of its files is a copy, and of its chains nothing."""

    def bring(self, *, keep: bool = False) -> Brought:
        """Bring files of other machines here; with `keep`, what was changed on both sides is from now on an edit of theirs."""

    def created(self) -> AbstractContextManager[Callable[[str, bytes], None]]:
        """Make a new workspace of what is handed over within: all of it or nothing. Raises `UserError` if there is one."""

    def everything(self) -> Iterator[tuple[str, bytes]]:
        """Name and content of all that is there, chains first."""

    def quiet(self) -> AbstractContextManager[object]:
        """While nobody builds or loads on any machine."""


@dataclass(frozen=True)
class Folder:
    """The data folder of one machine. Each step is whole on the disk by itself; a build is held by a lock of its own."""

    folder: Path

    def read(self, name: str) -> chain.Chain:
        """See `Workspace`."""
        return chain.read(self.folder / name)

    def append(self, name: str, fields: Mapping[str, object]) -> int:
        """See `Workspace`."""
        return chain.append(self.folder / name, fields)

    def keep(self, aside: Path, mode: int | None) -> None:
        """See `Workspace`."""
        atomic.replace(place_of(aside), mode)

    def lock(self, name: str, wait: float = WAIT) -> AbstractContextManager[object]:
        """See `Workspace`; who builds here holds `etl.base.publish.exclusive` already."""
        return contextlib.nullcontext() if name == BUILD else chain.locked(self.folder / name, wait=wait)

    def follow(self, seen: str, wait: float) -> str:
        """See `Workspace`."""
        until = time.monotonic() + wait
        while (now := " ".join(self._sizes())) == seen and time.monotonic() < until:
            time.sleep(_LOOK)
        return now

    def _sizes(self) -> Iterator[str]:
        for name in filter(content.is_chained, content.names(self.folder)):
            yield f"{name}:{(self.folder / name).stat().st_size}"


def place_of(aside: Path) -> Path:
    """Where something comes to that stands aside."""
    return aside.with_name(aside.name.removesuffix(atomic.ASIDE))


_used: dict[str, Shared] = {}


def use(folder: Path, workspace: Shared | None) -> None:
    """Let a data folder have this workspace in this process, None: the folder itself. For the edge of a program."""
    if workspace is None:
        _used.pop(os.path.realpath(folder), None)
    else:
        _used[os.path.realpath(folder)] = workspace


def of(folder: Path) -> Workspace:
    """The workspace of a data folder."""
    return shared(folder) or Folder(folder)


def shared(folder: Path) -> Shared | None:
    """The workspace of a data folder if it is elsewhere; None if the folder stands for itself and may be changed in place."""
    return _used.get(os.path.realpath(folder)) if _used else None
