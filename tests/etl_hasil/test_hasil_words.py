"""Words and numbers as offices write them: read right, or asked about with what they may mean. Never guessed."""

import pytest

from etl.forms.findings import Finding
from etl.forms.values import counted_text, score_text
from etl.inputs import reference
from etl.results.draft import read_draft
from etl.results.predicates import Predicates
from etl.results.rulebook import rule_of
from tests.etl_hasil.hasil_tools import write_sheets

PEDULI = ("Peduli HAM", "Cukup Peduli HAM", "Mulai Peduli HAM", "Kurang Peduli HAM")
PATUH = ("Sangat Patuh", "Patuh", "Cukup Patuh", "Kurang Patuh", "Tidak Patuh")
PLACES = ("Kota Padang", "Kota Solok", "Kota Sawahlunto", "Kota Padang Panjang", "Kota Bukittinggi", "Kota Payakumbuh")
PADANG = "13.71"


@pytest.fixture
def draft(tmp_path, tables):
    """Reads a draft of one sheet: heading and rows."""

    def read(*table, year=2024):
        return read_draft(write_sheets(tmp_path / "hasil.xlsx", {"Rekap": table}), year, tables)

    return read


def found(read):
    return [(one.code, one.row, one.column) for one in read.findings if one.code != "wilayah-tidak-ada"]


def first(read):
    """The result of Kota Padang, None if its row was refused."""
    return next((row for row in read.rows if row.code == PADANG), None)


# Predicates: of whatever rule


@pytest.mark.parametrize(
    ("written", "name", "plain"),
    [
        ("PEDULI HAM", "Peduli HAM", True),
        ("Peduli", "Peduli HAM", True),
        ("Cukup", "Cukup Peduli HAM", True),
        ("kurang", "Kurang Peduli HAM", True),
        ("Mulai", "Mulai Peduli HAM", True),
        ("PEDULI H.A.M", "Peduli HAM", True),
        ("Kab. Peduli HAM", "Peduli HAM", True),
        ("Kota Cukup Peduli HAM.", "Cukup Peduli HAM", True),
        ("Pedul HAM", "Peduli HAM", False),
        ("Ckp Peduli", "Cukup Peduli HAM", False),
        ("Kurng Pduli HAM", "Kurang Peduli HAM", False),
        ("CPH", "Cukup Peduli HAM", False),
        ("KP", "Kurang Peduli HAM", False),
        ("CukupPeduliHAM", "Cukup Peduli HAM", True),
        ("Kurang Peduli Hak Asasi Manusia", "Kurang Peduli HAM", True),
        *(
            (one, None, None)
            for one in ("HAM", "P", "Tidak Peduli", "Sangat Peduli HAM", "Kurang Cukup", "Bagus", "", "Cukup baik")
        ),
        *(
            (one, None, None)  # two predicates
            for one in ("Peduli HAM / Cukup Peduli HAM", "Peduli/Cukup", "Cukup Peduli - Peduli")
        ),
    ],
)
def test_predicates_in_short_and_misspelt(written, name, plain):
    meant = Predicates(PEDULI, "Kabupaten/Kota Peduli HAM").read(written)
    assert meant.name == name
    assert name is None or meant.plain is plain


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("SANGAT PATUH", "Sangat Patuh"),
        ("Patuh", "Patuh"),
        ("Ptuh", "Patuh"),
        ("Cukup", "Cukup Patuh"),
        ("Kurang", "Kurang Patuh"),
        ("Tdk Patuh", "Tidak Patuh"),
        ("Sangat Patuh HAM", "Sangat Patuh"),
        ("SP", "Sangat Patuh"),
        ("Peduli HAM", None),
        ("Tidak ikut", None),
    ],
)
def test_predicates_of_another_programme_are_understood_the_same_way(written, name):
    assert Predicates(PATUH, "Penilaian Kepatuhan HAM").read(written).name == name


def test_predicates_of_the_data_and_no_others(draft, tables):
    for year in (2013, 2018, 2024):
        names = rule_of(tables, year).predicates
        rows = [(place, name.upper()) for place, name in zip(PLACES, names, strict=False)]
        read = draft(("Kab/Kota", "Predikat"), *rows, year=year)
        assert {row.predicate for row in read.rows} == set(names)


