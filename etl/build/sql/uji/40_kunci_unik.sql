-- id: Kunci setiap tabel unik.
-- en: The key of every table is unique.
SELECT 'putaran' AS tabel, tahun::VARCHAR AS kunci FROM mart.putaran GROUP BY tahun HAVING count(*) > 1
UNION ALL SELECT 'wilayah', kode FROM mart.wilayah GROUP BY kode HAVING count(*) > 1
UNION ALL SELECT 'klaim', id FROM mart.klaim GROUP BY id HAVING count(*) > 1
UNION ALL SELECT 'fakta', kunci FROM mart.fakta GROUP BY kunci HAVING count(*) > 1
UNION ALL SELECT 'rekap_provinsi', concat(tahun, ' ', kode_provinsi) FROM mart.rekap_provinsi GROUP BY tahun, kode_provinsi HAVING count(*) > 1
UNION ALL SELECT 'rekap_provinsi_kini', concat(tahun, ' ', kode_provinsi) FROM mart.rekap_provinsi_kini GROUP BY tahun, kode_provinsi HAVING count(*) > 1
UNION ALL SELECT 'rekap_nasional', tahun::VARCHAR FROM mart.rekap_nasional GROUP BY tahun HAVING count(*) > 1
UNION ALL SELECT 'angka', concat_ws(' ', tahun, tingkat, kode, ukuran, predikat) FROM mart.angka GROUP BY tahun, tingkat, kode, ukuran, predikat HAVING count(*) > 1
UNION ALL SELECT 'bagian', concat_ws(' ', tahun, tingkat, kode, keadaan) FROM mart.bagian GROUP BY tahun, tingkat, kode, keadaan HAVING count(*) > 1
UNION ALL SELECT 'perpindahan', concat_ws(' ', tahun_dari, tahun_ke, kode) FROM mart.perpindahan GROUP BY tahun_dari, tahun_ke, kode HAVING count(*) > 1
UNION ALL SELECT 'perubahan', concat_ws(' ', tahun_dari, tahun_ke, tingkat, kode, ukuran, predikat) FROM mart.perubahan GROUP BY tahun_dari, tahun_ke, tingkat, kode, ukuran, predikat HAVING count(*) > 1
UNION ALL SELECT 'arus', concat_ws(' ', tahun_dari, tahun_ke, tingkat, kode, keadaan_dari, keadaan_ke) FROM mart.arus GROUP BY tahun_dari, tahun_ke, tingkat, kode, keadaan_dari, keadaan_ke HAVING count(*) > 1
UNION ALL SELECT 'bertahan', concat_ws(' ', tahun_dari, tahun_ke, tingkat, kode) FROM mart.bertahan GROUP BY tahun_dari, tahun_ke, tingkat, kode HAVING count(*) > 1
UNION ALL SELECT 'cakupan', concat_ws(' ', tahun, tingkat, kode) FROM mart.cakupan GROUP BY tahun, tingkat, kode HAVING count(*) > 1
UNION ALL SELECT 'runtun', concat_ws(' ', program, kode) FROM mart.runtun GROUP BY program, kode HAVING count(*) > 1
UNION ALL SELECT 'pembina', concat_ws(' ', tahun, tingkat, kode) FROM mart.pembina GROUP BY tahun, tingkat, kode HAVING count(*) > 1
UNION ALL SELECT 'capaian_target', concat_ws(' ', tahun, tingkat, kode, target) FROM mart.capaian_target GROUP BY tahun, tingkat, kode, target HAVING count(*) > 1
UNION ALL SELECT 'predikat', kode FROM mart.predikat GROUP BY kode HAVING count(*) > 1
UNION ALL SELECT 'target', concat(tahun, ' ', kode, ' ', penetap, ' ', target_peduli) FROM mart.target GROUP BY tahun, kode, penetap, target_peduli HAVING count(*) > 1
UNION ALL SELECT 'tahapan', concat(tahun, ' ', kode, ' ', tahap) FROM mart.tahapan GROUP BY tahun, kode, tahap HAVING count(*) > 1
UNION ALL SELECT 'jadwal', concat_ws(' ', tahun, kode, tahap, dasar) FROM mart.jadwal GROUP BY tahun, kode, tahap, dasar HAVING count(*) > 1
UNION ALL SELECT 'tempat', concat_ws(' ', tahun, tingkat, kode) FROM mart.tempat GROUP BY tahun, tingkat, kode HAVING count(*) > 1
UNION ALL SELECT 'rekomendasi', concat_ws(' ', tahun, tingkat, kode_tempat, kode) FROM mart.rekomendasi GROUP BY tahun, tingkat, kode_tempat, kode HAVING count(*) > 1
UNION ALL SELECT 'kelompok_pendampingan', concat_ws(' ', tahun, tingkat, kode, kelompok) FROM mart.kelompok_pendampingan GROUP BY tahun, tingkat, kode, kelompok HAVING count(*) > 1
UNION ALL SELECT 'dorongan', concat_ws(' ', tahun, tingkat, kode) FROM mart.dorongan GROUP BY tahun, tingkat, kode HAVING count(*) > 1
UNION ALL SELECT 'riwayat_wilayah', kode FROM mart.riwayat_wilayah GROUP BY kode HAVING count(*) > 1
UNION ALL SELECT 'rata_kriteria', concat_ws(' ', tahun, tingkat, kode, urutan) FROM mart.rata_kriteria GROUP BY tahun, tingkat, kode, urutan HAVING count(*) > 1
UNION ALL SELECT 'profil_hak', concat_ws(' ', tahun, kode) FROM mart.profil_hak GROUP BY tahun, kode HAVING count(*) > 1;
