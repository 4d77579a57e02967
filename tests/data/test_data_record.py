"""The published record as a whole: nothing lost, nothing shown without its claim."""

from pathlib import Path

import pytest
from data_tools import Ask

from etl.base.paths import DICTIONARY, PUBLIC_NAME
from etl.build import dictionary
from etl.build.run import BuildReport

ASSESSED = [*range(2013, 2021), 2022, 2023, 2024]
YOUNG = {"74.13", "74.14", "74.15"}


def test_every_claim_of_the_repository_is_accepted(record: tuple[Path, BuildReport], public: Ask) -> None:
    claims = record[1].claims
    assert (len(claims.accepted), claims.rejected) == (3353, ())
    assert public("SELECT count(*) FROM mart.klaim") == [(3353,)]
    assert public("SELECT count(*) FROM mart.ditolak") == [(0,)]


def test_eleven_rounds_of_514_regions(public: Ask) -> None:
    assert public("SELECT count(*), count(DISTINCT kode) FROM mart.wilayah") == [(514, 514)]
    rows = public("SELECT tahun, count(*), count(DISTINCT kode) FROM mart.hasil_kabkota GROUP BY tahun ORDER BY tahun")
    assert rows == [(year, 514, 514) for year in ASSESSED]


def test_provinces_are_those_of_the_year(public: Ask) -> None:
    rows = public("SELECT tahun, count(*), sum(jumlah_kabkota) FROM mart.rekap_provinsi GROUP BY tahun ORDER BY tahun")
    assert rows == [(year, 34 if year <= 2022 else 38, 511 if year == 2013 else 514) for year in ASSESSED]
    assert public("SELECT DISTINCT kode_provinsi FROM mart.hasil_kabkota WHERE kode = '93.01' AND tahun <= 2022") == [("91",)]
    assert public("SELECT DISTINCT kode_provinsi FROM mart.hasil_kabkota WHERE kode = '93.01' AND tahun > 2022") == [("93",)]
    assert public("SELECT count(DISTINCT kode_provinsi) FROM mart.rekap_provinsi_kini WHERE tahun = 2013") == [(38,)]


def test_2021_has_seven_targets_and_nothing_else(public: Ask) -> None:
    assert public("SELECT ukuran, count(*) FROM mart.klaim WHERE tahun = 2021 GROUP BY ukuran") == [("target_peduli", 7)]
    for table in ("hasil_kabkota", "rekap_provinsi", "rekap_provinsi_kini", "rekap_nasional", "tahapan"):
        assert public(f"SELECT count(*) FROM mart.{table} WHERE tahun = 2021") == [(0,)], table
    assert public("SELECT kode, target_peduli, jumlah_sumber FROM mart.target WHERE tahun = 2021 ORDER BY kode") == [
        ("33", 35, 1),
        ("36", 8, 1),
        ("63", 13, 1),
        ("72", 7, 1),
        ("73", 24, 1),
        ("74", 17, 2),
    ]
    assert public("SELECT ada_penilaian FROM mart.putaran WHERE tahun = 2021") == [(False,)]
    assert public("SELECT tahun_pembanding FROM mart.putaran WHERE tahun = 2022") == [(2020,)]


def test_younger_regions_were_not_formed_yet(public: Ask) -> None:
    rows = public("SELECT tahun, kode FROM mart.hasil_kabkota WHERE status_data = 'belum dibentuk' ORDER BY kode")
    assert rows == [(2013, code) for code in sorted(YOUNG)]
    assert {row[0] for row in public("SELECT kode FROM mart.wilayah WHERE sejak_tahun > 2013")} == YOUNG


VALUES = [
    ("hasil_kabkota", "predikat", "id_klaim_predikat", "predikat", "t.status_data <> 'disimpulkan'"),
    ("hasil_kabkota", "skor", "id_klaim_skor", "skor", "true"),
    ("rekap_provinsi", "peserta", "id_klaim_peserta", "jumlah_peserta", "t.dasar_peserta = 'klaim'"),
    ("rekap_provinsi", "pembina", "id_klaim_pembina", "penghargaan_pembina", "true"),
    ("rekap_nasional", "peserta", "id_klaim_peserta", "jumlah_peserta", "t.dasar_peserta = 'klaim'"),
    ("rekap_nasional", "peduli", "id_klaim_peduli", "jumlah_peduli", "t.dasar_peduli = 'klaim'"),
    ("rekap_nasional", "cukup", "id_klaim_cukup", "jumlah_cukup", "t.dasar_cukup = 'klaim'"),
    ("target", "target_peduli", "id_klaim", "target_peduli", "true"),
    ("tahapan", "tanggal", "id_klaim", "tenggat", "true"),
]


