"""The workbook that goes back: findings at their cells, everything else as it was."""

import datetime as dt
import io
import zipfile

import openpyxl
import pytest
from openpyxl.comments import Comment

from etl.forms import annotate
from etl.forms.findings import Finding
from etl.results.draft import read_draft

AT = dt.datetime(2025, 1, 2, tzinfo=dt.UTC)
HEAD = ["No", "Kab/Kota", "Nilai", "Predikat"]
TABLE = [
    ["HASIL PENILAIAN 2024"],
    HEAD,
    [1, "Kota Padang", 90.5, "Peduli HAM"],
    [2, "Solok", 80, "Peduli HAM"],  # which one? B4
    [3, "Kab. Agam", "tujuh", "Bagus"],  # C5, D5
    [4, "Kota Bukittinggi", 80, "Cukup Peduli HAM"],  # does not fit: about the row, at B6
]


def workbook_of(path, table):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Hasil '24"
    for row in table:
        sheet.append(row)
    sheet.merge_cells("A1:D1")
    sheet["C3"].number_format = "0.00"
    sheet["B4"].comment = Comment("tanya Kanwil", "Rina")
    sheet["F3"] = "=C3*2"
    book.create_sheet("Catatan").append(["lihat lampiran"])
    book.save(path)
    return path


@pytest.fixture
def given_back(tables):
    """Reads a file and gives back (draft, annotated bytes)."""

    def make(path, lang="id"):
        draft = read_draft(path, 2024, tables)
        return draft, annotate.annotated(path.read_bytes(), draft.book, draft.naming, draft.findings, lang=lang, at=AT)

    return make


