"""The page Bandingkan: the same numbers as on the pages of the places, side by side."""

import re

import pytest

from dasbor.views.banding import view
from dasbor.views.provinsi import view as provinsi
from dasbor.words.texts import texts
from tests.dasbor.apps import bodies, open_page

pytestmark = pytest.mark.usefixtures("record")


@pytest.mark.parametrize("lang", ["id", "en"])
def test_two_provinces_side_by_side(lang):
    at = open_page("banding", lang, antara="36~32", tahun=2023)
    assert not at.exception
    text = re.sub(r"<[^>]+>", " ", bodies(at))
    t = texts(lang)
    for code in ("36", "32"):
        for figure in provinsi.metrics(t, code, 2023, kini=False)[:2]:
            assert figure.value in text
    assert "Kota Cilegon" in text
    assert "Kabupaten Pangandaran" in text


def test_a_province_that_did_not_exist_is_said_to_be_not_yet_formed():
    table = view.counts(texts("id"), ("96", "91"), 2020, kini=False)
    assert set(table.frame["96"]) == {"Belum dibentuk"}
    assert "Papua Barat Daya" not in view.sentence(texts("id"), ("96", "91"), 2020, kini=False)
    at = open_page("banding", antara="96", tahun=2020)
    assert not at.exception


def test_regions_year_by_year():
    at = open_page("banding", jenis="kabkota", daerah="16.71~16.04")
    assert not at.exception
    text = bodies(at)
    assert "Kota Palembang" in text
    assert "Kabupaten Lahat" in text


def test_without_a_choice_the_page_says_what_to_do():
    assert "Pilih dua atau tiga provinsi" in bodies(open_page("banding"))
