-- Recommendation against outcome, region by region, where any recommendation of the province and year is known.
CREATE TABLE mart.rekomendasi AS
WITH keadaan AS (
    SELECT h.tahun, h.kode, h.direkomendasikan, h.menyandang, l.tingkat, l.kode_lingkup
    FROM core.keadaan AS h
    JOIN core.lingkup AS l ON l.tahun = h.tahun AND l.kode = h.kode AND l.tingkat <> 'nasional'
)
SELECT tahun, tingkat, kode_lingkup AS kode_tempat, kode, direkomendasikan,
    CASE WHEN direkomendasikan AND menyandang THEN 'sama' WHEN direkomendasikan THEN 'direkomendasikan saja' ELSE 'hasil saja' END AS putusan,
    (count(*) FILTER (WHERE direkomendasikan) OVER tempat)::INTEGER AS jumlah,
    (count(*) FILTER (WHERE direkomendasikan AND menyandang) OVER tempat)::INTEGER AS jumlah_sama
FROM keadaan
WINDOW tempat AS (PARTITION BY tahun, tingkat, kode_lingkup)
QUALIFY jumlah > 0 AND (direkomendasikan OR menyandang)
ORDER BY tahun, tingkat, kode_tempat, kode;

COMMENT ON TABLE mart.rekomendasi IS 'Satu baris per tahun, tempat, dan kabupaten/kota yang direkomendasikan Kanwil atau menyandang penghargaan, bila rekomendasi di tempat itu diketahui.';
COMMENT ON COLUMN mart.rekomendasi.tahun IS 'Tahun penghargaan.';
COMMENT ON COLUMN mart.rekomendasi.tingkat IS 'Seperti mart.angka.tingkat, tanpa nasional.';
COMMENT ON COLUMN mart.rekomendasi.kode_tempat IS 'Kode tempat itu (mart.angka.kode).';
COMMENT ON COLUMN mart.rekomendasi.kode IS 'Kode Kemendagri masa kini.';
COMMENT ON COLUMN mart.rekomendasi.direkomendasikan IS 'Benar, salah, atau kosong bila tidak diketahui.';
COMMENT ON COLUMN mart.rekomendasi.putusan IS 'sama (direkomendasikan dan menyandang), direkomendasikan saja (hasilnya lain atau tidak diketahui), atau hasil saja (rekomendasinya tidak diketahui atau tidak ada).';
COMMENT ON COLUMN mart.rekomendasi.jumlah IS 'Banyaknya yang direkomendasikan di tempat itu.';
COMMENT ON COLUMN mart.rekomendasi.jumlah_sama IS 'Di antaranya yang menyandang penghargaan.';
