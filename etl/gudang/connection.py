"""One connection to a lake, and the locks that machines hold against each other.

Reads: the catalogue. Decides: what an error of the catalogue means to the operator; its own words may hold the connection string,
so they are not repeated while connecting. Writes: nothing.

A PostgreSQL catalogue bears many writers; a local catalogue file bears one process at a time, which takes turns by a lock file.
"""

import contextlib
import importlib.util
import re
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import duckdb

from etl.base import atomic, lock
from etl.errors import UserError
from etl.gudang.address import Address, no_files

NAME = "lumbung"
"""The lake as SQL calls it."""
_LOCKS = "kunci"
_SPACE = 0x50484D
"""First half of our keys among PostgreSQL's advisory locks: other programs may use the same database."""
LOCKS = {"isian": 1, "hasil": 2, "jejak": 3, "bangun": 4, "versi": 5}
_BUSY = re.compile(r"lock timeout|could not obtain lock", re.IGNORECASE)


class Connections:
    """The connections of this process to one lake; threads take turns."""

    def __init__(self, address: Address) -> None:
        self.address = address
        self._guard = threading.RLock()
        self._kept: duckdb.DuckDBPyConnection | None = None
        self._idle: list[duckdb.DuckDBPyConnection] = []

    @contextlib.contextmanager
    def session(self, *, create: bool = False) -> Iterator[duckdb.DuckDBPyConnection]:
        """The lake, attached as `lumbung`, for this thread alone. Raises `UserError` if it cannot be reached."""
        with self._guard, contextlib.ExitStack() as closing:
            if self.address.shared:
                yield self._shared(create=create)
            else:
                closing.enter_context(_turn(_beside(self.address, ""), 60, f"Katalog {self.address.local.name}"))
                yield closing.enter_context(attached(self.address, create=create))

    def _shared(self, *, create: bool) -> duckdb.DuckDBPyConnection:
        if self._kept is None:
            self._kept = attached(self.address, create=create)
        return self._kept

    def drop(self) -> None:
        """Forget the connection: the next session makes a new one."""
        with self._guard:
            if self._kept is not None:
                closed(self._kept)
            self._kept = None

    @contextlib.contextmanager
    def lock(self, name: str, wait: float, what: str) -> Iterator[None]:
        """Hold one of `LOCKS` against every other process. Raises `UserError` when it is not had in `wait` seconds."""
        if not self.address.shared:
            with _turn(_beside(self.address, f"-{name}"), wait, what):
                yield
            return
        connection = self._taken(LOCKS[name], wait, what)
        try:
            yield
        finally:
            try:
                connection.execute("ROLLBACK")
                self._idle.append(connection)
            except duckdb.Error:  # with the connection the lock has gone
                closed(connection)

    def _taken(self, key: int, wait: float, what: str) -> duckdb.DuckDBPyConnection:
        """A connection whose open transaction holds the lock; when the process dies, the server lets go of it."""
        for last in (False, True):  # an idle connection may have died meanwhile
            connection = self._lock_connection()
            try:
                connection.execute("BEGIN")
                connection.execute(f"CALL postgres_execute('{_LOCKS}', 'SET LOCAL lock_timeout = {max(int(wait * 1000), 1)}')")
                connection.execute(
                    f"FROM postgres_query('{_LOCKS}', 'SELECT pg_advisory_xact_lock({_SPACE}, {key})::text AS k')"
                ).fetchall()
            except duckdb.Error as error:
                closed(connection)
                if _BUSY.search(str(error)):
                    raise busy(what) from error
                if last:
                    raise unreachable(self.address, error) from error
            else:
                return connection
        raise AssertionError  # the loop returns or raises

    def _lock_connection(self) -> duckdb.DuckDBPyConnection:
        with contextlib.suppress(IndexError):
            return self._idle.pop()
        connection = _plain(self.address)
        try:
            connection.execute(f"ATTACH {quoted(self.address.catalog)} AS {_LOCKS} (TYPE postgres)")
        except duckdb.Error as error:
            connection.close()
            raise unreachable(self.address, error) from error
        return connection


def attached(address: Address, *, create: bool = False, snapshot: int | None = None) -> duckdb.DuckDBPyConnection:
    """A new connection with the lake as `lumbung`, as of a snapshot if one is named. With `create` it is made if missing."""
    if create and address.shared and not address.files:
        raise no_files()
    if not address.shared and not address.local.exists():
        if not create:
            raise unreachable(address, duckdb.IOException("No such file"))
        address.local.parent.mkdir(parents=True, exist_ok=True)
    connection = _plain(address)
    kind = "postgres:" if address.shared else ""
    options = [f"CREATE_IF_NOT_EXISTS {str(create).lower()}"]
    if snapshot is not None:
        options.append(f"SNAPSHOT_VERSION {int(snapshot)}")
    if address.files:
        options.append(f"DATA_PATH {quoted(address.files)}")
    try:
        connection.execute(f"ATTACH {quoted(f'ducklake:{kind}{address.catalog}')} AS {NAME} ({', '.join(options)})")
    except duckdb.Error as error:
        connection.close()
        raise unreachable(address, error) from error
    return connection


