"""One holder at a time: a lock file, held by `flock` until its process lets go or ends.

The file is its owner's alone, for whoever may read it could hold it, and stop everybody. It names its holder while it is held.
"""

import contextlib
import errno
import fcntl
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from etl.base.atomic import PRIVATE
from etl.base.errors import UserError

_PAUSE = 0.01


@contextlib.contextmanager
def hold(path: Path, busy: Callable[[str], Exception], *, wait: float | None = 0) -> Iterator[None]:
    """Hold a lock against every other thread and process of this machine; None: however long it takes.

    Raises what `busy` makes of the number of the process that holds it ("" if that cannot be told) after `wait` seconds, and
    `UserError` if the file cannot be opened.
    """
    lock = _opened(path)
    try:
        _take(lock, wait, busy)
        try:
            _write(lock, f"{os.getpid()} {_began(os.getpid())}")
            yield
        finally:
            _write(lock, "")
    finally:
        os.close(lock)


def check(folder: Path) -> None:
    """Raises `UserError` for a folder that nobody lets us write to: before long work whose end would have no place."""
    if folder.is_dir() and not os.access(folder, os.W_OK):
        raise _closed(folder, os.strerror(errno.EACCES))


def _closed(folder: Path, why: str | None) -> UserError:
    return UserError(
        f"Folder {folder} tidak dapat ditulisi: {why}.",
        remedy="periksa hak akses folder itu, atau pakai folder lain yang dapat ditulisi.",
    )


def _opened(path: Path) -> int:
    try:
        lock = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, PRIVATE)
    except OSError as error:
        raise _closed(path.parent, error.strerror) from error
    with contextlib.suppress(OSError):
        os.fchmod(lock, PRIVATE)  # one of before was open to others
    return lock


def _take(lock: int, wait: float | None, busy: Callable[[str], Exception]) -> None:
    if wait is None:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return
    until = time.monotonic() + wait
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            if time.monotonic() >= until:
                raise busy(_holder(lock)) from error
            time.sleep(_PAUSE)
        else:
            return


def _write(lock: int, text: str) -> None:
    with contextlib.suppress(OSError):  # the number is a help to the one who has to wait; on a full disk it is missing
        os.ftruncate(lock, 0)
        os.pwrite(lock, text.encode(), 0)


def _holder(lock: int) -> str:
    """The process that the file names, if it is that one still: one that was killed left its number, which another may have now."""
    number, _, began = os.pread(lock, 100, 0).decode(errors="replace").partition(" ")
    return number if number.isdecimal() and began and _began(int(number)) == began else ""


def _began(process: int) -> str:
    """When a process began, in the kernel's ticks; "" if it is gone, or of no concern to this user."""
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[19]
    except (OSError, IndexError):
        return ""
