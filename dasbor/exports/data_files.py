"""The tables of a scope as CSV, XLSX and Parquet for machines: what is not known is an empty cell, and a column says the state.

The CSV below a chart is made for readers and writes the word for what is not known (`dasbor.page.downloads`). Here a program reads:
numbers, dates (ISO 8601) and truth values (true, false) keep their type, nothing stands where nothing is known, and `keadaan`,
`status_data` or `dasar_…` beside it tell why. Text that a spreadsheet would run gets the same apostrophe as everywhere, in CSV
only: XLSX and Parquet hold text as text.
"""

import csv
import datetime as dt
import io
import json
from collections.abc import Iterable, Mapping
from typing import Any

import xlsxwriter

from dasbor.exports import about, schema
from dasbor.exports.dataset import Dataset
from dasbor.exports.schema import SchemaField
from dasbor.mart import simulation, warehouse
from dasbor.page.downloads import harmless
from dasbor.words.texts import Lang, Texts, texts

_AT_A_TIME = 1000
_MIDNIGHT = dt.time()


def csv_bytes(data: Dataset, table: str) -> bytes:
    """One table of a scope. KeyError for one that the scope does not have."""
    return csv_rows(data.tables[table])


def csv_rows(found: Any) -> bytes:  # noqa: ANN401  pyarrow.Table
    """Rows of any table: comma, CRLF, UTF-8 with byte order mark."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(found.column_names)
    writer.writerows(zip(*([_csv_cell(value) for value in column.to_pylist()] for column in found.columns), strict=True))
    return out.getvalue().encode("utf-8-sig")


def _csv_cell(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return harmless(value)
    return value.isoformat() if isinstance(value, dt.date) else value


def parquet_bytes(data: Dataset, table: str) -> bytes:
    """One table, typed. The file carries title, licence, version and source; each column carries its meaning."""
    return parquet_rows(data.tables[table], schema.fields(table), about.about_file(data, table))


def parquet_rows(found: Any, fields: Iterable[SchemaField], told: Mapping[str, object]) -> bytes:  # noqa: ANN401  pyarrow.Table
    """Rows of any table, typed; the file carries what is told of it, each column its meaning."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    meanings = {field.name: field.meaning for field in fields}
    columns = [pa.field(one.name, one.type, one.nullable, {"description": meanings[one.name]}) for one in found.schema]
    metadata = {key: json.dumps(value, ensure_ascii=False) for key, value in told.items()}
    out = io.BytesIO()
    pq.write_table(pa.Table.from_arrays(found.columns, schema=pa.schema(columns, metadata)), out, compression="zstd")
    return out.getvalue()


def xlsx_bytes(data: Dataset, lang: Lang) -> bytes:
    """All tables, a sheet each, then what the file is and the meaning of every column, in the language asked for."""
    t, built = texts(lang), warehouse.stamp().built
    out = io.BytesIO()
    # row by row to the disk: the cells of the nation in all years are 200 MB as objects of Python
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "default_date_format": "yyyy-mm-dd"}
    with xlsxwriter.Workbook(out, options) as book:
        # the time of the data, so that the same data give the same bytes
        book.set_properties({"title": about.title(t, data), "created": built.astimezone(dt.UTC).replace(tzinfo=None)})
        bold, wrap = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
        mark = f"{simulation.MARK} " if simulation.active() else ""
        for name, table in data.tables.items():
            _data_sheet(book.add_worksheet(mark + name), table, bold)
        sheet = book.add_worksheet(mark + t("common.sheet_about"))
        for row, line in enumerate(about.about_rows(t, data)):
            _write(sheet, row, line, wrap)
        sheet.set_column(0, 0, 30)
        sheet.set_column(1, 1, 100)
        _dictionary_sheet(book.add_worksheet(mark + t("paket.sheet_dictionary")), t, data, bold, wrap)
    return out.getvalue()


def _data_sheet(sheet: "xlsxwriter.worksheet.Worksheet", table: Any, bold: "xlsxwriter.format.Format") -> None:  # noqa: ANN401
    _write(sheet, 0, table.column_names, bold)
    row = 0
    for batch in table.to_batches(max_chunksize=_AT_A_TIME):
        for cells in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            row += 1
            for place, value in enumerate(cells):
                _put(sheet, row, place, value)
    for place in range(table.num_columns):
        sheet.set_column(place, place, max(10, min(len(table.column_names[place]) + 3, 40)))
    sheet.freeze_panes(1, 0)
    if table.num_rows:
        sheet.autofilter(0, 0, table.num_rows, table.num_columns - 1)


def _put(sheet: "xlsxwriter.worksheet.Worksheet", row: int, column: int, value: object) -> None:
    """A cell by its type; nothing for what is not known. Text is never taken for a formula or an address."""
    if isinstance(value, str):
        sheet.write_string(row, column, value)
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, dt.date):
        sheet.write_datetime(row, column, dt.datetime.combine(value, _MIDNIGHT))  # a day, as a sheet knows it
    elif value is not None:
        sheet.write_number(row, column, value)


def _write(
    sheet: "xlsxwriter.worksheet.Worksheet", row: int, cells: "list[str] | tuple[str, ...]", style: "xlsxwriter.format.Format"
) -> None:
    for column, value in enumerate(cells):
        sheet.write_string(row, column, value, style)


def _dictionary_sheet(
    sheet: "xlsxwriter.worksheet.Worksheet",
    t: Texts,
    data: Dataset,
    bold: "xlsxwriter.format.Format",
    wrap: "xlsxwriter.format.Format",
) -> None:
    rows = about.dictionary(t, tuple(data.tables))
    _write(sheet, 0, about.dictionary_heads(t), bold)
    for index, row in enumerate(rows, start=1):
        _write(sheet, index, row, wrap)
    for column, width in enumerate((18, 26, 12, 100, 50)):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(rows), 4)
