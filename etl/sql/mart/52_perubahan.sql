-- How a count changed between any two assessed years: of the award for every place, of every measure for the nation.
-- A difference stands only between two exact counts of the same area under the same programme; otherwise `banding` says why there is none.
CREATE TABLE mart.perubahan AS
WITH isi AS (
    SELECT tahun, tingkat, kode_lingkup, hash(list(kode ORDER BY kode)) AS luas FROM core.lingkup GROUP BY ALL
),
angka AS (
    SELECT a.*, i.luas, y.program
    FROM mart.angka AS a
    JOIN core.putaran_urut AS y USING (tahun)
    JOIN isi AS i ON i.tahun = a.tahun AND i.tingkat = a.tingkat AND i.kode_lingkup = a.kode
    LEFT JOIN core.predikat_putaran AS p ON p.tahun = a.tahun AND p.kode = a.predikat
    WHERE p.penghargaan OR a.tingkat = 'nasional'
)
SELECT
    a.tahun AS tahun_dari, b.tahun AS tahun_ke, b.tingkat, b.kode, b.ukuran, b.predikat,
    a.nilai AS nilai_dari, a.batas AS batas_dari, b.nilai AS nilai_ke, b.batas AS batas_ke,
    CASE
        WHEN a.program <> b.program THEN 'program'
        -- The nation grew by new regions and stays the nation.
        WHEN a.luas <> b.luas AND b.tingkat <> 'nasional' THEN 'wilayah'
        WHEN a.batas IS NULL OR b.batas IS NULL OR 'paling banyak' IN (a.batas, b.batas) THEN 'kosong'
        WHEN a.batas <> 'tepat' OR b.batas <> 'tepat' THEN 'nama'
        ELSE 'dapat'
    END AS banding,
    CASE WHEN banding = 'dapat' THEN b.nilai - a.nilai END AS selisih
FROM angka AS a
JOIN angka AS b ON b.tingkat = a.tingkat AND b.kode = a.kode AND b.ukuran = a.ukuran AND b.predikat IS NOT DISTINCT FROM a.predikat AND b.tahun > a.tahun
ORDER BY a.tahun, b.tahun, b.tingkat, b.kode, b.ukuran, b.predikat;

COMMENT ON TABLE mart.perubahan IS 'Satu baris per pasangan putaran, tempat, dan ukuran (predikat penghargaan bagi semua tempat; semua ukuran bagi nasional): selisihnya, atau mengapa tidak dibandingkan.';
COMMENT ON COLUMN mart.perubahan.tahun_dari IS 'Tahun penghargaan yang lebih dahulu.';
COMMENT ON COLUMN mart.perubahan.tahun_ke IS 'Tahun penghargaan yang kemudian.';
COMMENT ON COLUMN mart.perubahan.tingkat IS 'Seperti mart.angka.tingkat.';
COMMENT ON COLUMN mart.perubahan.kode IS 'Seperti mart.angka.kode.';
COMMENT ON COLUMN mart.perubahan.ukuran IS 'Seperti mart.angka.ukuran.';
COMMENT ON COLUMN mart.perubahan.predikat IS 'Seperti mart.angka.predikat.';
COMMENT ON COLUMN mart.perubahan.nilai_dari IS 'Angka tahun pertama.';
COMMENT ON COLUMN mart.perubahan.batas_dari IS 'Batas angka itu (mart.angka.batas).';
COMMENT ON COLUMN mart.perubahan.nilai_ke IS 'Angka tahun kedua.';
COMMENT ON COLUMN mart.perubahan.batas_ke IS 'Batas angka itu.';
COMMENT ON COLUMN mart.perubahan.banding IS 'dapat (dibandingkan); program (program lain), wilayah (wilayahnya berubah), kosong (salah satu tidak diketahui), nama (salah satu hanya batas).';
COMMENT ON COLUMN mart.perubahan.selisih IS 'Selisih bila dapat dibandingkan; kosong bila tidak.';
