"""What of a data folder cannot be made again (`etl.workspace.content`), as it stands at one moment.

Reads: the data folder, under the locks of those who write there. Writes: nothing.
"""

import contextlib
import mmap
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import duckdb

from etl.base import chain, publish
from etl.base.errors import UserError
from etl.base.paths import PUBLIC_NAME
from etl.workspace.content import is_chained, is_settled, names

WAIT = 60.0
"""Seconds to wait for a build that is running."""
BLOCK = 1 << 20


@dataclass(frozen=True)
class Piece:
    """One file: its name below the folder, its place, how many of its bytes count; `held`: open since the moment it was looked at.

    A file that is replaced later stays the former one for who holds it open; only what is never written to again is not held.
    """

    name: str
    path: Path
    size: int
    held: BinaryIO | None = None
    changed: int = 0


@dataclass(frozen=True)
class BackupContent:
    """The pieces of a folder, in the order of their names, and the digest of its published figures (None: never built)."""

    pieces: tuple[Piece, ...]
    digest: str | None


@contextlib.contextmanager
def held(folder: Path) -> Iterator[BackupContent]:
    """The content of a folder at one moment; its pieces can be read until the block ends.

    Who builds, loads, publishes or enters waits only while the files are opened, not while they are read: what is replaced
    afterwards is still held open, and of what is appended to only the lines of that moment count.
    """
    with contextlib.ExitStack() as files:
        try:
            with _alone(folder):
                pieces = tuple(_piece(folder, name, files) for name in names(folder))
                digest = digest_of(folder / PUBLIC_NAME)
        except OSError as error:
            raise UserError(f"{error.filename} tidak dapat dibaca: {error.strerror}.", remedy="periksa hak aksesnya.") from error
        yield BackupContent(pieces, digest)


def blocks(piece: Piece) -> Iterator[bytes]:
    """The bytes of a piece. Raises `UserError` if the file was changed in place since the look."""
    with contextlib.ExitStack() as closing:
        file = piece.held or closing.enter_context(piece.path.open("rb"))
        file.seek(0)
        left = piece.size
        while left and (block := file.read(min(left, BLOCK))):
            left -= len(block)
            yield block
        stat = os.fstat(file.fileno())
        rewritten = (stat.st_size, stat.st_mtime_ns) != (piece.size, piece.changed or stat.st_mtime_ns)
        if left or (rewritten and not is_chained(piece.name)):
            raise UserError(f"{piece.name} berubah selagi dicadangkan.", remedy="selesaikan penyuntingannya, lalu ulangi.")


def digest_of(public: Path) -> str | None:
    """The digest that a built database carries of its own content; None if there is none."""
    try:
        with duckdb.connect(str(public), read_only=True, config=publish.SETTINGS) as connection:
            return str(connection.execute("SELECT sidik FROM mart.versi").fetchall()[0][0])
    except (duckdb.Error, IndexError):
        return None


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """While nobody else writes to the folder: under the build lock and the lock of every file of lines that has its own."""
    until = time.monotonic() + WAIT
    with contextlib.ExitStack() as locks:
        while True:
            try:
                locks.enter_context(publish.exclusive(folder))
                break
            except UserError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.1)
        for name in filter(is_chained, names(folder)):
            locks.enter_context(chain.locked(folder / name, wait=WAIT))
        yield


def _piece(folder: Path, name: str, files: contextlib.ExitStack) -> Piece:
    path = folder / name
    if is_settled(name):
        return Piece(name, path, path.stat().st_size)
    file = files.enter_context(path.open("rb"))
    stat = os.fstat(file.fileno())
    return Piece(name, path, _whole_lines(file) if is_chained(name) else stat.st_size, file, stat.st_mtime_ns)


def _whole_lines(file: BinaryIO) -> int:
    """How many bytes up to the end of the last whole line: what a killed process left of a line does not count."""
    if not os.fstat(file.fileno()).st_size:
        return 0
    with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        return content.rfind(b"\n") + 1
