"""A view of the map as data: values, classes, legend and words on the published record."""

import re
import shutil
from dataclasses import replace

import duckdb
import pytest

from dasbor.maps import classes as mc
from dasbor.maps.choice import MapView
from dasbor.maps.view import at, classes, measures, together
from dasbor.mart.maps import Target
from dasbor.words.texts import LANGUAGES, texts

pytestmark = pytest.mark.usefixtures("record")
VIEW = MapView("provinsi", kini=False, year=2022, other_year=None, measure="peduli", province="", kind="geografis", lang="id")


def row(data, code):
    return data.frame.set_index("kode").loc[code]


def item(data, code):
    return data.legend[row(data, code)["kelas"]]


@pytest.mark.parametrize(
    ("year", "kini", "count", "boundaries"),
    [(2022, False, 34, "provinsi_2020"), (2022, True, 38, "provinsi"), (2023, False, 38, "provinsi")],
)
def test_provinces_are_those_of_the_year_or_of_today(year, kini, count, boundaries):
    view = replace(VIEW, year=year, kini=kini)
    assert len(classes(view).frame) == count
    assert view.boundaries == boundaries


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("year", [2013, 2022, 2024])
def test_every_measure_has_every_row_in_one_class_of_the_legend(lang, year):
    for level, whole in (("provinsi", 38 if year > 2022 else 34), ("kabkota", 514)):
        for measure in measures(level, lang, year):
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
    assert data.title == "Persentase Peduli HAM: Indonesia, 2022"


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
    assert "wilayahnya berubah" in row(data, "91")["perubahan"]
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
    assert row(data, "16.71")["konflik"]
    assert {one.key: one.count for one in data.legend}["Peduli HAM"] == 3


def of_mart(record, sql, *values):
    with duckdb.connect(str(record / "publik.duckdb"), read_only=True) as house:
        return house.execute(sql, values).fetchall()


@pytest.mark.parametrize("year", [2013, 2016, 2020, 2024])
def test_a_map_of_regions_has_the_states_of_mart_with_what_is_concluded_apart(record, year):
    data = classes(replace(VIEW, level="kabkota", measure="keadaan", year=year))
    found = of_mart(record, "SELECT keadaan_rinci, count(*) FROM mart.hasil_kabkota WHERE tahun = ? GROUP BY 1", year)
    assert {one.key: one.count for one in data.legend if one.count} == dict(found)
    for one in data.legend:
        assert (one.pattern == "\\" and one.mark.endswith("*")) == one.key.endswith(" (disimpulkan)")
    (concluded,) = of_mart(record, "SELECT count(*) FROM mart.hasil_kabkota WHERE tahun = ? AND status_data = 'disimpulkan'", year)[
        0
    ]
    assert f"(di antaranya {concluded} disimpulkan)" in data.subtitle
    (said,) = [remark for remark in data.remarks if remark.startswith("Berarsir")]
    assert sum(int(n) for n in re.findall(r"\((\d+)\)", said)) == concluded


def test_2020_has_the_regions_that_certainly_hold_no_award_as_mart_has_them(record):
    """85 concluded: left out by a complete list, or of a province in which nobody took part."""
    data = classes(replace(VIEW, level="kabkota", measure="keadaan", year=2020))
    counts = {one.key: one.count for one in data.legend}
    (whole,) = of_mart(
        record,
        "SELECT count(*) FROM mart.hasil_kabkota WHERE tahun = 2020 AND status_data = 'disimpulkan' "
        "AND (keadaan LIKE 'bukan %' OR keadaan = 'tidak ikut')",
    )[0]
    assert counts["bukan Peduli HAM"] + counts["tidak ikut (disimpulkan)"] == whole == 85
    resting = data.frame[data.frame["keadaan"].isin(["bukan Peduli HAM", "tidak ikut (disimpulkan)"])]
    assert (resting["kunci"] != "").all()
    assert set(resting["dasar"]) == {"disimpulkan: semua penerima diketahui namanya", "disimpulkan: tidak ada yang ikut"}


