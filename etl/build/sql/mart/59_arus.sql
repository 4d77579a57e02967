-- The moves of mart.perpindahan, counted for the nation and for every province of today.
CREATE TABLE core.perpindahan_lingkup AS
WITH rinci AS (
    SELECT p.*, a.keadaan_rinci AS rinci_dari, b.keadaan_rinci AS rinci_ke, a.kode_provinsi_kini,
        a.terbuka AS terbuka_dari, b.terbuka AS terbuka_ke
    FROM mart.perpindahan AS p
    JOIN core.keadaan AS a ON a.tahun = p.tahun_dari AND a.kode = p.kode
    JOIN core.keadaan AS b ON b.tahun = p.tahun_ke AND b.kode = p.kode
)
SELECT *, 'provinsi_kini' AS tingkat, kode_provinsi_kini AS kode_lingkup FROM rinci
UNION ALL
SELECT *, 'nasional', 'ID' FROM rinci;

CREATE TABLE mart.arus AS
WITH pasangan AS (
    SELECT tahun_dari, tahun_ke, tingkat, kode_lingkup, rinci_dari, rinci_ke, kategori, count(*) AS banyak,
        keadaan_dari = 'tidak diketahui' AND keadaan_ke = 'tidak diketahui' AS tanpa_keterangan
    FROM core.perpindahan_lingkup GROUP BY ALL
)
SELECT
    tahun_dari, tahun_ke, tingkat, kode_lingkup AS kode, rinci_dari AS keadaan_dari, rinci_ke AS keadaan_ke, kategori, tanpa_keterangan,
    banyak::INTEGER AS banyak,
    (sum(if(tanpa_keterangan, 0, banyak)) OVER (PARTITION BY tahun_dari, tahun_ke, tingkat, kode_lingkup, rinci_dari))::INTEGER AS banyak_dari,
    (sum(if(tanpa_keterangan, 0, banyak)) OVER (PARTITION BY tahun_dari, tahun_ke, tingkat, kode_lingkup, rinci_ke))::INTEGER AS banyak_ke,
    (sum(banyak) OVER (PARTITION BY tahun_dari, tahun_ke, tingkat, kode_lingkup))::INTEGER AS dari
FROM pasangan
ORDER BY ALL;

COMMENT ON TABLE mart.arus IS 'Satu baris per pasangan putaran, tempat, dan pasangan keadaan: berapa kabupaten/kota yang keadaannya demikian pada keduanya (mart.perpindahan).';
COMMENT ON COLUMN mart.arus.tahun_dari IS 'Tahun penghargaan yang lebih dahulu.';
COMMENT ON COLUMN mart.arus.tahun_ke IS 'Tahun penghargaan yang kemudian.';
COMMENT ON COLUMN mart.arus.tingkat IS 'provinsi_kini atau nasional.';
COMMENT ON COLUMN mart.arus.kode IS 'Kode provinsi masa kini, atau ID.';
COMMENT ON COLUMN mart.arus.keadaan_dari IS 'Keadaan pada tahun pertama (mart.hasil_kabkota.keadaan_rinci).';
COMMENT ON COLUMN mart.arus.keadaan_ke IS 'Keadaan pada tahun kedua (mart.hasil_kabkota.keadaan_rinci).';
COMMENT ON COLUMN mart.arus.kategori IS 'Seperti mart.perpindahan.kategori.';
COMMENT ON COLUMN mart.arus.tanpa_keterangan IS 'Benar bila keduanya tidak diketahui; bagan alir tidak menggambarnya.';
COMMENT ON COLUMN mart.arus.banyak IS 'Banyaknya kabupaten/kota.';
COMMENT ON COLUMN mart.arus.banyak_dari IS 'Banyaknya dengan keadaan tahun pertama itu, tanpa yang tidak diketahui pada keduanya.';
COMMENT ON COLUMN mart.arus.banyak_ke IS 'Banyaknya dengan keadaan tahun kedua itu, tanpa yang tidak diketahui pada keduanya.';
COMMENT ON COLUMN mart.arus.dari IS 'N: semua kabupaten/kota tempat itu, juga yang belum dibentuk.';

CREATE TABLE mart.perpindahan_jenis AS
WITH jenis AS (
    SELECT tahun_dari, tahun_ke, tingkat, kode_lingkup AS kode, kategori, count(*)::INTEGER AS banyak
    FROM core.perpindahan_lingkup GROUP BY ALL
)
SELECT
    *, (sum(if(kategori IN ('tidak diketahui', 'ganti program'), 0, banyak)) OVER tempat)::INTEGER AS diketahui,
    (sum(banyak) OVER tempat)::INTEGER AS dari
