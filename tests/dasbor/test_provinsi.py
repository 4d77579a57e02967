"""The page provinsi on the published record: the five cases as a reader sees them, and what stands behind them."""

import re
from dataclasses import replace

import pytest

from dasbor.mart import common, programmes, warehouse
from dasbor.mart import provinsi as queries
from dasbor.page import downloads
from dasbor.views.daerah import view as daerah
from dasbor.views.provinsi import grid as province_grid
from dasbor.views.provinsi import lists as province_lists
from dasbor.views.provinsi import view
from dasbor.words import colors
from dasbor.words.texts import texts
from tests.dasbor.apps import bodies, open_page

T = texts("id")


def words(at):
    """The page's text: tags become single spaces."""
    assert not at.exception
    assert not at.error
    return re.sub(r"\s+", " ", re.sub(r"<style>.*?</style>|<[^>]+>", " ", bodies(at)))


def card(at, label):
    """The text of a key figure."""
    found = re.search(rf"<dt>(?:<span[^>]*>)?{label}(?:</span>)?</dt>(.*?)</div>", bodies(at))
    return re.sub(r"<[^>]+>", "|", found[1])


def test_case_1_nusa_tenggara_timur_2024(record):
    at = open_page("provinsi", prov=53)
    text = words(at)
    assert "Nusa Tenggara Timur, tahun penghargaan 2024" in text
    assert "10 dari 22" in card(at, "Peserta")
    assert "45,5 %" in card(at, "Peserta")
    assert "tidak diketahui" in card(at, "Peduli HAM")
    assert re.search(r"2024 provinsi entri data 31 Mei 2024", text)


def test_case_2_sumatera_barat_target_beside_two_stories_of_2017(record):
    at = open_page("provinsi", prov=13, tahun=2017)
    peduli = card(at, "Peduli HAM")
    assert "14 dari 19" in peduli
    assert "10 bernama" in peduli
    assert "sumber lain: 10 (Jurnal Sumbar)" in peduli
    assert "Cukup Peduli HAM: 4 dari 19" in peduli
    text = words(at)
    assert "100,0 % (19 dari 19) Kanwil 16 April 2018 pasti 2018: ≥ 7 dari 19 (Cukup Peduli HAM 6)" in text
    assert "2017: 14 dari 19 (sumber lain: 10; Cukup Peduli HAM 4)" in text
    assert "14 Ditjen HAM, Relasi Publik ditampilkan, ambigu 10" in text
    assert "10 Jurnal Sumbar tidak dipilih 10" in text
    assert "./sumber?kunci=2017%7Cprovinsi%7C13%7Cjumlah_peduli" in bodies(at)


def test_case_3_sumatera_selatan_two_targets(record):
    at = open_page("provinsi", prov=16, tahun=2023)
    assert "12 dari 17" in card(at, "Peduli HAM")
    assert "12 bernama" in card(at, "Peduli HAM")
    target = card(at, "Target Peduli HAM")
    assert "10 dan 17 (dari 17)" in target
    assert "10: terlampaui 2" in target
    assert "17: kurang 5" in target
    assert "2022: 3 dari 17" in words(at)


def test_case_4_kalimantan_selatan_2020_with_deadlines(record):
    at = open_page("provinsi", prov=63, tahun=2020)
    assert "10 dari 13" in card(at, "Peduli HAM")
    assert "Cukup Peduli HAM: 3 dari 13" in card(at, "Peduli HAM")
    assert "13: kurang 3" in card(at, "Target Peduli HAM")
    text = words(at)
    assert "2020 provinsi anjuran penyerahan ke Kanwil 31 Juli 2020" in text
    assert "2020 provinsi penyerahan ke Kanwil 10 Agustus 2020" in text
    assert "2021: tidak ada penilaian terlewat: tidak ada penilaian" in text


@pytest.mark.parametrize(
    ("lang", "told", "only", "other"),
    [
        ("id", "5 dari 11", "tidak tercatat Peduli HAM: Kabupaten Seram Bagian Barat", "diketahui: Kabupaten Maluku Tenggara"),
        ("en", "5 of 11", "not recorded as Peduli HAM: Kabupaten Seram Bagian Barat", "recommendation: Kabupaten Maluku Tenggara"),
    ],
)
def test_case_5_maluku_2017_a_recommendation_is_no_result(record, lang, told, only, other):
    at = open_page("provinsi", lang, prov=81, tahun=2017)
    label = {"id": "Direkomendasikan Kanwil", "en": "Recommended by the Kanwil"}[lang]
    assert told in card(at, label)
    assert {"id": "belum hasil", "en": "not yet a result"}[lang] in card(at, label)
    text = words(at)
    assert only in text
    assert other in text
    assert "≥ " + told in card(at, "Peduli HAM")


