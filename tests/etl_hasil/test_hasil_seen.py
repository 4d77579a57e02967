"""Sheets as offices arrange them: what a person sees is what is read, or it is asked about, or named."""

import datetime as dt
import json

import pytest

from etl.__main__ import main
from etl.base.errors import UserError
from etl.build import life
from etl.forms.ask import answers_of
from etl.results.draft import read_draft
from tests.etl_hasil.hasil_tools import NOW, later, write_sheets

HEAD = ["No", "Kab/Kota", "Nilai", "Predikat"]
SOLOK, AGAM = [1, "Kota Solok", 76.9, "Peduli HAM"], [2, "Kab. Agam", 80.5, "Peduli HAM"]


@pytest.fixture
def draft(tmp_path, tables):
    """Reads a workbook: sheet name → rows; `arrange` gets the book and its sheets."""

    def read(sheets, arrange=None, *, year=2024, **how):
        named = sheets if isinstance(sheets, dict) else {"Hasil": sheets}
        return read_draft(write_sheets(tmp_path / "hasil.xlsx", named, arrange), year, tables, **how)

    return read


def scores(read):
    return {row.code: next(iter(row.scores.values()), None) for row in read.rows}


def codes(read):
    return [(one.code, one.row, one.column) for one in read.findings if one.code != "wilayah-tidak-ada"]


def passed(read):
    return [(one.row, one.taken_for) for one in read.passed]


# Hidden and struck through


def test_struck_through_rows_are_asked_about(draft):
    def arrange(book, sheet):
        sheet.write(1, 2, 76.9, book.add_format({"font_strikeout": True}))

    read = draft([HEAD, SOLOK, AGAM], arrange)
    assert [(one.code, one.row) for one in read.questions] == [("baris-dicoret", 2)]
    read = draft([HEAD, SOLOK, AGAM], arrange, answers={"baris-dicoret": "tanpa"})
    assert (scores(read), passed(read), read.questions) == ({"13.06": 80.5}, [(2, "dicoret")], ())
    (told,) = [one for one in read.findings if one.code == "baris-dicoret"]
    assert (told.level, told.remedy("id"), told.remedy("en")) == ("peringatan", "Sudah dijawab: “tanpa”.", "Answered: “tanpa”.")


def test_filtered_rows_are_asked_about_and_a_hidden_title_is_not(draft):
    def arrange(_, sheet):
        sheet.autofilter(1, 0, 3, 3)
        sheet.set_row(0, None, None, {"hidden": True})
        sheet.set_row(3, None, None, {"hidden": True})

    read = draft([["HASIL"], HEAD, SOLOK, AGAM], arrange)
    assert [(one.code, one.values["baris"]) for one in read.questions] == [("baris-tersembunyi", "4")]


def test_hidden_columns_that_would_be_read_are_asked_about(draft):
    def arrange(_, sheet):
        sheet.set_column("A:A", None, None, {"hidden": True})  # numbers say nothing
        sheet.set_column("C:C", None, None, {"hidden": True})

    (asked,) = draft([HEAD, SOLOK], arrange).questions
    assert (asked.code, asked.column, asked.values["daftar"]) == ("kolom-tersembunyi", 3, "C “Nilai”")
    read = draft([HEAD, SOLOK], arrange, answers={"kolom-tersembunyi": "tanpa"})
    assert (read.rows[0].scores, read.rows[0].predicate) == ({}, "Peduli HAM")
    assert draft([HEAD, SOLOK], arrange, answers={"kolom-tersembunyi": "sertakan"}).rows[0].scores == {"": 76.9}


