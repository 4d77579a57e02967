-- The honour for a province as pembina: how many of its regions hold the award, beside that year's threshold and what was published.
CREATE TABLE mart.pembina AS
WITH angka AS (
    SELECT a.tahun, a.tingkat, a.kode, a.nama, a.terendah, a.tertinggi, a.dari, t.ambang_persen, t.cara, t.kepastian,
        -- More than 50 % of 19 is 10, at least 60 % of 17 is 11: whole numbers only.
        CASE t.cara WHEN 'sekurangnya' THEN (t.ambang_persen * a.dari + 99) // 100 WHEN 'lebih-dari' THEN t.ambang_persen * a.dari // 100 + 1 END AS perlu,
        -- Exactly at a threshold whose wording is an estimate the sources leave open whether that is enough.
        t.kepastian <> 'diketahui' AND t.ambang_persen * a.dari % 100 = 0 AS batas_ragu,
        t.ambang_persen * a.dari // 100 AS tepat_di_ambang
    FROM mart.angka AS a
    JOIN core.predikat_putaran AS p ON p.tahun = a.tahun AND p.kode = a.predikat AND p.penghargaan
    LEFT JOIN mart.ambang_pembina AS t ON t.tahun = a.tahun
    WHERE a.tingkat IN ('provinsi', 'provinsi_kini')
),
dihargai AS (
    SELECT b.tahun, b.tingkat, f.kode, f.nilai = 'ya' AS dihargai, f.id_klaim, f.kunci, f.konflik
    FROM core.fakta AS f
    JOIN core.lingkup_berklaim AS b ON b.tahun = f.tahun AND b.kode_lingkup = f.kode AND b.tingkat_klaim = 'provinsi'
    WHERE f.tingkat = 'provinsi' AND f.ukuran = 'penghargaan_pembina'
),
diputus AS (
    SELECT a.*, d.dihargai, d.id_klaim, d.kunci, coalesce(d.konflik, false) AS konflik,
        CASE
            WHEN perlu IS NULL THEN NULL
            WHEN batas_ragu AND tepat_di_ambang BETWEEN terendah AND tertinggi AND (terendah = tertinggi OR perlu > tertinggi) THEN NULL
            WHEN terendah >= perlu AND NOT (batas_ragu AND terendah = tepat_di_ambang) THEN true
            WHEN tertinggi < perlu THEN false
        END AS tercapai
    FROM angka AS a
    LEFT JOIN dihargai AS d USING (tahun, tingkat, kode)
)
SELECT
    tahun, tingkat, kode, nama, dari, terendah, tertinggi, ambang_persen, cara, kepastian, perlu::INTEGER AS perlu,
    -- How many are missing; where only a lower bound is known, at most that many, and nothing where nothing is known.
    CASE WHEN perlu IS NOT NULL AND (terendah = tertinggi OR terendah > 0) THEN greatest(0, perlu - terendah)::INTEGER END AS kurang,
    tercapai, dihargai, id_klaim, kunci, konflik,
    CASE WHEN tercapai IS NULL OR dihargai IS NULL THEN 'tidak diketahui' WHEN tercapai = dihargai THEN 'sejalan' ELSE 'berbeda' END AS kesesuaian
FROM diputus
ORDER BY tahun, tingkat, kode;

COMMENT ON TABLE mart.pembina IS 'Satu baris per putaran berpenilaian dan provinsi (tingkat provinsi: pada tahun itu; provinsi_kini: masa kini): penyandang penghargaan terhadap ambang pembina tahun itu.';
COMMENT ON COLUMN mart.pembina.tahun IS 'Tahun penghargaan.';
COMMENT ON COLUMN mart.pembina.tingkat IS 'provinsi atau provinsi_kini.';
COMMENT ON COLUMN mart.pembina.kode IS 'Kode provinsi.';
COMMENT ON COLUMN mart.pembina.nama IS 'Nama provinsi.';
COMMENT ON COLUMN mart.pembina.dari IS 'N: banyaknya kabupaten/kota.';
COMMENT ON COLUMN mart.pembina.terendah IS 'Penyandang predikat penghargaan: sekurang-kurangnya sebanyak ini.';
COMMENT ON COLUMN mart.pembina.tertinggi IS 'Penyandang predikat penghargaan: paling banyak sebanyak ini.';
COMMENT ON COLUMN mart.pembina.ambang_persen IS 'Ambang tahun itu (mart.ambang_pembina); kosong bila tidak diketahui.';
COMMENT ON COLUMN mart.pembina.cara IS 'lebih-dari atau sekurangnya.';
COMMENT ON COLUMN mart.pembina.kepastian IS 'Kepastian ambang itu: diketahui atau perkiraan.';
COMMENT ON COLUMN mart.pembina.perlu IS 'Banyaknya kabupaten/kota yang memenuhi ambang.';
COMMENT ON COLUMN mart.pembina.kurang IS 'Yang kurang sampai ambang; bila hanya batas bawah yang diketahui, paling banyak sebanyak ini; kosong bila tidak diketahui.';
COMMENT ON COLUMN mart.pembina.tercapai IS 'Benar bila ambang pasti tercapai, salah bila pasti tidak; kosong bila tidak dapat dikatakan.';
COMMENT ON COLUMN mart.pembina.dihargai IS 'Apakah penghargaannya terbit; kosong bila tidak diketahui.';
COMMENT ON COLUMN mart.pembina.id_klaim IS 'Klaim yang mendasari dihargai.';
COMMENT ON COLUMN mart.pembina.kunci IS 'Fakta penghargaan itu (mart.fakta.kunci).';
COMMENT ON COLUMN mart.pembina.konflik IS 'Benar bila sumber tentang penghargaan itu bertentangan.';
COMMENT ON COLUMN mart.pembina.kesesuaian IS 'sejalan, berbeda, atau tidak diketahui: hitungan terhadap penghargaan yang terbit.';
