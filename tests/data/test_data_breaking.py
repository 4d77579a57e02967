"""Every data test of `etl/build/sql/uji` fails when its rule is broken: the record is broken on purpose, one rule at a time."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from etl.base.errors import UserError
from etl.base.paths import WORKSPACE_NAME
from etl.build import data_tests, warehouse
from etl.build.run import BuildReport

BREAKING = {
    "10_wilayah_514": ["INSERT INTO mart.wilayah (kode, nama) VALUES ('99.99', 'Kabupaten Tambahan')"],
    "11_hasil_lengkap": ["DELETE FROM mart.hasil_kabkota WHERE tahun = 2019 AND kode = '11.01'"],
    "12_tanpa_penilaian": ["UPDATE mart.klaim SET ukuran = 'jumlah_peduli' WHERE tahun = 2021"],
    "13_belum_dibentuk": ["UPDATE mart.hasil_kabkota SET status_data = 'tidak diketahui' WHERE tahun = 2013 AND kode = '74.13'"],
    "20_bernama_dilaporkan": [
        "UPDATE mart.angka SET bernama = 14, konflik = false WHERE tahun = 2020 AND kode = '63' AND tingkat = 'provinsi'"
    ],
    "21_batas_jumlah": [
        "UPDATE mart.angka SET nilai = 544, tertinggi = 544 WHERE tahun = 2024 AND tingkat = 'nasional' AND ukuran = 'peserta'"
    ],
    "22_provinsi_tahun": [
        "UPDATE mart.angka SET dari = dari - 1 WHERE tahun = 2020 AND kode = '63' AND tingkat = 'provinsi' AND ukuran = 'peserta'"
    ],
    "23_bagian_berjumlah": [
        "UPDATE mart.bagian SET nilai = nilai + 1 WHERE tahun = 2020 AND tingkat = 'nasional' AND keadaan = 'ikut'"
    ],
    "30_nilai_berklaim": ["UPDATE mart.hasil_kabkota SET predikat = 'Cukup Peduli HAM' WHERE tahun = 2022 AND kode = '16.04'"],
    "31_satu_terpilih": ["UPDATE mart.klaim SET terpilih = true WHERE tahun = 2024 AND nilai = '544'"],
    "32_tidak_hilang": ["DELETE FROM mart.klaim WHERE id = (SELECT id FROM mart.klaim WHERE NOT terpilih LIMIT 1)"],
    "33_predikat_berlaku": ["DELETE FROM mart.regulasi WHERE predikat = 'Cukup Peduli HAM' AND tahun_mulai = 2017"],
    "34_simpulan": [
        "UPDATE mart.hasil_kabkota SET kunci_simpulan = NULL WHERE tahun = 2020 AND kode = '92.02' AND status_data = 'disimpulkan'"
    ],
    "40_kunci_unik": ["INSERT INTO mart.target SELECT * FROM mart.target LIMIT 1"],
    "41_konflik_tampak": ["UPDATE mart.rekap_provinsi SET konflik = false WHERE tahun = 2017 AND kode_provinsi = '13'"],
    "42_zona_waktu": ["DELETE FROM mart.zona_waktu WHERE kode_provinsi = '81'"],
    "43_kalender_peraturan": ["UPDATE mart.kalender SET mulai = NULL, selesai = NULL WHERE tahap = 'penilaian pusat'"],
    "44_keputusan": ["DELETE FROM mart.keputusan WHERE utama AND tahun = 2017"],
}

MORE = {
    "12_tanpa_penilaian": "INSERT INTO mart.rekap_nasional (tahun) VALUES (2021)",
    "20_bernama_dilaporkan": "UPDATE mart.angka SET tertinggi = 0, konflik = false WHERE tahun = 2019 AND predikat = 'peduli'",
    "21_batas_jumlah": "UPDATE mart.angka SET batas = 'tepat' WHERE tahun = 2024 AND tingkat = 'nasional' AND predikat = 'peduli'",
    "23_bagian_berjumlah": "UPDATE mart.bagian SET simpulan = simpulan + 1 WHERE tahun = 2020 AND tingkat = 'kanwil'",
    "30_nilai_berklaim": "UPDATE mart.angka SET id_klaim = 'lain' WHERE tahun = 2024 AND kode = '53' AND ukuran = 'peserta'",
    "34_simpulan": "INSERT INTO mart.klaim BY NAME SELECT 'baru' AS id, tahun, 'kabkota' AS tingkat, kode, 'predikat' AS ukuran, "
    "'Peduli HAM' AS nilai, 'pasti' AS keyakinan FROM mart.hasil_kabkota WHERE tahun = 2020 AND kode = '92.02'",
    "31_satu_terpilih": "UPDATE mart.klaim SET terpilih = true WHERE tahun = 2017 AND kode = '13' AND ukuran = 'jumlah_peduli'",
    "41_konflik_tampak": "UPDATE mart.hasil_kabkota SET konflik = false WHERE tahun = 2022 AND kode = '16.71'",
    "42_zona_waktu": "INSERT INTO mart.zona_waktu (kode_provinsi, zona) VALUES ('81', 'WITA')",
    "43_kalender_peraturan": "UPDATE mart.ambang_pembina SET tahun = 2020 WHERE tahun = 2019",
    "44_keputusan": "INSERT INTO mart.keputusan SELECT * FROM mart.keputusan WHERE tahun = 2024",
}


@pytest.fixture(scope="module")
def copy(record: tuple[Path, BuildReport], tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    path = tmp_path_factory.mktemp("dirusak") / WORKSPACE_NAME
    shutil.copy(record[0] / WORKSPACE_NAME, path)
    with duckdb.connect(str(path)) as connection:
        connection.execute("DROP TABLE mart.pemeriksaan")
        yield connection


def broken(connection: duckdb.DuckDBPyConnection, *statements: str) -> str:
    """What the data tests say after these statements, which are then undone; empty when they pass."""
    connection.begin()
    try:
        for statement in statements:
            assert connection.execute(statement).fetchall()[0][0] >= 1, f"{statement!r} changed nothing"
        data_tests.run(connection)
    except UserError as error:
        return str(error)
    finally:
        connection.rollback()
    return ""


def test_every_data_test_has_a_case() -> None:
    assert set(BREAKING) == {script.stem for script in warehouse.scripts("uji")}


def test_unbroken_they_all_pass(copy: duckdb.DuckDBPyConnection) -> None:
    assert broken(copy) == ""


@pytest.mark.parametrize("name", BREAKING)
def test_a_broken_rule_is_found(copy: duckdb.DuckDBPyConnection, name: str) -> None:
    assert f"- {name.partition('_')[2]}: " in broken(copy, *BREAKING[name])


@pytest.mark.parametrize(("name", "statement"), MORE.items())
def test_another_way_of_breaking_it_is_found_too(copy: duckdb.DuckDBPyConnection, name: str, statement: str) -> None:
    assert f"- {name.partition('_')[2]}: " in broken(copy, statement)