def test_nothing_is_kept_while_a_question_is_open(draft, folder, tmp_path, capsys, monkeypatch):
    """By command: 2 and no version; the answer loads it."""
    monkeypatch.setenv("PEDULIHAM_DATA", str(folder))
    draft([HEAD, SOLOK, AGAM], lambda _, sheet: sheet.set_row(2, None, None, {"hidden": True}))
    path = tmp_path / "hasil.xlsx"
    load = ["muat", str(path), "--tahun", "2024"]
    assert main(load) == 2
    assert "jawab dahulu dengan --jawab: baris-tersembunyi" in capsys.readouterr().out
    assert life.load(folder, path, life.understand(folder, path, 2024), by="uji", now=NOW).version is None
    with pytest.raises(UserError, match="Tidak ada draf"):
        life.decide(folder, "terbit", 2024, by="uji", now=later(hours=1))
    assert main([*load, "--coba", "--json"]) == 2
    (asked,) = [one for one in json.loads(capsys.readouterr().out)["temuan"] if one["tingkat"] == "tanya"]
    assert (asked["kode"], asked["baris"]) == ("baris-tersembunyi", 3)
    assert main([*load, "--jawab", "baris-tersembunyi=tanpa"]) == 0
    assert "1 baris diterima" in capsys.readouterr().out


@pytest.mark.parametrize("said", ["baris-tersembunyi", "baris-tersembunyi=mungkin", "wilayah-ganda=tanpa", "=tanpa"])
def test_an_answer_that_is_none_names_those_there_are(said):
    with pytest.raises(UserError) as caught:
        answers_of([said])
    assert "baris-tersembunyi=tanpa atau sertakan" in caught.value.remedy
    assert answers_of(["baris-tersembunyi = tanpa", "tahun-capaian=sesuai"]) == {
        "baris-tersembunyi": "tanpa",
        "tahun-capaian": "sesuai",
    }


# Merged cells, times


def test_a_score_merged_over_regions_belongs_to_none(draft):
    table = [HEAD, [1, "Kota Solok", None, "Peduli HAM"], [2, "Kab. Agam", None, "Peduli HAM"], [3, "Kota Padang", 70, None]]
    read = draft(table, lambda _, sheet: sheet.merge_range(1, 2, 2, 2, 76.9))
    assert (scores(read), len(read.refused)) == ({"13.71": 70}, 2)
    assert codes(read)[:2] == [("sel-gabungan", 2, 3), ("sel-gabungan", 3, 3)]


def test_a_number_merged_over_two_scores_and_cells_that_may_be_merged(draft):
    head = ["Provinsi", "Kab/Kota", "Nilai murni", "Nilai total"]
    table = [head, ["Sumatera Barat", "Kota Solok", None, None], [None, "Kab. Agam", 70, 75], [None, "Kota Padang", 61, 62]]

    def arrange(_, sheet):
        sheet.merge_range(1, 2, 1, 3, 76.9)
        sheet.merge_range(1, 0, 3, 0, "Sumatera Barat")

    read = draft(table, arrange)
    assert [one for one in codes(read) if one[0] == "sel-gabungan"] == [("sel-gabungan", 2, 3)]
    assert sorted(scores(read)) == ["13.06", "13.71"]


def test_what_excel_turned_into_times_and_days_is_refused_with_its_cause(draft):
    def arrange(book, sheet):
        for row, (value, code) in enumerate([(11 / 24 + 10 / 1440, "hh:mm"), (3.28125, "[h]:mm"), (45_587, "dd/mm/yyyy")], start=1):
            sheet.write(row, 2, value, book.add_format({"num_format": code}))

    read = draft([HEAD, [1, "Kota Solok"], [2, "Kab. Agam"], [3, "Kota Padang"], [4, "Kota Pariaman", 70]], arrange)
    told = [one for one in read.findings if one.code == "sel-menjadi-waktu"]
    assert [(one.row, one.column, one.values["nilai"], one.values["semula"]) for one in told] == [
        (2, 3, "11:10", "11.10"),
        (3, 3, "78:45", "78.45"),
        (4, 3, "22/10/2024", "10/22, 22.10"),
    ]
    assert "Teks" in told[0].remedy()
    assert {one[0] for one in codes(read)} == {"sel-menjadi-waktu"}
    assert scores(read) == {"13.77": 70}


