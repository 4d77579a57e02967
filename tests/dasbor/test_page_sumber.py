"""The page sumber: every part in both languages, its links, files and empty states."""

import csv
import datetime as dt
import io
import re
import shutil

import pytest

from dasbor.mart import claims, links
from dasbor.mart.claims import ClaimFilter
from dasbor.page import downloads
from dasbor.views.daerah import view as daerah
from dasbor.views.sumber import view as sumber
from dasbor.words import paths
from dasbor.words.texts import LANGUAGES, texts
from tests.dasbor.apps import bodies, open_page
from tests.dasbor.test_page_daerah import words

HEAD = "id,tahun,tingkat,kode,nama,ukuran,nilai,sumber_url,penerbit,tanggal_terbit,keyakinan,catatan"
NEW = """
uji1,2021,kabkota,81.71,Kota Ambon,predikat,Peduli HAM,,Uji,,pasti,
uji2,2023,kabkota,81.71,Kota Ternate,predikat,Peduli HAM,,Uji,,pasti,
uji3,2022,kabkota,16.05,Kabupaten Musi Rawas,partisipasi,tidak,,Uji,,pasti,
"""


@pytest.fixture(scope="module")
def spoilt_folder(tmp_path_factory):
    """The record with a second file of claims: two rows to reject, and one that says a winner took no part."""
    from etl.build.run import build

    folder = tmp_path_factory.mktemp("spoilt")
    for file in (paths.ROOT / "data").glob("*.csv"):
        shutil.copy(file, folder)
    (folder / "klaim_2.csv").write_text(HEAD + NEW, encoding="utf-8")
    build(folder, now=dt.datetime(2026, 11, 21, tzinfo=dt.UTC))
    return folder


@pytest.fixture
def spoilt(spoilt_folder, monkeypatch):
    monkeypatch.setenv("PEDULIHAM_DATA", str(spoilt_folder))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("part", "seen"),
    [
        ("klaim", {"id": "3.353 dari 3.353 klaim", "en": "3,353 of 3,353 claims"}),
        ("cakupan", {"id": "Dari 5.6", "en": "Of 5,6"}),
        ("konflik", {"id": "544 (", "en": "544 ("}),
        ("aturan", {"id": "Golongan penerbit: berkas hasil resmi", "en": "Class of publisher: an official result file"}),
        ("ditolak", {"id": "Tidak ada baris yang ditolak", "en": "No row was rejected"}),
        ("pembangunan", {"id": "Ada tepat 514 kabupaten/kota.", "en": "There are exactly 514 regencies and cities."}),
    ],
)
def test_every_part_opens_in_every_language(record, part, seen, lang):
    at = open_page("sumber", lang, **({} if part == "klaim" else {"bagian": part}))
    assert seen[lang] in words(at)
    assert not at.warning
    assert at.query_params.get("bagian", "klaim") == part


def test_a_link_of_another_page_opens_the_claims_of_one_fact(record):
    key = links.fact_key(2022, "kabkota", "16.71", "predikat")
    at = open_page("sumber", kunci=key)
    text = words(at)
    assert "Yang ditampilkan untuk Kota Palembang, 2022: predikat: tidak ada nilai; tetap tidak diketahui." in text
    assert "Berita Sumatera" in text
    assert "Bertentangan: Kanwil sebut hanya tiga daerah" in text
    assert at.query_params["kunci"] == key
    at.selectbox(key="sumber.kunci.id").select("").run()
    assert "kunci" not in at.query_params
    assert "3.353 dari 3.353" in words(at)


def test_a_wrong_fact_is_dropped_with_a_notice(record):
    at = open_page("sumber", "en", kunci="2022|kabkota|00.00|predikat")
    assert "00.00" in at.warning[0].value
    assert "3,353 of 3,353" in words(at)


def test_filters_are_kept_in_the_address_and_start_at_the_first_page(record):
    at = open_page("sumber", hal="3")
    assert "Baris 51–75 dari 3353" in words(at)
    at.selectbox(key="sumber.prov.id").select("16").run()
    at.selectbox(key="sumber.daerah.id").select("16.71").run()
    at.selectbox(key="sumber.tahun.id").select("2023").run()
    text = words(at)
    assert "11 dari 3.353 klaim" in text
    assert "Baris 1–11 dari 11" in text
    assert at.query_params == {"prov": "16", "daerah": "16.71", "tahun": "2023"}
    assert not at.warning
    at.selectbox(key="sumber.prov.id").select("53").run()
    assert not at.warning
    assert at.query_params == {"prov": "53", "tahun": "2023"}


def test_the_link_of_a_year_of_a_region_finds_its_claims(record):
    assert daerah.year_link(texts("id"), 2023, "16.71") == "./sumber?bagian=klaim&tahun=2023&prov=16&daerah=16.71"
    assert "11 dari 3.353 klaim" in words(open_page("sumber", tahun="2023", prov="16", daerah="16.71"))


def test_an_empty_answer_says_why(record):
    text = words(open_page("sumber", tahun="2021", ukuran="predikat"))
    assert "Pada tahun 2021 tidak ada penilaian" in text
    text = words(open_page("sumber", "en", cari="xyzzy"))
    assert "No claim matches all of these choices at once" in text
    assert "no assessment in" not in text
    assert "tidak ada sumber yang bertentangan" in words(open_page("sumber", bagian="konflik", tahun="2014"))


def test_wrong_values_in_the_address_are_dropped(record):
    at = open_page("sumber", bagian="nope", tahun="1999", keyakinan="mungkin")
    assert len(at.warning) == 3
    assert at.query_params == {}


def test_the_files_hold_every_matching_claim_with_its_address(record):
    table = sumber.claims("id", ClaimFilter(region="16.71", level="kabkota"))
    rows = list(csv.DictReader(io.StringIO(downloads.csv_bytes(table).decode("utf-8-sig"))))
    assert len(rows) == 24
    assert {"Tanda pengenal klaim", "Alamat halaman", "Kunci fakta", "Berkas", "Baris"} <= set(rows[0])
    flagged = next(row for row in rows if row["Tahun"] == "2022")
    assert flagged["Ditampilkan"] == "tidak"
    assert flagged["Kedudukan"] == "tidak dipakai: tidak ada dalam daftar provinsi yang lengkap"
    assert flagged["Alamat halaman"].startswith("http")
    everything = sumber.claims("en", ClaimFilter())
    assert len(everything.frame) == len(claims.claims()) == 3353


@pytest.mark.parametrize("lang", LANGUAGES)
def test_rejected_rows_are_shown_with_place_and_reason(spoilt, lang):
    text = words(open_page("sumber", lang, bagian="ditolak"))
    assert "klaim_2.csv" in text
    assert {"id": "2 baris ditolak", "en": "2 rows were rejected"}[lang] in text
    reasons = {"id": "tahun 2021", "en": "a result for a year without assessment"}
    assert reasons[lang].lower() in text.lower()
    assert "uji2" in text
    stamp = words(open_page("sumber", lang, bagian="pembangunan"))
    assert {"id": "2.943 dari 2.945", "en": "2,943 of 2,945"}[lang] in stamp


def test_a_winner_said_to_have_taken_no_part_is_named_as_a_disagreement(spoilt):
    assert "Bertentangan: 2022." in " ".join(daerah.summary("id", "16.05"))
    assert "bertentangan" in daerah.tiles("id", "16.05")


def test_no_address_of_a_claim_can_be_a_script(record):
    body = bodies(open_page("sumber"))
    assert set(re.findall(r'href="([a-z]+):', body)) <= {"http", "https"}
