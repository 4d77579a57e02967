-- id: Kalender lazim dan ambang pembina tidak memuat tahap atau tahun ganda, dan setiap tahap memiliki hari.
-- en: The usual calendar and the pembina thresholds hold no step or year twice, and every step has a day.
SELECT peraturan AS kelompok, tahap AS isi FROM mart.kalender GROUP BY peraturan, tahap HAVING count(*) > 1
UNION ALL SELECT peraturan, tahap FROM mart.kalender WHERE mulai IS NULL AND selesai IS NULL
UNION ALL SELECT 'ambang_pembina', tahun::VARCHAR FROM mart.ambang_pembina GROUP BY tahun HAVING count(*) > 1;