FROM jenis
WINDOW tempat AS (PARTITION BY tahun_dari, tahun_ke, tingkat, kode)
ORDER BY ALL;

COMMENT ON TABLE mart.perpindahan_jenis IS 'Satu baris per pasangan putaran, tempat, dan jenis perpindahan: berapa kabupaten/kota (mart.perpindahan).';
COMMENT ON COLUMN mart.perpindahan_jenis.tahun_dari IS 'Tahun penghargaan yang lebih dahulu.';
COMMENT ON COLUMN mart.perpindahan_jenis.tahun_ke IS 'Tahun penghargaan yang kemudian.';
COMMENT ON COLUMN mart.perpindahan_jenis.tingkat IS 'provinsi_kini atau nasional.';
COMMENT ON COLUMN mart.perpindahan_jenis.kode IS 'Kode provinsi masa kini, atau ID.';
COMMENT ON COLUMN mart.perpindahan_jenis.kategori IS 'Seperti mart.perpindahan.kategori.';
COMMENT ON COLUMN mart.perpindahan_jenis.banyak IS 'Banyaknya kabupaten/kota.';
COMMENT ON COLUMN mart.perpindahan_jenis.diketahui IS 'Banyaknya dengan perpindahan yang diketahui, semua jenis bersama.';
COMMENT ON COLUMN mart.perpindahan_jenis.dari IS 'N: semua kabupaten/kota tempat itu, juga yang belum dibentuk.';

CREATE TABLE mart.bertahan AS
SELECT
    tahun_dari, tahun_ke, tingkat, kode_lingkup AS kode,
    (count(*) FILTER (WHERE penghargaan_ke))::INTEGER AS penyandang_ke,
    (count(*) FILTER (WHERE penghargaan_dari))::INTEGER AS penyandang_dari,
    (count(*) FILTER (WHERE penghargaan_dari AND penghargaan_ke))::INTEGER AS keduanya,
    (count(*) FILTER (WHERE penghargaan_ke AND NOT penghargaan_dari AND NOT terbuka_dari))::INTEGER AS baru,
    (count(*) FILTER (WHERE penghargaan_ke AND terbuka_dari))::INTEGER AS dari_tidak_diketahui,
    (count(*) FILTER (WHERE penghargaan_dari AND NOT penghargaan_ke AND NOT terbuka_ke))::INTEGER AS lepas,
    (count(*) FILTER (WHERE penghargaan_dari AND terbuka_ke))::INTEGER AS ke_tidak_diketahui,
    count(*)::INTEGER AS dari
FROM core.perpindahan_lingkup
WHERE kategori <> 'ganti program'
GROUP BY ALL
ORDER BY ALL;

COMMENT ON TABLE mart.bertahan IS 'Satu baris per pasangan putaran dari program yang sama dan tempat: siapa yang mempertahankan, meraih, dan melepas predikat penghargaan, menurut nama (mart.perpindahan).';
COMMENT ON COLUMN mart.bertahan.tahun_dari IS 'Tahun penghargaan yang lebih dahulu.';
COMMENT ON COLUMN mart.bertahan.tahun_ke IS 'Tahun penghargaan yang kemudian.';
COMMENT ON COLUMN mart.bertahan.tingkat IS 'provinsi_kini atau nasional.';
COMMENT ON COLUMN mart.bertahan.kode IS 'Kode provinsi masa kini, atau ID.';
COMMENT ON COLUMN mart.bertahan.penyandang_ke IS 'Penyandang predikat penghargaan pada tahun kedua.';
COMMENT ON COLUMN mart.bertahan.penyandang_dari IS 'Penyandang predikat penghargaan pada tahun pertama.';
COMMENT ON COLUMN mart.bertahan.keduanya IS 'Penyandang pada kedua tahun.';
COMMENT ON COLUMN mart.bertahan.baru IS 'Penyandang pada tahun kedua yang pasti belum menyandangnya pada tahun pertama.';
COMMENT ON COLUMN mart.bertahan.dari_tidak_diketahui IS 'Penyandang pada tahun kedua yang keadaannya pada tahun pertama tidak diketahui.';
COMMENT ON COLUMN mart.bertahan.lepas IS 'Penyandang pada tahun pertama yang pasti tidak lagi menyandangnya pada tahun kedua.';
COMMENT ON COLUMN mart.bertahan.ke_tidak_diketahui IS 'Penyandang pada tahun pertama yang keadaannya pada tahun kedua tidak diketahui.';
COMMENT ON COLUMN mart.bertahan.dari IS 'N: semua kabupaten/kota tempat itu, juga yang belum dibentuk.';
