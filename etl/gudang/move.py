"""A whole workspace from a folder into a new lake, or out of a lake into a new folder: the way in, the way out.

Reads: the side it comes from, under the locks of those who write there; nothing of it is changed. Decides: whether all that arrived
is what left; only then is it done. Writes: the other side, which must be empty: a lake by one transaction, a folder by one rename.
"""

import contextlib
import hashlib
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import duckdb

from etl import chain, publish
from etl.backup import content
from etl.base import atomic
from etl.confined import silent
from etl.errors import UserError
from etl.gudang import connection as connections
from etl.gudang import mirror, tables, workspace
from etl.gudang.address import Address
from etl.gudang.connection import NAME, Connections
from etl.gudang.lake import Lake
from etl.paths import PUBLIC_NAME, WORKSPACE_NAME


@dataclass(frozen=True)
class Moved:
    """What arrived: lines of each chain, other files, tables of the workspace (0: it was never built)."""

    lines: Mapping[str, int]
    files: int
    tables: int


def into(folder: Path, address: Address, progress: Callable[[str], None] = silent) -> Moved:
    """Move a folder's workspace into a new lake; `progress` is told each step.

    Raises `UserError` if the lake holds one already, or something is not whole.
    """
    if not folder.is_dir():
        raise UserError(f"Folder data {folder} tidak ada.", remedy="sebut folder data yang ada sesudah --dari.")
    with content.held(folder) as found:
        for name in filter(tables.CHAINS.get, (piece.name for piece in found.pieces)):
            if faults := chain.here(folder / name).faults:
                raise UserError(f"{name} tidak utuh.", details=faults, remedy="kembalikan berkas itu dari cadangan, lalu ulangi.")
        there = Connections(address)
        try:
            with there.session(create=True) as lake:
                _fill(lake, folder, found, progress)
                progress("membaca semuanya kembali dan membandingkan")
                moved = _checked(lake, folder, found)
        except duckdb.Error as error:
            raise _failed(address, error) from error
        finally:
            there.drop()
    return moved


def _fill(lake: duckdb.DuckDBPyConnection, folder: Path, found: content.Content, progress: Callable[[str], None]) -> None:
    if lake.execute(f"SELECT count(*) FROM duckdb_schemas() WHERE database_name = '{NAME}' AND schema_name = 'gudang'").fetchall()[
        0
    ][0]:
        raise UserError(
            "Gudang itu sudah berisi ruang kerja.", remedy="pakai basis data baru, atau ambil yang ada dengan python -m etl ambil."
        )
    lake.begin()
    try:
        tables.create(lake)
        progress(f"menulis {len(found.pieces)} berkas dan rantai")
        for piece in found.pieces:
            if piece.name in tables.CHAINS:
                _put_chain(lake, piece)
            else:
                written = b"".join(content.blocks(piece))
                tables.put_file(lake, piece.name, hashlib.sha256(written).hexdigest(), written)
        states = publish.states(folder / WORKSPACE_NAME)
        if states:
            workspace.put(lake, folder / WORKSPACE_NAME, tuple(sorted(states)), (), progress)
            tables.put_states(lake, 1, states)
        tables.said(lake, "", f"pindah: {len(found.pieces)} berkas, {len(states)} tabel")
        lake.commit()
    except BaseException:
        with contextlib.suppress(duckdb.Error):
            lake.rollback()
        raise
    finally:
        workspace.done(lake)


def _put_chain(lake: duckdb.DuckDBPyConnection, piece: content.Piece) -> None:
    lines = b"".join(content.blocks(piece)).split(b"\n")[:-1]
    tables.put_lines(lake, tables.CHAINS[piece.name], lines)


