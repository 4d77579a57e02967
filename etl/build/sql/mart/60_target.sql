CREATE TABLE mart.target AS
SELECT f.tahun, f.tingkat, f.kode, f.angka::INTEGER AS target_peduli, f.butir AS penetap, f.id_klaim, k.tanggal_terbit, k.keyakinan, f.jumlah_sumber
FROM core.fakta AS f
JOIN core.klaim AS k ON k.id = f.id_klaim
WHERE f.ukuran = 'target_peduli'
ORDER BY f.tahun, f.tingkat, f.kode, f.angka, penetap;

COMMENT ON TABLE mart.target IS 'Satu baris per tahun, provinsi atau nasional, penetap, dan angka target; beberapa target dapat berdampingan.';
COMMENT ON COLUMN mart.target.tahun IS 'Tahun penghargaan yang ditargetkan; 2021 tetap ada walaupun penilaiannya ditiadakan.';
COMMENT ON COLUMN mart.target.tingkat IS 'provinsi atau nasional.';
COMMENT ON COLUMN mart.target.kode IS 'Kode provinsi pada tahun itu, atau ID.';
COMMENT ON COLUMN mart.target.target_peduli IS 'Banyaknya kabupaten/kota Peduli HAM yang ditargetkan atau diharapkan.';
COMMENT ON COLUMN mart.target.penetap IS 'Siapa yang menetapkan atau mengharapkannya, dibaca dari catatan klaim (tafsir_catatan.csv); tidak disebut bila tidak jelas.';
COMMENT ON COLUMN mart.target.id_klaim IS 'Klaim terpilih.';
COMMENT ON COLUMN mart.target.tanggal_terbit IS 'Hari terbit halaman klaim terpilih; kosong bila tidak diketahui.';
COMMENT ON COLUMN mart.target.keyakinan IS 'Keyakinan klaim terpilih.';
COMMENT ON COLUMN mart.target.jumlah_sumber IS 'Banyaknya lembaga penerbit yang menyebut target ini.';

CREATE TABLE mart.tahapan AS
SELECT f.tahun, f.tingkat, f.kode, f.butir AS tahap, f.hari AS tanggal, f.id_klaim, f.konflik, k.keyakinan, k.catatan AS penjelasan
FROM core.fakta AS f
JOIN core.klaim AS k ON k.id = f.id_klaim
WHERE f.ukuran = 'tenggat'
ORDER BY f.tahun, f.tingkat, f.kode, f.hari, tahap;

COMMENT ON TABLE mart.tahapan IS 'Satu baris per tahun, provinsi atau nasional, dan tahap: tenggat yang diterbitkan.';
COMMENT ON COLUMN mart.tahapan.tahun IS 'Tahun penghargaan.';
COMMENT ON COLUMN mart.tahapan.tingkat IS 'provinsi atau nasional.';
COMMENT ON COLUMN mart.tahapan.kode IS 'Kode provinsi pada tahun itu, atau ID.';
COMMENT ON COLUMN mart.tahapan.tahap IS 'Tahap, dibaca dari catatan klaim (tafsir_catatan.csv); tidak disebut bila tidak jelas.';
COMMENT ON COLUMN mart.tahapan.tanggal IS 'Hari terakhir tahap itu.';
COMMENT ON COLUMN mart.tahapan.id_klaim IS 'Klaim terpilih.';
COMMENT ON COLUMN mart.tahapan.konflik IS 'Benar bila sumber menyebut tanggal yang berbeda.';
COMMENT ON COLUMN mart.tahapan.keyakinan IS 'Keyakinan klaim terpilih; ambigu bila tanggalnya disimpulkan.';
COMMENT ON COLUMN mart.tahapan.penjelasan IS 'Catatan klaim terpilih.';
