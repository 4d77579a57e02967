-- id: Setiap putaran berpenilaian memuat semua kabupaten/kota, masing-masing satu baris.
-- en: Every assessed round holds every regency and city, one row each.
SELECT p.tahun, w.kode, count(h.kode) AS baris
FROM mart.putaran AS p
CROSS JOIN mart.wilayah AS w
LEFT JOIN mart.hasil_kabkota AS h ON h.tahun = p.tahun AND h.kode = w.kode
WHERE p.ada_penilaian
GROUP BY p.tahun, w.kode
HAVING count(h.kode) <> 1;
