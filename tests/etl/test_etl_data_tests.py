"""Running data tests: what passes is stored, what fails stops with examples."""

from pathlib import Path

import duckdb
import pytest
from etl_tools import claim, make_folder

from etl.base.errors import UserError
from etl.build import data_tests, warehouse
from etl.build.data_tests import DataTest
from etl.inputs import claims, reference


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    folder = make_folder(tmp_path_factory.mktemp("uji"), [claim()])
    data = reference.load(folder)
    connection = duckdb.connect()
    warehouse.fill(connection, data, claims.load(folder, data))
    return connection


def test_what_passes_is_stored_in_both_languages(filled: duckdb.DuckDBPyConnection) -> None:
    filled.begin()
    number = data_tests.run(filled)
    rows = filled.sql("SELECT nama, kalimat_id, kalimat_en FROM mart.pemeriksaan").fetchall()
    filled.rollback()
    assert number == len(rows) == len(warehouse.scripts("uji")) > 10
    assert all(name and sentence.endswith(".") and english.endswith(".") for name, sentence, english in rows)
    assert len({name for name, _, _ in rows}) == number


def test_all_broken_rules_are_told_together_with_examples(filled: duckdb.DuckDBPyConnection) -> None:
    filled.begin()
    filled.execute("DELETE FROM mart.wilayah WHERE kode = '11.01'")
    filled.execute("UPDATE mart.klaim SET bendera = 'melebihi-jumlah-kabkota' WHERE id = 'u1'")
    with pytest.raises(UserError) as caught:
        data_tests.run(filled)
    assert filled.sql("SELECT count(*) FROM duckdb_tables() WHERE table_name = 'pemeriksaan'").fetchall() == [(0,)]
    filled.rollback()
    message = str(caught.value)
    assert "wilayah_514: Ada tepat 514 kabupaten/kota. Dilanggar 1 baris: jumlah=513" in message
    assert "satu_terpilih: " in message
    assert "tidak ada yang diterbitkan" in message


@pytest.mark.parametrize("text", ["SELECT 1;\n\n", "-- id: Satu.\nSELECT 1;\n", "-- en: One.\n-- id: Satu.\nSELECT 1;\n"])
def test_a_test_without_its_two_sentences_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "10_contoh.sql"
    path.write_text(text)
    with pytest.raises(ValueError, match="first two lines"):
        DataTest.read(path)
