"""The page daerah: what a reader sees, in both languages."""

import re

import pytest

from dasbor.mart import common, programmes, regions
from dasbor.views.daerah import scores as region_scores
from dasbor.views.daerah import view as daerah
from dasbor.words import formats
from dasbor.words.texts import texts
from tests.dasbor.apps import bodies, open_page


def words(at):
    """The page as text, tags as single spaces."""
    assert not at.exception
    assert not at.error
    return re.sub(r"\s+", " ", re.sub(r"<style>.*?</style>|<[^>]+>", " ", bodies(at)))


def test_palembang_2022_is_not_on_the_complete_list_and_disputed(record):
    text = words(open_page("daerah", kode="16.71"))
    assert "diketahui pada 7 dari 11 penilaian 2013–2024: Peduli HAM 6 kali (2015, 2018–2020, 2023–2024)" in text
    assert "2022 ○ Bukan Peduli HAM (daftar lengkap) bertentangan" in text
    assert "2021 ∅ Tidak ada penilaian" in text
    assert "daftar Sumatera Selatan sudah lengkap: 3 dilaporkan, 3 bernama, tanpa wilayah ini" in text
    assert "Tidak ada sumber yang menyebut skor Kota Palembang" in text
    assert "17,6 % (3 dari 17)" in text


@pytest.mark.parametrize(
    ("lang", "seen"),
    [
        ("id", ["skor 100 (total) skor 92,8 (murni)", "92,8 (murni)", "peringkat: nasional", "Kabupaten Boyolali"]),
        ("en", ["score 100 (total) score 92.8 (pure)", "92.8 (pure)", "rank: national", "Kabupaten Boyolali"]),
    ],
)
def test_purworejo_2023_shows_both_scores_and_its_ranks(record, lang, seen):
    text = words(open_page("daerah", lang, kode="33.06"))
    for piece in seen:
        assert piece in text
    assert "skor lain" not in text


def test_merauke_has_its_former_code_and_provinces(record):
    at = open_page("daerah", kode="93.01", tahun="2022")
    text = words(at)
    assert "Kode Kemendagri 93.01" in text
    assert "Kode sebelum pemekaran 2022 91.01" in text
    assert "Kabupaten/kota lain di Papua, 2022" in text
    assert "./provinsi?prov=93" in bodies(at)
    assert "Belum ada klaim terbit tentang Kabupaten Merauke" in text


def test_a_renamed_region_carries_its_former_name(record):
    text = words(open_page("daerah", "en", kode="81.03"))
    assert "Kabupaten Kepulauan Tanimbar" in text
    assert "Maluku Tenggara Barat (until 2019)" in text
    assert "KKT, MTB" in text


def test_maluku_2017_shows_a_recommendation_as_such(record):
    table = daerah.history("id", "81.07").frame.set_index("tahun")
    assert table.at[2017, "rekomendasi"] == "ya"
    assert "direkomendasikan" in daerah.tiles("id", "81.07")
    assert daerah.history("id", "16.71").frame["rekomendasi"].isna().all()


def test_a_bare_solok_is_asked_about(record):
    at = open_page("daerah", cari="Solok")
    text = words(at)
    assert "“Solok” adalah nama atau kode dari 2 wilayah. Pilih yang dimaksud:" in text
    assert "Kabupaten Solok (Sumatera Barat) Kota Solok (Sumatera Barat)" in text
    assert "./daerah?kode=13.72" in bodies(at)


def test_a_search_without_result_says_what_to_do(record):
    assert "No regency or city matches “xyzzy”. Check the spelling" in words(open_page("daerah", "en", cari="xyzzy"))
    assert "ejaan mirip" in words(open_page("daerah", cari="palembng"))


def test_without_a_region_all_are_listed_in_pages(record):
    at = open_page("daerah", prov="53")
    assert "Baris 1–22 dari 22" in words(at)
    assert at.query_params == {"prov": "53"}
    assert "Baris 26–50 dari 514" in words(open_page("daerah", hal="2"))


