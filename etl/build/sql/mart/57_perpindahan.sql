-- What every region did between any two assessed years, and how long it held the award.
CREATE TABLE mart.perpindahan AS
WITH keadaan AS (
    SELECT tahun, kode, keadaan, dasar_keadaan, konflik, program, dasar_hukum, peringkat, menyandang AS puncak,
        starts_with(keadaan, 'bukan ') AS bukan_puncak, keadaan IN ('tidak ikut', 'belum dibentuk') AS di_luar, keadaan = 'tidak ikut' AS tidak_ikut
    FROM core.keadaan
)
SELECT
    a.tahun AS tahun_dari, b.tahun AS tahun_ke, a.kode, a.keadaan AS keadaan_dari, b.keadaan AS keadaan_ke,
    CASE
        -- Another programme asks for something else: nothing rises or falls across that break.
        WHEN a.program <> b.program THEN 'ganti program'
        WHEN a.peringkat = b.peringkat THEN 'tetap'
        WHEN b.peringkat < a.peringkat THEN 'naik'
        WHEN b.peringkat > a.peringkat THEN 'turun'
        -- "Not the award" leaves the class open, so it is a move only against the award itself.
        WHEN a.bukan_puncak AND b.puncak THEN 'meraih'
        WHEN a.puncak AND b.bukan_puncak THEN 'melepas'
        WHEN a.di_luar AND b.peringkat IS NOT NULL THEN 'masuk'
        WHEN a.peringkat IS NOT NULL AND b.tidak_ikut THEN 'keluar'
        WHEN a.di_luar AND b.di_luar THEN 'di luar'
        ELSE 'tidak diketahui'
    END AS kategori,
    a.puncak AS penghargaan_dari, b.puncak AS penghargaan_ke,
    coalesce(a.dasar_keadaan NOT IN ('resmi', 'klaim'), false) OR coalesce(b.dasar_keadaan NOT IN ('resmi', 'klaim'), false) AS simpulan,
    a.konflik OR b.konflik AS konflik,
    a.dasar_hukum <> b.dasar_hukum AS ganti_aturan
FROM keadaan AS a
JOIN keadaan AS b ON b.kode = a.kode AND b.tahun > a.tahun
ORDER BY a.tahun, b.tahun, a.kode;

COMMENT ON TABLE mart.perpindahan IS 'Satu baris per pasangan putaran berpenilaian dan kabupaten/kota: keadaannya pada keduanya, dan apa artinya.';
COMMENT ON COLUMN mart.perpindahan.tahun_dari IS 'Tahun penghargaan yang lebih dahulu.';
COMMENT ON COLUMN mart.perpindahan.tahun_ke IS 'Tahun penghargaan yang kemudian.';
COMMENT ON COLUMN mart.perpindahan.kode IS 'Kode Kemendagri masa kini.';
COMMENT ON COLUMN mart.perpindahan.keadaan_dari IS 'Keadaan pada tahun pertama (mart.hasil_kabkota.keadaan).';
COMMENT ON COLUMN mart.perpindahan.keadaan_ke IS 'Keadaan pada tahun kedua.';
COMMENT ON COLUMN mart.perpindahan.kategori IS 'naik, tetap, turun; meraih atau melepas (dari atau ke bukan predikat penghargaan, kelasnya tidak diketahui); masuk, keluar, di luar (tidak ikut atau belum dibentuk); ganti program (tidak dibandingkan); tidak diketahui.';
COMMENT ON COLUMN mart.perpindahan.penghargaan_dari IS 'Benar bila menyandang predikat penghargaan pada tahun pertama.';
COMMENT ON COLUMN mart.perpindahan.penghargaan_ke IS 'Benar bila menyandang predikat penghargaan pada tahun kedua.';
COMMENT ON COLUMN mart.perpindahan.simpulan IS 'Benar bila salah satu keadaannya disimpulkan.';
COMMENT ON COLUMN mart.perpindahan.konflik IS 'Benar bila sumber tentang salah satu tahun bertentangan.';
COMMENT ON COLUMN mart.perpindahan.ganti_aturan IS 'Benar bila peraturan kedua tahun berbeda, sehingga perbandingan perlu hati-hati.';

