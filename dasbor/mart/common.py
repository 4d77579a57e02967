"""Queries that several pages share. Every function returns an object shared by all sessions: read it, never change it."""

import pandas as pd

from dasbor.mart import angka, contract, warehouse
from dasbor.mart.cache import shared


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


def assessed_before(year: int) -> int | None:
    """The assessed year before `year` under whatever programme: what it is compared with, or said not to be."""
    return max((one for one in years() if one < year), default=None)


def rule_changed(year: int) -> bool:
    """Whether `year` was assessed under another rule than the assessed year before it."""
    return bool(rounds().set_index("tahun")["ganti_aturan"][year])


@shared
def predicates() -> tuple[str, ...]:
    """The predicates of all rules, best first."""
    return tuple(warehouse.current().query("SELECT nama FROM mart.predikat ORDER BY urutan")["nama"])


@shared
def provinces(year: int | None = None) -> dict[str, str]:
    """Code → name of the provinces of `year`, or of today's when None, in the order of their codes."""
    held = angka.places(angka.level("provinsi", kini=year is None), years()[-1] if year is None else year)
    return {code: place.name for code, place in held.items()}


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
