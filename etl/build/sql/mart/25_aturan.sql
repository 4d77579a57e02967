CREATE TABLE mart.program AS
SELECT p.kode, p.nama, p.nama_en, p.singkatan, min(y.tahun) AS tahun_mulai, max(y.tahun) AS tahun_akhir, p.kepastian, p.sumber_url, p.catatan
FROM core.program AS p
LEFT JOIN core.putaran_urut AS y ON y.program = p.kode AND y.ada_penilaian
GROUP BY ALL
ORDER BY tahun_mulai NULLS LAST, p.kode;
COMMENT ON TABLE mart.program IS 'Satu baris per program penilaian; yang belum memiliki putaran berpenilaian pun disebut.';
COMMENT ON COLUMN mart.program.kode IS 'Kode program.';
COMMENT ON COLUMN mart.program.nama IS 'Nama program.';
COMMENT ON COLUMN mart.program.nama_en IS 'Nama program dalam bahasa Inggris.';
COMMENT ON COLUMN mart.program.singkatan IS 'Singkatan; kosong bila tidak ada.';
COMMENT ON COLUMN mart.program.tahun_mulai IS 'Tahun penghargaan pertama yang dinilai; kosong bila belum ada.';
COMMENT ON COLUMN mart.program.tahun_akhir IS 'Tahun penghargaan terakhir yang dinilai sejauh ini.';
COMMENT ON COLUMN mart.program.kepastian IS 'diketahui, perkiraan, atau tidak diketahui.';
COMMENT ON COLUMN mart.program.sumber_url IS 'Halaman yang menjadi dasarnya; kosong bila tidak ada.';
COMMENT ON COLUMN mart.program.catatan IS 'Keterangan.';

CREATE TABLE mart.predikat AS
SELECT p.kode, p.program, p.nama, p.nama_en, p.tanda, p.urutan, p.penghargaan
FROM core.predikat AS p
JOIN mart.program AS g ON g.kode = p.program
ORDER BY g.tahun_mulai NULLS LAST, p.program, p.urutan;
COMMENT ON TABLE mart.predikat IS 'Satu baris per program dan predikat, yang terbaik lebih dahulu.';
COMMENT ON COLUMN mart.predikat.kode IS 'Kode predikat; klaim menghitungnya sebagai jumlah_<kode>.';
COMMENT ON COLUMN mart.predikat.program IS 'Program (mart.program.kode).';
COMMENT ON COLUMN mart.predikat.nama IS 'Nama predikat.';
COMMENT ON COLUMN mart.predikat.nama_en IS 'Nama predikat dalam bahasa Inggris.';
COMMENT ON COLUMN mart.predikat.tanda IS 'Tanda satu huruf pada peta dan petak.';
COMMENT ON COLUMN mart.predikat.urutan IS 'Urutan dalam programnya dari yang terbaik (1).';
COMMENT ON COLUMN mart.predikat.penghargaan IS 'Benar bagi predikat yang menjadi penghargaan: yang ditargetkan dan dihitung bagi pembina.';

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

CREATE TABLE mart.kanwil AS SELECT * FROM core.kantor ORDER BY tahun_mulai, kode_provinsi;
COMMENT ON TABLE mart.kanwil IS 'Satu baris per masa dan provinsi: kantor wilayah yang mengampunya.';
COMMENT ON COLUMN mart.kanwil.kanwil IS 'Nama kantor wilayah; kosong bila tidak diketahui.';
COMMENT ON COLUMN mart.kanwil.kode IS 'Kode kantor dalam alamat, perintah, dan mart.angka; kosong bila tidak diketahui.';
COMMENT ON COLUMN mart.kanwil.tahun_mulai IS 'Tahun mulai mengampu.';
COMMENT ON COLUMN mart.kanwil.tahun_akhir IS 'Tahun terakhir mengampu; kosong bila masih.';
COMMENT ON COLUMN mart.kanwil.kode_provinsi IS 'Kode provinsi masa kini.';
COMMENT ON COLUMN mart.kanwil.provinsi IS 'Nama provinsi.';
COMMENT ON COLUMN mart.kanwil.kepastian IS 'diketahui, perkiraan, atau tidak diketahui.';
COMMENT ON COLUMN mart.kanwil.sumber_url IS 'Halaman yang menyebutnya; kosong bila tidak tersimpan.';
COMMENT ON COLUMN mart.kanwil.catatan IS 'Keterangan.';
