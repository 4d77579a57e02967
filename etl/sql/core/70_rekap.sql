-- Summaries by scope: what count claims say beside what can be counted by name.
--   susunan 'tahun itu' and scope provinsi: provinces of that year; 'kini': today's provinces; scope nasional: the nation.
CREATE TABLE core.lingkup AS
SELECT tahun, kode, 'tahun itu' AS susunan, kode_provinsi AS kode_lingkup FROM core.wilayah_tahun WHERE sudah_dibentuk
UNION ALL
SELECT w.tahun, w.kode, 'kini', r.kode_provinsi FROM core.wilayah_tahun AS w JOIN core.wilayah AS r USING (kode) WHERE w.sudah_dibentuk
UNION ALL
SELECT tahun, kode, 'nasional', 'ID' FROM core.wilayah_tahun WHERE sudah_dibentuk;

-- Where a province of today had other regions in a year, count claims of that year do not speak of it.
CREATE TABLE core.lingkup_berklaim AS
WITH isi AS (
    SELECT tahun, susunan, kode_lingkup, list(kode ORDER BY kode) AS daftar FROM core.lingkup GROUP BY ALL
)
SELECT i.tahun, i.susunan, i.kode_lingkup
FROM isi AS i
LEFT JOIN isi AS t ON t.susunan = 'tahun itu' AND t.tahun = i.tahun AND t.kode_lingkup = i.kode_lingkup
WHERE i.susunan <> 'kini' OR t.daftar = i.daftar;
