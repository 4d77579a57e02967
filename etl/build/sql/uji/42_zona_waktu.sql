-- id: Setiap provinsi memiliki tepat satu zona waktu.
-- en: Every province has exactly one time zone.
SELECT w.kode_provinsi, count(z.zona) AS jumlah
FROM (SELECT DISTINCT kode_provinsi FROM mart.wilayah) AS w
LEFT JOIN mart.zona_waktu AS z USING (kode_provinsi)
GROUP BY w.kode_provinsi
HAVING count(z.zona) <> 1;
