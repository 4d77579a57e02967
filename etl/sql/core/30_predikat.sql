-- One row per predicate of any rule, best first: ordered by the highest lower bound known for it, then as the file lists them.
CREATE TABLE core.predikat AS
WITH berurut AS (
    SELECT r.predikat AS nama, max(r.nilai_min) AS nilai_min, min(b.baris) AS baris
    FROM core.regulasi AS r
    JOIN raw.regulasi AS b ON b.predikat = r.predikat
    GROUP BY r.predikat
)
SELECT
    nama,
    row_number() OVER (ORDER BY nilai_min DESC NULLS LAST, baris)::INTEGER AS urutan,
    'jumlah_' || lower(split_part(nama, ' ', 1)) AS ukuran_jumlah
FROM berurut;
