"""Offices, targets and groups on the published record and on records made for the purpose; the page is in test_page_kanwil."""

import csv
import datetime as dt
import re
import shutil
from collections import Counter

import pytest

from dasbor.mart import angka, common, offices, regions, rules, stages, targets
from dasbor.mart import kanwil as queries
from dasbor.mart import kanwil_groups as groups
from dasbor.page import downloads
from dasbor.views.daerah import view as daerah
from dasbor.views.kanwil import every as kanwil_all
from dasbor.views.kanwil import groups as group_views
from dasbor.views.kanwil import opening, view
from dasbor.views.kanwil import panels as kanwil_panels
from dasbor.views.kanwil import targets as kanwil_targets
from dasbor.views.provinsi import grid as province_grid
from dasbor.words.texts import texts
from etl.build.run import build
from etl.inputs.reference import office_slug
from tests.dasbor.apps import bodies, open_page

T, EN = texts("id"), texts("en")
KALSEL, SUMBAR, SUMSEL = (
    "kemenkumham-kalimantan-selatan",
    "kemenkumham-sumatera-barat",
    "kemenkumham-sumatera-selatan",
)
NTT, MALUKU, PAPUA = "kemenkumham-nusa-tenggara-timur", "kemenkumham-maluku", "kemenkumham-papua"
SULSEL_TODAY, JATENG_TODAY, PAPUA_TODAY = "kemenham-sulawesi-selatan", "kemenham-jawa-tengah", "kemenham-papua-barat"


def cards(slug, year, *, kini=False, t=T):
    """Label → (value, notes) of the key figures."""
    return {m.label: (m.value, m.notes) for m in view.metrics(t, slug, year, kini=kini)}


def told(table, *keys):
    """The words of some columns, row by row."""
    columns = {column.key: column for column in table.columns}
    return list(zip(*(table.words(columns[key]) for key in keys), strict=True))


def named(slug, year, group, *, kini=False):
    frame = groups.regions(slug, year, kini=kini)
    return set(frame.loc[[group in found for found in frame["semua"]], "nama"])


def test_kalimantan_selatan_2020_all_thirteen_wanted_ten_got_it(record):
    assert [(aim.amount, aim.complete) for aim in queries.wanted(KALSEL, 2020, kini=False)] == [(13, True)]
    shown = cards(KALSEL, 2020)
    assert shown["Target Peduli HAM"] == ("13 dari 13", ("13: semua kabupaten/kota",))
    assert shown["Peduli HAM"][0] == "10 dari 13"
    assert "Cukup Peduli HAM: 3 dari 13" in shown["Peduli HAM"][1]
    assert shown["Jarak ke target"] == ("kurang 3", ())
    assert shown["Persentase Peduli HAM"] == ("76,9 %", ("10 dari 13",))
    assert shown["Peserta"][0] == "13 dari 13"
    near = {"Kabupaten Kotabaru", "Kabupaten Barito Kuala", "Kabupaten Hulu Sungai Utara"}
    assert named(KALSEL, 2020, groups.NEAR) == named(KALSEL, 2020, groups.LOST) == near
    found = groups.groups(KALSEL, 2020, kini=False).found
    assert {name: (group.count, group.least) for name, group in found.items()} == {
        groups.LOST: (3, False), groups.NEAR: (3, False), groups.PART: (3, False),
    }  # fmt: skip


def test_sumatera_barat_2018_nineteen_wanted_seven_named_fourteen_before(record):
    shown = cards(SUMBAR, 2018)
    assert shown["Target Peduli HAM"] == ("19 dari 19", ("19: semua kabupaten/kota",))
    assert shown["Peduli HAM"][0] == "≥ 7 dari 19"
    assert "penilaian sebelumnya (2017): 14 dari 19" in shown["Peduli HAM"][1]
    assert shown["Jarak ke target"] == ("kurang ≤ 12", ("kurang paling banyak 12 (hasil sekurang-kurangnya)",))
    assert told(kanwil_targets.ledger(T, SUMBAR, 2018, kini=False), "terbit", "penetap", "nilai", "keyakinan") == [
        ("16 April 2018", "Kanwil", "100,0 % (19 dari 19)", "pasti")
    ]
    unnamed = {"Kabupaten Pasaman", "Kabupaten Dharmasraya", "Kota Padang Panjang", "Kota Pariaman"}
    assert named(SUMBAR, 2018, groups.UNNAMED) == unnamed
    assert named(SUMBAR, 2018, groups.LOST) == set()


