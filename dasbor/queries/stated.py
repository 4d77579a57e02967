"""What was published about a fact: every value with who stated it, and which lists of winners are complete."""

import pandas as pd

from dasbor import warehouse
from dasbor.cache import shared

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

# As the rule of choice has it, and stricter: the count itself must be certain and undisputed,
# and each of the names must have at least one certain claim.
_COMPLETE = """
WITH bernama AS (
    SELECT h.tahun, h.kode_provinsi, count(*) AS jumlah
    FROM mart.hasil_kabkota AS h
    JOIN mart.rekap_provinsi AS r USING (tahun, kode_provinsi)
    WHERE h.predikat = ?
        AND EXISTS (
            FROM mart.klaim AS k
            WHERE k.kode = h.kode AND k.tahun = h.tahun AND k.ukuran = 'predikat'
                AND k.nilai = h.predikat AND k.keyakinan = 'pasti' AND k.bendera IS NULL
        )
    GROUP BY ALL
)
SELECT r.tahun, r.kode_provinsi, r.peduli AS jumlah
FROM mart.rekap_provinsi AS r
JOIN mart.fakta AS f
    ON f.tahun = r.tahun AND f.tingkat = 'provinsi' AND f.kode = r.kode_provinsi AND f.ukuran = 'jumlah_peduli'
LEFT JOIN bernama AS b ON b.tahun = r.tahun AND b.kode_provinsi = r.kode_provinsi
WHERE r.dasar_peduli = 'klaim' AND f.keyakinan = 'pasti' AND NOT f.konflik
    AND r.peduli = r.peduli_bernama AND coalesce(b.jumlah, 0) = r.peduli
ORDER BY r.tahun, r.kode_provinsi
"""


@shared
def values(level: str, code: str) -> pd.DataFrame:
    """Every value stated about a place of `level` (kabkota, provinsi, nasional), the chosen one of each fact first.

    Without withdrawn claims: nobody states them any more.
    """
    return warehouse.current().query(_VALUES, [level, code])


@shared
def complete_lists(predicate: str) -> frozenset[tuple[int, str]]:
    """Years and provinces of that year whose regions with the best predicate are all known by name.

    Of their other regions it is known that they do not hold it, and nothing else.
    """
    frame = warehouse.current().query(_COMPLETE, [predicate])
    return frozenset(zip(frame["tahun"].astype(int), frame["kode_provinsi"], strict=True))
