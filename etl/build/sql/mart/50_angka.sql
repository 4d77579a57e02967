-- Every count of every place, one row each, from core.batas; what contradicts it, and the parts into which its regions fall.
CREATE TABLE core.sebab AS
WITH kelas AS (
    SELECT tahun, tingkat, kode_lingkup, sum(angka) AS dilaporkan FROM core.batas WHERE ukuran = 'predikat' GROUP BY ALL
),
peserta AS (SELECT tahun, tingkat, kode_lingkup, angka FROM core.batas WHERE ukuran = 'peserta')
SELECT b.tahun, b.tingkat, b.kode_lingkup, b.ukuran, b.predikat,
    nullif(concat_ws('; ',
        CASE WHEN b.nilai_berbeda THEN 'nilai-berbeda' END,
        CASE WHEN b.ada_mustahil THEN 'klaim-mustahil' END,
        CASE WHEN b.angka < b.bernama THEN 'bernama-melebihi-laporan' END,
        CASE WHEN b.ukuran <> 'rekomendasi' AND k.dilaporkan > coalesce(p.angka, b.dari) AND b.angka IS NOT NULL THEN 'jumlah-melebihi-batas' END,
        CASE WHEN b.angka < b.jumlah_bawah THEN 'provinsi-melebihi-nasional' END), '') AS sebab
FROM core.batas AS b
LEFT JOIN kelas AS k USING (tahun, tingkat, kode_lingkup)
LEFT JOIN peserta AS p USING (tahun, tingkat, kode_lingkup);

CREATE TABLE core.nama_lingkup AS
SELECT DISTINCT 'provinsi' AS tingkat, kode_provinsi AS kode, provinsi AS nama FROM core.wilayah
UNION ALL
SELECT DISTINCT 'provinsi_kini', kode_provinsi, provinsi FROM core.wilayah
UNION ALL
SELECT DISTINCT t.tingkat, k.kode, k.kanwil FROM core.kantor AS k CROSS JOIN (VALUES ('kanwil'), ('kanwil_kini')) AS t (tingkat) WHERE k.kanwil IS NOT NULL
UNION ALL
SELECT 'nasional', 'ID', 'Indonesia';

