"""The folder of a site: what it was made of, what of it changed, and how a new one takes the place of the former in one step.

A site is built in a folder beside it and exchanged as a whole, so that readers see the former or the new one and a build that is
killed leaves the former. Files with the same bytes are links to those of before: untouched, with their time.
"""

import ctypes
import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from etl.base import atomic

MANIFEST, SUMS, SIGNATURE = "manifes.json", "SHA256SUMS", "SHA256SUMS.minisig"
VERSIONS = "versi"
"""Folder of all versions inside a site (`editions`)."""
_NOT_SUMMED = frozenset({SUMS, SIGNATURE})
_HERE, _EXCHANGE = -100, 2  # AT_FDCWD and RENAME_EXCHANGE of renameat2(2)


@dataclass(frozen=True)
class Inputs:
    """What decides the bytes of a site: program, version and day of the data, simulation, address, key, how much of it is made.

    `kompres`: whether packed twins (`packed`) lie beside the files; `semua_versi`: digest of what is told of all versions, "" where
    the site holds only the newest.
    """

    program: str
    versi: str
    dibangun: str
    simulasi: bool
    alamat: str
    kunci: str
    luas: str
    kompres: bool = False
    semua_versi: str = ""


@dataclass(frozen=True)
class PageMark:
    """Of a page: digest of its content without the line on the data, and the data that this content was first made from."""

    isi: str
    versi: str
    dibangun: str

    @property
    def name(self) -> str:
        """What that version is called (`versions.Version.name`)."""
        return f"{self.dibangun[:10].replace('-', '')}-{self.versi}"


@dataclass(frozen=True)
class SetMark:
    """Of a fact sheet or preview: digest of what the typesetter was handed (`items.Item.told`), and of the file."""

    isi: str
    sidik: str


@dataclass
class SiteManifest:
    """What a site says of itself: its inputs, its pages, what was typeset, and for the feeds what each version changed."""

    masukan: Inputs
    halaman: dict[str, PageMark] = field(default_factory=dict)
    tataan: dict[str, SetMark] = field(default_factory=dict)
    riwayat: list[dict[str, Any]] = field(default_factory=list)

    def text(self) -> str:
        """As JSON, the same for the same site."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def read(folder: Path) -> SiteManifest | None:
    """The manifest of a site; None where there is none that can be read."""
    try:
        told = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        marks = {path: PageMark(**mark) for path, mark in told["halaman"].items()}
        set_ones = {path: SetMark(**mark) for path, mark in told.get("tataan", {}).items()}
        return SiteManifest(Inputs(**told["masukan"]), marks, set_ones, list(told["riwayat"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def digest(content: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def files(folder: Path) -> Iterator[str]:
    """Paths of all files of a site below its folder, in order."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix()


class Digests:
    """SHA-256 of files, each read once however many names it has: a version shares most of its files with others."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int, int], str] = {}

    def of(self, path: Path) -> str:
        """The digest of a file, in hexadecimal."""
        stat = path.stat()
        key = stat.st_dev, stat.st_ino, stat.st_mtime_ns
        if key not in self._known:
            self._known[key] = digest(path.read_bytes())
        return self._known[key]


def sums(folder: Path, digests: Digests | None = None) -> str:
    """The text of SHA256SUMS: every file but itself and its signature."""
    known = digests or Digests()
    return "".join(f"{known.of(folder / path)}  {path}\n" for path in files(folder) if path not in _NOT_SUMMED)


def intact(folder: Path) -> bool:
    """Whether the folder holds exactly the files that SHA256SUMS names, unchanged."""
    try:
        return (folder / SUMS).read_text(encoding="utf-8") == sums(folder)
    except OSError:
        return False


def is_free(folder: Path) -> bool:
    """Whether a site may be put there: nothing, an empty folder, or a site of ours."""
    if not folder.exists():
        return True
    return folder.is_dir() and (not any(folder.iterdir()) or (folder / MANIFEST).is_file())


def aside(folder: Path) -> Path:
    """Where the next site is built: beside the folder, on the same disk."""
    return folder.with_name(f".{folder.name}.baru")


def mend(folder: Path) -> None:
    """Undo what a killed build left: a half-built site goes, and a former one that had been moved away comes back."""
    former = _former(folder)
    if former.exists() and not folder.exists():
        former.rename(folder)
    for left in (former, aside(folder)):
        shutil.rmtree(left, ignore_errors=True)


def _former(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.lama")


def keep_unchanged(new: Path, old: Path) -> tuple[int, int, int]:
    """Replace files of `new` that are the same in `old` by links; how many changed, are new, and gone (versions apart)."""
    before, after = set(files(old)) if old.is_dir() else set(), set(files(new))
    changed = 0
    for path in before & after:
        if (old / path).samefile(new / path):
            continue
        if (old / path).read_bytes() == (new / path).read_bytes():
            link(old / path, new / path)
        else:
            changed += not _in_version(path)
    added, gone = (sum(not _in_version(path) for path in paths) for paths in (after - before, before - after))
    return changed, added, gone


def _in_version(path: str) -> bool:
    return path.startswith(f"{VERSIONS}/")


def link(old: Path, new: Path) -> None:
    """`new` becomes the same file as `old`; a copy with the same time on disks that know no links."""
    new.unlink(missing_ok=True)
    try:
        new.hardlink_to(old)
    except OSError:
        shutil.copy2(old, new)


def publish(new: Path, folder: Path) -> None:
    """Put the new site in the place of the former, in one step where the system can, and remove the former."""
    former = _former(folder)
    atomic.open_up(new)  # what is published may be read by everybody, whatever the process allows new files
    if not folder.exists():
        new.rename(folder)
        return
    if _exchanged(new, folder):
        new.rename(former)
    else:
        folder.rename(former)
        new.rename(folder)
    shutil.rmtree(former, ignore_errors=True)


def _exchanged(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; False where the system or the disk cannot."""
    try:
        exchange = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError):
        return False
    return bool(exchange(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0)
