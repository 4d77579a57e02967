CREATE TABLE mart.hasil_kabkota AS
WITH sisi AS (
    -- One row per year and region with the facts about it side by side.
    SELECT
        tahun, kode,
        max(nilai) FILTER (WHERE ukuran = 'predikat') AS predikat,
        max(id_klaim) FILTER (WHERE ukuran = 'predikat') AS id_klaim_predikat,
        max(keyakinan) FILTER (WHERE ukuran = 'predikat') AS keyakinan_predikat,
        max(angka) FILTER (WHERE ukuran = 'skor') AS skor,
        max(id_klaim) FILTER (WHERE ukuran = 'skor') AS id_klaim_skor,
        max(nilai) FILTER (WHERE ukuran = 'partisipasi') AS partisipasi,
        max(id_klaim) FILTER (WHERE ukuran = 'partisipasi') AS id_klaim_partisipasi,
        coalesce(bool_or(nilai = 'ya') FILTER (WHERE ukuran = 'rekomendasi'), false) AS direkomendasikan,
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
),
lengkap AS (
    SELECT
        w.tahun, w.kode, r.nama, r.jenis, w.kode_provinsi, w.provinsi, w.sudah_dibentuk,
        r.kode_provinsi AS kode_provinsi_kini, r.provinsi AS provinsi_kini,
        s.* EXCLUDE (tahun, kode, direkomendasikan, partisipasi),
        coalesce(s.direkomendasikan, false) AS direkomendasikan,
        -- A predicate, a score or a recommendation is given to those who took part only.
        CASE WHEN s.predikat IS NOT NULL OR s.skor IS NOT NULL THEN 'ya' ELSE coalesce(s.partisipasi, CASE WHEN s.direkomendasikan THEN 'ya' END) END AS partisipasi,
        s.partisipasi = 'tidak' AND (s.predikat IS NOT NULL OR s.skor IS NOT NULL OR s.direkomendasikan) AS partisipasi_bertentangan,
        coalesce(u.jumlah_sumber, 0) AS jumlah_sumber,
        coalesce(u.jumlah_klaim, 0) AS jumlah_klaim,
        j.jenis_skor
    FROM core.wilayah_tahun AS w
    JOIN core.putaran_urut AS p ON p.tahun = w.tahun AND p.ada_penilaian
    JOIN core.wilayah AS r ON r.kode = w.kode
    LEFT JOIN sisi AS s ON s.tahun = w.tahun AND s.kode = w.kode
    LEFT JOIN sumber AS u ON u.tahun = w.tahun AND u.kode = w.kode
    LEFT JOIN jenis AS j ON j.tahun = w.tahun AND j.kode = w.kode
)
SELECT
    tahun, kode, nama, jenis, kode_provinsi, provinsi, predikat, skor, jenis_skor, partisipasi, direkomendasikan,
    CASE
        WHEN NOT sudah_dibentuk THEN 'belum dibentuk'
        -- What the state rests on: the predicate where there is one.
        WHEN coalesce(predikat_resmi, lainnya_resmi, false) THEN 'resmi'
        WHEN predikat IS NOT NULL OR skor IS NOT NULL OR partisipasi IS NOT NULL THEN 'terlapor'
        ELSE 'tidak diketahui'
    END AS status_data,
    jumlah_sumber,
    coalesce(konflik, false) OR coalesce(partisipasi_bertentangan, false) AS konflik,
    CASE
        WHEN NOT sudah_dibentuk THEN 'belum dibentuk'
        WHEN predikat IS NOT NULL THEN predikat
        WHEN partisipasi = 'tidak' THEN 'tidak ikut'
        WHEN partisipasi = 'ya' THEN 'ikut'
        ELSE 'tidak diketahui'
    END AS keadaan,
    keyakinan_predikat, kode_provinsi_kini, provinsi_kini, jumlah_klaim,
    id_klaim_predikat, id_klaim_skor, id_klaim_partisipasi, id_klaim_rekomendasi
