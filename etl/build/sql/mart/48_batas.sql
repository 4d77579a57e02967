-- What is certain about every count of every place: the chosen claim, else the least and the most that follow from what is known.
-- One row per year, level, place, measure (and predicate): `terendah` and `tertinggi` enclose the true number.
--   bernama: regions that their own claims count in; simpulan: regions of which it is concluded; bukan: regions that certainly do not count.
CREATE TABLE core.hitung_wilayah AS
WITH wilayah AS (
    SELECT l.tahun, l.tingkat, l.kode_lingkup, h.*  EXCLUDE (tahun)
    FROM core.lingkup AS l
    JOIN mart.hasil_kabkota AS h ON h.tahun = l.tahun AND h.kode = l.kode
)
SELECT
    w.tahun, w.tingkat, w.kode_lingkup, 'predikat' AS ukuran, p.kode AS predikat, p.urutan, p.penghargaan, count(*)::INTEGER AS dari,
    (count(*) FILTER (WHERE w.predikat = p.nama AND w.id_klaim_predikat IS NOT NULL))::INTEGER AS bernama,
    (count(*) FILTER (WHERE w.predikat = p.nama AND w.id_klaim_predikat IS NULL))::INTEGER AS simpulan,
    (count(*) FILTER (WHERE w.predikat <> p.nama OR w.partisipasi = 'tidak' OR (p.penghargaan AND w.dasar_keadaan = 'daftar lengkap')))::INTEGER AS bukan
FROM wilayah AS w
JOIN core.predikat_putaran AS p USING (tahun)
GROUP BY ALL
UNION ALL
SELECT
    tahun, tingkat, kode_lingkup, 'peserta', NULL, NULL, NULL, count(*)::INTEGER,
    (count(*) FILTER (WHERE partisipasi = 'ya' AND dasar_partisipasi IN ('resmi', 'klaim')))::INTEGER,
    (count(*) FILTER (WHERE partisipasi = 'ya' AND dasar_partisipasi NOT IN ('resmi', 'klaim')))::INTEGER,
    (count(*) FILTER (WHERE partisipasi = 'tidak'))::INTEGER
FROM wilayah GROUP BY ALL
UNION ALL
SELECT
    tahun, tingkat, kode_lingkup, 'rekomendasi', NULL, NULL, NULL, count(*)::INTEGER,
    (count(*) FILTER (WHERE direkomendasikan))::INTEGER, 0, (count(*) FILTER (WHERE NOT direkomendasikan OR partisipasi = 'tidak'))::INTEGER
FROM wilayah GROUP BY ALL;

-- The chosen counts of provinces and of the nation, by measure. An office of one province is that province: what was claimed of it stands
-- for the office.
CREATE TABLE core.hitung_klaim AS
WITH tunggal AS (
    SELECT tahun, tingkat, kode_lingkup, any_value(tingkat_bagian) AS tingkat_bagian, any_value(kode_bagian) AS kode_bagian
    FROM core.bagian_lingkup WHERE tingkat <> 'nasional' GROUP BY ALL HAVING count(*) = 1
),
klaim AS (
    SELECT
        b.tahun, b.tingkat, b.kode_lingkup,
        CASE f.ukuran WHEN 'jumlah_peserta' THEN 'peserta' WHEN 'jumlah_rekomendasi' THEN 'rekomendasi' ELSE 'predikat' END AS ukuran,
        p.kode AS predikat, f.angka::INTEGER AS angka, f.kunci, f.id_klaim, f.keyakinan, f.jumlah_klaim,
        f.jumlah_nilai_mungkin > 1 AS nilai_berbeda, f.jumlah_mustahil > 0 AS ada_mustahil
    FROM core.fakta AS f
    JOIN core.lingkup_berklaim AS b ON b.tahun = f.tahun AND b.tingkat_klaim = f.tingkat AND b.kode_lingkup = f.kode
    LEFT JOIN core.predikat_putaran AS p ON p.tahun = f.tahun AND p.ukuran_jumlah = f.ukuran
    WHERE f.ukuran IN ('jumlah_peserta', 'jumlah_rekomendasi') OR p.kode IS NOT NULL
)
FROM klaim
UNION ALL
SELECT k.* REPLACE (t.tingkat AS tingkat, t.kode_lingkup AS kode_lingkup)
FROM tunggal AS t
JOIN klaim AS k ON k.tahun = t.tahun AND k.tingkat = t.tingkat_bagian AND k.kode_lingkup = t.kode_bagian;

-- Claims first; else bounds from the regions.
CREATE TABLE core.batas_awal AS
SELECT
    w.*, k.* EXCLUDE (tahun, tingkat, kode_lingkup, ukuran, predikat),
    coalesce(k.angka, w.bernama + w.simpulan) AS bawah, coalesce(k.angka, w.dari - w.bukan) AS atas,
    NULL::INTEGER AS jumlah_bawah, NULL::BOOLEAN AS bagian_tepat, NULL::INTEGER AS bagian, NULL::INTEGER AS bagian_diketahui
