"""Who took part: stated counts, and the least that is certain where no count was published.

`dasar` says what the number `ikut` rests on:
- `klaim`: a published count;
- `lengkap`: no count, but every one of the N regions is known to have taken part or not;
- `bernama`: at least this many, counted by name;
- `jumlah`: at least this many, since so many predicates or recommendations were counted;
- null: nothing is known.
"""

from typing import Any

import pandas as pd

from dasbor import warehouse
from dasbor.cache import shared

EXACT = ("klaim", "lengkap")  # the other bases are lower bounds

# A predicate or a recommendation is given to participants only, so its count is a lower bound of theirs.
# Where the predicates add up to more than N (one claim is wrong) only the largest of them is used.
_LEAST = """
    coalesce(peduli, 0) + coalesce(cukup, 0) + coalesce(mulai, 0) + coalesce(kurang, 0) AS semua,
    greatest(CASE WHEN semua <= jumlah_kabkota THEN semua END, peduli, cukup, mulai, kurang, {more}, 0) AS dari_jumlah,
    peserta_bernama >= dari_jumlah AS nama_cukup,
    greatest(peserta_bernama, dari_jumlah) AS sekurangnya,
    sekurangnya = jumlah_kabkota OR peserta_bernama + tidak_ikut_bernama = jumlah_kabkota AS lengkap,
"""
_BASIS = """
    CASE WHEN peserta IS NOT NULL THEN 'klaim' WHEN lengkap THEN 'lengkap'
         WHEN sekurangnya = 0 THEN NULL WHEN nama_cukup THEN 'bernama' ELSE 'jumlah' END AS dasar,
    CASE WHEN dasar IS NOT NULL THEN coalesce(peserta, sekurangnya) END AS ikut,
"""


@shared
def provinces(*, today: bool = False) -> pd.DataFrame:
    """One row per assessed year and province.

    `tahun, kode_provinsi, provinsi, jumlah_kabkota, ikut, dasar` (see module), `sekurang` (true for a lower
    bound), `peserta_bernama, tidak_ikut_bernama`, and of the chosen count claim `keyakinan, penerbit,
    catatan, kunci`; `konflik` is true where the sources of the count disagree or names exceed it.
    """
    table = "mart.rekap_provinsi_kini" if today else "mart.rekap_provinsi"
    return warehouse.current().query(f"""
        WITH batas AS (SELECT *, {_LEAST.format(more="direkomendasikan")} FROM {table}),
        nilai AS (SELECT *, {_BASIS} FROM batas)
        SELECT n.tahun, n.kode_provinsi, n.provinsi, n.jumlah_kabkota, n.ikut, n.dasar,
            coalesce(n.dasar IN ('bernama', 'jumlah'), false) AS sekurang,
            n.peserta_bernama, n.tidak_ikut_bernama, k.keyakinan, k.penerbit, k.catatan, k.kunci,
            coalesce(f.konflik, false) OR coalesce(n.sekurangnya > n.peserta, false) AS konflik
        FROM nilai AS n
        LEFT JOIN mart.klaim AS k ON k.id = n.id_klaim_peserta
        LEFT JOIN mart.fakta AS f ON f.kunci = k.kunci
        ORDER BY n.tahun, n.kode_provinsi
        """)  # noqa: S608  our own names, values bound


@shared
def of_province(code: str, year: int, *, today: bool = False) -> dict[str, Any]:
    """The row of `provinces` of one province in an assessed year. KeyError if it did not exist."""
    frame = provinces(today=today)
    rows = frame[(frame["tahun"] == year) & (frame["kode_provinsi"] == code)].to_dict("records")
    if not rows:
        raise KeyError((code, year))
    return {str(key): value for key, value in rows[0].items()}


@shared
def national() -> pd.DataFrame:
    """One row per assessed year: as `provinces`, for the nation; `kunci` also where no claim is usable.

    Without a count the lower bound is the largest of: named, national predicates, and the sum over the
    provinces (`dasar` is then `provinsi`; `provinsi` says how many of them have a figure).
    """
    return warehouse.current().query(f"""
        WITH batas AS (SELECT *, {_LEAST.format(more="0")} FROM mart.rekap_nasional),
        nilai AS (SELECT *, {_BASIS} FROM batas),
        batas_provinsi AS (SELECT *, {_LEAST.format(more="direkomendasikan")} FROM mart.rekap_provinsi),
        provinsi AS (
            SELECT tahun, sum(ikut)::INTEGER AS jumlah, count(ikut) AS provinsi
            FROM (SELECT *, {_BASIS} FROM batas_provinsi) GROUP BY tahun
        )
        SELECT n.tahun, n.jumlah_kabkota, n.peserta_bernama, p.provinsi, f.kunci, coalesce(f.konflik, false) AS konflik,
            n.dasar IS DISTINCT FROM 'klaim' AND n.dasar IS DISTINCT FROM 'lengkap' AND p.jumlah > coalesce(n.ikut, 0) AS lebih,
            CASE WHEN lebih THEN 'provinsi' ELSE n.dasar END AS dasar,
            CASE WHEN lebih THEN p.jumlah ELSE n.ikut END AS ikut,
            coalesce(CASE WHEN lebih THEN 'provinsi' ELSE n.dasar END IN ('provinsi', 'bernama', 'jumlah'), false) AS sekurang
        FROM nilai AS n JOIN provinsi AS p USING (tahun)
        LEFT JOIN mart.fakta AS f ON f.tahun = n.tahun AND f.tingkat = 'nasional' AND f.ukuran = 'jumlah_peserta'
        ORDER BY n.tahun
        """)  # noqa: S608  our own names, values bound


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
def regions(year: int, province: str, *, today: bool = False) -> pd.DataFrame:
    """The regions of a province in a year.

    `kode, nama, keadaan, partisipasi, predikat, direkomendasikan, jumlah_sumber, konflik`; of the claim that
    shows it took part or not `penerbit, sumber_url, kunci`, `ukuran` (what that claim states).
    """
    column = "kode_provinsi_kini" if today else "kode_provinsi"
    return warehouse.current().query(
        f"""
        SELECT h.kode, h.nama, h.keadaan, h.partisipasi, h.predikat, h.direkomendasikan, h.jumlah_sumber, h.konflik,
            k.ukuran, k.penerbit, k.sumber_url, k.kunci
        FROM mart.hasil_kabkota AS h
        LEFT JOIN mart.klaim AS k
            ON k.id = coalesce(h.id_klaim_partisipasi, h.id_klaim_predikat, h.id_klaim_skor, h.id_klaim_rekomendasi)
        WHERE h.tahun = ? AND h.{column} = ?
        ORDER BY h.kode
        """,  # noqa: S608  our own names, values bound
        [year, province],
    )