def test_sumatera_selatan_two_numbers_stand_side_by_side(record):
    assert [aim.amount for aim in queries.wanted(SUMSEL, 2023, kini=False)] == [10, 17]
    shown = cards(SUMSEL, 2023)
    assert shown["Target Peduli HAM"][0] == "10 dan 17 (dari 17)"
    assert shown["Jarak ke target"] == ("terlampaui 2; kurang 5", ("terhadap 10: terlampaui 2", "terhadap 17: kurang 5"))
    assert "penilaian sebelumnya (2022): 3 dari 17" in shown["Peduli HAM"][1]
    assert told(kanwil_targets.ledger(T, SUMSEL, 2023, kini=False), "terbit", "nilai", "lain", "penerbit") == [
        ("22 Februari 2023", "58,8 % (10 dari 17)", "≠ 17", "SUMEKS.CO"),
        ("tidak diketahui", "58,8 % (10 dari 17)", "≠ 17", "Sumeks"),
        ("tidak diketahui", "100,0 % (17 dari 17)", "≠ 10", "Sumeks"),
    ]
    # 2022: the list of three is complete, so eleven of the others are known to have lost it
    assert len(named(SUMSEL, 2022, groups.LOST)) == 11
    assert named(SUMSEL, 2022, groups.UNNAMED) == set()
    assert groups.groups(SUMSEL, 2022, kini=False).open == 0
    got_it = {"Kabupaten Lahat", "Kabupaten Musi Rawas", "Kota Lubuk Linggau"}
    assert not got_it & set(groups.regions(SUMSEL, 2022, kini=False)["nama"])


def test_nusa_tenggara_timur_2024_ten_took_part_and_no_outcome_is_known(record):
    shown = cards(NTT, 2024)
    assert shown["Peserta"] == ("10 dari 22", ("45,5 %", "angka terbit"))
    assert shown["Peduli HAM"][0] == "tidak diketahui"
    assert shown["Target Peduli HAM"][0] == "tidak ada yang terbit"
    assert shown["Jarak ke target"][0] == "tidak dapat dihitung"
    assert queries.newest(NTT, kini=False) == 2024
    assert len(named(NTT, 2024, groups.OPEN)) == 22
    assert named(NTT, 2024, groups.UNNAMED) == {"Kabupaten Timor Tengah Utara", "Kabupaten Flores Timur"}


def test_maluku_2017_a_recommendation_is_not_a_result(record):
    assert cards(MALUKU, 2017)["Direkomendasikan Kanwil"] == ("5 dari 11", ("rekomendasi, belum hasil",))
    frame = groups.regions(MALUKU, 2017, kini=False)
    first = frame.iloc[0]
    assert (first["nama"], first["kelompok"]) == ("Kabupaten Seram Bagian Barat", groups.RECOMMENDED)
    assert tuple(first["semua"]) == (groups.RECOMMENDED, groups.PART, groups.NEVER)
    assert named(MALUKU, 2017, groups.RECOMMENDED) == {"Kabupaten Seram Bagian Barat"}
    (sentence,) = [line for line in view.sentences(T, MALUKU, 2017, kini=False) if "direkomendasikan" in line]
    assert "5 dari 11" in sentence
    assert "tanpa rekomendasi yang diketahui: Kabupaten Maluku Tenggara" in sentence


def test_every_region_without_the_award_is_in_a_group_and_none_with_it(record):
    results = common.results()
    for kini, year in ((False, 2022), (True, 2023)):
        frames = [groups.regions(slug, year, kini=kini) for slug in queries.choices(kini=kini)]
        assert all(len(found) >= 1 for frame in frames for found in frame["semua"])
        assert not any((frame["predikat"] == "Peduli HAM").any() for frame in frames)
        held = results[(results["tahun"] == year) & (results["predikat"] == "Peduli HAM")]
        outside = results[(results["tahun"] == year) & results["kode_provinsi_kini"].isin(offices.unassigned() if kini else [])]
        assert sum(map(len, frames)) == 514 - len(held) - len(outside[outside["predikat"] != "Peduli HAM"])


