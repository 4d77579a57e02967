-- What the public file tells of the versions before it; written when the file stands aside (etl/build/versions/tables.py).
CREATE OR REPLACE TABLE mart.riwayat_versi (
    nomor INTEGER, versi VARCHAR, terbit_pada TIMESTAMPTZ, dibangun_pada TIMESTAMPTZ, sidik VARCHAR, sebab VARCHAR,
    dibanding VARCHAR, jumlah_perubahan INTEGER, ditutup_pada TIMESTAMPTZ, ditutup_alasan VARCHAR
);
CREATE OR REPLACE TABLE mart.perubahan_versi (
    nomor INTEGER, versi VARCHAR, jenis VARCHAR, tahun INTEGER, tingkat VARCHAR, kode VARCHAR, nama VARCHAR, ukuran VARCHAR,
    sebelum VARCHAR, sesudah VARCHAR, id_klaim VARCHAR
);
COMMENT ON TABLE mart.riwayat_versi IS 'Satu baris per versi terbit, yang terlama lebih dahulu, sampai dengan versi ini. Hanya di publik.duckdb.';
COMMENT ON COLUMN mart.riwayat_versi.nomor IS 'Urutan terbit, mulai dari 1.';
COMMENT ON COLUMN mart.riwayat_versi.versi IS 'Nama versi: hari pembangunan isinya (WIB) dan sidiknya; isi yang kembali memakai nama semula.';
COMMENT ON COLUMN mart.riwayat_versi.terbit_pada IS 'Waktu versi ini menggantikan yang sebelumnya.';
COMMENT ON COLUMN mart.riwayat_versi.dibangun_pada IS 'Waktu isinya pertama kali dibangun (mart.versi.dibangun_pada).';
COMMENT ON COLUMN mart.riwayat_versi.sidik IS 'Sidik isinya (mart.versi.sidik).';
COMMENT ON COLUMN mart.riwayat_versi.sebab IS 'Mengapa versi ini ada: larik JSON berisi jenis, tahun, isi, dan hal; jenisnya diterangkan di docs/versi.md.';
COMMENT ON COLUMN mart.riwayat_versi.dibanding IS 'Versi yang menjadi pembanding perubahan_versi; kosong bila tidak ada (versi pertama, versi yang ditutup).';
COMMENT ON COLUMN mart.riwayat_versi.jumlah_perubahan IS 'Banyaknya baris di mart.perubahan_versi; kosong bila tidak dibandingkan.';
COMMENT ON COLUMN mart.riwayat_versi.ditutup_pada IS 'Waktu versi ini ditutup bagi pembaca; kosong bila terbuka.';
COMMENT ON COLUMN mart.riwayat_versi.ditutup_alasan IS 'Mengapa ditutup; kosong bila terbuka.';
COMMENT ON TABLE mart.perubahan_versi IS 'Satu baris per perubahan yang dibawa sebuah versi, dibandingkan dengan riwayat_versi.dibanding. Hanya di publik.duckdb.';
COMMENT ON COLUMN mart.perubahan_versi.nomor IS 'Versi yang membawanya (riwayat_versi.nomor).';
COMMENT ON COLUMN mart.perubahan_versi.versi IS 'Nama versi itu.';
COMMENT ON COLUMN mart.perubahan_versi.jenis IS 'hasil, jumlah, target, tenggat, klaim, versi-hasil, berkas, atau tabel (tabel lain yang isinya berbeda).';
COMMENT ON COLUMN mart.perubahan_versi.tahun IS 'Tahun penghargaan; kosong bila bukan tentang satu tahun.';
COMMENT ON COLUMN mart.perubahan_versi.tingkat IS 'kabkota, provinsi, atau nasional; kosong bila bukan tentang wilayah.';
COMMENT ON COLUMN mart.perubahan_versi.kode IS 'Kode wilayah seperti di tabel asalnya; kosong bila bukan tentang wilayah.';
COMMENT ON COLUMN mart.perubahan_versi.nama IS 'Nama wilayah; atau penetap, tahap, nomor versi hasil, berkas, atau tabel menurut jenisnya.';
COMMENT ON COLUMN mart.perubahan_versi.ukuran IS 'Yang berubah: nama kolomnya di tabel asal; baris bagi tabel.';
COMMENT ON COLUMN mart.perubahan_versi.sebelum IS 'Nilai sebelumnya; kosong bila belum ada.';
COMMENT ON COLUMN mart.perubahan_versi.sesudah IS 'Nilai sesudahnya; kosong bila tidak ada lagi.';
COMMENT ON COLUMN mart.perubahan_versi.id_klaim IS 'Klaim yang mendasari nilai sesudahnya (atau sebelumnya bila dihapus); kosong bila tidak ada.';
