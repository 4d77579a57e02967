-- How the offices of a year stand to their targets: every published number reached, some of several, none, or not to be said.
CREATE TABLE mart.capaian_kantor AS
WITH kantor AS (
    SELECT
        t.tahun, t.tingkat, t.kode,
        CASE
            WHEN count(c.target) = 0 THEN 'tanpa target'
            WHEN bool_and(coalesce(c.tercapai, false)) THEN 'tercapai'
            WHEN bool_or(c.tercapai) THEN 'sebagian'
            WHEN count(c.tercapai) < count(c.target) THEN 'terbuka'
            ELSE 'kurang'
        END AS putusan
    FROM mart.tempat AS t
    LEFT JOIN mart.capaian_target AS c USING (tahun, tingkat, kode)
    WHERE t.tingkat IN ('kanwil', 'kanwil_kini')
    GROUP BY t.tahun, t.tingkat, t.kode
),
seluruh AS (
    SELECT tahun, tingkat, count(*)::INTEGER AS dari, (count(*) FILTER (WHERE putusan <> 'tanpa target'))::INTEGER AS bertarget
    FROM kantor GROUP BY ALL
)
-- A verdict that no office has is a counted zero.
SELECT s.tahun, s.tingkat, p.putusan, count(k.kode)::INTEGER AS jumlah, s.bertarget, s.dari
FROM seluruh AS s
CROSS JOIN (SELECT unnest(['tercapai', 'sebagian', 'kurang', 'terbuka', 'tanpa target']) AS putusan) AS p
LEFT JOIN kantor AS k ON k.tahun = s.tahun AND k.tingkat = s.tingkat AND k.putusan = p.putusan
GROUP BY s.tahun, s.tingkat, p.putusan, s.bertarget, s.dari
ORDER BY s.tahun, s.tingkat, list_position(['tercapai', 'sebagian', 'kurang', 'terbuka', 'tanpa target'], p.putusan);

COMMENT ON TABLE mart.capaian_kantor IS 'Satu baris per tahun, tingkat kantor, dan putusan: banyaknya kantor wilayah menurut hasilnya terhadap target yang terbit.';
COMMENT ON COLUMN mart.capaian_kantor.tahun IS 'Tahun penghargaan yang ditargetkan.';
COMMENT ON COLUMN mart.capaian_kantor.tingkat IS 'kanwil (kantor pada tahun itu) atau kanwil_kini (kantor masa kini).';
COMMENT ON COLUMN mart.capaian_kantor.putusan IS 'tercapai: semua targetnya pasti tercapai; sebagian: hanya sebagian dari beberapa angka; kurang: pasti tidak satu pun; terbuka: tidak dapat dikatakan; tanpa target.';
COMMENT ON COLUMN mart.capaian_kantor.jumlah IS 'Banyaknya kantor dengan putusan itu.';
COMMENT ON COLUMN mart.capaian_kantor.bertarget IS 'Banyaknya kantor yang targetnya terbit.';
COMMENT ON COLUMN mart.capaian_kantor.dari IS 'Banyaknya kantor.';
