-- The rule of choice, first pass: claims of one fact in the order in which they are preferred.
--   class of publisher, then certainty, then how many organisations state the same value, then the later page, then the id.
-- Flagged claims are no candidates.
CREATE TABLE core.kandidat AS
WITH dihitung AS (
    SELECT *, count(DISTINCT lembaga) OVER (PARTITION BY kunci, nilai_banding) AS sumber_senilai
    FROM core.klaim
    WHERE bendera IS NULL
)
SELECT
    *,
    row_number() OVER (
        PARTITION BY kunci
        ORDER BY peringkat_golongan, keyakinan = 'ambigu', sumber_senilai DESC, tanggal_terbit DESC NULLS LAST, id
    )::INTEGER AS urutan
FROM dihitung;

-- Second pass: a complete list outweighs uncertain claims. Where a province's chosen count of a predicate equals the number of its regions
-- that hold it by choice and by at least one certain claim, an uncertain claim of that predicate for any other region falls away.
CREATE TABLE core.kalah_daftar AS
WITH pilihan AS (
    SELECT k.tahun, k.kode, w.kode_provinsi, k.nilai AS predikat,
        EXISTS (FROM core.kandidat AS p WHERE p.kunci = k.kunci AND p.nilai = k.nilai AND p.keyakinan = 'pasti') AS ada_pasti
    FROM core.kandidat AS k
    JOIN core.wilayah_tahun AS w USING (tahun, kode)
    WHERE k.ukuran = 'predikat' AND k.urutan = 1
),
daftar_lengkap AS (
    SELECT j.tahun, j.kode AS kode_provinsi, p.nama AS predikat
    FROM core.kandidat AS j
    JOIN core.predikat AS p ON p.ukuran_jumlah = j.ukuran
    LEFT JOIN pilihan AS n ON n.tahun = j.tahun AND n.kode_provinsi = j.kode AND n.predikat = p.nama AND n.ada_pasti
    WHERE j.tingkat = 'provinsi' AND j.urutan = 1
    GROUP BY j.tahun, j.kode, p.nama, j.angka
    HAVING count(n.kode) = j.angka
)
SELECT k.id
FROM core.kandidat AS k
JOIN core.wilayah_tahun AS w USING (tahun, kode)
JOIN daftar_lengkap AS d ON d.tahun = k.tahun AND d.kode_provinsi = w.kode_provinsi AND d.predikat = k.nilai
LEFT JOIN pilihan AS n ON n.tahun = k.tahun AND n.kode = k.kode AND n.predikat = k.nilai AND n.ada_pasti
WHERE k.ukuran = 'predikat' AND k.keyakinan = 'ambigu' AND n.kode IS NULL;
