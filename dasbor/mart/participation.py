"""Who took part: the counts of `mart.angka`, and the regions by name.

`dasar` says what the number `ikut` rests on, `sekurang` whether it is a lower bound (`dasbor.mart.angka`).
"""

import pandas as pd

from dasbor.mart import angka, warehouse
from dasbor.mart.angka import PARTICIPANTS, Level
from dasbor.mart.cache import shared

_COUNTS = """
SELECT a.tahun, a.kode AS kode_provinsi, a.nama AS provinsi, a.dari AS jumlah_kabkota,
    CASE WHEN a.batas IN ('tepat', 'sekurangnya') THEN a.nilai END AS ikut,
    CASE WHEN a.batas IN ('tepat', 'sekurangnya') THEN a.dasar END AS dasar,
    a.batas IS NOT DISTINCT FROM 'sekurangnya' AS sekurang,
    a.bernama AS peserta_bernama, a.simpulan AS peserta_simpulan, t.bernama AS tidak_ikut_bernama,
    a.keyakinan, a.kunci, a.jumlah_klaim, a.konflik, a.sebab
FROM mart.angka AS a
JOIN mart.angka AS t ON t.tahun = a.tahun AND t.tingkat = a.tingkat AND t.kode = a.kode AND t.ukuran = 'tidak_ikut'
WHERE a.ukuran = 'peserta' AND a.tingkat = ?
ORDER BY a.tahun, a.kode
"""


@shared
def counts(at: Level) -> pd.DataFrame:
    """One row per assessed year and place of a level.

    `tahun, kode_provinsi, provinsi, jumlah_kabkota, ikut, dasar, sekurang, peserta_bernama, peserta_simpulan,
    tidak_ikut_bernama`; of the published count `keyakinan, kunci, jumlah_klaim, konflik, sebab`.
    """
    return warehouse.current().query(_COUNTS, [at])


def provinces(*, kini: bool = False) -> pd.DataFrame:
    """`counts` of the provinces of each year, or of today's in every year."""
    return counts(angka.level("provinsi", kini=kini))


def national() -> pd.DataFrame:
    """`counts` of the nation."""
    return counts("nasional")


@shared
def completeness(year: int, *, kini: bool = False) -> dict[str, int]:
    """For how many provinces the participants of `year` are known: `tempat, tepat, sekurangnya, tidak_diketahui`."""
    rows = warehouse.current().query(
        "SELECT tempat, tepat, sekurangnya, tidak_diketahui FROM mart.kelengkapan WHERE tahun = ? AND tingkat = ? AND ukuran = ?",
        [year, angka.level("provinsi", kini=kini), PARTICIPANTS],
    )
    return {str(name): int(value) for name, value in rows.iloc[0].items()}


@shared
def national_other_values() -> pd.DataFrame:
    """Counts of national participants that were published but are not shown.

    `tahun, nilai, klaim` (how many claims), `bendera` (why the figure cannot be true, null if it can).
    """
    return warehouse.current().query("""
        SELECT k.tahun, k.nilai::INTEGER AS nilai, count(*) AS klaim, min(k.bendera) AS bendera
        FROM mart.klaim AS k JOIN mart.fakta AS f USING (kunci)
        WHERE f.tingkat = 'nasional' AND f.ukuran = 'jumlah_peserta' AND k.nilai IS DISTINCT FROM f.nilai
            AND k.bendera IS DISTINCT FROM 'dicabut'
        GROUP BY k.tahun, k.nilai ORDER BY k.tahun, klaim DESC, nilai
        """)


@shared
def regions(year: int, province: str, *, kini: bool = False) -> pd.DataFrame:
    """The regions of a province in a year.

    `kode, nama, keadaan_rinci, partisipasi, jumlah_sumber, konflik, halangan, kunci_halangan`; how it is known whether it
    took part: `dasar_partisipasi`, and of the claim that shows it `ukuran, penerbit, sumber_url, kunci`; `kunci` is the count
    that a conclusion rests on where no claim about the region does.
    """
    column = "kode_provinsi_kini" if kini else "kode_provinsi"
    return warehouse.current().query(
        f"""
        SELECT h.kode, h.nama, h.keadaan_rinci, h.partisipasi, h.dasar_partisipasi, h.jumlah_sumber, h.konflik,
            h.halangan, h.kunci_halangan, k.ukuran, k.penerbit, k.sumber_url, coalesce(k.kunci, h.kunci_simpulan) AS kunci
        FROM mart.hasil_kabkota AS h
        LEFT JOIN mart.klaim AS k
            ON k.id = coalesce(h.id_klaim_partisipasi, h.id_klaim_predikat, h.id_klaim_skor, h.id_klaim_rekomendasi)
        WHERE h.tahun = ? AND h.{column} = ?
        ORDER BY h.kode
        """,  # noqa: S608  our own names, values bound
        [year, province],
    )
