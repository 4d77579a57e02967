-- Named counts beside reported counts, for each kind of scope; the three contract tables below are cut from this one.
CREATE TABLE core.rekap AS
WITH bernama AS (
    SELECT
        l.susunan, l.tahun, l.kode_lingkup,
        count(*)::INTEGER AS jumlah_kabkota,
        count(*) FILTER (WHERE h.partisipasi = 'ya')::INTEGER AS peserta_bernama,
        count(*) FILTER (WHERE h.partisipasi = 'tidak')::INTEGER AS tidak_ikut_bernama,
        count(*) FILTER (WHERE p.ukuran_jumlah = 'jumlah_peduli')::INTEGER AS peduli_bernama,
        count(*) FILTER (WHERE p.ukuran_jumlah = 'jumlah_cukup')::INTEGER AS cukup_bernama,
        count(*) FILTER (WHERE p.ukuran_jumlah = 'jumlah_mulai')::INTEGER AS mulai_bernama,
        count(*) FILTER (WHERE p.ukuran_jumlah = 'jumlah_kurang')::INTEGER AS kurang_bernama,
        count(*) FILTER (WHERE h.direkomendasikan)::INTEGER AS direkomendasikan_bernama,
        count(*) FILTER (WHERE h.status_data = 'tidak diketahui')::INTEGER AS tidak_diketahui,
        bool_or(h.konflik) AS konflik_wilayah
    FROM core.lingkup AS l
    JOIN mart.hasil_kabkota AS h USING (tahun, kode)
    LEFT JOIN core.predikat AS p ON p.nama = h.predikat
    GROUP BY ALL
),
dilaporkan AS (
    SELECT
        b.susunan, f.tahun, f.kode AS kode_lingkup,
        max(f.angka::INTEGER) FILTER (WHERE f.ukuran = 'jumlah_peserta') AS peserta,
        max(f.angka::INTEGER) FILTER (WHERE f.ukuran = 'jumlah_peduli') AS peduli,
        max(f.angka::INTEGER) FILTER (WHERE f.ukuran = 'jumlah_cukup') AS cukup,
        max(f.angka::INTEGER) FILTER (WHERE f.ukuran = 'jumlah_mulai') AS mulai,
        max(f.angka::INTEGER) FILTER (WHERE f.ukuran = 'jumlah_kurang') AS kurang,
        max(f.angka::INTEGER) FILTER (WHERE f.ukuran = 'jumlah_rekomendasi') AS direkomendasikan,
        max(f.id_klaim) FILTER (WHERE f.ukuran = 'jumlah_peserta') AS id_klaim_peserta,
        max(f.id_klaim) FILTER (WHERE f.ukuran = 'jumlah_peduli') AS id_klaim_peduli,
        max(f.id_klaim) FILTER (WHERE f.ukuran = 'jumlah_cukup') AS id_klaim_cukup,
        max(f.id_klaim) FILTER (WHERE f.ukuran = 'jumlah_mulai') AS id_klaim_mulai,
        max(f.id_klaim) FILTER (WHERE f.ukuran = 'jumlah_kurang') AS id_klaim_kurang,
        max(f.id_klaim) FILTER (WHERE f.ukuran = 'jumlah_rekomendasi') AS id_klaim_rekomendasi,
        max(f.id_klaim) FILTER (WHERE f.ukuran = 'penghargaan_pembina') AS id_klaim_pembina,
        bool_or(f.nilai = 'ya') FILTER (WHERE f.ukuran = 'penghargaan_pembina') AS pembina,
        coalesce(bool_or(f.jumlah_nilai_mungkin > 1), false) AS nilai_berbeda,
        coalesce(sum(f.jumlah_mustahil), 0) > 0 AS ada_mustahil
    FROM core.fakta AS f
    JOIN core.lingkup_berklaim AS b ON b.tahun = f.tahun AND b.kode_lingkup = f.kode
    WHERE f.tingkat IN ('provinsi', 'nasional')
        AND f.ukuran IN ('jumlah_peserta', 'jumlah_peduli', 'jumlah_cukup', 'jumlah_mulai', 'jumlah_kurang', 'jumlah_rekomendasi', 'penghargaan_pembina')
    GROUP BY ALL
),
sasaran AS (
    -- Of several targets of one year the one that the rule of choice prefers; all of them stand in mart.target.
    SELECT tahun, kode AS kode_lingkup, angka::INTEGER AS target_peduli
    FROM (
        SELECT *, count(DISTINCT lembaga) OVER (PARTITION BY tahun, tingkat, kode, angka) AS sumber_setarget
        FROM core.klaim
        WHERE ukuran = 'target_peduli' AND bendera IS NULL
    )
    QUALIFY row_number() OVER (
        PARTITION BY tahun, tingkat, kode
        ORDER BY peringkat_golongan, keyakinan = 'ambigu', sumber_setarget DESC, tanggal_terbit DESC NULLS LAST, id
    ) = 1
),
disandingkan AS (
    SELECT
        n.*, d.* EXCLUDE (susunan, tahun, kode_lingkup, nilai_berbeda, ada_mustahil), s.target_peduli,
        coalesce(d.nilai_berbeda, false) AS nilai_berbeda,
        coalesce(d.ada_mustahil, false) AS ada_mustahil,
        coalesce(d.peduli < n.peduli_bernama, false) OR coalesce(d.cukup < n.cukup_bernama, false)
            OR coalesce(d.mulai < n.mulai_bernama, false) OR coalesce(d.kurang < n.kurang_bernama, false)
            OR coalesce(d.peserta < n.peserta_bernama, false) OR coalesce(d.direkomendasikan < n.direkomendasikan_bernama, false)
            AS bernama_melebihi,
        coalesce(d.peduli, 0) + coalesce(d.cukup, 0) + coalesce(d.mulai, 0) + coalesce(d.kurang, 0)
            > coalesce(d.peserta, n.jumlah_kabkota) AS jumlah_melebihi
    FROM bernama AS n
    LEFT JOIN dilaporkan AS d USING (susunan, tahun, kode_lingkup)
    LEFT JOIN core.lingkup_berklaim AS b USING (susunan, tahun, kode_lingkup)
    LEFT JOIN sasaran AS s ON s.tahun = n.tahun AND s.kode_lingkup = n.kode_lingkup AND b.tahun IS NOT NULL
)
SELECT
    *,
    nullif(concat_ws('; ',
        CASE WHEN nilai_berbeda THEN 'nilai-berbeda' END,
        CASE WHEN ada_mustahil THEN 'klaim-mustahil' END,
        CASE WHEN bernama_melebihi THEN 'bernama-melebihi-laporan' END,
        CASE WHEN jumlah_melebihi THEN 'jumlah-melebihi-batas' END), '') AS sebab_konflik
