-- One row per assessed year and region: what its own claims say of it, side by side.
CREATE TABLE core.terlapor AS
WITH sisi AS (
    SELECT
        tahun, kode,
        max(nilai) FILTER (WHERE ukuran = 'predikat') AS predikat,
        max(id_klaim) FILTER (WHERE ukuran = 'predikat') AS id_klaim_predikat,
        max(keyakinan) FILTER (WHERE ukuran = 'predikat') AS keyakinan_predikat,
        max(angka) FILTER (WHERE ukuran = 'skor') AS skor,
        max(id_klaim) FILTER (WHERE ukuran = 'skor') AS id_klaim_skor,
        max(nilai) FILTER (WHERE ukuran = 'partisipasi') AS partisipasi,
        max(id_klaim) FILTER (WHERE ukuran = 'partisipasi') AS id_klaim_partisipasi,
        -- Null where no source speaks of a recommendation: unknown is not "not recommended".
        bool_or(nilai = 'ya') FILTER (WHERE ukuran = 'rekomendasi') AS direkomendasikan,
        max(id_klaim) FILTER (WHERE ukuran = 'rekomendasi') AS id_klaim_rekomendasi,
        bool_or(konflik) FILTER (WHERE ukuran <> 'peringkat') AS konflik,
        bool_or(id_klaim IN (SELECT id FROM core.klaim_resmi)) FILTER (WHERE ukuran = 'predikat' AND nilai IS NOT NULL) AS predikat_resmi,
        bool_or(id_klaim IN (SELECT id FROM core.klaim_resmi)) FILTER (WHERE ukuran IN ('skor', 'partisipasi')) AS lainnya_resmi
    FROM core.fakta
    WHERE tingkat = 'kabkota'
    GROUP BY tahun, kode
),
sumber AS (
    SELECT tahun, kode, count(DISTINCT lembaga)::INTEGER AS jumlah_sumber, count(*)::INTEGER AS jumlah_klaim
    FROM core.klaim
    WHERE tingkat = 'kabkota' AND bendera IS DISTINCT FROM 'dicabut'
    GROUP BY tahun, kode
),
jenis AS (
    -- The kind of the score shown: what the official result says; else what any claim of that very score says of it, if they agree.
    SELECT f.tahun, f.kode, CASE WHEN any_value(r.butir_tetap) <> 'tidak disebut' THEN any_value(r.butir_tetap) WHEN count(DISTINCT k.butir) = 1 THEN min(k.butir) END AS jenis_skor
    FROM core.fakta AS f
    JOIN core.klaim AS k ON k.kunci = f.kunci AND k.angka = f.angka AND k.butir <> 'tidak disebut' AND k.bendera IS DISTINCT FROM 'dicabut'
    LEFT JOIN core.klaim_resmi AS r ON r.id = f.id_klaim
    WHERE f.ukuran = 'skor'
    GROUP BY f.tahun, f.kode
)
SELECT
    w.tahun, w.kode, w.kode_provinsi, w.provinsi, w.sudah_dibentuk,
    s.* EXCLUDE (tahun, kode, partisipasi),
    -- A predicate, a score or a recommendation is given to those who took part only.
    CASE WHEN s.predikat IS NOT NULL OR s.skor IS NOT NULL THEN 'ya' ELSE coalesce(s.partisipasi, CASE WHEN s.direkomendasikan THEN 'ya' END) END AS partisipasi,
    s.partisipasi = 'tidak' AND (s.predikat IS NOT NULL OR s.skor IS NOT NULL OR s.direkomendasikan) AS partisipasi_bertentangan,
    coalesce(u.jumlah_sumber, 0) AS jumlah_sumber,
    coalesce(u.jumlah_klaim, 0) AS jumlah_klaim,
    j.jenis_skor
FROM core.wilayah_tahun AS w
JOIN core.putaran_urut AS p ON p.tahun = w.tahun AND p.ada_penilaian
LEFT JOIN sisi AS s ON s.tahun = w.tahun AND s.kode = w.kode
LEFT JOIN sumber AS u ON u.tahun = w.tahun AND u.kode = w.kode
LEFT JOIN jenis AS j ON j.tahun = w.tahun AND j.kode = w.kode;
