"""The sentence a page opens with: from the data, grammatical for 0, 1 and many, never a comparison with what is unknown."""

import re
from dataclasses import replace

import pytest

from dasbor.maps import finding, geometry
from dasbor.maps.choice import MapView
from dasbor.maps.view import measures
from dasbor.mart import angka, common, moves, overview, regions
from dasbor.mart.angka import Angka
from dasbor.mart.overview import CountChange
from dasbor.page import findings
from dasbor.words.texts import texts

pytestmark = pytest.mark.usefixtures("record")
ID, EN = texts("id"), texts("en")
COMPARES = re.compile(r"lebih banyak|lebih sedikit|sama banyak|more than|fewer than|as many as|→")


def number(n, *, least=False, whole=17):
    return Angka(n, least, whole, n or 0, whole, 0, 0, "klaim", None, None, None, 0, False, None)


@pytest.mark.parametrize(
    ("n", "least", "told"),
    [
        (0, False, "2023: none of the 17 regencies and cities in Riau was rated Peduli HAM"),
        (1, False, "2023: 1 of 17 regencies and cities in Riau (5.9 %) was rated Peduli HAM"),
        (2, False, "2023: 2 of 17 regencies and cities in Riau (11.8 %) were rated Peduli HAM"),
        (1, True, "2023: at least 1 of 17 regencies and cities in Riau was rated Peduli HAM."),
        (2, True, "2023: at least 2 of 17 regencies and cities in Riau were rated Peduli HAM."),
        (0, True, "2023: it is not known how many of the 17 regencies and cities in Riau were rated Peduli HAM."),
        (None, False, "2023: it is not known how many of the 17 regencies and cities in Riau were rated Peduli HAM."),
    ],
)
def test_none_one_and_many(n, least, told):
    said = findings.counted(EN, "held", number(n, least=least), 2023, place="Riau", change=CountChange("dapat", 2022, 3, 1))
    assert said.startswith(told)
    assert said.endswith("1 more than in 2022.") == (n is not None and not least)
    assert bool(COMPARES.search(said)) == (n is not None and not least)
    assert "tidak satu pun" in findings.counted(ID, "part", number(0), 2023)


@pytest.mark.parametrize("t", [ID, EN])
@pytest.mark.parametrize("kini", [False, True])
def test_a_province_is_compared_only_where_both_counts_are_certain(t, kini):
    at = angka.level("provinsi", kini=kini)
    for year in common.years():
        before = common.assessed_before(year)
        for code, place in angka.places(at, year).items():
            told = findings.province(t, code, year, kini=kini)
            former = angka.places(at, before).get(code) if before else None
            compared = bool(COMPARES.search(told))
            assert compared <= (place.award.exact and former is not None and former.award.exact)
            assert compared == overview.award_change(at, code, year).able
            assert str(year) in told
            assert "{" not in told
            assert place.award.n is None or str(place.award.n) in told or not place.award.n


@pytest.mark.parametrize("t", [ID, EN])
def test_the_nation_is_compared_only_where_both_counts_are_certain(t):
    for year in common.years():
        before = common.assessed_before(year)
        for told, kind in ((findings.holding(t, year), "award"), (findings.participation(t, year), "participants")):
            both = [getattr(angka.nation(one), kind).exact for one in (before, year) if one]
            assert bool(COMPARES.search(told)) <= (len(both) == 2 and all(both))


@pytest.mark.parametrize("t", [ID, EN])
def test_movers_are_only_provinces_with_two_certain_counts_and_say_how_many_there_are(t):
    for year in common.years()[1:]:
        for before in (one for one in common.years() if one < year):
            found, told = moves.movers(before, year), findings.movers(t, before, year)
            assert f"{found.able} " in told or not found.able
            assert str(found.whole) in told
            for row in (*found.risen, *found.fallen):
                (place,) = [one for one in angka.places("provinsi", year).values() if one.name == row["nama"]]
                former = angka.places("provinsi", before)[place.code]
                assert place.award.exact
                assert former.award.exact
                assert row["selisih"] == place.award.n - former.award.n != 0


