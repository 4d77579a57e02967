"""What of a data folder cannot be made again: the names of its files, and of which kind each is.

Reads: the names in the data folder. Writes: nothing.
Decides: what is left out. Everything is kept but what is named here, so that a file nobody thought of is kept too.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path

from etl.base import atomic
from etl.base.errors import UserError

LINES = ".jsonl"
"""Ending of files that are only ever appended to, a line at a time."""
STATE = ".ruang.json"
"""What a folder remembers of the server that its workspace lives on (`etl.workspace.files`)."""
MADE_AGAIN = frozenset({"batas", ".unduhan"})
"""Folders of boundaries and downloads."""
_PASSING = re.compile(rf"\.kunci.*|\.gudang\.json|{re.escape(STATE)}|.*\.duckdb(\..*)?|.*{re.escape(atomic.ASIDE)}")
_NEVER_WRITTEN_AGAIN = re.compile(r"hasil/[0-9]{4}/[0-9]{4,}/.+|versi/[0-9a-f-]+\.duckdb")
_KEPT = re.compile(r"versi/[0-9a-f-]+\.duckdb")
"""Databases that are not made again: published versions (`etl.build.versions`)."""


def is_chained(name: str) -> bool:
    """Whether a file is one of those that only grow, line by line."""
    return name.endswith(LINES)


def is_settled(name: str) -> bool:
    """Whether a file belongs to a version of results or is a published version, which nobody writes to again."""
    return _NEVER_WRITTEN_AGAIN.fullmatch(name) is not None


def names(folder: Path) -> tuple[str, ...]:
    """Names of the files that cannot be made again, sorted, with '/' between folders. Raises `UserError` for links and the like."""
    return tuple(sorted(_names(folder, "")))


def _names(place: Path, above: str) -> Iterator[str]:
    with os.scandir(place) as entries:
        for entry in entries:
            name = above + entry.name
            if (_PASSING.fullmatch(entry.name) and not _KEPT.fullmatch(name)) or name in MADE_AGAIN:
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _names(Path(entry.path), f"{name}/")
            elif entry.is_file(follow_symlinks=False) and name.isprintable():
                yield name
            else:
                raise UserError(
                    f"'{ascii(name)[1:-1]}' di folder data bukan berkas biasa, atau namanya tidak dapat dicetak.",
                    remedy="ganti tautan dengan berkasnya sendiri (folder data dapat seluruhnya dipindahkan lewat PEDULIHAM_DATA).",
                )