@pytest.mark.parametrize("kini", [False, True])
def test_the_count_of_a_group_is_the_length_of_its_list(record, kini):
    for slug in list(queries.choices(kini=kini))[::4]:
        for year in (2017, 2020, 2023):
            counted = groups.groups(slug, year, kini=kini)
            frame = groups.regions(slug, year, kini=kini)
            assert counted.whole == len(frame)
            assert counted.open == int(frame["terbuka"].sum())
            for name in groups.GROUPS:
                assert (counted.found[name].count if name in counted.found else 0) == len(named(slug, year, name, kini=kini))


def test_empat_lawang_2023_is_said_alike_on_kanwil_daerah_and_provinsi(record):
    """Not on the complete list of twelve: the same words, basis and claims wherever the region stands."""
    basis, fact = "disimpulkan: semua penerima diketahui namanya", "kunci=2023%7Cprovinsi%7C16%7Cjumlah_peduli"
    state = "Bukan Peduli HAM (daftar lengkap)"
    names = group_views.names(T, SUMSEL, 2023, "", kini=False)
    assert ("Kabupaten Empat Lawang", state, basis) in told(names, "nama", "keadaan_rinci", "dasar")
    assert fact in names.html
    history = daerah.history("id", "16.11")
    assert ("2023", state, basis) in told(history, "tahun", "keadaan_rinci", "dasar")
    assert fact in history.html
    assert f"{state}: 2015, 2022–2023" in " ".join(daerah.summary("id", "16.11"))
    assert fact in daerah.reasons("id", "16.11")
    assert state in daerah.tiles("id", "16.11")
    grid = province_grid.grid(T, "16", kini=False)
    row = grid.table.frame.set_index("kode").loc["16.11"]
    assert (row["2023"], row["dasar-2023"]) == (state, basis)
    assert fact in grid.reasons
    assert ("Kabupaten Empat Lawang", state, basis) in told(
        daerah.neighbours("id", "16.71", 2023), "nama", "keadaan_rinci", "dasar"
    )


def test_the_code_of_an_office_is_the_one_that_entries_and_accounts_are_given(record):
    assert {one.slug for one in offices.all_offices().values()} == {office_slug(one.name) for one in offices.all_offices().values()}
    assert all(office_slug(one.name) == slug for slug, one in offices.all_offices().items())


def test_the_areas_of_all_offices_are_all_regions_once(record):
    for year in common.years():
        inside = sum(queries.whole(slug, year, kini=False) for slug in offices.offices(year))
        assert inside == angka.nation(year).whole


def test_papua_is_one_province_before_2023_and_four_after_three_of_them_an_estimate(record):
    assert list(queries.provinces(PAPUA, 2022, kini=False)) == ["91"]
    assert list(queries.provinces(PAPUA, 2023, kini=False)) == ["91", "93", "94", "95"]
    assert queries.whole(PAPUA, 2022, kini=False) == queries.whole(PAPUA, 2023, kini=False) == 29
    assert view.area(T, PAPUA, 2023, kini=False).count("(perkiraan)") == 3
    # the target of 2018 was one for the old province: it says nothing about today's area
    assert [aim.amount for aim in queries.wanted(PAPUA, 2018, kini=False)] == [14]
    assert queries.target_years(PAPUA_TODAY, kini=True) == ()


def test_an_office_of_several_provinces_adds_up_only_what_is_known(record):
    both = queries.outcomes(SULSEL_TODAY, kini=True)
    assert [(aim.amount, aim.covered, aim.complete) for aim in queries.wanted(SULSEL_TODAY, 2021, kini=True)] == [(41, 2, True)]
    for year, place in both.items():
        parts = [part.award for part in queries.parts(SULSEL_TODAY, year, kini=True).values()]
        assert place.whole == sum(part.whole for part in parts)
        assert place.award.low >= sum(part.low for part in parts)
        assert place.award.high <= sum(part.high for part in parts)
        assert place.award.exact or not all(part.exact for part in parts)
    assert any(place.award.least for place in both.values())
    # one of two provinces has a target: the sum is a lower bound and no distance is made of it
    (one,) = queries.wanted(JATENG_TODAY, 2021, kini=True)
    assert (one.amount, one.covered, one.provinces, one.complete, one.gap) == (35, 1, 2, False, None)
    assert cards(JATENG_TODAY, 2021, kini=True)["Target Peduli HAM"][0] == "≥ 35 dari 40"


