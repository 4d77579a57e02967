-- Whom an office can work with: regions that are not known to hold the award, with all that speaks for calling them.
CREATE TABLE core.pendampingan AS
WITH keadaan AS (
    FROM core.keadaan WHERE keadaan <> 'belum dibentuk'
),
lalu AS (
    -- Rounds of the same programme before: another one asked for something else.
    SELECT k.tahun, k.kode,
        coalesce(list(s.tahun ORDER BY s.tahun) FILTER (WHERE s.menyandang), []) AS penghargaan,
        count(s.tahun)::INTEGER AS putaran_lalu,
        (count(s.tahun) FILTER (WHERE s.terbuka))::INTEGER AS kabur_lalu,
        max(s.tahun) FILTER (WHERE NOT s.terbuka) AS terakhir
    FROM keadaan AS k
    LEFT JOIN keadaan AS s ON s.kode = k.kode AND s.program = k.program AND s.tahun < k.tahun
    WHERE NOT k.menyandang
    GROUP BY k.tahun, k.kode
)
SELECT k.tahun, k.kode,
    list_filter([
        CASE WHEN k.direkomendasikan THEN 'rekomendasi' END,
        CASE WHEN list_contains(l.penghargaan, l.terakhir) AND NOT k.terbuka THEN 'melepas' END,
        CASE WHEN list_contains(l.penghargaan, l.terakhir) AND k.terbuka THEN 'tidak-disebut' END,
        CASE WHEN k.peringkat = 2 THEN 'setingkat-lagi' END,
        CASE WHEN k.partisipasi = 'ya' THEN 'ikut' END,
        CASE WHEN k.partisipasi = 'tidak' THEN 'tidak-ikut' END,
        CASE WHEN len(l.penghargaan) = 0 THEN 'belum-pernah' END,
        CASE WHEN k.partisipasi IS NULL THEN 'belum-diketahui' END
    ], lambda x: x IS NOT NULL) AS semua,
    l.penghargaan, l.putaran_lalu + 1 AS putaran, l.kabur_lalu + k.terbuka::INTEGER AS kabur, l.terakhir, k.terbuka
FROM keadaan AS k
JOIN lalu AS l USING (tahun, kode);

CREATE TABLE mart.pendampingan AS
SELECT tahun, kode, semua[1] AS kelompok, array_to_string(semua, '; ') AS semua,
    nullif(array_to_string(penghargaan, '; '), '') AS penghargaan, putaran, kabur, terakhir, terbuka
FROM core.pendampingan
ORDER BY tahun, kode;

COMMENT ON TABLE mart.pendampingan IS 'Satu baris per putaran berpenilaian dan kabupaten/kota yang tidak diketahui menyandang predikat penghargaan: mengapa ia layak didampingi.';
COMMENT ON COLUMN mart.pendampingan.tahun IS 'Tahun penghargaan.';
COMMENT ON COLUMN mart.pendampingan.kode IS 'Kode Kemendagri masa kini.';
COMMENT ON COLUMN mart.pendampingan.kelompok IS 'Kelompok utama: yang pertama dari semua.';
COMMENT ON COLUMN mart.pendampingan.semua IS 'Semua kelompok, dipisahkan titik koma, menurut urutan kantor menghubunginya: rekomendasi, melepas (penghargaan terakhirnya lepas), tidak-disebut (menyandang pada keadaan terakhir yang diketahui, kini tidak disebut), setingkat-lagi (satu kelas di bawah penghargaan), ikut, tidak-ikut, belum-pernah, belum-diketahui (keikutsertaannya).';
COMMENT ON COLUMN mart.pendampingan.penghargaan IS 'Tahun-tahun sebelumnya dalam program yang sama dengan penghargaan, dipisahkan titik koma; kosong bila tidak ada.';
COMMENT ON COLUMN mart.pendampingan.putaran IS 'Banyaknya putaran program itu sejak wilayah ini dibentuk, sampai tahun ini.';
COMMENT ON COLUMN mart.pendampingan.kabur IS 'Di antaranya yang tidak menjawab apakah ia menyandang penghargaan.';
COMMENT ON COLUMN mart.pendampingan.terakhir IS 'Tahun terakhir sebelumnya yang keadaannya diketahui; kosong bila tidak ada.';
COMMENT ON COLUMN mart.pendampingan.terbuka IS 'Benar bila mungkin menyandang penghargaan juga pada tahun ini: tidak disebut, dan tidak ada daftar lengkap tanpa namanya.';