def _checked(lake: duckdb.DuckDBPyConnection, folder: Path, found: content.Content) -> Moved:
    """Read everything back. Raises `UserError` if it is not what left."""
    count: dict[str, int] = {}
    there = tables.files(lake)
    for piece in found.pieces:
        left = b"".join(content.blocks(piece))
        if piece.name in tables.CHAINS:
            lines = tables.lines(lake, tables.CHAINS[piece.name], 0)
            arrived = b"".join(text + b"\n" for _, _, text in lines)
            count[piece.name] = len(lines)
        else:
            arrived = mirror.checked(lake, piece.name, there.get(piece.name, ""))
        if arrived != left:
            raise UserError(f"{piece.name} tiba tidak sama dengan yang berangkat.", remedy="buang gudang baru itu, lalu ulangi.")
    states = publish.states(folder / WORKSPACE_NAME)
    if tables.states(lake) != states or any(publish.state_of(lake, f"{NAME}.{name}") != one for name, one in states.items()):
        raise UserError("Tabel ruang kerja tiba tidak sama dengan yang berangkat.", remedy="buang gudang baru itu, lalu ulangi.")
    return Moved(count, len(found.pieces) - len(count), len(states))


def out(address: Address, folder: Path, progress: Callable[[str], None] = silent) -> Moved:
    """Move a lake's workspace into a folder that is empty or not there; nobody writes to the lake meanwhile. `progress`: each step.

    Raises `UserError` if the folder holds anything, or something of the lake is not whole.
    """
    if folder.exists() and (not folder.is_dir() or os.listdir(folder)):  # noqa: PTH208 - empty or not
        raise UserError(f"{folder} tidak kosong.", remedy="sebut folder baru sesudah --ke.")
    aside = atomic.aside(folder)
    shutil.rmtree(aside, ignore_errors=True)  # of one that was killed
    try:
        aside.mkdir(mode=atomic.PRIVATE_FOLDER, parents=True)
        lake = Lake(address, aside)
        with _quiet(lake.connections):
            moved = _bring(lake, progress)
        lake.connections.drop()
        if folder.exists():
            folder.rmdir()
        atomic.replace(folder, atomic.DATA_FOLDER)
    except OSError as error:
        raise UserError(f"{folder} tidak dapat ditulis: {error.strerror}.", remedy="periksa ruang kosong dan hak akses.") from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return moved


@contextlib.contextmanager
def _quiet(there: Connections) -> Iterator[None]:
    """While nobody builds, loads or enters on any machine."""
    with contextlib.ExitStack() as locks:
        for name in ("bangun", *tables.CHAINS.values()):
            locks.enter_context(there.lock(name, content.WAIT, "Ruang kerja"))
        yield


def _bring(lake: Lake, progress: Callable[[str], None]) -> Moved:
    progress("menyalin rantai dan berkas")
    known, build, loose = lake.standing()
    for name in tables.CHAINS:
        lake.pull(name)
    for name, sum_ in loose.items():
        lake.ask(partial(mirror.bring_file, folder=lake.folder, name=name, sha256=sum_))
    progress("menulis basis data")
    lake.remember(known, known, build)
    progress("membandingkan")
    (lake.folder / mirror.STATE).unlink()  # the folder is no mirror: it stands for itself
    files = lake.ask(tables.files)
    for name, sum_ in files.items():
        if hashlib.sha256((lake.folder / name).read_bytes()).hexdigest() != sum_:
            raise UserError(f"{name} tiba tidak sama dengan yang berangkat.", remedy="ulangi; gudang tidak diubah.")
    counts = {name: len(chain.here(lake.folder / name).lines) for name in tables.CHAINS}
    tips = {name: lake.ask(partial(tables.tip, chain=tables.CHAINS[name])) for name in tables.CHAINS}
    wrong = [name for name, tip in tips.items() if tip != (counts[name], chain.here(lake.folder / name).seal)]
    states = publish.states(lake.folder / WORKSPACE_NAME) if build else {}
    if wrong or states != lake.ask(tables.states) or (build and not (lake.folder / PUBLIC_NAME).exists()):
        raise UserError("Yang tiba tidak sama dengan yang berangkat.", details=wrong, remedy="ulangi; gudang tidak diubah.")
    return Moved({name: count for name, count in counts.items() if count}, len(files), len(states))


def _failed(address: Address, error: duckdb.Error) -> UserError:
    return connections.unreachable(address, error)