@pytest.mark.parametrize(("table", "value", "claim", "measure", "where"), VALUES)
def test_every_value_that_rests_on_a_claim_points_to_a_chosen_one(
    public: Ask, table: str, value: str, claim: str, measure: str, where: str
) -> None:
    ((shown, chosen),) = public(
        f"SELECT count(*), count(k.id) FROM mart.{table} AS t "
        f"LEFT JOIN mart.klaim AS k ON k.id = t.{claim} AND k.terpilih AND k.bendera IS NULL "
        f"AND k.tahun = t.tahun AND k.ukuran = ? WHERE t.{value} IS NOT NULL AND {where}",
        measure,
    )
    assert shown == chosen > 0


@pytest.mark.parametrize("predicate", ["peduli", "cukup", "mulai", "kurang"])
def test_a_province_s_count_is_a_chosen_claim_or_what_follows_from_names(public: Ask, predicate: str) -> None:
    rows = public(
        "SELECT a.dasar, a.batas, a.nilai, a.bernama + a.simpulan, k.nilai::INTEGER FROM mart.angka AS a "
        "LEFT JOIN mart.klaim AS k ON k.id = a.id_klaim AND k.terpilih WHERE a.tingkat = 'provinsi' AND a.predikat = ?",
        predicate,
    )
    for basis, bound, shown, named, claimed in rows:
        if basis == "klaim":
            assert (shown, bound) == (claimed, "tepat")
        elif bound == "sekurangnya":
            assert shown == named > 0, "zero is only ever a counted zero"
    assert {row[0] for row in rows} >= ({"klaim", "bernama"} if predicate in ("peduli", "cukup") else {None})


WIDE = (("rekap_provinsi", "provinsi", "r.kode_provinsi"), ("rekap_provinsi_kini", "provinsi_kini", "r.kode_provinsi"))


@pytest.mark.parametrize(("table", "level", "code"), [*WIDE, ("rekap_nasional", "nasional", "'ID'")])
@pytest.mark.parametrize(("column", "which"), [("peduli", "a.predikat = 'peduli'"), ("peserta", "a.ukuran = 'peserta'")])
def test_the_wide_tables_hold_the_numbers_of_angka(public: Ask, table: str, level: str, code: str, column: str, which: str) -> None:
    ((rows, differing),) = public(
        f"SELECT count(*), count(*) FILTER (WHERE r.{column} IS DISTINCT FROM if(a.batas = 'paling banyak', NULL, a.nilai)) "
        f"FROM mart.{table} AS r JOIN mart.angka AS a ON a.tahun = r.tahun AND a.tingkat = ? AND a.kode = {code} AND {which}",
        level,
    )
    assert rows > 0
    assert differing == 0


def test_participants_are_known_wherever_something_is_certain(public: Ask) -> None:
    assert public("SELECT count(*), count(peserta) FROM mart.rekap_provinsi") == [(382, 248)]
    assert public("SELECT count(*) FROM mart.rekap_provinsi WHERE peserta IS NULL AND peserta_bernama > 0") == [(0,)]


# The same facts under the same names wherever one looks: what differed once.


def test_how_much_is_known_or_concluded(public: Ask) -> None:
    ((known, concluded, whole),) = public(
        "SELECT count(*) FILTER (WHERE status_data NOT IN ('tidak diketahui', 'belum dibentuk')), "
        "count(*) FILTER (WHERE status_data = 'disimpulkan'), count(*) FILTER (WHERE status_data <> 'belum dibentuk') "
        "FROM mart.hasil_kabkota"
    )
    assert (known - concluded, whole) == (1209, 5651)
    assert known >= 1590


def test_lampung_2024_holds_all_of_its_fifteen(public: Ask) -> None:
    assert public("SELECT DISTINCT keadaan FROM mart.hasil_kabkota WHERE tahun = 2024 AND kode_provinsi = '18'") == [
        ("Peduli HAM",)
    ]
    rows = public(
        "SELECT ukuran, nilai, batas, dari FROM mart.angka WHERE tahun = 2024 AND tingkat = 'provinsi' AND kode = '18' "
        "AND (predikat = 'peduli' OR ukuran = 'diketahui') ORDER BY ukuran"
    )
    assert rows == [("diketahui", 15, "tepat", 15), ("predikat", 15, "tepat", 15)]


