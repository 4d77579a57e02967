-- One row per year: its programme, the assessed year before it within that programme (2022 compares with 2020), and what changed since.
-- A new programme is a break: nothing of it is compared with what another programme found.
CREATE TABLE core.putaran_urut AS
WITH bernama AS (
    -- Which programme a rule belongs to: what aturan_nilai.csv says, else the programme whose predicates it uses.
    SELECT p.*, coalesce(
        (
            SELECT any_value(g.kode)
            FROM core.aturan_nilai AS a
            JOIN core.program AS g ON g.nama = a.nilai
            WHERE a.unsur = 'program' AND a.peraturan = p.dasar_hukum AND p.tahun BETWEEN a.tahun_mulai AND coalesce(a.tahun_akhir, p.tahun)
        ),
        (
            SELECT any_value(d.program)
            FROM core.regulasi AS r
            JOIN core.predikat AS d ON d.nama = r.predikat
            WHERE r.peraturan = p.dasar_hukum
        )
    ) AS program
    FROM core.putaran AS p
),
dinilai AS (
    SELECT tahun, dasar_hukum, program,
        lag(tahun) OVER (PARTITION BY program ORDER BY tahun) AS tahun_pembanding,
        lag(dasar_hukum) OVER (ORDER BY tahun) AS dasar_sebelum,
        lag(program) OVER (ORDER BY tahun) AS program_sebelum
    FROM bernama
    WHERE ada_penilaian
)
SELECT
    p.*,
    d.tahun_pembanding,
    coalesce(d.dasar_hukum <> d.dasar_sebelum, false) AS ganti_aturan,
    coalesce(d.program <> d.program_sebelum, false) AS ganti_program,
    coalesce(g.susunan, 'kini') AS susunan
FROM bernama AS p
LEFT JOIN dinilai AS d USING (tahun)
LEFT JOIN core.geografi AS g ON p.tahun BETWEEN g.tahun_mulai AND coalesce(g.tahun_akhir, p.tahun);
