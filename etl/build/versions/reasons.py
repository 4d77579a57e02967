"""Why a version came: the decisions, corrections and files behind it, read from what the former and the new file say of them.

Reads: two files attached as `lama` and `baru`. Decides: what is a reason. Writes: nothing.
What people said of a decision or a correction stands in the published file already, so nothing here is new to the public.
"""

from collections.abc import Iterator
from typing import Any

import duckdb

from etl.build.versions.register import Cause

_DECISIONS = """
SELECT b.keadaan, a.keadaan IS NULL, b.tahun, b.versi, coalesce(b.alasan, '')
FROM baru.mart.versi_hasil AS b
LEFT JOIN lama.mart.versi_hasil AS a USING (tahun, versi)
WHERE b.keadaan <> 'digantikan' AND (a.keadaan, a.diterbitkan_pada) IS DISTINCT FROM (b.keadaan, b.diterbitkan_pada)
ORDER BY b.tahun, b.versi
"""
_CORRECTIONS = """
SELECT coalesce(b.tahun, a.tahun), coalesce(b.id, a.id), b.koreksi_alasan
FROM lama.mart.klaim AS a FULL JOIN baru.mart.klaim AS b USING (id)
WHERE (a.koreksi_alasan, a.koreksi_pada, CASE WHEN a.koreksi_alasan IS NOT NULL THEN a.nilai END)
    IS DISTINCT FROM (b.koreksi_alasan, b.koreksi_pada, CASE WHEN b.koreksi_alasan IS NOT NULL THEN b.nilai END)
    AND (a.koreksi_alasan IS NOT NULL OR b.koreksi_alasan IS NOT NULL)
ORDER BY ALL
"""
_FILES = """
SELECT berkas, CASE WHEN a.sha256 IS NULL THEN 'baru' WHEN b.sha256 IS NULL THEN 'hilang' ELSE 'berubah' END
FROM lama.mart.berkas AS a FULL JOIN baru.mart.berkas AS b USING (berkas)
WHERE a.sha256 IS DISTINCT FROM b.sha256 AND berkas <> 'koreksi' AND berkas NOT LIKE 'hasil/%'
ORDER BY ALL
"""


def reasons(connection: duckdb.DuckDBPyConnection) -> tuple[Cause, ...]:
    """What happened to the inputs between `lama` and `baru`; only the program changed if nothing did. Both must be attached."""
    found = (*_decisions(connection), *_corrections(connection), *_files(connection))
    return found or (Cause("program"),)


def _decisions(connection: duckdb.DuckDBPyConnection) -> Iterator[Cause]:
    for state, new, year, version, text in _asked(connection, _DECISIONS):
        kind = "tarik" if state == "ditarik" else "terbit" if new else "kembali"
        yield Cause(kind, year, text, str(version))


def _corrections(connection: duckdb.DuckDBPyConnection) -> Iterator[Cause]:
    for year, claim, text in _asked(connection, _CORRECTIONS):
        yield Cause("koreksi-urung" if text is None else "koreksi", year, text or "", claim)


def _files(connection: duckdb.DuckDBPyConnection) -> Iterator[Cause]:
    for name, what in _asked(connection, _FILES):
        yield Cause("berkas", None, name, what)


def _asked(connection: duckdb.DuckDBPyConnection, query: str) -> list[tuple[Any, ...]]:
    """The rows, none if one of the files is of before there was such a table or column."""
    try:
        return connection.execute(query).fetchall()
    except (duckdb.BinderException, duckdb.CatalogException):
        return []
