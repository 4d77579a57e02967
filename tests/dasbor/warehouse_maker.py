"""A tiny published warehouse in the shape of the contract, for tests that must not depend on the real record."""

from pathlib import Path

import duckdb

SCRIPT = """
CREATE SCHEMA mart;
CREATE TABLE mart.putaran AS SELECT * FROM (VALUES
    (2019, 2018, 'Aturan A', true, 'kkp_ham', false), (2020, 2019, 'Aturan A', true, 'kkp_ham', false),
    (2021, 2020, 'Aturan B', false, 'kkp_ham', false), (2022, 2021, 'Aturan B', true, 'kkp_ham', false)
) AS p(tahun, tahun_capaian, dasar_hukum, ada_penilaian, program, ganti_program);
CREATE TABLE mart.program AS SELECT 'kkp_ham' AS kode, 'Kabupaten/Kota Peduli HAM' AS nama,
    'Human-Rights-Caring Regencies and Cities' AS nama_en, 2019 AS tahun_mulai, 2022 AS tahun_akhir;
CREATE TABLE mart.predikat AS SELECT * FROM (VALUES
    ('peduli', 'kkp_ham', 'Peduli HAM', 'Human-Rights-Caring', 'P', 1, true),
    ('cukup', 'kkp_ham', 'Cukup Peduli HAM', 'Fairly Human-Rights-Caring', 'C', 2, false)
) AS p(kode, program, nama, nama_en, tanda, urutan, penghargaan);
CREATE TABLE mart.rekap_provinsi AS SELECT * FROM (VALUES
    (2022, '53', 'Nusa Tenggara Timur', 22, 10), (2022, '81', 'Maluku', 11, NULL)
) AS r(tahun, kode_provinsi, provinsi, jumlah_kabkota, peserta);
CREATE TABLE mart.versi_hasil (tahun INTEGER, versi INTEGER, keadaan VARCHAR);
CREATE TABLE mart.klaim (tahun INTEGER, golongan VARCHAR);
CREATE TABLE mart.versi AS
SELECT TIMESTAMPTZ '2024-12-10 20:00:00+00' AS dibangun_pada, 'abc{seed}' AS sidik, '1.5.5' AS duckdb, {simulated} AS simulasi;
"""


def make(folder: Path, seed: str = "", *, simulated: bool = False) -> Path:
    """Write `publik.duckdb` into `folder` aside and rename it into place, as a publish does."""
    aside = folder / f"aside{seed}.duckdb"
    with duckdb.connect(str(aside)) as connection:
        connection.execute(SCRIPT.replace("{seed}", seed).replace("{simulated}", str(simulated)))
    target = folder / "publik.duckdb"
    aside.replace(target)
    return target