def test_lampung_2024_every_region_is_known_beside_fifteen_of_fifteen(record):
    at = open_page("provinsi", prov=18, tahun=2024)
    assert "15 dari 15" in card(at, "Peduli HAM")
    assert "15 dari 15" in card(at, "Wilayah yang diketahui")
    grid = province_grid.grid(T, "18", kini=False).table.frame
    assert set(grid["2024"]) <= {"Peduli HAM", "Peduli HAM (disimpulkan)"}


def test_a_full_count_makes_every_region_known_each_marked_as_concluded(record):
    """Jawa Timur 2016: all 38 by the count, eight of them by name; the claims of the count are one click away."""
    at = open_page("provinsi", prov=35, tahun=2016)
    assert "38 dari 38" in card(at, "Peduli HAM")
    assert "30 disimpulkan" in card(at, "Peduli HAM")
    known = card(at, "Wilayah yang diketahui")
    assert "38 dari 38" in known
    assert "30 di antaranya disimpulkan" in known
    assert re.search(r"Peduli HAM \(disimpulkan\) ?: 30", words(at))
    grid = province_grid.grid(T, "35", kini=False)
    assert grid.html.count("P*") == 30
    assert "kunci=2016%7Cprovinsi%7C35%7Cjumlah_peduli" in grid.reasons
    assert set(grid.table.frame["dasar-2016"]) == {
        "klaim terbit", "disimpulkan: jumlahnya sama dengan banyaknya kabupaten/kota",
    }  # fmt: skip


def test_surakarta_2016_says_why_nothing_is_concluded_from_35_of_35(record):
    at = open_page("provinsi", prov=33, tahun=2016)
    assert "35 dari 35" in card(at, "Peduli HAM")
    assert "14 dari 35" in card(at, "Wilayah yang diketahui")
    fact = "kunci=2016%7Cprovinsi%7C33%7Cjumlah_peduli"
    why = "2016: tidak disimpulkan apa pun – jumlah penuh hanya disebut satu sumber di luar kementerian"
    own, grid = open_page("daerah", kode="33.72"), province_grid.grid(T, "33", kini=False)
    assert fact in bodies(own)
    assert why in words(own)
    assert fact in grid.reasons
    assert grid.table.frame.set_index("kode").loc["33.72"]["2016"] == "Tidak diketahui"


def test_two_targets_of_one_province_stand_in_every_file(record):
    (row,) = (
        warehouse.current()
        .arrow("SELECT target_peduli, target_peduli_tertinggi FROM mart.rekap_provinsi WHERE tahun = 2023 AND kode_provinsi = '16'")
        .to_pylist()
    )
    assert (row["target_peduli"], row["target_peduli_tertinggi"]) == (10, 17)
    assert [(aim.amount, aim.gap, aim.reached) for aim in queries.aims("16", 2023, kini=False)] == [(10, -2, True), (17, 5, False)]


def test_an_unknown_recommendation_is_not_no(record):
    """Maluku Tenggara 2017 holds the award and no list of recommendations names it: not named, in screen and file."""
    table = province_lists.recommended(T, "81", kini=False)
    column = next(one for one in table.columns if one.key == "usulan")
    told = dict(zip(table.frame["nama"], table.words(column), strict=True))
    assert told["Kabupaten Maluku Tenggara"] == "tidak disebut"
    assert told["Kabupaten Seram Bagian Barat"] == "ya"
    unknown = warehouse.current().value("SELECT count(*) FROM mart.hasil_kabkota WHERE direkomendasikan IS NULL")
    assert unknown > 5_000
    history = daerah.history("id", "81.02")
    column = next(one for one in history.columns if one.key == "rekomendasi")
    assert set(history.words(column)) == {"tidak diketahui"}


def test_the_grid_has_a_row_per_region_and_a_blank_for_2021(record):
    grid = province_grid.grid(T, "81", kini=False)
    assert grid.counts == {"Peduli HAM": 12, "ikut": 1, "tidak ikut": 1, "tidak diketahui": 107}
    assert sum(grid.counts.values()) == 11 * len(common.years())
    assert grid.html.count("<tr>") == 13
    assert grid.html.count("rowspan=11") == 1
    assert "<td class=s-p0>P<sup>r</sup><i>Peduli HAM; direkomendasikan</i>" in grid.html
    assert "≥5/11" in grid.html
    assert grid.recommended == 5
    row = grid.table.frame.set_index("nama").loc["Kabupaten Seram Bagian Barat"]
    assert row["2017"] == "Ikut, predikat tidak diketahui; direkomendasikan"
    assert row["2021"] == "Tidak ada penilaian"
    assert row["2013"] == "Tidak diketahui"


