"""Opening the files of offices: what can be read is read as it stands, what cannot is refused in words."""

import datetime as dt
import io
import zipfile

import openpyxl
import pytest
import xlsxwriter
import xlwt

from etl.base.errors import UserError
from etl.forms import looks, sheets
from etl.forms.looks import column_letters
from etl.forms.sheets import open_book


def workbook(path, write):
    with xlsxwriter.Workbook(path) as book:
        write(book)
    return path


def parts_of(path):
    with zipfile.ZipFile(path) as book:
        return {name: book.read(name) for name in book.namelist()}


def packed(path, parts):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in parts.items():
            book.writestr(name, content)
    return path


@pytest.fixture
def plain(tmp_path):
    """A small workbook of two sheets."""

    def write(book):
        sheet = book.add_worksheet("Hasil")
        sheet.merge_range(0, 0, 0, 2, "HASIL PENILAIAN")
        sheet.write_row(2, 0, ["No", "Kab/Kota", "Nilai"])
        sheet.write_row(3, 0, [1, "Kota Solok", 76.9])
        book.add_worksheet("Lain").write(1, 1, True)

    return workbook(tmp_path / "hasil.xlsx", write)


def test_cells_as_they_stand(plain):
    book = open_book(plain)
    assert [sheet.name for sheet in book.sheets] == ["Hasil", "Lain"]
    first, second = book.sheets
    assert first.rows[2:] == (("No", "Kab/Kota", "Nilai"), (1, "Kota Solok", 76.9))
    assert first.merged == (((0, 0), (0, 2)),)
    assert second.rows == ((None, None), (None, True))
    assert (len(book.sha256), book.size) == (64, plain.stat().st_size)
    assert book.notes == ()


@pytest.mark.parametrize(
    ("content", "rows"),
    [
        ("kode;nilai\r\n13.72;76,9\r\n", [("kode", "nilai"), ("13.72", "76,9")]),
        ('kode,nilai\n13.72,"76,9"\n', [("kode", "nilai"), ("13.72", "76,9")]),
        ("kode\tnilai\n13.72\t 76,9 \n", [("kode", "nilai"), ("13.72", "76,9")]),
        ("\ufeffkode;nilai\n1;\n", [("kode", "nilai"), ("1", None)]),
    ],
)
def test_text_tables(tmp_path, content, rows):
    path = tmp_path / "hasil.csv"
    path.write_bytes(content.encode("utf-8"))
    assert list(open_book(path).sheets[0].rows) == rows


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252"])
def test_encodings_of_spreadsheets(tmp_path, encoding):
    path = tmp_path / "hasil.csv"
    path.write_bytes("nama;nilai\nKota Solok – é;5\n".encode(encoding))
    assert open_book(path).sheets[0].rows[1][0] == "Kota Solok – é"


def test_a_workbook_under_a_wrong_extension_is_read_for_what_it_is(plain, tmp_path):
    renamed = plain.rename(tmp_path / "hasil.csv")
    assert open_book(renamed).sheets[0].name == "Hasil"


def test_a_formula_without_a_value_is_named(tmp_path):
    def write(book):
        book.add_worksheet("Kosong")
        sheet = book.add_worksheet("Hasil")
        sheet.write_formula(1, 1, "=1+1", None, 2)
        sheet.write_formula(2, 1, "=1+1", None, "")

    book = open_book(workbook(tmp_path / "hasil.xlsx", write))
    assert book.uncalculated == {(2, 3, 2)}
    path = tmp_path / "openpyxl.xlsx"
    written = openpyxl.Workbook()
    written.active["A1"] = "Nilai"
    written.active["B2"] = "=SUM(A1:A9)"
    written.save(path)
    assert open_book(path).uncalculated == {(1, 2, 2)}


def test_macros_and_links_are_told_and_left_alone(plain, tmp_path):
    parts = {**parts_of(plain), "xl/vbaProject.bin": b"x", "xl/externalLinks/externalLink1.xml": b"<x/>"}
    book = open_book(packed(tmp_path / "makro.xlsx", parts))
    assert len(book.notes) == 2
    assert "Makro" in book.notes[0]


def test_dates_and_numbers_keep_their_kind(tmp_path):
    def write(book):
        sheet = book.add_worksheet()
        sheet.write_datetime(0, 0, dt.datetime(2024, 11, 8), book.add_format({"num_format": "yyyy-mm-dd"}))  # noqa: DTZ001
        sheet.write(0, 1, 11.1)
        sheet.write(0, 2, "11.10")

    (row,) = open_book(workbook(tmp_path / "x.xlsx", write)).sheets[0].rows
    assert row[0] in (dt.date(2024, 11, 8), dt.datetime(2024, 11, 8))  # noqa: DTZ001
    assert row[1:] == (11.1, "11.10")


def refused(path):
    with pytest.raises(UserError) as caught:
        open_book(path)
    assert caught.value.remedy
    assert path.name in caught.value.sentence
    return caught.value.sentence


def test_refused_before_it_is_unpacked(plain, tmp_path, monkeypatch):
    monkeypatch.setattr(sheets, "MAX_UNPACKED", 10_000)
    bomb = packed(tmp_path / "bom.xlsx", {**parts_of(plain), "xl/media/x.bin": b"0" * 20_000})
    assert "bila dibuka" in refused(bomb)


DECLARED = '<?xml version="1.0" encoding="{}"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("part", ["xl/sharedStrings.xml", "xl/workbook.xml", "docProps/app.xml", "xl/worksheets/sheet1.xml"])
def test_refused_when_a_part_declares_entities(plain, tmp_path, part, encoding):
    """In UTF-16 too, where the bytes of the word are others."""
    parts = parts_of(plain)
    body = parts[part].decode().partition("?>")[2].replace("Kota Solok", "&a;")
    parts[part] = (DECLARED.format(encoding) + body).encode(encoding)
    assert "rusak" in refused(packed(tmp_path / "entitas.xlsx", parts))


