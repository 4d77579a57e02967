"""The five cases the project started from, each with its exact figures."""

from data_tools import Ask


def province(ask: Ask, year: int, code: str, columns: str) -> tuple[object, ...]:
    (row,) = ask(f"SELECT {columns} FROM mart.rekap_provinsi WHERE tahun = ? AND kode_provinsi = ?", year, code)
    return row


def names(ask: Ask, year: int, code: str, predicate: str) -> set[object]:
    rows = ask("SELECT nama FROM mart.hasil_kabkota WHERE tahun = ? AND kode_provinsi = ? AND predikat = ?", year, code, predicate)
    return {row[0] for row in rows}


def test_nusa_tenggara_timur_2024_participation(public: Ask) -> None:
    assert province(public, 2024, "53", "peserta, jumlah_kabkota, konflik") == (10, 22, False)
    assert public("SELECT tahap, tanggal::VARCHAR FROM mart.tahapan WHERE tahun = 2024 AND kode = '53'") == [
        ("entri data", "2024-05-31")
    ]


def test_sumatera_barat_2018_target_beside_the_outcome_of_2017(public: Ask) -> None:
    assert province(public, 2018, "13", "target_peduli, jumlah_kabkota") == (19, 19)
    assert public("SELECT target_peduli, penetap FROM mart.target WHERE tahun = 2018 AND kode = '13'") == [(19, "Kanwil")]
    assert len(names(public, 2017, "13", "Peduli HAM")) == 10
    assert len(names(public, 2017, "13", "Cukup Peduli HAM")) == 4
    assert province(public, 2017, "13", "peduli, dasar_peduli, peduli_bernama, cukup, cukup_bernama, konflik, sebab_konflik") == (
        14,
        "klaim",
        10,
        4,
        4,
        True,
        "nilai-berbeda",
    )
    claims = public(
        "SELECT nilai, penerbit, terpilih FROM mart.klaim "
        "WHERE tahun = 2017 AND kode = '13' AND ukuran = 'jumlah_peduli' ORDER BY ALL"
    )
    assert claims == [("10", "Jurnal Sumbar", False), ("14", "Ditjen HAM", True), ("14", "Relasi Publik", False)]
    assert public("SELECT alasan, konflik FROM mart.fakta WHERE tahun = 2017 AND kode = '13' AND ukuran = 'jumlah_peduli'") == [
        ("golongan-penerbit", True)
    ]


def test_sumatera_selatan_2022_and_2023_by_name(public: Ask) -> None:
    assert names(public, 2022, "16", "Peduli HAM") == {"Kabupaten Lahat", "Kabupaten Musi Rawas", "Kota Lubuk Linggau"}
    assert province(public, 2022, "16", "peduli, peduli_bernama, jumlah_kabkota") == (3, 3, 17)
    palembang = public("SELECT predikat, status_data, konflik FROM mart.hasil_kabkota WHERE tahun = 2022 AND kode = '16.71'")
    assert palembang == [(None, "disimpulkan", True)]
    fallen = public(
        "SELECT DISTINCT bendera, keyakinan, terpilih FROM mart.klaim WHERE tahun = 2022 AND kode = '16.71' AND ukuran = 'predikat'"
    )
    assert fallen == [("di-luar-daftar-lengkap", "ambigu", False)]
    assert public("SELECT DISTINCT alasan FROM mart.fakta WHERE tahun = 2022 AND kode = '16.71' AND ukuran = 'predikat'") == [
        ("daftar-lengkap",)
    ]
    assert len(names(public, 2023, "16", "Peduli HAM")) == 12
    assert "Kota Palembang" in names(public, 2023, "16", "Peduli HAM")
    columns = "peduli, peduli_bernama, jumlah_kabkota, target_peduli, target_peduli_tertinggi"
    assert province(public, 2023, "16", columns) == (12, 12, 17, 10, 17)
    targets = public("SELECT target_peduli FROM mart.target WHERE tahun = 2023 AND kode = '16' ORDER BY 1")
    assert targets == [(10,), (17,)]


def test_kalimantan_selatan_2020_deadlines_and_target(public: Ask) -> None:
    assert province(public, 2020, "63", "peduli, cukup, target_peduli, jumlah_kabkota, konflik") == (10, 3, 13, 13, False)
    stages = public(
        "SELECT tahap, tanggal::VARCHAR, keyakinan FROM mart.tahapan WHERE tahun = 2020 AND kode = '63' ORDER BY tanggal"
    )
    assert stages == [("anjuran penyerahan ke Kanwil", "2020-07-31", "pasti"), ("penyerahan ke Kanwil", "2020-08-10", "pasti")]
    assert public("SELECT target_peduli, penetap FROM mart.target WHERE tahun = 2020 AND kode = '63'") == [(13, "Kanwil")]


def test_maluku_2017_a_recommendation_is_not_a_result(public: Ask) -> None:
    rows = public(
        "SELECT nama, direkomendasikan, predikat, partisipasi, id_klaim_predikat FROM mart.hasil_kabkota "
        "WHERE tahun = 2017 AND kode_provinsi = '81' AND (direkomendasikan OR predikat IS NOT NULL)"
    )
    recommended = {row[0] for row in rows if row[1]}
    assert recommended == {
        "Kota Ambon",
        "Kota Tual",
        "Kabupaten Maluku Tengah",
        "Kabupaten Seram Bagian Barat",
        "Kabupaten Kepulauan Aru",
    }
    assert {row[0] for row in rows if row[2]} == recommended - {"Kabupaten Seram Bagian Barat"} | {"Kabupaten Maluku Tenggara"}
    seram = next(row for row in rows if row[0] == "Kabupaten Seram Bagian Barat")
    assert seram[1:] == (True, None, "ya", None)
    for name, _, predicate, _, claim in rows:
        if predicate:
            assert public("SELECT ukuran, terpilih FROM mart.klaim WHERE id = ?", claim) == [("predikat", True)], name
    assert province(public, 2017, "81", "direkomendasikan, jumlah_kabkota, peduli, dasar_peduli") == (5, 11, 5, "bernama")


def test_a_predicate_rests_on_claims_of_a_predicate_only(public: Ask) -> None:
    rows = public(
        "SELECT DISTINCT k.ukuran FROM mart.hasil_kabkota AS h JOIN mart.klaim AS k ON k.id = h.id_klaim_predikat "
        "WHERE h.predikat IS NOT NULL"
    )
    assert rows == [("predikat",)]
