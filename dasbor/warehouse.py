"""The one place that opens `publik.duckdb`, read-only, and notices when it was replaced.

The file is attached to an in-memory database instead of being opened by name: DuckDB keeps one
instance per path and process, so opening the path again while an old reader lives would give the
old file. A reader that still holds a cursor keeps the file it began with.
"""

import datetime as dt
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from dasbor import paths

WIB = dt.timezone(dt.timedelta(hours=7), "WIB")
"""Jakarta's time: a reader compares the date of the data with the calendar on the wall."""


class WarehouseError(Exception):
    """The published warehouse cannot be read. `reason` is a text key, `path` the file meant."""

    def __init__(self, reason: str, path: Path, detail: str = "") -> None:
        super().__init__(f"{reason}: {path} {detail}".strip())
        self.reason = reason
        self.path = path
        self.detail = detail


class Warehouse:
    """A published warehouse file. Thread-safe; one per path, from `current()`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._version = ""
        self._root: duckdb.DuckDBPyConnection | None = None

    def version(self) -> str:
        """Key that changes with the file (path, inode, time, size). Raises WarehouseError if missing."""
        try:
            stat = self.path.stat()
        except OSError as error:
            raise WarehouseError("common.warehouse_missing", self.path, error.strerror or "") from error
        return f"{self.path}|{stat.st_ino:x}-{stat.st_mtime_ns:x}-{stat.st_size:x}"

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """A cursor of one's own on the file as it is now; `mart.…` resolves. Raises WarehouseError."""
        version = self.version()
        with self._lock:
            if self._root is None or version != self._version:
                # the former root is dropped, not closed: its cursors may still be reading
                self._root = self._open()
                self._version = version
            cursor = self._root.cursor()
        cursor.execute("USE publik")
        return cursor

    def query(self, sql: str, parameters: Sequence[object] | dict[str, object] = ()) -> pd.DataFrame:
        """Rows of `sql` with bound `parameters`. Treat the frame as read-only when it is shared."""
        with self.cursor() as cursor:
            return cursor.execute(sql, parameters).df()

    def arrow(self, sql: str, parameters: Sequence[object] = ()) -> Any:  # noqa: ANN401  pyarrow.Table; pyarrow has no types
        """Rows of `sql` as an Arrow table: types as in the contract, null is null. For files; frames are for pages."""
        with self.cursor() as cursor:
            return cursor.execute(sql, parameters).to_arrow_table()

    def value(self, sql: str, parameters: Sequence[object] = ()) -> Any:  # noqa: ANN401
        """First column of the first row, or None."""
        with self.cursor() as cursor:
            row = cursor.execute(sql, parameters).fetchone()
        return row[0] if row else None

    def _open(self) -> duckdb.DuckDBPyConnection:
        root = duckdb.connect(":memory:", config={"threads": "2", "memory_limit": "1GB"})
        quoted = str(self.path).replace("'", "''")
        try:
            root.execute(f"ATTACH '{quoted}' AS publik (READ_ONLY)")
            root.execute("USE publik")
            root.execute("SELECT 1 FROM mart.putaran LIMIT 1")
        except duckdb.Error as error:
            root.close()
            raise WarehouseError("common.warehouse_broken", self.path, str(error).split("\n")[0]) from error
        root.execute("SET enable_external_access = false")
        root.execute("SET lock_configuration = true")
        return root


@cache
def _at(path: Path) -> Warehouse:
    return Warehouse(path)


def current() -> Warehouse:
    """The warehouse of the data folder in force."""
    return _at(paths.warehouse_file())


@dataclass(frozen=True)
class Stamp:
    """Which data this is: when its content was built (WIB), the digest that names the content, whether its results are invented."""

    built: dt.datetime
    version: str
    simulated: bool = False


def stamp() -> Stamp:
    """The stamp of the warehouse in force (`mart.versi`); the digest stays the same for the same content. WarehouseError."""
    return _stamp(current(), current().version())


@lru_cache(maxsize=4)
def _stamp(house: Warehouse, version: str) -> Stamp:
    del version  # only so that a replaced file is asked again
    try:
        built, digest, simulated = house.query("SELECT epoch(dibangun_pada), sidik, simulasi FROM mart.versi").iloc[0]
    except (duckdb.Error, IndexError) as error:  # built by a version that did not know simulations, or not to its end
        raise WarehouseError("common.warehouse_broken", house.path, str(error).split("\n")[0]) from error
    return Stamp(dt.datetime.fromtimestamp(float(built), tz=WIB), str(digest), bool(simulated))
