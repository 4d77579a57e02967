"""Corrected and withdrawn claims as readers and files show them."""

import csv
import io
import shutil

import duckdb
import pytest

from dasbor.exports import data_files
from dasbor.exports.dataset import dataset
from dasbor.mart import claims as queries
from dasbor.mart import stated
from dasbor.mart.claims import ClaimFilter
from dasbor.mart.scopes import scope
from dasbor.page import downloads
from dasbor.views.sumber import view as sumber
from dasbor.words.texts import LANGUAGES, texts
from tests.dasbor.apps import bodies, open_page
from tests.dasbor.test_page_daerah import words

PAGE = "https://ham.go.id/koreksi/7"
CHANGED, WITHDRAWN = "k543a69ba79", "k953b601fd1"
"""Two claims of the record, both about Kabupaten Lahat in 2022."""


@pytest.fixture(scope="module")
def corrected_folder(record_folder, tmp_path_factory):
    """The record, two of whose claims were corrected, as `etl.build.corrections` and the SQL leave them."""
    folder = tmp_path_factory.mktemp("koreksi")
    shutil.copy(record_folder / "publik.duckdb", folder)
    with duckdb.connect(str(folder / "publik.duckdb")) as connection:
        told = "koreksi_alasan = 'daftarnya salah', koreksi_pada = DATE '2026-11-20'"
        changed = f"nilai = 'Cukup Peduli HAM', nilai_semula = 'Peduli HAM', koreksi_sumber = '{PAGE}'"
        connection.execute(f"UPDATE mart.klaim SET {told}, {changed} WHERE id = '{CHANGED}'")
        connection.execute(f"UPDATE mart.klaim SET {told}, bendera = 'dicabut', terpilih = false WHERE id = '{WITHDRAWN}'")
    return folder


@pytest.fixture
def corrected(corrected_folder, monkeypatch):
    monkeypatch.setenv("PEDULIHAM_DATA", str(corrected_folder))


SAID = {
    "id": ("dikoreksi 20 November 2026, semula Peduli HAM: daftarnya salah", "dicabut 20 November 2026: daftarnya salah"),
    "en": ("corrected 20 November 2026, originally Peduli HAM: daftarnya salah", "withdrawn 20 November 2026: daftarnya salah"),
}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_says_what_was_corrected_and_why(corrected, lang):
    at = open_page("sumber", lang, hanya="koreksi")
    assert not at.warning
    shown = words(at)
    assert all(said in shown for said in SAID[lang])
    assert f'href="{PAGE}"' in "".join(bodies(at))
    assert texts(lang)("sumber.claims_corrected", corrected="1", withdrawn="1") in shown
    assert texts(lang)("klaim.why_flag", flag=texts(lang)("istilah.bendera_dicabut")) in shown


def test_only_corrected_claims_are_listed(corrected):
    found = queries.claims().iloc[list(queries.matching(ClaimFilter(only="koreksi")))]
    assert set(found["id"]) == {CHANGED, WITHDRAWN}
    assert queries.corrections() == (1, 1)


def test_files_carry_the_original_value_reason_source_and_day(corrected):
    table = sumber.claims("id", ClaimFilter(only="koreksi"))
    rows = {
        row[texts("id")("klaim.col_id")]: row for row in csv.DictReader(io.StringIO(downloads.csv_bytes(table).decode("utf-8-sig")))
    }
    row = rows[CHANGED]
    found = [row[name] for name in ("Nilai semula", "Alasan koreksi", "Dasar koreksi", "Tanggal koreksi")]
    assert found == ["Peduli HAM", "daftarnya salah", PAGE, "20 November 2026"]
    assert rows[WITHDRAWN]["Nilai semula"] == rows[WITHDRAWN]["Dasar koreksi"] == texts("id")("klaim.none")


def test_published_tables_carry_the_columns(corrected):
    made = data_files.csv_bytes(dataset(scope("daerah", "16.04", 2022)), "klaim").decode("utf-8-sig")
    (row,) = [row for row in csv.DictReader(io.StringIO(made)) if row["id"] == CHANGED]
    assert {name: row[name] for name in ("nilai", "nilai_semula", "koreksi_alasan", "koreksi_sumber", "koreksi_pada")} == {
        "nilai": "Cukup Peduli HAM",
        "nilai_semula": "Peduli HAM",
        "koreksi_alasan": "daftarnya salah",
        "koreksi_sumber": PAGE,
        "koreksi_pada": "2026-11-20",
    }


def test_a_withdrawn_claim_is_stated_by_nobody_any_more(corrected, record_folder, monkeypatch):
    def said():
        values = stated.values("kabkota", "16.04")
        return {name for names in values.loc[values["tahun"] == 2022, "penerbit"] for name in names}

    names = said()
    monkeypatch.setenv("PEDULIHAM_DATA", str(record_folder))
    assert said() - names == {"Rakyat Empat Lawang"}


def test_a_record_without_corrections_does_not_speak_of_them(record):
    assert "koreksi" not in sumber.only_options("id")
    assert "koreksi" not in [column.key for column in sumber.claims("id", ClaimFilter()).columns]
    assert not sumber.corrected_sentences("id")