CREATE TABLE mart.angka AS
WITH sebab_bagian AS (
    -- What contradicts the counts of its provinces contradicts the count of an office, too.
    SELECT g.tahun, g.tingkat, g.kode_lingkup, s.ukuran, s.predikat, string_agg(s.sebab, '; ' ORDER BY s.sebab) AS sebab
    FROM core.bagian_lingkup AS g
    JOIN core.sebab AS s ON s.tahun = g.tahun AND s.tingkat = g.tingkat_bagian AND s.kode_lingkup = g.kode_bagian
    WHERE g.tingkat <> 'nasional' AND s.sebab IS NOT NULL
    GROUP BY ALL
),
dihonori AS (
    SELECT g.tahun, g.tingkat, g.kode_lingkup, count(*)::INTEGER AS dari,
        (count(*) FILTER (WHERE f.nilai = 'ya'))::INTEGER AS terendah, (count(*) FILTER (WHERE f.nilai IS DISTINCT FROM 'tidak'))::INTEGER AS tertinggi,
        (count(*) FILTER (WHERE f.nilai IS NOT NULL))::INTEGER AS jumlah_klaim, coalesce(bool_or(f.konflik), false) AS konflik
    FROM core.bagian_lingkup AS g
    JOIN core.putaran AS y ON y.tahun = g.tahun AND y.ada_penilaian
    JOIN core.lingkup_berklaim AS b ON b.tahun = g.tahun AND b.tingkat = g.tingkat_bagian AND b.kode_lingkup = g.kode_bagian
    LEFT JOIN core.fakta AS f ON f.tahun = g.tahun AND f.tingkat = 'provinsi' AND f.kode = g.kode_bagian AND f.ukuran = 'penghargaan_pembina'
    GROUP BY ALL
),
semua AS (
    SELECT b.tahun, b.tingkat, b.kode_lingkup, b.ukuran, b.predikat, b.urutan, b.dari, b.terendah, b.tertinggi, b.bernama, b.simpulan, b.dasar,
        b.bagian, b.bagian_diketahui, b.id_klaim, b.kunci, b.keyakinan, b.jumlah_klaim, coalesce(s.sebab, t.sebab) AS sebab
    FROM core.batas AS b
    LEFT JOIN core.sebab AS s
        ON s.tahun = b.tahun AND s.tingkat = b.tingkat AND s.kode_lingkup = b.kode_lingkup AND s.ukuran = b.ukuran AND s.predikat IS NOT DISTINCT FROM b.predikat
    LEFT JOIN sebab_bagian AS t
        ON t.tahun = b.tahun AND t.tingkat = b.tingkat AND t.kode_lingkup = b.kode_lingkup AND t.ukuran = b.ukuran AND t.predikat IS NOT DISTINCT FROM b.predikat
    UNION ALL BY NAME
    -- Who certainly did not take part: the regions that the participants leave.
    SELECT tahun, tingkat, kode_lingkup, 'tidak_ikut' AS ukuran, dari, dari - tertinggi AS terendah, dari - terendah AS tertinggi,
        bukan AS bernama, 0 AS simpulan,
        CASE WHEN bukan > 0 AND bukan = dari - tertinggi THEN 'bernama' WHEN terendah > 0 OR tertinggi < dari THEN 'jumlah' END AS dasar,
        kunci, jumlah_klaim
    FROM core.batas WHERE ukuran = 'peserta'
    UNION ALL BY NAME
    -- Of how many regions the state is known, stated or concluded: how complete the record is, no result.
    SELECT l.tahun, l.tingkat, l.kode_lingkup, 'diketahui' AS ukuran, count(*)::INTEGER AS dari,
        (count(*) FILTER (WHERE h.status_data <> 'tidak diketahui'))::INTEGER AS terendah, terendah AS tertinggi,
        (count(*) FILTER (WHERE h.status_data IN ('resmi', 'terlapor')))::INTEGER AS bernama,
        (count(*) FILTER (WHERE h.status_data = 'disimpulkan'))::INTEGER AS simpulan, 'lengkap' AS dasar
    FROM core.lingkup AS l
    JOIN mart.hasil_kabkota AS h USING (tahun, kode)
    GROUP BY ALL
    UNION ALL BY NAME
    SELECT tahun, tingkat, kode_lingkup, 'pembina' AS ukuran, dari, terendah, tertinggi, terendah AS bernama, 0 AS simpulan,
        if(jumlah_klaim = 0, NULL, if(terendah = tertinggi, 'lengkap', 'bernama')) AS dasar, jumlah_klaim, if(konflik, 'nilai-berbeda', NULL) AS sebab
    FROM dihonori
)
SELECT
    s.tahun, s.tingkat, s.kode_lingkup AS kode, n.nama, s.ukuran, s.predikat,
    CASE WHEN s.terendah = s.tertinggi OR s.terendah > 0 THEN s.terendah WHEN s.tertinggi < s.dari THEN s.tertinggi END AS nilai,
    CASE WHEN s.terendah = s.tertinggi THEN 'tepat' WHEN s.terendah > 0 THEN 'sekurangnya' WHEN s.tertinggi < s.dari THEN 'paling banyak' END AS batas,
    s.dari, s.terendah, s.tertinggi, s.bernama, s.simpulan, s.dasar, s.bagian, s.bagian_diketahui, s.id_klaim, s.kunci, s.keyakinan,
    coalesce(s.jumlah_klaim, 0)::INTEGER AS jumlah_klaim, s.sebab IS NOT NULL AS konflik, s.sebab
FROM semua AS s
JOIN core.nama_lingkup AS n ON n.tingkat = s.tingkat AND n.kode = s.kode_lingkup
ORDER BY s.tahun, s.tingkat, s.kode_lingkup, s.ukuran, s.urutan;

