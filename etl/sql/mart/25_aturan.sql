CREATE TABLE mart.predikat AS SELECT nama, urutan FROM core.predikat ORDER BY urutan;
COMMENT ON TABLE mart.predikat IS 'Satu baris per predikat dari semua peraturan, yang terbaik lebih dahulu.';
COMMENT ON COLUMN mart.predikat.nama IS 'Nama predikat.';
COMMENT ON COLUMN mart.predikat.urutan IS 'Urutan dari yang terbaik (1).';

CREATE TABLE mart.regulasi AS SELECT * FROM core.regulasi ORDER BY tahun_mulai, nilai_maks DESC NULLS LAST, predikat;
COMMENT ON TABLE mart.regulasi IS 'Satu baris per peraturan dan predikat: masa berlaku dan rentang nilainya.';
COMMENT ON COLUMN mart.regulasi.peraturan IS 'Peraturan.';
COMMENT ON COLUMN mart.regulasi.tahun_mulai IS 'Tahun penghargaan pertama di bawah peraturan ini.';
COMMENT ON COLUMN mart.regulasi.tahun_akhir IS 'Tahun penghargaan terakhir; kosong bila masih berlaku.';
COMMENT ON COLUMN mart.regulasi.jumlah_kriteria IS 'Banyaknya hak (kriteria).';
COMMENT ON COLUMN mart.regulasi.jumlah_indikator IS 'Banyaknya indikator.';
COMMENT ON COLUMN mart.regulasi.predikat IS 'Predikat yang dipakai peraturan ini.';
COMMENT ON COLUMN mart.regulasi.nilai_min IS 'Nilai terkecil predikat ini (termasuk); kosong bila tidak diketahui.';
COMMENT ON COLUMN mart.regulasi.nilai_maks IS 'Batas atas (tidak termasuk, kecuali 100); kosong bila tidak diketahui.';
COMMENT ON COLUMN mart.regulasi.kepastian IS 'diketahui, perkiraan, atau tidak diketahui.';
COMMENT ON COLUMN mart.regulasi.catatan IS 'Keterangan.';

CREATE TABLE mart.kriteria AS SELECT * FROM core.kriteria ORDER BY peraturan, urutan;
COMMENT ON TABLE mart.kriteria IS 'Satu baris per peraturan dan hak (kriteria) yang dinilai.';
COMMENT ON COLUMN mart.kriteria.peraturan IS 'Peraturan.';
COMMENT ON COLUMN mart.kriteria.urutan IS 'Urutan dalam peraturan.';
COMMENT ON COLUMN mart.kriteria.kriteria IS 'Hak yang dinilai.';

CREATE TABLE mart.kanwil AS SELECT * FROM core.kanwil ORDER BY tahun_mulai, kode_provinsi;
COMMENT ON TABLE mart.kanwil IS 'Satu baris per masa dan provinsi: kantor wilayah yang mengampunya.';
COMMENT ON COLUMN mart.kanwil.kanwil IS 'Nama kantor wilayah; kosong bila tidak diketahui.';
COMMENT ON COLUMN mart.kanwil.tahun_mulai IS 'Tahun mulai mengampu.';
COMMENT ON COLUMN mart.kanwil.tahun_akhir IS 'Tahun terakhir mengampu; kosong bila masih.';
COMMENT ON COLUMN mart.kanwil.kode_provinsi IS 'Kode provinsi masa kini.';
COMMENT ON COLUMN mart.kanwil.provinsi IS 'Nama provinsi.';
COMMENT ON COLUMN mart.kanwil.kepastian IS 'diketahui, perkiraan, atau tidak diketahui.';
COMMENT ON COLUMN mart.kanwil.sumber_url IS 'Halaman yang menyebutnya; kosong bila tidak tersimpan.';
COMMENT ON COLUMN mart.kanwil.catatan IS 'Keterangan.';
