"""A whole workspace from a folder to a server, or from a server into a new folder; and what other machines wrote, to this one.

Reads: the side it comes from; nothing of it is changed. Decides: whether all that arrived is what left; only then is it done.
Writes: the other side, which must be empty: a server by one transaction, a folder by one rename.
"""

import datetime as dt
import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from etl import workspace
from etl.backup import content
from etl.base import atomic, chain, publish
from etl.base.errors import UserError
from etl.build.run import build
from etl.build.versions import keep, register
from etl.forms.confined import silent
from etl.workspace import Brought, Shared
from etl.workspace.content import STATE, is_chained, is_settled


@dataclass(frozen=True)
class Moved:
    """What arrived: lines of each chain, other files."""

    lines: Mapping[str, int]
    files: int


def into(folder: Path, server: Shared, progress: Callable[[str], None] = silent) -> Moved:
    """Move a folder's workspace to a server that has none; `progress` is told each step.

    Raises `UserError` if the server holds one already, if something is not whole, or if the folder itself belongs to a server.
    """
    if not folder.is_dir():
        raise UserError(f"Folder data {folder} tidak ada.", remedy="sebut folder data yang ada sesudah --dari.")
    if (folder / STATE).exists():
        raise UserError(
            f"Ruang kerja {folder} tinggal di server; foldernya tidak lengkap.", remedy="pindahkan dari alamat server itu."
        )
    with content.held(folder) as found, server.created() as put:
        count = {}
        for piece in found.pieces:
            if is_chained(piece.name):
                count[piece.name] = _whole(chain.read(piece.path), piece.name)
        progress(f"menulis {len(found.pieces)} berkas dan rantai")
        for piece in found.pieces:
            put(piece.name, b"".join(content.blocks(piece)))
        progress("membaca semuanya kembali dan membandingkan")
        pieces = {piece.name: piece for piece in found.pieces if piece.size or not is_chained(piece.name)}
        for name, arrived in server.everything():
            if b"".join(content.blocks(pieces.pop(name))) != arrived:
                raise UserError(f"{name} tiba tidak sama dengan yang berangkat. Tidak ada yang tersimpan.", remedy="ulangi.")
        if pieces:
            raise UserError("Tidak semuanya tiba. Tidak ada yang tersimpan.", details=[*pieces], remedy="ulangi.")
    return Moved(count, len(found.pieces) - len(count))


def out(server: Shared, folder: Path, progress: Callable[[str], None] = silent) -> Moved:
    """Write a server's workspace into a folder that is empty or not there; nobody builds meanwhile. `progress`: each step.

    Raises `UserError` if the folder holds anything, or something of the server is not whole.
    """
    if folder.exists() and (not folder.is_dir() or os.listdir(folder)):  # noqa: PTH208 - empty or not
        raise UserError(f"{folder} tidak kosong.", remedy="sebut folder baru sesudah --ke.")
    aside = atomic.aside(folder)
    shutil.rmtree(aside, ignore_errors=True)  # of one that was killed
    count, files = {}, 0
    progress("menyalin rantai dan berkas")
    try:
        aside.mkdir(mode=atomic.PRIVATE_FOLDER, parents=True)
        with server.quiet():
            for name, written in server.everything():
                path = aside / name
                path.parent.mkdir(mode=atomic.PRIVATE_FOLDER, parents=True, exist_ok=True)
                atomic.write(path, written, 0o400 if is_settled(name) else atomic.PRIVATE)
                if is_chained(name):
                    count[name] = _whole(chain.read(path), name)
                else:
                    files += 1
        keep.mend_modes(aside, register.read(aside))
        if folder.exists():
            folder.rmdir()
        atomic.replace(folder, atomic.DATA_FOLDER)
    except OSError as error:
        raise UserError(f"{folder} tidak dapat ditulis: {error.strerror}.", remedy="periksa ruang kosong dan hak akses.") from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return Moved(count, files)


def bring(folder: Path, *, now: dt.datetime, keep_mine: bool = False, progress: Callable[[str], None] = silent) -> Brought:
    """Bring what other machines wrote to `folder`, and build its databases of it if they are not of that yet.

    Raises `UserError` if the server cannot be asked, or a build runs on this machine.
    """
    server = shared(folder)
    try:
        with publish.exclusive(folder):
            done = server.bring(keep=keep_mine)
            keep.mend_modes(folder, register.read(folder))
    except OSError as error:
        raise UserError(f"{folder} tidak dapat ditulis: {error.strerror}.", remedy="periksa ruang kosong dan hak akses.") from error
    if done.stale and not done.both:
        build(folder, now=now, progress=progress)
    return done


def shared(folder: Path) -> Shared:
    """The server that the workspace of a folder lives on. Raises `UserError` if it lives in the folder."""
    server = workspace.shared(folder)
    if server is None:
        raise UserError(f"Ruang kerja ada di folder {folder}.", remedy="isi PEDULIHAM_RUANG bila ada di server (docs/ruang.md).")
    return server


def _whole(found: chain.Chain, name: str) -> int:
    if found.faults:
        raise UserError(f"{name} tidak utuh.", details=found.faults, remedy="kembalikan dari cadangan, lalu ulangi.")
    return len(found.lines)
