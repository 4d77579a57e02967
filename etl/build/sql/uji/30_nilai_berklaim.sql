-- id: Setiap nilai yang bersandar pada klaim menunjuk klaim terpilih yang menyatakan nilai itu.
-- en: Every value that rests on a claim points to a chosen claim that states that very value.
WITH tampil AS (
    SELECT tahun, kode, 'predikat' AS ukuran, predikat AS nilai, NULL::DOUBLE AS angka, id_klaim_predikat AS id
    FROM mart.hasil_kabkota WHERE predikat IS NOT NULL AND status_data <> 'disimpulkan'
    UNION ALL SELECT tahun, kode, 'skor', NULL, skor, id_klaim_skor FROM mart.hasil_kabkota WHERE skor IS NOT NULL
    UNION ALL SELECT tahun, kode, 'partisipasi', partisipasi, NULL, coalesce(id_klaim_predikat, id_klaim_skor, id_klaim_partisipasi, id_klaim_rekomendasi)
        FROM mart.hasil_kabkota WHERE dasar_partisipasi IN ('klaim', 'resmi')
    UNION ALL SELECT tahun, kode, 'rekomendasi', if(direkomendasikan, 'ya', 'tidak'), NULL, id_klaim_rekomendasi
        FROM mart.hasil_kabkota WHERE direkomendasikan IS NOT NULL
    UNION ALL SELECT a.tahun, a.kode, coalesce('jumlah_' || a.predikat, 'jumlah_' || a.ukuran), NULL, a.nilai, a.id_klaim
        FROM mart.angka AS a WHERE a.dasar = 'klaim' AND a.tingkat IN ('provinsi', 'nasional')
    UNION ALL SELECT tahun, kode, 'penghargaan_pembina', NULL, NULL, id_klaim FROM mart.pembina WHERE dihargai IS NOT NULL AND tingkat = 'provinsi'
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
