"""The parameters of a year as they stand in the record: thresholds, the usual calendar, the time zones."""

from data_tools import Ask


def test_the_thresholds_and_what_is_not_known(public: Ask) -> None:
    rows = public("SELECT tahun, ambang_persen, cara FROM mart.ambang_pembina")
    assert rows == [
        (2016, 50, "lebih-dari"),
        (2019, 50, "lebih-dari"),
        (2020, 50, "lebih-dari"),
        (2022, 60, "sekurangnya"),
        (2023, 50, "sekurangnya"),
        (2024, 60, "sekurangnya"),
    ]


def test_evidence_named_in_the_files_is_in_the_record(workspace: Ask) -> None:
    for name, table in (("ambang_pembina", "ambang_pembina"), ("kalender_aturan", "kalender")):
        assert workspace(f"SELECT id_klaim FROM core.{name} WHERE id_klaim NOT IN (SELECT id FROM mart.klaim)") == []
        assert workspace(f"SELECT count(id_klaim) FROM core.{name}") == workspace(f"SELECT count(kunci) FROM mart.{table}")
        assert workspace(f"SELECT count(kunci) FROM mart.{table}") > [(4,)]


def test_the_claims_named_state_that_very_share(public: Ask) -> None:
    rows = public(
        "SELECT a.tahun, k.tahun, a.ambang_persen, k.catatan "
        "FROM mart.ambang_pembina AS a JOIN mart.klaim AS k ON k.id = a.id_klaim"
    )
    assert len(rows) == 5
    assert all(year == claimed and f"{percent} persen" in str(note) for year, claimed, percent, note in rows)


def test_the_usual_days_are_those_of_the_claims_named(public: Ask) -> None:
    rows = public(
        "SELECT c.tahap, c.selesai, f.butir, strftime(f.hari, '%m-%d') FROM mart.kalender AS c "
        "JOIN (SELECT id, butir, nilai::DATE AS hari FROM mart.klaim WHERE ukuran = 'tenggat') AS f ON f.id = c.id_klaim"
    )
    assert len(rows) == 5
    assert all((step, day) == (claimed, stated) for step, day, claimed, stated in rows)


def test_nothing_is_known_of_the_calendar_before_2017(public: Ask) -> None:
    rules = public("SELECT DISTINCT p.dasar_hukum FROM mart.putaran AS p JOIN mart.kalender AS c ON c.peraturan = p.dasar_hukum")
    assert {rule for (rule,) in rules} == {"Permenkumham 34/2016", "Permenkumham 22/2021"}


def test_zones_by_province(public: Ask) -> None:
    zones = dict(public("SELECT provinsi, zona FROM mart.zona_waktu"))
    assert len(zones) == 38
    assert (zones["Sumatera Barat"], zones["Kalimantan Tengah"], zones["Kalimantan Selatan"]) == ("WIB", "WIB", "WITA")
    assert (zones["Nusa Tenggara Timur"], zones["Maluku"], zones["Papua Barat Daya"]) == ("WITA", "WIT", "WIT")
    assert {name: list(zones.values()).count(name) for name in ("WIB", "WITA", "WIT")} == {"WIB": 18, "WITA": 12, "WIT": 8}