def test_a_misspelt_predicate_is_named_and_an_unknown_one_refused(draft):
    read = draft(("Kab/Kota", "Predikat"), (PLACES[0], "Pedul HAM"), (PLACES[1], "Sangat Peduli HAM"))
    assert found(read) == [("predikat-ditafsirkan", 2, 2), ("predikat-tidak-dikenal", 3, 2)]
    assert first(read).predicate == "Peduli HAM"


def test_what_may_be_a_predicate_or_an_absence_is_asked_about(rules_folder, tmp_path):
    for name, lines in {
        "putaran": ["2026,2025,Permen X,ya,,,,"],
        "regulasi": [
            f"Permen X,2026,,8,40,{name},{low},{high},diketahui,"
            for name, low, high in zip(PATUH, (90, 75, 60, 40, 0), (100, 90, 75, 60, 40), strict=True)
        ],
        "aturan_nilai": [
            "Permen X,2026,,program,,Penilaian Kepatuhan HAM,diketahui,,",
            "Permen X,2026,,nilai_maks,,100,diketahui,,",
        ],
    }.items():
        path = rules_folder / f"{name}.csv"
        path.write_text(path.read_text(encoding="utf-8").rstrip("\n") + "\n" + "\n".join(lines) + "\n", encoding="utf-8")
    file = tmp_path / "hasil.csv"
    said = ("TP", "Tidak", "Tidak Patuh", "Tidak ikut", "Cukup", "Ptuh")
    file.write_text(
        "Kab/Kota;Predikat\n" + "".join(f"{place};{one}\n" for place, one in zip(PLACES, said, strict=True)), encoding="utf-8"
    )
    read = read_draft(file, 2026, reference.load(rules_folder))
    assert [one.code for one in read.findings if one.row in (2, 3)] == ["predikat-atau-tidak-ikut"] * 2
    assert [row.predicate for row in read.rows] == ["Tidak Patuh", None, "Cukup Patuh", "Patuh"]
    assert [row.participation for row in read.rows] == [True, False, True, True]


# Ticks


def test_ticks_below_headings_that_are_predicates(draft):
    head = ("No", "Kab/Kota", *PEDULI)
    read = draft(head, (1, PLACES[0], None, "V"), (2, PLACES[1], "√"), (3, PLACES[2], "v", "v"), (4, PLACES[3], None, "-", 1))
    assert {row.code: row.predicate for row in read.rows} == {
        "13.71": "Cukup Peduli HAM",
        "13.72": "Peduli HAM",
        "13.74": "Mulai Peduli HAM",
    }
    assert found(read) == [("predikat-lebih-dari-satu", 4, 4)]


def test_ticks_below_short_headings_and_a_predicate_beside_them(draft):
    head = ("Kab/Kota", "Predikat", "Peduli", "Cukup", "Kurang")
    read = draft(head, (PLACES[0], "Cukup", None, "x"), (PLACES[1], "Peduli", None, "x"))
    assert found(read) == [("predikat-bertentangan", 3, 4)]
    assert first(read).predicate == "Cukup Peduli HAM"


def test_ticks_below_a_merged_heading_and_for_who_took_no_part(tmp_path, tables):
    head = [("Kab/Kota", "Predikat", None, None, "Nilai"), (None, "Peduli HAM", "Cukup Peduli HAM", "Tidak Ikut", None)]
    rows = [(PLACES[0], "√", None, None, 80), (PLACES[1], None, "√", None, 70), (PLACES[2], None, None, "v", None)]
    path = write_sheets(tmp_path / "hasil.xlsx", {"Rekap": head + rows}, lambda _, sheet: sheet.merge_range("B1:D1", "Predikat"))
    read = read_draft(path, 2024, tables)
    told = {row.code: (row.predicate, row.participation) for row in read.rows}
    assert told == {"13.71": ("Peduli HAM", True), "13.72": ("Cukup Peduli HAM", True), "13.73": (None, False)}
    assert found(read) == []


# Who did not take part