def test_2021_has_targets_and_no_outcome(record):
    assert 2021 in queries.page_years()
    assert 2021 not in common.years()
    shown = cards(KALSEL, 2021)
    assert shown["Peduli HAM"][0] == "tidak ada penilaian"
    assert shown["Jarak ke target"] == ("tidak ada penilaian", ())
    assert set(shown) == {"Target Peduli HAM", "Peduli HAM", "Jarak ke target"}
    assert queries.reference_year(2021) == 2020
    table = kanwil_targets.outcomes(T, KALSEL, kini=False).table
    rows = {row[0]: row[1:] for row in told(table, "tahun", "target", "hasil", "jarak", "dasar")}
    assert rows["2020"] == ("13", "76,9 % (10 dari 13)", "kurang 3", "angka terbit")
    assert rows["2021"] == ("13", "tidak diketahui", "tidak ada penilaian", "tidak ada penilaian")
    assert rows["2022"][0] == "tidak terbit"


def test_the_figure_draws_targets_with_their_numbers_and_lower_bounds_hatched(record):
    figure = kanwil_targets.outcomes(T, SUMSEL, kini=False).figure
    traces = {trace.name: trace for trace in figure.data}
    aims = list(zip(traces["Target"].x, traces["Target"].y, strict=True))
    assert aims == [(2020, 17), (2022, 17), (2023, 10), (2023, 17), (2024, 17)]
    written = [(note.x, note.y, note.text) for note in figure.layout.annotations if note.y in (10, 17)]
    assert written == [(2020, 17, "17"), (2022, 17, "17"), (2023, 10, "10"), (2023, 17, "17"), (2024, 17, "17")]
    least = traces["Peduli HAM, sekurang-kurangnya (≥)"]
    assert dict(zip(least.x, least.text, strict=True)) == {2016: "≥ 1", 2018: "≥ 6"}
    assert least.marker.pattern.shape == "/"
    assert any("2021" in str(note.text) for note in figure.layout.annotations)
    alt = kanwil_targets.outcomes(T, SUMSEL, kini=False).alt
    assert "2023: 12 dari 17" in alt
    assert "2023: 10 dan 17" in alt


def test_the_ledger_goes_to_files_with_addresses_and_keys(record):
    titles, rows = downloads.cells(kanwil_targets.ledger(T, SUMSEL, 2023, kini=False))
    first = dict(zip(titles, rows[0], strict=True))
    assert first["Target (n)"] == 10
    assert first["Kunci fakta"] == "2023|provinsi|16|target_peduli|Kanwil=10.0"
    assert first["Alamat halaman"] == "tidak tersimpan"
    addresses = kanwil_targets.ledger(T, SUMSEL, 2023, kini=False).frame["alamat"]
    assert all(address.startswith("./sumber?kunci=2023") for address in addresses)


@pytest.mark.parametrize(
    ("score", "predicate", "year", "expected"),
    [
        (72.38, "Cukup Peduli HAM", 2018, ("Peduli HAM", 2.62, 75.0, False, ())),
        (74.99, None, 2018, ("Peduli HAM", 0.01, 75.0, False, ())),
        (75.0, None, 2018, None),
        (64.99, None, 2018, ("Cukup Peduli HAM", 0.01, 65.0, False, ())),
        (65.0, None, 2018, ("Peduli HAM", 10.0, 75.0, False, ())),
        (49.0, "Cukup Peduli HAM", 2018, ("Peduli HAM", 26.0, 75.0, False, ())),
        (60.0, None, 2023, ("Peduli HAM", 15.0, 75.0, False, ("Cukup Peduli HAM", "Mulai Peduli HAM"))),
        (60.0, "Cukup Peduli HAM", 2023, ("Peduli HAM", 15.0, 75.0, False, ())),
        (60.0, None, 2014, ("Peduli HAM", 15.0, 75.0, True, ())),
        (94.0, None, 2023, None),
        (60.0, None, 2021, None),  # no rule covers the year without assessment
    ],
)
def test_points_to_the_next_predicate_by_the_rule_of_the_year(record, score, predicate, year, expected):
    step = groups.next_step(score, predicate, year)
    found = step and (step.predicate, step.points, step.limit, step.estimate, step.unknown)
    assert found == expected


