"""The snapshots of a lake, each a version of the workspace: what they are, how they differ, one as files; the end of old ones.

Reads: the lake. Writes: a folder with the databases of one snapshot; the lake's own files, when it is cared for.
Decides: nothing but what is old enough to go.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import duckdb

from etl import publish
from etl.base import atomic
from etl.errors import UserError
from etl.gudang import tables, workspace
from etl.gudang.address import Address
from etl.gudang.connection import NAME, attached, unreachable
from etl.gudang.lake import Lake
from etl.gudang.tables import OWN
from etl.paths import PUBLIC_NAME, WORKSPACE_NAME
from etl.publish import TableState


@dataclass(frozen=True)
class Snapshot:
    """A version of the lake: its number, when it came, who made it, what it was."""

    number: int
    at: dt.datetime
    who: str
    what: str


def snapshots(lake: Lake) -> tuple[Snapshot, ...]:
    """All that are kept, the oldest first."""
    rows = lake.ask(
        lambda lumbung: lumbung.execute(
            "SELECT snapshot_id, epoch_us(snapshot_time), coalesce(author, ''), coalesce(commit_message, '') "
            f"FROM {NAME}.snapshots() ORDER BY snapshot_id"
        ).fetchall()
    )
    return tuple(Snapshot(number, dt.datetime.fromtimestamp(at / 1e6, dt.UTC), who, what) for number, at, who, what in rows)


def compared(lake: Lake, old: int, new: int) -> Mapping[str, tuple[TableState | None, TableState | None]]:
    """Table → its state in two snapshots, where they differ. Raises `UserError` for a snapshot that is not kept."""
    before, after = (lake.ask(partial(_states, number=number)) for number in (old, new))
    names = sorted(before.keys() | after.keys())
    return {name: (before.get(name), after.get(name)) for name in names if before.get(name) != after.get(name)}


def write(address: Address, number: int, folder: Path) -> None:
    """Write `publik.duckdb` as of a snapshot into a new folder. Raises `UserError` if the one is missing or the other is not."""
    if folder.exists():
        raise UserError(f"{folder} sudah ada.", remedy="sebut folder baru sesudah --ke.")
    lumbung = attached(address, snapshot=number)
    try:
        if not tables.build(lumbung).number:
            raise _no_snapshot(number)
        folder.mkdir(parents=True)
        workspace.bring(lumbung, folder)
        atomic.aside(folder / WORKSPACE_NAME).unlink()
        publish.replace(folder / PUBLIC_NAME)
    except duckdb.Error as error:
        raise unreachable(address, error) from error
    finally:
        lumbung.close()


def care(lake: Lake, days: int) -> tuple[int, int]:
    """Tidy the lake while others write: inlined rows into files, small files together, snapshots older than `days` gone.

    How many snapshots and files went. The lines of the chains are never among what goes: they are part of the newest snapshot.
    """
    with lake.connections.lock("bangun", 120, "Ruang kerja"):
        for call in (f"ducklake_flush_inlined_data('{NAME}')", f"ducklake_merge_adjacent_files('{NAME}')"):
            lake.transact(partial(_call, call=call))
        old = f"older_than => now() - INTERVAL {int(days)} DAY"
        expired = len(lake.ask(lambda lumbung: lumbung.execute(f"CALL ducklake_expire_snapshots('{NAME}', {old})").fetchall()))
        files = len(lake.ask(lambda lumbung: lumbung.execute(f"CALL ducklake_cleanup_old_files('{NAME}', {old})").fetchall()))
    return expired, files


def _call(lumbung: duckdb.DuckDBPyConnection, call: str) -> None:
    lumbung.execute(f"CALL {call}")


def _states(lumbung: duckdb.DuckDBPyConnection, number: int) -> dict[str, TableState]:
    try:
        rows = lumbung.execute(f"SELECT tabel, baris, sidik FROM {OWN}.keadaan AT (VERSION => {int(number)})").fetchall()
    except (duckdb.InvalidInputException, duckdb.CatalogException, duckdb.BinderException) as error:
        raise _no_snapshot(number) from error
    return {name: TableState(int(count), digest) for name, count, digest in rows}


def _no_snapshot(number: int) -> UserError:
    return UserError(f"Snapshot {number} tidak ada, atau sudah dibuang.", remedy="lihat yang ada dengan python -m etl snapshot.")