def cells_of(content):
    book = openpyxl.load_workbook(io.BytesIO(content))
    return {
        (sheet.title, cell.coordinate): (cell.value, cell.number_format)
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


def comments_of(sheet):
    return {cell.coordinate: cell.comment.text for row in sheet.iter_rows() for cell in row if cell.comment}


def test_comments_stand_at_their_cells_and_nothing_else_changes(tmp_path, given_back):
    path = workbook_of(tmp_path / "hasil.xlsx", TABLE)
    _, content = given_back(path)
    after = openpyxl.load_workbook(io.BytesIO(content))
    assert after.sheetnames == ["Temuan", "Hasil '24", "Catatan"]
    sheet = after["Hasil '24"]
    said = comments_of(sheet)
    assert set(said) == {"B4", "C5", "D5", "B6"}
    assert said["B4"].startswith("Galat (wilayah-ambigu): “Solok” dapat berarti")
    assert said["B4"].endswith("tanya Kanwil")
    assert "skor-bukan-angka" in said["C5"]
    assert "predikat-tidak-dikenal" in said["D5"]
    assert said["B6"].startswith("Peringatan (predikat-tidak-sesuai-skor)")
    assert [sheet[at].fill.fgColor.rgb for at in ("B4", "B6")] == [annotate.FILLS["galat"], annotate.FILLS["peringatan"]]
    assert sheet["B3"].fill.fill_type is None
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A1:D1"]
    before, kept = cells_of(path.read_bytes()), cells_of(content)
    assert {place: cell for place, cell in kept.items() if place[0] != "Temuan"} == before


def test_the_list_leads_to_each_cell(tmp_path, given_back):
    draft, content = given_back(workbook_of(tmp_path / "hasil.xlsx", TABLE), lang="en")
    sheet = openpyxl.load_workbook(io.BytesIO(content))["Findings"]
    lines = list(sheet.iter_rows(min_row=5, values_only=True))
    assert len(lines) == len(draft.findings)
    assert [line[0] for line in lines] == sorted((line[0] for line in lines), key=("Error", "Warning").index)
    by_code = {line[1]: (number, line) for number, line in enumerate(lines, start=5)}
    number, line = by_code["wilayah-ambigu"]
    assert line[2:5] == ("Hasil '24", 4, "B")
    assert sheet.cell(number, 4).hyperlink.location == "'Hasil ''24'!B4"
    assert sheet.cell(by_code["wilayah-tidak-ada"][0], 4).hyperlink is None


def test_read_again_it_says_the_same_and_a_corrected_cell_loses_its_mark(tmp_path, given_back):
    first, content = given_back(workbook_of(tmp_path / "hasil.xlsx", TABLE))
    again = tmp_path / "kembali.xlsx"
    again.write_bytes(content)
    second, _ = given_back(again)
    assert second.findings == first.findings
    assert second.rows == first.rows
    book = openpyxl.load_workbook(again)
    book["Hasil '24"]["B4"] = "Kota Solok"
    book.save(again)
    _, content = given_back(again)
    after = openpyxl.load_workbook(io.BytesIO(content))
    assert after.sheetnames == ["Temuan", "Hasil '24", "Catatan"]
    assert set(comments_of(after["Hasil '24"])) == {"B4", "C5", "D5", "B6"}
    remark = after["Hasil '24"]["B4"].comment
    assert (remark.author, remark.text) == ("Rina", "tanya Kanwil")
    assert after["Hasil '24"]["B4"].fill.fill_type is None


def test_a_csv_becomes_a_workbook_with_the_same_cells(tmp_path, given_back):
    path = tmp_path / "hasil: Sumbar [baru].csv"
    path.write_text('Kab/Kota;Nilai;Ket\nSolok;=1+1;"a;b"\nKota Padang;90,5;\n', encoding="utf-8")
    _, content = given_back(path)
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book.worksheets[1]
    assert book.sheetnames == ["Temuan", "hasil  Sumbar  baru"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["Kab/Kota", "Nilai", "Ket"],
        ["Solok", "=1+1", "a;b"],
        ["Kota Padang", "90,5", None],
    ]
    assert sheet["B2"].data_type == "s"
    assert set(comments_of(sheet)) == {"A2", "B2"}


def test_a_finding_inside_a_merged_area_stands_at_its_first_cell(tmp_path, given_back):
    draft, _ = given_back(path := workbook_of(tmp_path / "hasil.xlsx", TABLE))
    finding = Finding("baris-kosong", "Hasil '24", 1, 3, {"wilayah": "Kota Solok"})
    content = annotate.annotated(path.read_bytes(), draft.book, draft.naming, [finding], lang="id", at=AT)
    sheet = openpyxl.load_workbook(io.BytesIO(content))["Hasil '24"]
    assert set(comments_of(sheet)) == {"A1", "B4"}
    assert "Kota Solok" in sheet["A1"].comment.text


def test_a_workbook_that_openpyxl_cannot_keep_comes_back_as_its_cells(tmp_path, given_back):
    path = workbook_of(tmp_path / "hasil.xlsx", TABLE)
    with zipfile.ZipFile(path) as parts:
        contents = {name: parts.read(name) for name in parts.namelist()}
    contents["xl/styles.xml"] = contents["xl/styles.xml"].replace(b"<fills", b"<fillz").replace(b"</fills", b"</fillz")
    with zipfile.ZipFile(path, "w") as parts:
        for name, part in contents.items():
            parts.writestr(name, part)
    with pytest.raises((TypeError, ValueError, KeyError, IndexError)):
        openpyxl.load_workbook(path)
    _, content = given_back(path)
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[1]
    assert sheet["B4"].value == "Solok"
    assert "wilayah-ambigu" in sheet["B4"].comment.text


def test_the_same_file_gives_the_same_bytes(tmp_path, given_back):
    csv = tmp_path / "hasil.csv"
    csv.write_text("Kab/Kota,Nilai\nSolok,1\n", encoding="utf-8")
    for path in (csv, workbook_of(tmp_path / "hasil.xlsx", TABLE)):
        assert given_back(path)[1] == given_back(path)[1]