def test_surakarta_2016_says_why_nothing_is_concluded(public: Ask) -> None:
    assert public("SELECT keadaan, halangan, kunci_halangan FROM mart.hasil_kabkota WHERE tahun = 2016 AND kode = '33.72'") == [
        ("tidak diketahui", "sumber-kurang", "2016|provinsi|33|jumlah_peduli")
    ]


def test_empat_lawang_2023_is_certainly_not_on_the_list(public: Ask) -> None:
    rows = public(
        "SELECT keadaan, dasar_keadaan, kunci_simpulan, partisipasi FROM mart.hasil_kabkota WHERE tahun = 2023 AND kode = '16.11'"
    )
    assert rows == [("bukan Peduli HAM", "daftar lengkap", "2023|provinsi|16|jumlah_peduli", None)]


def test_papua_barat_2020_took_no_part(public: Ask) -> None:
    rows = public(
        "SELECT DISTINCT keadaan, dasar_keadaan, partisipasi FROM mart.hasil_kabkota WHERE tahun = 2020 AND kode_provinsi = '92'"
    )
    assert rows == [("tidak ikut", "tanpa peserta", "tidak")]


def test_the_nation_has_one_number_a_year(public: Ask) -> None:
    rows = public("SELECT tahun, nilai, batas FROM mart.angka WHERE tingkat = 'nasional' AND predikat = 'peduli' ORDER BY tahun")
    assert rows == [
        (2013, 8, "sekurangnya"), (2014, 56, "tepat"), (2015, 132, "tepat"), (2016, 228, "tepat"), (2017, 232, "tepat"),
        (2018, 271, "tepat"), (2019, 272, "tepat"), (2020, 259, "tepat"), (2022, 170, "tepat"), (2023, 262, "tepat"),
        (2024, 188, "sekurangnya"),
    ]  # fmt: skip


def test_who_lost_the_award_between_2020_and_2022(public: Ask) -> None:
    rows = dict(public("SELECT kategori, count(*) FROM mart.perpindahan WHERE (tahun_dari, tahun_ke) = (2020, 2022) GROUP BY ALL"))
    assert rows["melepas"] + rows.get("turun", 0) == 23


def test_a_recommendation_nobody_speaks_of_is_unknown(public: Ask) -> None:
    columns = "count(*) FILTER (WHERE direkomendasikan IS NULL), count(*) FILTER (WHERE NOT direkomendasikan)"
    ((unknown, denied),) = public(f"SELECT {columns} FROM mart.hasil_kabkota")
    assert unknown > 5600
    assert denied == 0


def test_544_took_part_is_kept_flagged_and_not_shown(public: Ask) -> None:
    claims = public(
        "SELECT nilai, bendera, terpilih FROM mart.klaim WHERE tahun = 2024 AND kode = 'ID' AND ukuran = 'jumlah_peserta'"
    )
    assert claims == [("544", "melebihi-jumlah-kabkota", False)] * 4
    assert public("SELECT peserta, konflik, sebab_konflik FROM mart.rekap_nasional WHERE tahun = 2024") == [
        (201, True, "klaim-mustahil")
    ]


def test_432_took_part_in_2019_and_425_is_kept(public: Ask) -> None:
    assert public("SELECT peserta, konflik FROM mart.rekap_nasional WHERE tahun = 2019") == [(432, True)]
    claims = public(
        "SELECT nilai, count(*), bool_or(terpilih), count(bendera) FROM mart.klaim "
        "WHERE tahun = 2019 AND kode = 'ID' AND ukuran = 'jumlah_peserta' GROUP BY nilai ORDER BY nilai"
    )
    assert claims == [("415", 1, False, 0), ("425", 9, False, 0), ("432", 8, True, 0)]


def test_flags_of_the_record(public: Ask) -> None:
    assert dict(public("SELECT bendera, count(*) FROM mart.klaim WHERE bendera IS NOT NULL GROUP BY bendera")) == {
        "berbeda-dari-jumlah-kabkota": 12,
        "melebihi-jumlah-kabkota": 5,
        "di-luar-daftar-lengkap": 7,
    }