def test_a_code_that_became_a_time(draft):
    def arrange(book, sheet):
        sheet.write_datetime(1, 0, dt.time(11, 10), book.add_format({"num_format": "hh:mm"}))

    assert codes(draft([["Kode", "Nilai"], [None, 80], ["13.71", 70]], arrange)) == [("sel-menjadi-waktu", 2, 1)]


# Headings and other rows


def test_kinds_and_provinces_as_headings(draft):
    table = [
        ["Kanwil Kementerian Hukum Jawa Barat"],
        HEAD,
        ["A.", "DAERAH KABUPATEN (1)"],
        [1, "Bekasi", 70, None],
        ["II. KOTA"],
        [1, "Bekasi", 71, None],
        [2, "Bogor", 72, None],
        ["Provinsi Jawa Timur"],
        [None, "Kabupaten :"],
        [1, "Malang", 73, None],
        [None, "KOTA"],
        [1, "Malang", 74, None],
    ]
    read = draft(table)
    assert scores(read) == {"32.16": 70, "32.75": 71, "32.71": 72, "35.07": 73, "35.73": 74}
    assert [one[1] for one in passed(read)] == ["judul jenis", "judul jenis", "judul provinsi", "judul jenis", "judul jenis"]
    assert read.refused == ()


def test_a_second_header_in_another_order(draft):
    murni = ["No", "Kab/Kota", "Nilai Murni", "Nilai Total"]
    table = [
        ["Kanwil Sumatera Barat"],
        murni,
        [1, "Kota Solok", 70, 75],
        murni,  # a new page
        [2, "Kab. Agam", 60, 65],
        [],
        ["Kanwil Riau"],
        ["No", "Kab/Kota", "Nilai Total", "Nilai Murni"],
        [1, "Kab. Siak", 85, 80],
    ]
    read = draft(table)
    assert {row.code: row.scores for row in read.rows} == {
        "13.72": {"murni": 70, "total": 75},
        "13.06": {"murni": 60, "total": 65},
        "14.08": {"murni": 80, "total": 85},
    }
    assert [(one.first, one.until) for one in read.layouts] == [(2, 7), (8, None)]
    assert passed(read) == [(4, "judul kolom berulang"), (7, "judul provinsi")]


def test_two_tables_side_by_side(draft):
    table = [
        [*HEAD, None, *HEAD],
        [*SOLOK, None, 3, "Kota Padang", 70, "Cukup Peduli HAM"],
        [*AGAM, None, 4, "Kab. Atlantis", 71, None],
        [None, None, None, None, None, 5, "Kota Pariaman", 72, None],
    ]
    read = draft(table)
    assert scores(read) == {"13.72": 76.9, "13.06": 80.5, "13.71": 70, "13.77": 72}
    assert [(one.sheet, one.row, one.codes) for one in read.refused] == [("Hasil", 3, ("wilayah-tidak-dikenal",))]
    assert [one for one in codes(read) if one[0] == "wilayah-tidak-dikenal"] == [("wilayah-tidak-dikenal", 3, 7)]


def test_a_column_of_the_kind_beside_the_bare_name(draft):
    table = [["Kab/Kota", "Nama", "Nilai"], ["KABUPATEN", "Solok", 70], ["KOTA", "Solok", 71], ["Kab.", "Agam", 72]]
    read = draft(table)
    assert scores(read) == {"13.02": 70, "13.72": 71, "13.06": 72}
    assert read.layouts[0].columns == {1: "jenis", 2: "kabkota", 3: "skor"}


def test_numbers_and_provinces_within_names(draft):
    names = [
        "1. Kab. Agam",
        "2) Kota Solok",
        "a. Kota Padang",
        "Kab. Solok, Provinsi Sumatera Barat",
        "Kab. Siak (Prov. Riau)",
        "Kota Dumai, Riau",
    ]
    read = draft([HEAD[1:3], *([name, 70] for name in names)])
    assert sorted(scores(read)) == ["13.02", "13.06", "13.71", "13.72", "14.08", "14.72"]


