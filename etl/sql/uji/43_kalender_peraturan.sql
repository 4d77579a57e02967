-- id: Kalender lazim dan ambang pembina tidak memuat tahap atau tahun ganda, setiap tahap memiliki hari, dan setiap putaran memakai keputusan utamanya.
-- en: The usual calendar and the pembina thresholds hold no step or year twice, every step has a day, and every round uses its main decree.
SELECT peraturan AS kelompok, tahap AS isi FROM mart.kalender GROUP BY peraturan, tahap HAVING count(*) > 1
UNION ALL SELECT peraturan, tahap FROM mart.kalender WHERE mulai IS NULL AND selesai IS NULL
UNION ALL SELECT 'ambang_pembina', tahun::VARCHAR FROM mart.ambang_pembina GROUP BY tahun HAVING count(*) > 1
UNION ALL SELECT 'keputusan', tahun::VARCHAR FROM mart.keputusan WHERE utama GROUP BY tahun HAVING count(*) > 1
UNION ALL SELECT 'putaran', p.tahun::VARCHAR FROM mart.putaran AS p
    LEFT JOIN mart.keputusan AS k ON k.tahun = p.tahun AND k.utama
    WHERE p.nomor_sk IS NOT NULL AND k.nomor IS NULL;
