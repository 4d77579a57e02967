"""The page Partisipasi through AppTest."""

import pytest

from tests.dasbor.apps import bodies, open_page

pytestmark = pytest.mark.usefixtures("record")


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("id", "Nusa Tenggara Timur, 2024: 10 dari 22 kabupaten/kota ikut (45,5 %)"),
        ("en", "Nusa Tenggara Timur, 2024: 10 of 22 regencies and cities took part (45.5 %)"),
    ],
)
def test_the_case_of_ntt_stands_on_the_page_as_it_opens(lang, told):
    at = open_page("partisipasi", lang)
    assert not at.exception
    assert not at.error
    assert told in bodies(at)
    assert "Kanwil Kemenkumham NTT" in bodies(at)


def test_regions_by_name_of_a_chosen_province_and_year():
    at = open_page("partisipasi", tahun=2020, prov="63")
    text = bodies(at)
    assert "Kalimantan Selatan, 2020: 13 dari 13" in text
    assert "Kabupaten Hulu Sungai Tengah" in text
    assert at.query_params["prov"] == ["63"] or at.query_params["prov"] == "63"


def test_an_unknown_province_says_that_unknown_is_not_nothing():
    text = bodies(open_page("partisipasi", tahun=2024, prov="17"))
    assert "Bengkulu, 2024: tidak ada sumber yang menyebut peserta" in text
    assert "Itu tidak berarti tidak ada yang ikut." in text
    assert "Tidak ada sumber yang menyebut nama kabupaten/kota di Bengkulu" in text


def test_lines_of_chosen_provinces_and_none_at_all():
    at = open_page("partisipasi", garis="16~81")
    assert "Sumatera Selatan, Maluku" in bodies(at)
    at.multiselect[0].set_value([]).run()
    assert "Belum ada provinsi yang dipilih" in bodies(at)


def test_wrong_values_in_the_address_are_dropped_with_a_notice():
    at = open_page("partisipasi", tahun=2021, prov="00", garis="53~xx")
    assert sorted(warning.value.split("“")[1].split("”")[0] for warning in at.warning) == ["00", "xx"]
    assert "2021" in at.info[0].value
    assert "Nusa Tenggara Timur, 2024: 10 dari 22" in bodies(at)


def test_a_province_that_was_not_formed_in_the_year_is_dropped():
    at = open_page("partisipasi", tahun=2020, prov="93")
    assert "93" in at.warning[0].value
    at = open_page("partisipasi", tahun=2020, prov="93", susunan="kini")
    assert not at.warning
    assert "Papua Selatan, 2020" in bodies(at)
