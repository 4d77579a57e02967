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
    list_sort(list(DISTINCT a.kode_provinsi)) AS provinsi,
    count(*)::INTEGER AS dari,
    CASE WHEN a.tahun = a.acuan THEN (count(*) FILTER (WHERE h.status_data IN ('resmi', 'terlapor')))::INTEGER END AS bernama,
    CASE WHEN a.tahun = a.acuan THEN (count(*) FILTER (WHERE h.status_data = 'disimpulkan'))::INTEGER END AS simpulan,
    CASE WHEN a.tahun = a.acuan THEN (count(*) FILTER (WHERE h.status_data <> 'tidak diketahui'))::INTEGER END AS diketahui,
    EXISTS (
        FROM core.lingkup_berklaim AS b WHERE b.tahun = a.acuan AND b.tingkat = a.tingkat AND b.kode_lingkup = a.kode_lingkup
    ) AS berklaim
FROM anggota AS a
JOIN core.nama_lingkup AS n ON n.tingkat = a.tingkat AND n.kode = a.kode_lingkup
JOIN mart.hasil_kabkota AS h ON h.tahun = a.acuan AND h.kode = a.kode
GROUP BY a.tahun, a.acuan, a.tingkat, a.kode_lingkup, n.nama
ORDER BY a.tahun, a.tingkat, a.kode_lingkup;

COMMENT ON TABLE mart.tempat IS 'Satu baris per tahun, tingkat, dan tempat: wilayahnya, N-nya, dan berapa kabupaten/kotanya yang diketahui. Tahun tanpa penilaian yang bertarget atau bertenggat dibaca menurut wilayah putaran sebelumnya.';
COMMENT ON COLUMN mart.tempat.tahun IS 'Tahun penghargaan.';
COMMENT ON COLUMN mart.tempat.acuan IS 'Putaran berpenilaian yang wilayahnya dibaca: tahun itu sendiri, atau putaran sebelumnya.';
COMMENT ON COLUMN mart.tempat.tingkat IS 'Seperti mart.angka.tingkat.';
COMMENT ON COLUMN mart.tempat.kode IS 'Seperti mart.angka.kode.';
COMMENT ON COLUMN mart.tempat.nama IS 'Nama tempat itu.';
COMMENT ON COLUMN mart.tempat.provinsi IS 'Kode provinsi-provinsinya: masa kini bagi provinsi_kini dan kanwil_kini, selain itu menurut putaran acuan.';
COMMENT ON COLUMN mart.tempat.dari IS 'N: banyaknya kabupaten/kota.';
COMMENT ON COLUMN mart.tempat.bernama IS 'Banyaknya kabupaten/kota yang keadaannya diketahui menurut klaim tentang namanya sendiri; kosong bila tidak ada penilaian.';
COMMENT ON COLUMN mart.tempat.simpulan IS 'Banyaknya kabupaten/kota yang keadaannya disimpulkan; kosong bila tidak ada penilaian.';
COMMENT ON COLUMN mart.tempat.diketahui IS 'Keduanya bersama: banyaknya kabupaten/kota yang keadaannya diketahui; kosong bila tidak ada penilaian.';
COMMENT ON COLUMN mart.tempat.berklaim IS 'Benar bila klaim tahun itu membicarakan tempat dengan wilayah ini; salah bila provinsi masa kini waktu itu wilayahnya lain.';

-- Recommendation against outcome, region by region, where any recommendation of the province and year is known.
CREATE TABLE mart.rekomendasi AS
WITH keadaan AS (
    SELECT h.tahun, h.kode, h.direkomendasikan, h.keadaan, coalesce(p.penghargaan, false) AS menyandang,
        l.tingkat, l.kode_lingkup
    FROM mart.hasil_kabkota AS h
    JOIN core.lingkup AS l ON l.tahun = h.tahun AND l.kode = h.kode AND l.tingkat <> 'nasional'
    LEFT JOIN core.predikat_putaran AS p ON p.tahun = h.tahun AND p.kode = h.kode_predikat
)
SELECT tahun, tingkat, kode_lingkup AS kode_tempat, kode, direkomendasikan,
    CASE WHEN direkomendasikan AND menyandang THEN 'sama' WHEN direkomendasikan THEN 'direkomendasikan saja' ELSE 'hasil saja' END AS putusan,
    (count(*) FILTER (WHERE direkomendasikan) OVER tempat)::INTEGER AS jumlah,
    (count(*) FILTER (WHERE direkomendasikan AND menyandang) OVER tempat)::INTEGER AS jumlah_sama
FROM keadaan
WINDOW tempat AS (PARTITION BY tahun, tingkat, kode_lingkup)
QUALIFY jumlah > 0 AND (direkomendasikan OR menyandang)
ORDER BY tahun, tingkat, kode_tempat, kode;

