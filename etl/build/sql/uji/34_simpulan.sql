-- id: Tidak ada simpulan yang melawan klaim pasti tentang wilayah itu, dan setiap simpulan menunjuk fakta yang mendasarinya.
-- en: No conclusion stands against a certain claim about the region, and each one points to the fact that it rests on.
SELECT h.tahun, h.kode, h.keadaan, h.dasar_keadaan
FROM mart.hasil_kabkota AS h
LEFT JOIN mart.fakta AS f ON f.kunci = h.kunci_simpulan
WHERE h.status_data = 'disimpulkan' AND (f.kunci IS NULL OR f.nilai IS NULL)
UNION ALL
SELECT h.tahun, h.kode, h.keadaan, k.nilai
FROM mart.hasil_kabkota AS h
JOIN mart.klaim AS k ON k.tahun = h.tahun AND k.kode = h.kode AND k.tingkat = 'kabkota' AND k.bendera IS NULL AND k.keyakinan = 'pasti'
WHERE h.status_data = 'disimpulkan'
    AND ((k.ukuran = 'predikat' AND k.nilai <> h.keadaan) OR (k.ukuran = 'partisipasi' AND k.nilai <> h.partisipasi));
