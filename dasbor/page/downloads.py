"""CSV and XLSX of exactly what a table shows, made only when somebody clicks.

CSV is UTF-8 *with* a byte order mark: without it Excel on Windows reads the names in the wrong code page,
and pandas, R and DuckDB skip the mark. There are two of them. That for programs has commas between the fields and a decimal point,
so that it means the same in every locale. That for Excel set up for Indonesia has semicolons and decimal commas, and its codes are
written as text: there Excel takes 11.10 for a time of day. Text that a spreadsheet would run as a formula gets an apostrophe in
front; numbers stay numbers. What is not known is the word for it, as on screen, never an empty cell or 0.
"""

import csv
import datetime as dt
import io
import re
from dataclasses import dataclass

import xlsxwriter

from dasbor.mart import simulation
from dasbor.mart.filters import Selection, unlinked
from dasbor.page.tables import NUMERIC, ShownColumn, Table
from dasbor.words import formats
from dasbor.words.texts import Texts
from etl.build.versions import naming

INTERNAL, YES = "INTERNAL, BELUM DIUMUMKAN", "ya"
"""The constant column of a file that is not for everybody, in both languages: a part that was copied elsewhere still says so."""
_RISKY = re.compile(r"^(?=[=+\-@\t\r\n\0＝＋－＠])|(?<=[;\t\r\n])(?=[=+\-@＝＋－＠])")
_CODE = re.compile(r"[0-9]+(\.[0-9]+)*")
Cell = str | int | float


@dataclass(frozen=True)
class DownloadOrigin:
    """Where a download comes from: page, what it shows, choices, state of the data, whether they are invented or internal."""

    page: str
    name: str
    title: str
    selection: Selection
    built: dt.datetime
    version: str
    simulated: bool = False
    internal: bool = False

    def file_name(self, extension: str) -> str:
        """As in "partisipasi-tren-2024-81-data-20261121-1a2b3c4d.csv": everything once; ASCII only."""
        shown = (self.page, *self.name.split("-"), *self.selection.slug().split("-"))
        parts = (
            "internal" if self.internal else "",
            *dict.fromkeys(shown),
            "data",
            naming.version_name(self.built, self.version),
        )
        return simulation.file_name("-".join(part for part in parts if part) + f".{extension}", simulated=self.simulated)


def harmless(text: str) -> str:
    """`text`, with an apostrophe in front of what a spreadsheet would take for a formula.

    Also after a semicolon, tab or line break: a spreadsheet set up for Indonesia divides a CSV at semicolons, and then neither
    commas nor quotation marks hold its cells together.
    """
    return _RISKY.sub("'", text)


def _titles(column: ShownColumn, t: Texts) -> list[str]:
    name = column.name(t)
    return [name, f"{name} (n)", f"{name} (N)"] if column.kind == "share" else [name]


def _values(column: ShownColumn, table: Table) -> list[list[Cell]]:
    """The cells of `column`, one list per column of the file: numbers as numbers, the rest as text."""
    # a file is the same whether its page was opened as the newest or by the address of its version
    words = [harmless(unlinked(word)) for word in table.words(column)]
    if column.kind not in NUMERIC:
        return [list(words)]
    parts = [_number(v, word) for v, word in zip(table.frame[column.key].tolist(), words, strict=True)]
    if column.kind != "share" or not column.of:
        return [parts]
    unknown = table.t(column.missing)
    wholes = [_number(v, unknown) for v in table.frame[column.of].tolist()]
    shares = [_ratio(n, whole, unknown) for n, whole in zip(parts, wholes, strict=True)]
    parts = [unknown if isinstance(n, str) else n for n in parts]
    return [shares, parts, wholes]


def _number(value: object, otherwise: str) -> Cell:
    if formats.is_unknown(value):
        return otherwise
    amount = float(value)  # type: ignore[arg-type]
    return int(amount) if amount.is_integer() else amount


def _ratio(part: Cell, whole: Cell, otherwise: str) -> Cell:
    if isinstance(part, str) or isinstance(whole, str) or whole == 0:
        return otherwise
    return round(part / whole, 6)


