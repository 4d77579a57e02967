CREATE TABLE mart.keputusan AS
SELECT tahun, perihal, predikat, nomor, utama, tanggal, label, kepastian, sumber_url, catatan
FROM core.keputusan_putaran
ORDER BY tahun, perihal, predikat NULLS FIRST, utama DESC, nomor;

COMMENT ON TABLE mart.keputusan IS 'Satu baris per nomor keputusan menteri yang pernah terbit: keputusan utama setiap putaran, yang lain di sampingnya, dan nomor yang tertulis berbeda di halaman lain.';
COMMENT ON COLUMN mart.keputusan.tahun IS 'Tahun penghargaan (mart.putaran.tahun).';
COMMENT ON COLUMN mart.keputusan.perihal IS 'kabkota: penetapan kabupaten/kota; provinsi: penghargaan bagi provinsi.';
COMMENT ON COLUMN mart.keputusan.predikat IS 'Predikat yang ditetapkan, bila setiap predikat memiliki keputusannya sendiri; kosong bila satu keputusan bagi semuanya atau tidak diketahui.';
COMMENT ON COLUMN mart.keputusan.nomor IS 'Nomor keputusan seperti yang terbit.';
COMMENT ON COLUMN mart.keputusan.utama IS 'Benar bagi nomor yang dipakai mart.putaran.nomor_sk; salah bagi keputusan lain dan bagi nomor lain dari keputusan yang sama.';
COMMENT ON COLUMN mart.keputusan.tanggal IS 'Hari keputusan ditetapkan; kosong bila tidak diketahui atau sumber berbeda.';
COMMENT ON COLUMN mart.keputusan.label IS 'Tahun yang tertulis pada keputusan, lazimnya N−1; kosong bila tidak diketahui.';
COMMENT ON COLUMN mart.keputusan.kepastian IS 'diketahui, atau perkiraan bila hanya satu halaman yang menyebutnya atau halamannya tidak tersimpan.';
COMMENT ON COLUMN mart.keputusan.sumber_url IS 'Halaman yang menyebut nomor itu; kosong bila tidak tersimpan.';
COMMENT ON COLUMN mart.keputusan.catatan IS 'Keterangan.';