def closed(connection: duckdb.DuckDBPyConnection) -> None:
    """Close a connection that may be broken. Without the rollback first, one whose server has gone ends the whole process."""
    with contextlib.suppress(duckdb.Error):
        connection.rollback()
    with contextlib.suppress(duckdb.Error):
        connection.close()


def busy(what: str) -> UserError:
    """The error for something that another machine holds too long."""
    return UserError(f"{what} sedang ditulis oleh orang lain.", remedy="ulangi sebentar lagi.")


def unreachable(address: Address, error: duckdb.Error) -> UserError:
    """What an error while connecting means. Its own words are not repeated: they hold the connection string."""
    text = str(error)
    for pattern, sentence, remedy in _MEANINGS:
        if re.search(pattern, text, re.IGNORECASE):
            return UserError(f"Gudang {address.shown} {sentence}. Tidak ada yang diubah.", remedy=remedy)
    return UserError(
        f"Gudang {address.shown} tidak terjangkau. Tidak ada yang diubah.",
        remedy="periksa alamatnya, jaringan, dan apakah PostgreSQL berjalan; lalu ulangi.",
    )


_MEANINGS = (
    (
        r"authentication failed|no password supplied|permission denied|role .* does not exist",
        "menolak pengguna atau kata sandinya",
        "periksa nama pengguna pada alamat dan kata sandinya (berkas PGPASSFILE), dan hak atas basis data itu.",
    ),
    (
        r"database .* does not exist",
        "tidak ada: basis datanya belum dibuat",
        "buat basis data itu di PostgreSQL (docs/gudang.md), lalu ulangi.",
    ),
    (
        r"No snapshot|snapshot .* (not|does not)",
        "tidak memuat snapshot itu",
        "lihat yang ada dengan python -m etl snapshot.",
    ),
    (
        r"DATA_PATH parameter",
        "menyimpan berkasnya di tempat lain daripada PEDULIHAM_GUDANG_BERKAS",
        "kosongkan PEDULIHAM_GUDANG_BERKAS; gudang ingat sendiri tempatnya.",
    ),
    (
        r"version mismatch|AUTOMATIC_MIGRATION|catalog version|DuckLake version",
        "ditulis dengan bentuk DuckLake versi lain",
        "pasang versi program yang sama di semua mesin (requirements-ducklake.txt).",
    ),
    (
        r"CREATE_IF_NOT_EXISTS|creating a new DuckLake is explicitly disabled|Cannot open .* does not exist|No such file",
        "belum berisi apa-apa",
        "isi dari sebuah folder data dengan python -m etl pindah --dari FOLDER --ke ALAMAT (docs/gudang.md).",
    ),
)


def quoted(text: str) -> str:
    """A text within SQL."""
    return "'" + text.replace("'", "''") + "'"


def _plain(address: Address) -> duckdb.DuckDBPyConnection:
    """A connection with the extensions from their packages: nothing is asked of the network, nothing is written at home."""
    names = ["ducklake", *(["postgres_scanner"] if address.shared else []), *(["httpfs"] if "://" in address.files else [])]
    files = [extension(name) for name in names]
    settings: dict[str, str | bool | int | float | list[str]] = {
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        "threads": "2",
    }
    connection = duckdb.connect(config=settings)
    try:
        connection.execute("SET enable_progress_bar = false")
        for file in files:
            connection.execute(f"LOAD {quoted(str(file))}")
    except duckdb.Error as error:
        connection.close()
        raise _no_extension() from error
    return connection


def extension(name: str) -> Path:
    """The file of an extension. Raises `UserError` if its package is not installed for this DuckDB."""
    found = importlib.util.find_spec(f"duckdb_extension_{name}")
    places = list(found.submodule_search_locations or ()) if found else []
    for place in places:
        file = Path(place) / "extensions" / f"v{duckdb.__version__}" / f"{name}.duckdb_extension"
        if file.is_file():
            return file
    raise _no_extension()


def _no_extension() -> UserError:
    return UserError(
        "PEDULIHAM_GUDANG diisi, tetapi pelengkap DuckDB untuk itu belum dipasang.",
        remedy="pasang dengan pip install -r requirements-ducklake.txt, atau kosongkan PEDULIHAM_GUDANG.",
    )


def _beside(address: Address, ending: str) -> Path:
    return address.local.with_name(f".kunci-{address.local.name}{ending}")


def _turn(path: Path, wait: float, what: str) -> AbstractContextManager[None]:
    with contextlib.suppress(OSError):  # said by the lock
        path.parent.mkdir(mode=atomic.PRIVATE_FOLDER, exist_ok=True)
    return lock.hold(path, lambda _: busy(what), wait=wait)
