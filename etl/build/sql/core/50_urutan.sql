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

-- Complete lists: as many regions of a scope hold a predicate by choice, each by at least one certain claim, as its chosen count says.
-- `berselisih`: another count that could be true was published.
CREATE TABLE core.daftar_lengkap AS
WITH pilihan AS (
    SELECT k.tahun, k.kode, k.nilai AS predikat
    FROM core.kandidat AS k
    WHERE k.ukuran = 'predikat' AND k.urutan = 1
        AND EXISTS (FROM core.kandidat AS p WHERE p.kunci = k.kunci AND p.nilai = k.nilai AND p.keyakinan = 'pasti')
),
anggota AS (
    SELECT tahun, kode, 'provinsi' AS tingkat, kode_provinsi AS kode_lingkup FROM core.wilayah_tahun
    UNION ALL
    SELECT tahun, kode, 'nasional', 'ID' FROM core.wilayah_tahun
),
bernama AS (
    SELECT a.tahun, a.tingkat, a.kode_lingkup, n.predikat, list(n.kode) AS daftar
    FROM pilihan AS n
    JOIN anggota AS a USING (tahun, kode)
    GROUP BY ALL
)
SELECT j.tahun, j.tingkat, j.kode, p.nama AS predikat, p.penghargaan, j.kunci, coalesce(b.daftar, []) AS daftar,
    (SELECT count(DISTINCT k.nilai_banding) > 1 FROM core.kandidat AS k WHERE k.kunci = j.kunci) AS berselisih
FROM core.kandidat AS j
JOIN core.predikat_putaran AS p ON p.tahun = j.tahun AND p.ukuran_jumlah = j.ukuran
LEFT JOIN bernama AS b ON b.tahun = j.tahun AND b.tingkat = j.tingkat AND b.kode_lingkup = j.kode AND b.predikat = p.nama
WHERE j.urutan = 1 AND j.tingkat IN ('provinsi', 'nasional') AND coalesce(len(b.daftar), 0) = j.angka;

-- Second pass: a complete list whose count nobody disputes outweighs uncertain claims: one of that predicate for a region that is not on
-- it falls away.
CREATE TABLE core.kalah_daftar AS
SELECT DISTINCT k.id
FROM core.kandidat AS k
JOIN core.wilayah_tahun AS w USING (tahun, kode)
JOIN core.daftar_lengkap AS d
    ON d.tahun = k.tahun AND d.predikat = k.nilai AND (d.tingkat = 'nasional' OR d.kode = w.kode_provinsi)
WHERE k.ukuran = 'predikat' AND k.keyakinan = 'ambigu' AND NOT list_contains(d.daftar, k.kode)
    AND NOT d.berselisih;