def test_the_grid_says_its_states_to_screen_readers(record):
    for state in (programmes.newest().states["Peduli HAM"], colors.NO_PART):
        assert f"td.{state.css}:not(:has(i))::after{{content:'{state.label(T)}'}}" in province_grid.grid(T, "81", kini=False).html
    assert "content:'Did not take part'" in province_grid.grid(texts("en"), "81", kini=False).html


def test_the_largest_grid_stays_small(record):
    assert len(province_grid.grid(T, "35", kini=False).html) < 13_000


def test_papua_as_it_was_and_as_it_is(record):
    old = province_grid.grid(T, "91", kini=False).table.frame
    new = province_grid.grid(T, "91", kini=True).table.frame
    assert (len(old), len(new)) == (29, 9)
    merauke = old.set_index("kode").loc["93.01"]
    assert merauke["2024"] == "bukan wilayah provinsi ini pada tahun itu"
    assert len(province_lists.targets(T, "91", kini=False).frame) == 1
    assert len(province_lists.targets(T, "91", kini=True).frame) == 0
    assert queries.area_years("91", kini=True) == (2023, 2024)
    assert queries.area_years("93", kini=False) == (2023, 2024)
    assert 2021 in queries.area_years("13", kini=True)


def test_the_figure_keeps_stated_and_named_apart(record):
    chart = view.outcomes(T, "13", kini=False)
    traces = {trace.name: trace for trace in chart.figure.data}
    stated, named = traces["Peduli HAM, jumlah pasti"], traces["Peduli HAM, sekurang-kurangnya (≥)"]
    assert dict(zip(stated.x, stated.text, strict=True))[2017] == "14 ≠"
    assert dict(zip(named.x, named.text, strict=True)) == {2018: "≥ 7", 2024: "≥ 1"}
    assert named.marker.pattern.shape == "/"
    assert dict(zip(traces["Target"].x, traces["Target"].y, strict=True)) == {2018: 19, 2023: 19}
    others = traces["Nilai lain yang terbit"]
    assert (2017, 10) in set(zip(others.x, others.y, strict=True))
    assert list(traces["Tidak diketahui"].x) == [2013, 2014]
    assert "2017: 14 dari 19" in chart.alt
    assert "2018: ≥ 7 dari 19" in chart.alt


def test_distance_is_bounded_where_the_outcome_is_a_lower_bound(record):
    least = queries.aims("13", 2018, kini=False)[0]
    assert (least.amount, least.outcome, least.least) == (19, 7, True)
    assert view.distance(T, least) == "kurang paling banyak 12 (hasil sekurang-kurangnya)"
    assert view.distance(T, replace(least, amount=7, gap=0)) == "tercapai"
    # by how much a lower bound exceeds a target is not known
    assert view.distance(T, replace(least, amount=5, gap=-2)) == "tercapai"
    assert view.distance(T, replace(least, gap=None)) == "hasil tidak diketahui"


def test_files_hold_what_the_screen_shows(record):
    titles, rows = downloads.cells(view.outcomes(T, "13", kini=False).table)
    found = {row[0]: dict(zip(titles, row, strict=True)) for row in rows}
    assert found[2018]["Peduli HAM (n)"] == 7
    assert found[2018]["Dasar"] == "sekurang-kurangnya, menurut nama"
    assert found[2013]["Peduli HAM (n)"] == "tidak diketahui"


def test_claims_of_a_year_open_in_pages(record):
    closed = open_page("provinsi", prov=13, tahun=2020)
    assert "Langgam.id" not in bodies(closed).split("Tahap dan tenggat")[1]
    at = open_page("provinsi", prov=13, tahun=2020, **{"tabel-klaim": 1, "hal-klaim": 2})
    assert "Baris 26–50 dari 86" in bodies(at)


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("code", ["11", "35", "91", "95"])
def test_every_kind_of_province_opens(record, lang, code):
    for geography in ("tahun", "kini"):
        at = open_page("provinsi", lang, prov=code, susunan=geography)
        assert words(at)
        assert not at.warning


def test_empty_states_say_why(record):
    at = open_page("provinsi", prov=93, tahun=2019)
    text = words(at)
    assert "Papua Selatan belum dibentuk sebagai provinsi pada 2019" in text
    assert "Tidak ada target yang terbit untuk Papua Selatan" in text
    assert "Tidak ada klaim tentang Papua Selatan dan wilayahnya pada 2019" in text


def test_a_wrong_value_is_dropped_with_a_notice(record):
    at = open_page("provinsi", prov="99", tahun=2021)
    (told,) = at.warning
    assert "99" in told.value
    assert "2021: tidak ada penilaian" in words(at)
    assert "Aceh, tahun penghargaan" in words(at)
