-- id: Wilayah yang lebih muda daripada putarannya berstatus belum dibentuk, dan hanya wilayah itu.
-- en: Regions younger than a round are marked as not yet formed, and only those.
SELECT h.tahun, h.kode, h.status_data
FROM mart.hasil_kabkota AS h
JOIN mart.wilayah AS w USING (kode)
WHERE (h.status_data = 'belum dibentuk') <> (coalesce(w.sejak_tahun, 0) > h.tahun)
    OR (h.status_data = 'belum dibentuk' AND (h.predikat IS NOT NULL OR h.skor IS NOT NULL OR h.partisipasi IS NOT NULL));
