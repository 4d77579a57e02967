"""How good the record is: coverage, conflicts, what decided, rejected rows, the last build. Objects are shared."""

import pandas as pd

from dasbor import warehouse
from dasbor.cache import shared

_COVERAGE = """
WITH hasil AS (
    SELECT tahun, {code} AS kode_provinsi, any_value({name}) AS provinsi,
        count(*) FILTER (WHERE status_data <> 'belum dibentuk')::INTEGER AS jumlah_kabkota,
        count(predikat)::INTEGER AS diketahui
    FROM mart.hasil_kabkota GROUP BY ALL
),
klaim AS (
    SELECT k.tahun, coalesce({h_code}, k.kode) AS kode_provinsi, count(*)::INTEGER AS klaim,
        count(DISTINCT k.lembaga)::INTEGER AS penerbit
    FROM mart.klaim AS k
    LEFT JOIN mart.hasil_kabkota AS h ON k.tingkat = 'kabkota' AND h.tahun = k.tahun AND h.kode = k.kode
    WHERE k.tingkat <> 'nasional' AND k.bendera IS DISTINCT FROM 'dicabut' GROUP BY ALL
)
SELECT hasil.*, coalesce(klaim.klaim, 0)::INTEGER AS klaim, coalesce(klaim.penerbit, 0)::INTEGER AS penerbit
FROM hasil LEFT JOIN klaim USING (tahun, kode_provinsi)
ORDER BY kode_provinsi, tahun
"""
_NATIONAL_COVERAGE = """
SELECT h.tahun, h.jumlah_kabkota, h.diketahui, k.klaim, k.penerbit
FROM (
    SELECT tahun, count(*) FILTER (WHERE status_data <> 'belum dibentuk')::INTEGER AS jumlah_kabkota,
        count(predikat)::INTEGER AS diketahui
    FROM mart.hasil_kabkota GROUP BY tahun
) AS h
LEFT JOIN (
    SELECT tahun, count(*)::INTEGER AS klaim, count(DISTINCT lembaga)::INTEGER AS penerbit
    FROM mart.klaim WHERE bendera IS DISTINCT FROM 'dicabut' GROUP BY tahun
) AS k USING (tahun)
ORDER BY h.tahun
"""
_GAPS = """
SELECT tahun, 'provinsi' AS tingkat, kode_provinsi AS kode, provinsi AS nama, jumlah_kabkota, peserta,
    peduli, cukup, mulai, kurang, peduli_bernama, cukup_bernama, mulai_bernama, kurang_bernama, sebab_konflik
FROM mart.rekap_provinsi
UNION ALL
SELECT tahun, 'nasional', 'ID', 'Indonesia', jumlah_kabkota, peserta,
    peduli, cukup, mulai, kurang, peduli_bernama, cukup_bernama, mulai_bernama, kurang_bernama, sebab_konflik
FROM mart.rekap_nasional
"""


@shared
def coverage(*, today: bool = False) -> pd.DataFrame:
    """Per assessed year and province: regions (`jumlah_kabkota`, N), with known predicate (`diketahui`, n), claims, publishers."""
    names = {"code": "kode_provinsi", "name": "provinsi", "h_code": "h.kode_provinsi"}
    if today:
        names = {key: f"{value}_kini" for key, value in names.items()}
    return warehouse.current().query(_COVERAGE.format(**names))


@shared
def national_coverage() -> pd.DataFrame:
    """Per assessed year, the nation: regions, with known predicate, claims of every level, publishers."""
    return warehouse.current().query(_NATIONAL_COVERAGE)


@shared
def conflicts() -> pd.DataFrame:
    """Facts on which sources disagree (`mart.fakta`), newest first, the nation before provinces before regions."""
    return warehouse.current().query(
        "SELECT * FROM mart.fakta WHERE konflik "
        "ORDER BY tahun DESC, list_position(['nasional', 'provinsi', 'kabkota'], tingkat), kode, ukuran, kunci"
    )


@shared
def list_gaps() -> pd.DataFrame:
    """Counts and lists that do not fit together: more named than reported, or predicates that exceed participants."""
    sql = f"SELECT * FROM ({_GAPS}) WHERE sebab_konflik IS NOT NULL ORDER BY tahun DESC, kode"  # noqa: S608  our own text
    frame = warehouse.current().query(sql)
    return frame[frame["sebab_konflik"].str.contains("bernama-melebihi-laporan|jumlah-melebihi-batas")].reset_index(drop=True)


@shared
def decisions() -> pd.DataFrame:
    """Per criterion (`alasan`): facts that it decided, those with a conflict among them, and all facts (`semua`)."""
    return warehouse.current().query(
        "SELECT alasan, count(*)::INTEGER AS fakta, count(*) FILTER (WHERE konflik)::INTEGER AS konflik, "
        "(SELECT count(*) FROM mart.fakta)::INTEGER AS semua FROM mart.fakta GROUP BY alasan ORDER BY fakta DESC, alasan"
    )


@shared
def classes() -> pd.DataFrame:
    """Per class of publisher: claims, publishers, claims that are shown."""
    return warehouse.current().query(
        "SELECT golongan, count(*)::INTEGER AS klaim, count(DISTINCT lembaga)::INTEGER AS penerbit, "
        "count(*) FILTER (WHERE terpilih)::INTEGER AS terpilih FROM mart.klaim GROUP BY golongan ORDER BY klaim DESC"
    )


@shared
def rejected() -> pd.DataFrame:
    """Rejected rows, one per fault: the columns of `mart.ditolak`."""
    return warehouse.current().query("SELECT * FROM mart.ditolak ORDER BY berkas, baris, kode_alasan, kolom")


@shared
def files() -> pd.DataFrame:
    """Input files of the last build: the columns of `mart.berkas`."""
    return warehouse.current().query("SELECT * FROM mart.berkas ORDER BY berkas")


@shared
def checks() -> pd.DataFrame:
    """Data tests that the last build passed: the columns of `mart.pemeriksaan`."""
    return warehouse.current().query("SELECT * FROM mart.pemeriksaan ORDER BY nama")


@shared
def writer() -> str:
    """The version of DuckDB that wrote the warehouse."""
    return str(warehouse.current().value("SELECT duckdb FROM mart.versi"))
