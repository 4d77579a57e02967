"""One writer of a folder at a time: the lock that commands hold while they write a site or an archive."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dasbor.exports.command import ExportError


@contextmanager
def alone(folder: Path, sentence: str, remedy: str) -> Iterator[None]:
    """Hold the lock beside `folder`. Raises `ExportError` with these words if another process holds it."""
    lock = os.open(folder.with_name(f".{folder.name}.kunci"), os.O_CREAT | os.O_RDWR, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise ExportError(sentence, remedy) from error
    else:
        yield
    finally:
        os.close(lock)
