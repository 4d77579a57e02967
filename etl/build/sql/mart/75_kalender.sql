-- The parameters of a year. A claim that this warehouse does not hold is no evidence in it: its id is left out.
CREATE TABLE mart.ambang_pembina AS
SELECT a.tahun, a.ambang_persen, a.cara, a.kepastian, k.id AS id_klaim, k.kunci, a.catatan
FROM core.ambang_pembina AS a
LEFT JOIN mart.klaim AS k ON k.id = a.id_klaim
ORDER BY a.tahun;

COMMENT ON TABLE mart.ambang_pembina IS 'Satu baris per tahun penghargaan yang ambangnya diketahui: bagian kabupaten/kota Peduli HAM yang membuat provinsinya dapat dihargai sebagai pembina. Tahun tanpa baris: ambangnya tidak diketahui.';
COMMENT ON COLUMN mart.ambang_pembina.tahun IS 'Tahun penghargaan.';
COMMENT ON COLUMN mart.ambang_pembina.ambang_persen IS 'Ambang dalam persen dari semua kabupaten/kota provinsi.';
COMMENT ON COLUMN mart.ambang_pembina.cara IS 'lebih-dari: tepat sebesar ambang belum cukup; sekurangnya: tepat sebesar ambang sudah cukup.';
COMMENT ON COLUMN mart.ambang_pembina.kepastian IS 'diketahui, atau perkiraan bila sumber berbeda atau tidak lengkap.';
COMMENT ON COLUMN mart.ambang_pembina.id_klaim IS 'Klaim yang menyebut ambang itu; kosong bila tidak ada di gudang ini.';
COMMENT ON COLUMN mart.ambang_pembina.kunci IS 'Fakta yang dibicarakan klaim itu (mart.fakta.kunci).';
COMMENT ON COLUMN mart.ambang_pembina.catatan IS 'Keterangan.';

CREATE TABLE mart.kalender AS
SELECT a.peraturan, a.urutan, a.tahap, a.mulai, a.selesai, a.pelaksana, a.kepastian, k.id AS id_klaim, k.kunci, a.catatan
FROM core.kalender_aturan AS a
LEFT JOIN mart.klaim AS k ON k.id = a.id_klaim
ORDER BY a.peraturan, a.urutan;

COMMENT ON TABLE mart.kalender IS 'Satu baris per peraturan dan tahap: hari yang lazim menurut peraturan itu. Bukan tenggat yang diterbitkan bagi suatu tahun (mart.tahapan).';
COMMENT ON COLUMN mart.kalender.peraturan IS 'Peraturan (mart.putaran.dasar_hukum).';
COMMENT ON COLUMN mart.kalender.urutan IS 'Urutan tahap dalam setahun.';
COMMENT ON COLUMN mart.kalender.tahap IS 'Tahap, dengan nama yang sama seperti pada mart.tahapan.';
COMMENT ON COLUMN mart.kalender.mulai IS 'Hari pertama, bulan-hari (BB-HH); kosong bila tidak diketahui.';
COMMENT ON COLUMN mart.kalender.selesai IS 'Hari terakhir, bulan-hari (BB-HH); kosong bila tidak diketahui.';
COMMENT ON COLUMN mart.kalender.pelaksana IS 'Siapa yang mengerjakannya.';
COMMENT ON COLUMN mart.kalender.kepastian IS 'diketahui, atau perkiraan bila hari atau bulannya hanya kira-kira.';
COMMENT ON COLUMN mart.kalender.id_klaim IS 'Klaim yang menyebut hari itu bagi satu tahun; kosong bila tidak ada di gudang ini.';
COMMENT ON COLUMN mart.kalender.kunci IS 'Fakta yang dibicarakan klaim itu (mart.fakta.kunci).';
COMMENT ON COLUMN mart.kalender.catatan IS 'Keterangan.';

CREATE TABLE mart.zona_waktu AS
SELECT z.kode_provinsi, w.provinsi, z.zona, z.dasar
FROM core.zona_waktu AS z
JOIN (SELECT DISTINCT kode_provinsi, provinsi FROM core.wilayah) AS w USING (kode_provinsi)
ORDER BY z.kode_provinsi;

COMMENT ON TABLE mart.zona_waktu IS 'Satu baris per provinsi: zona waktunya. Tenggat berakhir pukul 24.00 waktu setempat.';
COMMENT ON COLUMN mart.zona_waktu.kode_provinsi IS 'Kode provinsi masa kini.';
COMMENT ON COLUMN mart.zona_waktu.provinsi IS 'Nama provinsi.';
COMMENT ON COLUMN mart.zona_waktu.zona IS 'WIB (UTC+7), WITA (UTC+8), atau WIT (UTC+9).';
COMMENT ON COLUMN mart.zona_waktu.dasar IS 'Dasar penetapan zona.';
