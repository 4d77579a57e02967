CREATE TABLE mart.ditolak AS
SELECT berkas, baris, id, kode_alasan, kolom, nilai, kalimat, isi FROM raw.ditolak ORDER BY berkas, baris, kode_alasan;

COMMENT ON TABLE mart.ditolak IS 'Satu baris per kesalahan pada baris klaim yang ditolak; isinya disimpan utuh.';
COMMENT ON COLUMN mart.ditolak.berkas IS 'Berkas asal.';
COMMENT ON COLUMN mart.ditolak.baris IS 'Baris pada berkas asal (1 adalah judul).';
COMMENT ON COLUMN mart.ditolak.id IS 'Tanda pengenal klaim pada baris itu.';
COMMENT ON COLUMN mart.ditolak.kode_alasan IS 'Kode alasan yang tetap; daftarnya di docs/klaim.md.';
COMMENT ON COLUMN mart.ditolak.kolom IS 'Kolom yang salah; kosong bila seluruh baris.';
COMMENT ON COLUMN mart.ditolak.nilai IS 'Isi kolom itu.';
COMMENT ON COLUMN mart.ditolak.kalimat IS 'Penjelasan dan yang perlu dilakukan.';
COMMENT ON COLUMN mart.ditolak.isi IS 'Semua isian baris itu seperti aslinya (larik JSON).';

CREATE TABLE mart.berkas AS
FROM raw.berkas
UNION ALL
SELECT label, sha256, ukuran_bita, 'folder data', baris + ditolak, ditolak FROM core.versi_hasil WHERE keadaan = 'terbit'
ORDER BY berkas;

COMMENT ON TABLE mart.berkas IS 'Satu baris per berkas masukan yang dibaca.';
COMMENT ON COLUMN mart.berkas.berkas IS 'Nama berkas; hasil resmi dengan foldernya: hasil/tahun/versi/nama.';
COMMENT ON COLUMN mart.berkas.sha256 IS 'SHA-256 isi berkas.';
COMMENT ON COLUMN mart.berkas.ukuran_bita IS 'Ukuran dalam bita.';
COMMENT ON COLUMN mart.berkas.asal IS 'folder data, atau bawaan program bila folder data tidak memuatnya.';
COMMENT ON COLUMN mart.berkas.baris_dibaca IS 'Banyaknya baris data yang dibaca.';
COMMENT ON COLUMN mart.berkas.baris_ditolak IS 'Banyaknya baris yang ditolak.';
