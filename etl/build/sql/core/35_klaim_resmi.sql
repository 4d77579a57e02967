-- Official results as claims of the class 'hasil resmi': they pass through the same rule of choice as every other claim.
-- `butir_tetap`: the kind of a score as the file has it; it is not read from the note.
CREATE TABLE core.klaim_resmi AS
WITH isi AS (
    SELECT
        h.*, r.nama,
        -- The score that the predicate rests on: with the bonus where the file has it.
        coalesce(h.skor_total, h.skor, h.skor_murni) AS skor_akhir,
        CASE WHEN h.skor_total IS NOT NULL THEN 'total' WHEN h.skor IS NULL AND h.skor_murni IS NOT NULL THEN 'murni' ELSE 'tidak disebut' END AS jenis,
        format('Berkas {}, lembar {}, baris {}; versi {}, terbit {}.', v.berkas, h.lembar, h.baris, h.versi, v.terbit_wib) AS asal
    FROM core.hasil_resmi AS h
    JOIN core.versi_hasil AS v USING (tahun, versi)
    JOIN core.wilayah AS r USING (kode)
),
per_wilayah AS (
    SELECT tahun, versi, 'kabkota' AS tingkat, kode, nama, 'predikat' AS ukuran, predikat AS nilai, NULL::DOUBLE AS angka, baris, asal AS catatan, NULL AS butir_tetap
    FROM isi WHERE predikat IS NOT NULL
    UNION ALL
    SELECT tahun, versi, 'kabkota', kode, nama, 'skor', regexp_replace(skor_akhir::VARCHAR, '\.0$', ''), skor_akhir, baris, asal, jenis
    FROM isi WHERE skor_akhir IS NOT NULL
    UNION ALL
    SELECT tahun, versi, 'kabkota', kode, nama, 'partisipasi', partisipasi, NULL, baris, asal, NULL
    FROM isi WHERE partisipasi IS NOT NULL
    UNION ALL
    SELECT tahun, versi, 'kabkota', kode, nama, 'rekomendasi', rekomendasi, NULL, baris, asal, NULL
    FROM isi WHERE rekomendasi IS NOT NULL
),
-- Counts only where the files speak of every region of the scope: a count of some is no count of the province.
lingkup AS (
    SELECT w.tahun, 'provinsi' AS tingkat, w.kode_provinsi AS kode_lingkup, w.provinsi AS nama_lingkup, w.kode FROM core.wilayah_tahun AS w WHERE w.sudah_dibentuk
    UNION ALL
    SELECT w.tahun, 'nasional', 'ID', 'Indonesia', w.kode FROM core.wilayah_tahun AS w WHERE w.sudah_dibentuk
),
gabungan AS (
    SELECT l.tahun, l.tingkat, l.kode_lingkup, l.nama_lingkup, i.* EXCLUDE (tahun, kode, nama)
    FROM lingkup AS l
    LEFT JOIN isi AS i USING (tahun, kode)
    WHERE l.tahun IN (SELECT tahun FROM core.versi_hasil WHERE keadaan = 'terbit')
),
lengkap AS (
    SELECT
        -- A count may rest on the files of several offices: it names the newest of them, and how many there are.
        tahun, max(versi) AS versi, tingkat, kode_lingkup, nama_lingkup, count(*) AS wilayah, count(DISTINCT versi) AS berkas,
        arg_min(baris, baris - 10_000_000::BIGINT * versi) AS baris,
        count(*) = count(partisipasi) AS partisipasi_lengkap,
        count(*) = count(*) FILTER (WHERE partisipasi = 'tidak' OR predikat IS NOT NULL) AS predikat_lengkap,
        count(*) = count(*) FILTER (WHERE partisipasi = 'tidak' OR rekomendasi IS NOT NULL) AND count(rekomendasi) > 0 AS rekomendasi_lengkap,
        count(*) FILTER (WHERE partisipasi = 'ya') AS peserta,
        count(*) FILTER (WHERE rekomendasi = 'ya') AS direkomendasikan
    FROM gabungan
    GROUP BY ALL
),
hitungan AS (
    SELECT tahun, versi, tingkat, kode_lingkup, nama_lingkup, 'jumlah_peserta' AS ukuran, peserta AS jumlah, wilayah, berkas, baris FROM lengkap WHERE partisipasi_lengkap
    UNION ALL
    SELECT tahun, versi, tingkat, kode_lingkup, nama_lingkup, 'jumlah_rekomendasi', direkomendasikan, wilayah, berkas, baris FROM lengkap WHERE rekomendasi_lengkap
    UNION ALL
    SELECT l.tahun, l.versi, l.tingkat, l.kode_lingkup, l.nama_lingkup, b.ukuran_jumlah, count(g.predikat), l.wilayah, l.berkas, l.baris
    FROM lengkap AS l
    JOIN core.predikat_putaran AS b ON b.tahun = l.tahun
    LEFT JOIN gabungan AS g ON g.tahun = l.tahun AND g.tingkat = l.tingkat AND g.kode_lingkup = l.kode_lingkup AND g.predikat = b.nama
    WHERE l.predikat_lengkap
    GROUP BY ALL
),
semua AS (
    FROM per_wilayah
    UNION ALL
    SELECT
        h.tahun, h.versi, h.tingkat, h.kode_lingkup, h.nama_lingkup, h.ukuran, h.jumlah::VARCHAR, h.jumlah::DOUBLE, h.baris,
        format(
            'Dihitung dari berkas {}{}: hasil semua {} kabupaten/kotanya; versi {}, terbit {}.',
            v.berkas, CASE WHEN h.berkas > 1 THEN format(' dan {} berkas lain', h.berkas - 1) ELSE '' END, h.wilayah, h.versi, v.terbit_wib
        ), NULL
    FROM hitungan AS h
    JOIN core.versi_hasil AS v USING (tahun, versi)
)
SELECT
    format('resmi-{}-{}-{}-{}', s.tahun, s.versi, s.kode, s.ukuran) AS id,
    s.tahun, s.tingkat, s.kode, s.nama, s.ukuran, s.nilai, s.angka, NULL::DATE AS hari,
    NULL::VARCHAR AS sumber_url, 'Hasil resmi' AS penerbit, v.tanggal_terbit, 'pasti' AS keyakinan, s.catatan,
    'hasil resmi' AS golongan, 'Hasil resmi' AS lembaga, v.label AS berkas, s.baris, s.butir_tetap
FROM semua AS s
JOIN core.versi_hasil AS v USING (tahun, versi);
