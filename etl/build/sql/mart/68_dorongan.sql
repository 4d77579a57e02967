-- Where the leadership can push: of each round at most three provinces, each for the one reason that weighs most there.
CREATE TABLE mart.dorongan AS
WITH alasan AS (
    SELECT tahun, tingkat, kode, kelompok, jumlah, sekurangnya, dari
    FROM mart.kelompok_pendampingan
    WHERE tingkat IN ('provinsi', 'provinsi_kini') AND kelompok IN ('melepas', 'setingkat-lagi')
    UNION ALL
    -- Neither a name nor a count: nobody has heard of this province in this round.
    SELECT tahun, tingkat, kode, 'tanpa-kabar', any_value(dari), false, any_value(dari)
    FROM mart.angka
    WHERE tingkat IN ('provinsi', 'provinsi_kini') AND ukuran IN ('peserta', 'predikat')
    GROUP BY tahun, tingkat, kode HAVING bool_and(batas IS NULL OR batas = 'paling banyak')
),
calon AS (
    SELECT *, row_number() OVER (PARTITION BY tahun, tingkat, kelompok ORDER BY jumlah DESC, kode) AS ke,
        list_position(['melepas', 'setingkat-lagi', 'tanpa-kabar'], kelompok) AS giliran
    FROM alasan
),
-- A province stands once, for the reason in which it comes first; the first of every reason come before the second of any.
tempat AS (
    FROM calon QUALIFY row_number() OVER (PARTITION BY tahun, tingkat, kode ORDER BY ke, giliran) = 1
)
SELECT t.tahun, t.tingkat, row_number() OVER (PARTITION BY t.tahun, t.tingkat ORDER BY t.ke, t.giliran, t.kode)::INTEGER AS urutan,
    t.kode, n.nama, t.kelompok, t.jumlah, t.sekurangnya, t.dari
FROM tempat AS t
JOIN core.nama_lingkup AS n ON n.tingkat = t.tingkat AND n.kode = t.kode
QUALIFY urutan <= 3
ORDER BY t.tahun, t.tingkat, urutan;

COMMENT ON TABLE mart.dorongan IS 'Satu baris per putaran, cara membaca provinsi, dan urutan: provinsi tempat pimpinan dapat mendorong, dengan satu alasan yang terberat di sana.';
COMMENT ON COLUMN mart.dorongan.tahun IS 'Tahun penghargaan.';
COMMENT ON COLUMN mart.dorongan.tingkat IS 'provinsi atau provinsi_kini.';
COMMENT ON COLUMN mart.dorongan.urutan IS '1 sampai 3: yang terbanyak dari setiap alasan dahulu, lalu yang berikutnya.';
COMMENT ON COLUMN mart.dorongan.kode IS 'Kode provinsi; setiap provinsi paling banyak satu kali.';
COMMENT ON COLUMN mart.dorongan.nama IS 'Nama provinsi.';
COMMENT ON COLUMN mart.dorongan.kelompok IS 'Alasannya: melepas (menyandang penghargaan pada putaran sebelumnya), setingkat-lagi (satu predikat di bawahnya), tanpa-kabar (tidak ada nama dan tidak ada jumlah dari provinsi itu).';
COMMENT ON COLUMN mart.dorongan.jumlah IS 'Banyaknya kabupaten/kota dengan alasan itu (mart.kelompok_pendampingan).';
COMMENT ON COLUMN mart.dorongan.sekurangnya IS 'Benar bila jumlahnya batas bawah.';
COMMENT ON COLUMN mart.dorongan.dari IS 'N: banyaknya kabupaten/kota.';
