"""The archive: a ZIP with the files of a data folder below `data/`, and `manifes.json` with the size and SHA-256 of each.

Reads and writes: that one file, and the folder it is unpacked into. Decides: what a whole archive is. ZIP, because a damaged place
then costs one file, which can be named, and because any computer can look into it when this program is gone.
"""

import datetime as dt
import hashlib
import json
import shutil
import stat
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from etl.backup import content
from etl.backup.content import BackupContent
from etl.base import atomic, seal
from etl.base.errors import UserError
from etl.base.seal import Seal

MANIFEST = "manifes.json"
KIND = "cadangan-kkp-ham"
FORM = 1
_BELOW = "data/"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_LARGEST_MANIFEST = 1 << 26
SPARED = 256_000_000
"""Bytes that unpacking leaves free, for the build that follows and for whoever else writes to the disk."""
_UNREADABLE = (OSError, EOFError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError)
"""What `zipfile` raises for a damaged archive, an unknown compression, and a password."""


@dataclass(frozen=True)
class Sum:
    """Size in bytes and SHA-256 of a file."""

    size: int
    sha256: str


@dataclass(frozen=True)
class BackupManifest:
    """What an archive says about itself: when it was made, the digest of the published figures then, its files, its seals."""

    at: dt.datetime
    digest: str | None
    files: Mapping[str, Sum]
    seals: tuple[Seal, ...] = ()

    @property
    def size(self) -> int:
        """Bytes of all files, unpacked."""
        return sum(one.size for one in self.files.values())


def write(path: Path, found: BackupContent, at: dt.datetime, seals: Iterable[Seal] = ()) -> BackupManifest:
    """Write an archive that is not there yet, for its owner's eyes only; its bytes are on the disk when this returns."""
    sums: dict[str, Sum] = {}
    with atomic.new(path) as file, zipfile.ZipFile(file, "w") as archive:
        for piece in found.pieces:
            digest = hashlib.sha256()
            entry = _entry(_BELOW + piece.name)
            entry.file_size = piece.size  # for sizes over 4 GB it must be known before
            with archive.open(entry, "w") as target:
                for block in content.blocks(piece):
                    digest.update(block)
                    target.write(block)
            sums[piece.name] = Sum(piece.size, digest.hexdigest())
        manifest = BackupManifest(at, found.digest, sums, tuple(seals))
        archive.writestr(_entry(MANIFEST), _text(manifest))
    return manifest


