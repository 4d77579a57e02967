CREATE TABLE mart.wilayah AS
SELECT
    w.kode, w.nama, w.jenis, w.kode_provinsi, w.provinsi, w.kode_2020, w.kode_provinsi_2020, w.kode_bps_2020,
    w.administratif, w.nama_lain, w.sejak_tahun,
    (
        SELECT string_agg(n.panggilan, '; ' ORDER BY n.panggilan)
        FROM core.nama_panggilan AS n
        WHERE n.kode = w.kode AND n.nama = w.nama
    ) AS nama_panggilan
FROM core.wilayah AS w
ORDER BY w.kode;

COMMENT ON TABLE mart.wilayah IS 'Satu baris per kabupaten/kota menurut susunan wilayah masa kini (514).';
COMMENT ON COLUMN mart.wilayah.kode IS 'Kode Kemendagri masa kini, misalnya 93.01.';
COMMENT ON COLUMN mart.wilayah.nama IS 'Nama lengkap masa kini, diawali Kabupaten atau Kota.';
COMMENT ON COLUMN mart.wilayah.jenis IS 'kabupaten atau kota.';
COMMENT ON COLUMN mart.wilayah.kode_provinsi IS 'Kode provinsi masa kini (38 provinsi).';
COMMENT ON COLUMN mart.wilayah.provinsi IS 'Nama provinsi masa kini.';
COMMENT ON COLUMN mart.wilayah.kode_2020 IS 'Kode Kemendagri sebelum pemekaran Papua dan Papua Barat tahun 2022.';
COMMENT ON COLUMN mart.wilayah.kode_provinsi_2020 IS 'Kode provinsi sebelum pemekaran itu (34 provinsi).';
COMMENT ON COLUMN mart.wilayah.kode_bps_2020 IS 'Kode Badan Pusat Statistik tahun 2020.';
COMMENT ON COLUMN mart.wilayah.administratif IS 'Benar bagi enam wilayah administratif di DKI Jakarta.';
COMMENT ON COLUMN mart.wilayah.nama_lain IS 'Nama dahulu atau nama pendek resmi, dengan tahun terakhir dipakai.';
COMMENT ON COLUMN mart.wilayah.sejak_tahun IS 'Tahun pembentukan bila 2012 atau sesudahnya; kosong bila lebih tua.';
COMMENT ON COLUMN mart.wilayah.nama_panggilan IS 'Singkatan yang lazim dalam daftar (OKU, Pangkep), dipisahkan titik koma; hanya untuk pencarian.';
