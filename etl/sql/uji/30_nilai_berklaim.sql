-- id: Setiap nilai yang ditampilkan bersandar pada klaim terpilih yang menyatakan nilai itu.
-- en: Every value shown rests on a chosen claim that states that very value.
WITH tampil AS (
    SELECT tahun, kode, 'predikat' AS ukuran, predikat AS nilai, NULL::DOUBLE AS angka, id_klaim_predikat AS id FROM mart.hasil_kabkota WHERE predikat IS NOT NULL
    UNION ALL SELECT tahun, kode, 'skor', NULL, skor, id_klaim_skor FROM mart.hasil_kabkota WHERE skor IS NOT NULL
    UNION ALL SELECT tahun, kode, 'partisipasi', partisipasi, NULL, coalesce(id_klaim_predikat, id_klaim_skor, id_klaim_partisipasi, id_klaim_rekomendasi) FROM mart.hasil_kabkota WHERE partisipasi IS NOT NULL
    UNION ALL SELECT tahun, kode, 'rekomendasi', 'ya', NULL, id_klaim_rekomendasi FROM mart.hasil_kabkota WHERE direkomendasikan
    UNION ALL SELECT tahun, kode_provinsi, 'jumlah_peserta', NULL, peserta, id_klaim_peserta FROM mart.rekap_provinsi WHERE peserta IS NOT NULL
    UNION ALL SELECT tahun, kode_provinsi, 'jumlah_peduli', NULL, peduli, id_klaim_peduli FROM mart.rekap_provinsi WHERE dasar_peduli = 'klaim'
    UNION ALL SELECT tahun, kode_provinsi, 'jumlah_cukup', NULL, cukup, id_klaim_cukup FROM mart.rekap_provinsi WHERE dasar_cukup = 'klaim'
    UNION ALL SELECT tahun, kode_provinsi, 'jumlah_mulai', NULL, mulai, id_klaim_mulai FROM mart.rekap_provinsi WHERE dasar_mulai = 'klaim'
    UNION ALL SELECT tahun, kode_provinsi, 'jumlah_kurang', NULL, kurang, id_klaim_kurang FROM mart.rekap_provinsi WHERE dasar_kurang = 'klaim'
    UNION ALL SELECT tahun, kode_provinsi, 'penghargaan_pembina', NULL, NULL, id_klaim_pembina FROM mart.rekap_provinsi WHERE pembina IS NOT NULL
    UNION ALL SELECT tahun, 'ID', 'jumlah_peserta', NULL, peserta, id_klaim_peserta FROM mart.rekap_nasional WHERE peserta IS NOT NULL
    UNION ALL SELECT tahun, 'ID', 'jumlah_peduli', NULL, peduli, id_klaim_peduli FROM mart.rekap_nasional WHERE peduli IS NOT NULL
    UNION ALL SELECT tahun, 'ID', 'jumlah_cukup', NULL, cukup, id_klaim_cukup FROM mart.rekap_nasional WHERE cukup IS NOT NULL
    UNION ALL SELECT tahun, kode, 'target_peduli', NULL, target_peduli, id_klaim FROM mart.target
    UNION ALL SELECT tahun, kode, 'tenggat', tanggal::VARCHAR, NULL, id_klaim FROM mart.tahapan
)
SELECT t.*
FROM tampil AS t
LEFT JOIN mart.klaim AS k ON k.id = t.id AND k.terpilih AND k.bendera IS NULL AND k.tahun = t.tahun AND k.kode = t.kode
    AND (k.ukuran = t.ukuran OR t.ukuran = 'partisipasi')
    AND (t.nilai IS NULL OR k.nilai = t.nilai OR t.ukuran = 'partisipasi')
    AND (t.angka IS NULL OR k.nilai::DOUBLE = t.angka)
WHERE k.id IS NULL;
