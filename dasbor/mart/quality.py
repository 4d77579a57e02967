"""How good the record is: coverage, conflicts, what decided, rejected rows, the last build. Objects are shared."""

import pandas as pd

from dasbor.mart import warehouse
from dasbor.mart.angka import Level
from dasbor.mart.cache import shared


@shared
def coverage(at: Level) -> pd.DataFrame:
    """Per assessed year and place of a level (provinsi, provinsi_kini, nasional): the columns of `mart.cakupan`."""
    return warehouse.current().query("SELECT * FROM mart.cakupan WHERE tingkat = ? ORDER BY kode, tahun", [at])


@shared
def national_coverage(year: int) -> dict[str, int]:
    """The numbers of `mart.cakupan` for the nation in an assessed year."""
    frame = coverage("nasional")
    (row,) = frame[frame["tahun"] == year].drop(columns=["tingkat", "kode", "nama"]).to_dict("records")
    return {str(name): int(value) for name, value in row.items()}


@shared
def conflicts() -> pd.DataFrame:
    """Facts on which sources disagree (`mart.fakta`), newest first, the nation before provinces before regions."""
    return warehouse.current().query(
        "SELECT * FROM mart.fakta WHERE konflik "
        "ORDER BY tahun DESC, list_position(['nasional', 'provinsi', 'kabkota'], tingkat), kode, ukuran, kunci"
    )


@shared
def list_gaps() -> pd.DataFrame:
    """Counts and lists that do not fit together: more named than reported, or predicates that exceed participants.

    One row per count: `tahun, tingkat, kode, nama, predikat, nilai, bernama, dari, sebab, kunci` of `mart.angka`, newest first.
    """
    return warehouse.current().query(
        "SELECT a.tahun, a.tingkat, a.kode, a.nama, p.nama AS predikat, a.nilai, a.bernama, a.dari, a.sebab, a.kunci "
        "FROM mart.angka AS a JOIN mart.predikat AS p ON p.kode = a.predikat "
        "WHERE a.tingkat IN ('nasional', 'provinsi') AND a.dasar = 'klaim' "
        "AND regexp_matches(a.sebab, 'bernama-melebihi-laporan|jumlah-melebihi-batas') ORDER BY a.tahun DESC, a.kode, p.urutan"
    )


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
