"""From messy files to drafts: golden findings with their places, and nothing lost on the way."""

from collections import Counter

import pytest
import xlsxwriter
from hasil_tools import write_sheets

from etl.base.errors import UserError
from etl.forms.findings import Finding, known
from etl.results import checks
from etl.results.draft import read_draft
from etl.results.result import ResultRow


@pytest.fixture
def draft(tmp_path, tables):
    """Reads a draft of a workbook: sheet name → rows."""

    def read(year, **sheets):
        return read_draft(write_sheets(tmp_path / "hasil.xlsx", sheets), year, tables)

    return read


HEAD = ["Kode", "Kab/Kota", "Nilai", "Predikat", "Ikut serta"]


def found(draft):
    return [(one.code, one.row, one.column) for one in draft.findings if one.code != "wilayah-tidak-ada"]


def test_a_messy_file_with_its_golden_findings(draft):
    table = [
        ["HASIL PENILAIAN 2024"],
        HEAD,
        ["13.71", "Kota Padang", "90,5", "PEDULI HAM", "ya"],
        [None, "Solok", 80, "Peduli", None],  # 4: which one?
        [None, "Kab. Atlantis", 80, "Peduli", None],  # 5
        [13.02, "Kab. Solok", "tujuh", "Peduli", None],  # 6: not a number
        [None, "Kota Solok", 800, "Peduli", None],  # 7: out of range
        [None, "Kab. Agam", 80, "Bagus", None],  # 8
        [None, "Kota Bukittinggi", 80, "Cukup Peduli HAM", None],  # 9: does not fit
        [None, "Kota Pariaman", None, None, None],  # 10: nothing told
        [None, "Kota Sawahlunto", None, None, "tidak"],
        [None, "Kab. Sijunjung", 70, "Peduli", "tidak ikut"],  # 12: contradicts itself
        [None, "Kab. Dharmasraya", 80, "Peduli", "entah"],  # 13
        [None, "Kab. Pasaman", 81, "Peduli", None],
        [None, "KAB PASAMAN", 82, "Peduli", None],  # 14, 15: twice, different
        [None, "Kota Payakumbuh", 83, "Peduli", None],
        [None, "Kota Payakumbuh", 83, "Peduli", None],  # 17: twice, the same
        [None, "Jumlah", 83, None, None],
    ]
    read = draft(2024, Hasil=table)
    assert Counter(found(read)) == Counter(
        [
            ("wilayah-ambigu", 4, 2),
            ("wilayah-tidak-dikenal", 5, 2),
            ("skor-bukan-angka", 6, 3),
            ("skor-di-luar-rentang", 7, 3),
            ("predikat-tidak-dikenal", 8, 4),
            ("predikat-tidak-sesuai-skor", 9, None),
            ("baris-kosong", 10, None),
            ("predikat-tanpa-partisipasi", 12, 5),
            ("isian-tidak-dikenal", 13, 5),
            ("wilayah-ganda", 14, None),
            ("wilayah-ganda", 15, None),
            ("wilayah-berulang", 17, None),
        ]
    )
    assert [row.code for row in read.rows] == ["13.71", "13.73", "13.75", "13.76", "13.77"]
    assert [one.row for one in read.refused] == [4, 5, 6, 7, 8, 12, 13, 14, 15]
    rows_below_the_header = len(table) - 2
    assert len(read.rows) + len(read.refused) + len(read.passed) + 1 == rows_below_the_header  # one row said what another had said
    by_code = {row.code: row for row in read.rows}
    assert by_code["13.71"].scores == {"": 90.5}
    assert by_code["13.71"].participation is True
    assert by_code["13.73"].participation is False
    assert by_code["13.77"].participation is None


def test_every_finding_says_where_and_what_to_do(draft):
    read = draft(2024, Hasil=[HEAD, [None, "Solok", 1, "Peduli", None]])
    finding = read.findings[0]
    assert finding.place() == "lembar Hasil, baris 2, kolom B"
    assert finding.place("en") == "sheet Hasil, row 2, column B"
    assert "Kabupaten Solok (13.02)" in finding.sentence()
    assert "Kota Solok (13.72)" in finding.sentence("en")
    json = finding.as_json()
    assert (json["kode"], json["tingkat"], json["lembar"], json["baris"], json["kolom"]) == (
        "wilayah-ambigu",
        "galat",
        "Hasil",
        2,
        "B",
    )
    assert json["pesan"].startswith("“Solok” dapat berarti")


