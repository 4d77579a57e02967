-- The wide form of the contract, for readers of the data package: every number is taken from mart.angka, the first programme's four predicates
-- as columns. Pages do not read it.
CREATE MACRO core.lebar(satu_tingkat) AS TABLE
SELECT
    tahun, kode, any_value(nama) AS nama, max(dari) FILTER (WHERE ukuran = 'peserta') AS jumlah_kabkota,
    max(tampil) FILTER (WHERE ukuran = 'peserta') AS peserta,
    max(tampil) FILTER (WHERE predikat = 'peduli') AS peduli,
    max(tampil) FILTER (WHERE predikat = 'cukup') AS cukup,
    max(tampil) FILTER (WHERE predikat = 'mulai') AS mulai,
    max(tampil) FILTER (WHERE predikat = 'kurang') AS kurang,
    max(bernama) FILTER (WHERE predikat = 'peduli') AS peduli_bernama,
    max(tampil) FILTER (WHERE ukuran = 'rekomendasi') AS direkomendasikan,
    bool_or(konflik) AS konflik,
    nullif(array_to_string(list_sort(list_distinct(flatten(list(string_split(sebab, '; ')) FILTER (WHERE sebab IS NOT NULL)))), '; '), '') AS sebab_konflik,
    max(dasar) FILTER (WHERE ukuran = 'peserta') AS dasar_peserta, max(batas) FILTER (WHERE ukuran = 'peserta') AS batas_peserta,
    max(dasar) FILTER (WHERE predikat = 'peduli') AS dasar_peduli, max(batas) FILTER (WHERE predikat = 'peduli') AS batas_peduli,
    max(dasar) FILTER (WHERE predikat = 'cukup') AS dasar_cukup, max(batas) FILTER (WHERE predikat = 'cukup') AS batas_cukup,
    max(dasar) FILTER (WHERE predikat = 'mulai') AS dasar_mulai, max(batas) FILTER (WHERE predikat = 'mulai') AS batas_mulai,
    max(dasar) FILTER (WHERE predikat = 'kurang') AS dasar_kurang, max(batas) FILTER (WHERE predikat = 'kurang') AS batas_kurang,
    max(dasar) FILTER (WHERE ukuran = 'rekomendasi') AS dasar_direkomendasikan, max(batas) FILTER (WHERE ukuran = 'rekomendasi') AS batas_direkomendasikan,
    max(bernama) FILTER (WHERE ukuran = 'peserta') AS peserta_bernama, max(bernama) FILTER (WHERE ukuran = 'tidak_ikut') AS tidak_ikut_bernama,
    max(bernama) FILTER (WHERE predikat = 'cukup') AS cukup_bernama,
    max(bernama) FILTER (WHERE predikat = 'mulai') AS mulai_bernama,
    max(bernama) FILTER (WHERE predikat = 'kurang') AS kurang_bernama,
    max(bernama) FILTER (WHERE ukuran = 'rekomendasi') AS direkomendasikan_bernama,
    max(id_klaim) FILTER (WHERE ukuran = 'peserta') AS id_klaim_peserta,
    max(id_klaim) FILTER (WHERE predikat = 'peduli') AS id_klaim_peduli,
    max(id_klaim) FILTER (WHERE predikat = 'cukup') AS id_klaim_cukup,
    max(id_klaim) FILTER (WHERE predikat = 'mulai') AS id_klaim_mulai,
    max(id_klaim) FILTER (WHERE predikat = 'kurang') AS id_klaim_kurang,
    max(id_klaim) FILTER (WHERE ukuran = 'rekomendasi') AS id_klaim_rekomendasi
FROM (
    -- What is not shown has no basis and no bound either.
    SELECT a.* REPLACE (if(ditampilkan, a.dasar, NULL) AS dasar, if(ditampilkan, a.batas, NULL) AS batas), if(ditampilkan, a.nilai, NULL) AS tampil
    FROM (SELECT *, batas IN ('tepat', 'sekurangnya') AND dasar IS NOT NULL AS ditampilkan FROM mart.angka) AS a
    WHERE a.tingkat = satu_tingkat AND a.ukuran NOT IN ('pembina', 'diketahui')
)
GROUP BY tahun, kode;

CREATE MACRO core.lebar_provinsi(satu_tingkat) AS TABLE
WITH terbuka AS (
    SELECT tahun, kode, bernama AS tidak_diketahui FROM mart.bagian WHERE tingkat = satu_tingkat AND keadaan = 'tidak diketahui'
),
sasaran AS (
    -- Several targets of one year stand side by side in mart.target; here the smallest and the largest.
    SELECT b.tahun, f.kode, min(f.angka)::INTEGER AS terkecil, max(f.angka)::INTEGER AS terbesar
    FROM core.fakta AS f
    JOIN core.lingkup_berklaim AS b ON b.tahun = f.tahun AND b.kode_lingkup = f.kode AND b.tingkat = satu_tingkat
    WHERE f.tingkat = 'provinsi' AND f.ukuran = 'target_peduli'
    GROUP BY ALL
),
dihargai AS (
    SELECT b.tahun, f.kode, f.nilai = 'ya' AS pembina, f.id_klaim, f.konflik
    FROM core.fakta AS f
    JOIN core.lingkup_berklaim AS b ON b.tahun = f.tahun AND b.kode_lingkup = f.kode AND b.tingkat = satu_tingkat
    WHERE f.tingkat = 'provinsi' AND f.ukuran = 'penghargaan_pembina'
)
SELECT
    l.tahun, l.kode AS kode_provinsi, l.nama AS provinsi, l.* EXCLUDE (tahun, kode, nama) REPLACE (l.konflik OR coalesce(h.konflik, false) AS konflik),
    s.terkecil AS target_peduli, s.terbesar AS target_peduli_tertinggi, h.pembina, h.id_klaim AS id_klaim_pembina, t.tidak_diketahui
FROM core.lebar(satu_tingkat) AS l
JOIN terbuka AS t USING (tahun, kode)
LEFT JOIN sasaran AS s USING (tahun, kode)
LEFT JOIN dihargai AS h USING (tahun, kode)
ORDER BY l.tahun, l.kode;

CREATE TABLE mart.rekap_provinsi AS FROM core.lebar_provinsi('provinsi');
CREATE TABLE mart.rekap_provinsi_kini AS FROM core.lebar_provinsi('provinsi_kini');

CREATE TABLE mart.rekap_nasional AS
SELECT
    l.* EXCLUDE (kode, nama, direkomendasikan, dasar_direkomendasikan, batas_direkomendasikan, id_klaim_rekomendasi),
    (SELECT nilai FROM mart.angka AS a WHERE a.tahun = l.tahun AND a.tingkat = 'nasional' AND a.ukuran = 'pembina' AND a.batas <> 'paling banyak') AS provinsi_pembina,
    (SELECT bernama FROM mart.bagian AS g WHERE g.tahun = l.tahun AND g.tingkat = 'nasional' AND g.keadaan = 'tidak diketahui') AS tidak_diketahui,
    (SELECT sum(terendah)::INTEGER FROM mart.angka AS a WHERE a.tahun = l.tahun AND a.tingkat = 'provinsi' AND a.predikat = 'peduli') AS peduli_jumlah_provinsi
FROM core.lebar('nasional') AS l
ORDER BY l.tahun;
