-- Claims, typed, with what their notes say (`butir`), the fact they speak of (`kunci`) and why they cannot be true (`bendera`, null if they can).
-- What each flag means, for docs/klaim.md:
-- bendera dicabut: Klaim itu dicabut dengan koreksi yang disetujui; tidak dipakai dan tidak dihitung.
-- bendera wilayah-belum-dibentuk: Kabupaten/kota itu belum dibentuk pada tahun yang dibicarakan.
-- bendera provinsi-belum-dibentuk: Provinsi itu belum dibentuk pada tahun yang dibicarakan.
-- bendera berbeda-dari-jumlah-kabkota: Banyaknya kabupaten/kota yang disebut bukan banyaknya yang ada.
-- bendera melebihi-jumlah-kabkota: Angka atau targetnya lebih besar daripada banyaknya kabupaten/kota yang ada.
-- bendera skor-di-luar-rentang: Skornya lebih dari 100.
-- bendera predikat-tidak-berlaku: Peraturan tahun itu tidak mengenal predikat ini.
-- bendera tidak-ikut-menurut-hasil-resmi: Hasil resmi tahun itu menyatakan wilayah ini tidak ikut.
CREATE TABLE core.klaim AS
WITH semua AS (
    FROM core.klaim_masuk
    UNION ALL BY NAME
    FROM core.klaim_resmi
),
tidak_ikut AS (SELECT tahun, kode FROM core.klaim_resmi WHERE ukuran = 'partisipasi' AND nilai = 'tidak'),
ditafsir AS (
    SELECT
        k.* EXCLUDE (butir_tetap),
        coalesce(k.butir_tetap, (
            SELECT arg_min(t.butir, t.urutan)
            FROM core.tafsir_catatan AS t
            WHERE t.ukuran = k.ukuran AND regexp_matches(coalesce(k.catatan, ''), t.pola)
        ), 'tidak disebut') AS butir,
        coalesce(k.angka::VARCHAR, k.hari::VARCHAR, k.nilai) AS nilai_banding
    FROM semua AS k
),
diperiksa AS (
    SELECT
        d.*,
        CASE
            WHEN d.dicabut THEN 'dicabut'
            WHEN d.tingkat = 'kabkota' AND NOT w.sudah_dibentuk THEN 'wilayah-belum-dibentuk'
            WHEN d.tingkat = 'provinsi' AND c.jumlah_kabkota IS NULL THEN 'provinsi-belum-dibentuk'
            WHEN d.ukuran = 'jumlah_kabkota' AND d.angka <> c.jumlah_kabkota THEN 'berbeda-dari-jumlah-kabkota'
            WHEN (starts_with(d.ukuran, 'jumlah_') OR d.ukuran = 'target_peduli') AND d.angka > c.jumlah_kabkota THEN 'melebihi-jumlah-kabkota'
            WHEN d.ukuran = 'skor' AND d.angka > 100 THEN 'skor-di-luar-rentang'
            WHEN (d.ukuran = 'predikat' OR d.ukuran IN (SELECT 'jumlah_' || kode FROM core.predikat)) AND NOT EXISTS (
                FROM core.predikat_putaran AS p
                WHERE p.tahun = d.tahun AND (p.nama = d.nilai OR p.ukuran_jumlah = d.ukuran)
            ) THEN 'predikat-tidak-berlaku'
            WHEN d.golongan <> 'hasil resmi' AND d.ukuran IN ('predikat', 'skor', 'rekomendasi', 'peringkat') AND t.kode IS NOT NULL
                AND d.nilai <> 'tidak' THEN 'tidak-ikut-menurut-hasil-resmi'
        END AS bendera
    FROM ditafsir AS d
    LEFT JOIN core.wilayah_tahun AS w ON d.tingkat = 'kabkota' AND w.tahun = d.tahun AND w.kode = d.kode
    LEFT JOIN tidak_ikut AS t ON d.tingkat = 'kabkota' AND t.tahun = d.tahun AND t.kode = d.kode
    LEFT JOIN core.cakupan AS c ON c.tingkat = d.tingkat AND c.tahun = d.tahun AND c.kode = d.kode
)
SELECT
    d.*,
    g.peringkat AS peringkat_golongan,
    -- A year may hold several targets, stages and rankings side by side; of everything else there is one fact per year and place.
    concat_ws('|', d.tahun, d.tingkat, d.kode, d.ukuran,
        CASE
            WHEN d.ukuran = 'target_peduli' THEN d.butir || '=' || d.nilai_banding
            WHEN d.ukuran IN ('tenggat', 'peringkat') THEN d.butir
        END) AS kunci
FROM diperiksa AS d
JOIN core.golongan AS g USING (golongan);