def test_where_the_count_is_full_every_region_without_a_claim_of_its_own_is_concluded_and_hatched(record):
    data = classes(replace(VIEW, level="kabkota", measure="keadaan", year=2016, province="35"))
    counts = {one.key: one.count for one in data.legend}
    assert counts["Peduli HAM"] + counts["Peduli HAM (disimpulkan)"] == len(data.frame) == 38
    one = next(one for one in data.legend if one.key == "Peduli HAM (disimpulkan)")
    assert (one.pattern, one.mark, one.count) == ("\\", "P*", 30)
    assert data.subtitle.endswith("Peduli HAM: 8 menurut nama, 30 disimpulkan; Jawa Timur: 38 dari 38.")
    assert {"2016|provinsi|35|jumlah_peduli"} == set(data.frame.loc[data.frame["keadaan"] == one.key, "kunci"])
    assert "jumlahnya sama dengan banyaknya kabupaten/kota (30)" in data.remarks[0]


def test_all_of_lampung_2024_hold_the_award(record):
    data = classes(replace(VIEW, level="kabkota", measure="keadaan", year=2024, province="18"))
    held = [one for one in data.legend if one.count]
    assert {one.key.removesuffix(" (disimpulkan)") for one in held} == {"Peduli HAM"}
    assert sum(one.count for one in held) == len(data.frame) == 15
    assert data.subtitle.endswith("Lampung: 15 dari 15.")


def test_where_a_full_count_is_not_concluded_from_the_row_says_why_and_leads_to_it():
    """Kota Surakarta 2016: "35 of 35" rests on one source outside the ministry."""
    found = row(classes(replace(VIEW, level="kabkota", measure="keadaan", year=2016, province="33")), "33.72")
    assert found["keadaan"] == "tidak diketahui"
    assert "hanya disebut satu sumber" in found["dasar"]
    assert found["kunci"] == "2016|provinsi|33|jumlah_peduli"


@pytest.mark.parametrize(
    ("year", "measure", "index"), [(2020, "keadaan", "peduli"), (2024, "keadaan", "peduli"), (2020, "ikut", None)]
)
def test_a_map_of_regions_states_the_number_of_the_nation_beside_what_is_known_by_name(record, year, measure, index):
    data = classes(replace(VIEW, level="kabkota", measure=measure, year=year))
    number, bound, whole, named = of_mart(
        record,
        "SELECT nilai, batas, dari, bernama FROM mart.angka WHERE tingkat = 'nasional' AND tahun = ? "
        "AND if(? IS NULL, ukuran = 'peserta', predikat = ?)",
        year, index, index,
    )[0]  # fmt: skip
    what = "Peduli HAM" if index else "Ikut"
    sign = "≥ " if bound == "sekurangnya" else ""
    assert f"{what}: {named} menurut nama" in data.subtitle
    assert data.subtitle.endswith(f"nasional: {sign}{number} dari {whole}.")


def test_the_nation_of_2024_is_at_least_188():
    assert "nasional: ≥ 188 dari 514." in classes(replace(VIEW, level="kabkota", measure="keadaan", year=2024)).subtitle


def test_a_region_that_did_not_take_part_is_told_apart_from_unknown_and_not_formed():
    data = classes(replace(VIEW, level="kabkota", measure="ikut", year=2020))
    counts = {one.key: one.count for one in data.legend}
    assert (counts["tidak ikut"], counts["tidak ikut (disimpulkan)"]) == (5, 13)
    assert counts["tidak diketahui"] > 0
    first = classes(replace(VIEW, level="kabkota", measure="ikut", year=2013))
    assert {one.key: one.count for one in first.legend}["belum dibentuk"] == 3


@pytest.fixture
def other_programme(record, tmp_path, monkeypatch):
    """The record with its last round under a made-up programme of one class, as a build with one has it."""
    shutil.copy(record / "publik.duckdb", tmp_path)
    with duckdb.connect(str(tmp_path / "publik.duckdb")) as house:
        house.execute("INSERT INTO mart.program BY NAME SELECT 'uji' AS kode, 'Program Uji' AS nama, 'Test Programme' AS nama_en, "
                      "2024 AS tahun_mulai, 2024 AS tahun_akhir, 'diketahui' AS kepastian")  # fmt: skip
        house.execute("INSERT INTO mart.predikat VALUES ('unggul', 'uji', 'Unggul', 'Outstanding', 'U', 1, true)")
        house.execute("UPDATE mart.putaran SET program = 'uji' WHERE tahun = 2024")
        house.execute("UPDATE mart.angka SET predikat = 'unggul' WHERE tahun = 2024 AND predikat = 'peduli'")
        house.execute("DELETE FROM mart.angka WHERE tahun = 2024 AND ukuran = 'predikat' AND predikat <> 'unggul'")
        house.execute("DELETE FROM mart.perubahan WHERE tahun_ke = 2024")
        house.execute("UPDATE mart.perpindahan SET kategori = 'ganti program' WHERE tahun_ke = 2024")
    monkeypatch.setenv("PEDULIHAM_DATA", str(tmp_path))


