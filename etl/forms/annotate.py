"""The workbook that was loaded, with every finding as a comment at its cell: what goes back to whoever filled it in.

Reads: the bytes of a result file, what was understood of it, the findings. Decides: which cell a finding stands at.
Writes: nothing on the disk; `annotated` gives the bytes of an XLSX. Cells keep what was in them. Macros are left out; formulas are
calculated anew by the program that opens the file. CSV, XLS, and a workbook that openpyxl cannot keep, give a new workbook with the
same cells.
"""

import datetime as dt
import io
import re
import tomllib
import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils.cell import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from etl.forms.confined import Progress, silent
from etl.forms.findings import ORDER, Finding, Lang
from etl.forms.sheets import Book

MOST_CELLS = 1_000_000
"""More would need more memory than the server has; a workbook of eleven rounds with details has fewer."""
AUTHOR = "Dasbor Peduli HAM"
FILLS = {"galat": "FFF4B6B6", "tanya": "FFF4C58A", "peringatan": "FFFFE69A"}
_WIDTHS = (12, 30, 22, 8, 8, 70, 70)
_COMMENT = (420, 150)
_LONGEST = 31
_BEFORE = "\n\n――― "
"""Between our remark and the one that stood there before, which its author's name begins."""
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
BROKEN = (ValueError, KeyError, TypeError, AttributeError, IndexError, OSError, SyntaxError, zipfile.BadZipFile, zlib.error)
"""What openpyxl raises for a workbook that it cannot open, or not write again."""
_STAMP = (1980, 1, 1, 0, 0, 0)


@cache
def _words(lang: Lang) -> Mapping[str, str]:
    known = tomllib.loads(Path(__file__).with_name("anotasi.toml").read_text(encoding="utf-8"))
    return {key: wording[lang] for key, wording in known.items()}


def fits(book: Book) -> bool:
    """Whether a file is small enough to be given back with comments."""
    return sum(len(sheet.rows) * max(map(len, sheet.rows), default=0) for sheet in (*book.sheets, *book.hidden)) <= MOST_CELLS


def annotated(
    content: bytes,
    book: Book,
    naming: Mapping[str, int],
    findings: Iterable[Finding],
    *,
    lang: Lang,
    at: dt.datetime,
    progress: Progress = silent,
) -> bytes:
    """An XLSX of the file `content` with comments, coloured cells, and a first sheet that lists all findings with links.

    `naming`: sheet → the column at which a finding about a whole row stands; `at` dates a workbook that is made anew. The same
    arguments give the same bytes. What an earlier call left is taken out first.
    Call it only for a book that `fits`, and for a file that nobody vouches for by `etl.forms.confined.run`.
    """
    progress("menulis temuan ke dalam berkas")
    workbook, sheets = _kept(content, book) or _anew(book, at)
    order = sorted(findings, key=lambda one: ORDER[one.level])
    placed = [(one, _cell(sheets, naming, one)) for one in order]
    by_cell: dict[tuple[str, str], tuple[Cell, list[Finding]]] = {}
    for finding, cell in placed:
        if cell is not None:
            by_cell.setdefault((cell.parent.title, cell.coordinate), (cell, []))[1].append(finding)
    for cell, same in by_cell.values():
        _mark(cell, same, lang)
    _list(workbook, placed, lang)
    return as_bytes(workbook)


def opened(content: bytes) -> Workbook | None:
    """The workbook of a file; None for what is no XLSX, or none that openpyxl can open."""
    if not content.startswith(b"PK\x03\x04"):
        return None
    try:
        return load_workbook(io.BytesIO(content))
    except BROKEN:
        return None


def _kept(content: bytes, book: Book) -> tuple[Workbook, dict[str, Worksheet]] | None:
    """The workbook itself, without earlier comments of ours; None if it is no XLSX or would not survive."""
    if (workbook := opened(content)) is None:
        return None
    try:
        ours = {
            sheet.title for sheet in workbook.worksheets if sheet["A1"].value in (_words("id")["heading"], _words("en")["heading"])
        }
        if len(ours) < len(workbook.worksheets):
            for title in ours:
                workbook.remove(workbook[title])
        for sheet in workbook.worksheets:
            _clean(sheet)
        as_bytes(workbook)  # some of what openpyxl reads it cannot write again
    except BROKEN:
        return None
    sheets = {sheet.title: sheet for sheet in workbook.worksheets}
    return (workbook, sheets) if {sheet.name for sheet in book.sheets if sheet.rows} <= {*sheets, *ours} else None


def _clean(sheet: Worksheet) -> None:
    for row in sheet.iter_rows():
        for cell in row:
            if cell.comment is not None and cell.comment.author == AUTHOR:
                _, _, theirs = cell.comment.text.partition(_BEFORE)
                author, _, said = theirs.partition("\n")
                cell.comment = Comment(said, author) if theirs else None
                cell.fill = PatternFill()


def plain_workbook(book: Book, at: dt.datetime) -> bytes:
    """A new XLSX with the cells of a book and nothing else."""
    return as_bytes(_anew(book, at)[0])


