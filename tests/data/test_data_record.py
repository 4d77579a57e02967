"""The published record as a whole: nothing lost, nothing shown without its claim."""

from pathlib import Path

import pytest
from data_tools import Ask

from etl import dictionary
from etl.build import BuildReport
from etl.paths import DICTIONARY, PUBLIC_NAME

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
    ("hasil_kabkota", "predikat", "id_klaim_predikat", "predikat"),
    ("hasil_kabkota", "skor", "id_klaim_skor", "skor"),
    ("rekap_provinsi", "peserta", "id_klaim_peserta", "jumlah_peserta"),
    ("rekap_provinsi", "pembina", "id_klaim_pembina", "penghargaan_pembina"),
    ("rekap_nasional", "peserta", "id_klaim_peserta", "jumlah_peserta"),
    ("rekap_nasional", "peduli", "id_klaim_peduli", "jumlah_peduli"),
    ("rekap_nasional", "cukup", "id_klaim_cukup", "jumlah_cukup"),
    ("target", "target_peduli", "id_klaim", "target_peduli"),
    ("tahapan", "tanggal", "id_klaim", "tenggat"),
]


@pytest.mark.parametrize(("table", "value", "claim", "measure"), VALUES)
def test_every_value_shown_points_to_a_chosen_claim(public: Ask, table: str, value: str, claim: str, measure: str) -> None:
    ((shown, chosen),) = public(
        f"SELECT count(*), count(k.id) FROM mart.{table} AS t "
        f"LEFT JOIN mart.klaim AS k ON k.id = t.{claim} AND k.terpilih AND k.bendera IS NULL "
        f"AND k.tahun = t.tahun AND k.ukuran = ? WHERE t.{value} IS NOT NULL",
        measure,
    )
    assert shown == chosen > 0


@pytest.mark.parametrize("predicate", ["peduli", "cukup", "mulai", "kurang"])
def test_a_province_s_count_is_a_chosen_claim_or_counted_by_name(public: Ask, predicate: str) -> None:
    rows = public(
        f"SELECT r.dasar_{predicate}, r.{predicate}, r.{predicate}_bernama, k.nilai::INTEGER FROM mart.rekap_provinsi AS r "
        f"LEFT JOIN mart.klaim AS k ON k.id = r.id_klaim_{predicate} AND k.terpilih"
    )
    for basis, shown, named, claimed in rows:
        assert shown == {"klaim": claimed, "bernama": named, None: None}[basis]
        assert shown != 0 or basis == "klaim", "zero is only ever a counted zero"
    assert {row[0] for row in rows} >= ({"klaim", "bernama"} if predicate in ("peduli", "cukup") else {None})


def test_participants_are_never_counted_from_names(public: Ask) -> None:
    assert public("SELECT count(*) FROM mart.rekap_provinsi WHERE peserta IS NOT NULL AND id_klaim_peserta IS NULL") == [(0,)]
    ((known,),) = public("SELECT count(*) FROM mart.rekap_provinsi WHERE peserta IS NULL AND peserta_bernama > 0")
    assert known > 100, "where names are known and no count is, the count stays unknown"


def test_544_took_part_is_kept_flagged_and_not_shown(public: Ask) -> None:
    claims = public(
        "SELECT nilai, bendera, terpilih FROM mart.klaim WHERE tahun = 2024 AND kode = 'ID' AND ukuran = 'jumlah_peserta'"
    )
    assert claims == [("544", "melebihi-jumlah-kabkota", False)] * 4
    assert public("SELECT peserta, konflik, sebab_konflik FROM mart.rekap_nasional WHERE tahun = 2024") == [
        (None, True, "klaim-mustahil")
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
        "di-luar-daftar-lengkap": 15,
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
