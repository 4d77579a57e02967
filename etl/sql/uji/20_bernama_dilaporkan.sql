-- id: Yang disebut namanya tidak melebihi yang dilaporkan, atau ditandai bertentangan.
-- en: Regions named are no more than reported, or the conflict is flagged.
SELECT tahun, kode_provinsi AS kode, peduli, peduli_bernama FROM mart.rekap_provinsi WHERE peduli_bernama > peduli AND NOT konflik
UNION ALL
SELECT tahun, kode_provinsi, peduli, peduli_bernama FROM mart.rekap_provinsi_kini WHERE peduli_bernama > peduli AND NOT konflik
UNION ALL
SELECT tahun, 'ID', peduli, peduli_bernama FROM mart.rekap_nasional WHERE peduli_bernama > peduli AND NOT konflik;
