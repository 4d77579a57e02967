-- What each region's own claims say; where they say nothing, what is certain all the same (core.simpulan), marked by its basis.
CREATE TABLE mart.hasil_kabkota AS
WITH digabung AS (
    SELECT
        t.* EXCLUDE (predikat, partisipasi),
        t.predikat AS predikat_klaim, t.partisipasi AS partisipasi_klaim,
        s.bukan_penghargaan, s.kunci_predikat, s.kunci_daftar, s.dasar_partisipasi AS simpulan_partisipasi, s.kunci_partisipasi,
        s.halangan, s.kunci_halangan,
        -- A region's own claim goes before any conclusion; one that it contradicts is not drawn at all.
        CASE WHEN t.sudah_dibentuk THEN coalesce(t.predikat, s.predikat) END AS predikat,
        CASE WHEN t.sudah_dibentuk THEN coalesce(
            t.partisipasi,
            CASE WHEN s.predikat IS NOT NULL OR s.dasar_partisipasi = 'peserta penuh' THEN 'ya' WHEN s.dasar_partisipasi = 'tanpa peserta' THEN 'tidak' END
        ) END AS partisipasi,
        (SELECT nama FROM core.predikat_putaran AS p WHERE p.tahun = t.tahun AND p.penghargaan) AS penghargaan
    FROM core.terlapor AS t
    LEFT JOIN core.simpulan AS s USING (tahun, kode)
),
berdasar AS (
    SELECT
        *,
        CASE
            WHEN NOT sudah_dibentuk THEN NULL
            WHEN coalesce(predikat_resmi, lainnya_resmi, false) THEN 'resmi'
            WHEN predikat_klaim IS NOT NULL OR skor IS NOT NULL OR partisipasi_klaim = 'tidak' THEN 'klaim'
            WHEN predikat IS NOT NULL THEN 'jumlah penuh'
            WHEN simpulan_partisipasi = 'tanpa peserta' AND partisipasi_klaim IS NULL THEN 'tanpa peserta'
            WHEN bukan_penghargaan THEN 'daftar lengkap'
            WHEN partisipasi_klaim IS NOT NULL THEN 'klaim'
            WHEN partisipasi IS NOT NULL THEN 'peserta penuh'
        END AS dasar_keadaan,
        CASE
            WHEN NOT sudah_dibentuk OR partisipasi IS NULL THEN NULL
            WHEN partisipasi_klaim IS NOT NULL THEN if(coalesce(predikat_resmi, lainnya_resmi, false), 'resmi', 'klaim')
            WHEN predikat IS NOT NULL THEN 'jumlah penuh'
            ELSE simpulan_partisipasi
        END AS dasar_partisipasi,
        -- Why nothing is concluded is told only where something is still open.
        sudah_dibentuk AND predikat IS NULL AND dasar_keadaan IS DISTINCT FROM 'daftar lengkap' AND partisipasi IS DISTINCT FROM 'tidak' AS belum_tentu
    FROM digabung
)
SELECT
    b.tahun, b.kode, r.nama, r.jenis, b.kode_provinsi, b.provinsi, b.predikat, b.skor, b.jenis_skor, b.partisipasi, b.direkomendasikan,
    CASE
        WHEN NOT b.sudah_dibentuk THEN 'belum dibentuk'
        WHEN b.dasar_keadaan = 'resmi' THEN 'resmi'
        WHEN b.dasar_keadaan = 'klaim' THEN 'terlapor'
        WHEN b.dasar_keadaan IS NOT NULL THEN 'disimpulkan'
        ELSE 'tidak diketahui'
    END AS status_data,
    b.jumlah_sumber,
    coalesce(b.konflik, false) OR coalesce(b.partisipasi_bertentangan, false) AS konflik,
    CASE
        WHEN NOT b.sudah_dibentuk THEN 'belum dibentuk'
        WHEN b.predikat IS NOT NULL THEN b.predikat
        WHEN b.partisipasi = 'tidak' THEN 'tidak ikut'
        WHEN b.bukan_penghargaan THEN 'bukan ' || b.penghargaan
        WHEN b.partisipasi = 'ya' THEN 'ikut'
        ELSE 'tidak diketahui'
    END AS keadaan,
    -- As shown: a state that is concluded has its own mark. "Bukan …" always is, so it needs none besides.
    keadaan || CASE WHEN status_data = 'disimpulkan' AND NOT starts_with(keadaan, 'bukan ') THEN ' (disimpulkan)' ELSE '' END AS keadaan_rinci,
    b.dasar_keadaan, b.dasar_partisipasi,
    CASE b.dasar_keadaan
        WHEN 'jumlah penuh' THEN b.kunci_predikat WHEN 'daftar lengkap' THEN b.kunci_daftar
        WHEN 'tanpa peserta' THEN b.kunci_partisipasi WHEN 'peserta penuh' THEN b.kunci_partisipasi
    END AS kunci_simpulan,
    if(b.belum_tentu, b.halangan, NULL) AS halangan, if(b.belum_tentu, b.kunci_halangan, NULL) AS kunci_halangan,
    p.kode AS kode_predikat,
    b.keyakinan_predikat, r.kode_provinsi AS kode_provinsi_kini, r.provinsi AS provinsi_kini, b.jumlah_klaim,
    b.id_klaim_predikat, b.id_klaim_skor, b.id_klaim_partisipasi, b.id_klaim_rekomendasi
FROM berdasar AS b
JOIN core.wilayah AS r USING (kode)
LEFT JOIN core.predikat_putaran AS p ON p.tahun = b.tahun AND p.nama = b.predikat
ORDER BY b.tahun, b.kode;

