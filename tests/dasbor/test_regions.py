"""Finding a region, and what is known of it, on the published record."""

import pytest

from dasbor.mart import claims, regions
from dasbor.mart.claims import ClaimFilter


def found(text):
    names = regions.labels()
    return [names[match.code].split(" (")[0] for match in regions.find(text)]


def exact(text):
    names = regions.labels()
    return [names[match.code].split(" (")[0] for match in regions.find(text) if match.exact]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("OKU", "Kabupaten Ogan Komering Ulu"),
        ("pangkep", "Kabupaten Pangkajene dan Kepulauan"),
        ("HSS", "Kabupaten Hulu Sungai Selatan"),
        ("Maluku Tenggara Barat", "Kabupaten Kepulauan Tanimbar"),
        ("Mamuju Utara", "Kabupaten Pasangkayu"),
        ("Lubuklinggau", "Kota Lubuk Linggau"),
        ("jakarta pusat", "Kota Administrasi Jakarta Pusat"),
        ("kota solok", "Kota Solok"),
        ("Kab. Solok", "Kabupaten Solok"),
        ("93.01", "Kabupaten Merauke"),
        ("9301", "Kabupaten Merauke"),
        ("3306", "Kabupaten Purworejo"),
        ("11.10", "Kabupaten Aceh Singkil"),
        ("11.1", "Kabupaten Aceh Singkil"),
    ],
)
def test_a_region_is_found_by_every_name_and_code_it_has_or_had(record, text, name):
    assert exact(text)[0] == name


def test_a_bare_name_shared_by_regency_and_city_gives_both(record):
    assert exact("Solok") == ["Kabupaten Solok", "Kota Solok"]
    assert found("Solok") == ["Kabupaten Solok", "Kota Solok", "Kabupaten Solok Selatan"]
    assert exact("Pontianak") == ["Kabupaten Mempawah", "Kota Pontianak"]


def test_a_code_that_two_systems_give_to_different_regions_gives_both(record):
    assert exact("91.01") == ["Kabupaten Merauke", "Kabupaten Fak Fak"]
    assert exact("9401") == ["Kabupaten Nabire", "Kabupaten Merauke"]


@pytest.mark.parametrize(("text", "name"), [("palembng", "Kota Palembang"), ("purworjo", "Kabupaten Purworejo")])
def test_a_typing_error_is_forgiven_but_not_taken_for_exact(record, text, name):
    assert found(text)[0] == name
    assert exact(text) == []


@pytest.mark.parametrize("text", ["", "zzzzzz", "kabupaten", "...", "1.1", "99.99"])
def test_what_fits_nothing_finds_nothing(record, text):
    assert regions.find(text) == ()


def test_a_province_gives_its_regions(record):
    assert len(regions.find("53")) == 22
    assert len(found("Nusa Tenggara Timur")) == 22


def test_former_names_carry_their_last_year():
    assert regions.former_names("Toba Samosir (sampai 2020)") == [("Toba Samosir", "2020")]
    assert regions.former_names("PALI") == [("PALI", "")]
    assert regions.former_names(None) == []


def test_history_has_every_award_year_and_the_province_of_that_year(record):
    frame = regions.history("93.01").set_index("tahun")
    assert len(frame) == 12
    assert not frame.at[2021, "ada_penilaian"]
    assert frame.at[2022, "provinsi"] == "Papua"
    assert frame.at[2023, "provinsi"] == "Papua Selatan"


def test_overview_counts_assessments_since_a_region_was_formed(record):
    frame = regions.overview().set_index("kode")
    assert len(frame) == 514
    assert frame.at["33.06", "penilaian"] == 11
    assert frame.at["33.06", "berpredikat"] == 9
    assert frame.at["33.06", "tahun_terakhir"] == 2023
    assert frame["penilaian"].min() == 10


def test_both_scores_of_purworejo_are_there_and_do_not_contradict(record):
    frame = regions.scores("33.06")
    assert set(zip(frame["nilai_angka"], frame["butir"], strict=True)) == {(92.8, "murni"), (100.0, "total")}
    assert set(frame["kedudukan"]) == {"terpilih", "senilai", "jenis-lain"}
    assert regions.conflicts_of("33.06").empty


def test_only_known_limits_are_given(record):
    frame = regions.bands()
    of_2022 = frame[frame["tahun_mulai"] == 2022]
    assert of_2022[["predikat", "nilai_min"]].values.tolist() == [["Peduli HAM", 75.0]]
    assert set(frame.loc[frame["tahun_mulai"] == 2013, "kepastian"]) == {"perkiraan"}


def test_neighbours_are_those_of_the_year(record):
    assert len(regions.neighbours("16.71", 2022)) == 17
    assert len(regions.neighbours("93.01", 2022)) == 29
    assert len(regions.neighbours("93.01", 2023)) == 4


def test_every_claim_has_one_standing(record):
    frame = claims.claims()
    assert len(frame) == 3353
    counts = frame["kedudukan"].value_counts()
    assert counts.sum() == 3353
    assert counts["terpilih"] == frame["terpilih"].sum() == claims.facts()["id_klaim"].notna().sum()
    assert counts["bendera"] == frame["bendera"].notna().sum()
    lost = frame[frame["kedudukan"] == "kalah"]
    assert lost["konflik"].all()


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (ClaimFilter(), 3353),
        (ClaimFilter(key="2022|kabkota|16.71|predikat"), 2),
        (ClaimFilter(year=2021), 7),
        (ClaimFilter(year=2021, measure="predikat"), 0),
        (ClaimFilter(level="kabkota", region="33.06"), 31),
        (ClaimFilter(words="palembang kanwil"), 3),
        (ClaimFilter(words="PALEMBANG  Kanwil"), 3),
        (ClaimFilter(words="(["), 0),
    ],
)
def test_claims_are_filtered(record, wanted, expected):
    assert len(claims.matching(wanted)) == expected


def test_claims_of_a_province_include_its_regions_of_then_and_now(record):
    for province in ("91", "95"):
        frame = claims.claims().iloc[list(claims.matching(ClaimFilter(province=province)))]
        assert "Kabupaten Jayawijaya" in set(frame.loc[frame["tahun"] == 2017, "nama_wilayah"])


def test_restrictions_agree_with_the_columns(record):
    frame = claims.claims()
    for only, column in (("konflik", frame["konflik"]), ("terpilih", frame["terpilih"]), ("bendera", frame["bendera"].notna())):
        assert len(claims.matching(ClaimFilter(only=only))) == column.sum() > 0