@pytest.mark.parametrize(
    "said",
    [
        *("Tidak mengumpulkan", "Tdk ikut", "TP", "TM", "absen", "Belum mengumpulkan", "Tidak menyampaikan data", "TIDAK DINILAI"),
        *("Bukan peserta", "Tidak ikut serta dalam penilaian KKP HAM", "Tidak menginput data ke aplikasi", "Tidak turut serta"),
        *("Tidak mengikuti penilaian tahun 2024", "TIDAK BERPARTISIPASI (TP)", "T/P", "Mengundurkan diri", "Tidak dapat dinilai"),
    ],
)
@pytest.mark.parametrize("column", ["Predikat", "Nilai", "Keikutsertaan", "Ket.", "Status"])
def test_who_did_not_take_part_in_any_words_in_any_column(draft, said, column):
    others = [(place, 80 + number, None, None, "Peduli HAM") for number, place in enumerate(PLACES[1:])]
    head = ("Kab/Kota", "Nilai", "Keikutsertaan", "Ket.", "Predikat" if column != "Status" else "Status")
    row = [PLACES[0], None, None, None, None]
    row[head.index(column)] = said
    read = draft(head, tuple(row), *others)
    assert first(read).participation is False
    assert found(read) == []


@pytest.mark.parametrize("mark", ["-", "x", "0", "n/a", "NA", "Nihil", "—", "n.a.", "Tidak ada data", "tanpa laporan"])
def test_a_mark_is_read_as_an_absence_with_a_warning(draft, mark):
    read = draft(("Kab/Kota", "Nilai", "Predikat"), (PLACES[0], None, mark), (PLACES[1], 80, mark))
    assert first(read).participation is False
    assert found(read) == [("tanda-tidak-ikut", 2, 3)]
    assert [row.participation for row in read.rows] == [False, True]


def test_an_empty_row_stays_unknown(draft):
    read = draft(("Kab/Kota", "Nilai", "Predikat"), (PLACES[0], None, None), (PLACES[1], 80, None))
    assert first(read).participation is None
    assert found(read) == [("baris-kosong", 2, None)]


def test_zero_is_often_no_score(draft):
    head = ("Kab/Kota", "Nilai", "Predikat", "Ikut serta")
    rows = [(PLACES[0], 0, "Tidak ikut", None), (PLACES[1], 0, "-", None), (PLACES[2], 0, None, None)]
    rows += [(PLACES[3], 0, None, "ya"), (PLACES[4], 0, None, "tidak"), (PLACES[5], 70, "Tidak ikut", None)]
    read = draft(head, *rows)
    assert {row.code: (row.scores, row.participation) for row in read.rows} == {
        "13.71": ({}, False),
        "13.72": ({}, False),
        "13.73": ({"": 0.0}, True),
        "13.74": ({"": 0.0}, True),
        "13.75": ({}, False),
    }
    assert found(read) == [
        ("nol-tidak-ikut", 2, 2),
        ("tanda-tidak-ikut", 3, 3),
        ("nol-tidak-ikut", 3, 2),
        ("skor-nol", 4, 2),
        ("nol-tidak-ikut", 6, 2),
        ("predikat-tanpa-partisipasi", 7, 3),
    ]


@pytest.mark.parametrize(
    "said",
    [
        *("Iya", "✔️", "Ya (lengkap)", "Sudah kirim tgl. 3", "Turut serta", "Terkirim"),
        "v",
        "√",
        "✓",
        "Sdh",
        "Ya",
        "Y",
        "Ikut",
        "sudah mengumpulkan",
        1,
        True,
    ],
)
def test_yes_in_any_form(draft, said):
    assert first(draft(("Kab/Kota", "Ikut serta"), (PLACES[0], said))).participation is True


@pytest.mark.parametrize("said", ["Ya, sebagian", "Sudah, tetapi belum lengkap", "Lengkap", "Belum lengkap"])
def test_neither_yes_nor_no_is_asked_about(draft, said):
    assert found(draft(("Kab/Kota", "Ikut serta"), (PLACES[0], said))) == [("isian-tidak-dikenal", 2, 2)]


# Headings