def test_a_step_says_the_kind_of_score_and_unknown_limits(record):
    row = {"tahun": 2018, "skor": 72.38, "predikat": "Cukup Peduli HAM", "jenis_skor": "total"}
    assert group_views.step(T, row) == "72,38 (nilai total (dengan Aksi HAM)): 2,62 poin lagi ke Peduli HAM (batas 75)"
    row = {"tahun": 2023, "skor": 60.0, "predikat": None, "jenis_skor": None}
    assert group_views.step(T, row).endswith("– batas Cukup Peduli HAM, Mulai Peduli HAM tidak diketahui")
    assert "jenisnya tidak disebut" in group_views.step(T, row)
    table = group_views.names(T, "kemenkumham-jawa-tengah", 2023, "", kini=False)
    assert "94 (jenisnya tidak disebut): tidak di bawah batas yang diketahui" in table.html
    assert "langkah" not in {column.key for column in group_views.names(T, MALUKU, 2017, "", kini=False).columns}


def test_the_groups_count_lower_bounds_as_such(record):
    rows = dict(told(group_views.summary(T, SUMBAR, 2018, kini=False), "kelompok", "jumlah"))
    assert rows["Cukup Peduli HAM"] == "≥ 10,5 % (2 dari 19)"
    assert rows["Keikutsertaan tidak diketahui"] == "47,4 % (9 dari 19)"
    assert "Melepas Peduli HAM" not in rows  # nobody is known to be in it, which is no counted zero
    assert any("Melepas Peduli HAM" in line for line in group_views.sentences(T, SUMBAR, 2018, kini=False))


def test_more_reported_than_named_means_that_some_in_the_list_have_it(record):
    sentence = "Jumlah Peduli HAM 12 dari 38, yang bernama 1: selisihnya ada di antara daerah-daerah ini"
    told_of = group_views.sentences(T, "kemenkumham-jawa-timur", 2023, kini=False)
    assert any(line.startswith(sentence) for line in told_of)
    assert not any("tidak diketahui yang mana" in line for line in group_views.sentences(T, SUMSEL, 2023, kini=False))


@pytest.mark.parametrize("kini", [False, True])
def test_the_offices_of_every_verdict_are_those_whose_targets_say_so(record, kini):
    """The slow twin: the verdict of each office from its own targets, counted here."""

    def verdict(slug, year):
        reached = {aim.reached for aim in queries.wanted(slug, year, kini=kini)}
        if not reached:
            return "tanpa target"
        return "tercapai" if reached == {True} else "sebagian" if True in reached else "terbuka" if None in reached else "kurang"

    seen = set()
    for year in queries.page_years():
        slugs = kanwil_all.listed(year, kini=kini)
        counted = Counter(verdict(slug, year) for slug in slugs)
        found = targets.offices("kanwil_kini" if kini else "kanwil", year)
        assert {**found.verdicts, "tanpa target": found.aimless} == {
            one: counted[one] for one in (*targets.VERDICTS, "tanpa target")
        }, year
        assert (found.whole, found.aimed) == (len(slugs), len(slugs) - counted["tanpa target"])
        seen |= counted.keys()
    assert seen >= {"tercapai", "sebagian", "kurang", "terbuka", "tanpa target"}


def test_all_offices_say_how_many_have_a_target_and_who_is_farthest(record):
    assert targets.offices("kanwil", 2023).verdicts == {"tercapai": 1, "sebagian": 1, "kurang": 4, "terbuka": 1}
    first = kanwil_all.metrics(T, 2023, kini=False)[0]
    assert (first.value, first.notes) == ("7 dari 33", ("21,2 %",))
    by_distance = told(kanwil_all.table(T, 2023, "jarak", kini=False), "kanwil", "target", "jarak")
    assert [row[0].removeprefix("Kanwil Kemenkumham ") for row in by_distance[:5]] == [
        "Jawa Timur", "Nusa Tenggara Barat", "Sulawesi Barat", "Sumatera Selatan", "Sumatera Barat",
    ]  # fmt: skip
    assert by_distance[3][1:] == ("10 dan 17", "terhadap 10: terlampaui 2; terhadap 17: kurang 5")
    assert by_distance[7][1:] == ("tidak terbit", "–")
    names = [row[0] for row in told(kanwil_all.table(T, 2023, "nama", kini=False), "kanwil")]
    assert names == sorted(names)
    shares = kanwil_all.table(T, 2023, "bagian", kini=False).frame
    known = shares[shares["hasil"].notna()]
    assert known.index.max() == len(known) - 1  # the unknown ones stand last
    assert (known["hasil"] / known["N"]).is_monotonic_decreasing


