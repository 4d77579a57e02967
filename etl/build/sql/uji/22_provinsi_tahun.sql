-- id: Kabupaten/kota setiap provinsi berjumlah sama dengan kabupaten/kota nasional pada tahun itu.
-- en: The regions of all provinces add up to the regions of the nation in that year.
WITH banyak AS (SELECT tahun, tingkat, sum(dari) AS jumlah FROM mart.angka WHERE ukuran = 'peserta' GROUP BY ALL)
SELECT p.tahun, p.tingkat, p.jumlah, n.jumlah AS nasional
FROM banyak AS p
JOIN banyak AS n ON n.tahun = p.tahun AND n.tingkat = 'nasional'
WHERE p.tingkat IN ('provinsi', 'provinsi_kini') AND p.jumlah <> n.jumlah;
