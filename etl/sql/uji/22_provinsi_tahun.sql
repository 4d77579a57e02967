-- id: Kabupaten/kota setiap provinsi berjumlah sama dengan kabupaten/kota nasional pada tahun itu.
-- en: The regions of all provinces add up to the regions of the nation in that year.
SELECT n.tahun, n.jumlah_kabkota, p.jumlah, k.jumlah AS jumlah_kini
FROM mart.rekap_nasional AS n
JOIN (SELECT tahun, sum(jumlah_kabkota) AS jumlah FROM mart.rekap_provinsi GROUP BY tahun) AS p USING (tahun)
JOIN (SELECT tahun, sum(jumlah_kabkota) AS jumlah FROM mart.rekap_provinsi_kini GROUP BY tahun) AS k USING (tahun)
WHERE n.jumlah_kabkota <> p.jumlah OR n.jumlah_kabkota <> k.jumlah;
