"""A lake as the keeper of a data folder (`etl.gudang.Keeper`): every write goes there first, and comes back to the folder.

Reads: the lake. Decides: whether a line or a build is the next one; if another came first, nothing is written and that is told.
Writes: the lake, one transaction for what belongs together; then the folder, its mirror.

Locks held over machines only keep writers from getting into each other's way. That nothing is lost or doubled rests on the tip of
each chain and the number of the last build: they are compared and changed in the transaction itself, and of two transactions that
change the same one DuckLake lets only one through.
"""

import contextlib
import hashlib
import random
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

import duckdb

from etl import chain, publish
from etl.backup import content
from etl.errors import UserError
from etl.gudang import mirror, tables, workspace
from etl.gudang.address import Address
from etl.gudang.connection import Connections
from etl.gudang.mirror import State
from etl.paths import PUBLIC_NAME, WORKSPACE_NAME
from etl.publish import TableState

_FRESH = 2.0
"""Seconds for which what was read stays good enough for reading; before anything is written it is read anew."""
_TRIES = 6
_BUILD_WAIT = 120.0
T = TypeVar("T")
Connection = duckdb.DuckDBPyConnection


@dataclass(frozen=True)
class _Line:
    """A line that is to be the next of a chain."""

    chain: str
    number: int
    before: str
    text: bytes
    who: str

    @property
    def seal(self) -> str:
        return hashlib.sha256(self.text).hexdigest()


@dataclass
class _Batch:
    """What goes into the lake with a build."""

    number: int
    loose: mirror.Loose
    here: Mapping[str, str]
    lines: list[_Line] = field(default_factory=list)
    versions: list[Path] = field(default_factory=list)


class _AlreadyThereError(Exception):
    """What is to be written stands there: an earlier try came through after all."""


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
        line = _Line(tables.CHAINS[name], number, found.seal, chain.line_of(number, fields, found.seal), who)
        batch: _Batch | None = getattr(self._mine, "batch", None)
        if batch is not None:
            batch.lines.append(line)
            return number

        def work(connection: Connection) -> None:
            _next(connection, line)
            tables.said(connection, who, f"{line.chain} {number}")

        self.transact(work)
        self.pull(name)
        return number

    def keep(self, aside: Path) -> None:
        """See `Keeper`."""
        self._mine.batch.versions.append(aside)

    def pull(self, name: str) -> None:
        """Bring a chain to the folder; before a history the versions that it speaks of."""

        def work(connection: Connection) -> None:
            if tables.CHAINS[name] == "hasil":
                mirror.pull_versions(connection, self.folder)
            mirror.pull_chain(connection, self.folder, name)

        with mirror.alone(self.folder):
            self.ask(work)
        self._looked[name] = time.monotonic()

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
                raise _stale(loose)
            self.remember(known, replace(known, files=mirror.agreed(here, there, known.files)), build)
            self._mine.batch = _Batch(build + 1, loose, here)
            try:
                yield
            finally:
                self._mine.batch = None

    @contextlib.contextmanager
    def together(self, source: Path, states: Mapping[str, TableState]) -> Iterator[None]:
        """See `Keeper`."""
        yield
        batch: _Batch = self._mine.batch
        if mirror.loose_files(self.folder) != batch.here:
            raise UserError("Berkas masukan berubah selagi dibangun.", remedy="selesaikan penyuntingannya, lalu ulangi.")
        names, gone = self.ask(lambda connection: (workspace.changed(connection, states), workspace.gone(connection, states)))
        if not (names or gone or batch.lines or batch.loose.mine):
            return

        def work(connection: Connection) -> None:
            _next_build(connection, batch)
            for line in batch.lines:
                _next(connection, line)
            for aside in batch.versions:
                _put_version(connection, self.folder, aside)
            for name, sum_ in batch.loose.mine.items():
                _put_loose(connection, self.folder, name, sum_)
            if names or gone:
                workspace.put(connection, source, names, gone)
            tables.put_states(connection, batch.number, states)
            tables.said(connection, batch.lines[0].who if batch.lines else "", _told(batch, names))

        self.transact(work)
        for name in tables.CHAINS:
            self.pull(name)
        self._agree(batch.number)

    def remember(self, before: State, now: State, build: int) -> bool:
        """Note what is agreed now; if another machine built since, its databases are put in place first, and True is returned.

        For one who holds the build lock of this machine.
        """
        lacking = build > 0 and not all((self.folder / name).exists() for name in (WORKSPACE_NAME, PUBLIC_NAME))
        newer = build != before.build or lacking
        if newer:
            build = self.ask(self._brought)
            for name in (WORKSPACE_NAME, PUBLIC_NAME) if build else ():
                publish.replace(self.folder / name)
        if newer or now != mirror.state(self.folder):
            mirror.remember(self.folder, replace(now, build=build))
        return newer and build > 0

    def _brought(self, connection: Connection) -> int:
        build = tables.build(connection)
        if build.number:
            workspace.bring(connection, self.folder)
        return build.number

    def _standing(self, connection: Connection) -> tuple[State, int, dict[str, str]]:
        """What the folder remembers of this lake, the lake's last build, its loose files."""
        known, name = mirror.state(self.folder), tables.name_of(connection)
        if known.lake != name:
            known = State(name)
        return known, tables.build(connection).number, loose_of(tables.files(connection))

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
                with self.connections.session() as connection, _transaction(connection):
                    work(connection)
            except _AlreadyThereError:
                return
            except duckdb.Error as error:
                if "conflict" not in str(error):  # else the connection is as good as before
                    self.connections.drop()
                if attempt == _TRIES - 1:
                    raise self._refused(error) from error
                time.sleep(random.uniform(0.5, 1) * 0.02 * 2**attempt)  # noqa: S311 - so that two do not meet again
            else:
                return

    def _refused(self, error: duckdb.Error) -> UserError:
        kind = type(error).__name__
        return UserError(
            f"Gudang {self.address.shown} tidak menerima atau tidak menjawab ({kind}).",
            remedy="periksa PostgreSQL, tempat berkasnya, dan jaringan, lalu ulangi; yang sudah tersimpan tetap utuh.",
        )


