"""What the tests of backups share: lines of chained files, what is in an archive, and archives made by hand."""

import datetime as dt
import hashlib
import json
import stat
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from etl.backup import archive, make
from etl.backup.make import MadeBackup
from etl.base import chain
from etl.entries import ledger
from tests.etl_isian import isian_tools

NOW = dt.datetime(2024, 12, 20, 1, 0, tzinfo=dt.UTC)
LEDGER = "isian/catatan.jsonl"
LOG = "jejak/akses.jsonl"
HISTORY = "hasil/riwayat.jsonl"


def later(**passed: float) -> dt.datetime:
    """The clock, so much later."""
    return NOW + dt.timedelta(**passed)


def enter(folder: Path) -> int:
    """One more entry, as a form saves it; its number."""
    number = len(ledger.read(folder).entries)
    change = isian_tools.target(number % 20 + 1, seen=None)
    return isian_tools.record(folder, change, by=isian_tools.OPERATOR, reason="uji").number


def add_line(folder: Path, **fields: object) -> int:
    """Append to the access log as the dashboard does."""
    with chain.locked(folder / LOG):
        return chain.append(folder / LOG, fields)


def back_up(folder: Path, target: Path, *, now: dt.datetime = NOW, keep: int | None = None) -> MadeBackup:
    target.mkdir(exist_ok=True)
    return make.back_up(folder, target, now=now, keep=keep)


def files_of(path: Path) -> dict[str, bytes]:
    """Name below `data/` → content."""
    with zipfile.ZipFile(path) as opened:
        return {name.removeprefix("data/"): opened.read(name) for name in opened.namelist() if name != archive.MANIFEST}


def everything(folder: Path) -> dict[str, bytes]:
    """Every byte of a folder but the locks, which say who was last at work."""
    found = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith(".kunci"))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def rewritten(source: Path, target: Path, changes: Mapping[str, bytes | None], *, sums: bool = True) -> Path:
    """The same archive with other content (None: without the file), and sums that say so unless `sums` is false."""
    files = {**files_of(source), **changes}
    kept = {name: content for name, content in files.items() if content is not None}
    with zipfile.ZipFile(source) as opened:
        said = json.loads(opened.read(archive.MANIFEST))
    if sums:
        said["berkas"] = {name: {"ukuran": len(content), "sha256": _sha256(content)} for name, content in kept.items()}
    return by_hand(target, [(f"data/{name}", content, stat.S_IFREG) for name, content in kept.items()], said)


def by_hand(target: Path, entries: Iterable[tuple[str, bytes, int]], said: object) -> Path:
    """An archive with these entries (name, content, kind of file) and this manifest."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content, kind in entries:
            entry = zipfile.ZipInfo(name)
            entry.external_attr = (kind | 0o600) << 16
            opened.writestr(entry, content)
        opened.writestr(archive.MANIFEST, json.dumps(said))
    return target


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
