"""Put a file in place whole: written aside, its bytes on the disk, then one rename, then the folder's own entry on the disk.

Whoever reads sees the file before or the file after. What stands aside is its owner's alone, whatever the process allows new files;
other users of the machine may read it from the moment it has its name, and only if it is public.
"""

import contextlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

ASIDE = ".baru"
PRIVATE, PUBLIC = 0o600, 0o644
PRIVATE_FOLDER, PUBLIC_FOLDER = 0o700, 0o755
DATA_FOLDER = 0o711
"""Of a data folder: others see nothing of it, and pass it on their way to a public file whose name they know."""


def only_mine() -> None:
    """Let nobody else read what this process makes; for the entry of a program. What is public is widened once it is in place."""
    os.umask(0o077)


def aside(target: Path) -> Path:
    """Where what will replace `target` is written; the same folder, so that the rename is atomic."""
    return target.with_name(target.name + ASIDE)


@contextlib.contextmanager
def new(path: Path) -> Iterator[BinaryIO]:
    """A file that is not there yet; its bytes are on the disk when the block ends."""
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, PRIVATE), "w+b") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


def write(target: Path, content: bytes, mode: int = PRIVATE) -> None:
    """Make a file this content, whole, or leave it as it was. Raises `OSError`."""
    beside = aside(target)
    beside.unlink(missing_ok=True)  # of one who was killed
    try:
        with new(beside) as file:
            file.write(content)
        replace(target, mode)
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise


def replace(target: Path, mode: int | None = PRIVATE) -> None:
    """Rename the file or folder that stands aside over `target`, with this mode (None: as it has it). Raises `OSError`."""
    beside = aside(target)
    sync(beside)
    if mode is not None:
        beside.chmod(mode)  # last, so that nobody sees it under this name for longer than a step
    beside.replace(target)
    sync(target.parent)


def close(folders: Iterable[Path]) -> None:
    """Let nobody else look into folders; one that an earlier release made may be open. Raises `OSError`."""
    for folder in folders:
        if folder.is_dir() and folder.stat().st_mode & ~PRIVATE_FOLDER & 0o777:
            folder.chmod(PRIVATE_FOLDER)


def open_up(folder: Path) -> None:
    """Let everybody read a folder of files that are public, before it is put in place. Raises `OSError`."""
    for place, _, files in os.walk(folder):
        Path(place).chmod(PUBLIC_FOLDER)
        for name in files:
            if (path := Path(place, name)).stat().st_mode & 0o777 != PUBLIC:
                path.chmod(PUBLIC)


def sync(path: Path) -> None:
    """Put a file's bytes, or a folder's own entries, on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