def test_codes_eaten_by_a_spreadsheet(draft):
    table = [HEAD, [11.1, "Kab. Aceh Singkil", 80, "Peduli", None], [11.01, "Kab. Aceh Selatan", 81, "Peduli", None]]
    assert [row.code for row in draft(2024, Hasil=table).rows] == ["11.01", "11.10"]


def test_predicate_of_another_rule(draft):
    read = draft(2014, Hasil=[["Kab/Kota", "Predikat"], ["Kota Padang", "Mulai Peduli HAM"]])
    assert found(read) == [("predikat-tidak-berlaku", 2, 2)]


def test_region_that_did_not_exist_yet(draft, tables):
    young = next(row for row in tables.rows("wilayah") if row["sejak_tahun"])
    read = draft(2013, Hasil=[["Kode", "Kab/Kota", "Nilai"], [young["kode"], young["nama"], 80]])
    expected = [("wilayah-belum-dibentuk", 2, 2)] if young["sejak_tahun"] > 2013 else []
    assert found(read) == expected


def test_row_of_another_year(draft):
    assert found(draft(2024, Hasil=[["Kab/Kota", "Tahun", "Nilai"], ["Kota Padang", 2022, 80]])) == [("tahun-berbeda", 2, 2)]


def test_year_without_assessment(draft):
    with pytest.raises(UserError, match="2021"):
        draft(2021, Hasil=[HEAD, [None, "Kota Padang", 80, None, None]])


def test_a_file_without_a_table_says_what_a_table_needs(draft):
    with pytest.raises(UserError) as caught:
        draft(2024, Catatan=[["bukan", "tabel"]])
    assert "templat" in caught.value.remedy


def test_result_and_detail_in_two_sheets_become_one(draft):
    rights = ["kesehatan", "pendidikan", "perempuan dan anak", "kependudukan", "pekerjaan", "perumahan yang layak"]
    head = ["Kode", *(f"Hak atas {right}" for right in rights), "K7"]
    head[3] = "Hak perempuan dan anak"
    read = draft(
        2018,
        Hasil=[["Kode", "Nilai Murni", "Predikat"], ["13.71", 80, "Peduli HAM"], ["13.72", 90, "Peduli HAM"]],
        Rincian=[head, ["13.71", 80, 80, 80, 80, 80, 80, 80], ["13.72", 80, 80, 80, 80, 80, 80, 80]],
    )
    assert [len(row.criteria) for row in read.rows] == [7, 7]
    assert found(read) == [("skor-tidak-sesuai-rincian", 3, None)]
    assert "80" in read.findings[0].values["hitungan"]


def test_total_is_judged_with_the_bonus(draft):
    head = ["Kode", "Nilai Murni", "Bonus", "Nilai Total", *(f"K{n}" for n in range(1, 8))]
    read = draft(2018, Hasil=[head, ["13.71", 70, 10, 80, *[70] * 7], ["13.72", 70, 10, 85, *[70] * 7]])
    assert found(read) == [("skor-tidak-sesuai-rincian", 3, None)]


def test_a_pure_score_may_be_lifted_by_the_bonus(draft):
    table = [["Kode", "Nilai Murni", "Predikat"], ["13.71", 70, "Peduli HAM"], ["13.72", 40, "Peduli HAM"]]
    assert found(draft(2018, Hasil=table)) == [("predikat-tidak-sesuai-skor", 3, None)]


def test_bands_that_are_not_known_are_not_invented(draft):
    table = [["Kode", "Nilai Total", "Predikat"], ["13.71", 40, "Cukup Peduli HAM"], ["13.72", 40, "Peduli HAM"]]
    assert found(draft(2024, Hasil=table)) == [("predikat-tidak-sesuai-skor", 3, None)]


def test_kind_of_score_from_its_own_column(draft):
    read = draft(2024, Hasil=[["Kode", "Nilai", "Jenis nilai"], ["13.71", 80, "Murni"], ["13.72", 90, "total"]])
    assert [row.scores for row in read.rows] == [{"murni": 80.0}, {"total": 90.0}]


def test_missing_regions_of_the_provinces_in_the_file(draft):
    read = draft(2024, Hasil=[["Kab/Kota", "Nilai"], ["Kota Padang", 80]])
    (finding,) = (one for one in read.findings if one.code == "wilayah-tidak-ada")
    assert finding.values["jumlah"] == 18


def row(code="13.71", **told):
    return ResultRow(code, "Hasil", 2, **told)


NAMES = {"13.71": "Kota Padang"}


def codes(findings):
    return [one.code for one in findings]


