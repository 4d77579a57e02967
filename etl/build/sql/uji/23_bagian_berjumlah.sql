-- id: Bagian-bagian setiap tempat berjumlah N, menurut jumlah dan menurut nama.
-- en: The parts of every place add up to N, by count and by name.
SELECT tahun, tingkat, kode, sum(nilai) AS nilai, sum(bernama + simpulan) AS menurut_nama, any_value(dari) AS dari
FROM mart.bagian
GROUP BY tahun, tingkat, kode
HAVING sum(nilai) <> any_value(dari) OR sum(bernama + simpulan) <> any_value(dari) OR min(nilai) < 0;