FROM core.hitung_wilayah AS w
LEFT JOIN core.hitung_klaim AS k
    ON k.tahun = w.tahun AND k.tingkat = w.tingkat AND k.kode_lingkup = w.kode_lingkup AND k.ukuran = w.ukuran AND k.predikat IS NOT DISTINCT FROM w.predikat;

-- The bounds of one measure that the others imply: a predicate or a recommendation is given to participants only, so the counts of the
-- predicates together are a lower bound of the participants, and what they leave of them an upper bound of each.
-- Counts that add up to more than there are regions contradict each other: then only the largest of them counts.
CREATE MACRO core.turunkan(tingkat_tingkat) AS TABLE
WITH b AS (FROM core.batas_awal WHERE list_contains(tingkat_tingkat, tingkat)),
kelas AS (
    SELECT tahun, tingkat, kode_lingkup, CASE WHEN sum(bawah) <= any_value(dari) THEN sum(bawah) ELSE max(bawah) END AS semua
    FROM b WHERE ukuran = 'predikat' GROUP BY ALL
),
anjuran AS (SELECT tahun, tingkat, kode_lingkup, bawah FROM b WHERE ukuran = 'rekomendasi'),
ikut AS (
    SELECT b.* EXCLUDE (bawah), coalesce(b.angka, greatest(b.bawah, k.semua, a.bawah)) AS bawah, k.semua
    FROM b
    LEFT JOIN kelas AS k USING (tahun, tingkat, kode_lingkup)
    LEFT JOIN anjuran AS a USING (tahun, tingkat, kode_lingkup)
    WHERE b.ukuran = 'peserta'
),
lainnya AS (
    SELECT b.* EXCLUDE (atas), CASE
            WHEN b.angka IS NOT NULL THEN b.angka
            WHEN b.ukuran = 'predikat' THEN greatest(b.bawah, least(b.atas, greatest(i.bawah, i.atas) - (k.semua - b.bawah)))
            ELSE greatest(b.bawah, least(b.atas, greatest(i.bawah, i.atas)))
        END AS atas
    FROM b
    JOIN ikut AS i USING (tahun, tingkat, kode_lingkup)
    JOIN kelas AS k USING (tahun, tingkat, kode_lingkup)
    WHERE b.ukuran <> 'peserta'
),
semua AS (
    SELECT * EXCLUDE (semua) REPLACE (greatest(bawah, atas) AS atas) FROM ikut
    UNION ALL BY NAME
    FROM lainnya
)
SELECT
    * EXCLUDE (bawah, atas, bagian_tepat), bawah::INTEGER AS terendah, atas::INTEGER AS tertinggi,
    CASE
        WHEN angka IS NOT NULL THEN 'klaim'
        WHEN bawah = atas THEN if(bagian_tepat AND jumlah_bawah = bawah, 'provinsi', 'lengkap')
        WHEN bawah = 0 THEN if(atas < dari, 'jumlah', NULL)
        WHEN bawah = bernama + simpulan THEN 'bernama'
        WHEN bawah = jumlah_bawah THEN 'provinsi'
        ELSE 'jumlah'
    END AS dasar
FROM semua;

CREATE TABLE core.batas AS FROM core.turunkan(['provinsi', 'provinsi_kini']);

-- For offices and the nation without a claim also from the sum over their provinces.
WITH jumlah AS (
    SELECT g.tahun, g.tingkat, g.kode_lingkup, b.ukuran, b.predikat,
        sum(b.terendah)::INTEGER AS bawah, sum(b.tertinggi)::INTEGER AS atas, bool_and(b.terendah = b.tertinggi) AS tepat,
        count(*)::INTEGER AS bagian, count(b.dasar) FILTER (WHERE b.terendah > 0 OR b.terendah = b.tertinggi)::INTEGER AS bagian_diketahui
    FROM core.bagian_lingkup AS g
    JOIN core.batas AS b ON b.tahun = g.tahun AND b.tingkat = g.tingkat_bagian AND b.kode_lingkup = g.kode_bagian
    GROUP BY g.tahun, g.tingkat, g.kode_lingkup, b.ukuran, b.predikat
)
UPDATE core.batas_awal AS w
SET bawah = coalesce(w.angka, greatest(w.bawah, j.bawah)), atas = coalesce(w.angka, least(w.atas, j.atas)),
    jumlah_bawah = CASE WHEN j.bagian > 1 OR w.tingkat = 'nasional' THEN j.bawah END,
    bagian_tepat = j.tepat, bagian = j.bagian, bagian_diketahui = j.bagian_diketahui
FROM jumlah AS j
WHERE j.tahun = w.tahun AND j.tingkat = w.tingkat AND j.kode_lingkup = w.kode_lingkup AND j.ukuran = w.ukuran
    AND j.predikat IS NOT DISTINCT FROM w.predikat;
INSERT INTO core.batas BY NAME FROM core.turunkan(['kanwil', 'kanwil_kini', 'nasional']);
