"""One writer of a folder at a time: the lock that commands hold while they write a site or an archive."""

from contextlib import AbstractContextManager
from pathlib import Path

from dasbor.exports.command import ExportError
from etl.base import lock


def alone(folder: Path, sentence: str, remedy: str) -> AbstractContextManager[None]:
    """Hold the lock beside `folder`. Raises `ExportError` with these words if another process holds it."""
    return lock.hold(folder.with_name(f".{folder.name}.kunci"), lambda _: ExportError(sentence, remedy))