@pytest.mark.parametrize(
    "name", ["Provinsi Sumatera Barat, Kab. Agam", "Sumbar - Kab. Agam", "Kab. Agam (Sumbar)", "3 Kab. Agam", "No. 5 Kab. Agam"]
)
def test_numbers_and_provinces_before_names(draft, name):
    assert scores(draft([["Kab/Kota", "Nilai"], [name, 80.5]])) == {"13.06": 80.5}


@pytest.mark.parametrize("heading", ["I. Wilayah Kabupaten", "Pemerintah Kabupaten", "(a) KABUPATEN"])
def test_kinds_as_headings_in_other_words(draft, heading):
    rows = [HEAD, [heading], [1, "Solok", 80.5, "Peduli"], [heading.replace("abupaten", "ota").replace("ABUPATEN", "OTA")]]
    assert scores(draft([*rows, [1, "Solok", 76.9, "Peduli"]])) == {"13.02": 80.5, "13.72": 76.9}


def test_predicates_and_absence_as_headings(draft):
    rows = [HEAD[:3], ["A. PEDULI HAM"], [1, "Kota Solok", 80.5], ["Cukup Peduli HAM"], [1, "Kab. Agam", 70], ["TIDAK IKUT"]]
    read = draft([*rows, [1, "Kota Padang"], ["Lain-lain"], [1, "Kota Pariaman"]])
    told = {row.code: (row.predicate, row.participation) for row in read.rows}
    cukup = ("Cukup Peduli HAM", True)
    assert told == {"13.72": ("Peduli HAM", True), "13.06": cukup, "13.71": (None, False), "13.77": (None, None)}
    assert [row.predicate for row in draft({"Cukup Peduli HAM": [HEAD[:3], [1, "Kab. Agam", 70]]}).rows] == ["Cukup Peduli HAM"]


def test_the_name_of_the_programme_is_no_predicate(draft):
    read = draft([["KABUPATEN/KOTA PEDULI HAM"], HEAD[:3], ["KABUPATEN/KOTA PEDULI HAM"], [1, "Kab. Agam", 70]])
    assert [row.predicate for row in read.rows] == [None]


def test_a_predicate_against_its_heading_is_asked_about(draft):
    read = draft([HEAD, ["PEDULI HAM"], [1, "Kota Solok", 70, "Cukup"], [2, "Kab. Agam", 80, None]])
    assert codes(read) == [("predikat-lain-dari-judul", 3, 4)]
    assert [(row.code, row.predicate) for row in read.rows] == [("13.06", "Peduli HAM")]


@pytest.mark.parametrize(
    "table",
    [
        [["KABUPATEN", None, None, None, "KOTA"], ["No", "Nama", "Nilai", None, "No", "Nama", "Nilai"]],
        [[], [None, "Kabupaten", "Nilai", None, None, "Kota", "Nilai"]],
    ],
)
def test_kinds_above_tables_side_by_side_hold_for_their_own(draft, table):
    assert scores(draft([*table, [1, "Solok", 70, None, 1, "Solok", 80]])) == {"13.02": 70, "13.72": 80}


@pytest.mark.parametrize("heading", ["Tipe", "Status Daerah", "Kab/Kota"])
def test_a_column_of_kinds_under_any_heading(draft, heading):
    read = draft([["Daerah", heading, "Nilai"], ["Solok", "Kab.", 70], ["Solok", "Kota", 80]])
    assert scores(read) == {"13.02": 70, "13.72": 80}


def test_a_result_without_a_name_is_named(draft):
    read = draft([HEAD, SOLOK, [2, None, 70.5, "Cukup"]])
    assert codes(read) == [("hasil-tanpa-nama", 3, None)]
    merged = draft(
        [HEAD, [1, None, 76.9, "Peduli"], [2, None, 70.5, "Cukup"]], lambda _, hasil: hasil.merge_range("B2:B3", "Kota Solok")
    )
    assert codes(merged) == [("hasil-tanpa-nama", 3, None), ("sel-gabungan", 2, 2)]
    assert merged.rows == ()


