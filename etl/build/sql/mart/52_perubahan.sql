-- How a count changed between any two assessed years: of the award for every place, of every measure for the nation.
-- A difference stands only between two exact counts of the same area under the same programme; otherwise `banding` says why there is none.
CREATE TABLE mart.perubahan AS
WITH isi AS (
    SELECT tahun, tingkat, kode_lingkup, hash(list(kode ORDER BY kode)) AS luas FROM core.lingkup GROUP BY ALL
),
angka AS (
    SELECT a.*, i.luas, y.program, p.penghargaan
    FROM mart.angka AS a
    JOIN core.putaran_urut AS y USING (tahun)
    JOIN isi AS i ON i.tahun = a.tahun AND i.tingkat = a.tingkat AND i.kode_lingkup = a.kode
    LEFT JOIN core.predikat_putaran AS p ON p.tahun = a.tahun AND p.kode = a.predikat
    WHERE p.penghargaan OR a.tingkat = 'nasional'
)
SELECT
    y.tahun AS tahun_dari, b.tahun AS tahun_ke, b.tingkat, b.kode, b.ukuran, b.predikat,
    a.nilai AS nilai_dari, a.batas AS batas_dari, b.nilai AS nilai_ke, b.batas AS batas_ke,
    CASE
        WHEN y.program <> b.program THEN 'program'
        -- The nation grew by new regions and stays the nation. A place that did not exist yet had another area, too.
        WHEN a.luas IS DISTINCT FROM b.luas AND b.tingkat <> 'nasional' THEN 'wilayah'
        WHEN a.batas IS NULL OR b.batas IS NULL OR 'paling banyak' IN (a.batas, b.batas) THEN 'kosong'
        WHEN a.batas <> 'tepat' OR b.batas <> 'tepat' THEN 'nama'
        ELSE 'dapat'
    END AS banding,
    CASE WHEN banding = 'dapat' THEN b.nilai - a.nilai END AS selisih
FROM angka AS b
JOIN core.putaran_urut AS y ON y.tahun < b.tahun AND y.ada_penilaian
LEFT JOIN angka AS a
    ON a.tahun = y.tahun AND a.tingkat = b.tingkat AND a.kode = b.kode AND a.ukuran = b.ukuran
    -- The award of one programme stands beside that of another, so that it is said why they are not compared.
    AND (a.predikat IS NOT DISTINCT FROM b.predikat OR (y.program <> b.program AND a.penghargaan AND b.penghargaan))
ORDER BY y.tahun, b.tahun, b.tingkat, b.kode, b.ukuran, b.predikat;

COMMENT ON TABLE mart.perubahan IS 'Satu baris per pasangan putaran, tempat, dan ukuran (predikat penghargaan bagi semua tempat; semua ukuran bagi nasional): selisihnya, atau mengapa tidak dibandingkan.';
COMMENT ON COLUMN mart.perubahan.tahun_dari IS 'Tahun penghargaan yang lebih dahulu.';
COMMENT ON COLUMN mart.perubahan.tahun_ke IS 'Tahun penghargaan yang kemudian.';
COMMENT ON COLUMN mart.perubahan.tingkat IS 'Seperti mart.angka.tingkat.';
COMMENT ON COLUMN mart.perubahan.kode IS 'Seperti mart.angka.kode.';
COMMENT ON COLUMN mart.perubahan.ukuran IS 'Seperti mart.angka.ukuran.';
COMMENT ON COLUMN mart.perubahan.predikat IS 'Seperti mart.angka.predikat.';
COMMENT ON COLUMN mart.perubahan.nilai_dari IS 'Angka tahun pertama; kosong juga bila tempatnya belum ada.';
COMMENT ON COLUMN mart.perubahan.batas_dari IS 'Batas angka itu (mart.angka.batas).';
COMMENT ON COLUMN mart.perubahan.nilai_ke IS 'Angka tahun kedua.';
COMMENT ON COLUMN mart.perubahan.batas_ke IS 'Batas angka itu.';
COMMENT ON COLUMN mart.perubahan.banding IS 'dapat (dibandingkan); program (program lain), wilayah (wilayahnya berubah), kosong (salah satu tidak diketahui), nama (salah satu hanya batas).';
COMMENT ON COLUMN mart.perubahan.selisih IS 'Selisih bila dapat dibandingkan; kosong bila tidak.';

