-- id: Tidak ada angka yang ditampilkan melebihi banyaknya kabupaten/kota.
-- en: No count shown exceeds the number of regencies and cities.
SELECT tahun, kode_provinsi AS kode FROM mart.rekap_provinsi WHERE greatest(peserta, peduli, cukup, mulai, kurang, direkomendasikan, target_peduli) > jumlah_kabkota
UNION ALL
SELECT tahun, kode_provinsi FROM mart.rekap_provinsi_kini WHERE greatest(peserta, peduli, cukup, mulai, kurang, direkomendasikan, target_peduli) > jumlah_kabkota
UNION ALL
SELECT tahun, 'ID' FROM mart.rekap_nasional WHERE greatest(peserta, peduli, cukup, mulai, kurang, provinsi_pembina) > jumlah_kabkota;