CREATE TABLE mart.runtun AS
WITH putaran AS (
    SELECT kode, program, tahun, menyandang, keyakinan_predikat = 'ambigu' AS ragu, terbuka, keadaan <> 'belum dibentuk' AS ada,
        row_number() OVER (PARTITION BY kode, program ORDER BY tahun) AS ke,
        count(*) OVER (PARTITION BY kode, program) AS banyak
    FROM core.keadaan
),
bertetangga AS (
    SELECT *,
        lag(terbuka, 1, false) OVER w AS sebelum_terbuka, lead(terbuka, 1, false) OVER w AS sesudah_terbuka,
        ke - row_number() OVER (PARTITION BY kode, program, menyandang ORDER BY ke) AS runtunan
    FROM putaran
    WINDOW w AS (PARTITION BY kode, program ORDER BY ke)
),
runtunan AS (
    -- Stretches of rounds with the award; a round without assessment is no round and breaks none.
    SELECT kode, program, count(*) AS panjang, min(tahun) AS mulai, max(tahun) AS akhir, max(ke) AS sampai, count(*) FILTER (WHERE ragu) AS ambigu,
        arg_min(sebelum_terbuka, ke) AS awal_terbuka, arg_max(sesudah_terbuka, ke) AS akhir_terbuka
    FROM bertetangga WHERE menyandang
    GROUP BY kode, program, runtunan
),
terpanjang AS (
    SELECT * FROM runtunan QUALIFY row_number() OVER (PARTITION BY kode, program ORDER BY panjang DESC, sampai DESC) = 1
),
seluruhnya AS (
    SELECT kode, program, count(*) FILTER (WHERE menyandang) AS jumlah, bool_or(terbuka) AS ada_terbuka, count(*) FILTER (WHERE ada) AS putaran,
        any_value(banyak) AS banyak, arg_max(terbuka, ke) AS terbaru_terbuka, arg_max(menyandang, ke) AS terbaru_menyandang
    FROM putaran GROUP BY kode, program
)
SELECT
    t.kode, t.program, t.panjang::INTEGER AS terpanjang, t.mulai, t.akhir, t.ambigu::INTEGER AS ambigu,
    t.awal_terbuka OR t.akhir_terbuka AS terpanjang_minimal,
    (CASE WHEN s.terbaru_menyandang THEN r.panjang WHEN s.terbaru_terbuka THEN NULL ELSE 0 END)::INTEGER AS berjalan,
    coalesce(r.awal_terbuka, false) AS berjalan_minimal,
    s.jumlah::INTEGER AS jumlah, s.ada_terbuka AS jumlah_minimal, s.putaran::INTEGER AS putaran,
    rank() OVER (PARTITION BY t.program ORDER BY t.panjang DESC)::INTEGER AS peringkat
FROM terpanjang AS t
JOIN seluruhnya AS s USING (kode, program)
LEFT JOIN runtunan AS r ON r.kode = t.kode AND r.program = t.program AND r.sampai = s.banyak
ORDER BY t.program, t.kode;

COMMENT ON TABLE mart.runtun IS 'Satu baris per program dan kabupaten/kota yang sekurang-kurangnya sekali menyandang predikat penghargaan: runtun putaran berturut-turut. Tahun tanpa penilaian dilangkahi.';
COMMENT ON COLUMN mart.runtun.kode IS 'Kode Kemendagri masa kini.';
COMMENT ON COLUMN mart.runtun.program IS 'Program (mart.program.kode); runtun tidak menyeberang ke program lain.';
COMMENT ON COLUMN mart.runtun.terpanjang IS 'Runtun terpanjang, dalam putaran; dari yang sama panjang yang terbaru.';
COMMENT ON COLUMN mart.runtun.mulai IS 'Tahun pertama runtun terpanjang.';
COMMENT ON COLUMN mart.runtun.akhir IS 'Tahun terakhir runtun terpanjang.';
COMMENT ON COLUMN mart.runtun.ambigu IS 'Banyaknya putaran di dalamnya yang bersandar pada klaim ambigu.';
COMMENT ON COLUMN mart.runtun.terpanjang_minimal IS 'Benar bila putaran sebelum atau sesudahnya tidak diketahui, sehingga runtunnya mungkin lebih panjang.';
COMMENT ON COLUMN mart.runtun.berjalan IS 'Runtun yang berakhir pada putaran terbaru program itu; 0 bila putaran itu pasti tanpa penghargaan, kosong bila tidak diketahui.';
COMMENT ON COLUMN mart.runtun.berjalan_minimal IS 'Benar bila runtun berjalan mungkin lebih panjang.';
COMMENT ON COLUMN mart.runtun.jumlah IS 'Banyaknya putaran dengan penghargaan.';
COMMENT ON COLUMN mart.runtun.jumlah_minimal IS 'Benar bila ada putaran yang tidak diketahui, sehingga jumlahnya mungkin lebih besar.';
COMMENT ON COLUMN mart.runtun.putaran IS 'Banyaknya putaran program itu sejak wilayah ini dibentuk.';
COMMENT ON COLUMN mart.runtun.peringkat IS 'Peringkat menurut runtun terpanjang; yang sama panjang berperingkat sama.';
