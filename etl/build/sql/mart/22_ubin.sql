CREATE TABLE mart.ubin_kabkota AS
SELECT u.kode, u.kolom, u.baris
FROM core.ubin_kabkota AS u
JOIN core.wilayah AS w USING (kode)
ORDER BY u.kode;

COMMENT ON TABLE mart.ubin_kabkota IS 'Satu baris per kabupaten/kota: tempatnya pada peta ubin, yang setiap wilayahnya sama besar.';
COMMENT ON COLUMN mart.ubin_kabkota.kode IS 'Kode Kemendagri masa kini.';
COMMENT ON COLUMN mart.ubin_kabkota.kolom IS 'Kolom ubin dari barat, mulai 0; kolom yang tidak terisi adalah laut.';
COMMENT ON COLUMN mart.ubin_kabkota.baris IS 'Baris ubin dari utara, mulai 0.';

CREATE TABLE mart.ubin_provinsi AS
SELECT u.susunan, u.kode_provinsi, u.iso, u.kolom, u.baris
FROM core.ubin_provinsi AS u
ORDER BY u.susunan, u.kode_provinsi;

COMMENT ON TABLE mart.ubin_provinsi IS 'Satu baris per susunan provinsi dan provinsi: tempatnya pada peta ubin provinsi.';
COMMENT ON COLUMN mart.ubin_provinsi.susunan IS 'kini (38 provinsi) atau 2020 (34 provinsi, sampai putaran 2022).';
COMMENT ON COLUMN mart.ubin_provinsi.kode_provinsi IS 'Kode provinsi pada susunan itu.';
COMMENT ON COLUMN mart.ubin_provinsi.iso IS 'Dua huruf provinsi menurut ISO 3166-2:ID, tertulis pada ubinnya.';
COMMENT ON COLUMN mart.ubin_provinsi.kolom IS 'Kolom ubin dari barat, mulai 0.';
COMMENT ON COLUMN mart.ubin_provinsi.baris IS 'Baris ubin dari utara, mulai 0.';
