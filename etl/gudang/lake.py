"""A lake as the keeper of a data folder (`etl.gudang.Keeper`): every write goes there first, and comes back to the folder.

Reads: the lake. Decides: whether a line or a build is the next one; if another came first, nothing is written and that is told.
Writes: the lake, one transaction for what belongs together; then the folder, its mirror.

Locks held over machines only keep writers from getting into each other's way. That nothing is lost or doubled rests on the tip of
each chain and the number of the last build: they are compared and changed in the transaction itself, and of two transactions that
change the same one DuckLake lets only one through.
"""

import contextlib
import random
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeVar

import duckdb

from etl import chain, publish
from etl.base import atomic
from etl.errors import UserError
from etl.gudang import mirror, steps, tables, workspace
from etl.gudang.address import Address
from etl.gudang.connection import Connections
from etl.gudang.mirror import State
from etl.gudang.steps import AlreadyThereError, Batch, Connection, Line, transaction
from etl.paths import PUBLIC_NAME, WORKSPACE_NAME
from etl.publish import TableState
from etl.versions import keep, register
from etl.versions import tables as past

_FRESH = 2.0
"""Seconds for which what was read stays good enough for reading; before anything is written it is read anew."""
_TRIES = 6
_BUILD_WAIT = 120.0
T = TypeVar("T")


