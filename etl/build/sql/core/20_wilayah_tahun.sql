-- One row per year and region: the province it lay in that year, and whether it existed.
CREATE TABLE core.wilayah_tahun AS
WITH provinsi AS (SELECT DISTINCT kode_provinsi, provinsi FROM core.wilayah),
ditempatkan AS (
    SELECT
        p.tahun,
        w.kode,
        CASE p.susunan WHEN '2020' THEN w.kode_provinsi_2020 ELSE w.kode_provinsi END AS kode_provinsi,
        coalesce(w.sejak_tahun, 0) <= p.tahun AS sudah_dibentuk
    FROM core.putaran_urut AS p
    CROSS JOIN core.wilayah AS w
)
SELECT d.tahun, d.kode, d.kode_provinsi, v.provinsi, d.sudah_dibentuk
FROM ditempatkan AS d
JOIN provinsi AS v USING (kode_provinsi);

-- One row per year and scope (nation, province of that year): how many regions it has.
CREATE TABLE core.cakupan AS
SELECT
    tahun,
    CASE WHEN kode_provinsi IS NULL THEN 'nasional' ELSE 'provinsi' END AS tingkat,
    coalesce(kode_provinsi, 'ID') AS kode,
    count(*) FILTER (WHERE sudah_dibentuk) AS jumlah_kabkota
FROM core.wilayah_tahun
GROUP BY GROUPING SETS ((tahun), (tahun, kode_provinsi));
