CREATE TABLE mart.aturan_nilai AS
SELECT peraturan, tahun_mulai, tahun_akhir, unsur, kriteria, nilai, kepastian, sumber_url, catatan
FROM core.aturan_nilai
ORDER BY tahun_mulai, peraturan, unsur, kriteria NULLS FIRST;
COMMENT ON TABLE mart.aturan_nilai IS 'Satu baris per peraturan, masa, dan unsur penghitungan skor: cara, bobot, skala, banyaknya indikator, tambahan, nilai tertinggi, potongan; dan apa yang menggantikannya.';
COMMENT ON COLUMN mart.aturan_nilai.peraturan IS 'Peraturan (mart.regulasi.peraturan).';
COMMENT ON COLUMN mart.aturan_nilai.tahun_mulai IS 'Tahun penghargaan pertama yang memakai nilai ini.';
COMMENT ON COLUMN mart.aturan_nilai.tahun_akhir IS 'Tahun penghargaan terakhir; kosong bila masih berlaku.';
COMMENT ON COLUMN mart.aturan_nilai.unsur IS 'Unsur penghitungan: program, cara_skor, cara_kriteria, skala_indikator, jumlah_indikator, jumlah_ dan bobot_ menurut jenis indikator, cara_total (dari nilai murni ke skor akhir), syarat_predikat (tanpanya tidak ada predikat), bonus, bonus_maks, nilai_maks, potongan_yankomas (poin bagi setiap rekomendasi yang belum dijawab), program_berikut (nama program menurut peraturan yang menggantikan), putaran_berikut (putaran sesudahnya yang disiapkan menurut peraturan ini, tanpa penghargaan yang diketahui).';
COMMENT ON COLUMN mart.aturan_nilai.kriteria IS 'Urutan hak (mart.kriteria.urutan) bila unsur ini menyangkut satu hak; kosong bila menyangkut seluruhnya.';
COMMENT ON COLUMN mart.aturan_nilai.nilai IS 'Isi unsur; kosong bila tidak diketahui.';
COMMENT ON COLUMN mart.aturan_nilai.kepastian IS 'diketahui, perkiraan, atau tidak diketahui.';
COMMENT ON COLUMN mart.aturan_nilai.sumber_url IS 'Halaman yang menjadi dasarnya; kosong bila peraturan itu sendiri atau tidak ada.';
COMMENT ON COLUMN mart.aturan_nilai.catatan IS 'Keterangan.';
