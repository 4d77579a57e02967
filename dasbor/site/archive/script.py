"""SQL that makes `mart` again from the CSV files: the schema in plain standard SQL, loading for DuckDB and for PostgreSQL.

The schema (SQL:2016 types; COMMENT ON as DuckDB, PostgreSQL and Oracle have it) holds primary keys; what points where is told as
comments, since facts and claims point to each other and no order of loading would satisfy both.
"""

from collections.abc import Sequence

from dasbor.site.archive.tables import ArchiveTable

SCHEMA, DUCKDB, POSTGRESQL = "1-skema.sql", "2-muat-duckdb.sql", "2-muat-postgresql.sql"
_STANDARD = {"DOUBLE": "DOUBLE PRECISION"}
_HEADS = {
    SCHEMA: ("Skema mart: tabel, jenis, kunci, arti.", "Schema mart: tables, types, keys, meanings."),
    DUCKDB: (f"Sesudah {SCHEMA}, dijalankan di folder arsip.", f"After {SCHEMA}, run in the folder of the archive."),
    POSTGRESQL: (
        f"Sesudah {SCHEMA}, dengan psql, dijalankan di folder arsip.",
        f"After {SCHEMA}, with psql, run in the folder of the archive.",
    ),
}
REBUILD = (
    "import duckdb, pathlib, sys; base = duckdb.connect(sys.argv[1]); "
    "[base.execute(pathlib.Path(name).read_text(encoding='utf-8')) for name in sys.argv[2:]]; base.close()"
)
"""A Python program of one line: database to make, then the scripts in their order."""


def schema(tables: Sequence[ArchiveTable], notes: Sequence[str] = ()) -> str:
    """CREATE TABLE and COMMENT ON for every table; `notes` stand at the top as comments."""
    return "\n".join([_head(SCHEMA, notes), "CREATE SCHEMA mart;\n", *map(_create, tables)])


def load_duckdb(tables: Sequence[ArchiveTable], files: dict[str, str], notes: Sequence[str] = ()) -> str:
    """INSERT from the CSV files (table → path), by name of column and with the types of the schema: nothing is guessed."""
    return "\n".join([_head(DUCKDB, notes), *(_insert(table, files[table.name]) for table in tables)])


def load_postgresql(tables: Sequence[ArchiveTable], files: dict[str, str]) -> str:
    """The same for psql. Not for a simulation, whose files have a column more than the tables."""
    loads = [
        f"\\copy mart.{table.name} ({_names(table)}) FROM {_text(files[table.name])} "
        f"WITH (FORMAT csv, HEADER true, ENCODING 'UTF8')"
        for table in tables
    ]
    return "\n".join([_head(POSTGRESQL), *loads]) + "\n"


def _head(name: str, notes: Sequence[str] = ()) -> str:
    return "".join(f"-- {line}\n" for line in (*notes, *_HEADS[name]))


def _create(table: ArchiveTable) -> str:
    lines = [f"    {_name(one.name)} {_STANDARD.get(one.duckdb, one.duckdb)}" for one in table.own]
    if table.spec.key:
        lines.append(f"    PRIMARY KEY ({', '.join(map(_name, table.spec.key))})")
    known = {one.name for one in table.own}
    points = [
        f"-- {', '.join(one.columns)} → mart.{one.table} ({', '.join(one.target)})"
        for one in table.spec.references
        if known.issuperset(one.columns)
    ]
    comments = [f"COMMENT ON TABLE mart.{table.name} IS {_text(table.meaning)};"]
    comments += [f"COMMENT ON COLUMN mart.{table.name}.{_name(one.name)} IS {_text(one.meaning)};" for one in table.own]
    return "\n".join([*points, f"CREATE TABLE mart.{table.name} (", ",\n".join(lines), ");", *comments, ""])


def _insert(table: ArchiveTable, path: str) -> str:
    types = ", ".join(f"{_text(one.name)}: {_text(one.duckdb)}" for one in table.fields)
    return (
        f"INSERT INTO mart.{table.name} ({_names(table)})\n"
        f"SELECT {_names(table)}\n"
        f"FROM read_csv({_text(path)}, auto_detect = false, header = true, delim = ',', quote = '\"',\n"
        f"    escape = '\"', nullstr = '', allow_quoted_nulls = false, new_line = '\\r\\n', encoding = 'utf-8',\n"
        f"    columns = {{{types}}});\n"
    )


def _names(table: ArchiveTable) -> str:
    return ", ".join(_name(one.name) for one in table.own)


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
