"""What a text of the data, of an entry, a file or an address may hold at its worst, and a published record full of it."""

import shutil

import duckdb
import pytest

from tests.dasbor.conftest import as_person
from tests.keamanan.marks import FORMULA, HTML, MARKDOWN

__all__ = ["as_person", "hostile", "hostile_folder"]

_SHOWN = (
    *("nama", "provinsi", "provinsi_kini", "penerbit", "catatan", "penjelasan", "keterangan", "kalimat_id", "kalimat_en", "isi"),
    *("nomor_sk", "label_sk", "lembaga", "alasan", "berkas", "nama_lain", "nama_panggilan", "kalimat", "lembar"),
)
_COMPARED = ("predikat.nama", "pemeriksaan.nama", "fakta.alasan")  # the program looks them up


@pytest.fixture(scope="session")
def hostile_folder(record_folder, tmp_path_factory):
    """A data folder whose published record has HTML and Markdown in every text that is shown, and scripts for addresses."""
    folder = tmp_path_factory.mktemp("jahat")
    shutil.copy(record_folder / "publik.duckdb", folder)
    with duckdb.connect(str(folder / "publik.duckdb")) as base:
        found = base.execute(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'mart' AND data_type = 'VARCHAR'"
        ).fetchall()
        changed = 0
        for table, column in found:
            if column in _SHOWN and f"{table}.{column}" not in _COMPARED:
                base.execute(
                    f"UPDATE mart.{table} SET {column} = {column} || ? WHERE {column} IS NOT NULL", [f" {HTML} {MARKDOWN}"]
                )
                changed += 1
        assert changed > len(_SHOWN)
        base.execute("UPDATE mart.klaim SET catatan = ? || catatan", [f"{FORMULA};{FORMULA} "])
        base.execute("UPDATE mart.klaim SET sumber_url = 'javascript:alert(1)//' || sumber_url")
        base.execute("UPDATE mart.versi SET sidik = 'jahat'")
    return folder


@pytest.fixture
def hostile(hostile_folder, monkeypatch):
    """That folder, in force for the test."""
    monkeypatch.setenv("PEDULIHAM_DATA", str(hostile_folder))
    return hostile_folder