def test_who_improved_most_from_2019_to_2020_stands_beside_how_many_can_be_compared():
    told = findings.movers(ID, 2019, 2020)
    assert told.startswith("2019 → 2020: 11 dari 34 provinsi dapat dibandingkan; paling naik Jawa Timur +5 (29 → 34)")


def test_sumatera_selatan_2022_and_2023_are_named_side_by_side():
    both = findings.names(ID, "16", 2023, kini=False)
    assert "<h3>2023: 12 dari 17</h3>" in both
    assert "<h3>2022: 3 dari 17</h3><p>Lahat, Musi Rawas, Kota Lubuk Linggau.</p>" in both
    assert findings.province(ID, "16", 2023, kini=False) == (
        "2023: 12 dari 17 kabupaten/kota di Sumatera Selatan (70,6 %) meraih Peduli HAM, 9 lebih banyak daripada 2022."
    )


def test_a_count_without_names_says_so():
    assert "11 lainnya tanpa nama" in findings.names(ID, "35", 2023, kini=False)
    assert "Nama peraihnya tidak diketahui." in findings.names(ID, "16", 2013, kini=False)


@pytest.mark.parametrize("t", [ID, EN])
def test_every_region_opens_with_its_newest_known_state(t):
    for code in regions.short_names():
        told = findings.region(t, code)
        assert told.startswith(str(regions.region(code)["nama"]))
        assert ("20" in told) or "11" in told or "8" in told
        assert "Tidak diketahui" not in told


def test_the_title_of_a_trend_joins_only_rounds_in_a_row():
    assert findings.trend(ID, {2022: number(3), 2023: number(12)}) == "Peduli HAM: 3 (2022) → 12 dari 17 (2023)"
    assert findings.trend(ID, {2020: number(11), 2022: number(3)}) == "Peduli HAM: 11 (2020) → 3 dari 17 (2022)"
    assert findings.trend(ID, {2020: number(3), 2022: number(4, least=True), 2023: number(12)}) == "Peduli HAM: 12 dari 17 (2023)"
    assert findings.trend(ID, {2023: number(12, least=True)}) == ""


VIEW = MapView("provinsi", kini=False, year=2023, other_year=None, measure="peduli", province="", kind="ubin", lang="id")


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("level", ["provinsi", "kabkota"])
def test_every_map_opens_with_a_sentence(lang, level):
    for year in common.years():
        for measure in measures(level, lang, year):
            told = finding.of_map(replace(VIEW, level=level, year=year, measure=measure, lang=lang))
            assert str(year) in told
            assert told.endswith(".")
            assert "{" not in told


def test_a_map_of_regions_tells_the_published_count_beside_the_names():
    told = finding.of_map(replace(VIEW, level="kabkota", measure="keadaan", province="35"))
    assert told == "2023: 12 dari 38 kabupaten/kota di Jawa Timur (31,6 %) meraih Peduli HAM."
    moved = finding.of_map(replace(VIEW, level="kabkota", measure="sumber", province="35"))
    assert moved.startswith("Banyaknya lembaga sumber menurut nama, 2023: ")


def test_the_highest_province_is_one_whose_count_is_certain():
    told = finding.of_map(VIEW)
    assert told.startswith(
        "Persentase Peduli HAM, 2023: tertinggi Kepulauan Bangka Belitung 100,0 % (7 dari 7), Banten 100,0 % (8 dari 8)."
    )


def test_islets_far_off_do_not_shrink_the_window():
    def square(west, south, side):
        return [[[west, south], [west, south + side], [west + side, south + side], [west + side, south], [west, south]]]

    shape = {"type": "MultiPolygon", "coordinates": [square(110, -8, 1.0), square(116, -5, 0.1)]}
    box, size = geometry._box(shape)
    assert box == (110, -8, 111, -7)
    assert size == pytest.approx(1.01)
