"""The page Ringkasan through AppTest."""

import pytest

from tests.dasbor.apps import bodies, open_page

pytestmark = pytest.mark.usefixtures("record")


@pytest.mark.parametrize(
    ("lang", "told"),
    [("id", "170 dari 514 kabupaten/kota (33,1 %)"), ("en", "170 of 514 regencies and cities (33.1 %)")],
)
def test_a_year_in_both_languages(lang, told):
    at = open_page("ringkasan", lang, tahun=2022)
    assert not at.exception
    assert not at.error
    assert told in bodies(at)
    assert "<td>72 (" in bodies(at)  # the other values of a disagreement


def test_it_opens_on_the_newest_year_with_a_published_count_and_says_the_finding():
    at = open_page("ringkasan")
    assert "tahun" not in at.query_params
    text = bodies(at)
    found = "Pada 2023, 262 dari 514 kabupaten/kota (51,0 %) meraih Peduli HAM, 92 lebih banyak daripada 2022."
    assert f'<p class="lead">{found} ' in text
    assert "8 dari 38 provinsi yang dapat dibandingkan: Jawa Tengah +14 (20 → 34), Jawa Timur −14 (26 → 12)." in text
    assert "2024, baru diketahui sebagian: ≥ 188 dari 514" in text


def test_where_to_push_leads_to_the_provinces_with_the_reason_of_each():
    text = bodies(open_page("ringkasan"))
    assert '<a href="./provinsi?prov=12">Sumatera Utara: 11 dari 33 kabupaten/kota melepas Peduli HAM' in text.replace(
        "prov=12&amp;tahun=2023", "prov=12"
    )
    assert "Nusa Tenggara Barat: ≥ 1 dari 10 kabupaten/kota tinggal satu tingkat di bawah Peduli HAM." in text
    assert "Aceh: tidak ada kabar tentang satu pun dari 23 kabupaten/kota." in text


def test_what_a_newer_round_lacks_is_named_when_asked_for():
    assert "Kalimantan Barat" not in bodies(open_page("ringkasan")).partition("baru diketahui")[2].partition("Angka utama")[0]
    opened = bodies(open_page("ringkasan", **{"tabel-belum-2024": "1"}))
    assert "Kalimantan Barat" in opened.partition("baru diketahui")[2].partition("Angka utama")[0]
    assert "baru diketahui" not in bodies(open_page("ringkasan", tahun=2024))


def test_an_impossible_figure_of_a_year_that_is_picked():
    text = bodies(open_page("ringkasan", tahun=2024))
    assert "sekurang-kurangnya 188 dari 514" in text
    assert "544" in text


def test_the_bar_names_states_by_the_count_and_its_table_what_is_known_by_name_and_concluded():
    text = bodies(open_page("ringkasan", tahun=2020, **{"tabel-keadaan": "1"}))
    assert "50,4 % (259 dari 514)<td" in text
    assert '<td class="n">220<td class="n">0' in text  # by name, concluded
    assert "<td>Bukan Peduli HAM" not in text
    assert 'scope="row">Bukan Peduli HAM</th><td class="n">0,0 % (0 dari 514)<td class="n">0<td class="n">72' in text
    assert "Setiap cara berjumlah 514." in text


def test_the_table_of_provinces_opens_from_the_address_and_is_not_sent_before():
    assert "Nusa Tenggara Timur" not in bodies(open_page("ringkasan"))
    assert "Nusa Tenggara Timur" in bodies(open_page("ringkasan", **{"tabel-provinsi": "1"}))


def test_the_first_round_says_why_nothing_is_compared():
    text = bodies(open_page("ringkasan", tahun=2013))
    assert "2013 adalah penilaian pertama" in text
    assert "Tidak ada perbedaan antarsumber pada angka nasional 2013" in text


def test_today_s_provinces_in_an_old_year():
    text = bodies(open_page("ringkasan", tahun=2020, susunan="kini", **{"tabel-provinsi": "1"}))
    assert "38 provinsi masa kini" in text
    assert "Papua Pegunungan" in text


@pytest.mark.parametrize("wrong", ["2021", "1999", "abc"])
def test_a_wrong_year_in_the_address_is_dropped_with_a_notice(wrong):
    at = open_page("ringkasan", tahun=wrong)
    assert wrong in (at.info if wrong == "2021" else at.warning)[0].value
    assert "Angka utama 2023" in bodies(at)
    assert "tahun" not in at.query_params


def test_the_table_of_a_chart_opens_from_the_address():
    assert "angka terbit" in bodies(open_page("ringkasan", **{"tabel-tren": "1"}))


def test_the_national_map_of_the_year_and_the_way_to_the_page_peta():
    text = bodies(open_page("ringkasan", tahun=2020, susunan="kini", **{"tabel-provinsi": "1"}))
    assert "Persentase Peduli HAM: Indonesia, 2020" in text
    assert "Dari 38 provinsi: " in text
    assert "./peta?tahun=2020&amp;susunan=kini" in text
