"""The build: from the data folder to `kerja.duckdb` (everything) and `publik.duckdb` (schema `mart` only).

Reads: reference and claim files. Decides: the order of the steps. Writes: both databases aside, checks them, then renames them.
Until the first rename nothing that stood before is touched.
"""

import contextlib
import datetime as dt
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

from etl import claims, data_tests, publish, reference, warehouse
from etl.claims import Claims
from etl.errors import UserError
from etl.paths import PUBLIC_NAME, WORKSPACE_NAME
from etl.publish import TableState

States = Mapping[str, TableState]


def silent(step: str) -> None:
    """Tell nobody."""
    del step


@dataclass(frozen=True)
class Change:
    """One table before and after: number of rows (None: it was not there) and whether its content differs."""

    table: str
    before: int | None
    after: int | None


@dataclass(frozen=True)
class BuildReport:
    """What a build did: claims read with those rejected, data tests passed, tables that changed, files replaced."""

    claims: Claims
    tests: int
    changes: tuple[Change, ...]
    replaced: tuple[Path, ...]


def build(folder: Path, *, now: dt.datetime, progress: Callable[[str], None] = silent) -> BuildReport:
    """Build both databases in `folder`; `now` (with time zone) is stamped into them, `progress` is told each step.

    The same input gives the same tables: then nothing is replaced and `changes` is empty. Raises `UserError` when the input
    cannot be used, a data test fails, or the disk refuses; the former databases are then as they were.
    """
    if not os.path.isdir(folder):  # noqa: PTH112 - Path.is_dir raises where a folder above may not be entered
        raise UserError(
            f"Folder data {folder} tidak ada atau tidak dapat dibuka.",
            remedy="buat folder itu, atau arahkan PEDULIHAM_DATA ke folder yang ada.",
        )
    with publish.exclusive(folder):
        try:
            publish.sweep(folder)
            return _build(folder, now, progress)
        except (OSError, duckdb.Error) as error:
            raise UserError(
                f"Gudang data tidak dapat ditulis ke {folder}: {_first_line(error)}.",
                remedy="periksa ruang kosong dan hak akses folder, lalu ulangi; gudang data sebelumnya tidak diubah.",
            ) from error
        finally:
            with contextlib.suppress(OSError):  # what stays is swept by the next build
                publish.sweep(folder)


def _build(folder: Path, now: dt.datetime, progress: Callable[[str], None]) -> BuildReport:
    progress("membaca data rujukan dan klaim")
    reference_data = reference.load(folder)
    claim_data = claims.load(folder, reference_data)
    workspace, public = folder / WORKSPACE_NAME, folder / PUBLIC_NAME
    before = publish.states(workspace)
    with publish.create(workspace) as connection:
        progress("menyusun gudang data dan memilih klaim")
        warehouse.fill(connection, reference_data, claim_data)
        progress("memeriksa hasil")
        tests = data_tests.run(connection)
        after = publish.table_states(connection)
        warehouse.stamp(connection, now=now, digest=publish.digest(after))
        progress("menulis gudang data umum")
        warehouse.copy_mart(connection, publish.aside(public))
    changes = _changes(before, after)
    stale = [
        target
        for target, changed in ((workspace, bool(changes)), (public, _differs(public, after)))
        if changed or not target.exists()
    ]
    for target in stale:
        publish.replace(target)
    return BuildReport(claim_data, tests, changes, tuple(stale))


def _changes(before: States, after: States) -> tuple[Change, ...]:
    tables = sorted(before.keys() | after.keys())
    return tuple(
        Change(name, before[name].rows if name in before else None, after[name].rows if name in after else None)
        for name in tables
        if before.get(name) != after.get(name)
    )


def _differs(public: Path, after: States) -> bool:
    return publish.states(public) != {name: state for name, state in after.items() if name.startswith("mart.")}


def _first_line(error: Exception) -> str:
    text = getattr(error, "strerror", None) or str(error)
    return str(text).splitlines()[0].rstrip(".")
