-- id: Setiap fakta memiliki paling banyak satu klaim terpilih, dan klaim mustahil tidak pernah terpilih.
-- en: Every fact has at most one chosen claim, and an impossible claim is never chosen.
SELECT kunci, count(*) FILTER (WHERE terpilih) AS terpilih
FROM mart.klaim
GROUP BY kunci
HAVING count(*) FILTER (WHERE terpilih) > 1 OR bool_or(terpilih AND bendera IS NOT NULL);
