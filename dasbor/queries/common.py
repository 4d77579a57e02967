"""Queries that several pages share. Every function returns an object shared by all sessions: read it, never change it."""

import pandas as pd

from dasbor import warehouse
from dasbor.cache import shared
from dasbor.queries import contract


@shared
def rounds() -> pd.DataFrame:
    """All rounds in order, the year without assessment included: the columns of `mart.putaran`."""
    return warehouse.current().query("SELECT * FROM mart.putaran ORDER BY tahun")


@shared
def decrees() -> pd.DataFrame:
    """Every published number of a decree, the main one of a year first; empty in a version from before they were kept."""
    if "keputusan" not in contract.tables():
        return pd.DataFrame()
    return warehouse.current().query("SELECT * FROM mart.keputusan ORDER BY tahun, utama DESC, perihal, nomor")


@shared
def years() -> tuple[int, ...]:
    """The assessed years in order."""
    frame = rounds()
    return tuple(int(year) for year in frame.loc[frame["ada_penilaian"], "tahun"])


@shared
def previous_year(year: int) -> int | None:
    """The assessed year before `year` (2020 for 2022), or None for the first."""
    frame = rounds().set_index("tahun")
    value = frame["tahun_pembanding"].get(year)
    return None if value is None or pd.isna(value) else int(value)


@shared
def predicates() -> tuple[str, ...]:
    """The predicates of all rules, best first."""
    return tuple(warehouse.current().query("SELECT nama FROM mart.predikat ORDER BY urutan")["nama"])


@shared
def rule_predicates(year: int) -> tuple[str, ...]:
    """The predicates that the rule of `year` knows, best first."""
    frame = warehouse.current().query(
        "SELECT p.nama FROM mart.predikat AS p JOIN mart.regulasi AS r ON r.predikat = p.nama "
        "WHERE ? BETWEEN r.tahun_mulai AND coalesce(r.tahun_akhir, 9999) ORDER BY p.urutan",
        [year],
    )
    return tuple(frame["nama"])


@shared
def national() -> pd.DataFrame:
    """One row per assessed year: the columns of `mart.rekap_nasional`."""
    return warehouse.current().query("SELECT * FROM mart.rekap_nasional ORDER BY tahun")


@shared
def province_summary(*, today: bool = False) -> pd.DataFrame:
    """One row per assessed year and province: the columns of `mart.rekap_provinsi`.

    Provinces are those of each year, or today's 38 in every year when `today`.
    """
    table = "mart.rekap_provinsi_kini" if today else "mart.rekap_provinsi"
    return warehouse.current().query(f"SELECT * FROM {table} ORDER BY tahun, kode_provinsi")  # noqa: S608  two of our own tables


@shared
def provinces(year: int | None = None) -> dict[str, str]:
    """Code → name of the provinces of `year`, or of today's when None, in the order of their codes."""
    frame = province_summary(today=year is None)
    chosen = frame[frame["tahun"] == (years()[-1] if year is None else year)]
    return dict(zip(chosen["kode_provinsi"], chosen["provinsi"], strict=True))


@shared
def regions() -> pd.DataFrame:
    """One row per regency or city: the columns of `mart.wilayah`."""
    return warehouse.current().query("SELECT * FROM mart.wilayah ORDER BY kode")


@shared
def results() -> pd.DataFrame:
    """One row per assessed year and regency or city: the columns of `mart.hasil_kabkota`."""
    return warehouse.current().query("SELECT * FROM mart.hasil_kabkota ORDER BY tahun, kode")


@shared
def claims_of(keys: tuple[str, ...]) -> pd.DataFrame:
    """All claims about the facts `keys` (`mart.fakta.kunci`), the chosen one of each fact first: the columns of `mart.klaim`."""
    return warehouse.current().query(
        "SELECT * FROM mart.klaim WHERE kunci IN (SELECT unnest(?)) ORDER BY kunci, terpilih DESC, keyakinan DESC, penerbit, id",
        [list(keys)],
    )