def test_a_province_whose_office_is_not_known_has_its_row_and_its_sentence(record):
    table = kanwil_all.table(T, 2023, "nama", kini=True)
    rows = {row[0]: row[1:] for row in told(table, "kanwil", "hasil", "pembina")}
    assert "Riau: Kanwil pengampu belum diketahui" in rows
    assert len(table.frame) == len(offices.offices()) + len(offices.unassigned()) == 26
    assert any("Riau, Bengkulu, Bali" in line for line in kanwil_all.sentences(T, 2023, kini=True))
    assert view.pointer(T, "14", 2023, kini=True).count("Kanwil pengampu belum diketahui") == 1
    assert "kanwil=kemenkumham-riau" in view.pointer(T, "14", 2023, kini=False)


def test_small_multiples_show_only_offices_with_a_target_and_every_state(record):
    shown = kanwil_panels.with_target(kini=False)
    assert len(shown) == 16
    assert KALSEL in shown
    assert NTT not in shown
    html = kanwil_panels.panels(T, kini=False)
    assert html.count('<div class="bars"') == 16
    assert len(html) < 16_000
    kalsel = html.split("Kanwil Kemenkumham Kalimantan Selatan</a>")[1].split("</ul>")[0]
    assert kalsel.count("<i") == len(common.rounds())
    assert "<b style=height:77%></b><u style=bottom:100%></u>" in kalsel  # 10 of 13, all wanted
    assert '<i class="gap"><u style=bottom:100%></u></i>' in kalsel  # 2021: wanted, never assessed
    assert "<b class=least" in kalsel
    assert "<li>2021: target 13; hasil tidak ada penilaian</li>" in kalsel
    table = kanwil_panels.table(T, kini=False)
    assert len(table.frame) == sum(len(queries.target_years(slug, kini=False)) for slug in shown)


def test_an_office_gives_way_to_the_one_that_looks_after_the_same_province(record):
    assert queries.counterpart(KALSEL, kini=True) == "kemenham-kalimantan-selatan"
    assert queries.counterpart("kemenkumham-kepulauan-riau", kini=True) == "kemenham-sumatera-utara"
    assert queries.counterpart("kemenkumham-riau", kini=True) == ""
    assert queries.counterpart(PAPUA_TODAY, kini=False) == MALUKU
    assert queries.counterpart("tidak-ada", kini=True) == ""


