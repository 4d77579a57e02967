"""The page Kanwil through AppTest: the five cases as their Kakanwil would read them, pickers, address, empty states."""

import datetime as dt
import re

import pytest

from dasbor.words import clock
from dasbor.words.texts import texts
from tests.dasbor.apps import bodies, open_page

pytestmark = pytest.mark.usefixtures("record")


def words(at):
    """The page's text: tags become single spaces."""
    assert not at.exception
    assert not at.error
    return re.sub(r"\s+", " ", re.sub(r"<style>.*?</style>|<[^>]+>", " ", bodies(at)))


def card(at, label):
    """The text of a key figure."""
    found = re.search(rf"<dt>(?:<span[^>]*>)?{re.escape(label)}(?:</span>)?</dt>(.*?)</div>", bodies(at))
    return re.sub(r"<[^>]+>", "|", found[1])


def test_kalimantan_selatan_2020_on_17_june(record):
    at = open_page("kanwil", kanwil="kemenkumham-kalimantan-selatan", tahun=2020, hari="2020-06-17")
    assert "13 dari 13" in card(at, "Target Peduli HAM")
    assert "10 dari 13" in card(at, "Peduli HAM")
    assert "Cukup Peduli HAM: 3 dari 13" in card(at, "Peduli HAM")
    assert "kurang 3" in card(at, "Jarak ke target")
    text = words(at)
    assert "Berikutnya: anjuran penyerahan ke Kanwil, 31 Juli 2020 (44 hari lagi" in text
    assert "Sesudah itu: penyerahan ke Kanwil, 10 Agustus 2020 (54 hari lagi" in text
    assert "(WITA)" in text
    assert "Melepas Peduli HAM (3) : Kotabaru , Barito Kuala , Hulu Sungai Utara" in text
    assert "Tenggat berikut: anjuran penyerahan ke Kanwil, 31 Juli 2020 (44 hari lagi)." in text
    assert "Kabupaten Barito Kuala Melepas Peduli HAM Cukup Peduli HAM; Ikut tanpa penghargaan" in text
    assert "lebih dari 50 %" in text
    assert at.query_params["hari"] in ("2020-06-17", ["2020-06-17"])


@pytest.mark.parametrize(("lang", "short"), [("id", "kurang ≤ 12"), ("en", "short by ≤ 12")])
def test_sumatera_barat_2018(record, lang, short):
    t = texts(lang)
    at = open_page("kanwil", lang, kanwil="kemenkumham-sumatera-barat", tahun=2018)
    assert t("provinsi.of", n=19, N=19) in card(at, t("provinsi.target_of", predicate="Peduli HAM"))
    assert "≥ " + t("provinsi.of", n=7, N=19) in card(at, "Peduli HAM")
    assert t("kanwil.before", year=2017, words=t("provinsi.of", n=14, N=19)) in card(at, "Peduli HAM")
    assert short in card(at, t("kanwil.distance"))
    assert "https://ham.go.id/2018/04/16/" in bodies(at)


def test_sumatera_selatan_2022_and_2023(record):
    before = open_page("kanwil", kanwil="kemenkumham-sumatera-selatan", tahun=2022)
    assert "17 dari 17" in card(before, "Target Peduli HAM")
    assert "kurang 14" in card(before, "Jarak ke target")
    without = open_page("kanwil", kanwil="kemenkumham-sumatera-selatan", tahun=2019)
    assert "tidak ada yang terbit" in card(without, "Target Peduli HAM")
    assert "Target terbit bagi tahun lain: 2020, 2022, 2023, 2024" in card(without, "Target Peduli HAM")
    assert "Tidak ada target yang terbit bagi 2019; itu tidak berarti targetnya nol" in words(without)
    assert "Daftar 2022 lengkap" in words(before)
    assert "Kabupaten Ogan Komering Ulu Melepas Peduli HAM" in words(before)
    at = open_page("kanwil", kanwil="kemenkumham-sumatera-selatan", tahun=2023)
    assert "10 dan 17 (dari 17)" in card(at, "Target Peduli HAM")
    assert "terhadap 10: terlampaui 2" in card(at, "Jarak ke target")
    assert "terhadap 17: kurang 5" in card(at, "Jarak ke target")
    assert "22 Februari 2023 Kanwil 58,8 % (10 dari 17) ≠ 17 SUMEKS.CO pasti" in words(at)


def test_nusa_tenggara_timur_opens_with_2024(record):
    at = open_page("kanwil", kanwil="kemenkumham-nusa-tenggara-timur")
    assert "tahun penghargaan 2024" in words(at)
    assert "10 dari 22" in card(at, "Peserta")
    assert "tidak diketahui" in card(at, "Peduli HAM")
    assert "entri data" in words(at)


