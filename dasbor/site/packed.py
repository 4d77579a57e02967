"""Packed twins of a site's files ("X.gz" beside "X"), which a web server hands out without packing at every request."""

import gzip
import os
import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from dasbor.site import store

SUFFIX = ".gz"
_KINDS = frozenset({".html", ".css", ".js", ".svg", ".xml", ".csv", ".json", ".txt", ".geojson"})
"""What shrinks; PDF, PNG, XLSX, PPTX, Parquet and ZIP are packed already."""
_LEAST = 1024
"""Below this the head of a packed file and the work of the reader outweigh what is saved."""
_HARDEST = 9


def pack(new: Path, old: Path) -> int:
    """Write the twin of every file of `new` that has one, or keep that of `old` where the file is the same; how many there are."""
    paths = [path for path in store.files(new) if Path(path).suffix in _KINDS and (new / path).stat().st_size >= _LEAST]
    with ThreadPoolExecutor(os.cpu_count()) as pool:  # zlib lets other threads go on
        list(pool.map(lambda path: _twin(new / path, old / path), paths))
    return len(paths)


def _twin(file: Path, former: Path) -> None:
    twin, before = file.with_name(file.name + SUFFIX), former.with_name(former.name + SUFFIX)
    content = file.read_bytes()
    if twin.is_file() and _holds(twin, content):  # of a version whose files are those of the root
        return
    twin.unlink(missing_ok=True)
    if before.is_file() and former.is_file() and former.samefile(file) and _holds(before, content):
        store.link(before, twin)
    else:
        twin.write_bytes(gzip.compress(content, _HARDEST, mtime=0))


def _holds(twin: Path, content: bytes) -> bool:
    """Whether a twin unpacks to `content`: one that was damaged is packed anew."""
    try:
        return gzip.decompress(twin.read_bytes()) == content
    except (OSError, EOFError, zlib.error):
        return False
