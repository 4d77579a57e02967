-- Every decree about a round: those of keputusan.csv, and the number of putaran.csv where no row there has it. `utama` is the one that
-- putaran.csv names, which may write a date behind the number.
CREATE TABLE core.keputusan_putaran AS
WITH dicatat AS (
    SELECT k.*, coalesce(starts_with(p.nomor_sk, k.nomor), false) AS disebut
    FROM core.keputusan AS k JOIN core.putaran AS p USING (tahun)
)
SELECT
    * EXCLUDE (disebut),
    disebut AND length(nomor) = max(length(nomor)) FILTER (disebut) OVER (PARTITION BY tahun) AS utama
FROM dicatat
UNION ALL BY NAME
SELECT tahun, 'kabkota' AS perihal, nomor_sk AS nomor, label_sk AS label, 'perkiraan' AS kepastian, true AS utama
FROM core.putaran AS p
WHERE nomor_sk IS NOT NULL AND NOT EXISTS (SELECT 1 FROM dicatat AS d WHERE d.tahun = p.tahun AND d.disebut);
