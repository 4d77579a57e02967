-- What is certain about regions that no claim names: conclusions from counts of their province, or of the nation.
--   jumlah penuh: as many hold a predicate as there are regions, so every one holds it;
--   daftar lengkap: all holders of the award are named with certainty, so the others do not hold it (a lower class, or no part taken);
--   tanpa peserta, peserta penuh: none or all of the regions took part.
-- Nothing is concluded from a count that is disputed, uncertain, or contradicted by a claim about one of the regions it speaks of.
-- What each hindrance means, for docs/klaim.md:
-- halangan jumlah-berselisih: Sumber menyebut jumlah yang berbeda.
-- halangan jumlah-ambigu: Jumlahnya sendiri tidak pasti.
-- halangan sumber-kurang: Jumlah penuh belum dinyatakan kementerian, Kanwil, atau dua lembaga yang tidak saling bergantung.
-- halangan dibantah-daerah: Sebuah klaim tentang kabupaten/kota di dalamnya menyatakan yang lain.
CREATE TABLE core.alasan_simpulan AS
WITH hitungan AS (
    SELECT f.tahun, f.tingkat, f.kode AS kode_lingkup, f.ukuran, f.angka, f.kunci, c.jumlah_kabkota,
        p.nama AS predikat, coalesce(p.penghargaan, false) AS penghargaan,
        f.jumlah_nilai_mungkin > 1 AS berselisih,
        count(*) FILTER (WHERE k.keyakinan = 'pasti') > 0 AS pasti,
        -- Strong enough for all regions at once: the ministry, a Kanwil or an official result says it, or two organisations do.
        -- "All of them", with a number that only the collector filled in, is no count of the publisher's own.
        coalesce(bool_or(k.peringkat_golongan <= m.peringkat) FILTER (WHERE k.keyakinan = 'pasti'), false)
            OR count(DISTINCT k.lembaga) FILTER (WHERE k.keyakinan = 'pasti' AND k.butir <> 'angka dilengkapi') >= 2 AS kuat
    FROM core.fakta AS f
    JOIN core.cakupan AS c USING (tahun, tingkat, kode)
    JOIN core.klaim AS k ON k.kunci = f.kunci AND k.angka = f.angka AND k.bendera IS NULL
    JOIN core.golongan AS m ON m.golongan = 'kementerian'
    LEFT JOIN core.predikat_putaran AS p ON p.tahun = f.tahun AND p.ukuran_jumlah = f.ukuran
    WHERE f.tingkat IN ('provinsi', 'nasional') AND (p.nama IS NOT NULL OR f.ukuran = 'jumlah_peserta')
    GROUP BY ALL
),
menurut AS (
    SELECT tahun, tingkat, kode_lingkup, kunci, predikat, berselisih, pasti, kuat, 'jumlah penuh' AS dasar
    FROM hitungan WHERE predikat IS NOT NULL AND angka = jumlah_kabkota
    UNION ALL
    SELECT h.tahun, h.tingkat, h.kode_lingkup, h.kunci, h.predikat, h.berselisih, h.pasti, true, 'daftar lengkap'
    FROM hitungan AS h
    JOIN core.daftar_lengkap AS d USING (kunci)
    WHERE h.penghargaan AND h.angka < h.jumlah_kabkota
    UNION ALL
    SELECT tahun, tingkat, kode_lingkup, kunci, NULL, berselisih, pasti, true, if(angka = 0, 'tanpa peserta', 'peserta penuh')
    FROM hitungan WHERE ukuran = 'jumlah_peserta' AND angka IN (0, jumlah_kabkota)
    UNION ALL
    -- Classes whose counts together make up all regions: a predicate is given to participants only, so all took part.
    SELECT tahun, tingkat, kode_lingkup, arg_max(kunci, penghargaan), NULL, bool_or(berselisih), bool_and(pasti), true, 'peserta penuh'
    FROM hitungan WHERE predikat IS NOT NULL
    GROUP BY tahun, tingkat, kode_lingkup
    HAVING count(*) > 1 AND sum(angka) = any_value(jumlah_kabkota)
),
bantahan AS (
    -- Claims about a region that say the opposite of a conclusion. Those that fell to a complete list say nothing any more.
    SELECT DISTINCT m.kunci, m.dasar
    FROM menurut AS m
    JOIN core.lingkup AS l ON l.tahun = m.tahun AND l.tingkat = m.tingkat AND l.kode_lingkup = m.kode_lingkup
    JOIN core.kandidat AS k ON k.tahun = l.tahun AND k.kode = l.kode AND k.tingkat = 'kabkota'
    WHERE k.id NOT IN (FROM core.kalah_daftar)
        AND CASE m.dasar
            WHEN 'jumlah penuh' THEN (k.ukuran = 'predikat' AND k.nilai <> m.predikat) OR (k.ukuran = 'partisipasi' AND k.nilai = 'tidak')
            WHEN 'tanpa peserta' THEN k.ukuran IN ('predikat', 'skor') OR (k.ukuran IN ('partisipasi', 'rekomendasi') AND k.nilai = 'ya')
            WHEN 'peserta penuh' THEN k.ukuran = 'partisipasi' AND k.nilai = 'tidak'
            ELSE false
        END
)
SELECT
    m.tahun, m.tingkat, m.kode_lingkup, m.dasar, m.predikat, m.kunci,
    CASE
        WHEN m.berselisih THEN 'jumlah-berselisih'
        WHEN NOT m.pasti THEN 'jumlah-ambigu'
        WHEN b.kunci IS NOT NULL THEN 'dibantah-daerah'
        WHEN NOT m.kuat THEN 'sumber-kurang'
    END AS halangan
FROM menurut AS m
LEFT JOIN bantahan AS b ON b.kunci = m.kunci AND b.dasar = m.dasar;

-- One row per year and region about which something is concluded, or would be if nothing hindered it. Its province before the nation.
CREATE TABLE core.simpulan AS
WITH per_wilayah AS (
    SELECT a.*, l.kode,
        row_number() OVER (
            PARTITION BY a.tahun, l.kode, a.dasar, a.halangan IS NULL ORDER BY a.tingkat = 'nasional', a.kunci
        ) AS tempat
    FROM core.alasan_simpulan AS a
    JOIN core.lingkup AS l ON l.tahun = a.tahun AND l.tingkat = a.tingkat AND l.kode_lingkup = a.kode_lingkup
)
SELECT
    tahun, kode,
    max(predikat) FILTER (WHERE dasar = 'jumlah penuh' AND halangan IS NULL) AS predikat,
    max(kunci) FILTER (WHERE dasar = 'jumlah penuh' AND halangan IS NULL) AS kunci_predikat,
    coalesce(bool_or(dasar = 'daftar lengkap' AND halangan IS NULL), false) AS bukan_penghargaan,
    max(kunci) FILTER (WHERE dasar = 'daftar lengkap' AND halangan IS NULL) AS kunci_daftar,
    max(dasar) FILTER (WHERE dasar IN ('tanpa peserta', 'peserta penuh') AND halangan IS NULL) AS dasar_partisipasi,
    max(kunci) FILTER (WHERE dasar IN ('tanpa peserta', 'peserta penuh') AND halangan IS NULL) AS kunci_partisipasi,
    arg_min(halangan, dasar <> 'jumlah penuh') FILTER (WHERE halangan IS NOT NULL) AS halangan,
    arg_min(kunci, dasar <> 'jumlah penuh') FILTER (WHERE halangan IS NOT NULL) AS kunci_halangan
FROM per_wilayah
WHERE tempat = 1
GROUP BY tahun, kode;