@pytest.mark.parametrize("label", ["Rata2", "Nilai Maks", "Mean", "Banyaknya", "Standar Deviasi", "Min"])
def test_sums_in_other_words(draft, label):
    assert passed(draft([HEAD, SOLOK, [None, label, 76.9]])) == [(3, "jumlah")]


def test_a_table_that_is_turned_round_is_refused_whole(draft):
    with pytest.raises(UserError, match="Tidak ada tabel hasil"):
        draft([["Kab/Kota", "Kota Solok", "Kab. Agam"], ["Nilai", 80, 70], ["Predikat", "Peduli", "Cukup"]])


@pytest.mark.parametrize("hide", [("set_column", "B:B", 8), ("set_row", 0, 15)])
def test_hidden_answers_of_a_form_are_asked_about(draft, hide):
    sheets = {"Kota Solok": [["Nilai", 80.5], ["Predikat", "Peduli HAM"]]}
    how, place, size = hide

    def arrange(_, form):
        getattr(form, how)(place, size, None, {"hidden": True})

    assert ("kolom-tersembunyi", 1, 2) in codes(draft(sheets, arrange))


@pytest.mark.parametrize("heading", ["Nilai", "Predikat"])
def test_two_columns_of_one_meaning_that_differ_are_asked_about(draft, heading):
    told = {"Nilai": (60, 76.9), "Predikat": ("Cukup", "Peduli")}[heading]
    table = [["Kab/Kota", heading, heading], ["Kota Solok", *told]]
    (asked,) = draft(table).questions
    assert (asked.code, asked.row, asked.column) == ("kolom-kembar", 1, 3)
    assert draft(table, answers={"kolom-kembar": "sesuai"}).questions == ()
    (row,) = (read := draft(table, corrections={"Hasil": {3: "skor" if heading == "Nilai" else "predikat"}})).rows
    assert (row.scores, row.predicate) == (({"": 76.9}, None) if heading == "Nilai" else ({}, "Peduli HAM"))
    assert read.questions == ()
    assert draft([*table[:1], ["Kota Solok", told[0], told[0]]]).questions == ()


def test_sheets_of_one_region_each_are_read_or_named(draft):
    form = [["Nilai Akhir", 80.5], ["Predikat", "Peduli HAM"]]
    read = draft({"Solok Kab": form, "S2": [["HASIL PENILAIAN KOTA SOLOK"], *form], "Rekap": form})
    assert set(scores(read)) == {"13.02", "13.72"}
    assert codes(read) == [("lembar-tidak-dipakai", None, None)]


def test_one_sheet_for_each_region(draft):
    def form(name, score):
        return [["LEMBAR PENILAIAN"], [], ["Kabupaten/Kota", ":", name], ["Nilai Akhir :", score], ["Predikat", "Peduli HAM"]]

    read = draft({"Solok": form("Kota Solok", 76.9), "Agam": form("Kab. Agam", "tujuh"), "Lain": [["catatan"]]})
    assert scores(read) == {"13.72": 76.9}
    assert codes(read) == [("skor-bukan-angka", 4, 2)]
    assert any("tanpa tabel hasil" in line and "Lain" in line for line in read.sentences())
    assert any("sel C3" in line for line in read.sentences())


def test_a_sheet_called_after_its_region(draft):
    assert scores(draft({"Kab. Agam": [["Nilai Akhir", 80.5], ["Predikat", "Peduli HAM"]]})) == {"13.06": 80.5}


def test_a_table_beside_that_begins_further_down_is_read_or_asked_about(draft):
    table = [HEAD, SOLOK, [*AGAM, None, *HEAD]]
    others = [[None] * 5 + [place, name, 70] for place, name in enumerate(("Kota Padang", "Kab. Siak", "Kota Dumai"))]
    assert sorted(scores(draft([*table, *others]))) == ["13.06", "13.71", "13.72", "14.08", "14.72"]
    (asked,) = draft([*table[:2], AGAM, *others]).questions
    assert (asked.code, asked.column, asked.values["daftar"]) == ("kolom-tanpa-judul", 7, "G")
    read = draft([*table[:2], AGAM, *others], answers={"kolom-tanpa-judul": "tanpa"})
    assert sorted(scores(read)) == ["13.06", "13.72"]


