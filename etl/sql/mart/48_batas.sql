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

-- The chosen counts of provinces and of the nation, by measure.
CREATE TABLE core.hitung_klaim AS
SELECT
    b.tahun, b.tingkat, b.kode_lingkup,
    CASE f.ukuran WHEN 'jumlah_peserta' THEN 'peserta' WHEN 'jumlah_rekomendasi' THEN 'rekomendasi' ELSE 'predikat' END AS ukuran,
    p.kode AS predikat, f.angka::INTEGER AS angka, f.kunci, f.id_klaim, f.keyakinan, f.jumlah_klaim,
    f.jumlah_nilai_mungkin > 1 AS nilai_berbeda, f.jumlah_mustahil > 0 AS ada_mustahil
FROM core.fakta AS f
JOIN core.lingkup_berklaim AS b ON b.tahun = f.tahun AND b.tingkat_klaim = f.tingkat AND b.kode_lingkup = f.kode
LEFT JOIN core.predikat_putaran AS p ON p.tahun = f.tahun AND p.ukuran_jumlah = f.ukuran
WHERE f.ukuran IN ('jumlah_peserta', 'jumlah_rekomendasi') OR p.kode IS NOT NULL;

-- Claims first; else bounds from the regions and, for offices and the nation, from the sum over their provinces.
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

DELETE FROM core.batas_awal WHERE tingkat NOT IN ('provinsi', 'provinsi_kini');
INSERT INTO core.batas_awal BY NAME
WITH jumlah AS (
    SELECT g.tahun, g.tingkat, g.kode_lingkup, b.ukuran, b.predikat,
        sum(b.terendah)::INTEGER AS bawah, sum(b.tertinggi)::INTEGER AS atas, bool_and(b.terendah = b.tertinggi) AS tepat,
        count(*)::INTEGER AS bagian, count(b.dasar) FILTER (WHERE b.terendah > 0 OR b.terendah = b.tertinggi)::INTEGER AS bagian_diketahui,
        -- An office of one province is that province: what was claimed of it stands for the office.
        CASE WHEN g.tingkat <> 'nasional' AND count(*) = 1 THEN any_value({
            'angka': b.angka, 'kunci': b.kunci, 'id_klaim': b.id_klaim, 'keyakinan': b.keyakinan, 'jumlah_klaim': b.jumlah_klaim,
            'nilai_berbeda': b.nilai_berbeda, 'ada_mustahil': b.ada_mustahil, 'bawah': b.terendah, 'atas': b.tertinggi}) END AS tunggal
    FROM core.bagian_lingkup AS g
    JOIN core.batas AS b ON b.tahun = g.tahun AND b.tingkat = g.tingkat_bagian AND b.kode_lingkup = g.kode_bagian
    GROUP BY g.tahun, g.tingkat, g.kode_lingkup, b.ukuran, b.predikat
),
dihitung AS (
    SELECT
        w.*, coalesce(k.angka, j.tunggal.angka) AS angka, coalesce(k.kunci, j.tunggal.kunci) AS kunci,
        coalesce(k.id_klaim, j.tunggal.id_klaim) AS id_klaim, coalesce(k.keyakinan, j.tunggal.keyakinan) AS keyakinan,
        coalesce(k.jumlah_klaim, j.tunggal.jumlah_klaim) AS jumlah_klaim, coalesce(k.nilai_berbeda, j.tunggal.nilai_berbeda) AS nilai_berbeda,
        coalesce(k.ada_mustahil, j.tunggal.ada_mustahil) AS ada_mustahil,
        j.bawah AS dari_bawah, j.atas AS dari_atas, j.tepat AS bagian_tepat, j.bagian, j.bagian_diketahui
    FROM core.hitung_wilayah AS w
    JOIN jumlah AS j
        ON j.tahun = w.tahun AND j.tingkat = w.tingkat AND j.kode_lingkup = w.kode_lingkup AND j.ukuran = w.ukuran
        AND j.predikat IS NOT DISTINCT FROM w.predikat
    LEFT JOIN core.hitung_klaim AS k
        ON k.tahun = w.tahun AND k.tingkat = w.tingkat AND k.kode_lingkup = w.kode_lingkup AND k.ukuran = w.ukuran
        AND k.predikat IS NOT DISTINCT FROM w.predikat
)
SELECT * EXCLUDE (dari_bawah, dari_atas),
    coalesce(angka, greatest(bernama + simpulan, dari_bawah)) AS bawah, coalesce(angka, least(dari - bukan, dari_atas)) AS atas,
    CASE WHEN bagian > 1 OR tingkat = 'nasional' THEN dari_bawah END AS jumlah_bawah
FROM dihitung;
INSERT INTO core.batas BY NAME FROM core.turunkan(['kanwil', 'kanwil_kini', 'nasional']);
