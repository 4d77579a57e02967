"""The one place that opens published files, read-only: `publik.duckdb`, noticing when it was replaced, and the kept versions.

What is asked within `reading(name)` is answered by that version, whatever is published meanwhile.

The file is attached to an in-memory database instead of being opened by name: DuckDB keeps one
instance per path and process, so opening the path again while an old reader lives would give the
old file. A reader that still holds a cursor keeps the file it began with.
"""

import contextlib
import datetime as dt
import logging
import re
import threading
import time
from collections.abc import Iterator, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from dasbor.words import paths
from etl.build.versions import naming

WIB = dt.timezone(dt.timedelta(hours=7), "WIB")
"""Jakarta's time: a reader compares the date of the data with the calendar on the wall."""

ARROW_ROWS = 8_192
"""Rows of a batch of an Arrow table. DuckDB reserves room for a whole batch, for as long as the table lives: with its own 1,000,000
a table of 200 rows holds 129 MB of addresses (measured, DuckDB 1.5.5), and after some hundred files Linux refuses to fork."""

QueryError = duckdb.Error
"""What a query raises; of a kept version also when it lacks a table or column that the program of today asks for."""


_HELD = "common.warehouse_held"
_LOCKED = re.compile(r"Could not set lock|Conflicting lock", re.IGNORECASE)
_HOLDER = re.compile(r"held in (\S.*?) \(PID (\d+)\)")
"""DuckDB's words for a file that another program opened for writing."""
_AGAIN = 1.0
"""Seconds after which a file that is held is tried again."""
LOG = logging.getLogger("dasbor")


class WarehouseError(Exception):
    """The published warehouse cannot be read. `reason` is a text key, `path` the file meant."""

    def __init__(self, reason: str, path: Path, detail: str = "") -> None:
        super().__init__(f"{reason}: {path} {detail}".strip())
        self.reason = reason
        self.path = path
        self.detail = detail

    @property
    def holder(self) -> str:
        """The program that holds the file, and its process; "?" where that is not known."""
        found = _HOLDER.search(self.detail)
        return f"{Path(found[1]).name}, PID {found[2]}" if found else "?"


class VersionError(WarehouseError):
    """A version cannot be read: it is unknown, closed (`detail` says why), or its file is lost. `name` is what was asked for."""

    def __init__(self, reason: str, path: Path, name: str, detail: str = "") -> None:
        super().__init__(reason, path, detail or name)
        self.name = name


class Warehouse:
    """A published warehouse file. Thread-safe; one per path, from `current()`."""

    def __init__(self, path: Path, memory: str = "1GB") -> None:
        self.path = path
        self._memory = memory
        self._lock = threading.Lock()
        self._version = ""
        self._root: duckdb.DuckDBPyConnection | None = None
        self._held: HeldFile | None = None
        self._tried = ("", 0.0)

    def version(self) -> str:
        """Key that changes with the file that is read (path, inode, time, size). Raises WarehouseError if missing.

        While another program holds a changed file it stays that of the former state, which goes on being read.
        """
        version = self._on_disk()
        if self._root is None or version == self._version:
            return version
        with self._lock:
            self._current_root()
            return self._version

    def _on_disk(self) -> str:
        try:
            stat = self.path.stat()
        except OSError as error:
            raise WarehouseError("common.warehouse_missing", self.path, error.strerror or "") from error
        return f"{self.path}|{stat.st_ino:x}-{stat.st_mtime_ns:x}-{stat.st_size:x}"

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """A cursor of one's own on the file as it is now; `mart.…` resolves. Raises WarehouseError."""
        with self._lock:
            cursor = self._current_root().cursor()
        cursor.execute("USE publik")
        return cursor

    def held(self) -> "HeldFile":
        """The file as it is now, also when it is replaced later; the same object until it is. Raises WarehouseError."""
        with self._lock:
            root = self._current_root()
            if self._held is None:
                self._held = HeldFile(self.path, self._version, root)
            return self._held

    def _current_root(self) -> duckdb.DuckDBPyConnection:
        version = self._on_disk()
        if self._root is not None and (version == self._version or self._just_tried(version)):
            return self._root
        try:
            opened = self._open()
        except WarehouseError as error:
            if error.reason != _HELD or self._root is None:
                raise
            if self._tried[0] != version:
                LOG.warning("%s: the former state is read on", error)
            self._tried = (version, time.monotonic())
            return self._root
        # the former root is dropped, not closed: its cursors may still be reading
        self._root, self._held, self._version = opened, None, version
        return opened

    def _just_tried(self, version: str) -> bool:
        """Whether the file as it is was found held a moment ago: readers do not queue up at a lock."""
        return self._tried[0] == version and time.monotonic() < self._tried[1] + _AGAIN

    def query(self, sql: str, parameters: Sequence[object] | dict[str, object] = ()) -> pd.DataFrame:
        """Rows of `sql` with bound `parameters`. Treat the frame as read-only when it is shared."""
        with self.cursor() as cursor:
            return cursor.execute(sql, parameters).df()

    def arrow(self, sql: str, parameters: Sequence[object] = ()) -> Any:  # noqa: ANN401  pyarrow.Table; pyarrow has no types
        """Rows of `sql` as an Arrow table: types as in the contract, null is null. For files; frames are for pages."""
        with self.cursor() as cursor:
            return cursor.execute(sql, parameters).to_arrow_table(ARROW_ROWS)

    def value(self, sql: str, parameters: Sequence[object] = ()) -> Any:  # noqa: ANN401
        """First column of the first row, or None."""
        with self.cursor() as cursor:
            row = cursor.execute(sql, parameters).fetchone()
        return row[0] if row else None

    def _open(self) -> duckdb.DuckDBPyConnection:
        root = duckdb.connect(":memory:", config={"threads": "2", "memory_limit": self._memory})
        quoted = str(self.path).replace("'", "''")
        try:
            root.execute(f"ATTACH '{quoted}' AS publik (READ_ONLY)")
            root.execute("USE publik")
            root.execute("SELECT 1 FROM mart.putaran LIMIT 1")
        except duckdb.Error as error:
            root.close()
            said = str(error).split("\n")[0]
            raise WarehouseError(_HELD if _LOCKED.search(said) else "common.warehouse_broken", self.path, said) from error
        root.execute("SET enable_external_access = false")
        root.execute("SET lock_configuration = true")
        return root