@pytest.mark.parametrize(
    "heading",
    [
        "Hasil Akhir",
        "HASIL AKHIR PENILAIAN",
        "Capaian Nilai",
        "Nilai (0-100)",
        "Skor (skala 100)",
        "Nilai KKP HAM",
        "Perolehan Nilai",
    ],
)
def test_headings_of_scores(draft, heading):
    read = draft(("NO.", "KAB / KOTA", heading, "Kat. Predikat"), (1, PLACES[0], 76.9, "Peduli HAM"), (2, PLACES[1], 60, "Cukup"))
    assert (first(read).scores, first(read).predicate) == ({"": 76.9}, "Peduli HAM")


@pytest.mark.parametrize(
    "heading", ["Kategori Predikat", "STATUS", "Hasil Akhir", "Keterangan", "Predikat Kabupaten/Kota Peduli HAM", "Nilai"]
)
def test_headings_of_predicates(draft, heading):
    assert first(draft(("Kab/Kota", heading), *zip(PLACES, ("Peduli", "Cukup"), strict=False))).predicate == "Peduli HAM"


@pytest.mark.parametrize("heading", ["Status", "Keikutsertaan", "Status Keikutsertaan", "Ikut/Tidak Ikut"])
def test_headings_of_participation(draft, heading):
    read = draft(("Kab/Kota", "Nilai", heading), (PLACES[0], 76.9, "Ikut"), (PLACES[1], None, "Tidak ikut"))
    assert [row.participation for row in read.rows] == [True, False]


@pytest.mark.parametrize("column", [("Kolom X", (61.5, 72.25, 80.0)), ("Kolom X", ("Peduli HAM", "Cukup", "Kurang"))])
def test_a_result_under_an_unknown_heading_is_not_lost_in_silence(draft, column):
    heading, cells = column
    other = "Predikat" if isinstance(cells[0], float) else "Nilai"
    filled = ("Peduli", "Cukup", "Kurang") if other == "Predikat" else (80.0, 70.0, 60.0)
    read = draft(("Kab/Kota", other, heading), *zip(PLACES, filled, cells, strict=False))
    assert read.rows == ()
    assert {one.code for one in read.findings if one.level == "galat"} == {"kolom-hasil-tidak-dikenal"}


def test_numbers_of_a_ranking_are_no_lost_scores(draft):
    read = draft(("Kab/Kota", "Predikat", "Kolom X"), *zip(PLACES, ("Peduli", "Cukup", "Kurang"), (1, 2, 3), strict=False))
    assert len(read.rows) == 3


def test_sentences_of_advice_are_left_out_with_a_warning(draft):
    advice = "Agar melengkapi data dukung hak pendidikan"
    read = draft(("Kab/Kota", "Nilai", "Rekomendasi"), *((place, 80, advice) for place in PLACES))
    assert len(read.rows) == len(PLACES)
    assert found(read) == [("rekomendasi-berisi-kalimat", 1, 3)]
    read = draft(("Kab/Kota", "Nilai", "Rekomendasi"), *((place, 80, "ya") for place in PLACES[1:]), (PLACES[0], 80, advice))
    assert found(read) == [("isian-tidak-dikenal", 7, 3)]


# Numbers


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("8.550", "skor-meragukan"),
        ("1.000", "skor-meragukan"),
        ("0.769", "skor-rasio"),
        (0.769, "skor-rasio"),
        (8.55, "skor-sangat-rendah"),
        (8550, "skor-di-luar-rentang"),
        ("76,9\u202e", "skor-bukan-angka"),
        *((one, "sel-menjadi-waktu") for one in ("11:10", "78:43:00", "22-Okt", "22/10/2024", "10/22", "Oct-22")),
    ],
)
def test_numbers_that_may_be_something_else_are_asked_about(draft, cell, code):
    others = [(place, 70 + number, None) for number, place in enumerate(PLACES[1:])]
    read = draft(("Kab/Kota", "Nilai", "Predikat"), (PLACES[0], cell, "Peduli HAM"), *others)
    assert found(read) == [(code, 2, 2)]
    assert first(read) is None


