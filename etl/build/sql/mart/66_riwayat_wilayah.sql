-- One region over all rounds: how far it is known, and its last predicate.
CREATE TABLE mart.riwayat_wilayah AS
SELECT
    kode,
    (count(*) FILTER (WHERE status_data <> 'belum dibentuk'))::INTEGER AS penilaian,
    (count(*) FILTER (WHERE predikat IS NOT NULL))::INTEGER AS berpredikat,
    (count(*) FILTER (WHERE status_data NOT IN ('belum dibentuk', 'tidak diketahui')))::INTEGER AS diketahui,
    (count(*) FILTER (WHERE status_data = 'disimpulkan'))::INTEGER AS simpulan,
    min(tahun) FILTER (WHERE status_data <> 'belum dibentuk') AS tahun_pertama,
    max(tahun) FILTER (WHERE predikat IS NOT NULL) AS tahun_terakhir,
    arg_max(keadaan_rinci, tahun) FILTER (WHERE predikat IS NOT NULL) AS predikat_terakhir
FROM mart.hasil_kabkota
GROUP BY kode
ORDER BY kode;

COMMENT ON TABLE mart.riwayat_wilayah IS 'Satu baris per kabupaten/kota: sejauh mana keadaannya diketahui pada semua putaran berpenilaian.';
COMMENT ON COLUMN mart.riwayat_wilayah.kode IS 'Kode Kemendagri masa kini.';
COMMENT ON COLUMN mart.riwayat_wilayah.penilaian IS 'N: banyaknya putaran berpenilaian sejak wilayah ini dibentuk.';
COMMENT ON COLUMN mart.riwayat_wilayah.berpredikat IS 'Di antaranya yang predikatnya diketahui, juga yang disimpulkan.';
COMMENT ON COLUMN mart.riwayat_wilayah.diketahui IS 'Di antaranya yang keadaannya diketahui, juga yang disimpulkan.';
COMMENT ON COLUMN mart.riwayat_wilayah.simpulan IS 'Di antaranya yang keadaannya disimpulkan.';
COMMENT ON COLUMN mart.riwayat_wilayah.tahun_pertama IS 'Putaran pertama sejak wilayah ini dibentuk.';
COMMENT ON COLUMN mart.riwayat_wilayah.tahun_terakhir IS 'Putaran terakhir yang predikatnya diketahui; kosong bila tidak ada.';
COMMENT ON COLUMN mart.riwayat_wilayah.predikat_terakhir IS 'Predikat pada putaran itu, dengan "(disimpulkan)" bila ia simpulan.';
