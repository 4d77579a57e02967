-- id: Yang disebut namanya tidak melebihi yang dilaporkan, atau ditandai bertentangan.
-- en: Regions named are no more than reported, or the conflict is flagged.
SELECT tahun, tingkat, kode, ukuran, predikat, nilai, bernama FROM mart.angka WHERE bernama > tertinggi AND NOT konflik;
