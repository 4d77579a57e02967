"""What was published about a fact: every value with who stated it."""

import pandas as pd

from dasbor.mart import warehouse
from dasbor.mart.cache import shared

# one row per fact and value: who states it, whether the rule chose it, whether all who state it are uncertain
_VALUES = """
SELECT
    k.tahun, k.ukuran, k.kunci, k.nilai,
    bool_or(k.terpilih) AS terpilih,
    bool_and(k.keyakinan = 'ambigu') AS ambigu,
    bool_and(k.bendera IS NOT NULL) AS mustahil,
    count(DISTINCT k.lembaga)::INTEGER AS jumlah_lembaga,
    list(DISTINCT k.penerbit ORDER BY k.penerbit) AS penerbit
FROM mart.klaim AS k
WHERE k.tingkat = ? AND k.kode = ? AND k.bendera IS DISTINCT FROM 'dicabut'
GROUP BY ALL
ORDER BY k.tahun, k.ukuran, terpilih DESC, jumlah_lembaga DESC, k.nilai
"""


@shared
def values(level: str, code: str) -> pd.DataFrame:
    """Every value stated about a place of `level` (kabkota, provinsi, nasional), the chosen one of each fact first.

    Without withdrawn claims: nobody states them any more.
    """
    return warehouse.current().query(_VALUES, [level, code])
