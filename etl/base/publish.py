"""Put finished databases in place, so that a reader sees the state before or the state after and nothing between.

Reads: the finished databases, written aside in the data folder.
Decides: whether anything changed (if not, the former files stay untouched).
Writes: `kerja.duckdb` and `publik.duckdb`, each by one rename after its bytes are on the disk.
"""

import contextlib
import hashlib
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from etl.base import atomic, lock
from etl.base.atomic import ASIDE, aside
from etl.base.errors import UserError
from etl.base.paths import PUBLIC_NAME, WORKSPACE_NAME

LOCK_NAME = ".kunci-bangun"
MODES = {WORKSPACE_NAME: atomic.PRIVATE, PUBLIC_NAME: atomic.PUBLIC}
"""What the databases may be read by, whatever the process allows new files: the published one by every user of the machine, for the
public dashboard runs as one that may read nothing else (docs/operasi.md); the workspace, with its drafts, never by others."""
SETTINGS: dict[str, str | bool | int | float | list[str]] = {"threads": 1}
"""Of every database that the ETL opens: its tables are small, and a second thread spends a third more of the processors on waiting
(3.3 seconds instead of 2.2) without an earlier end. All alike, as one process may open a file twice only with equal settings."""
_WRITING: dict[str, str | bool | int | float | list[str]] = {
    "default_block_size": "16384",
    "disabled_compression_methods": "fsst,dict_fsst",
}
TIMED_TABLES = frozenset({"mart.versi", "mart.riwayat_versi", "mart.perubahan_versi"})
"""Tables that say when something was built and what was before (`etl.build.versions`): no part of what is compared."""


@dataclass(frozen=True)
class TableState:
    """A table's number of rows and a digest of its content."""

    rows: int
    digest: str


def exclusive(folder: Path) -> AbstractContextManager[None]:
    """Hold the folder's build lock. Raises `UserError` when another build holds it or the folder cannot be written."""

    def busy(holder: str) -> UserError:
        who = f" (proses {holder})" if holder else ""
        return UserError(f"Pembangunan lain sedang berjalan di {folder}{who}.", remedy="tunggu sampai selesai, lalu ulangi.")

    return lock.hold(folder / LOCK_NAME, busy)


@contextlib.contextmanager
def create(target: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a new database aside of `target`; when the block ends without an error, all of it is in that one file.

    Closing alone does not promise that: DuckDB says nothing when the checkpoint at closing fails, and an almost full disk then
    leaves an empty database beside its log. Blocks are small, as 50 small tables in blocks of 256 KiB take three times the space;
    texts are not packed by FSST, which takes half of all writing and makes neither file smaller.
    """
    with duckdb.connect(str(aside(target)), config=SETTINGS | _WRITING) as connection:
        yield connection
        connection.execute("CHECKPOINT")


def sweep(folder: Path) -> None:
    """Remove what an interrupted build left aside (files, and DuckDB's folders for spilling). Call it under the lock only."""
    for path in folder.glob(f"*.duckdb{ASIDE}*"):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()


def states(path: Path) -> Mapping[str, TableState]:
    """Every table of a database file with its state; empty when there is no such file or it cannot be read."""
    return content(path)[1]


def simulated(path: Path) -> bool | None:
    """What a database's stamp says about its results: invented or not; None if it cannot be asked."""
    return content(path, states=False)[0]


def content(path: Path, *, states: bool = True) -> tuple[bool | None, Mapping[str, TableState]]:
    """Both of these, the file opened once: that takes longer than reading it."""
    if not path.exists():
        return None, {}
    try:
        with duckdb.connect(str(path), read_only=True, config=SETTINGS) as connection:
            invented = None
            with contextlib.suppress(duckdb.Error, IndexError):
                invented = bool(connection.execute("SELECT simulasi FROM mart.versi").fetchall()[0][0])
            return invented, table_states(connection) if states else {}
    except duckdb.Error:
        return None, {}


def table_states(connection: duckdb.DuckDBPyConnection) -> Mapping[str, TableState]:
    """State of every table of an open database that is no stamp of time.

    The digest does not depend on the order of the rows. It holds for one version of DuckDB, so both sides of a comparison must be
    computed by the running one; they are.
    """
    names = connection.execute(
        "SELECT schema_name || '.' || table_name FROM duckdb_tables() WHERE database_name = current_database() ORDER BY ALL"
    ).fetchall()
    return _states(connection, [name for (name,) in names if name not in TIMED_TABLES])


def _states(connection: duckdb.DuckDBPyConnection, names: Sequence[str]) -> dict[str, TableState]:
    """Name → state, by one statement: planning one for each table takes twice the time."""
    state = "count(*), format('{:x}{:x}', bit_xor(hash(t)), coalesce(sum(hash(t)), 0))"
    query = " UNION ALL ".join(f"SELECT '{name}', {state} FROM {name} AS t" for name in names)
    return {name: TableState(*row) for name, *row in connection.execute(query).fetchall()} if names else {}


def digest(tables: Mapping[str, TableState], *, simulated: bool = False) -> str:
    """One short name for the content of all tables: equal content, equal digest (12 hexadecimal digits).

    Invented results never have the name of real ones.
    """
    text = "\n".join(f"{name} {state.rows} {state.digest}" for name, state in sorted(tables.items())) + "\nsimulasi" * simulated
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def replace(target: Path) -> None:
    """Put a database in place that was written aside; only the published one may be read by others."""
    atomic.replace(target, MODES.get(target.name, atomic.PRIVATE))