def cells(table: Table, *, simulated: bool = False, internal: bool = False) -> tuple[list[str], list[tuple[Cell, ...]]]:
    """Headings and rows of a file. A share becomes three columns: ratio 0–1, n, N.

    Every row of a simulation, and of an internal file, says what it is.
    """
    titles = [harmless(title) for column in table.columns for title in _titles(column, table.t)]
    columns = [values for column in table.columns for values in _values(column, table)]
    if simulated:
        titles.append(simulation.COLUMN)
        columns.append([simulation.YES] * len(table.frame))
    if internal:
        titles.append(INTERNAL)
        columns.append([YES] * len(table.frame))
    return titles, list(zip(*columns, strict=True))


def csv_bytes(table: Table, *, simulated: bool = False, internal: bool = False) -> bytes:
    """The table as CSV: comma, quotes where needed, CRLF, UTF-8 with byte order mark."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    titles, rows = cells(table, simulated=simulated, internal=internal)
    writer.writerow(titles)
    writer.writerows(rows)
    return out.getvalue().encode("utf-8-sig")


def csv_indonesia_bytes(table: Table, *, simulated: bool = False, internal: bool = False) -> bytes:
    """The same for Excel set up for Indonesia: semicolon, decimal comma, codes that stay text."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    titles, rows = cells(table, simulated=simulated, internal=internal)
    writer.writerow(titles)
    writer.writerows([[_for_indonesia(cell) for cell in row] for row in rows])
    return out.getvalue().encode("utf-8-sig")


def _for_indonesia(cell: Cell) -> str:
    if isinstance(cell, str):
        return f'="{cell}"' if _CODE.fullmatch(cell) else cell
    return str(cell).replace(".", ",")


def xlsx_bytes(table: Table, origin: DownloadOrigin) -> bytes:
    """The table as XLSX; the second sheet has source, filters, build of the data, meaning of the columns."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        # the time of the data, not of the click: the same data give the same bytes
        mark = f"{simulation.MARK} " if origin.simulated else ""
        book.set_properties({"title": mark + origin.title, "created": origin.built.astimezone(dt.UTC).replace(tzinfo=None)})
        bold = book.add_format({"bold": True})
        wrap = book.add_format({"text_wrap": True, "valign": "top"})
        sheet = book.add_worksheet(mark + table.t("common.sheet_data"))
        titles, rows = cells(table, simulated=origin.simulated, internal=origin.internal)
        _put(sheet, 0, titles, bold)
        for index, row in enumerate(rows, start=1):
            _put(sheet, index, row)
        sheet.freeze_panes(1, 1)
        if rows:
            sheet.autofilter(0, 0, len(rows), len(titles) - 1)
            sheet.autofit()
        about = book.add_worksheet(mark + table.t("common.sheet_about"))
        for index, line in enumerate(about_rows(table, origin)):
            _put(about, index, line, wrap)
        about.set_column(0, 0, 30)
        about.set_column(1, 1, 90)
    return out.getvalue()


def _put(
    sheet: "xlsxwriter.worksheet.Worksheet",
    row: int,
    values: "list[str] | tuple[Cell, ...]",
    style: "xlsxwriter.format.Format | None" = None,
) -> None:
    for column, value in enumerate(values):
        if isinstance(value, str):
            sheet.write_string(row, column, value, style)
        else:
            sheet.write_number(row, column, value, style)


def about_rows(table: Table, origin: DownloadOrigin) -> list[tuple[str, str]]:
    """Rows of the second sheet: what it is, source, filters, build, then each column's meaning."""
    t = table.t
    rows = [
        *([(simulation.MARK, t("simulasi.banner"))] if origin.simulated else []),
        *([(INTERNAL, t("masuk.banner"))] if origin.internal else []),
        (t("common.about_title"), origin.title),
        (t("common.about_source"), t("common.about_source_text")),
        (t("common.about_built"), formats.date(origin.built, t.lang)),
        (t("common.about_version"), origin.version),
        *((f"{t('common.about_filter')}: {label}", shown) for label, shown in origin.selection.rows() if shown),
        ("", ""),
        (t("common.about_columns"), t("common.about_meaning")),
        *((column.name(t), t(column.help) if column.help else column.name(t)) for column in table.columns),
    ]
    return [(harmless(label), harmless(value)) for label, value in rows]