def test_totals_and_signatures_are_named(draft):
    table = [
        HEAD,
        SOLOK,
        AGAM,
        [None, "Nilai Tertinggi", 80.5],
        [None, "Rata-rata Nilai", 78.7],
        [None, "Jumlah peserta", 2],
        [None, None, "Padang, 10 Desember 2024"],
        [None, "Kepala Kantor Wilayah,"],
        [None, "Drs. Budi Santoso, M.Si"],
        [None, "NIP. 197001011995031001"],
    ]
    read = draft(table)
    assert sorted(scores(read)) == ["13.06", "13.72"]
    assert [kind for _, kind in passed(read)] == ["jumlah"] * 3 + ["catatan di bawah tabel"] * 4
    assert read.refused == ()


def test_regions_after_a_signature_are_not_lost(draft):
    read = draft([HEAD, SOLOK, [None, "Mengetahui,"], [2, "Kab. Agam"], [3, "Pariaman", 70]])
    assert sorted(scores(read)) == ["13.06", "13.72", "13.77"]


# Years


@pytest.mark.parametrize(
    ("title", "asked"),
    [
        ("HASIL PENILAIAN TAHUN 2024", []),
        ("HASIL PENILAIAN TAHUN 2023", ["tahun-capaian"]),
        ("HASIL PENILAIAN TAHUN 2022", ["tahun-lain"]),
        ("HASIL TAHUN 2024 (KINERJA 2023)", []),
        ("KEPUTUSAN NOMOR 5 TAHUN 2023 TENTANG HASIL PENILAIAN", []),
        ("KEPUTUSAN NOMOR 5 TAHUN 2023, HASIL PENILAIAN TAHUN 2023", ["tahun-capaian"]),
        ("Dicetak 3 Januari 2025", []),
        ("Menurut Permenkumham 22/2021, kinerja tahun 2023", []),
    ],
)
def test_the_year_of_a_title(draft, title, asked):
    read = draft([[title], HEAD, SOLOK])
    assert [one.code for one in read.questions] == asked
    for one in read.questions:
        assert title in one.sentence()
        assert "--tahun" not in one.sentence("en") + one.remedy() + one.remedy("en")
        answered = draft([[title], HEAD, SOLOK], answers={one.code: "sesuai"})
        assert (answered.questions, scores(answered)) == ((), {"13.72": 76.9})


def test_the_year_of_a_sheet(draft):
    assert [one.code for one in draft({"Rekap 2023": [HEAD, SOLOK]}).questions] == ["tahun-capaian"]
    both = draft({"2023": [HEAD, [1, "Kota Solok", 50, None]], "2024": [HEAD, SOLOK]})
    assert (scores(both), both.questions) == ({"13.72": 76.9}, ())
    assert [(one.code, one.sheet) for one in both.findings if one.code == "lembar-tahun-lain"] == [("lembar-tahun-lain", "2023")]


def test_columns_of_two_years(draft):
    read = draft([["Kab/Kota", "Nilai 2023", "Nilai Tahun 2024", "Predikat"], ["Kota Solok", 50, 76.9, "Peduli HAM"]])
    assert (scores(read), read.questions) == ({"13.72": 76.9}, ())
    assert ("kolom-tahun-lain", 1, 2) in codes(read)
    (asked,) = draft([["Kab/Kota", "Nilai 2023"], ["Kota Solok", 50]]).questions
    assert (asked.code, asked.row, asked.column) == ("tahun-capaian", 1, 2)


