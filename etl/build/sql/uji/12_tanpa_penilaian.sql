-- id: Tahun tanpa penilaian tidak memiliki hasil, rekap, atau klaim selain target dan tenggat.
-- en: A year without assessment has no result, no summary, and no claims other than targets and deadlines.
WITH tanpa AS (SELECT tahun FROM mart.putaran WHERE NOT ada_penilaian)
SELECT 'hasil_kabkota' AS tabel, tahun, kode FROM mart.hasil_kabkota WHERE tahun IN (FROM tanpa)
UNION ALL SELECT 'rekap_provinsi', tahun, kode_provinsi FROM mart.rekap_provinsi WHERE tahun IN (FROM tanpa)
UNION ALL SELECT 'angka', tahun, kode FROM mart.angka WHERE tahun IN (FROM tanpa)
UNION ALL SELECT 'rekap_nasional', tahun, 'ID' FROM mart.rekap_nasional WHERE tahun IN (FROM tanpa)
UNION ALL SELECT 'klaim', tahun, id FROM mart.klaim WHERE tahun IN (FROM tanpa) AND ukuran NOT IN ('target_peduli', 'tenggat');
