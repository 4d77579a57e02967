-- Published official results: versions, what each region's row says, and the detail. Drafts are in none of these tables.
CREATE TABLE mart.versi_hasil AS
SELECT tahun, versi, keadaan, diterbitkan_pada, berakhir_pada, alasan, berkas, sha256, baris, ditolak
FROM core.versi_hasil
ORDER BY tahun, versi;

COMMENT ON TABLE mart.versi_hasil IS 'Satu baris per versi hasil resmi yang pernah terbit. Draf dan hasil yang baru dijadwalkan tidak ada di sini.';
COMMENT ON COLUMN mart.versi_hasil.tahun IS 'Tahun penghargaan.';
COMMENT ON COLUMN mart.versi_hasil.versi IS 'Nomor versi dalam tahun itu.';
COMMENT ON COLUMN mart.versi_hasil.keadaan IS 'terbit (berlaku bagi paling sedikit satu kabupaten/kota), digantikan, atau ditarik.';
COMMENT ON COLUMN mart.versi_hasil.diterbitkan_pada IS 'Waktu terakhir kali versi ini mulai berlaku.';
COMMENT ON COLUMN mart.versi_hasil.berakhir_pada IS 'Waktu digantikan atau ditarik; kosong bila berlaku.';
COMMENT ON COLUMN mart.versi_hasil.alasan IS 'Alasan yang disebut untuk keputusan yang membawanya ke keadaan ini; kosong bila tidak ada, atau bila digantikan lalu ditarik.';
COMMENT ON COLUMN mart.versi_hasil.berkas IS 'Nama berkas yang dimuat; kosong, seperti kolom tentang berkas lainnya, bila hasilnya ditarik.';
COMMENT ON COLUMN mart.versi_hasil.sha256 IS 'SHA-256 isi berkas itu.';
COMMENT ON COLUMN mart.versi_hasil.baris IS 'Banyaknya kabupaten/kota yang diterima dari berkas itu.';
COMMENT ON COLUMN mart.versi_hasil.ditolak IS 'Banyaknya baris yang ditolak.';

CREATE TABLE mart.hasil_resmi AS
SELECT tahun, kode, versi, predikat, skor, skor_murni, skor_total, bonus, partisipasi, rekomendasi, lembar, baris
FROM core.hasil_resmi
ORDER BY tahun, kode;

COMMENT ON TABLE mart.hasil_resmi IS 'Satu baris per tahun dan kabupaten/kota yang hasil resminya berlaku: isi berkas seperti dimuat, dari versi terbit yang terbaru yang menyebutnya.';
COMMENT ON COLUMN mart.hasil_resmi.tahun IS 'Tahun penghargaan.';
COMMENT ON COLUMN mart.hasil_resmi.kode IS 'Kode Kemendagri masa kini.';
COMMENT ON COLUMN mart.hasil_resmi.versi IS 'Versi yang berlaku bagi wilayah itu (mart.versi_hasil).';
COMMENT ON COLUMN mart.hasil_resmi.predikat IS 'Predikat; kosong bila berkas tidak menyebutnya.';
COMMENT ON COLUMN mart.hasil_resmi.skor IS 'Skor yang jenisnya tidak disebut berkas.';
COMMENT ON COLUMN mart.hasil_resmi.skor_murni IS 'Nilai murni, tanpa tambahan Aksi HAM.';
COMMENT ON COLUMN mart.hasil_resmi.skor_total IS 'Nilai dengan tambahan Aksi HAM; paling tinggi 100.';
COMMENT ON COLUMN mart.hasil_resmi.bonus IS 'Tambahan Aksi HAM.';
COMMENT ON COLUMN mart.hasil_resmi.partisipasi IS 'ya, tidak, atau kosong bila berkas tidak menyebutnya. Predikat atau skor berarti ya.';
COMMENT ON COLUMN mart.hasil_resmi.rekomendasi IS 'ya, tidak, atau kosong bila berkas tidak menyebutnya.';
COMMENT ON COLUMN mart.hasil_resmi.lembar IS 'Lembar dalam berkas.';
COMMENT ON COLUMN mart.hasil_resmi.baris IS 'Baris pada lembar itu.';

CREATE TABLE mart.skor_kriteria AS
SELECT d.tahun, d.kode, d.kriteria AS urutan, k.kriteria, d.skor, d.versi
FROM core.rincian_resmi AS d
JOIN core.putaran_urut AS p USING (tahun)
LEFT JOIN core.kriteria AS k ON k.peraturan = p.dasar_hukum AND k.urutan = d.kriteria
WHERE d.indikator IS NULL
ORDER BY d.tahun, d.kode, d.kriteria;

COMMENT ON TABLE mart.skor_kriteria IS 'Satu baris per tahun, kabupaten/kota, dan hak (kriteria) yang skornya ada dalam hasil resmi yang berlaku.';
COMMENT ON COLUMN mart.skor_kriteria.tahun IS 'Tahun penghargaan.';
COMMENT ON COLUMN mart.skor_kriteria.kode IS 'Kode Kemendagri masa kini.';
COMMENT ON COLUMN mart.skor_kriteria.urutan IS 'Urutan hak menurut peraturan tahun itu (mart.kriteria.urutan).';
COMMENT ON COLUMN mart.skor_kriteria.kriteria IS 'Hak yang dinilai.';
COMMENT ON COLUMN mart.skor_kriteria.skor IS 'Skor hak itu, 0 sampai 100.';
COMMENT ON COLUMN mart.skor_kriteria.versi IS 'Versi yang berlaku (mart.versi_hasil).';

CREATE TABLE mart.skor_indikator AS
SELECT tahun, kode, kriteria AS urutan, indikator, skor, versi
FROM core.rincian_resmi
WHERE indikator IS NOT NULL
ORDER BY tahun, kode, kriteria, indikator;

COMMENT ON TABLE mart.skor_indikator IS 'Satu baris per tahun, kabupaten/kota, hak, dan indikator yang nilainya ada dalam hasil resmi yang berlaku.';
COMMENT ON COLUMN mart.skor_indikator.tahun IS 'Tahun penghargaan.';
COMMENT ON COLUMN mart.skor_indikator.kode IS 'Kode Kemendagri masa kini.';
COMMENT ON COLUMN mart.skor_indikator.urutan IS 'Urutan hak menurut peraturan tahun itu (mart.kriteria.urutan).';
COMMENT ON COLUMN mart.skor_indikator.indikator IS 'Nomor indikator dalam hak itu.';
COMMENT ON COLUMN mart.skor_indikator.skor IS 'Nilai indikator menurut skala peraturan tahun itu.';
COMMENT ON COLUMN mart.skor_indikator.versi IS 'Versi yang berlaku (mart.versi_hasil).';
