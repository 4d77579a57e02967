"""Risks and targets of a running year: what the offices entered, beside what was published. Internal, through `Inside`."""

from collections.abc import Collection

import pandas as pd

from dasbor.running import entered as berjalan
from dasbor.web.internal import Inside

_YANKOMAS = """
SELECT
    w.kode, w.nama, w.kode_provinsi, w.provinsi, y.dugaan, y.rekomendasi, y.terjawab,
    y.rekomendasi - y.terjawab AS terbuka, y.keterangan, y.no, y.waktu, y.siapa,
    CASE
        WHEN y.rekomendasi IS NULL THEN 'belum dicatat'
        WHEN y.rekomendasi = 0 THEN 'tanpa rekomendasi'
        WHEN y.terjawab >= y.rekomendasi THEN 'terjawab'
        ELSE 'terbuka'
    END AS keadaan
FROM mart.wilayah AS w
LEFT JOIN kerja.yankomas AS y ON y.kode = w.kode AND y.tahun = $1
WHERE list_contains($2, w.kode_provinsi) AND coalesce(w.sejak_tahun, 0) <= $1
ORDER BY terbuka DESC NULLS LAST, y.dugaan DESC NULLS LAST, w.kode
"""
_TARGETS = """
WITH wilayah AS (
    SELECT kode_provinsi, any_value(provinsi) AS provinsi, count(*)::INTEGER AS N
    FROM mart.wilayah
    WHERE list_contains($2, kode_provinsi) AND coalesce(sejak_tahun, 0) <= $1
    GROUP BY kode_provinsi
),
terbit AS (
    SELECT kode AS kode_provinsi, list_sort(list(DISTINCT target_peduli)) AS terbit
    FROM mart.target
    WHERE tahun = $1 AND tingkat = 'provinsi'
    GROUP BY kode
)
SELECT w.*, t.target_peduli, t.target_peserta, coalesce(p.terbit, []) AS terbit, t.no, t.waktu, t.siapa
FROM wilayah AS w
LEFT JOIN kerja.target AS t ON t.kode_provinsi = w.kode_provinsi AND t.tahun = $1
LEFT JOIN terbit AS p ON p.kode_provinsi = w.kode_provinsi
ORDER BY w.kode_provinsi
"""
OPEN, ANSWERED, NONE, UNRECORDED = "terbuka", "terjawab", "tanpa rekomendasi", "belum dicatat"
STATES = (OPEN, ANSWERED, NONE, UNRECORDED)


def yankomas(inside: Inside, provinces: Collection[str], year: int) -> pd.DataFrame:
    """One row per region, the most unanswered recommendations first; null where nothing was recorded.

    `kode, nama, kode_provinsi, provinsi`, `dugaan` (alleged violations), `rekomendasi`, `terjawab`, `terbuka` (unanswered),
    `keterangan`, `keadaan` (one of `STATES`), and the entry's `no, waktu, siapa`.
    """
    return inside.query(_YANKOMAS, [year, berjalan.held(inside, provinces)])


def targets(inside: Inside, provinces: Collection[str], year: int) -> pd.DataFrame:
    """One row per province: `kode_provinsi, provinsi, N`, what was entered and what was published.

    `N`: its regions; `target_peduli` and `target_peserta` with the entry's `no, waktu, siapa`, null where nothing was entered;
    `terbit`: the published numbers, smallest first.
    """
    return inside.query(_TARGETS, [year, berjalan.held(inside, provinces)])
