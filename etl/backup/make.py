"""Make a backup: one archive, read back before it gets its name, held against the one before, and the oldest cleared away.

Reads: the data folder, the newest archive of the backup folder. Writes: a new archive there; removes old ones if told.
Decides: whether something that should only ever grow has shrunk; then the old archives stay, since one of them may be needed.
"""

import datetime as dt
import hashlib
import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from etl.backup import archive, content
from etl.backup.archive import BackupManifest
from etl.backup.content import BackupContent, Piece
from etl.base import atomic, chain, seal
from etl.base.chain import Chain
from etl.base.errors import UserError
from etl.forms.confined import silent
from etl.inputs.tables import KLAIM_PATTERN
from etl.workspace.content import is_chained, is_settled

_NAME = re.compile(r"peduliham-[0-9]{8}T[0-9]{6}Z\.zip")


@dataclass(frozen=True)
class MadeBackup:
    """A backup that was made: where it is, what is in it, sentences about what should be looked at, archives that were removed."""

    path: Path
    manifest: BackupManifest
    doubts: tuple[str, ...]
    removed: tuple[Path, ...]


def back_up(
    folder: Path, target: Path, *, now: dt.datetime, keep: int | None = None, progress: Callable[[str], None] = silent
) -> MadeBackup:
    """Back `folder` up into the folder `target`. With `keep` only that many archives stay, unless something is in doubt.

    Raises `UserError` when no archive was made; what was there before is then as it was.
    """
    _check_places(folder, target, keep)
    try:
        with chain.locked(target / "cadangan"):
            for left in target.glob(f"peduliham-*.zip{atomic.ASIDE}"):  # of a backup that was killed
                left.unlink()
            return _back_up(folder, target, now, keep, progress)
    except OSError as error:
        raise UserError(
            f"Arsip tidak dapat ditulis ke {target}: {error.strerror}.", remedy="periksa ruang kosong dan hak akses folder itu."
        ) from error


def archives(target: Path) -> list[Path]:
    """The archives of a backup folder, the newest first."""
    return sorted((path for path in target.iterdir() if _NAME.fullmatch(path.name)), reverse=True)


def _check_places(folder: Path, target: Path, keep: int | None) -> None:
    if keep is not None and keep < 1:
        raise UserError(f"--simpan {keep} tidak menyisakan arsip.", remedy="sebut 1 atau lebih.")
    if not target.is_dir():
        raise UserError(f"Folder cadangan {target} tidak ada.", remedy="buat folder itu, atau pasang disknya, lalu ulangi.")
    if target.resolve().is_relative_to(folder.resolve()):
        raise UserError(
            f"Folder cadangan {target} berada di dalam folder data.", remedy="pilih folder lain, sebaiknya di disk atau mesin lain."
        )
    if not any(folder.glob(KLAIM_PATTERN)):
        raise UserError(
            f"Folder data {folder} tidak memuat klaim: kosong, atau disknya tidak terpasang.",
            remedy="periksa folder itu; arsip yang lama tidak disentuh.",
        )


def _back_up(folder: Path, target: Path, now: dt.datetime, keep: int | None, progress: Callable[[str], None]) -> MadeBackup:
    path = target / f"peduliham-{now.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}.zip"
    if path.exists():
        raise UserError(f"{path} sudah ada.", remedy="ulangi sebentar lagi; nama arsip menyebut detiknya.")
    former = archives(target)
    aside = atomic.aside(path)
    try:
        with content.held(folder) as found:
            progress(f"menulis {len(found.pieces)} berkas")
            chains = {piece.name: _chain(piece) for piece in found.pieces if is_chained(piece.name)}
            manifest = archive.write(aside, found, now, (seal.of(name, one, now) for name, one in chains.items()))
            doubts = (*_broken(chains), *_shrunk(found, former))
        progress("membaca kembali arsipnya")
        _read_back(aside, manifest)
        atomic.replace(path)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
    surplus = [] if keep is None or doubts else former[keep - 1 :]
    for old in surplus:
        os.unlink(old)  # noqa: PTH108 - so that an error names the archive
    return MadeBackup(path, manifest, doubts, tuple(surplus))


def _read_back(path: Path, manifest: BackupManifest) -> None:
    if archive.check(path) != manifest:
        raise archive.damaged(path, ["yang terbaca bukan yang ditulis"])


def _chain(piece: Piece) -> Chain:
    return chain.extended(Chain(), b"".join(content.blocks(piece)).split(b"\n")[:-1])


def _broken(chains: Mapping[str, Chain]) -> Iterator[str]:
    for name, found in chains.items():
        for fault in found.faults:
            yield f"{name} tidak utuh: {fault}"


def _shrunk(found: BackupContent, former: list[Path]) -> Iterator[str]:
    """What the newest archive before has of things that only grow, and the folder no longer has."""
    if not former:
        return
    try:
        before = archive.manifest_of(former[0])
    except UserError as error:
        yield error.sentence
        return
    here = {piece.name: piece for piece in found.pieces}
    for name, was in before.files.items():
        if not (is_chained(name) or is_settled(name)):
            continue
        piece = here.get(name)
        if piece is None:
            yield f"{name} ada dalam {former[0].name}, tetapi hilang dari folder data"
        elif _begin(piece, was.size) != was.sha256:
            yield f"{name} bukan lagi kelanjutan dari yang ada dalam {former[0].name}"


def _begin(piece: Piece, size: int) -> str:
    """SHA-256 of the first `size` bytes of a piece."""
    digest, left = hashlib.sha256(), size
    for block in content.blocks(piece):
        digest.update(block[:left])
        left -= min(left, len(block))
    return digest.hexdigest() if not left else ""