class HeldFile(Warehouse):
    """One state of a file, read through the root that was opened on it."""

    def __init__(self, path: Path, version: str, root: duckdb.DuckDBPyConnection, linked: str = "") -> None:
        super().__init__(path)
        self._version, self._held_root, self.linked = version, root, linked

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """A cursor of one's own on what is held."""
        cursor = self._held_root.cursor()
        cursor.execute("USE publik")
        return cursor

    def under(self, name: str) -> "HeldFile":
        """The same, read under the address of the version: links keep it, so what is computed of it stands apart."""
        path, _, state = self._version.rpartition("|")
        held = HeldFile(self.path, f"{path}@{name}|{state}", self._held_root, name)
        held.__dict__["stamp"] = self.stamp
        return held

    def version(self) -> str:
        """Key of the state that is held."""
        return self._version

    def held(self) -> "HeldFile":
        """Itself."""
        return self

    @cached_property
    def stamp(self) -> "Stamp":
        """The stamp (`mart.versi`). Raises WarehouseError."""
        try:
            built, digest, simulated = self.query("SELECT epoch(dibangun_pada), sidik, simulasi FROM mart.versi").iloc[0]
        except (duckdb.Error, IndexError) as error:  # built by a version that did not know simulations, or not to its end
            raise WarehouseError("common.warehouse_broken", self.path, str(error).split("\n")[0]) from error
        return Stamp(dt.datetime.fromtimestamp(float(built), tz=WIB), str(digest), bool(simulated))


@cache
def _at(path: Path) -> Warehouse:
    return Warehouse(path)


@lru_cache(maxsize=4)
def _kept(path: Path) -> Warehouse:
    """A kept version; few are read at a time, and none needs much."""
    return Warehouse(path, "256MB")


_READING: ContextVar[HeldFile | None] = ContextVar("reading", default=None)


def newest() -> Warehouse:
    """The warehouse that is published now, also within `reading`."""
    return _at(paths.warehouse_file())


def current() -> Warehouse:
    """The warehouse of the data folder in force, or of the version that is being read."""
    return _READING.get() or newest()


@contextlib.contextmanager
def reading(name: str, *, linked: bool = False) -> Iterator[None]:
    """Within the block everything is asked of the version `name`. Raises `VersionError` if it may not or cannot be read.

    The version that is in force is read where it stands, so that its cached results serve both kinds of reader; it stays the one
    that is read if another is published meanwhile. With `linked` addresses of our pages name the version.
    """
    held = _of_version(name)
    token = _READING.set(held.under(name) if linked else held)
    try:
        yield
    finally:
        _READING.reset(token)


@contextlib.contextmanager
def holding() -> Iterator[None]:
    """Within the block everything is asked of what is published now, also if another is published meanwhile. WarehouseError."""
    token = _READING.set(newest().held())
    try:
        yield
    finally:
        _READING.reset(token)


def linked() -> str:
    """The version that the reader's address names; "" for who reads what is published now."""
    held = _READING.get()
    return held.linked if held is not None else ""


def _of_version(name: str) -> HeldFile:
    house = newest().held()
    if house.stamp.name == name:
        return house
    if not naming.is_name(name):
        raise VersionError("versi.unknown", house.path, name)
    path = naming.path_of(paths.data_folder(), name)
    try:
        closed = house.query("SELECT ditutup_alasan FROM mart.riwayat_versi WHERE versi = ? ORDER BY nomor DESC LIMIT 1", [name])
    except duckdb.CatalogException as error:  # published before there were versions
        raise VersionError("versi.unknown", path, name) from error
    if closed.empty:
        raise VersionError("versi.unknown", path, name)
    if (reason := closed.iloc[0, 0]) is not None:
        raise VersionError("versi.closed", path, name, str(reason))
    try:
        return _kept(path).held()
    except WarehouseError as error:
        raise VersionError("versi.missing", path, name, error.detail) from error


@dataclass(frozen=True)
class Stamp:
    """Which data this is: when its content was built (WIB), the digest that names the content, whether its results are invented."""

    built: dt.datetime
    version: str
    simulated: bool = False

    @property
    def name(self) -> str:
        """What the version is called, in addresses and in the names of files."""
        return naming.version_name(self.built, self.version)


def stamp() -> Stamp:
    """The stamp of the warehouse in force (`mart.versi`); the digest stays the same for the same content. WarehouseError."""
    return current().held().stamp