-- How many places of a level are known how well, and how many of them can be compared.
CREATE TABLE mart.kelengkapan AS
SELECT
    tahun, tingkat, ukuran, predikat, count(*)::INTEGER AS tempat,
    (count(*) FILTER (WHERE batas = 'tepat'))::INTEGER AS tepat,
    (count(*) FILTER (WHERE batas = 'sekurangnya'))::INTEGER AS sekurangnya,
    (count(*) FILTER (WHERE batas IS NULL OR batas = 'paling banyak'))::INTEGER AS tidak_diketahui
FROM mart.angka
WHERE tingkat <> 'nasional' AND ukuran <> 'pembina'
GROUP BY ALL
ORDER BY ALL;

COMMENT ON TABLE mart.kelengkapan IS 'Satu baris per putaran, tingkat, dan ukuran: pada berapa tempat angkanya (mart.angka) diketahui tepat, hanya batas bawahnya, atau tidak diketahui.';
COMMENT ON COLUMN mart.kelengkapan.tahun IS 'Tahun penghargaan.';
COMMENT ON COLUMN mart.kelengkapan.tingkat IS 'Seperti mart.angka.tingkat, tanpa nasional.';
COMMENT ON COLUMN mart.kelengkapan.ukuran IS 'Seperti mart.angka.ukuran.';
COMMENT ON COLUMN mart.kelengkapan.predikat IS 'Seperti mart.angka.predikat.';
COMMENT ON COLUMN mart.kelengkapan.tempat IS 'Banyaknya tempat: provinsi atau kantor.';
COMMENT ON COLUMN mart.kelengkapan.tepat IS 'Banyaknya tempat yang angkanya tepat.';
COMMENT ON COLUMN mart.kelengkapan.sekurangnya IS 'Banyaknya tempat yang hanya batas bawahnya diketahui.';
COMMENT ON COLUMN mart.kelengkapan.tidak_diketahui IS 'Banyaknya tempat yang angkanya tidak diketahui, atau hanya batas atasnya.';

CREATE TABLE mart.banding AS
WITH alasan AS (
    SELECT
        tahun_dari, tahun_ke, tingkat, banding, count(*)::INTEGER AS tempat,
        (count(*) FILTER (WHERE selisih > 0))::INTEGER AS naik, (count(*) FILTER (WHERE selisih < 0))::INTEGER AS turun,
        (count(*) FILTER (WHERE selisih = 0))::INTEGER AS tetap
    FROM mart.perubahan
    WHERE tingkat <> 'nasional'
    GROUP BY ALL
)
SELECT *, (sum(tempat) OVER (PARTITION BY tahun_dari, tahun_ke, tingkat))::INTEGER AS dari, dari - tempat AS lain
FROM alasan
ORDER BY tahun_dari, tahun_ke, tingkat, tempat DESC, banding;

COMMENT ON TABLE mart.banding IS 'Satu baris per pasangan putaran, tingkat, dan alasan: berapa tempat yang jumlah predikat penghargaannya dapat dibandingkan, dan berapa yang tidak karena apa (mart.perubahan).';
COMMENT ON COLUMN mart.banding.tahun_dari IS 'Tahun penghargaan yang lebih dahulu.';
COMMENT ON COLUMN mart.banding.tahun_ke IS 'Tahun penghargaan yang kemudian.';
COMMENT ON COLUMN mart.banding.tingkat IS 'Seperti mart.angka.tingkat, tanpa nasional.';
COMMENT ON COLUMN mart.banding.banding IS 'Seperti mart.perubahan.banding.';
COMMENT ON COLUMN mart.banding.tempat IS 'Banyaknya tempat demikian.';
COMMENT ON COLUMN mart.banding.naik IS 'Di antaranya yang jumlahnya naik.';
COMMENT ON COLUMN mart.banding.turun IS 'Di antaranya yang jumlahnya turun.';
COMMENT ON COLUMN mart.banding.tetap IS 'Di antaranya yang jumlahnya sama.';
COMMENT ON COLUMN mart.banding.dari IS 'Banyaknya tempat seluruhnya pada tahun yang kemudian.';
COMMENT ON COLUMN mart.banding.lain IS 'Di antaranya yang tidak demikian, melainkan dengan alasan lain.';