@pytest.fixture
def later_record(record_folder, tmp_path, monkeypatch):
    """The record with a round that was announced for 2025 and a target for it, and nothing else known of that year."""
    for path in record_folder.glob("*.csv"):
        shutil.copy(path, tmp_path)
    with (tmp_path / "putaran.csv").open("a", newline="", encoding="utf-8") as file:
        csv.writer(file).writerow([2025, "", "Permenkumham 22/2021", "tidak", "", "", "", "direncanakan"])
    with (tmp_path / "klaim.csv").open(newline="", encoding="utf-8") as file:
        header, *rows = list(csv.reader(file))
    model = dict(zip(header, next(row for row in rows if "target_peduli" in row and "63" in row), strict=True))
    model |= {"id": "kbaru2025", "tahun": "2025", "nilai": "13", "catatan": "harapan Kakanwil Kalsel: semua", "sumber_url": ""}
    with (tmp_path / "klaim_2025.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([header, [model[name] for name in header]])
    report = build(tmp_path, now=dt.datetime(2025, 1, 2, tzinfo=dt.UTC))
    assert report is not None
    monkeypatch.setenv("PEDULIHAM_DATA", str(tmp_path))


def test_a_year_after_the_last_round_stands_for_the_office_of_that_year(later_record):
    assert queries.page_years()[-1] == 2025
    slug = "kemenham-kalimantan-selatan"
    assert slug in queries.choices(kini=False)
    assert queries.years_of(slug, kini=False) == (2025,)
    assert queries.years_of(KALSEL, kini=False)[-1] == 2024
    assert queries.newest(slug, kini=False) == 2025
    assert [aim.amount for aim in queries.wanted(slug, 2025, kini=False)] == [13]
    assert cards(slug, 2025)["Target Peduli HAM"][0] == "13 dari 13"
    assert cards(slug, 2025)["Peduli HAM"][0] == "tidak ada penilaian"
    assert kanwil_targets.outcomes(T, slug, kini=False) is None
    assert "Riau" in " ".join(kanwil_all.sentences(T, 2025, kini=False))
    at = open_page("kanwil", kanwil=slug)
    assert not at.exception
    assert not at.error
    assert "Kanwil KemenHAM Kalimantan Selatan, tahun penghargaan 2025" in bodies(at)
    assert "Sejak Kanwil ini bertugas belum ada penilaian" in bodies(at)
    assert bodies(open_page("kanwil", tahun=2025)).count("Kanwil KemenHAM Kalimantan Selatan") >= 2


def test_kalimantan_selatan_2020_is_told_in_one_sentence(record):
    day = dt.date(2020, 8, 3)
    assert opening.finding(T, KALSEL, 2020, day, kini=False) == (
        "Target 13 dari 13, hasil 10 dari 13. Belum: Kotabaru, Barito Kuala, Hulu Sungai Utara. "
        "Tenggat berikut: penyerahan ke Kanwil, 10 Agustus 2020 (7 hari lagi)."
    )
    assert opening.finding(EN, KALSEL, 2020, dt.date(2026, 1, 1), kini=False).endswith(
        "The deadline was: hand-in to the Kanwil, 10 August 2020."
    )
    beside = opening.beside(T, KALSEL, 2020, kini=False)
    assert "Melepas Peduli HAM (3)</b>" in beside
    assert beside.count("Kotabaru") == 1
    assert "10 Agustus 2020</b> penyerahan ke Kanwil" in beside
    assert "Rekomendasi Yankomas yang tidak dijawab mengurangi nilai (Ditjen HAM, 17 Juni 2020)" in beside


@pytest.mark.parametrize("kini", [False, True])
@pytest.mark.parametrize("t", [T, EN])
def test_the_opening_names_each_region_once_and_only_those_certain_not_to_hold_it(record, t, kini):
    day, names = dt.date(2024, 1, 1), regions.short_names()
    assert len(set(names.values())) == len(names)
    for slug in queries.choices(kini=kini):
        for year in queries.years_of(slug, kini=kini)[::3]:
            told = opening.finding(t, slug, year, day, kini=kini)
            assert told.endswith(".")
            assert "{" not in told
            beside = opening.beside(t, slug, year, kini=kini)
            codes = re.findall(r"kode=([\d.]+)", beside)
            assert len(codes) == len(set(codes))
            assert beside.count("<b>") <= 3 + len(stages.stages(queries.then(slug, year), year))
            if year in common.years():
                frame = groups.regions(slug, year, kini=kini)
                assert set(codes) <= set(frame["kode"])
                unsure = {names[code] for code in frame.loc[frame["terbuka"], "kode"]}
                said = re.search(r"(?:Belum|Not yet): (.*?)\.", told)
                assert not said or not unsure & set(said[1].split(", "))


def test_the_yankomas_risk_stands_where_the_rule_of_the_year_knows_it(record):
    known = {year for year in (*common.years(), 2021, 2026) if rules.deduction(year)}
    assert known == {2017, 2018, 2019, 2020, 2022, 2023, 2024}
    assert "Yankomas" not in opening.beside(T, KALSEL, 2016, kini=False)


def test_all_offices_open_with_how_they_stand(record):
    assert opening.finding_all(T, 2023, kini=False).startswith(
        "7 dari 33 Kanwil mempunyai target terbit bagi 2023: target tercapai "
    )
    assert opening.finding_all(EN, 2014, kini=False) == "None of the 33 offices has a published target for 2014."
