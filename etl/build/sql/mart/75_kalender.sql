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

-- Every known day of a step. A usual day speaks only of other years, so a day published for the year itself comes before it:
-- by a claim, by the round's own announcement, or written in its decree.
CREATE TABLE mart.jadwal AS
WITH terbit AS (
    SELECT s.tahun, s.tingkat, s.kode, s.tahap, NULL::DATE AS mulai, s.tanggal AS selesai,
        if(s.tingkat = 'provinsi', 'kanwil', 'nasional') AS dasar,
        k.penerbit AS siapa, s.id_klaim, k.kunci, k.sumber_url, k.tanggal_terbit, s.keyakinan, s.konflik, s.penjelasan
    FROM mart.tahapan AS s
    JOIN mart.klaim AS k ON k.id = s.id_klaim
),
putaran AS (
    SELECT tahun, 'pengumuman' AS tahap, tanggal_pengumuman AS selesai, 'diketahui' AS kepastian, NULL AS sumber_url, keterangan AS penjelasan
    FROM mart.putaran WHERE tanggal_pengumuman IS NOT NULL
    UNION ALL BY NAME
    SELECT tahun, 'penetapan keputusan menteri' AS tahap, tanggal AS selesai, kepastian, sumber_url, nomor AS penjelasan
    FROM mart.keputusan WHERE perihal = 'kabkota' AND utama AND tanggal IS NOT NULL
),
tercatat AS (
    SELECT p.*, 'nasional' AS tingkat, 'ID' AS kode, 'nasional' AS dasar
    FROM putaran AS p
    WHERE NOT EXISTS (FROM terbit AS t WHERE t.tahun = p.tahun AND t.tahap = p.tahap AND t.tingkat = 'nasional')
),
lazim AS (
    SELECT p.tahun, 'nasional' AS tingkat, 'ID' AS kode, c.tahap, (p.tahun || '-' || c.mulai)::DATE AS mulai,
        (p.tahun || '-' || c.selesai)::DATE AS selesai, 'lazim' AS dasar, c.pelaksana AS siapa, c.id_klaim, c.kunci, k.sumber_url,
        k.tanggal_terbit, c.kepastian, c.catatan AS penjelasan
    FROM mart.putaran AS p
    JOIN mart.kalender AS c ON c.peraturan = p.dasar_hukum
    LEFT JOIN mart.klaim AS k ON k.id = c.id_klaim
    WHERE p.ada_penilaian
)
SELECT tahun, tingkat, kode, tahap, mulai, selesai, dasar, siapa, keyakinan, kepastian, coalesce(konflik, false) AS konflik, penjelasan,
    id_klaim, kunci, sumber_url, tanggal_terbit
FROM (FROM terbit UNION ALL BY NAME FROM tercatat UNION ALL BY NAME FROM lazim)
ORDER BY tahun, coalesce(selesai, mulai), mulai NULLS FIRST, tahap, dasar, kode;

COMMENT ON TABLE mart.jadwal IS 'Satu baris per tahun, tahap, tempat, dan dasar: setiap hari yang diketahui bagi sebuah tahap, yang terbit bagi tahun itu dan yang lazim menurut peraturannya.';
COMMENT ON COLUMN mart.jadwal.tahun IS 'Tahun penghargaan.';
COMMENT ON COLUMN mart.jadwal.tingkat IS 'provinsi atau nasional.';
COMMENT ON COLUMN mart.jadwal.kode IS 'Kode provinsi pada tahun itu, atau ID.';
COMMENT ON COLUMN mart.jadwal.tahap IS 'Tahap, dengan nama yang sama seperti pada mart.tahapan.';
COMMENT ON COLUMN mart.jadwal.mulai IS 'Hari pertama; kosong bila tidak diketahui.';
COMMENT ON COLUMN mart.jadwal.selesai IS 'Hari terakhir; kosong bila tidak diketahui.';
COMMENT ON COLUMN mart.jadwal.dasar IS 'kanwil: terbit bagi provinsi itu; nasional: terbit bagi semuanya, atau tercatat pada putaran (pengumuman) dan keputusannya; lazim: hari menurut mart.kalender, yang tidak terbit bagi tahun ini. Yang lebih dahulu disebut lebih kuat.';
COMMENT ON COLUMN mart.jadwal.siapa IS 'Penerbit klaimnya; bagi yang lazim, siapa yang mengerjakan tahap itu; kosong bagi yang tercatat pada putaran atau keputusannya.';
COMMENT ON COLUMN mart.jadwal.keyakinan IS 'Keyakinan klaim yang menyebut hari itu bagi tahun ini; kosong bila tidak ada klaim demikian.';
COMMENT ON COLUMN mart.jadwal.kepastian IS 'Bagi hari dari data rujukan: diketahui atau perkiraan; kosong bagi klaim.';
COMMENT ON COLUMN mart.jadwal.konflik IS 'Benar bila sumber menyebut tanggal yang berbeda.';
COMMENT ON COLUMN mart.jadwal.penjelasan IS 'Catatan klaim atau data rujukannya; nomor keputusan bagi penetapannya.';
COMMENT ON COLUMN mart.jadwal.id_klaim IS 'Klaim yang menyebut hari itu; bagi yang lazim, bagi satu tahun lain.';
COMMENT ON COLUMN mart.jadwal.kunci IS 'Fakta yang dibicarakan klaim itu (mart.fakta.kunci).';
COMMENT ON COLUMN mart.jadwal.sumber_url IS 'Halaman yang menyebutnya; kosong bila tidak tersimpan.';
COMMENT ON COLUMN mart.jadwal.tanggal_terbit IS 'Hari terbit halaman itu; kosong bila tidak diketahui.';
