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

-- The profile by right of one region, in short: extremes, how many rights lie above the means, what changed under the same rule.
CREATE TABLE mart.profil_hak AS
WITH hak AS (
    SELECT s.tahun, s.kode, s.skor, m.rata AS rata_provinsi, n.rata AS rata_nasional,
        CASE WHEN p.dasar_hukum = q.dasar_hukum THEN round(s.skor - b.skor, 2) END AS perubahan
    FROM mart.skor_kriteria AS s
    JOIN mart.putaran AS p USING (tahun)
    JOIN core.lingkup AS l ON l.tahun = s.tahun AND l.kode = s.kode AND l.tingkat = 'provinsi'
    JOIN mart.rata_kriteria AS m ON m.tahun = s.tahun AND m.urutan = s.urutan AND m.tingkat = 'provinsi' AND m.kode = l.kode_lingkup
    JOIN mart.rata_kriteria AS n ON n.tahun = s.tahun AND n.urutan = s.urutan AND n.tingkat = 'nasional'
    LEFT JOIN mart.putaran AS q ON q.tahun = p.tahun_pembanding
    LEFT JOIN mart.skor_kriteria AS b ON b.tahun = p.tahun_pembanding AND b.kode = s.kode AND b.urutan = s.urutan
)
SELECT
    tahun, kode, count(*)::INTEGER AS hak, max(skor) AS tertinggi, min(skor) AS terendah,
    (count(*) FILTER (WHERE skor > rata_provinsi))::INTEGER AS di_atas_provinsi,
    (count(*) FILTER (WHERE skor > rata_nasional))::INTEGER AS di_atas_nasional,
    count(perubahan)::INTEGER AS dibandingkan,
    (count(*) FILTER (WHERE perubahan > 0))::INTEGER AS naik,
    (count(*) FILTER (WHERE perubahan < 0))::INTEGER AS turun,
    (count(*) FILTER (WHERE perubahan = 0))::INTEGER AS tetap
FROM hak
GROUP BY tahun, kode
ORDER BY tahun, kode;

COMMENT ON TABLE mart.profil_hak IS 'Satu baris per tahun dan kabupaten/kota yang skornya menurut hak ada dalam hasil resmi yang berlaku: ringkasan profilnya.';
COMMENT ON COLUMN mart.profil_hak.tahun IS 'Tahun penghargaan.';
COMMENT ON COLUMN mart.profil_hak.kode IS 'Kode Kemendagri masa kini.';
COMMENT ON COLUMN mart.profil_hak.hak IS 'Banyaknya hak yang skornya ada.';
COMMENT ON COLUMN mart.profil_hak.tertinggi IS 'Skor hak tertinggi, 0 sampai 100.';
COMMENT ON COLUMN mart.profil_hak.terendah IS 'Skor hak terendah, 0 sampai 100.';
COMMENT ON COLUMN mart.profil_hak.di_atas_provinsi IS 'Banyaknya hak di atas rata-rata provinsinya.';
COMMENT ON COLUMN mart.profil_hak.di_atas_nasional IS 'Banyaknya hak di atas rata-rata nasional.';
COMMENT ON COLUMN mart.profil_hak.dibandingkan IS 'Banyaknya hak yang dapat dibandingkan dengan putaran sebelumnya, menurut peraturan yang sama.';
COMMENT ON COLUMN mart.profil_hak.naik IS 'Di antaranya yang naik.';
COMMENT ON COLUMN mart.profil_hak.turun IS 'Di antaranya yang turun.';
COMMENT ON COLUMN mart.profil_hak.tetap IS 'Di antaranya yang tetap.';
