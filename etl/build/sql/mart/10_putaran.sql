CREATE TABLE mart.putaran AS
SELECT
    p.tahun, p.tahun_capaian, p.dasar_hukum, p.ada_penilaian, p.tanggal_pengumuman, p.nomor_sk, p.label_sk, p.keterangan,
    p.tahun_pembanding, p.ganti_aturan, p.program, p.ganti_program, k.kepastian AS kepastian_sk, k.sumber_url AS sumber_sk
FROM core.putaran_urut AS p
LEFT JOIN core.keputusan_putaran AS k ON k.tahun = p.tahun AND k.utama
ORDER BY p.tahun;

COMMENT ON TABLE mart.putaran IS 'Satu baris per tahun penghargaan, termasuk tahun tanpa penilaian (2021).';
COMMENT ON COLUMN mart.putaran.tahun IS 'Tahun penghargaan (N): hasil diserahkan sekitar 10 Desember tahun ini.';
COMMENT ON COLUMN mart.putaran.tahun_capaian IS 'Tahun kinerja yang dinilai (N−1); kosong bila tidak ada penilaian.';
COMMENT ON COLUMN mart.putaran.dasar_hukum IS 'Peraturan yang berlaku pada tahun itu.';
COMMENT ON COLUMN mart.putaran.ada_penilaian IS 'Apakah ada penilaian. Tahun tanpa penilaian bukan nol dan bukan data hilang.';
COMMENT ON COLUMN mart.putaran.tanggal_pengumuman IS 'Hari pengumuman; kosong bila tidak diketahui.';
COMMENT ON COLUMN mart.putaran.nomor_sk IS 'Nomor keputusan menteri yang utama; kosong bila tidak diketahui. Semua nomor yang pernah terbit: mart.keputusan.';
COMMENT ON COLUMN mart.putaran.label_sk IS 'Tahun yang tertulis pada keputusan, lazimnya N−1; kosong bila tidak diketahui.';
COMMENT ON COLUMN mart.putaran.keterangan IS 'Tempat pengumuman atau sebab tidak ada penilaian.';
COMMENT ON COLUMN mart.putaran.tahun_pembanding IS 'Tahun berpenilaian sebelumnya dalam program yang sama (2022 dibandingkan dengan 2020); kosong pada putaran pertama sebuah program dan pada tahun tanpa penilaian.';
COMMENT ON COLUMN mart.putaran.ganti_aturan IS 'Benar bila peraturan berbeda dari putaran berpenilaian sebelumnya, sehingga perbandingan perlu hati-hati.';
COMMENT ON COLUMN mart.putaran.program IS 'Program (mart.program.kode) menurut peraturannya.';
COMMENT ON COLUMN mart.putaran.ganti_program IS 'Benar bila putaran berpenilaian sebelumnya milik program lain; tidak ada yang dibandingkan melewatinya.';
COMMENT ON COLUMN mart.putaran.kepastian_sk IS 'Kepastian nomor_sk: diketahui, atau perkiraan bila hanya satu halaman yang menyebutnya atau halamannya tidak tersimpan; kosong bila tidak dicatat.';
COMMENT ON COLUMN mart.putaran.sumber_sk IS 'Halaman yang menyebut nomor_sk; kosong bila tidak tersimpan.';