def test_refused_when_a_part_is_larger_than_the_archive_says(plain, tmp_path):
    """A bomb that lies about its size: what was inspected is what is read."""
    parts = parts_of(plain)
    parts["xl/sharedStrings.xml"] = parts["xl/sharedStrings.xml"].replace(b"Kota Solok", b"Kota Solok" + b" " * 3_000_000)
    path = packed(tmp_path / "bohong.xlsx", parts)
    true, told = len(parts["xl/sharedStrings.xml"]).to_bytes(4, "little"), (500).to_bytes(4, "little")
    content = path.read_bytes()
    assert content.count(true) == 2  # in the part's own header and in the directory
    path.write_bytes(content.replace(true, told))
    assert "rusak" in refused(path)


def test_refused_when_too_large(plain, monkeypatch):
    monkeypatch.setattr(sheets, "MAX_BYTES", 100)
    assert "paling besar" in refused(plain)


def test_refused_when_too_wide(plain, monkeypatch):
    monkeypatch.setattr(looks, "MAX_COLUMNS", 2)
    assert "terlalu luas" in refused(plain)


def test_refused_when_locked(tmp_path):
    path = tmp_path / "rahasia.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600)
    assert "kata sandi" in refused(path)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("kosong.csv", b" \n ", "kosong"),
        ("web.xls", b"<html><table><tr><td>1</td></tr></table></html>", "halaman web"),
        ("biner.csv", b"ab\0cd", "bukan teks"),
        ("kutip.csv", b'a;b\n"c;d\n', "rusak"),
        ("zip.xlsx", b"PK\x03\x04" + b"rusak" * 20, "rusak"),
        ("ole.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 2000, "rusak"),
    ],
)
def test_refused_with_its_reason(tmp_path, name, content, words):
    path = tmp_path / name
    path.write_bytes(content)
    assert words in refused(path)


def test_refused_when_it_is_another_kind_of_zip(tmp_path):
    assert "xl/workbook.xml" in refused(packed(tmp_path / "x.xlsx", {"word/document.xml": b"<x/>"}))


def test_refused_when_missing_or_empty_inside(tmp_path):
    assert "tidak dapat dibaca" in refused(tmp_path / "tidak-ada.xlsx")
    assert "Tidak ada isian" in refused(workbook(tmp_path / "hampa.xlsx", lambda book: book.add_worksheet()))


def test_damaged_bytes_never_end_in_a_traceback(plain, tmp_path):
    """Every hundredth byte turned over, one at a time: read, or refused in words."""
    content = plain.read_bytes()
    path = tmp_path / "rusak.xlsx"
    read = told = 0
    for place in range(0, len(content), max(1, len(content) // 300)):
        path.write_bytes(content[:place] + bytes([content[place] ^ 0xFF]) + content[place + 1 :])
        try:
            open_book(path)
            read += 1
        except UserError:
            told += 1
    assert read
    assert told


def test_columns_as_spreadsheets_call_them():
    assert [column_letters(n) for n in (1, 26, 27, 28, 702, 703)] == ["A", "Z", "AA", "AB", "ZZ", "AAA"]


def test_the_bytes_are_read_once(plain, monkeypatch):
    """A file that grows meanwhile is told, not half read."""
    original = sheets.Path.read_bytes

    def read_and_touch(path):
        content = original(path)
        path.write_bytes(content + b"x")
        return content

    monkeypatch.setattr(sheets.Path, "read_bytes", read_and_touch)
    assert "berubah selagi dibaca" in refused(plain)


def test_zip_of_nothing(tmp_path):
    path = tmp_path / "x.xlsx"
    with io.BytesIO() as out:
        zipfile.ZipFile(out, "w").close()
        path.write_bytes(out.getvalue())
    refused(path)


@pytest.mark.parametrize(
    ("before", "after"), [(b"<v>", b"<w>"), (b"</v>", b"</w>"), (b'r="B3"', b'r="A1"'), (b"<sheetData>", b"<sheetDatx>")]
)
def test_damage_that_the_spreadsheet_library_steps_over_is_said(tmp_path, before, after):
    whole, damaged = tmp_path / "utuh.xlsx", tmp_path / "rusak.xlsx"
    with xlsxwriter.Workbook(whole) as book:
        sheet = book.add_worksheet()
        for row in range(4):
            sheet.write_row(row, 0, ["13.71", 80.0 + row])
    with zipfile.ZipFile(whole) as parts, zipfile.ZipFile(damaged, "w") as out:
        for name in parts.namelist():
            part = parts.read(name)
            out.writestr(name, part.replace(before, after, 1) if "sheet1" in name else part)
    assert len(open_book(whole).sheets[0].rows) == 4
    with pytest.raises(UserError, match="rusak"):
        open_book(damaged)


def test_old_excel_is_read_like_the_new(tmp_path):
    book = xlwt.Workbook()
    sheet = book.add_sheet("Hasil")
    for number, row in enumerate([["Kab/Kota", "Nilai", "Ikut"], ["Kota Solok", 76.9, True], ["Kab. Solok", "70,5", None]]):
        for place, cell in enumerate(row):
            if cell is not None:
                sheet.write(number, place, cell)
    sheet.merge(4, 4, 0, 2)
    path = tmp_path / "hasil.xls"
    book.save(str(path))
    (read,) = open_book(path).sheets
    assert read.name == "Hasil"
    assert [tuple(row) for row in read.rows[:3]] == [
        ("Kab/Kota", "Nilai", "Ikut"),
        ("Kota Solok", 76.9, True),
        ("Kab. Solok", "70,5", None),
    ]