def test_the_public_database_holds_mart_only(public: Ask, workspace: Ask) -> None:
    assert public(
        "SELECT DISTINCT schema_name FROM duckdb_tables() UNION SELECT schema_name FROM duckdb_views() WHERE NOT internal"
    ) == [("mart",)]
    assert {row[0] for row in workspace("SELECT DISTINCT schema_name FROM duckdb_tables()")} == {"raw", "core", "mart"}
    tables = "SELECT table_name FROM duckdb_tables() WHERE schema_name = 'mart' ORDER BY ALL"
    past = {("riwayat_versi",), ("perubahan_versi",)}  # what was published before is told to the public only
    assert {*public(tables)} - {*workspace(tables)} == past
    assert {*workspace(tables)} <= {*public(tables)}


def test_every_number_of_a_decree_is_kept_beside_the_main_one(public: Ask) -> None:
    assert public("SELECT predikat, nomor, utama, kepastian, sumber_url IS NULL FROM mart.keputusan WHERE tahun = 2020") == [
        ("Cukup Peduli HAM", "M.HH-05.HA.04.03 Tahun 2020", False, "perkiraan", False),
        ("Peduli HAM", "M.HH-04.HA.04.03 Tahun 2020", True, "diketahui", False),
        ("Peduli HAM", "M.HH-04.MH.04.03 Tahun 2020", False, "perkiraan", True),
    ]
    assert public("SELECT tahun, nomor FROM mart.keputusan WHERE perihal = 'provinsi'") == [
        (2022, "M.HH-03.HA.02.01.01 Tahun 2022")
    ]
    assert public("SELECT tahun, kepastian_sk FROM mart.putaran WHERE nomor_sk IS NOT NULL ORDER BY tahun") == [
        (2016, "perkiraan"), (2017, "perkiraan"), (2018, "perkiraan"), (2020, "diketahui"),
        (2022, "perkiraan"), (2023, "perkiraan"), (2024, "diketahui"),
    ]  # fmt: skip


def test_what_came_after_2024_is_told_and_no_round_of_2025_is_made_up(public: Ask) -> None:
    assert public("SELECT max(tahun) FROM mart.putaran") == [(2024,)]
    assert public("SELECT nilai, kepastian, sumber_url FROM mart.aturan_nilai WHERE unsur = 'program_berikut'") == [
        ("Penilaian Kepatuhan HAM (Permen HAM 15/2025)", "perkiraan", "https://bargo.id/?p=7234")
    ]
    assert public(
        "SELECT provinsi, kanwil, kepastian FROM mart.kanwil WHERE tahun_mulai = 2025 AND sumber_url IS NOT NULL ORDER BY ALL"
    ) == [
        ("Gorontalo", "Kanwil KemenHAM Sulawesi Tengah", "perkiraan"),
        ("Sulawesi Utara", "Kanwil KemenHAM Sulawesi Tengah", "perkiraan"),
    ]
    assert public("SELECT count(DISTINCT kanwil) FROM mart.kanwil WHERE tahun_mulai = 2025") == [(20,)]


CONTRACT = {
    "putaran": "tahun tahun_capaian dasar_hukum ada_penilaian tanggal_pengumuman nomor_sk label_sk",
    "wilayah": "kode nama jenis kode_provinsi provinsi kode_2020 kode_provinsi_2020 kode_bps_2020",
    "hasil_kabkota": "tahun kode nama jenis kode_provinsi provinsi predikat skor jenis_skor partisipasi direkomendasikan "
    "status_data jumlah_sumber konflik",
    "rekap_provinsi": "tahun kode_provinsi provinsi jumlah_kabkota peserta peduli cukup mulai kurang peduli_bernama "
    "direkomendasikan target_peduli pembina konflik",
    "rekap_nasional": "tahun jumlah_kabkota peserta peduli cukup mulai kurang peduli_bernama provinsi_pembina konflik",
    "klaim": "id tahun tingkat kode nama ukuran nilai sumber_url penerbit tanggal_terbit keyakinan catatan terpilih",
    "target": "tahun tingkat kode target_peduli penetap id_klaim",
    "tahapan": "tahun tingkat kode tahap tanggal id_klaim",
}


@pytest.mark.parametrize("table", CONTRACT)
def test_the_contract(public: Ask, workspace: Ask, table: str) -> None:
    for ask in (public, workspace):
        found = [
            row[0] for row in ask("SELECT column_name FROM duckdb_columns() WHERE table_name = ? AND schema_name = 'mart'", table)
        ]
        assert set(CONTRACT[table].split()) <= set(found)


def test_the_dictionary_is_current(record: tuple[Path, BuildReport]) -> None:
    rendered = dictionary.render(record[0] / PUBLIC_NAME)
    assert rendered == DICTIONARY.read_text(encoding="utf-8"), "run `python -m etl kamus`"