COMMENT ON TABLE mart.angka IS 'Satu baris per putaran, tingkat, tempat, dan ukuran (bagi ukuran predikat: per predikat): satu-satunya rumah setiap hitungan.';
COMMENT ON COLUMN mart.angka.tahun IS 'Tahun penghargaan.';
COMMENT ON COLUMN mart.angka.tingkat IS 'provinsi (provinsi pada tahun itu), provinsi_kini (provinsi masa kini), kanwil (kantor yang mengampu pada tahun itu), kanwil_kini (kantor masa kini dengan wilayah kerjanya kini), atau nasional.';
COMMENT ON COLUMN mart.angka.kode IS 'Kode provinsi, kode kantor (mart.kanwil.kode), atau ID.';
COMMENT ON COLUMN mart.angka.nama IS 'Nama tempat itu.';
COMMENT ON COLUMN mart.angka.ukuran IS 'predikat (banyaknya kabupaten/kota dengan predikat itu), peserta, tidak_ikut, rekomendasi, diketahui (banyaknya yang keadaannya diketahui: kelengkapan, bukan hasil), atau pembina (banyaknya provinsi yang dihargai; N-nya provinsi).';
COMMENT ON COLUMN mart.angka.predikat IS 'Kode predikat (mart.predikat.kode) bila ukurannya predikat; kosong bagi yang lain.';
COMMENT ON COLUMN mart.angka.nilai IS 'Angka yang ditampilkan; dibaca menurut batas. Kosong bila tidak diketahui (bukan nol).';
COMMENT ON COLUMN mart.angka.batas IS 'tepat; sekurangnya (batas bawah); atau paling banyak (batas atas); kosong bila tidak diketahui.';
COMMENT ON COLUMN mart.angka.dari IS 'N: banyaknya kabupaten/kota yang sudah dibentuk di tempat itu pada tahun itu (bagi pembina: banyaknya provinsi).';
COMMENT ON COLUMN mart.angka.terendah IS 'Yang pasti: sekurang-kurangnya sebanyak ini.';
COMMENT ON COLUMN mart.angka.tertinggi IS 'Yang pasti: paling banyak sebanyak ini.';
COMMENT ON COLUMN mart.angka.bernama IS 'Banyaknya kabupaten/kota yang terhitung menurut klaim tentang namanya sendiri.';
COMMENT ON COLUMN mart.angka.simpulan IS 'Banyaknya kabupaten/kota yang terhitung karena disimpulkan (mart.hasil_kabkota.dasar_keadaan).';
COMMENT ON COLUMN mart.angka.dasar IS 'klaim (jumlah terbit), lengkap (setiap kabupaten/kota diketahui), bernama (dihitung menurut nama), provinsi (jumlah angka provinsi), atau jumlah (mengikuti dari ukuran lain); kosong bila tidak diketahui.';
COMMENT ON COLUMN mart.angka.bagian IS 'Bagi kantor dan nasional: banyaknya provinsi di dalamnya.';
COMMENT ON COLUMN mart.angka.bagian_diketahui IS 'Di antaranya yang angkanya diketahui, tepat atau sekurangnya.';
COMMENT ON COLUMN mart.angka.id_klaim IS 'Klaim yang mendasari nilai; kosong bila dasarnya bukan klaim.';
COMMENT ON COLUMN mart.angka.kunci IS 'Fakta (mart.fakta.kunci) yang membicarakan ukuran ini, juga bila tidak satu pun klaimnya dapat dipakai; kosong bila tidak ada.';
COMMENT ON COLUMN mart.angka.keyakinan IS 'Keyakinan klaim itu: pasti atau ambigu; kosong bila dasarnya bukan klaim.';
COMMENT ON COLUMN mart.angka.jumlah_klaim IS 'Banyaknya klaim tentang ukuran ini.';
COMMENT ON COLUMN mart.angka.konflik IS 'Benar bila ada yang bertentangan; sebabnya di sebab.';
COMMENT ON COLUMN mart.angka.sebab IS 'nilai-berbeda, klaim-mustahil, bernama-melebihi-laporan, jumlah-melebihi-batas, provinsi-melebihi-nasional; dipisahkan titik koma.';

