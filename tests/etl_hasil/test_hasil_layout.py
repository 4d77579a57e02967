"""Finding the table in files as offices have them: titles above, merged headers, other names, totals and signatures below."""

import csv

import pytest
import xlsxwriter

from etl.base.paths import SHIPPED_DATA
from etl.forms import values
from etl.forms.sheets import open_book
from etl.regions.recognise import Recogniser
from etl.results import layout, rows, tables

RULE = "Permenkumham 22/2021"


def reference(name):
    with (SHIPPED_DATA / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def known():
    predicates = ("Peduli HAM", "Cukup Peduli HAM", "Mulai Peduli HAM", "Kurang Peduli HAM")
    return layout.headings(reference("nama_kolom"), reference("kriteria"), predicates, RULE)


@pytest.fixture(scope="module")
def recogniser():
    return Recogniser(reference("wilayah"), reference("nama_panggilan"))


def sheets(tmp_path, *tables, merges=()):
    """A workbook with these tables, each a list of rows."""
    path = tmp_path / "hasil.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for table in tables:
            sheet = book.add_worksheet()
            for number, row in enumerate(table):
                for place, cell in enumerate(row):
                    if cell is not None:
                        sheet.write(number, place, cell)
            for area, said in merges:
                sheet.merge_range(*area, said)
    return open_book(path).sheets


def meanings(found):
    return list(found.columns.values())


def test_a_tidy_table(tmp_path, known):
    (sheet,) = sheets(tmp_path, [["kode", "kabkota", "predikat", "skor"], ["13.72", "Kota Solok", "Peduli HAM", 80]])
    found = tables.find(sheet, known)
    assert (found.first, found.last) == (1, 1)
    assert found.columns == {1: "kode", 3: "predikat", 4: "skor"} | ({2: "kabkota"} if "kabkota" in known.plain else {})


def test_titles_above_and_other_names(tmp_path, known):
    table = [
        ["REKAPITULASI HASIL PENILAIAN KABUPATEN/KOTA PEDULI HAM"],
        ["TAHUN 2024"],
        [],
        ["No.", "Nama Daerah", "NILAI  AKHIR", "Ket."],
        [1, "Kota Solok", "76,9", "Peduli HAM"],
        [2, "Kab. Solok", "70", "CUKUP PEDULI"],
    ]
    (sheet,) = sheets(tmp_path, table)
    found = tables.find(sheet, known)
    assert (found.first, found.columns) == (4, {1: "nomor", 2: "kabkota", 3: "skor", 4: "predikat"})
    assert found.above[0].startswith("REKAPITULASI")


def test_remarks_stay_remarks(tmp_path, known):
    table = [["Kab/Kota", "Nilai", "Ket."], ["Kota Solok", 70, "sudah diperiksa"], ["Kab. Solok", 70, "Peduli"]]
    (sheet,) = sheets(tmp_path, table)
    assert tables.find(sheet, known).column("catatan") == 3


def test_merged_header_of_two_lines(tmp_path, known):
    table = [
        [None, None, None, None, None],
        [None, None, "Murni", "Total", None],
        [1, "Kota Solok", 76.9, 80.1, "Peduli HAM"],
    ]
    merges = [((0, 0, 1, 0), "No"), ((0, 1, 1, 1), "Kabupaten/Kota"), ((0, 2, 0, 3), "Nilai"), ((0, 4, 1, 4), "Predikat")]
    (sheet,) = sheets(tmp_path, table, merges=merges)
    found = tables.find(sheet, known)
    assert found.last == 2
    assert meanings(found) == ["nomor", "kabkota", "skor_murni", "skor_total", "predikat"]


def test_criteria_and_indicators(tmp_path, known):
    head = ["Kode", "Hak atas kesehatan", "Pendidikan", "K1", "Kriteria 2", "I1.1", "Indikator 10.12", "I11.1", "Lain"]
    (sheet,) = sheets(tmp_path, [head, ["13.72", 1, 2, 3, 4, 5, 6, 7, 8]])
    found = tables.find(sheet, known)
    assert meanings(found) == ["kode", "kriteria:6", "kriteria:7", "kriteria:1", "kriteria:2", "indikator:1.1", "indikator:10.12"]
    assert found.detailed


def test_columns_in_any_order_and_a_table_that_starts_inside(tmp_path, known):
    table = [[], [None, None, "Predikat", "Prov", "Kab/Kota"], [None, None, "Peduli HAM", "Sumatera Barat", "Solok"]]
    (sheet,) = sheets(tmp_path, table)
    assert tables.find(sheet, known).columns == {3: "predikat", 4: "provinsi", 5: "kabkota"}


@pytest.mark.parametrize("table", [[["a", "b"], [1, 2]], [["Kab/Kota"], ["Kota Solok"]], [["Predikat", "Nilai"], ["Peduli", 3]]])
def test_no_table(tmp_path, known, table):
    (sheet,) = sheets(tmp_path, table)
    assert tables.find(sheet, known) is None


def test_corrections_by_hand_win(tmp_path, known):
    (sheet,) = sheets(tmp_path, [["Kab/Kota", "Nilai", "Angka lain"], ["Kota Solok", 1, 76.9]])
    found = tables.find(sheet, known, {2: "", 3: "skor"})
    assert found.columns == {1: "kabkota", 3: "skor"}
    assert any("Angka lain" in line and "skor" in line for line in found.sentences())


def test_rows_that_are_no_regions_are_listed_with_their_reason(tmp_path, known, recogniser):
    table = [
        ["No", "Kab/Kota", "Nilai"],
        ["(1)", "(2)", "(3)"],
        ["A", "PROVINSI SUMATERA BARAT", None],
        [1, "Solok Selatan", 80],
        [],
        ["No", "Kab/Kota", "Nilai"],
        [2, "Kota Padang", 81],
        [None, "Jumlah", 161],
        ["B", "Riau", None],
        [1, "Siak", 90],
        [None, "Rata-rata", 84],
        [None, "Mengetahui,", None],
        [None, "*) daerah yang belum menyampaikan data sampai batas waktu", None],
        [None, None, 5],
    ]
    (sheet,) = sheets(tmp_path, table)
    found, passed = rows.table_rows(sheet, tables.find(sheet, known), recogniser.is_province)
    assert [(one.row, one.text("kabkota"), one.province) for one in found] == [
        (4, "Solok Selatan", "PROVINSI SUMATERA BARAT"),
        (7, "Kota Padang", "PROVINSI SUMATERA BARAT"),
        (10, "Siak", "Riau"),
    ]
    assert [(one.row, one.taken_for) for one in passed] == [
        (2, "nomor kolom"),
        (3, "judul provinsi"),
        (6, "judul kolom berulang"),
        (8, "jumlah"),
        (9, "judul provinsi"),
        (11, "jumlah"),
        (12, "catatan di bawah tabel"),
        (13, "catatan di bawah tabel"),
        (14, "hasil tanpa nama wilayah"),
    ]


def test_province_in_a_merged_column(tmp_path, known, recogniser):
    table = [["Provinsi", "Kab/Kota", "Nilai"], ["Jawa Barat", "Kota Bogor", 1], [None, "Bekasi", 2], ["Banten", "Serang", 3]]
    (sheet,) = sheets(tmp_path, table)
    found, _ = rows.table_rows(sheet, tables.find(sheet, known), recogniser.is_province)
    assert [one.province for one in found] == ["Jawa Barat", "Jawa Barat", "Banten"]


def test_a_sheet_called_after_its_province(tmp_path, known, recogniser):
    path = tmp_path / "per-provinsi.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name in ("Sumatera Barat", "Riau"):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, ["Kab/Kota", "Nilai"])
            sheet.write_row(1, 0, ["Siak", 1])
    first, _ = open_book(path).sheets
    found, _ = rows.table_rows(first, tables.find(first, known), recogniser.is_province)
    assert found[0].province == "Sumatera Barat"


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        (76.9, 76.9),
        ("76,9", 76.9),
        ("76.9", 76.9),
        (" 76,90\u00a0", 76.9),
        ("1.234,5", 1234.5),
        ("1,234.5", 1234.5),
        ("76.900", 76.9),
        ("-", None),
        (None, None),
        ("100", 100.0),
        ("-3", -3.0),
    ],
)
def test_numbers_as_offices_write_them(cell, number):
    assert values.number(cell) == number


@pytest.mark.parametrize("cell", ["7b", "76,9,1", "1.2.3", "76 koma 9", True, "#REF!"])
def test_what_is_no_number(cell):
    with pytest.raises(ValueError, match="angka"):
        values.number(cell)


@pytest.mark.parametrize(
    ("cell", "said"), [("Ya", True), ("V", True), (1.0, True), (True, True), ("TIDAK IKUT", False), (0.0, False), ("-", None)]
)
def test_yes_and_no(cell, said):
    assert values.yes_no(cell) is said


def test_neither_yes_nor_no():
    with pytest.raises(ValueError, match="ya atau tidak"):
        values.yes_no("mungkin")


@pytest.mark.parametrize(
    ("cell", "text"), [(11.1, "11.1"), (1101.0, "1101"), ("11.10", "11.10"), ("Kota\u00a0 Solok", "Kota Solok")]
)
def test_cells_as_text(cell, text):
    assert values.text(cell) == text
