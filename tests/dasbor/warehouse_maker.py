"""A tiny published warehouse in the shape of the contract, for tests that must not depend on the real record."""

from pathlib import Path

import duckdb

SCRIPT = """
CREATE SCHEMA mart;
CREATE TABLE mart.putaran AS SELECT * FROM (VALUES
    (2019, 2018, 'Aturan A', true), (2020, 2019, 'Aturan A', true),
    (2021, 2020, 'Aturan B', false), (2022, 2021, 'Aturan B', true)
) AS p(tahun, tahun_capaian, dasar_hukum, ada_penilaian);
CREATE TABLE mart.rekap_provinsi AS SELECT * FROM (VALUES
    (2022, '53', 'Nusa Tenggara Timur', 22, 10), (2022, '81', 'Maluku', 11, NULL)
) AS r(tahun, kode_provinsi, provinsi, jumlah_kabkota, peserta);
CREATE TABLE mart.versi AS
SELECT TIMESTAMPTZ '2024-12-10 20:00:00+00' AS dibangun_pada, 'abc{seed}' AS sidik, '1.5.5' AS duckdb, false AS simulasi;
"""


def make(folder: Path, seed: str = "") -> Path:
    """Write `publik.duckdb` into `folder` aside and rename it into place, as a publish does."""
    aside = folder / f"aside{seed}.duckdb"
    with duckdb.connect(str(aside)) as connection:
        connection.execute(SCRIPT.replace("{seed}", seed))
    target = folder / "publik.duckdb"
    aside.replace(target)
    return target
