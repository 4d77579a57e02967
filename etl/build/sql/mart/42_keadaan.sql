-- The results with what the round makes of them: the rank, who holds the award, and whose state is open (nothing known, or only that
-- it took part). Whatever follows regions over the years reads it here.
CREATE TABLE core.keadaan AS
SELECT h.*, y.program, y.dasar_hukum, p.urutan AS peringkat, coalesce(p.penghargaan, false) AS menyandang,
    h.keadaan IN ('tidak diketahui', 'ikut') AS terbuka
FROM mart.hasil_kabkota AS h
JOIN core.putaran_urut AS y USING (tahun)
LEFT JOIN core.predikat_putaran AS p ON p.tahun = h.tahun AND p.kode = h.kode_predikat;