def test_two_years_above_each_other(draft):
    table = [["No", "Kab/Kota", "Tahun 2023", None, "Tahun 2024", None], [None, None, "Nilai", "Predikat", "Nilai", "Predikat"]]
    table.append([1, "Kota Solok", 50, "Kurang Peduli HAM", 76.9, "Peduli HAM"])

    def arrange(_, sheet):
        for area, said in (
            ((0, 0, 1, 0), "No"),
            ((0, 1, 1, 1), "Kab/Kota"),
            ((0, 2, 0, 3), "Tahun 2023"),
            ((0, 4, 0, 5), "Tahun 2024"),
        ):
            sheet.merge_range(*area, said)

    read = draft(table, arrange)
    assert (scores(read), read.rows[0].predicate) == ({"13.72": 76.9}, "Peduli HAM")
    earlier = draft(table, arrange, year=2023)
    assert (scores(earlier), earlier.rows[0].predicate) == ({"13.72": 50}, "Kurang Peduli HAM")


def test_two_years_above_each_other_in_cells_that_are_not_merged(draft):
    table = [["No", "Kab/Kota", 2023, None, 2024, None], [None, None, "Nilai", "Predikat", "Nilai", "Predikat"]]
    read = draft([*table, [1, "Kota Solok", 50, "Kurang Peduli HAM", 76.9, "Peduli HAM"]])
    assert (scores(read), read.rows[0].predicate) == ({"13.72": 76.9}, "Peduli HAM")


@pytest.mark.parametrize("title", ["REKAP ’23", "Penilaian Thn. 23", "Hasil T.A. 2023"])
def test_years_in_short(draft, title):
    assert codes(draft([[title], HEAD, SOLOK]))[0][0] == "tahun-capaian"
    assert codes(draft({"TA2022": [HEAD, SOLOK]}))[0][0] == "tahun-lain"
    assert codes(draft([["10 Desember 2024, Th 2"], HEAD, SOLOK])) == []


@pytest.mark.parametrize(
    "table",
    [
        [HEAD, ["TAHUN 2023"], [1, "Kota Solok", 60, "Cukup"], ["TAHUN 2024"], SOLOK],
        [["TAHUN 2023"], HEAD, [1, "Kab. Agam", 60, "Cukup"], [], ["HASIL TAHUN 2024"], HEAD, SOLOK],
        [["TAHUN 2023", *[None] * 4, "TAHUN 2024"], [*HEAD, None, *HEAD], [1, "Kota Solok", 60, "Cukup", None, *SOLOK]],
    ],
)
def test_years_as_headings_of_parts(draft, table):
    read = draft(table)
    assert scores(read) == {"13.72": 76.9}
    assert [code for code, _, _ in codes(read)] == ["tabel-tahun-lain"]


def test_a_part_of_another_year_alone_is_asked_about(draft):
    assert codes(draft([HEAD, ["TAHUN 2022"], SOLOK]))[0][0] == "tahun-lain"


def test_a_heading_above_years_that_is_not_merged(draft):
    read = draft(
        [["Kab/Kota", "Nilai", None, "Predikat"], [None, 2023, 2024, 2023, 2024], ["Kota Solok", 60, 76.9, "Cukup", "Peduli"]]
    )
    assert [(row.scores, row.predicate) for row in read.rows] == [({"": 76.9}, "Peduli HAM")]


def test_columns_of_other_years_only_are_said_to_be(draft):
    with pytest.raises(UserError) as refused:
        draft([["Kab/Kota", "Nilai 2022", "Nilai 2023"], ["Kota Solok", 60, 76.9]])
    assert "kolomnya tentang tahun 2022, bukan 2024" in refused.value.details


def test_a_column_of_years_that_names_the_performance(draft):
    table = [["Kab/Kota", "Tahun", "Nilai"], ["Kota Solok", 2023, 76.9], ["Kab. Agam", 2023, 80]]
    read = draft(table)
    assert [(one.code, one.row, one.column) for one in read.questions] == [("tahun-capaian", 2, 2)]
    assert len(draft(table, answers={"tahun-capaian": "sesuai"}).rows) == 2
    mixed = draft([*table, ["Kota Padang", 2024, 70]])  # then 2023 is another round
    assert (scores(mixed), mixed.questions) == ({"13.71": 70}, ())
    assert [one for one in codes(mixed) if one[0] == "tahun-berbeda"] == [("tahun-berbeda", 2, 2), ("tahun-berbeda", 3, 2)]