def loose_of(files: Mapping[str, str]) -> dict[str, str]:
    """The loose ones among all files of a lake."""
    return {name: sum_ for name, sum_ in files.items() if not content.is_settled(name)}


@contextlib.contextmanager
def _transaction(connection: Connection) -> Iterator[None]:
    connection.begin()
    try:
        yield
        connection.commit()
    except BaseException:
        with contextlib.suppress(duckdb.Error):
            connection.rollback()
        raise
    finally:
        with contextlib.suppress(duckdb.Error):
            workspace.done(connection)


def _name(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def _next(connection: Connection, line: _Line) -> None:
    """Add a line if it is the next one."""
    tip = tables.tip(connection, line.chain)
    if tip == (line.number, line.seal):
        raise _AlreadyThereError
    if tip != (line.number - 1, line.before):
        raise UserError("Yang lain menulis lebih dahulu; tidak ada yang tersimpan.", remedy="lihat yang terbaru, lalu ulangi.")
    tables.add_line(connection, line.chain, line.number, line.seal, line.text)


def _next_build(connection: Connection, batch: _Batch) -> None:
    """Raises if another build came first; its tables are then the newer truth."""
    number = tables.build(connection).number
    if number != batch.number - 1 and not (batch.lines and tables.tip(connection, "hasil")[1] == batch.lines[-1].seal):
        raise UserError("Pembangunan lain selesai lebih dahulu; tidak ada yang diubah.", remedy="ulangi.")


def _put_version(connection: Connection, folder: Path, aside: Path) -> None:
    place = aside.with_name(aside.name.removesuffix(publish.ASIDE)).relative_to(folder).as_posix()
    for path in sorted(aside.iterdir()):
        said = path.read_bytes()
        tables.put_file(connection, f"{place}/{path.name}", hashlib.sha256(said).hexdigest(), said)


def _put_loose(connection: Connection, folder: Path, name: str, sum_: str | None) -> None:
    if sum_ is None:
        tables.drop_file(connection, name)
    else:
        tables.put_file(connection, name, sum_, (folder / name).read_bytes())


def _told(batch: _Batch, names: tuple[str, ...]) -> str:
    events = [f"{line.chain} {line.number}" for line in batch.lines]
    return f"bangun {batch.number}: " + ", ".join([*events, f"{len(names)} tabel", f"{len(batch.loose.mine)} berkas"])


def _stale(loose: mirror.Loose) -> UserError:
    return UserError(
        "Berkas masukan di mesin ini bukan yang terbaru di gudang; ruang kerja tidak dibangun darinya.",
        details=[*loose.theirs, *(f"{name} (juga diubah di sini)" for name in loose.both)],
        remedy="jalankan python -m etl ambil; bila berkas di mesin ini yang benar, python -m etl ambil --pertahankan, lalu ulangi.",
    )