COMMENT ON TABLE mart.rekomendasi IS 'Satu baris per tahun, tempat, dan kabupaten/kota yang direkomendasikan Kanwil atau menyandang penghargaan, bila rekomendasi di tempat itu diketahui.';
COMMENT ON COLUMN mart.rekomendasi.tahun IS 'Tahun penghargaan.';
COMMENT ON COLUMN mart.rekomendasi.tingkat IS 'Seperti mart.angka.tingkat, tanpa nasional.';
COMMENT ON COLUMN mart.rekomendasi.kode_tempat IS 'Kode tempat itu (mart.angka.kode).';
COMMENT ON COLUMN mart.rekomendasi.kode IS 'Kode Kemendagri masa kini.';
COMMENT ON COLUMN mart.rekomendasi.direkomendasikan IS 'Benar, salah, atau kosong bila tidak diketahui.';
COMMENT ON COLUMN mart.rekomendasi.putusan IS 'sama (direkomendasikan dan menyandang), direkomendasikan saja (hasilnya lain atau tidak diketahui), atau hasil saja (rekomendasinya tidak diketahui atau tidak ada).';
COMMENT ON COLUMN mart.rekomendasi.jumlah IS 'Banyaknya yang direkomendasikan di tempat itu.';
COMMENT ON COLUMN mart.rekomendasi.jumlah_sama IS 'Di antaranya yang menyandang penghargaan.';

-- How many regions of a place are in each group of mart.pendampingan.
CREATE TABLE mart.kelompok_pendampingan AS
WITH anggota AS (
    SELECT l.tingkat, l.kode_lingkup, d.*, h.direkomendasikan, h.predikat, h.partisipasi
    FROM mart.pendampingan AS d
    JOIN core.lingkup AS l ON l.tahun = d.tahun AND l.kode = d.kode
    JOIN mart.hasil_kabkota AS h ON h.tahun = d.tahun AND h.kode = d.kode
),
ragu AS (
    -- Whether what decides about a group is unknown of some region: then its count is a lower bound.
    SELECT tahun, tingkat, kode_lingkup, count(*)::INTEGER AS semua, (count(*) FILTER (WHERE terbuka))::INTEGER AS terbuka,
        (count(*) FILTER (WHERE len(anggota.semua) > 1))::INTEGER AS beberapa,
        bool_or(direkomendasikan IS NULL AND partisipasi IS DISTINCT FROM 'tidak') AS rekomendasi,
        bool_or(terbuka) AS melepas,
        bool_or(predikat IS NULL AND partisipasi IS DISTINCT FROM 'tidak') AS setingkat,
        bool_or(partisipasi IS NULL) AS ikut
    FROM anggota GROUP BY ALL
),
jumlah AS (
    SELECT tahun, tingkat, kode_lingkup, unnest(semua) AS kelompok FROM anggota
)
SELECT r.tahun, r.tingkat, r.kode_lingkup AS kode, j.kelompok, j.jumlah,
    CASE j.kelompok
        WHEN 'rekomendasi' THEN r.rekomendasi WHEN 'melepas' THEN r.melepas WHEN 'setingkat-lagi' THEN r.setingkat
        WHEN 'ikut' THEN r.ikut WHEN 'tidak-ikut' THEN r.ikut ELSE false
    END AS sekurangnya,
    r.semua, r.beberapa, r.terbuka, t.dari
FROM ragu AS r
JOIN (SELECT tahun, tingkat, kode_lingkup, kelompok, count(*)::INTEGER AS jumlah FROM jumlah GROUP BY ALL) AS j USING (tahun, tingkat, kode_lingkup)
JOIN mart.tempat AS t ON t.tahun = r.tahun AND t.tingkat = r.tingkat AND t.kode = r.kode_lingkup
ORDER BY r.tahun, r.tingkat, r.kode_lingkup,
    list_position(['rekomendasi', 'melepas', 'tidak-disebut', 'setingkat-lagi', 'ikut', 'tidak-ikut', 'belum-pernah', 'belum-diketahui'], j.kelompok);

COMMENT ON TABLE mart.kelompok_pendampingan IS 'Satu baris per putaran, tempat, dan kelompok pendampingan yang berisi: banyaknya kabupaten/kota di dalamnya. Satu kabupaten/kota dapat terhitung dalam beberapa kelompok.';
COMMENT ON COLUMN mart.kelompok_pendampingan.tahun IS 'Tahun penghargaan.';
COMMENT ON COLUMN mart.kelompok_pendampingan.tingkat IS 'Seperti mart.angka.tingkat.';
COMMENT ON COLUMN mart.kelompok_pendampingan.kode IS 'Seperti mart.angka.kode.';
COMMENT ON COLUMN mart.kelompok_pendampingan.kelompok IS 'Kelompok (mart.pendampingan.semua).';
COMMENT ON COLUMN mart.kelompok_pendampingan.jumlah IS 'Banyaknya kabupaten/kota yang diketahui termasuk kelompok itu.';
COMMENT ON COLUMN mart.kelompok_pendampingan.sekurangnya IS 'Benar bila jumlahnya batas bawah, karena yang menentukannya tidak diketahui bagi sebagian.';
COMMENT ON COLUMN mart.kelompok_pendampingan.semua IS 'Banyaknya kabupaten/kota tempat itu yang tidak diketahui menyandang penghargaan.';
COMMENT ON COLUMN mart.kelompok_pendampingan.beberapa IS 'Di antaranya yang termasuk beberapa kelompok.';
COMMENT ON COLUMN mart.kelompok_pendampingan.terbuka IS 'Di antaranya yang mungkin menyandang penghargaan juga pada tahun itu.';
COMMENT ON COLUMN mart.kelompok_pendampingan.dari IS 'N: banyaknya kabupaten/kota.';