def test_a_wrong_region_is_dropped_with_a_notice(record):
    at = open_page("daerah", kode="99.99")
    assert "99.99" in at.warning[0].value
    assert "kode" not in at.query_params
    assert "Semua kabupaten/kota" in words(at)


def test_from_a_region_the_picker_leads_to_others(record):
    at = open_page("daerah", kode="16.71")
    assert len(at.selectbox[0].options) == 18
    at.selectbox[0].select("16.73").run()
    assert "Kota Lubuk Linggau" in words(at)
    assert at.query_params == {"kode": "16.73"}
    at.selectbox[0].select("").run()
    assert len(at.selectbox[0].options) == 515
    assert at.query_params == {}
    at.selectbox[0].select("33.06").run()
    assert "Kabupaten Purworejo diketahui pada 9 dari 11" in words(at)
    assert len(at.selectbox[0].options) == 36


def test_a_young_region_counts_from_its_first_assessment(record):
    young = regions.overview().sort_values("penilaian").iloc[0]
    code = young["kode"]
    assert young["penilaian"] == 10
    assert "10 penilaian 2014–2024" in daerah.summary("id", code)[0]
    assert "Belum dibentuk" in daerah.tiles("id", code)


def test_every_region_can_be_drawn(record):
    for place, code in enumerate(common.regions()["kode"]):
        lang = ("id", "en")[place % 2]
        assert daerah.summary(lang, code)
        assert daerah.name(code) in daerah.history(lang, code).html
        assert daerah.tiles(lang, code).count("<li>") == 12


def test_the_score_figure_tells_kinds_apart_and_invents_no_limit(record):
    fig = region_scores.figure("id", "33.06")
    traces = {trace.name: trace for trace in fig.data}
    total, pure = traces["nilai total (dengan Aksi HAM)"], traces["nilai murni, klaim lain"]
    assert (list(total.x), list(total.y), list(total.text)) == ([2023], [100.0], ["100"])
    assert (list(pure.x), list(pure.y), list(pure.text)) == ([2023], [92.8], ["92,8"])
    assert (total.marker.symbol, pure.marker.symbol) == ("diamond", "circle-open")
    assert total.marker.color != pure.marker.color
    limits = [note.text for note in fig.layout.annotations]
    assert limits[:6] == [
        "Peduli HAM ≈ 75",
        "Cukup Peduli HAM ≈ 50",
        "Peduli HAM ≥ 75",
        "Cukup Peduli HAM ≥ 65",
        "Mulai Peduli HAM ≥ 50",
        "Peduli HAM ≥ 75",
    ]
    lines = [(shape.x0, shape.x1, shape.y0) for shape in fig.layout.shapes if shape.y0 == shape.y1]
    assert (2021.5, 2024.5, 75.0) in lines
    assert not any(x0 >= 2021 and y < 75 for x0, _, y in lines)
    assert any("2021" in str(note.text) for note in fig.layout.annotations)


def test_the_alternative_text_has_every_score(record):
    alt = region_scores.alt("id", "33.06")
    assert "2023: 92,8 (nilai murni)" in alt
    assert "2023: 100 (nilai total (dengan Aksi HAM))" in alt
    assert "Batas bawah Peduli HAM 2022–2024: 75" in alt
    stated = region_scores.points("en", "32.78")
    assert len(stated) == len(stated.drop_duplicates(["tahun", "nilai_angka", "jenis"]))


def test_years_are_written_in_short():
    assert formats.years([2014, 2015, 2016, 2018, 2022, 2023]) == "2014–2016, 2018, 2022–2023"


def test_the_legend_of_the_province_counts_all_its_regions(record):
    assert sum(daerah.neighbour_states("16.71", 2022).values()) == 17
    assert set(daerah.neighbour_states("16.71", 2022)) <= set(programmes.states(2022))
    assert texts("id")("daerah.neighbours_year") in [box.label for box in open_page("daerah", kode="16.71").selectbox]