def test_maluku_2017_five_recommended(record):
    at = open_page("kanwil", kanwil="kemenkumham-maluku", tahun=2017, kelompok="rekomendasi")
    assert "5 dari 11" in card(at, "Direkomendasikan Kanwil")
    assert "rekomendasi, belum hasil" in card(at, "Direkomendasikan Kanwil")
    text = words(at)
    assert "Direkomendasikan tetapi tidak tercatat Peduli HAM: Kabupaten Seram Bagian Barat" in text
    assert "Direkomendasikan, belum tercatat, 2017" in text
    assert "Baris 1–1 dari 1" in text


def test_days_count_from_today_in_the_offices_own_zone(record, monkeypatch):
    # 16:30 in London is the next day in Maluku already
    monkeypatch.setattr(clock, "now", lambda: dt.datetime(2020, 6, 16, 16, 30, tzinfo=dt.UTC))
    at = open_page("kanwil", kanwil="kemenkumham-maluku", tahun=2020)
    assert at.date_input[0].value == dt.date(2020, 6, 17)
    assert "hari" not in at.query_params
    at.date_input[0].set_value(dt.date(2020, 7, 1)).run()
    assert at.query_params["hari"] in ("2020-07-01", ["2020-07-01"])


def test_all_offices_are_sorted_as_asked_and_lead_to_their_pages(record):
    at = open_page("kanwil", tahun=2023)
    text = words(at)
    assert "7 dari 33 Kanwil mempunyai target terbit bagi 2023" in text
    assert "7 dari 33" in card(at, "Kanwil dengan target terbit")
    assert "./kanwil?kanwil=kemenkumham-jawa-timur&amp;tahun=2023" in bodies(at)
    rows = re.findall(r'<th scope="row"><a href="[^"]+">Kanwil Kemenkumham ([^<]+)', bodies(at))
    assert rows[:2] == ["Jawa Timur", "Nusa Tenggara Barat"]
    at.selectbox(key="kanwil.urut.id").select("nama").run()
    rows = re.findall(r'<th scope="row"><a href="[^"]+">Kanwil Kemenkumham ([^<]+)', bodies(at))
    assert rows[:2] == ["Aceh", "Bali"]
    assert at.query_params["urut"] in ("nama", ["nama"])


def test_another_arrangement_keeps_the_province_in_view(record):
    at = open_page("kanwil", kanwil="kemenkumham-sulawesi-tenggara", tahun=2021)
    at.selectbox(key="kanwil.susunan.id").select("kini").run()
    assert at.query_params["kanwil"] in ("kemenham-sulawesi-selatan", ["kemenham-sulawesi-selatan"])
    text = words(at)
    assert "Sulawesi Selatan (perkiraan), Sulawesi Tenggara" in text
    assert "41 dari 41" in card(at, "Target Peduli HAM")
    assert "Sulawesi Tenggara 17 tidak diketahui tidak ada penilaian" in text
    assert not at.warning


def test_2021_stands_between_as_a_year_without_assessment(record):
    at = open_page("kanwil", kanwil="kemenkumham-kalimantan-selatan", tahun=2021)
    text = words(at)
    assert "Pada 2021 tidak ada penilaian" in text
    assert "tidak ada penilaian" in card(at, "Peduli HAM")
    assert "Siapa yang didampingi, menurut 2020" in text
    assert "Tidak ada penilaian 2021, jadi tidak ada penghargaan pembina" in text


def test_what_the_link_gets_wrong_is_said(record):
    at = open_page("kanwil", kanwil="kantor-lain", tahun=1999, hari="kemarin", urut="acak")
    assert len(at.warning) == 4
    assert "Semua Kanwil, tahun penghargaan 2024" in words(at)
    assert dict(at.query_params) == {}
    late = open_page("kanwil", hari="2099-01-01")
    assert "2099-01-01" in late.warning[0].value


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize(
    "choices",
    [
        {"kanwil": "kemenkumham-papua", "tahun": 2023},
        {"susunan": "kini", "kanwil": "kemenham-papua-barat", "tahun": 2013},
        {"kanwil": "kemenkumham-kalimantan-timur", "tahun": 2018, "tabel-hasil": 1, "tabel-pembina": 1},
        {"susunan": "kini", "tahun": 2021},
        {"kanwil": "kemenkumham-jawa-timur", "tahun": 2016},
    ],
    ids=str,
)
def test_every_kind_of_view_opens(record, lang, choices):
    at = open_page("kanwil", lang, **choices)
    assert words(at)
    assert not at.warning


def test_other_pages_lead_here(record):
    assert "./kanwil?kanwil=kemenkumham-maluku&amp;tahun=2017" in bodies(open_page("provinsi", prov=81, tahun=2017))
    kini = bodies(open_page("provinsi", prov=14, tahun=2017, susunan="kini"))
    assert "Kanwil pengampu belum diketahui" in kini
    overview = open_page("ringkasan", tahun=2023)
    assert "7 dari 33 Kanwil mempunyai target yang terbit bagi 2023" in words(overview)
    assert "./kanwil?tahun=2023" in bodies(overview)
