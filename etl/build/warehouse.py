"""Fill one DuckDB database by the SQL files beside this module: `raw` (rows as they came), `core` (typed), `mart` (the contract).

Reads: what `reference`, `claims` and `results.official` understood. Decides: nothing; the decisions stand in `sql/`.
Writes: the open database.
"""

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from etl.base.paths import SQL
from etl.inputs.claims import Accepted, Claims
from etl.inputs.read import SourceFile
from etl.inputs.reference import ReferenceData, ReferenceTable
from etl.inputs.tables import DUCKDB_TYPES, KLAIM_COLUMNS
from etl.results import official


def fill(
    connection: duckdb.DuckDBPyConnection, reference: ReferenceData, claims: Claims, results: Mapping[str, pa.Table] | None = None
) -> None:
    """Create `raw`, `core` and `mart` with everything in them, in one transaction (a commit for each would triple the time).

    `results`: name → table, from `etl.results.official.tables`; tables of schema `draf` are stored as they are and reach no other.
    """
    connection.begin()
    for schema in ("raw", "core", "mart"):
        connection.execute(f"CREATE SCHEMA {schema}")
    _store_raw(connection, reference, claims)
    _store_core(connection, reference, claims, results)
    for folder in ("core", "mart"):
        for script in scripts(folder):
            connection.execute(script.read_text(encoding="utf-8"))
    connection.commit()


_EPOCH = dt.datetime.fromtimestamp(0, dt.UTC)


def scripts(folder: str) -> list[Path]:
    """The SQL files of one folder in the order in which they run (that of their names)."""
    return sorted((SQL / folder).glob("*.sql"))


def _store(connection: duckdb.DuckDBPyConnection, name: str, table: pa.Table) -> None:
    connection.register("masukan", table)
    connection.execute(f"CREATE TABLE {name} AS FROM masukan")
    connection.unregister("masukan")


def _raw_rows(source: SourceFile, columns: Sequence[str]) -> Iterable[list[Any]]:
    for row in source.rows:
        cells = [row.values.get(name) for name in columns]
        yield [source.name, source.sha256, row.line, json.dumps(row.fields, ensure_ascii=False), *cells]


def _store_raw(connection: duckdb.DuckDBPyConnection, reference: ReferenceData, claims: Claims) -> None:
    sources = [(table.spec.name, [table.source]) for table in reference.tables.values()]
    sources.append(("klaim", list(claims.files)))
    for name, files in sources:
        columns = list(KLAIM_COLUMNS) if name == "klaim" else [column.name for column in reference.tables[name].spec.columns]
        rows = [row for source in files for row in _raw_rows(source, columns)]
        by_column = list(zip(*rows, strict=True)) or [()] * (len(columns) + 4)
        types = [pa.string(), pa.string(), pa.int32(), *[pa.string()] * (len(columns) + 1)]
        names = ["berkas", "sha256", "baris", "isi", *columns]
        arrays = [pa.array(cells, kind) for cells, kind in zip(by_column, types, strict=True)]
        _store(connection, f"raw.{name}", pa.table(dict(zip(names, arrays, strict=True))))
    _store_files(connection, reference, claims)
    _store_rejected(connection, claims)


def _store_files(connection: duckdb.DuckDBPyConnection, reference: ReferenceData, claims: Claims) -> None:
    rejected = {(entry.source.name, entry.row.line) for entry in claims.rejected}
    shown = [(table.source, table.own, 0) for table in reference.tables.values()]
    shown += [(source, True, sum(name == source.name for name, _ in rejected)) for source in claims.sources]
    _store(
        connection,
        "raw.berkas",
        pa.table(
            {
                "berkas": pa.array([source.name for source, _, _ in shown], pa.string()),
                "sha256": pa.array([source.sha256 for source, _, _ in shown], pa.string()),
                "ukuran_bita": pa.array([source.size for source, _, _ in shown], pa.int64()),
                "asal": pa.array(["folder data" if own else "bawaan program" for _, own, _ in shown], pa.string()),
                "baris_dibaca": pa.array([len(source.rows) for source, _, _ in shown], pa.int32()),
                "baris_ditolak": pa.array([count for _, _, count in shown], pa.int32()),
            }
        ),
    )


def _store_rejected(connection: duckdb.DuckDBPyConnection, claims: Claims) -> None:
    entries = claims.rejected
    _store(
        connection,
        "raw.ditolak",
        pa.table(
            {
                "berkas": pa.array([entry.source.name for entry in entries], pa.string()),
                "sha256": pa.array([entry.source.sha256 for entry in entries], pa.string()),
                "baris": pa.array([entry.row.line for entry in entries], pa.int32()),
                "id": pa.array([entry.row.cell("id") for entry in entries], pa.string()),
                "kode_alasan": pa.array([entry.fault.reason.value for entry in entries], pa.string()),
                "kolom": pa.array([entry.fault.column or None for entry in entries], pa.string()),
                "nilai": pa.array([entry.row.values.get(entry.fault.column) for entry in entries], pa.string()),
                "kalimat": pa.array([entry.fault.sentence for entry in entries], pa.string()),
                "isi": pa.array([json.dumps(entry.row.fields, ensure_ascii=False) for entry in entries], pa.string()),
            }
        ),
    )


