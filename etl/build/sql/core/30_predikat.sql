-- One row per year and predicate that the year's rule knows: its code, its rank, the measure by which claims count it.
CREATE TABLE core.predikat_putaran AS
SELECT y.tahun, y.program, p.kode, p.nama, p.urutan, p.penghargaan, 'jumlah_' || p.kode AS ukuran_jumlah
FROM core.putaran_urut AS y
JOIN core.regulasi AS r ON r.peraturan = y.dasar_hukum AND y.tahun BETWEEN r.tahun_mulai AND coalesce(r.tahun_akhir, y.tahun)
JOIN core.predikat AS p ON p.program = y.program AND p.nama = r.predikat;
