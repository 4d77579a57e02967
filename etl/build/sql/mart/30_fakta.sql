CREATE TABLE mart.fakta AS
SELECT
    f.kunci, f.tahun, f.tingkat, f.kode,
    coalesce(w.nama, p.provinsi, 'Indonesia') AS nama,
    f.ukuran, nullif(f.butir, 'tidak disebut') AS butir,
    f.nilai, f.id_klaim, f.keyakinan, f.jumlah_klaim, f.jumlah_sumber, f.jumlah_nilai, f.jumlah_mustahil, f.konflik, f.alasan
FROM core.fakta AS f
LEFT JOIN core.wilayah AS w ON f.tingkat = 'kabkota' AND w.kode = f.kode
LEFT JOIN (SELECT DISTINCT kode_provinsi, provinsi FROM core.wilayah) AS p ON f.tingkat = 'provinsi' AND p.kode_provinsi = f.kode
ORDER BY f.tahun, f.tingkat, f.kode, f.ukuran, f.kunci;

COMMENT ON TABLE mart.fakta IS 'Satu baris per fakta (tahun, wilayah, ukuran): nilai yang ditampilkan, klaim yang mendasarinya, dan mengapa klaim itu yang dipilih.';
COMMENT ON COLUMN mart.fakta.kunci IS 'Tanda pengenal fakta; klaim tentang fakta ini membawa kunci yang sama.';
COMMENT ON COLUMN mart.fakta.tahun IS 'Tahun penghargaan.';
COMMENT ON COLUMN mart.fakta.tingkat IS 'kabkota, provinsi, atau nasional.';
COMMENT ON COLUMN mart.fakta.kode IS 'Kode kabupaten/kota masa kini, kode provinsi pada tahun itu, atau ID.';
COMMENT ON COLUMN mart.fakta.nama IS 'Nama wilayah.';
COMMENT ON COLUMN mart.fakta.ukuran IS 'Yang dinyatakan: predikat, skor, jumlah_peduli, target_peduli, dan seterusnya.';
COMMENT ON COLUMN mart.fakta.butir IS 'Rincian yang dibaca dari catatan: jenis skor, penetap target, tahap tenggat, lingkup peringkat; kosong bila tidak disebut.';
COMMENT ON COLUMN mart.fakta.nilai IS 'Nilai yang ditampilkan, seperti tertulis pada klaim terpilih; kosong bila tidak ada klaim yang dapat dipakai.';
COMMENT ON COLUMN mart.fakta.id_klaim IS 'Klaim terpilih; kosong bila tidak ada.';
COMMENT ON COLUMN mart.fakta.keyakinan IS 'Keyakinan klaim terpilih: pasti atau ambigu.';
COMMENT ON COLUMN mart.fakta.jumlah_klaim IS 'Banyaknya klaim tentang fakta ini, tanpa yang dicabut.';
COMMENT ON COLUMN mart.fakta.jumlah_sumber IS 'Banyaknya lembaga penerbit yang berbeda.';
COMMENT ON COLUMN mart.fakta.jumlah_nilai IS 'Banyaknya nilai yang berbeda.';
COMMENT ON COLUMN mart.fakta.jumlah_mustahil IS 'Banyaknya klaim yang mustahil benar (lihat klaim.bendera).';
COMMENT ON COLUMN mart.fakta.konflik IS 'Benar bila sumber berbeda, ada klaim mustahil, atau ada klaim yang kalah oleh daftar lengkap.';
COMMENT ON COLUMN mart.fakta.alasan IS 'Yang menentukan pilihan: satu-satunya-klaim, semua-senilai, golongan-penerbit, keyakinan, jumlah-sumber, halaman-lebih-baru, urutan-tanda-pengenal, daftar-lengkap, lainnya-mustahil, semua-mustahil atau semua-dicabut (tidak ada nilai).';