COMMENT ON TABLE mart.hasil_kabkota IS 'Satu baris per putaran berpenilaian dan kabupaten/kota: semua 514 wilayah pada setiap putaran, juga yang hasilnya tidak diketahui.';
COMMENT ON COLUMN mart.hasil_kabkota.tahun IS 'Tahun penghargaan.';
COMMENT ON COLUMN mart.hasil_kabkota.kode IS 'Kode Kemendagri masa kini.';
COMMENT ON COLUMN mart.hasil_kabkota.nama IS 'Nama masa kini.';
COMMENT ON COLUMN mart.hasil_kabkota.jenis IS 'kabupaten atau kota.';
COMMENT ON COLUMN mart.hasil_kabkota.kode_provinsi IS 'Kode provinsi pada tahun itu.';
COMMENT ON COLUMN mart.hasil_kabkota.provinsi IS 'Nama provinsi pada tahun itu.';
COMMENT ON COLUMN mart.hasil_kabkota.predikat IS 'Predikat, menurut klaim atau disimpulkan (dasar_keadaan); kosong bila tidak diketahui (bukan berarti tidak memperoleh).';
COMMENT ON COLUMN mart.hasil_kabkota.skor IS 'Nilai 0 sampai 100; kosong bila tidak diketahui.';
COMMENT ON COLUMN mart.hasil_kabkota.jenis_skor IS 'murni, total (dengan tambahan Aksi HAM), atau kosong bila sumber tidak menyebutnya.';
COMMENT ON COLUMN mart.hasil_kabkota.partisipasi IS 'ya, tidak, atau kosong bila tidak diketahui. Predikat, skor, atau rekomendasi berarti ya. Dasarnya di dasar_partisipasi.';
COMMENT ON COLUMN mart.hasil_kabkota.direkomendasikan IS 'Benar bila ada sumber bahwa Kanwil merekomendasikannya, salah bila ada sumber bahwa tidak, kosong bila tidak diketahui; rekomendasi bukan hasil.';
COMMENT ON COLUMN mart.hasil_kabkota.status_data IS 'resmi (berkas hasil resmi), terlapor (dari klaim tentang wilayah itu), disimpulkan (pasti, dari angka provinsi atau nasional), tidak diketahui, atau belum dibentuk.';
COMMENT ON COLUMN mart.hasil_kabkota.jumlah_sumber IS 'Banyaknya lembaga penerbit berbeda yang menyebut wilayah ini pada tahun itu.';
COMMENT ON COLUMN mart.hasil_kabkota.konflik IS 'Benar bila sumber-sumber bertentangan atau suatu klaim kalah oleh daftar lengkap.';
COMMENT ON COLUMN mart.hasil_kabkota.keadaan IS 'Satu keadaan untuk tampilan: nama predikat, bukan <predikat penghargaan> (kelas lain atau tidak ikut), ikut (predikatnya tidak diketahui), tidak ikut, tidak diketahui, atau belum dibentuk.';
COMMENT ON COLUMN mart.hasil_kabkota.keadaan_rinci IS 'keadaan, dengan "(disimpulkan)" bila ia simpulan.';
COMMENT ON COLUMN mart.hasil_kabkota.dasar_keadaan IS 'Yang mendasari keadaan: resmi, klaim, atau simpulan: jumlah penuh (jumlahnya sama dengan banyaknya kabupaten/kota), daftar lengkap (semua penerima diketahui namanya), tanpa peserta, peserta penuh; kosong bila tidak diketahui.';
COMMENT ON COLUMN mart.hasil_kabkota.dasar_partisipasi IS 'Yang mendasari partisipasi, dengan kata yang sama; kosong bila tidak diketahui.';
COMMENT ON COLUMN mart.hasil_kabkota.kunci_simpulan IS 'Fakta (mart.fakta.kunci) yang jumlahnya mendasari simpulan; kosong bila keadaan tidak disimpulkan.';
COMMENT ON COLUMN mart.hasil_kabkota.halangan IS 'Mengapa dari jumlah yang ada tidak disimpulkan apa pun: jumlah-berselisih, jumlah-ambigu, sumber-kurang, atau dibantah-daerah; kosong bila tidak ada jumlah demikian atau keadaannya sudah diketahui.';
COMMENT ON COLUMN mart.hasil_kabkota.kunci_halangan IS 'Fakta yang jumlahnya tidak dipakai karena halangan itu.';
COMMENT ON COLUMN mart.hasil_kabkota.kode_predikat IS 'Kode predikat (mart.predikat.kode); kosong bila predikat kosong.';
COMMENT ON COLUMN mart.hasil_kabkota.keyakinan_predikat IS 'Keyakinan klaim predikat yang dipilih: pasti atau ambigu; kosong bila predikat kosong atau disimpulkan.';
COMMENT ON COLUMN mart.hasil_kabkota.kode_provinsi_kini IS 'Kode provinsi masa kini.';
COMMENT ON COLUMN mart.hasil_kabkota.provinsi_kini IS 'Nama provinsi masa kini.';
COMMENT ON COLUMN mart.hasil_kabkota.jumlah_klaim IS 'Banyaknya klaim tentang wilayah ini pada tahun itu.';
COMMENT ON COLUMN mart.hasil_kabkota.id_klaim_predikat IS 'Klaim yang mendasari predikat; kosong bila disimpulkan.';
COMMENT ON COLUMN mart.hasil_kabkota.id_klaim_skor IS 'Klaim yang mendasari skor.';
COMMENT ON COLUMN mart.hasil_kabkota.id_klaim_partisipasi IS 'Klaim partisipasi yang terpilih; kosong bila partisipasi disimpulkan dari predikat, skor, atau rekomendasi.';
COMMENT ON COLUMN mart.hasil_kabkota.id_klaim_rekomendasi IS 'Klaim yang mendasari rekomendasi.';