FROM disandingkan;

-- The rule for provinces: the chosen count claim; where there is none, the number of named regions, marked as such; never zero for unknown.
CREATE TABLE core.rekap_wilayah AS
SELECT
    susunan, tahun, kode_lingkup AS kode_provinsi, jumlah_kabkota, peserta,
    coalesce(peduli, nullif(peduli_bernama, 0)) AS peduli,
    coalesce(cukup, nullif(cukup_bernama, 0)) AS cukup,
    coalesce(mulai, nullif(mulai_bernama, 0)) AS mulai,
    coalesce(kurang, nullif(kurang_bernama, 0)) AS kurang,
    peduli_bernama,
    coalesce(direkomendasikan, nullif(direkomendasikan_bernama, 0)) AS direkomendasikan,
    target_peduli, pembina,
    sebab_konflik IS NOT NULL AS konflik,
    sebab_konflik,
    CASE WHEN peduli IS NOT NULL THEN 'klaim' WHEN peduli_bernama > 0 THEN 'bernama' END AS dasar_peduli,
    CASE WHEN cukup IS NOT NULL THEN 'klaim' WHEN cukup_bernama > 0 THEN 'bernama' END AS dasar_cukup,
    CASE WHEN mulai IS NOT NULL THEN 'klaim' WHEN mulai_bernama > 0 THEN 'bernama' END AS dasar_mulai,
    CASE WHEN kurang IS NOT NULL THEN 'klaim' WHEN kurang_bernama > 0 THEN 'bernama' END AS dasar_kurang,
    CASE WHEN direkomendasikan IS NOT NULL THEN 'klaim' WHEN direkomendasikan_bernama > 0 THEN 'bernama' END AS dasar_direkomendasikan,
    peserta_bernama, tidak_ikut_bernama, cukup_bernama, mulai_bernama, kurang_bernama, direkomendasikan_bernama, tidak_diketahui,
    id_klaim_peserta, id_klaim_peduli, id_klaim_cukup, id_klaim_mulai, id_klaim_kurang, id_klaim_rekomendasi, id_klaim_pembina
FROM core.rekap;

CREATE TABLE mart.rekap_provinsi AS
SELECT r.tahun, r.kode_provinsi, p.provinsi, r.* EXCLUDE (susunan, tahun, kode_provinsi)
FROM core.rekap_wilayah AS r
JOIN (SELECT DISTINCT kode_provinsi, provinsi FROM core.wilayah) AS p USING (kode_provinsi)
WHERE r.susunan = 'tahun itu'
ORDER BY r.tahun, r.kode_provinsi;

CREATE TABLE mart.rekap_provinsi_kini AS
SELECT r.tahun, r.kode_provinsi, p.provinsi, r.* EXCLUDE (susunan, tahun, kode_provinsi)
FROM core.rekap_wilayah AS r
JOIN (SELECT DISTINCT kode_provinsi, provinsi FROM core.wilayah) AS p USING (kode_provinsi)
WHERE r.susunan = 'kini'
ORDER BY r.tahun, r.kode_provinsi;

CREATE TABLE mart.rekap_nasional AS
SELECT
    r.tahun, r.jumlah_kabkota, r.peserta, r.peduli, r.cukup, r.mulai, r.kurang, r.peduli_bernama,
    (SELECT nullif(count(*), 0)::INTEGER FROM mart.rekap_provinsi AS p WHERE p.tahun = r.tahun AND p.pembina) AS provinsi_pembina,
    r.sebab_konflik IS NOT NULL AS konflik,
    r.sebab_konflik,
    r.peserta_bernama, r.tidak_ikut_bernama, r.cukup_bernama, r.mulai_bernama, r.kurang_bernama, r.direkomendasikan_bernama, r.tidak_diketahui,
    (SELECT sum(p.peduli)::INTEGER FROM mart.rekap_provinsi AS p WHERE p.tahun = r.tahun) AS peduli_jumlah_provinsi,
    r.id_klaim_peserta, r.id_klaim_peduli, r.id_klaim_cukup, r.id_klaim_mulai, r.id_klaim_kurang
FROM core.rekap AS r
WHERE r.susunan = 'nasional'
ORDER BY r.tahun;
