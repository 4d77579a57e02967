"""Where regions and provinces lie on the tile map. Objects are shared by all sessions: read them, never change them."""

import pandas as pd

from dasbor.mart import warehouse
from dasbor.mart.cache import shared


@shared
def region_tiles() -> pd.DataFrame:
    """One row per regency or city: `kode`, `kolom` from the west, `baris` from the north, both from 0."""
    return warehouse.current().query("SELECT kode, kolom, baris FROM mart.ubin_kabkota ORDER BY kode")


@shared
def province_tiles(*, kini: bool) -> pd.DataFrame:
    """One row per province, today's 38 or the 34 of 2020: `kode_provinsi`, `kolom` from the west, `baris` from the north.

    Also `iso`, the letters of ISO 3166-2:ID, but in versions that were published before there were any.
    """
    return warehouse.current().query(
        "SELECT * EXCLUDE susunan FROM mart.ubin_provinsi WHERE susunan = ? ORDER BY kode_provinsi",
        ["kini" if kini else "2020"],
    )
