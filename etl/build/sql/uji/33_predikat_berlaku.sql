-- id: Predikat yang ditampilkan berlaku menurut peraturan tahun itu.
-- en: A predicate shown is one of the rule of that year.
SELECT h.tahun, h.kode, h.predikat
FROM mart.hasil_kabkota AS h
WHERE h.predikat IS NOT NULL AND NOT EXISTS (
    FROM mart.regulasi AS r
    WHERE r.predikat = h.predikat AND h.tahun BETWEEN r.tahun_mulai AND coalesce(r.tahun_akhir, h.tahun)
);
