"""A view of the map as data: values, classes, legend and words on the published record."""

from dataclasses import replace

import pytest

from dasbor.maps import classes as mc
from dasbor.maps.view import MapView, classes, measures
from dasbor.texts import LANGUAGES, texts

pytestmark = pytest.mark.usefixtures("record")
VIEW = MapView("provinsi", today=False, year=2022, other_year=None, measure="peduli", province="", kind="geografis", lang="id")


def row(data, code):
    return data.frame.set_index("kode").loc[code]


def item(data, code):
    return data.legend[row(data, code)["kelas"]]


@pytest.mark.parametrize(
    ("year", "today", "count", "boundaries"),
    [(2022, False, 34, "provinsi_2020"), (2022, True, 38, "provinsi"), (2023, False, 38, "provinsi")],
)
def test_provinces_are_those_of_the_year_or_of_today(year, today, count, boundaries):
    view = replace(VIEW, year=year, today=today)
    assert len(classes(view).frame) == count
    assert view.boundaries == boundaries


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("year", [2013, 2022, 2024])
def test_every_measure_has_every_row_in_one_class_of_the_legend(lang, year):
    for level, whole in (("provinsi", 38 if year > 2022 else 34), ("kabkota", 514)):
        for measure in measures(level, lang):
            data = classes(replace(VIEW, level=level, measure=measure, year=year, lang=lang))
            assert sum(one.count for one in data.legend) == whole == len(data.frame)
            assert data.frame["kode"].is_monotonic_increasing
            labels = [one.label for one in data.legend]
            assert len(set(labels)) == len(labels)
            assert len({one.colour for one in data.legend}) == len(labels), measure
            assert data.frame["label_kelas"].tolist() == [labels[place] for place in data.frame["kelas"]]


def test_a_share_has_part_and_whole_and_the_numbers_of_the_language():
    data = classes(VIEW)
    found = row(data, "16")
    assert (found["n"], found["N"], found["teks"]) == (3, 17, "17,6 % (3 dari 17)")
    assert item(data, "16").label == "> 0–25 %"
    assert row(classes(replace(VIEW, lang="en")), "16")["teks"] == "17.6 % (3 of 17)"
    assert data.title == "Bagian Peduli HAM: Indonesia, 2022"


def test_unknown_is_no_zero_and_a_lower_bound_no_count():
    data = classes(VIEW)
    unknown = data.frame[data.frame["n"].isna()]
    assert len(unknown)
    assert set(unknown["label_kelas"]) == {"Tidak diketahui"}
    bounds = data.frame[data.frame["sekurang"]]
    assert len(bounds)
    assert all(words.startswith("≥ ") for words in bounds["teks"])
    assert {data.legend[place].pattern for place in bounds["kelas"]} == {"/"}


def test_a_change_is_only_between_published_counts_of_the_same_area():
    data = classes(replace(VIEW, measure="perubahan", year=2023))
    assert "wilayahnya berbeda" in row(data, "91")["perubahan"]
    assert item(data, "91").key == "banding"
    south = row(classes(replace(VIEW, measure="perubahan", year=2022, other_year=2020)), "16")
    assert south["teks"] == "−8 sejak 2020 (11 → 3)"


def test_distance_to_a_target():
    data = classes(replace(VIEW, measure="target", year=2023))
    assert item(data, "16").key == "tercapai"
    assert row(data, "35")["teks"] == "12 dari target 38 (N = 38)"
    assert item(data, "35").key == "kurang2"
    assert item(data, "11").key == "tanpa-target"


def test_regions_of_one_province_by_state():
    data = classes(replace(VIEW, level="kabkota", measure="keadaan", province="16"))
    assert len(data.frame) == 17
    assert row(data, "16.71")["keadaan"] == "tidak diketahui"
    assert row(data, "16.71")["konflik"]
    assert {one.key: one.count for one in data.legend}["Peduli HAM"] == 3


def test_a_region_that_did_not_take_part_is_told_apart_from_unknown_and_not_formed():
    data = classes(replace(VIEW, level="kabkota", measure="ikut", year=2020))
    counts = {one.key: one.count for one in data.legend}
    assert counts["tidak ikut"] == 5
    assert counts["tidak diketahui"] > 0
    first = classes(replace(VIEW, level="kabkota", measure="ikut", year=2013))
    assert {one.key: one.count for one in first.legend}["belum dibentuk"] == 3


@pytest.mark.parametrize("measure", ["target", "perubahan", "peduli"])
def test_the_line_below_the_title_counts_as_known_only_what_has_a_value(measure):
    data = classes(replace(VIEW, year=2024, measure=measure, lang="en"))
    count = {one.key: one.count for one in data.legend}
    outside = count.get("tanpa-target", 0) + count.get("banding", 0)
    known = 38 - count["tidak diketahui"] - outside
    least = sum(n for key, n in count.items() if key.startswith("l") or key == "paling-banyak")
    assert f"{known} known ({least} of them as lower bounds only, ≥), {count['tidak diketahui']} unknown." in data.subtitle
    assert (f"For {outside} this measure has no value" in data.subtitle) == bool(outside)


def test_a_wrong_measure_is_named():
    with pytest.raises(ValueError, match="no measure keadaan; known: peduli"):
        classes(replace(VIEW, measure="keadaan"))


@pytest.mark.parametrize(
    ("n", "whole", "least", "key"),
    [(0, 10, False, "h0"), (1, 4, False, "h1"), (26, 100, False, "h2"), (4, 4, True, "l4"), (None, 4, False, mc.UNKNOWN)],
)
def test_steps_of_a_share(n, whole, least, key):
    assert mc.share_key(n, whole, least=least) == key


@pytest.mark.parametrize(
    ("n", "target", "least", "key"),
    [
        (5, 5, True, "tercapai"),
        (4, 5, True, "paling-banyak"),
        (3, 5, False, "kurang0"),
        (0, 5, False, "kurang1"),
        (None, 5, False, mc.UNKNOWN),
    ],
)
def test_steps_of_a_distance(n, target, least, key):
    assert mc.target_key(n, target, least=least) == key
    assert key in {one.key for one in mc.targets(texts("id"))}