-- Into which states the regions of a place fall. Both ways of counting add up to N, the unknown being a part.
CREATE TABLE mart.bagian AS
WITH batas AS (SELECT *, terendah = tertinggi AS tepat FROM core.batas),
atas AS (
    -- The award: how many certainly hold it, and how many certainly do not.
    SELECT b.tahun, b.tingkat, b.kode_lingkup, b.dari, b.dari - b.tertinggi AS bukan, b.tepat, 'bukan ' || p.nama AS keadaan
    FROM batas AS b
    JOIN core.predikat_putaran AS p ON p.tahun = b.tahun AND p.kode = b.predikat
    WHERE b.penghargaan
),
nama_keadaan AS (
    SELECT l.tahun, l.tingkat, l.kode_lingkup, h.keadaan, (count(*) FILTER (WHERE h.status_data <> 'disimpulkan'))::INTEGER AS bernama,
        (count(*) FILTER (WHERE h.status_data = 'disimpulkan'))::INTEGER AS simpulan,
        (count(*) FILTER (WHERE h.partisipasi = 'ya'))::INTEGER AS ikut
    FROM core.lingkup AS l
    JOIN mart.hasil_kabkota AS h USING (tahun, kode)
    GROUP BY ALL
),
lain AS (
    SELECT a.tahun, a.tingkat, a.kode_lingkup, a.dari, a.keadaan AS bukan_apa,
        k.semua, k.lebih_rendah, i.dari - i.tertinggi AS tidak_ikut, i.terendah AS peserta, a.bukan, a.tepat, coalesce(n.ikut, 0) AS bukan_ikut
    FROM atas AS a
    JOIN (
        SELECT tahun, tingkat, kode_lingkup, sum(terendah) AS semua, sum(terendah) FILTER (WHERE NOT penghargaan) AS lebih_rendah
        FROM batas WHERE ukuran = 'predikat' GROUP BY ALL
    ) AS k USING (tahun, tingkat, kode_lingkup)
    JOIN batas AS i ON i.tahun = a.tahun AND i.tingkat = a.tingkat AND i.kode_lingkup = a.kode_lingkup AND i.ukuran = 'peserta'
    LEFT JOIN nama_keadaan AS n ON n.tahun = a.tahun AND n.tingkat = a.tingkat AND n.kode_lingkup = a.kode_lingkup AND n.keadaan = a.keadaan
),
bagian AS (
    SELECT b.tahun, b.tingkat, b.kode_lingkup, p.nama AS keadaan, b.predikat, b.urutan, b.terendah AS banyak, b.dari
    FROM batas AS b
    JOIN core.predikat_putaran AS p ON p.tahun = b.tahun AND p.kode = b.predikat
    UNION ALL
    SELECT tahun, tingkat, kode_lingkup, 'tidak ikut', NULL, 101, tidak_ikut, dari FROM lain
    UNION ALL
    -- Participants whose class is not known. Where the award is counted exactly they do not hold it, and all others that are left do not either.
    SELECT tahun, tingkat, kode_lingkup, 'ikut', NULL, 102, greatest(0, peserta - semua - if(tepat, 0, bukan_ikut)), dari FROM lain
    UNION ALL
    SELECT tahun, tingkat, kode_lingkup, bukan_apa, NULL, 103,
        greatest(0, bukan - coalesce(lebih_rendah, 0) - tidak_ikut - if(tepat, greatest(0, peserta - semua), 0)), dari
    FROM lain
),
terpotong AS (
    -- Counts that contradict each other may add up to more than there are regions; what comes later then has less room.
    SELECT *, least(banyak, greatest(0, dari - coalesce(sum(banyak) OVER sebelum, 0)))::INTEGER AS nilai
    FROM bagian
    WINDOW sebelum AS (PARTITION BY tahun, tingkat, kode_lingkup ORDER BY urutan ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
),
semua AS (
    SELECT tahun, tingkat, kode_lingkup, keadaan, predikat, urutan, dari, nilai FROM terpotong
    UNION ALL
    SELECT tahun, tingkat, kode_lingkup, 'tidak diketahui', NULL, 104, any_value(dari), (any_value(dari) - sum(nilai))::INTEGER
    FROM terpotong GROUP BY ALL
)
SELECT s.tahun, s.tingkat, s.kode_lingkup AS kode, s.keadaan, s.predikat, s.urutan, s.nilai, coalesce(n.bernama, 0) AS bernama,
    coalesce(n.simpulan, 0) AS simpulan, s.dari
FROM semua AS s
LEFT JOIN nama_keadaan AS n USING (tahun, tingkat, kode_lingkup, keadaan)
ORDER BY s.tahun, s.tingkat, s.kode_lingkup, s.urutan;

COMMENT ON TABLE mart.bagian IS 'Satu baris per putaran, tingkat, tempat, dan keadaan: ke dalam keadaan mana kabupaten/kotanya terbagi. nilai berjumlah N; bernama dan simpulan bersama berjumlah N.';
COMMENT ON COLUMN mart.bagian.tahun IS 'Tahun penghargaan.';
COMMENT ON COLUMN mart.bagian.tingkat IS 'Seperti mart.angka.tingkat.';
COMMENT ON COLUMN mart.bagian.kode IS 'Seperti mart.angka.kode.';
COMMENT ON COLUMN mart.bagian.keadaan IS 'Nama predikat, tidak ikut, ikut (kelasnya tidak diketahui), bukan <predikat penghargaan> (kelas lain atau tidak ikut), atau tidak diketahui; kata yang sama seperti mart.hasil_kabkota.keadaan.';
COMMENT ON COLUMN mart.bagian.predikat IS 'Kode predikat bila keadaannya predikat.';
COMMENT ON COLUMN mart.bagian.urutan IS 'Urutan tampil.';
COMMENT ON COLUMN mart.bagian.nilai IS 'Banyaknya menurut semua yang diketahui, juga jumlah yang terbit tanpa nama.';
COMMENT ON COLUMN mart.bagian.bernama IS 'Banyaknya kabupaten/kota yang keadaannya demikian menurut klaim tentang namanya sendiri.';
COMMENT ON COLUMN mart.bagian.simpulan IS 'Banyaknya kabupaten/kota yang keadaannya demikian karena disimpulkan.';
COMMENT ON COLUMN mart.bagian.dari IS 'N: banyaknya kabupaten/kota di tempat itu.';