def test_what_changed_since_the_version_before():
    former = {"13.71": row(predicate="Peduli HAM", scores={"": 80.0})}
    assert codes(checks.against_former([row(predicate="Peduli HAM", scores={"": 80.0})], former, 1, NAMES)) == []
    (finding,) = checks.against_former([row(predicate="Peduli HAM", scores={"": 81.0})], former, 1, NAMES)
    assert (finding.code, finding.values["lama"], finding.values["nilai"]) == ("berubah-dari-sebelumnya", "80", "81")


def test_what_differs_from_the_published_record():
    record = {("13.71", "predikat"): "Peduli HAM", ("13.71", "skor"): 92.8}
    same = row(predicate="Peduli HAM", scores={"murni": 92.8, "total": 100.0})
    assert codes(checks.against_record([same], record, NAMES)) == []
    assert codes(checks.against_record([row(predicate="Cukup Peduli HAM")], record, NAMES)) == ["berbeda-dari-klaim"]
    assert codes(checks.against_record([row(code="13.72", predicate="Cukup Peduli HAM")], record, NAMES)) == []


@pytest.mark.parametrize(("score", "expected"), [(65.0, []), (64.9, ["loncatan-tidak-lazim"])])
def test_unusual_moves(score, expected):
    earlier = {"13.71": {"murni": 90.0}}
    assert codes(checks.against_earlier([row(scores={"murni": score})], earlier, 2023, NAMES)) == expected
    assert codes(checks.against_earlier([row(scores={"total": score})], earlier, 2023, NAMES)) == []


def test_every_finding_has_both_languages_and_a_remedy():
    assert len(known()) >= 18
    for code, texts in known().items():
        asks = {"jawaban"} if texts["tingkat"] == "tanya" else set()
        assert set(texts) == {"tingkat", "id", "en", "tindakan_id", "tindakan_en"} | asks, code
        assert texts["tingkat"] in ("galat", "tanya", "peringatan")
        assert Finding(code).level == texts["tingkat"]


def test_a_correction_by_hand(tmp_path, tables):
    path = tmp_path / "hasil.csv"
    path.write_text("Kab/Kota;Nilai;Angka\nKota Padang;61;76,9\n", encoding="utf-8")
    assert read_draft(path, 2024, tables).rows[0].scores == {"": 61.0}
    corrected = read_draft(path, 2024, tables, {"hasil": {2: "", 3: "skor"}})
    assert corrected.rows[0].scores == {"": 76.9}
    assert any("Angka" in line for line in corrected.sentences())


def test_rows_out_of_step_with_the_header(tmp_path, tables):
    path = tmp_path / "hasil.csv"
    path.write_text(
        "Kode,Kab/Kota,Nilai,K1\n13.71,Kota Padang,76,9,80\n13.72,Kota Solok,70\n13.73,Kota Sawahlunto,70,60\n", encoding="utf-8"
    )
    read = read_draft(path, 2024, tables)
    assert [(one.code, one.row) for one in read.findings if one.row] == [("sel-berlebih", 2), ("sel-kurang", 3)]
    assert [row.code for row in read.rows] == ["13.72", "13.73"]


def test_columns_and_sheets_that_are_not_understood_are_named(draft):
    rows = [[code, name, 80, 1] for code, name in (("13.71", "Kota Padang"), ("13.72", "Kota Solok"), ("13.02", "Kab. Solok"))]
    read = draft(
        2024, Hasil=[["Kode", "Kab/Kota", "Nilai", "Predikxt"], *rows], Lain=[["A", "B", "C", "D"], *rows], Catatan=[["bebas"]]
    )
    assert [(one.code, one.sheet, one.column) for one in read.findings if one.code != "wilayah-tidak-ada"] == [
        ("lembar-tidak-dipakai", "Lain", None),
        ("kolom-tidak-dipakai", "Hasil", 4),
    ]


def test_a_cell_with_an_error_is_not_an_empty_one(tmp_path, tables):
    path = tmp_path / "hasil.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Kode", "Nilai", "K1"])
        sheet.write_row(1, 0, ["13.71", 80])
        sheet.write_formula(1, 2, "=1/0", None, "#DIV/0!")
    read = read_draft(path, 2024, tables)
    assert [(one.code, one.row, one.column) for one in read.findings] == [("rumus-tanpa-nilai", 2, 3)]
    assert not read.rows


def test_a_bonus_that_is_no_number_refuses_its_row(draft):
    read = draft(2018, Hasil=[["Kode", "Nilai Murni", "Bonus"], ["13.71", 70, "tiga"]])
    assert found(read) == [("skor-bukan-angka", 2, 3)]
    assert not read.rows
