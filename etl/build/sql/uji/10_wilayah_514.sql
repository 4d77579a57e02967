-- id: Ada tepat 514 kabupaten/kota.
-- en: There are exactly 514 regencies and cities.
SELECT count(*) AS jumlah FROM mart.wilayah HAVING count(*) <> 514;
