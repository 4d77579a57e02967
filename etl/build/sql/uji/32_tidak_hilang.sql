-- id: Baris klaim yang dibaca sama dengan yang diterima ditambah yang ditolak, untuk setiap berkas.
-- en: For every file, the claim rows read equal those accepted plus those rejected.
WITH diterima AS (SELECT berkas, count(*) AS jumlah FROM mart.klaim GROUP BY berkas),
ditolak AS (SELECT berkas, count(DISTINCT baris) AS jumlah FROM mart.ditolak GROUP BY berkas)
SELECT b.berkas, b.baris_dibaca, a.jumlah AS diterima, d.jumlah AS ditolak
FROM mart.berkas AS b
LEFT JOIN diterima AS a USING (berkas)
LEFT JOIN ditolak AS d USING (berkas)
WHERE starts_with(b.berkas, 'klaim') AND b.baris_dibaca <> coalesce(a.jumlah, 0) + coalesce(d.jumlah, 0);
