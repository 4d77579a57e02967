-- How much of the record is known: of every province and of the nation in every round.
CREATE TABLE mart.cakupan AS
WITH wilayah AS (
    SELECT
        a.tahun, a.tingkat, a.kode, a.nama, a.dari, count(h.predikat)::INTEGER AS berpredikat,
        a.bernama AS terlapor, a.simpulan AS disimpulkan, a.terendah AS diketahui
    FROM mart.angka AS a
    JOIN core.lingkup AS l ON l.tahun = a.tahun AND l.tingkat = a.tingkat AND l.kode_lingkup = a.kode
    JOIN mart.hasil_kabkota AS h ON h.tahun = l.tahun AND h.kode = l.kode
    WHERE a.ukuran = 'diketahui' AND a.tingkat IN ('provinsi', 'provinsi_kini', 'nasional')
    GROUP BY ALL
),
bicara AS (
    SELECT k.tahun, l.tingkat, l.kode_lingkup, k.lembaga
    FROM core.klaim AS k
    JOIN core.lingkup AS l ON k.tingkat = 'kabkota' AND l.tahun = k.tahun AND l.kode = k.kode
    WHERE k.bendera IS DISTINCT FROM 'dicabut' AND l.tingkat IN ('provinsi', 'provinsi_kini')
    UNION ALL
    SELECT k.tahun, b.tingkat, b.kode_lingkup, k.lembaga
    FROM core.klaim AS k
    JOIN core.lingkup_berklaim AS b ON k.tingkat = 'provinsi' AND b.tingkat_klaim = 'provinsi' AND b.tahun = k.tahun AND b.kode_lingkup = k.kode
    WHERE k.bendera IS DISTINCT FROM 'dicabut'
    UNION ALL
    SELECT tahun, 'nasional', 'ID', lembaga FROM core.klaim WHERE bendera IS DISTINCT FROM 'dicabut'
),
terbit AS (
    SELECT tahun, tingkat, kode_lingkup, count(*)::INTEGER AS klaim, count(DISTINCT lembaga)::INTEGER AS penerbit FROM bicara GROUP BY ALL
)
SELECT
    w.tahun, w.tingkat, w.kode, w.nama, w.dari, w.berpredikat, w.terlapor, w.disimpulkan, w.diketahui,
    coalesce(t.klaim, 0) AS klaim, coalesce(t.penerbit, 0) AS penerbit,
    (sum(w.dari) OVER sampai)::INTEGER AS dari_sampai, (sum(w.berpredikat) OVER sampai)::INTEGER AS berpredikat_sampai,
    (sum(w.diketahui) OVER sampai)::INTEGER AS diketahui_sampai
FROM wilayah AS w
LEFT JOIN terbit AS t ON t.tahun = w.tahun AND t.tingkat = w.tingkat AND t.kode_lingkup = w.kode
WINDOW sampai AS (PARTITION BY w.tingkat, w.kode ORDER BY w.tahun)
ORDER BY w.tahun, w.tingkat, w.kode;

COMMENT ON TABLE mart.cakupan IS 'Satu baris per putaran, tingkat, dan tempat: tentang berapa kabupaten/kotanya sesuatu diketahui, dan dari berapa klaim.';
COMMENT ON COLUMN mart.cakupan.tahun IS 'Tahun penghargaan.';
COMMENT ON COLUMN mart.cakupan.tingkat IS 'provinsi, provinsi_kini, atau nasional; seperti mart.angka.tingkat.';
COMMENT ON COLUMN mart.cakupan.kode IS 'Kode provinsi, atau ID.';
COMMENT ON COLUMN mart.cakupan.nama IS 'Nama tempat itu.';
COMMENT ON COLUMN mart.cakupan.dari IS 'N: banyaknya kabupaten/kota di tempat itu.';
COMMENT ON COLUMN mart.cakupan.berpredikat IS 'Banyaknya yang predikatnya diketahui, menurut klaim atau disimpulkan.';
COMMENT ON COLUMN mart.cakupan.terlapor IS 'Banyaknya yang keadaannya diketahui dari klaim tentang namanya sendiri atau hasil resmi.';
COMMENT ON COLUMN mart.cakupan.disimpulkan IS 'Banyaknya yang keadaannya pasti karena disimpulkan (mart.hasil_kabkota.dasar_keadaan).';
COMMENT ON COLUMN mart.cakupan.diketahui IS 'Keduanya bersama.';
COMMENT ON COLUMN mart.cakupan.klaim IS 'Banyaknya klaim tentang tempat itu dan kabupaten/kotanya.';
COMMENT ON COLUMN mart.cakupan.penerbit IS 'Banyaknya lembaga penerbit berbeda dari klaim itu.';
COMMENT ON COLUMN mart.cakupan.dari_sampai IS 'Seperti dari, semua putaran sampai tahun ini bersama.';
COMMENT ON COLUMN mart.cakupan.berpredikat_sampai IS 'Seperti berpredikat, semua putaran sampai tahun ini bersama.';
COMMENT ON COLUMN mart.cakupan.diketahui_sampai IS 'Seperti diketahui, semua putaran sampai tahun ini bersama.';
