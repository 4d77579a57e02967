-- One row per year, with the assessed year before it (2022 compares with 2020) and whether the rule changed since then.
CREATE TABLE core.putaran_urut AS
WITH dinilai AS (
    SELECT tahun, dasar_hukum,
        lag(tahun) OVER (ORDER BY tahun) AS tahun_pembanding,
        lag(dasar_hukum) OVER (ORDER BY tahun) AS dasar_sebelum
    FROM core.putaran
    WHERE ada_penilaian
)
SELECT
    p.*,
    d.tahun_pembanding,
    coalesce(d.dasar_hukum <> d.dasar_sebelum, false) AS ganti_aturan,
    coalesce(g.susunan, 'kini') AS susunan
FROM core.putaran AS p
LEFT JOIN dinilai AS d USING (tahun)
LEFT JOIN core.geografi AS g ON p.tahun BETWEEN g.tahun_mulai AND coalesce(g.tahun_akhir, p.tahun);