FROM lengkap
ORDER BY tahun, kode;

COMMENT ON TABLE mart.hasil_kabkota IS 'Satu baris per putaran berpenilaian dan kabupaten/kota: semua 514 wilayah pada setiap putaran, juga yang hasilnya tidak diketahui.';
COMMENT ON COLUMN mart.hasil_kabkota.tahun IS 'Tahun penghargaan.';
COMMENT ON COLUMN mart.hasil_kabkota.kode IS 'Kode Kemendagri masa kini.';
COMMENT ON COLUMN mart.hasil_kabkota.nama IS 'Nama masa kini.';
COMMENT ON COLUMN mart.hasil_kabkota.jenis IS 'kabupaten atau kota.';
COMMENT ON COLUMN mart.hasil_kabkota.kode_provinsi IS 'Kode provinsi pada tahun itu.';
COMMENT ON COLUMN mart.hasil_kabkota.provinsi IS 'Nama provinsi pada tahun itu.';
COMMENT ON COLUMN mart.hasil_kabkota.predikat IS 'Predikat; kosong bila tidak diketahui (bukan berarti tidak memperoleh).';
COMMENT ON COLUMN mart.hasil_kabkota.skor IS 'Nilai 0 sampai 100; kosong bila tidak diketahui.';
COMMENT ON COLUMN mart.hasil_kabkota.jenis_skor IS 'murni, total (dengan tambahan Aksi HAM), atau kosong bila sumber tidak menyebutnya.';
COMMENT ON COLUMN mart.hasil_kabkota.partisipasi IS 'ya, tidak, atau kosong bila tidak diketahui. Predikat, skor, atau rekomendasi berarti ya.';
COMMENT ON COLUMN mart.hasil_kabkota.direkomendasikan IS 'Benar bila ada sumber bahwa Kanwil merekomendasikannya; rekomendasi bukan hasil.';
COMMENT ON COLUMN mart.hasil_kabkota.status_data IS 'resmi (berkas hasil resmi), terlapor (dari klaim terbit), tidak diketahui, atau belum dibentuk.';
COMMENT ON COLUMN mart.hasil_kabkota.jumlah_sumber IS 'Banyaknya lembaga penerbit berbeda yang menyebut wilayah ini pada tahun itu.';
COMMENT ON COLUMN mart.hasil_kabkota.konflik IS 'Benar bila sumber-sumber bertentangan atau suatu klaim kalah oleh daftar lengkap.';
COMMENT ON COLUMN mart.hasil_kabkota.keadaan IS 'Satu keadaan untuk tampilan: nama predikat, ikut (predikatnya tidak diketahui), tidak ikut, tidak diketahui, atau belum dibentuk.';
COMMENT ON COLUMN mart.hasil_kabkota.keyakinan_predikat IS 'Keyakinan klaim predikat yang dipilih: pasti atau ambigu; kosong bila predikat kosong.';
COMMENT ON COLUMN mart.hasil_kabkota.kode_provinsi_kini IS 'Kode provinsi masa kini.';
COMMENT ON COLUMN mart.hasil_kabkota.provinsi_kini IS 'Nama provinsi masa kini.';
COMMENT ON COLUMN mart.hasil_kabkota.jumlah_klaim IS 'Banyaknya klaim tentang wilayah ini pada tahun itu.';
COMMENT ON COLUMN mart.hasil_kabkota.id_klaim_predikat IS 'Klaim yang mendasari predikat.';
COMMENT ON COLUMN mart.hasil_kabkota.id_klaim_skor IS 'Klaim yang mendasari skor.';
COMMENT ON COLUMN mart.hasil_kabkota.id_klaim_partisipasi IS 'Klaim partisipasi yang terpilih; kosong bila partisipasi disimpulkan dari predikat, skor, atau rekomendasi.';
COMMENT ON COLUMN mart.hasil_kabkota.id_klaim_rekomendasi IS 'Klaim yang mendasari rekomendasi.';
