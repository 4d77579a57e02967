"""The page Unduh: what it shows of every kind of scope, its files, and what it says where there are none."""

import io
import re
import zipfile

import openpyxl
import pytest

from dasbor.exports import publications
from dasbor.exports import unduh as view
from dasbor.exports.publications import Wish
from dasbor.mart import warehouse
from dasbor.mart.scopes import ScopeError, scope
from dasbor.words.texts import LANGUAGES, texts
from tests.dasbor.apps import bodies, open_page

T = texts("id")


def words(at):
    assert not at.exception
    assert not at.error
    return re.sub(r"\s+", " ", re.sub(r"<style>.*?</style>|<[^>]+>", " ", bodies(at)))


def buttons(at):
    return [button.proto.label for button in at.get("download_button")]


def test_the_nation_of_the_newest_year_without_any_choice(record):
    at = open_page("unduh")
    text = words(at)
    assert "Indonesia, 2024" in text
    assert "≥ 188 dari 514" in text
    assert "544 (" in text  # the impossible count is named, not shown
    assert at.query_params == {}
    assert "Unduh CSV: Hasil kabupaten/kota" in buttons(at)
    assert "Unduh PNG: peta provinsi" in buttons(at)
    assert f"Versi data {warehouse.stamp().version}, dibangun 2 Januari 2025. Lisensi CC BY 4.0." in text


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("choices", "seen"),
    [
        ({"cakupan": "provinsi", "kode": "16", "tahun": 2022}, {"id": "3 dari 17", "en": "3 of 17"}),
        (
            {"cakupan": "kanwil", "kode": "kemenkumham-sumatera-barat", "tahun": 2018},
            {"id": "≥ 7 dari 19", "en": "≥ 7 of 19"},
        ),
        ({"cakupan": "daerah", "kode": "16.71", "tahun": 2022}, {"id": "Kota Palembang, 2022", "en": "Kota Palembang, 2022"}),
    ],
)
def test_every_kind_of_scope_opens_from_a_link(record, lang, choices, seen):
    at = open_page("unduh", lang, **choices)
    assert seen[lang] in words(at)
    assert not at.warning
    assert {name: at.query_params[name] for name in choices} == {name: str(value) for name, value in choices.items()}
    assert buttons(at)


@pytest.mark.parametrize(
    ("choices", "reason"),
    [
        ({"tahun": 2021}, "Tahun 2021 tanpa penilaian, jadi tidak ada hasil untuk diterbitkan"),
        ({"cakupan": "provinsi", "kode": "95", "tahun": 2022}, "Tidak ada provinsi berkode “95” pada tahun 2022"),
        ({"cakupan": "daerah", "kode": "74.15", "tahun": 2013}, "Tidak ada kabupaten/kota berkode “74.15” pada tahun 2013"),
    ],
)
def test_what_does_not_exist_is_said_and_offers_no_file(record, choices, reason):
    at = open_page("unduh", **choices)
    assert reason in words(at)
    assert buttons(at) == []
    assert {name: at.query_params[name] for name in choices} == {name: str(value) for name, value in choices.items()}


def test_a_wrong_code_is_dropped_with_a_notice(record):
    at = open_page("unduh", cakupan="provinsi", kode="99")
    assert "99" in at.warning[0].value
    assert "Aceh, 2024" in words(at)


def test_the_language_of_the_files_is_that_of_the_page_until_another_is_picked(record):
    assert list(view.file_languages(texts("en"))) == ["en", "id"]
    at = open_page("unduh", cakupan="daerah", kode="16.71")
    at.selectbox(key="unduh.berkas.id").select("en").run()
    assert at.query_params["berkas"] == "en"
    assert "Kota Palembang, 2024" in words(at)


def test_table_and_span_lead_to_their_file_and_dictionary(record):
    at = open_page("unduh", cakupan="provinsi", kode="16", tahun=2022, rentang="semua", tabel="klaim", **{"tabel-kamus": 1})
    text = words(at)
    assert "Unduh Parquet: Klaim dan sumbernya" in buttons(at)
    assert "sumber_url teks Alamat halaman; kosong bila tidak tersimpan." in text
    assert "Data Sumatera Selatan, 2013–2024" in text


def test_changing_the_kind_keeps_year_and_needs_no_notice(record):
    at = open_page("unduh", cakupan="provinsi", kode="16", tahun=2022)
    at.selectbox(key="unduh.cakupan.id").select("daerah").run()
    assert not at.warning
    assert "Kabupaten Aceh Selatan, 2022" in words(at)
    at.selectbox(key="unduh.cakupan.id").select("nasional").run()
    assert "Indonesia, 2022" in words(at)
    assert at.query_params == {"tahun": "2022"}


def offered(wish, **choices):
    """Format → files of the page's buttons."""
    return {one.key: [file for _, file in one.files] for one in view.offers(T, wish, **choices)}


def test_the_buttons_make_the_files_of_the_scope(record):
    wish = Wish(scope("provinsi", "16", 2022), "id")
    data = offered(wish, reading=False, table="rekap_provinsi")
    assert set(data) == {"xlsx", "csv", "parquet", "geojson", "gpkg", "paket"}
    (csv_file,) = data["csv"]
    assert csv_file.name == f"rekap-provinsi-provinsi-16-2022-data-20250102-{warehouse.stamp().version}.csv"
    assert b"Sumatera Selatan,17,3,3," in csv_file.make()
    assert openpyxl.load_workbook(io.BytesIO(data["xlsx"][0].make()))["rekap_provinsi"]["F2"].value == 3
    assert "datapackage.json" in zipfile.ZipFile(io.BytesIO(data["paket"][0].make())).namelist()


def test_an_office_of_several_provinces_has_no_map_and_others_do(record):
    one = Wish(scope("kanwil", "kemenkumham-sumatera-barat", 2018), "id")
    several = Wish(scope("kanwil", "kemenham-papua-barat", 2024), "id")
    assert [file.part for file in offered(one, reading=True)["gambar"]] == ["peta_kabkota", "peta_kabkota", "tren", "tren"]
    assert [file.part for file in offered(several, reading=True)["gambar"]] == ["tren", "tren"]
    assert not {"geojson", "gpkg"} & set(offered(several, reading=False))
    assert view.shapes_note(T, several) == ""


def test_names_are_unique_and_known_before_a_file_is_made(record):
    for where in (("nasional", "", 2024), ("provinsi", "16", 2022), ("daerah", "16.71", 2022)):
        names = [file.name for file in publications.files(Wish(scope(*where), "id"))]
        assert len(names) == len(set(names)) > 5
        assert all(re.fullmatch(r"[a-z0-9.-]+", name) for name in names)
    with pytest.raises(ScopeError):
        publications.files(Wish(scope("nasional", "", 2024), "id"), ["docx"])


def test_every_format_has_its_words_in_both_languages(record):
    for key in publications.FORMATS:
        for lang in LANGUAGES:
            assert publications.label(texts(lang), key)
            assert publications.about(texts(lang), key).endswith(".")


def test_ways_lead_to_the_page_of_the_scope_and_its_claims(record):
    ways = {address for _, address, _ in view.ways(texts("en"), scope("provinsi", "16", 2022))}
    assert "./provinsi?prov=16&tahun=2022&lang=en" in ways
    assert "./sumber?bagian=klaim&tahun=2022&prov=16&lang=en" in ways
