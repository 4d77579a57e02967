-- id: Setiap fakta yang sumbernya bertentangan ditandai pula pada hasil atau rekapnya.
-- en: Every fact on which sources disagree is flagged in its result or summary too.
SELECT f.kunci
FROM mart.fakta AS f
LEFT JOIN mart.hasil_kabkota AS h ON f.tingkat = 'kabkota' AND h.tahun = f.tahun AND h.kode = f.kode
LEFT JOIN mart.rekap_provinsi AS p ON f.tingkat = 'provinsi' AND p.tahun = f.tahun AND p.kode_provinsi = f.kode
LEFT JOIN mart.rekap_nasional AS n ON f.tingkat = 'nasional' AND n.tahun = f.tahun
WHERE f.konflik AND f.ukuran NOT IN ('peringkat', 'tenggat', 'target_peduli', 'jumlah_kabkota')
    AND NOT (coalesce(h.konflik, p.konflik, n.konflik, false) OR f.alasan = 'semua-mustahil');
