-- How many regions of a place are in each group of mart.pendampingan.
CREATE TABLE mart.kelompok_pendampingan AS
WITH anggota AS (
    SELECT l.tingkat, l.kode_lingkup, d.*, h.direkomendasikan, h.predikat, h.partisipasi
    FROM core.pendampingan AS d
    JOIN core.lingkup AS l ON l.tahun = d.tahun AND l.kode = d.kode
    JOIN mart.hasil_kabkota AS h ON h.tahun = d.tahun AND h.kode = d.kode
),
ragu AS (
    -- Whether what decides about a group is unknown of some region: then its count is a lower bound.
    SELECT tahun, tingkat, kode_lingkup, count(*)::INTEGER AS semua, (count(*) FILTER (WHERE terbuka))::INTEGER AS terbuka,
        (count(*) FILTER (WHERE len(anggota.semua) > 1))::INTEGER AS beberapa,
        bool_or(direkomendasikan IS NULL AND partisipasi IS DISTINCT FROM 'tidak') AS rekomendasi,
        bool_or(terbuka) AS melepas,
        bool_or(predikat IS NULL AND partisipasi IS DISTINCT FROM 'tidak') AS setingkat,
        bool_or(partisipasi IS NULL) AS ikut
    FROM anggota GROUP BY ALL
),
jumlah AS (
    SELECT tahun, tingkat, kode_lingkup, unnest(semua) AS kelompok FROM anggota
)
SELECT r.tahun, r.tingkat, r.kode_lingkup AS kode, j.kelompok, j.jumlah,
    CASE j.kelompok
        WHEN 'rekomendasi' THEN r.rekomendasi WHEN 'melepas' THEN r.melepas WHEN 'setingkat-lagi' THEN r.setingkat
        WHEN 'ikut' THEN r.ikut WHEN 'tidak-ikut' THEN r.ikut ELSE false
    END AS sekurangnya,
    r.semua, r.beberapa, r.terbuka, t.dari
FROM ragu AS r
JOIN (SELECT tahun, tingkat, kode_lingkup, kelompok, count(*)::INTEGER AS jumlah FROM jumlah GROUP BY ALL) AS j USING (tahun, tingkat, kode_lingkup)
JOIN mart.tempat AS t ON t.tahun = r.tahun AND t.tingkat = r.tingkat AND t.kode = r.kode_lingkup
ORDER BY r.tahun, r.tingkat, r.kode_lingkup,
    list_position(['rekomendasi', 'melepas', 'tidak-disebut', 'setingkat-lagi', 'ikut', 'tidak-ikut', 'belum-pernah', 'belum-diketahui'], j.kelompok);

COMMENT ON TABLE mart.kelompok_pendampingan IS 'Satu baris per putaran, tempat, dan kelompok pendampingan yang berisi: banyaknya kabupaten/kota di dalamnya. Satu kabupaten/kota dapat terhitung dalam beberapa kelompok.';
COMMENT ON COLUMN mart.kelompok_pendampingan.tahun IS 'Tahun penghargaan.';
COMMENT ON COLUMN mart.kelompok_pendampingan.tingkat IS 'Seperti mart.angka.tingkat.';
COMMENT ON COLUMN mart.kelompok_pendampingan.kode IS 'Seperti mart.angka.kode.';
COMMENT ON COLUMN mart.kelompok_pendampingan.kelompok IS 'Kelompok (mart.pendampingan.semua).';
COMMENT ON COLUMN mart.kelompok_pendampingan.jumlah IS 'Banyaknya kabupaten/kota yang diketahui termasuk kelompok itu.';
COMMENT ON COLUMN mart.kelompok_pendampingan.sekurangnya IS 'Benar bila jumlahnya batas bawah, karena yang menentukannya tidak diketahui bagi sebagian.';
COMMENT ON COLUMN mart.kelompok_pendampingan.semua IS 'Banyaknya kabupaten/kota tempat itu yang tidak diketahui menyandang penghargaan.';
COMMENT ON COLUMN mart.kelompok_pendampingan.beberapa IS 'Di antaranya yang termasuk beberapa kelompok.';
COMMENT ON COLUMN mart.kelompok_pendampingan.terbuka IS 'Di antaranya yang mungkin menyandang penghargaan juga pada tahun itu.';
COMMENT ON COLUMN mart.kelompok_pendampingan.dari IS 'N: banyaknya kabupaten/kota.';