def _store_core(
    connection: duckdb.DuckDBPyConnection, reference: ReferenceData, claims: Claims, results: Mapping[str, pa.Table] | None = None
) -> None:
    for table in reference.tables.values():
        _store_reference(connection, table)
    _store(connection, "core.klaim_masuk", _accepted_table(claims.accepted))
    for name, table in (official.tables(official.Results(), _EPOCH) if results is None else results).items():
        connection.execute(f"CREATE SCHEMA IF NOT EXISTS {name.partition('.')[0]}")
        _store(connection, name, table)


def _store_reference(connection: duckdb.DuckDBPyConnection, table: ReferenceTable) -> None:
    names = [column.name for column in table.spec.columns]
    arrow = pa.table({name: pa.array([row.get(name) for row in table.rows]) for name in names})
    casts = ", ".join(
        f'"{column.name}"::{DUCKDB_TYPES.get(column.parser, "VARCHAR")} AS "{column.name}"' for column in table.spec.columns
    )
    connection.register("masukan", arrow)
    connection.execute(f"CREATE TABLE core.{table.spec.name} AS SELECT {casts} FROM masukan")
    connection.unregister("masukan")


def _accepted_table(accepted: Sequence[Accepted]) -> pa.Table:
    def cells(column: str) -> pa.Array:
        return pa.array([claim.row.cell(column) or None for claim in accepted], pa.string())

    texts = {name: cells(name) for name in KLAIM_COLUMNS if name not in ("tahun", "kode", "tanggal_terbit")}
    return pa.table(
        texts
        | {
            "tahun": pa.array([claim.year for claim in accepted], pa.int32()),
            "kode": pa.array([claim.code for claim in accepted], pa.string()),
            "angka": pa.array([claim.number for claim in accepted], pa.float64()),
            "hari": pa.array([claim.day for claim in accepted], pa.date32()),
            "tanggal_terbit": pa.array([claim.published for claim in accepted], pa.date32()),
            "golongan": pa.array([claim.publisher_class for claim in accepted], pa.string()),
            "lembaga": pa.array([claim.organisation for claim in accepted], pa.string()),
            "berkas": pa.array([claim.source.name for claim in accepted], pa.string()),
            "baris": pa.array([claim.row.line for claim in accepted], pa.int32()),
        }
        | _correction_columns(accepted)
    )


def _correction_columns(accepted: Sequence[Accepted]) -> dict[str, pa.Array]:
    """What was corrected, and why; empty where nothing was."""
    found = [claim.correction for claim in accepted]
    return {
        "nilai_semula": pa.array([claim.stated for claim in accepted], pa.string()),
        "koreksi_alasan": pa.array([one and one.reason for one in found], pa.string()),
        "koreksi_sumber": pa.array([one and one.address for one in found], pa.string()),
        "koreksi_pada": pa.array([one and one.day for one in found], pa.date32()),
        "dicabut": pa.array([one is not None and one.value is None for one in found], pa.bool_()),
    }


def stamp(connection: duckdb.DuckDBPyConnection, *, now: dt.datetime, digest: str, simulated: bool = False) -> None:
    """Add `mart.versi`: when this content was built, a digest that names it, the engine, and whether the results are invented."""
    connection.execute(
        "CREATE TABLE mart.versi AS SELECT ?::TIMESTAMPTZ AS dibangun_pada, ? AS sidik, ? AS duckdb, ?::BOOLEAN AS simulasi",
        [now, digest, duckdb.__version__, simulated],
    )
    for target, text in (
        ("TABLE mart.versi", "Satu baris: cap pembangunan terakhir yang mengubah isi gudang data."),
        ("COLUMN mart.versi.dibangun_pada", "Waktu pembangunan."),
        ("COLUMN mart.versi.sidik", "Sidik isi semua tabel; isi yang sama memberi sidik yang sama."),
        ("COLUMN mart.versi.duckdb", "Versi DuckDB yang menulisnya."),
        ("COLUMN mart.versi.simulasi", "Benar bila folder data bertanda simulasi: semua hasil di dalamnya karangan."),
    ):
        connection.execute(f"COMMENT ON {target} IS '{text}'")


def copy_mart(connection: duckdb.DuckDBPyConnection, target: Path) -> None:
    """Write a new database at `target` with schema `mart` of the open one, comments included, and nothing else."""
    connection.execute(f"ATTACH '{str(target).replace(chr(39), chr(39) * 2)}' AS umum")
    connection.begin()
    connection.execute("CREATE SCHEMA umum.mart")
    source = connection.execute("SELECT current_database()").fetchall()[0][0]
    tables = connection.execute(
        "SELECT table_name, comment FROM duckdb_tables() WHERE database_name = ? AND schema_name = 'mart' ORDER BY table_name",
        [source],
    ).fetchall()
    for name, comment in tables:
        connection.execute(f"CREATE TABLE umum.mart.{name} AS FROM mart.{name}")
        connection.execute(f"COMMENT ON TABLE umum.mart.{name} IS {_quoted(comment)}")
    columns = connection.execute(
        "SELECT table_name, column_name, comment FROM duckdb_columns() WHERE database_name = ? AND schema_name = 'mart'",
        [source],
    ).fetchall()
    for table, column, comment in columns:
        connection.execute(f"COMMENT ON COLUMN umum.mart.{table}.{column} IS {_quoted(comment)}")
    connection.commit()
    connection.execute("DETACH umum")


def _quoted(text: str | None) -> str:
    return "NULL" if text is None else "'" + text.replace("'", "''") + "'"
