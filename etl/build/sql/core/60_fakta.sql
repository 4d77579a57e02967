-- One row per fact: the value shown and the claim it rests on, what decided, and what stands against it.
-- What each reason means, for docs/klaim.md:
-- alasan satu-satunya-klaim: Hanya ada satu klaim.
-- alasan semua-senilai: Semua klaim menyatakan nilai yang sama.
-- alasan golongan-penerbit: Golongan penerbitnya lebih tinggi.
-- alasan keyakinan: Segolongan, tetapi klaim ini pasti dan lainnya ambigu.
-- alasan jumlah-sumber: Seimbang sampai di sini, tetapi lebih banyak lembaga menyatakan nilai ini.
-- alasan halaman-lebih-baru: Seimbang sampai di sini, tetapi halamannya lebih baru.
-- alasan urutan-tanda-pengenal: Seimbang dalam segala hal; tanda pengenal menentukan agar hasilnya tetap.
-- alasan daftar-lengkap: Klaim lain, atau semua klaim, kalah oleh daftar lengkap provinsinya.
-- alasan lainnya-mustahil: Klaim lain ditandai mustahil.
-- alasan semua-mustahil: Semua klaim ditandai mustahil, sehingga tidak ada nilai.
-- alasan semua-dicabut: Semua klaim sudah dicabut, sehingga tidak ada nilai.
CREATE TABLE core.fakta AS
WITH sisa AS (
    -- Claims that fell away speak for their value no more.
    SELECT * REPLACE (count(DISTINCT lembaga) OVER (PARTITION BY kunci, nilai_banding) AS sumber_senilai)
    FROM core.kandidat
    WHERE id NOT IN (FROM core.kalah_daftar)
),
sah AS (
    SELECT
        *,
        row_number() OVER (
            PARTITION BY kunci
            ORDER BY peringkat_golongan, keyakinan = 'ambigu', sumber_senilai DESC, tanggal_terbit DESC NULLS LAST, id
        )::INTEGER AS tempat
    FROM sisa
),
terpilih AS (SELECT * FROM sah WHERE tempat = 1),
pesaing AS (
    -- The best claim of another value: what decided is the first criterion in which it is the worse.
    SELECT s.*
    FROM sah AS s
    JOIN terpilih AS t USING (kunci)
    WHERE s.nilai_banding <> t.nilai_banding
    QUALIFY row_number() OVER (PARTITION BY s.kunci ORDER BY s.tempat) = 1
),
klaim AS (SELECT *, bendera IS DISTINCT FROM 'dicabut' AS berlaku FROM core.klaim),
semua AS (
    -- A withdrawn claim counts for nothing; a fact all of whose claims were withdrawn stays, without a value.
    SELECT
        kunci,
        any_value(tahun) AS tahun, any_value(tingkat) AS tingkat, any_value(kode) AS kode, any_value(ukuran) AS ukuran,
        min(butir) AS butir,
        count(*) FILTER (WHERE berlaku)::INTEGER AS jumlah_klaim,
        count(DISTINCT lembaga) FILTER (WHERE berlaku)::INTEGER AS jumlah_sumber,
        count(DISTINCT nilai_banding) FILTER (WHERE berlaku)::INTEGER AS jumlah_nilai,
        count(DISTINCT nilai_banding) FILTER (WHERE bendera IS NULL)::INTEGER AS jumlah_nilai_mungkin,
        count(bendera) FILTER (WHERE berlaku)::INTEGER AS jumlah_mustahil,
        count(*) FILTER (WHERE id IN (FROM core.kalah_daftar))::INTEGER AS jumlah_kalah_daftar,
        count(DISTINCT CASE WHEN ukuran = 'skor' AND butir <> 'tidak disebut' AND berlaku THEN butir END) AS jenis_skor_berbeda
    FROM klaim
    GROUP BY kunci
)
SELECT
    s.kunci, s.tahun, s.tingkat, s.kode, s.ukuran,
    coalesce(t.butir, s.butir) AS butir,
    t.nilai AS nilai,
    t.angka AS angka,
    t.hari AS hari,
    t.id AS id_klaim,
    t.keyakinan AS keyakinan,
    s.jumlah_klaim, s.jumlah_sumber, s.jumlah_nilai, s.jumlah_nilai_mungkin, s.jumlah_mustahil, s.jumlah_kalah_daftar,
    -- Scores of the two kinds may differ without contradicting each other.
    (s.jumlah_nilai > 1 AND NOT (s.ukuran = 'skor' AND s.jenis_skor_berbeda > 1 AND s.jumlah_nilai = s.jenis_skor_berbeda))
        OR s.jumlah_mustahil > 0 OR s.jumlah_kalah_daftar > 0 AS konflik,
    CASE
        WHEN t.id IS NULL AND s.jumlah_kalah_daftar > 0 THEN 'daftar-lengkap'
        WHEN s.jumlah_klaim = 0 THEN 'semua-dicabut'
        WHEN t.id IS NULL THEN 'semua-mustahil'
        WHEN p.id IS NULL AND s.jumlah_kalah_daftar > 0 THEN 'daftar-lengkap'
        WHEN p.id IS NULL AND s.jumlah_mustahil > 0 THEN 'lainnya-mustahil'
        WHEN p.id IS NULL AND s.jumlah_klaim = 1 THEN 'satu-satunya-klaim'
        WHEN p.id IS NULL THEN 'semua-senilai'
        WHEN t.peringkat_golongan < p.peringkat_golongan THEN 'golongan-penerbit'
        WHEN t.keyakinan <> p.keyakinan THEN 'keyakinan'
        WHEN t.sumber_senilai > p.sumber_senilai THEN 'jumlah-sumber'
        WHEN t.tanggal_terbit IS NOT NULL AND t.tanggal_terbit IS DISTINCT FROM p.tanggal_terbit THEN 'halaman-lebih-baru'
        ELSE 'urutan-tanda-pengenal'
    END AS alasan
FROM semua AS s
LEFT JOIN terpilih AS t USING (kunci)
LEFT JOIN pesaing AS p USING (kunci);
