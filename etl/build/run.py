"""The build: from the data folder to `kerja.duckdb` (everything) and `publik.duckdb` (schema `mart` only).

Reads: reference and claim files, approved corrections, loaded results with their history. Decides: the order of the steps.
Writes: both databases aside, checks them, then renames them. Until the first rename nothing that stood before is touched.
"""

import contextlib
import datetime as dt
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import duckdb

from etl import workspace
from etl.base import atomic, publish
from etl.base.errors import UserError
from etl.base.paths import ENTRIES_NAME, PUBLIC_NAME, TRAIL_NAME, WORKSPACE_NAME
from etl.base.publish import TableState
from etl.build import corrections, data_tests, warehouse
from etl.build.versions import keep
from etl.build.versions.keep import KeptEdition
from etl.forms.confined import silent
from etl.inputs import claims, reference
from etl.inputs.claims import Claims
from etl.inputs.reference import ReferenceData
from etl.results import history, official, record, store
from etl.results.official import Results

States = Mapping[str, TableState]
PRIVATE_FOLDERS = (history.FOLDER, Path(ENTRIES_NAME).parent.name, Path(TRAIL_NAME).parent.name)
_BUILD_WAIT = 120.0
DRAFTS = "draf."
"""Schema of what is not published; in the workspace only, and no part of the content that the digest names."""


@dataclass(frozen=True)
class TableChange:
    """One table before and after: number of rows (None: it was not there) and whether its content differs."""

    table: str
    before: int | None
    after: int | None


class Intention(Protocol):
    """A change of the results that is to hold with this build, or not at all."""

    def prepare(self, folder: Path, results: Results, reference: ReferenceData) -> Results:
        """The results as they will be; whatever is written is written aside. Raises `UserError` if it may not be."""

    def commit(self, folder: Path) -> None:
        """Make it so, by one step on the disk; called when the new databases are written and checked."""


@dataclass(frozen=True)
class BuildReport:
    """What a build did: claims read with those rejected, data tests passed, tables that changed, files replaced; the results."""

    claims: Claims
    tests: int
    changes: tuple[TableChange, ...]
    replaced: tuple[Path, ...]
    results: Results
    now: dt.datetime
    edition: KeptEdition

    @property
    def published(self) -> tuple[tuple[int, int], ...]:
        """Year and version of the official results that are published."""
        return tuple((one.year, one.version) for one in self.results.published(self.now))


def build(
    folder: Path,
    *,
    now: dt.datetime,
    progress: Callable[[str], None] = silent,
    intention: Intention | None = None,
    by: str = "",
    note: str = "",
) -> BuildReport:
    """Build both databases in `folder`; `now` (with time zone) is stamped into them, `progress` is told each step.

    Results whose publication is due at `now` are published. With an `intention` the build is that of the results as they will be;
    it is carried out when everything else has succeeded, just before the databases are put in place.
    What is published is also kept as a version (`etl.build.versions`); `by` and `note` are who built it and what they say of it.
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
            _sweep(folder)
            with workspace.of(folder).lock(workspace.BUILD, _BUILD_WAIT):
                report = _build(folder, now, progress, intention, by, note)
            for target in report.replaced:  # what is shown is what was kept for good
                publish.replace(target)
        except (OSError, duckdb.Error) as error:
            raise UserError(
                f"Gudang data tidak dapat ditulis ke {folder}: {_first_line(error)}.",
                remedy="periksa ruang kosong dan hak akses folder, lalu ulangi; gudang data sebelumnya tidak diubah.",
            ) from error
        finally:
            with contextlib.suppress(OSError, UserError):  # what stays is swept by the next build
                _sweep(folder)
    return report


def _sweep(folder: Path) -> None:
    atomic.close(folder / name for name in PRIVATE_FOLDERS)
    publish.sweep(folder)
    store.sweep(folder)
    keep.sweep(folder)


def _build(
    folder: Path, now: dt.datetime, progress: Callable[[str], None], intention: Intention | None, by: str, note: str
) -> BuildReport:
    progress("membaca data rujukan dan klaim")
    reference_data = reference.load(folder)
    claim_data = corrections.apply(claims.load(folder, reference_data), corrections.approved(folder), reference_data)
    results = _results(folder, reference_data, intention)
    official.check(results, reference_data, now)
    _try_what_is_to_come(reference_data, claim_data, results, now)
    working, public = folder / WORKSPACE_NAME, folder / PUBLIC_NAME
    before = publish.states(working)
    with publish.create(working) as connection:
        progress("menyusun gudang data dan memilih klaim")
        warehouse.fill(connection, reference_data, claim_data, official.tables(results, now))
        progress("memeriksa hasil")
        tests = data_tests.run(connection)
        after = publish.table_states(connection)
        content = {name: state for name, state in after.items() if not name.startswith(DRAFTS)}
        warehouse.stamp(
            connection, now=now, digest=publish.digest(content, simulated=results.simulation), simulated=results.simulation
        )
        progress("menulis gudang data umum")
        warehouse.copy_mart(connection, atomic.aside(public))
    changes = _changes(before, after)
    edition = keep.prepare(folder, now=now, by=by, note=note, withdrawals=results.withdrawals(now))
    other = bool(changes) or not working.exists() or publish.simulated(working) != results.simulation
    stale = [target for target, changed in ((working, other), (public, edition.stale)) if changed]
    if intention is not None:
        intention.commit(folder)
    for event in record.come_into_force(results.events, now):
        history.append(folder, event)  # before it is shown: what was shown once is not taken back by a clock
    edition.settle()
    return BuildReport(claim_data, tests, changes, tuple(stale), results, now, edition)


def _results(folder: Path, reference_data: ReferenceData, intention: Intention | None) -> Results:
    """The results of the folder, or what they will be."""
    results = official.read(folder)
    return results if intention is None else intention.prepare(folder, results, reference_data)


def _try_what_is_to_come(reference_data: ReferenceData, claim_data: Claims, results: Results, now: dt.datetime) -> None:
    """Raises `UserError` now, and not at the announcement, if what is scheduled would break a data test."""
    due = {standing.scheduled for standing in results.standings(now).values() if standing.scheduled}
    for moment in sorted(due):
        with duckdb.connect(config=publish.SETTINGS) as connection:
            warehouse.fill(connection, reference_data, claim_data, official.tables(results, moment))
            data_tests.run(connection)


def _changes(before: States, after: States) -> tuple[TableChange, ...]:
    tables = sorted(before.keys() | after.keys())
    return tuple(
        TableChange(name, before[name].rows if name in before else None, after[name].rows if name in after else None)
        for name in tables
        if before.get(name) != after.get(name)
    )


def _first_line(error: Exception) -> str:
    text = getattr(error, "strerror", None) or str(error)
    return str(text).splitlines()[0].rstrip(".")