def check(path: Path, target: Path | None = None) -> BackupManifest:
    """Read an archive to its end, each file against its sum; with `target` its files are written below that empty folder.

    Raises `UserError` that names the archive and everything in it that is not what was backed up, or says that there is no room.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            manifest, entries = _manifest(archive), _entries(archive)
            left = manifest.size
            faults = [
                f"{name}: ada dalam arsip, tetapi tidak dalam manifes" for name in sorted(entries.keys() - manifest.files.keys())
            ]
            faults += [f"{name}: tidak ada dalam arsip" for name in sorted(manifest.files.keys() - entries.keys())]
            for name in sorted(manifest.files.keys() & entries.keys()):
                if target is not None:
                    _room(path, target, left)
                    left -= manifest.files[name].size
                if (fault := _fault(archive, entries[name], manifest.files[name], target and target / name)) is not None:
                    faults.append(f"{name}: {fault}")
    except (*_UNREADABLE, ValueError, KeyError, TypeError) as error:
        raise damaged(path, [f"{error}" or type(error).__name__]) from error
    if faults:
        raise damaged(path, faults)
    return manifest


def _room(path: Path, target: Path, size: int) -> None:
    """Raises `UserError` unless what is still to be unpacked leaves room; asked before every file, as others write there too."""
    free = shutil.disk_usage(target.parent).free
    if free < size + SPARED:
        raise UserError(
            f"Isi arsip {path} yang belum dibuka {size / 1e6:.0f} MB; di {target.parent} tersisa {free / 1e6:.0f} MB.",
            remedy=f"beri ruang sekurang-kurangnya {(size + SPARED) / 1e6:.0f} MB, atau pulihkan ke tempat lain dengan --ke; bila "
            "isi sebesar itu tidak wajar, arsip itu bukan yang Anda buat. Tidak ada yang diubah.",
        )


def manifest_of(path: Path) -> BackupManifest:
    """Only what an archive says about itself. Raises `UserError` if even that cannot be read."""
    try:
        with zipfile.ZipFile(path) as archive:
            return _manifest(archive)
    except (*_UNREADABLE, ValueError, KeyError, TypeError) as error:
        raise damaged(path, [f"{error}"]) from error


def damaged(path: Path, faults: list[str]) -> UserError:
    """The error for an archive that is not what was written."""
    return UserError(
        f"Arsip {path} rusak, atau bukan arsip cadangan.",
        details=faults,
        remedy="pakai arsip lain, yang lebih tua atau salinannya di tempat lain; tidak ada yang diubah.",
    )


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = (stat.S_IFREG | 0o600) << 16
    return entry


def _text(manifest: BackupManifest) -> bytes:
    files = {name: {"ukuran": one.size, "sha256": one.sha256} for name, one in manifest.files.items()}
    about = {"jenis": KIND, "bentuk": FORM, "waktu": manifest.at.isoformat(), "sidik": manifest.digest}
    said = {**about, "segel": [str(one) for one in manifest.seals], "berkas": files}
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()


def _manifest(archive: zipfile.ZipFile) -> BackupManifest:
    entry = archive.getinfo(MANIFEST)
    if entry.file_size > _LARGEST_MANIFEST:
        raise ValueError(f"{MANIFEST} terlalu besar")
    said: dict[str, Any] = json.loads(archive.read(entry))
    if said["jenis"] != KIND or said["bentuk"] != FORM:
        raise ValueError(f"{MANIFEST}: jenis atau bentuk yang tidak dikenal")
    files = {str(name): Sum(int(one["ukuran"]), str(one["sha256"])) for name, one in said["berkas"].items()}
    seals = seal.written(" ".join(map(str, said.get("segel", ()))))  # archives of before there were seals have none
    return BackupManifest(dt.datetime.fromisoformat(said["waktu"]), said["sidik"], files, seals)


def _entries(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """Name → file of the archive. Raises `ValueError` for anything that could be written where it does not belong."""
    found: dict[str, zipfile.ZipInfo] = {}
    for entry in archive.infolist():
        if entry.filename == MANIFEST:
            continue
        name = entry.filename.removeprefix(_BELOW)
        plain = "\\" not in name and name == str(PurePosixPath(name)) and not {"..", ".", ""} & set(name.split("/"))
        if name == entry.filename or not plain or not name.isprintable() or not stat.S_ISREG(entry.external_attr >> 16):
            raise ValueError(f"{entry.filename!a}: bukan berkas biasa di bawah {_BELOW}")
        if name in found:
            raise ValueError(f"{name}: dua kali dalam arsip")
        found[name] = entry
    return found


def _fault(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, wanted: Sum, target: Path | None) -> str | None:
    """What is wrong with one file of the archive; it is written to `target` while it is read."""
    digest, size = hashlib.sha256(), 0
    try:
        for block in _written(_unpacked(archive, entry, wanted.size), target):
            digest.update(block)
            size += len(block)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        return f"tidak dapat dibaca ({error})"
    return None if Sum(size, digest.hexdigest()) == wanted else "isinya bukan lagi yang dicadangkan"


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, size: int) -> Iterator[bytes]:
    """The bytes of a file, and never more than one beyond its size: an archive made to fill the disk is stopped there."""
    with archive.open(entry) as file:
        left = size + 1
        while left and (block := file.read(min(left, content.BLOCK))):
            left -= len(block)
            yield block


def _written(blocks: Iterator[bytes], target: Path | None) -> Iterator[bytes]:
    if target is None:
        yield from blocks
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    with atomic.new(target) as file:
        for block in blocks:
            file.write(block)
            yield block
