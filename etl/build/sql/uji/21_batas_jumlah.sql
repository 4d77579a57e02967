-- id: Setiap angka berada di antara batas bawah dan batas atasnya, dan tidak melebihi banyaknya kabupaten/kota.
-- en: Every count lies between its lower and its upper bound and exceeds no number of regencies and cities.
SELECT tahun, tingkat, kode, ukuran, predikat
FROM mart.angka
WHERE NOT (0 <= terendah AND terendah <= tertinggi AND tertinggi <= dari)
    OR (nilai IS NOT NULL AND NOT nilai BETWEEN terendah AND tertinggi)
    OR (batas = 'tepat') <> (terendah = tertinggi)
    OR (nilai IS NULL) <> (batas IS NULL);