class Lake:
    """The lake of one data folder in this process."""

    def __init__(self, address: Address, folder: Path) -> None:
        self.address, self.folder = address, folder
        self.connections = Connections(address)
        self._looked: dict[str, float] = {}
        self._mine = threading.local()

    # ---- chains

    def keeps(self, path: Path) -> bool:
        """See `Keeper`."""
        return _name(path) in tables.CHAINS

    def fresh(self, path: Path) -> None:
        """See `Keeper`."""
        if time.monotonic() - self._looked.get(_name(path), float("-inf")) > _FRESH:
            self.pull(_name(path))

    @contextlib.contextmanager
    def alone(self, path: Path, wait: float) -> Iterator[None]:
        """See `Keeper`."""
        with self.connections.lock(tables.CHAINS[_name(path)], wait, path.name):
            self.pull(_name(path))
            yield

    def append(self, path: Path, fields: Mapping[str, object]) -> int:
        """See `Keeper`."""
        name = _name(path)
        found = chain.here(path)
        number = len(found.lines) + 1
        who = str(fields.get("siapa") or fields.get("alamat") or "")
        line = Line(tables.CHAINS[name], number, found.seal, chain.line_of(number, fields, found.seal), who)
        batch = self._batch()
        if batch is not None:
            batch.lines.append(line)
            return number

        def work(connection: Connection) -> None:
            steps.add_next(connection, line)
            tables.said(connection, who, f"{line.chain} {number}")

        self.transact(work)
        self.pull(name)
        return number

    def keep(self, aside: Path) -> bool:
        """See `Keeper`."""
        batch = self._batch()
        if batch is not None:
            batch.versions.append(aside)
            return True
        self.transact(partial(steps.put_version, folder=self.folder, aside=aside))
        return False

    def pull(self, name: str) -> None:
        """Bring a chain to the folder; before a history the versions that it speaks of."""

        def work(connection: Connection) -> bool:
            came = False
            if tables.CHAINS[name] == "hasil":
                mirror.pull_versions(connection, self.folder)
            elif name == tables.REGISTERED:
                came = mirror.pull_published(connection, self.folder)
            mirror.pull_chain(connection, self.folder, name)
            return came

        with mirror.alone(self.folder):
            came = self.ask(work)
        self._looked[name] = time.monotonic()
        if came:
            keep.mend_modes(self.folder, register.read(self.folder))

    def _batch(self) -> Batch | None:
        """What this thread writes together just now, if it does."""
        batch: Batch | None = getattr(self._mine, "batch", None)
        return batch

    # ---- builds

    @contextlib.contextmanager
    def building(self) -> Iterator[None]:
        """See `Keeper`. Raises `UserError` if loose files of the folder are older than those of the lake."""
        with self.connections.lock("bangun", _BUILD_WAIT, "Ruang kerja"):
            for name in tables.CHAINS:
                self.pull(name)
            known, build, there = self.ask(self._standing)
            here = mirror.loose_files(self.folder)
            loose = mirror.compared(here, there, known.files)
            if loose.theirs or loose.both:
                raise steps.stale(loose)
            self.remember(known, replace(known, files=mirror.agreed(here, there, known.files)), build)
            self._mine.plan = Batch(build + 1, loose, here)
            yield

    @contextlib.contextmanager
    def together(self, source: Path, states: Mapping[str, TableState]) -> Iterator[None]:
        """See `Keeper`."""
        batch: Batch = self._mine.plan
        self._mine.batch = batch
        try:
            yield
        finally:
            self._mine.batch = None
        if mirror.loose_files(self.folder) != batch.here:
            raise UserError("Berkas masukan berubah selagi dibangun.", remedy="selesaikan penyuntingannya, lalu ulangi.")
        names, gone = self.ask(lambda connection: (workspace.changed(connection, states), workspace.gone(connection, states)))
        if not (names or gone or batch.lines or batch.loose.mine):
            return

        def work(connection: Connection) -> None:
            steps.next_build(connection, batch)
            for line in batch.lines:
                steps.add_next(connection, line)
            for aside in batch.versions:
                steps.put_version(connection, folder=self.folder, aside=aside)
            for name, sum_ in batch.loose.mine.items():
                steps.put_loose(connection, self.folder, name, sum_)
            if names or gone:
                workspace.put(connection, source, names, gone)
            tables.put_states(connection, batch.number, states)
            tables.said(connection, batch.lines[0].who if batch.lines else "", steps.told(batch, names))

        self.transact(work)
        for name in tables.CHAINS:
            self.pull(name)
        self._agree(batch.number)

    def remember(self, before: State, now: State, build: int) -> bool:
        """Note what is agreed now; if another machine built since, its databases are put in place first, and True is returned.

        For one who holds the build lock of this machine.
        """
        newer = build > 0 and (build != before.build or not (self.folder / PUBLIC_NAME).exists()) and not self._same()
        if newer:
            build = self.ask(self._brought)
            self._tell_past()
            for name in (WORKSPACE_NAME, PUBLIC_NAME):
                publish.replace(self.folder / name)
        if build != before.build or now != mirror.state(self.folder):
            mirror.remember(self.folder, replace(now, build=build))
        return newer

    def _same(self) -> bool:
        """Whether both databases hold what the lake holds, wherever they came from."""
        wanted = self.ask(tables.states)
        public = {name: state for name, state in wanted.items() if name.startswith("mart.")}
        return publish.states(self.folder / WORKSPACE_NAME) == wanted and publish.states(self.folder / PUBLIC_NAME) == public

    def _brought(self, connection: Connection) -> int:
        workspace.bring(connection, self.folder)
        return tables.build(connection).number

    def _tell_past(self) -> None:
        """Let the public file aside tell of the versions before it, as the build that made it did."""
        known = register.read(self.folder)
        if known.lines:
            former = self.folder / PUBLIC_NAME
            carried = former if past.told(former) else None
            past.write(atomic.aside(former), known, partial(keep.kept, self.folder), carried)

    def _standing(self, connection: Connection) -> tuple[State, int, dict[str, str]]:
        """What the folder remembers of this lake, the lake's last build, its loose files."""
        known, name = mirror.state(self.folder), tables.name_of(connection)
        if known.lake != name:
            known = State(name)
        return known, tables.build(connection).number, steps.loose_of(tables.files(connection))

    def standing(self) -> tuple[State, int, dict[str, str]]:
        """What the folder remembers of this lake, the lake's last build, and name → SHA-256 of its loose files."""
        return self.ask(self._standing)

    def _agree(self, build: int) -> None:
        """Remember that folder and lake say the same."""
        known, _, there = self.ask(self._standing)
        mirror.remember(self.folder, replace(known, build=build, files=there))

    # ---- how the lake is asked and changed

    def ask(self, work: Callable[[Connection], T]) -> T:
        """What `work` reads of the lake; done again, on a new connection, if the old one was lost. Raises `UserError`."""
        for last in (False, True):
            try:
                with self.connections.session() as connection:
                    return work(connection)
            except duckdb.Error as error:
                self.connections.drop()
                if last:
                    raise self._refused(error) from error
        raise AssertionError  # the loop returns or raises

    def transact(self, work: Callable[[Connection], object]) -> None:
        """Carry `work` out in one transaction, again if it only met another's; it must itself refuse what is not the next.

        Raises `UserError`; then nothing was written.
        """
        for attempt in range(_TRIES):
            try:
                with self.connections.session() as connection, transaction(connection):
                    work(connection)
            except AlreadyThereError:
                return
            except duckdb.Error as error:
                if "conflict" not in str(error):  # else the connection is as good as before
                    self.connections.drop()
                if attempt == _TRIES - 1:
                    raise self._refused(error) from error
                time.sleep(random.SystemRandom().uniform(0.5, 1) * 0.02 * 2**attempt)  # so that two do not meet again
            else:
                return

    def _refused(self, error: duckdb.Error) -> UserError:
        kind = type(error).__name__
        return UserError(
            f"Gudang {self.address.shown} tidak menerima atau tidak menjawab ({kind}).",
            remedy="periksa PostgreSQL, tempat berkasnya, dan jaringan, lalu ulangi; yang sudah tersimpan tetap utuh.",
        )


def _name(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"
