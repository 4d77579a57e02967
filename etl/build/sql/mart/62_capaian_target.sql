-- Every number that was aimed at beside what was reached: of provinces, of offices (their provinces together), of the nation.
CREATE TABLE mart.capaian_target AS
WITH sasaran AS (
    SELECT DISTINCT tahun, tingkat, kode, target_peduli AS target FROM mart.target
),
berlaku AS (
    SELECT tahun, tingkat, kode, target FROM sasaran
    UNION ALL
    -- A target speaks of a province of today only where that had the same area.
    SELECT s.tahun, t.tingkat, s.kode, s.target
    FROM sasaran AS s
    JOIN mart.tempat AS t ON t.tahun = s.tahun AND t.tingkat = 'provinsi_kini' AND t.kode = s.kode AND t.berklaim
    WHERE s.tingkat = 'provinsi'
),
bagian AS (
    -- An office in charge in the year of the target has the provinces with which that year is read.
    SELECT tahun, tingkat, kode, if(tingkat = 'kanwil', 'provinsi', 'provinsi_kini') AS tingkat_bagian, unnest(string_split(provinsi, '; ')) AS kode_bagian
    FROM mart.tempat WHERE tingkat IN ('kanwil', 'kanwil_kini')
),
per_provinsi AS (
    SELECT b.tahun, b.tingkat, b.kode, b.kode_bagian, min(s.target) AS terkecil, max(s.target) AS terbesar, list(DISTINCT s.target) AS semua
    FROM bagian AS b
    LEFT JOIN berlaku AS s ON s.tahun = b.tahun AND s.tingkat = b.tingkat_bagian AND s.kode = b.kode_bagian
    GROUP BY ALL
),
kantor AS (
    SELECT tahun, tingkat, kode, count(*)::INTEGER AS provinsi, count(terkecil)::INTEGER AS provinsi_bertarget,
        -- Of several numbers for one province every one stays; over several provinces the sums of the smallest and of the largest.
        CASE WHEN count(terkecil) = 1 THEN flatten(list(semua) FILTER (WHERE terkecil IS NOT NULL)) ELSE [sum(terkecil)::INTEGER, sum(terbesar)::INTEGER] END AS semua
    FROM per_provinsi GROUP BY ALL
    HAVING count(terkecil) > 0
),
semua AS (
    SELECT tahun, tingkat, kode, target, 1 AS provinsi, 1 AS provinsi_bertarget FROM berlaku
    UNION ALL
    SELECT DISTINCT tahun, tingkat, kode, unnest(semua), provinsi, provinsi_bertarget FROM kantor
)
SELECT
    s.tahun, s.tingkat, s.kode, n.nama, s.target, s.provinsi, s.provinsi_bertarget, s.provinsi_bertarget = s.provinsi AS lengkap,
    (SELECT any_value(dari) FROM mart.angka AS u WHERE u.tahun = t.acuan AND u.tingkat = s.tingkat AND u.kode = s.kode AND u.ukuran = 'peserta') AS dari,
    CASE WHEN a.batas IN ('tepat', 'sekurangnya') THEN a.nilai END AS hasil,
    CASE WHEN a.batas IN ('tepat', 'sekurangnya') THEN a.batas END AS batas,
    CASE WHEN a.batas IN ('tepat', 'sekurangnya') AND s.provinsi_bertarget = s.provinsi THEN s.target - a.nilai END AS jarak,
    CASE
        WHEN s.provinsi_bertarget < s.provinsi THEN NULL
        WHEN a.terendah >= s.target THEN true
        WHEN a.tertinggi < s.target THEN false
    END AS tercapai
FROM semua AS s
JOIN (SELECT DISTINCT tahun, acuan FROM mart.tempat) AS t USING (tahun)
JOIN core.nama_lingkup AS n ON n.tingkat = s.tingkat AND n.kode = s.kode
LEFT JOIN (
    SELECT a.* FROM mart.angka AS a
    JOIN core.predikat_putaran AS p ON p.tahun = a.tahun AND p.kode = a.predikat AND p.penghargaan
) AS a ON a.tahun = s.tahun AND a.tingkat = s.tingkat AND a.kode = s.kode
ORDER BY s.tahun, s.tingkat, s.kode, s.target;

COMMENT ON TABLE mart.capaian_target IS 'Satu baris per tahun, tingkat, tempat, dan angka yang ditargetkan: hasilnya, jaraknya, dan apakah tercapai.';
COMMENT ON COLUMN mart.capaian_target.tahun IS 'Tahun penghargaan yang ditargetkan.';
COMMENT ON COLUMN mart.capaian_target.tingkat IS 'Seperti mart.angka.tingkat.';
COMMENT ON COLUMN mart.capaian_target.kode IS 'Seperti mart.angka.kode.';
COMMENT ON COLUMN mart.capaian_target.nama IS 'Nama tempat itu.';
COMMENT ON COLUMN mart.capaian_target.target IS 'Angka yang ditargetkan; bagi kantor dengan beberapa provinsi jumlah yang terkecil, dan jumlah yang terbesar, dari setiap provinsi.';
COMMENT ON COLUMN mart.capaian_target.provinsi IS 'Banyaknya provinsi tempat itu.';
COMMENT ON COLUMN mart.capaian_target.provinsi_bertarget IS 'Di antaranya yang targetnya terbit.';
COMMENT ON COLUMN mart.capaian_target.lengkap IS 'Benar bila semua provinsinya bertarget; bila tidak, target hanya jumlah yang terbit dan tidak dibandingkan.';
COMMENT ON COLUMN mart.capaian_target.dari IS 'N: banyaknya kabupaten/kota.';
COMMENT ON COLUMN mart.capaian_target.hasil IS 'Penyandang predikat penghargaan (mart.angka.nilai); kosong bila tidak diketahui atau tidak ada penilaian.';
COMMENT ON COLUMN mart.capaian_target.batas IS 'tepat atau sekurangnya.';
COMMENT ON COLUMN mart.capaian_target.jarak IS 'Target dikurangi hasil; negatif bila terlampaui. Bila hasil hanya batas bawah, jaraknya paling banyak sebesar ini.';
COMMENT ON COLUMN mart.capaian_target.tercapai IS 'Benar atau salah bila pasti; kosong bila tidak dapat dikatakan.';
