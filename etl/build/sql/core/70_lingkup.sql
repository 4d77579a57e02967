-- Offices by the code under which they are addressed: "Kanwil Kemenkumham Sumatera Barat" → kemenkumham-sumatera-barat.
CREATE TABLE core.kantor AS
SELECT *, trim(regexp_replace(regexp_replace(lower(kanwil), '^kanwil ', ''), '[^a-z0-9]+', '-', 'g'), '-') AS kode
FROM core.kanwil;

-- Which places a region belongs to in a year. Levels:
--   provinsi: the provinces of that year (34 until 2022, 38 since); provinsi_kini: today's provinces in every year;
--   kanwil: the office in charge in that year; kanwil_kini: today's offices over their area of today in every year; nasional: the nation.
CREATE TABLE core.lingkup AS
WITH ada AS (
    SELECT w.tahun, w.kode, w.kode_provinsi, r.kode_provinsi AS kode_provinsi_kini
    FROM core.wilayah_tahun AS w
    JOIN core.wilayah AS r USING (kode)
    WHERE w.sudah_dibentuk
)
SELECT tahun, kode, 'provinsi' AS tingkat, kode_provinsi AS kode_lingkup FROM ada
UNION ALL
SELECT tahun, kode, 'provinsi_kini', kode_provinsi_kini FROM ada
UNION ALL
SELECT a.tahun, a.kode, 'kanwil', k.kode
FROM ada AS a
JOIN core.kantor AS k ON k.kode_provinsi = a.kode_provinsi AND a.tahun BETWEEN k.tahun_mulai AND coalesce(k.tahun_akhir, a.tahun)
WHERE k.kanwil IS NOT NULL
UNION ALL
SELECT a.tahun, a.kode, 'kanwil_kini', k.kode
FROM ada AS a
JOIN core.kantor AS k ON k.kode_provinsi = a.kode_provinsi_kini AND k.tahun_akhir IS NULL
WHERE k.kanwil IS NOT NULL
UNION ALL
SELECT tahun, kode, 'nasional', 'ID' FROM ada;

-- The provinces of which an office or the nation consists in a year.
CREATE TABLE core.bagian_lingkup AS
SELECT DISTINCT g.tahun, g.tingkat, g.kode_lingkup, p.tingkat AS tingkat_bagian, p.kode_lingkup AS kode_bagian
FROM core.lingkup AS g
JOIN core.lingkup AS p
    ON p.tahun = g.tahun AND p.kode = g.kode AND p.tingkat = CASE g.tingkat WHEN 'kanwil_kini' THEN 'provinsi_kini' ELSE 'provinsi' END
WHERE g.tingkat IN ('kanwil', 'kanwil_kini', 'nasional');

-- Places that claims of that year speak of. Where a province of today had other regions then, claims do not speak of it.
CREATE TABLE core.lingkup_berklaim AS
WITH isi AS (
    SELECT tahun, tingkat, kode_lingkup, list(kode ORDER BY kode) AS daftar FROM core.lingkup GROUP BY ALL
)
SELECT i.tahun, i.tingkat, i.kode_lingkup, CASE i.tingkat WHEN 'nasional' THEN 'nasional' ELSE 'provinsi' END AS tingkat_klaim
FROM isi AS i
LEFT JOIN isi AS t ON t.tingkat = 'provinsi' AND t.tahun = i.tahun AND t.kode_lingkup = i.kode_lingkup
WHERE i.tingkat IN ('provinsi', 'nasional') OR (i.tingkat = 'provinsi_kini' AND t.daftar = i.daftar);
