"""The tables as files for programs of any kind: CSV that loses nothing, and Parquet.

Unlike the CSV of `dasbor.exports.data_files`, which may end up in a spreadsheet and guards against formulas there, this one holds
exactly what the table holds: nothing for null, two quotes for an empty text, no apostrophe, no byte order mark.
"""

import datetime as dt
import re

from dasbor.exports import about
from dasbor.exports.data_files import parquet_rows
from dasbor.site.archive.tables import ArchiveTable

_QUOTED = re.compile(r'[",\r\n]|^\s|\s$|^$')


def csv_bytes(table: ArchiveTable) -> bytes:
    """Comma, CRLF, UTF-8 (RFC 4180); days and moments as ISO 8601, moments in UTC; true, false."""
    columns = [[_cell(value) for value in column.to_pylist()] for column in table.rows.columns]
    lines = [",".join(table.rows.column_names), *(",".join(row) for row in zip(*columns, strict=True))]
    return "".join(f"{line}\r\n" for line in lines).encode()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).replace(tzinfo=None).isoformat() + "Z"
    if isinstance(value, dt.date):
        return value.isoformat()
    text = str(value)
    return '"' + text.replace('"', '""') + '"' if _QUOTED.search(text) else text


def parquet_bytes(table: ArchiveTable, about_archive: dict[str, object]) -> bytes:
    """One table, typed; the file carries what it is and where it is from, each column its meaning."""
    return parquet_rows(table.rows, table.fields, {"description": table.meaning, **about_archive, **about.mark()})
