"""The tables of the workspace in a lake: put there by a build, brought from there to another machine.

Reads: a finished `kerja.duckdb`, the lake. Decides: which tables changed. Writes: the lake within the transaction of the build; or
`kerja.duckdb` and `publik.duckdb` aside, from one snapshot of the lake.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

import duckdb

from etl import publish, warehouse
from etl.base import atomic
from etl.confined import silent
from etl.gudang import tables
from etl.gudang.connection import NAME, quoted
from etl.gudang.tables import OWN
from etl.paths import PUBLIC_NAME, WORKSPACE_NAME
from etl.publish import TableState

_NEW, _OLD = "baru", "lama"
_STAMP = "mart.versi"
STEP = 20
"""Tables from one word of progress to the next."""
_WHERE = f"WHERE database_name = '{_NEW}' AND comment IS NOT NULL"
_COMMENTS = (
    f"SELECT schema_name || '.' || table_name, NULL, comment FROM duckdb_tables() {_WHERE} "
    f"UNION ALL SELECT schema_name || '.' || table_name, column_name, comment FROM duckdb_columns() {_WHERE}"
)


def changed(connection: duckdb.DuckDBPyConnection, after: Mapping[str, TableState]) -> tuple[str, ...]:
    """The tables that differ from those in the lake; all of them if another DuckDB computed the digests there."""
    before = tables.states(connection) if tables.build(connection).duckdb == duckdb.__version__ else {}
    return tuple(sorted(name for name, state in after.items() if before.get(name) != state))


def gone(connection: duckdb.DuckDBPyConnection, after: Mapping[str, TableState]) -> tuple[str, ...]:
    """The tables of the lake that the workspace no longer has."""
    return tuple(sorted(tables.states(connection).keys() - after.keys()))


def put(
    connection: duckdb.DuckDBPyConnection,
    source: Path,
    names: tuple[str, ...],
    dropped: tuple[str, ...],
    progress: Callable[[str], None] = silent,
) -> None:
    """Put tables of a finished workspace in place of those of the lake, within the open transaction; `progress` is told of some."""
    connection.execute(f"ATTACH {quoted(str(source))} AS {_NEW} (READ_ONLY)")
    for schema in sorted({name.partition(".")[0] for name in names}):
        connection.execute(f"CREATE SCHEMA IF NOT EXISTS {NAME}.{schema}")
    for place, name in enumerate((*names, _STAMP)):
        if place % STEP == 0:
            progress(f"menulis tabel {place + 1} dari {len(names) + 1}")
        connection.execute(f"CREATE OR REPLACE TABLE {NAME}.{name} AS FROM {_NEW}.{name}")
    for name in dropped:
        connection.execute(f"DROP TABLE {NAME}.{name}")
    connection.execute(f"DELETE FROM {OWN}.keterangan")
    connection.execute(f"INSERT INTO {OWN}.keterangan {_COMMENTS}")


def done(connection: duckdb.DuckDBPyConnection) -> None:
    """Let go of the finished workspace; after the transaction, whatever came of it."""
    for name in (_NEW, _OLD):
        connection.execute(f"DETACH DATABASE IF EXISTS {name}")


def bring(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Write both databases aside, as the lake has them, comments included. Raises `duckdb.Error` if disk or lake refuses."""
    workspace, public = atomic.aside(folder / WORKSPACE_NAME), atomic.aside(folder / PUBLIC_NAME)
    for path in (workspace, public):
        path.unlink(missing_ok=True)
    here = publish.states(folder / WORKSPACE_NAME)  # what did not change is not asked of the lake
    if here:
        connection.execute(f"ATTACH {quoted(str(folder / WORKSPACE_NAME))} AS {_OLD} (READ_ONLY)")
    connection.execute(f"ATTACH {quoted(str(workspace))} AS {_NEW} (BLOCK_SIZE 16384)")
    try:
        connection.begin()
        wanted = tables.states(connection)
        names = [*wanted, _STAMP]
        for schema in sorted({name.partition(".")[0] for name in names}):
            connection.execute(f"CREATE SCHEMA {_NEW}.{schema}")
        for name in names:
            connection.execute(
                f"CREATE TABLE {_NEW}.{name} AS FROM {_OLD if name in here and here[name] == wanted[name] else NAME}.{name}"
            )
        for table, column, text in connection.execute(f"SELECT tabel, kolom, teks FROM {OWN}.keterangan").fetchall():
            target = f"TABLE {_NEW}.{table}" if column is None else f'COLUMN {_NEW}.{table}."{column}"'
            connection.execute(f"COMMENT ON {target} IS {quoted(text)}")
        connection.commit()
        connection.execute(f"CHECKPOINT {_NEW}")
    except duckdb.Error:
        connection.rollback()
        raise
    finally:
        done(connection)
    with duckdb.connect(str(workspace)) as local:
        warehouse.copy_mart(local, public)