-- One region over all rounds: how far it is known, and its last predicate.
CREATE TABLE mart.riwayat_wilayah AS
SELECT
    kode,
    (count(*) FILTER (WHERE status_data <> 'belum dibentuk'))::INTEGER AS penilaian,
    (count(*) FILTER (WHERE predikat IS NOT NULL))::INTEGER AS berpredikat,
    (count(*) FILTER (WHERE status_data NOT IN ('belum dibentuk', 'tidak diketahui')))::INTEGER AS diketahui,
    (count(*) FILTER (WHERE status_data = 'disimpulkan'))::INTEGER AS simpulan,
    min(tahun) FILTER (WHERE status_data <> 'belum dibentuk') AS tahun_pertama,
    max(tahun) FILTER (WHERE predikat IS NOT NULL) AS tahun_terakhir,
    arg_max(keadaan_rinci, tahun) FILTER (WHERE predikat IS NOT NULL) AS predikat_terakhir
FROM mart.hasil_kabkota
GROUP BY kode
ORDER BY kode;

COMMENT ON TABLE mart.riwayat_wilayah IS 'Satu baris per kabupaten/kota: sejauh mana keadaannya diketahui pada semua putaran berpenilaian.';
COMMENT ON COLUMN mart.riwayat_wilayah.kode IS 'Kode Kemendagri masa kini.';
COMMENT ON COLUMN mart.riwayat_wilayah.penilaian IS 'N: banyaknya putaran berpenilaian sejak wilayah ini dibentuk.';
COMMENT ON COLUMN mart.riwayat_wilayah.berpredikat IS 'Di antaranya yang predikatnya diketahui, juga yang disimpulkan.';
COMMENT ON COLUMN mart.riwayat_wilayah.diketahui IS 'Di antaranya yang keadaannya diketahui, juga yang disimpulkan.';
COMMENT ON COLUMN mart.riwayat_wilayah.simpulan IS 'Di antaranya yang keadaannya disimpulkan.';
COMMENT ON COLUMN mart.riwayat_wilayah.tahun_pertama IS 'Putaran pertama sejak wilayah ini dibentuk.';
COMMENT ON COLUMN mart.riwayat_wilayah.tahun_terakhir IS 'Putaran terakhir yang predikatnya diketahui; kosong bila tidak ada.';
COMMENT ON COLUMN mart.riwayat_wilayah.predikat_terakhir IS 'Predikat pada putaran itu, dengan "(disimpulkan)" bila ia simpulan.';

-- Scores per right of official results: means of province and nation, over the regions whose score is published.
CREATE TABLE mart.rata_kriteria AS
SELECT s.tahun, l.tingkat, l.kode_lingkup AS kode, s.urutan, avg(s.skor) AS rata, count(*)::INTEGER AS n, any_value(t.dari) AS dari
FROM mart.skor_kriteria AS s
JOIN core.lingkup AS l ON l.tahun = s.tahun AND l.kode = s.kode AND l.tingkat IN ('provinsi', 'nasional')
JOIN mart.tempat AS t ON t.tahun = l.tahun AND t.tingkat = l.tingkat AND t.kode = l.kode_lingkup
GROUP BY s.tahun, l.tingkat, l.kode_lingkup, s.urutan
ORDER BY s.tahun, l.tingkat, kode, s.urutan;

COMMENT ON TABLE mart.rata_kriteria IS 'Satu baris per tahun, provinsi atau nasional, dan hak: rata-rata skor dalam hasil resmi yang berlaku. Yang tanpa skor tidak dihitung.';
COMMENT ON COLUMN mart.rata_kriteria.tahun IS 'Tahun penghargaan.';
COMMENT ON COLUMN mart.rata_kriteria.tingkat IS 'provinsi (pada tahun itu) atau nasional.';
COMMENT ON COLUMN mart.rata_kriteria.kode IS 'Kode provinsi, atau ID.';
COMMENT ON COLUMN mart.rata_kriteria.urutan IS 'Urutan hak menurut peraturan tahun itu (mart.kriteria.urutan).';
COMMENT ON COLUMN mart.rata_kriteria.rata IS 'Rata-rata skor, 0 sampai 100.';
COMMENT ON COLUMN mart.rata_kriteria.n IS 'Banyaknya kabupaten/kota yang skornya ada.';
COMMENT ON COLUMN mart.rata_kriteria.dari IS 'N: banyaknya kabupaten/kota.';
