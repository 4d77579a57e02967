"""What is recorded of a running year: regions, entries of their stages, results so far. Internal: all through `Inside`.

`provinces` are codes of today. What an `Inside` may not see is not in its tables; regions and published figures, which everybody
may see, are cut to its area here, so that no row of another office stands on an office's page.
"""

from collections.abc import Collection

import pandas as pd

from dasbor.web.internal import Inside

_YEARS = """
SELECT tahun FROM mart.putaran
UNION SELECT tahun FROM kerja.target
UNION SELECT tahun FROM kerja.tahap
UNION SELECT tahun FROM kerja.tenggat
UNION SELECT tahun FROM kerja.yankomas
UNION SELECT tahun FROM kerja.draf_versi
"""
_REGIONS = """
SELECT w.kode, w.nama, w.kode_provinsi, w.provinsi
FROM mart.wilayah AS w
WHERE list_contains($2, w.kode_provinsi) AND coalesce(w.sejak_tahun, 0) <= $1
ORDER BY w.kode
"""
_STAGES = """
SELECT kode, tahap, keadaan, tanggal, no, waktu, siapa, alasan
FROM kerja.tahap
WHERE tahun = $1 AND list_contains($2, kode_provinsi)
ORDER BY kode, tahap
"""
# A draft is newer than what is published of its year, or it would not be a draft: region by region it goes first.
_RESULTS = """
WITH draf AS (
    SELECT
        kode, predikat, coalesce(skor_total, skor, skor_murni) AS skor,
        CASE WHEN skor_total IS NOT NULL THEN 'total' WHEN skor IS NULL AND skor_murni IS NOT NULL THEN 'murni' END AS jenis_skor,
        skor_murni, bonus, partisipasi, 'draf' AS dasar, versi
    FROM kerja.draf_hasil
    WHERE tahun = $1 AND list_contains($2, kode_provinsi)
),
terbit AS (
    SELECT
        h.kode, h.predikat, h.skor, h.jenis_skor, r.skor_murni, r.bonus, h.partisipasi, 'terbit' AS dasar, r.versi
    FROM mart.hasil_kabkota AS h
    JOIN mart.wilayah AS w USING (kode)
    LEFT JOIN mart.hasil_resmi AS r ON r.tahun = h.tahun AND r.kode = h.kode
    WHERE h.tahun = $1 AND h.status_data <> 'belum dibentuk' AND list_contains($2, w.kode_provinsi)
        AND h.kode NOT IN (SELECT kode FROM draf)
)
FROM draf UNION ALL BY NAME FROM terbit ORDER BY kode
"""
_LAST = """
SELECT h.kode, h.tahun, h.predikat, h.skor, h.jenis_skor
FROM mart.hasil_kabkota AS h
JOIN mart.wilayah AS w USING (kode)
WHERE h.tahun < $1 AND list_contains($2, w.kode_provinsi) AND (h.predikat IS NOT NULL OR h.skor IS NOT NULL)
QUALIFY row_number() OVER (PARTITION BY h.kode ORDER BY h.tahun DESC) = 1
ORDER BY h.kode
"""
_DETAILS = """
WITH draf AS (
    SELECT kode, kriteria, indikator, skor, 'draf' AS dasar
    FROM kerja.draf_rincian
    WHERE tahun = $1 AND list_contains($2, kode_provinsi)
)
FROM draf
UNION ALL BY NAME
SELECT s.kode, s.urutan AS kriteria, NULL::INTEGER AS indikator, s.skor, 'terbit' AS dasar
FROM mart.skor_kriteria AS s
JOIN mart.wilayah AS w USING (kode)
WHERE s.tahun = $1 AND list_contains($2, w.kode_provinsi) AND s.kode NOT IN (SELECT kode FROM draf)
ORDER BY kode, kriteria, indikator
"""
_VERSIONS = "SELECT versi, keadaan, dijadwalkan_pada, berkas FROM kerja.draf_versi WHERE tahun = ? ORDER BY versi DESC LIMIT 1"
_LATEST = """
SELECT max(no) AS no, max(waktu) AS waktu FROM (
    SELECT no, waktu FROM kerja.target WHERE tahun = $1 AND list_contains($2, kode_provinsi)
    UNION ALL SELECT no, waktu FROM kerja.tahap WHERE tahun = $1 AND list_contains($2, kode_provinsi)
    UNION ALL SELECT no, waktu FROM kerja.tenggat
    WHERE tahun = $1 AND (kode_provinsi = '' OR list_contains($2, kode_provinsi))
    UNION ALL SELECT no, waktu FROM kerja.yankomas WHERE tahun = $1 AND list_contains($2, kode_provinsi)
)
"""


def years(inside: Inside, running: int) -> tuple[int, ...]:
    """The years to choose from, newest first: `running`, every round, and every year with an entry or a draft."""
    return tuple(sorted({running, *(int(year) for year in inside.query(_YEARS)["tahun"])}, reverse=True))


def held(inside: Inside, provinces: Collection[str]) -> list[str]:
    """Those of the provinces that the person may see, in order."""
    return sorted(code for code in provinces if inside.area.holds(code))


def _of(inside: Inside, sql: str, provinces: Collection[str], year: int) -> pd.DataFrame:
    return inside.query(sql, [year, held(inside, provinces)])


def regions(inside: Inside, provinces: Collection[str], year: int) -> pd.DataFrame:
    """The regions that existed in the year, by code: `kode, nama, kode_provinsi, provinsi`."""
    return _of(inside, _REGIONS, provinces, year)


def stages(inside: Inside, provinces: Collection[str], year: int) -> pd.DataFrame:
    """One row per region and stage with an entry: `kode, tahap, keadaan, tanggal` and the entry's `no, waktu, siapa, alasan`."""
    return _of(inside, _STAGES, provinces, year)


def results(inside: Inside, provinces: Collection[str], year: int) -> pd.DataFrame:
    """One row per region with a row in the year's newest draft, else in the published record of that year; scores from 0 to 100.

    `kode, predikat, skor, jenis_skor` (total, murni or null), `skor_murni, bonus, partisipasi`, `dasar` (draf or terbit), `versi`.
    """
    return _of(inside, _RESULTS, provinces, year)


def last_results(inside: Inside, provinces: Collection[str], year: int) -> pd.DataFrame:
    """The last published predicate or score of each region before `year`: `kode, tahun, predikat, skor, jenis_skor`."""
    return _of(inside, _LAST, provinces, year)


def details(inside: Inside, provinces: Collection[str], year: int) -> pd.DataFrame:
    """Scores by right of the year, from its newest draft, else published: `kode, kriteria, indikator, skor, dasar`.

    `indikator` is null for the score of a whole right (0–100), else the row is the value of one indicator.
    """
    return _of(inside, _DETAILS, provinces, year)


def draft(inside: Inside, year: int) -> dict[str, object] | None:
    """The newest draft of a year (`versi, keadaan, dijadwalkan_pada, berkas`), or None."""
    rows = inside.query(_VERSIONS, [year]).to_dict("records")
    return {str(name): value for name, value in rows[0].items()} if rows else None


def latest(inside: Inside, provinces: Collection[str], year: int) -> dict[str, object]:
    """`no` and `waktu` of the newest entry that the figures of these provinces rest on; both null without any."""
    row = _of(inside, _LATEST, provinces, year).iloc[0]
    return {"no": row["no"], "waktu": row["waktu"]}
