-- bendera di-luar-daftar-lengkap: Klaim ambigu tentang wilayah yang tidak ada pada daftar lengkap provinsinya.
CREATE TABLE mart.klaim AS
SELECT
    k.id, k.tahun, k.tingkat, k.kode, k.nama, k.ukuran, k.nilai, k.sumber_url, k.penerbit, k.tanggal_terbit, k.keyakinan, k.catatan,
    coalesce(f.id_klaim = k.id, false) AS terpilih,
    k.golongan, k.lembaga,
    nullif(k.butir, 'tidak disebut') AS butir,
    coalesce(k.bendera, CASE WHEN d.id IS NOT NULL THEN 'di-luar-daftar-lengkap' END) AS bendera,
    k.kunci, k.berkas, k.baris, k.nilai_semula, k.koreksi_alasan, k.koreksi_sumber, k.koreksi_pada
FROM core.klaim AS k
JOIN core.fakta AS f USING (kunci)
LEFT JOIN core.kalah_daftar AS d ON d.id = k.id
ORDER BY k.tahun, k.tingkat, k.kode, k.ukuran, k.id;

COMMENT ON TABLE mart.klaim IS 'Satu baris per klaim terbit yang diterima: semua klaim tetap ada, juga yang tidak dipilih.';
COMMENT ON COLUMN mart.klaim.id IS 'Tanda pengenal klaim.';
COMMENT ON COLUMN mart.klaim.tahun IS 'Tahun penghargaan yang dibicarakan.';
COMMENT ON COLUMN mart.klaim.tingkat IS 'kabkota, provinsi, atau nasional.';
COMMENT ON COLUMN mart.klaim.kode IS 'Kode kabupaten/kota masa kini, kode provinsi pada tahun itu, atau ID.';
COMMENT ON COLUMN mart.klaim.nama IS 'Nama wilayah menurut klaim.';
COMMENT ON COLUMN mart.klaim.ukuran IS 'Yang dinyatakan.';
COMMENT ON COLUMN mart.klaim.nilai IS 'Nilai seperti tertulis; bila dikoreksi, nilai sesudah koreksi.';
COMMENT ON COLUMN mart.klaim.sumber_url IS 'Alamat halaman; kosong bila tidak tersimpan.';
COMMENT ON COLUMN mart.klaim.penerbit IS 'Nama penerbit.';
COMMENT ON COLUMN mart.klaim.tanggal_terbit IS 'Hari terbit; kosong bila tidak diketahui.';
COMMENT ON COLUMN mart.klaim.keyakinan IS 'pasti, atau ambigu bila tahun, wilayah, atau tingkatnya disimpulkan.';
COMMENT ON COLUMN mart.klaim.catatan IS 'Catatan pengumpul.';
COMMENT ON COLUMN mart.klaim.terpilih IS 'Benar bila nilai yang ditampilkan bersandar pada klaim ini.';
COMMENT ON COLUMN mart.klaim.golongan IS 'Golongan penerbit: hasil resmi, kementerian, pemerintah daerah, atau pers (golongan.csv, penerbit.csv).';
COMMENT ON COLUMN mart.klaim.lembaga IS 'Lembaga di balik penerbit; beberapa nama penerbit dapat berarti satu lembaga.';
COMMENT ON COLUMN mart.klaim.butir IS 'Rincian yang dibaca dari catatan: jenis skor, penetap, tahap, atau lingkup peringkat.';
COMMENT ON COLUMN mart.klaim.bendera IS 'Mengapa klaim ini tidak dapat dipakai: melebihi-jumlah-kabkota, berbeda-dari-jumlah-kabkota, skor-di-luar-rentang, predikat-tidak-berlaku, wilayah-belum-dibentuk, provinsi-belum-dibentuk, tidak-ikut-menurut-hasil-resmi, di-luar-daftar-lengkap, dicabut; kosong bila dapat.';
COMMENT ON COLUMN mart.klaim.kunci IS 'Fakta yang dibicarakan (mart.fakta.kunci).';
COMMENT ON COLUMN mart.klaim.berkas IS 'Berkas asal.';
COMMENT ON COLUMN mart.klaim.baris IS 'Baris pada berkas asal (1 adalah judul).';
COMMENT ON COLUMN mart.klaim.nilai_semula IS 'Nilai yang tertulis pada sumbernya bila nilainya dikoreksi; kosong bila tidak.';
COMMENT ON COLUMN mart.klaim.koreksi_alasan IS 'Mengapa klaim ini dikoreksi atau dicabut; kosong bila tidak.';
COMMENT ON COLUMN mart.klaim.koreksi_sumber IS 'Alamat halaman yang menjadi dasar koreksi; kosong bila tidak ada.';
COMMENT ON COLUMN mart.klaim.koreksi_pada IS 'Hari koreksi disetujui (WIB); kosong bila tidak dikoreksi.';
