"""Filling a database: raw rows as they came, typed core, documented mart, and a copy with `mart` alone."""

import json
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from etl_tools import NOW, claim, make_folder

from etl.build import warehouse
from etl.inputs import claims, reference

ROWS = [
    claim(catatan='baris satu\nbaris dua; "kutip", koma'),
    claim(id="u2", kode="91.01", nama="Kabupaten Merauke"),
    claim(id="u3", penerbit="Pem\0kab", nilai="Cukup Peduli HAM"),
    claim(id="u4", kode="99.99"),
]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    folder = make_folder(tmp_path_factory.mktemp("gudang"), ROWS)
    data = reference.load(folder)
    with duckdb.connect() as connection:
        warehouse.fill(connection, data, claims.load(folder, data))
        yield connection


def test_raw_keeps_every_row_to_the_letter(filled: duckdb.DuckDBPyConnection) -> None:
    rows = filled.sql("SELECT berkas, baris, isi, sha256 FROM raw.klaim ORDER BY baris").fetchall()
    assert [(row[0], row[1]) for row in rows] == [("klaim.csv", 2), ("klaim.csv", 4), ("klaim.csv", 5), ("klaim.csv", 6)]
    assert [json.loads(row[2]) for row in rows] == [list(row.values()) for row in ROWS]
    assert {len(row[3]) for row in rows} == {64}
    assert filled.sql("SELECT catatan, kode FROM raw.klaim WHERE id = 'u1'").fetchall() == [(ROWS[0]["catatan"], "13.71")]


@pytest.mark.parametrize(
    "name",
    [
        "wilayah",
        "putaran",
        "regulasi",
        "kriteria",
        "kanwil",
        "geografi",
        "golongan",
        "penerbit",
        "tafsir_catatan",
        "nama_panggilan",
        "ubin_kabkota",
        "ubin_provinsi",
    ],
)
def test_raw_and_core_hold_every_reference_row(filled: duckdb.DuckDBPyConnection, name: str) -> None:
    ((read,),) = filled.sql(f"SELECT baris_dibaca FROM raw.berkas WHERE berkas = '{name}.csv'").fetchall()
    assert read > 0
    assert filled.sql(f"SELECT count(*) FROM raw.{name}").fetchall() == [(read,)]
    assert filled.sql(f"SELECT count(*) FROM core.{name}").fetchall() == [(read,)]


def test_a_rejected_row_stands_in_raw_with_its_reason(filled: duckdb.DuckDBPyConnection) -> None:
    row = filled.sql("SELECT berkas, baris, id, kode_alasan, kolom, nilai, kalimat, isi FROM raw.ditolak").fetchall()
    assert row == [
        (
            "klaim.csv",
            6,
            "u4",
            "kode-tidak-dikenal",
            "kode",
            "99.99",
            "Kode '99.99' (Kota Padang) tidak dikenal pada tingkat kabkota; periksa wilayah.csv.",
            json.dumps(list(ROWS[3].values())),
        )
    ]
    assert filled.sql("SELECT baris_dibaca, baris_ditolak FROM raw.berkas WHERE berkas = 'klaim.csv'").fetchall() == [(4, 1)]


def test_core_and_mart_hold_the_accepted_ones_typed(filled: duckdb.DuckDBPyConnection) -> None:
    assert filled.sql("SELECT id, kode, tahun FROM mart.klaim ORDER BY id").fetchall() == [
        ("u1", "13.71", 2018),
        ("u2", "93.01", 2018),
        ("u3", "13.71", 2018),
    ]
    assert filled.sql("SELECT typeof(tanggal_terbit), tanggal_terbit::VARCHAR FROM mart.klaim WHERE id = 'u1'").fetchall() == [
        ("DATE", "2018-12-11")
    ]


def test_the_copy_has_mart_with_its_comments_and_nothing_else(filled: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    warehouse.stamp(filled, now=NOW, digest="abc")
    target = tmp_path / "pub'lik.duckdb"
    warehouse.copy_mart(filled, target)
    what = "SELECT table_name, comment, estimated_size FROM duckdb_tables() WHERE schema_name = 'mart' ORDER BY ALL"
    columns = "SELECT table_name, column_name, data_type, comment FROM duckdb_columns() WHERE schema_name = 'mart' ORDER BY ALL"
    with duckdb.connect(str(target), read_only=True) as copy:
        schemas = copy.sql("SELECT DISTINCT schema_name FROM duckdb_tables()").fetchall()
        assert schemas == [("mart",)]
        assert copy.sql(what).fetchall() == filled.sql(what).fetchall()
        assert copy.sql(columns).fetchall() == filled.sql(columns).fetchall()
        assert copy.sql("FROM mart.klaim ORDER BY id").fetchall() == filled.sql("FROM mart.klaim ORDER BY id").fetchall()
        assert copy.sql("SELECT sidik FROM mart.versi").fetchall() == [("abc",)]


def test_scripts_run_in_the_order_of_their_names() -> None:
    for folder in ("core", "mart", "uji"):
        names = [script.name for script in warehouse.scripts(folder)]
        assert names == sorted(names)
        assert names
