"""The data dictionary `docs/kamus-data.md`, made from the comments of the contract itself.

Reads: a built public database. Decides: nothing. Writes: nothing; the caller does.
"""

from pathlib import Path

import duckdb

from etl.base import publish
from etl.base.errors import UserError

HEAD = """# Kamus data

Dibuat oleh `python -m etl kamus` dari keterangan tabel di `etl/build/sql/mart`; jangan disunting di sini.
Semua tabel berada pada skema `mart`, di `kerja.duckdb` dan `publik.duckdb` dengan nama yang sama; `riwayat_versi` dan
`perubahan_versi` hanya di `publik.duckdb`.
"""


def render(public: Path) -> str:
    """The dictionary as Markdown: every table of schema `mart` with its grain and its columns (name, type, meaning).

    Raises `UserError` when the database is not there, and `LookupError` when a table or column has no comment.
    """
    if not public.exists():
        raise UserError(
            f"{public.name} belum ada di {public.parent}.",
            remedy="jalankan `python -m etl bangun` lebih dahulu.",
        )
    try:
        tables, columns = _comments(public)
    except duckdb.Error as error:
        raise UserError(
            f"{public.name} di {public.parent} tidak dapat dibaca sebagai gudang data.",
            remedy="jalankan `python -m etl bangun` untuk membangunnya kembali.",
        ) from error
    silent = [".".join(row[:-1]) for row in [*tables, *columns] if not row[-1]]
    if silent:
        raise LookupError(f"without a comment: {', '.join(silent)}")
    parts = [HEAD]
    for table, grain in tables:
        parts.append(f"\n## {table}\n\n{grain}\n\n| kolom | jenis | arti |\n|---|---|---|\n")
        parts += [f"| `{name}` | {kind} | {meaning} |\n" for owner, name, kind, meaning in columns if owner == table]
    return "".join(parts)


def _comments(public: Path) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    with duckdb.connect(str(public), read_only=True, config=publish.SETTINGS) as connection:
        tables = connection.execute(
            "SELECT table_name, comment FROM duckdb_tables() WHERE schema_name = 'mart' ORDER BY ALL"
        ).fetchall()
        columns = connection.execute(
            "SELECT table_name, column_name, data_type, comment FROM duckdb_columns() "
            "WHERE schema_name = 'mart' ORDER BY table_name, column_index"
        ).fetchall()
    return tables, columns