def _anew(book: Book, at: dt.datetime) -> tuple[Workbook, dict[str, Worksheet]]:
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    workbook.properties.created = workbook.properties.modified = at.astimezone(dt.UTC).replace(tzinfo=None)
    workbook.properties.creator = AUTHOR
    sheets = {}
    for read in (*book.sheets, *book.hidden):
        sheet = workbook.create_sheet(_title(read.name))
        sheet.sheet_state = Worksheet.SHEETSTATE_HIDDEN if read in book.hidden else Worksheet.SHEETSTATE_VISIBLE
        sheets[read.name] = sheet
        for number, row in enumerate(read.rows, start=1):
            for place, value in enumerate(row, start=1):
                if value is not None:
                    _write(sheet.cell(number, place), value)
    return workbook, sheets


def _title(name: str) -> str:
    return re.sub(r"[\\/*?:\[\]\x00-\x1f']", " ", name)[:_LONGEST].strip() or "1"


def _write(cell: "Cell | MergedCell", value: object) -> None:
    """A value as it is: text that looks like a formula stays text."""
    if isinstance(value, str):
        cell.value = _NOT_IN_XML.sub("", value)
        cell.data_type = "s"
    else:
        cell.value = value


def _cell(sheets: Mapping[str, Worksheet], names: Mapping[str, int], finding: Finding) -> Cell | None:
    """The cell of a finding; of a merged area its first. None for one about the whole file."""
    sheet = sheets.get(finding.sheet or "")
    if sheet is None or finding.row is None:
        return None
    column = finding.column or names.get(finding.sheet or "", 1)
    cell = sheet.cell(finding.row, column)
    if isinstance(cell, MergedCell):
        area = next(area for area in sheet.merged_cells.ranges if cell.coordinate in area)
        cell = sheet.cell(area.min_row, area.min_col)
    return cell if isinstance(cell, Cell) else None


def _mark(cell: Cell, findings: Sequence[Finding], lang: Lang) -> None:
    words = _words(lang)
    said = "\n\n".join(f"{words[one.level]} ({one.code}): {one.sentence(lang)} {one.remedy(lang)}" for one in findings)
    if cell.comment is not None:  # what somebody else had remarked stays
        said += f"{_BEFORE}{cell.comment.author}\n{cell.comment.text}"
    cell.comment = Comment(_NOT_IN_XML.sub("", said), AUTHOR, width=_COMMENT[0], height=_COMMENT[1])
    cell.fill = PatternFill("solid", fgColor=FILLS[findings[0].level])


def _list(workbook: Workbook, placed: Iterable[tuple[Finding, Cell | None]], lang: Lang) -> None:
    """The first sheet: every finding with its place, errors first."""
    words = _words(lang)
    title = next(name for name in (words["sheet"], *(f"{words['sheet']} {n}" for n in range(2, 99))) if name not in workbook)
    sheet = workbook.create_sheet(title, 0)
    for number, line in enumerate((words["heading"], words["about"]), start=1):
        _write(sheet.cell(number, 1), line)
    heads = [words[key] for key in ("level", "code", "in_sheet", "in_row", "in_column", "finding", "remedy")]
    for column, head in enumerate(heads, start=1):
        _write(sheet.cell(4, column), head)
        sheet.cell(4, column).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = _WIDTHS[column - 1]
    sheet["A1"].font = Font(bold=True, size=14)
    for number, (one, cell) in enumerate(placed, start=5):
        place = (one.sheet, one.row, get_column_letter(one.column) if one.column else None)
        for column, value in enumerate((words[one.level], one.code, *place, one.sentence(lang), one.remedy(lang)), start=1):
            target = sheet.cell(number, column)
            target.alignment = Alignment(wrap_text=True, vertical="top")
            _write(target, value)
        sheet.cell(number, 1).fill = PatternFill("solid", fgColor=FILLS[one.level])
        if cell is not None:
            name = cell.parent.title.replace("'", "''")
            link = sheet.cell(number, 4)
            link.hyperlink = Hyperlink(ref=link.coordinate, location=f"'{name}'!{cell.coordinate}")
            link.font = Font(color="FF0B4F9E", underline="single")
    sheet.freeze_panes = "A5"
    workbook.active = 0
    for other in workbook.worksheets[1:]:  # a second selected sheet would be edited along with the first
        other.sheet_view.tabSelected = False


def as_bytes(workbook: Workbook) -> bytes:
    """The file, without the time of its making."""
    written, even = io.BytesIO(), io.BytesIO()
    # `Workbook.save` would put the present moment into the properties
    ExcelWriter(workbook, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED)).save()
    with zipfile.ZipFile(written) as parts, zipfile.ZipFile(even, "w", zipfile.ZIP_DEFLATED) as target:
        for name in parts.namelist():
            target.writestr(zipfile.ZipInfo(name, _STAMP), parts.read(name), zipfile.ZIP_DEFLATED)
    return even.getvalue()