@pytest.mark.parametrize(
    ("cell", "score"), [("76.900", 76.9), ("85,5\u200b", 85.5), ("\ufeff85,5", 85.5), (10.5, 10.5), ("100", 100.0)]
)
def test_numbers_that_can_be_one_thing_only(draft, cell, score):
    assert first(draft(("Kab/Kota", "Nilai"), (PLACES[0], cell), (PLACES[1], 80))).scores == {"": score}


def test_percentages_that_are_written_out_are_read_with_a_notice(draft):
    read = draft(("Kab/Kota", "Nilai"), (PLACES[0], "76,90%"), (PLACES[1], "80.5 persen"), (PLACES[2], 70))
    assert [row.scores for row in read.rows] == [{"": 76.9}, {"": 80.5}, {"": 70.0}]
    assert found(read) == [("tampak-persen", 2, 2)]


@pytest.mark.parametrize(
    ("scores", "code"),
    [((3.1, 2.5, 4.0), "skor-skala-lain"), ((7.5, 8.25, 9.9), "skor-skala-lain"), ((0.61, 0.72, 0.98), "skor-rasio")],
)
def test_other_scales_are_asked_about_unless_the_heading_says_points(draft, scores, code):
    rows = list(zip(PLACES, scores, strict=False))
    read = draft(("Kab/Kota", "Nilai"), *rows)
    assert [one.code for one in read.findings if one.row] == [code] * 3
    assert read.rows == ()
    assert len(draft(("Kab/Kota", "Nilai (0-100)"), *rows).rows) == 3


def test_a_low_score_with_the_lowest_predicate_is_one(draft):
    read = draft(("Kab/Kota", "Nilai", "Predikat"), (PLACES[0], 8.55, "Kurang"), (PLACES[1], 80, "Peduli"))
    assert first(read).scores == {"": 8.55}


def test_totals_against_their_parts(draft):
    head = ("Kab/Kota", "Nilai Murni", "Bonus", "Nilai Total")
    read = draft(head, (PLACES[0], 61.1, 2, 59.1), (PLACES[1], 64.8, 2, 70), (PLACES[2], 72.25, 2.5, 74.8), (PLACES[3], 99, 5, 100))
    assert found(read) == [("total-kurang-dari-murni", 2, None), ("jumlah-tidak-sesuai", 3, None)]
    assert "66,8" in next(one for one in read.findings if one.row == 3).sentence()


@pytest.mark.parametrize(
    ("score", "own", "counted"), [(74.999, "74,999", "74,999"), (74.9966, "74,9966", "74,997"), (80.0, "80", "80")]
)
def test_no_score_is_written_as_one_it_is_not(score, own, counted):
    assert (score_text(score), counted_text(score)) == (own, counted)
    assert counted_text(230 / 3) == "76,67"
    assert counted_text(62.49999) == "62,49999"


def test_a_message_shows_what_nobody_sees():
    assert "“76,9‹U+200B›”" in Finding("skor-bukan-angka", values={"nilai": "76,9\u200b"}).sentence()


# Codes


def test_undotted_codes_of_bps_where_the_whole_column_is(draft, tables):
    rows = [row for row in tables.rows("wilayah") if row["kode_provinsi"] in ("13", "32", "91")]
    read = draft(("Kode", "Nilai"), *((str(row["kode_bps_2020"]), 80) for row in rows))
    assert {row.code for row in read.rows} == {row["kode"] for row in rows}


def test_a_heading_says_whose_codes_they_are(draft):
    assert [row.code for row in draft(("Kode BPS", "Nilai"), ("1301", 80)).rows] == ["13.09"]
    assert [row.code for row in draft(("Kode Kemendagri", "Nilai"), ("1301", 80)).rows] == ["13.01"]
    assert found(draft(("Kode", "Nilai"), ("1301", 80))) == [("wilayah-ambigu", 2, 1)]


def test_a_name_that_shares_a_word_only_is_asked_about_with_its_candidates(draft):
    read = draft(("Kab/Kota", "Provinsi", "Nilai"), ("Kab. Kepulauan Buru", "Maluku", 80), ("Kab. Kupang", "NTT", 70))
    assert [row.code for row in read.rows] == ["53.01"]
    assert "Kabupaten Buru (81.04)" in read.findings[0].sentence()
