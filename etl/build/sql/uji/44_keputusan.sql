-- id: Setiap putaran yang menyebut nomor keputusan memiliki tepat satu keputusan utama, dengan nomor itu.
-- en: Every round that names a decree has exactly one main decree, with that number.
SELECT p.tahun, count(k.nomor) AS keputusan_utama
FROM mart.putaran AS p LEFT JOIN mart.keputusan AS k ON k.tahun = p.tahun AND k.utama AND starts_with(p.nomor_sk, k.nomor)
WHERE p.nomor_sk IS NOT NULL GROUP BY p.tahun HAVING count(k.nomor) <> 1;
