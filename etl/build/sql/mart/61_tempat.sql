-- Which place is read how in which year: its provinces, its N, and how many of its regions are known of.
-- Besides the rounds also every other year with a target or a deadline: such a year is read with the area of the round before it.
CREATE TABLE mart.tempat AS
WITH tahun_acuan AS (
    SELECT s.tahun, coalesce(max(p.tahun) FILTER (WHERE p.tahun <= s.tahun), min(p.tahun)) AS acuan
    FROM (
        SELECT tahun FROM core.putaran_urut UNION SELECT tahun FROM mart.target UNION SELECT tahun FROM mart.tahapan
    ) AS s
    CROSS JOIN (SELECT tahun FROM core.putaran_urut WHERE ada_penilaian) AS p
    GROUP BY s.tahun
),
anggota AS (
    SELECT t.tahun, t.acuan, l.tingkat, l.kode_lingkup, l.kode, p.kode_lingkup AS kode_provinsi
    FROM tahun_acuan AS t
    JOIN core.lingkup AS l ON l.tahun = t.acuan AND l.tingkat <> 'kanwil'
    JOIN core.lingkup AS p
        ON p.tahun = l.tahun AND p.kode = l.kode AND p.tingkat = if(l.tingkat IN ('provinsi_kini', 'kanwil_kini'), 'provinsi_kini', 'provinsi')
    UNION ALL
    -- The office is the one in charge in the year itself.
    SELECT t.tahun, t.acuan, 'kanwil', k.kode, l.kode, l.kode_lingkup
    FROM tahun_acuan AS t
    JOIN core.lingkup AS l ON l.tahun = t.acuan AND l.tingkat = 'provinsi'
    JOIN core.kantor AS k ON k.kode_provinsi = l.kode_lingkup AND t.tahun BETWEEN k.tahun_mulai AND coalesce(k.tahun_akhir, t.tahun)
    WHERE k.kanwil IS NOT NULL
)
SELECT
    a.tahun, a.acuan, a.tingkat, a.kode_lingkup AS kode, n.nama,
    string_agg(DISTINCT a.kode_provinsi, '; ' ORDER BY a.kode_provinsi) AS provinsi,
    count(*)::INTEGER AS dari, d.bernama, d.simpulan, d.terendah AS diketahui,
    EXISTS (
        FROM core.lingkup_berklaim AS b WHERE b.tahun = a.acuan AND b.tingkat = a.tingkat AND b.kode_lingkup = a.kode_lingkup
    ) AS berklaim
FROM anggota AS a
JOIN core.nama_lingkup AS n ON n.tingkat = a.tingkat AND n.kode = a.kode_lingkup
-- Only of a round itself: a year that is read with another one's area has no such counts.
LEFT JOIN mart.angka AS d ON d.tahun = a.tahun AND d.tingkat = a.tingkat AND d.kode = a.kode_lingkup AND d.ukuran = 'diketahui'
GROUP BY a.tahun, a.acuan, a.tingkat, a.kode_lingkup, n.nama, d.bernama, d.simpulan, d.terendah
ORDER BY a.tahun, a.tingkat, a.kode_lingkup;

COMMENT ON TABLE mart.tempat IS 'Satu baris per tahun, tingkat, dan tempat: wilayahnya, N-nya, dan berapa kabupaten/kotanya yang diketahui. Tahun tanpa penilaian yang bertarget atau bertenggat dibaca menurut wilayah putaran sebelumnya.';
COMMENT ON COLUMN mart.tempat.tahun IS 'Tahun penghargaan.';
COMMENT ON COLUMN mart.tempat.acuan IS 'Putaran berpenilaian yang wilayahnya dibaca: tahun itu sendiri, atau putaran sebelumnya.';
COMMENT ON COLUMN mart.tempat.tingkat IS 'Seperti mart.angka.tingkat.';
COMMENT ON COLUMN mart.tempat.kode IS 'Seperti mart.angka.kode.';
COMMENT ON COLUMN mart.tempat.nama IS 'Nama tempat itu.';
COMMENT ON COLUMN mart.tempat.provinsi IS 'Kode provinsi-provinsinya, dipisahkan titik koma: masa kini bagi provinsi_kini dan kanwil_kini, selain itu menurut putaran acuan.';
COMMENT ON COLUMN mart.tempat.dari IS 'N: banyaknya kabupaten/kota.';
COMMENT ON COLUMN mart.tempat.bernama IS 'Banyaknya kabupaten/kota yang keadaannya diketahui menurut klaim tentang namanya sendiri; kosong bila tidak ada penilaian.';
COMMENT ON COLUMN mart.tempat.simpulan IS 'Banyaknya kabupaten/kota yang keadaannya disimpulkan; kosong bila tidak ada penilaian.';
COMMENT ON COLUMN mart.tempat.diketahui IS 'Keduanya bersama: banyaknya kabupaten/kota yang keadaannya diketahui; kosong bila tidak ada penilaian.';
COMMENT ON COLUMN mart.tempat.berklaim IS 'Benar bila klaim tahun itu membicarakan tempat dengan wilayah ini; salah bila provinsi masa kini waktu itu wilayahnya lain.';