@pytest.mark.parametrize(("level", "key"), [("provinsi", "banding"), ("kabkota", "ganti program")])
def test_a_map_of_changes_into_another_programme_says_that_it_does_not_compare(other_programme, level, key):
    data = classes(replace(VIEW, level=level, measure="perubahan", year=2024, other_year=2023, lang="en"))
    assert {one.key: one.count for one in data.legend if one.count} == {key: len(data.frame)}
    assert data.remarks[0].startswith("Not compared: 2023 was a round of ")
    assert data.remarks[0].endswith("2024 of Test Programme.")
    if level == "provinsi":
        assert set(data.frame["perubahan"]) == {"not compared with 2023: another programme"}


def test_measures_are_those_of_the_programme_of_the_year_and_the_other_year_shows_its_award(other_programme):
    assert [key for key in measures("provinsi", "id", 2024) if key in ("peduli", "cukup", "unggul")] == ["unggul"]
    view = replace(VIEW, year=2024, measure="unggul", other_year=2023)
    assert at(view, 2023).measure == "peduli"
    assert at(replace(view, measure="ikut"), 2023).measure == "ikut"


def test_two_years_side_by_side_have_one_legend_with_the_counts_of_each():
    view = replace(VIEW, level="kabkota", measure="keadaan")
    alone = [classes(replace(view, year=year)) for year in (2016, 2020)]
    both = together(*alone)
    assert [one.key for one in both[0].legend] == [one.key for one in both[1].legend]
    for one, shared in zip(alone, both, strict=True):
        assert {item.key: item.count for item in shared.legend if item.count} == {i.key: i.count for i in one.legend if i.count}
        assert [shared.legend[place].key for place in shared.frame["kelas"]] == [
            one.legend[place].key for place in one.frame["kelas"]
        ]
    keys = [one.key for one in both[0].legend]
    assert keys.index("Peduli HAM (disimpulkan)") == keys.index("Peduli HAM") + 1


@pytest.mark.parametrize("measure", ["target", "perubahan", "peduli"])
def test_the_line_below_the_title_counts_as_known_only_what_has_a_value(measure):
    data = classes(replace(VIEW, year=2024, measure=measure, lang="en"))
    count = {one.key: one.count for one in data.legend}
    outside = count.get("tanpa-target", 0) + count.get("banding", 0)
    known = 38 - count["tidak diketahui"] - outside
    least = sum(n for key, n in count.items() if key.startswith("l") or key == "paling-banyak")
    bounds = f", {least} as lower bound (≥)" if least else ""
    assert f"{known - least} certain{bounds}, {count['tidak diketahui']} unknown." in data.subtitle
    assert (f"For {outside} this measure has no value" in data.subtitle) == bool(outside)


def test_a_wrong_measure_is_named():
    with pytest.raises(ValueError, match="provinsi 2022: no measure keadaan; known: peduli"):
        classes(replace(VIEW, measure="keadaan"))


@pytest.mark.parametrize(
    ("n", "whole", "least", "key"),
    [(0, 10, False, "h0"), (1, 4, False, "h1"), (26, 100, False, "h2"), (4, 4, True, "l4"), (None, 4, False, mc.UNKNOWN)],
)
def test_steps_of_a_share(n, whole, least, key):
    assert mc.share_key(n, whole, least=least) == key


@pytest.mark.parametrize(
    ("target", "key"),
    [
        (Target(5, 0, True, least=True), "tercapai"),
        (Target(5, 1, None, least=True), "paling-banyak"),
        (Target(5, 2, False, least=False), "kurang0"),
        (Target(5, 5, False, least=False), "kurang1"),
        (Target(5, None, None, least=False), mc.UNKNOWN),
        (None, "tanpa-target"),
    ],
)
def test_steps_of_a_distance(target, key):
    assert mc.target_key(target) == key
    assert key in {one.key for one in mc.targets(texts("id"))}
