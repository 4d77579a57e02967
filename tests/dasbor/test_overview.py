"""The national picture on the published record: queries, sentences, key figures, figures, tables."""

import pytest

from dasbor import colors, downloads
from dasbor.queries import common, overview
from dasbor.texts import LANGUAGES, texts
from dasbor.views import ringkasan, ringkasan_parts

pytestmark = pytest.mark.usefixtures("record")


def metric(year, label, lang="id"):
    (found,) = [m for m in ringkasan.metrics(lang, year) if m.label == label]
    return found


def comparable(year, *, today=False):
    frame = overview.provinces(year, today=today)
    frame = frame[frame["banding"] == "dapat"]
    return dict(zip(frame["provinsi"], frame["perubahan"].tolist(), strict=True))


def test_states_add_up_to_all_regions_in_every_round():
    assert len(common.years()) == 11
    for year in common.years():
        assert sum(overview.states(year).values()) == 514
    assert overview.states(2020) == {
        "Peduli HAM": 216,
        "Cukup Peduli HAM": 54,
        "Kurang Peduli HAM": 1,
        "ikut": 2,
        "tidak ikut": 5,
        "tidak diketahui": 236,
    }


def test_the_provinces_compared_have_published_counts_in_both_years():
    changes = comparable(2023)
    assert changes["Sumatera Selatan"] == 9  # 3 in 2022, 12 in 2023
    assert changes["Jawa Tengah"] == 14
    assert changes["Jawa Timur"] == -14
    assert len(changes) == 8
    frame = overview.provinces(2023)
    assert frame["banding"].value_counts().to_dict() == {"kosong": 13, "nama": 11, "dapat": 8, "wilayah": 6}
    assert set(frame.loc[frame["banding"] == "wilayah", "provinsi"]) > {"Papua", "Papua Barat", "Papua Selatan"}
    dapat = frame[frame["banding"] == "dapat"]
    assert set(dapat["dasar_peduli"]) == set(dapat["dasar_lalu"]) == {"klaim"}


def test_2022_is_compared_with_2020_and_the_first_round_with_nothing():
    assert comparable(2022)["Sumatera Selatan"] == 3 - 11
    assert set(overview.provinces(2013)["banding"]) == {"pertama"}
    assert overview.provinces(2013)["perubahan"].isna().all()


def test_today_s_provinces_are_never_of_another_area():
    assert len(overview.provinces(2022, today=True)) == 38
    assert "wilayah" not in set(overview.provinces(2023, today=True)["banding"])
    assert comparable(2023, today=True) == comparable(2023)


def test_disagreements_name_the_other_values_and_the_impossible_ones():
    frame = overview.disagreements(2024)
    assert frame["kunci"].tolist() == ["2024|nasional|ID|jumlah_peserta"]
    assert list(frame["lain"][0]) == [{"nilai": "544", "klaim": 4, "bendera": "melebihi-jumlah-kabkota"}]
    frame = overview.disagreements(2022)
    assert frame["nilai"].tolist() == ["170"]
    assert [row["nilai"] for row in frame["lain"][0]] == ["72", "98", "180", "272"]
    assert overview.disagreements(2023).empty


def test_sentences_of_a_year_with_a_count_and_a_change():
    peduli, people, named = ringkasan.sentences("id", 2022)
    assert peduli.startswith("Pada 2022, 170 dari 514 kabupaten/kota (33,1 %) meraih Peduli HAM, turun 89 dari 259 pada 2020.")
    assert "Aturan penilaian berganti" in peduli
    assert peduli.endswith("Sumber lain menyebut 72, 98, 180, 272.")
    assert people.startswith("419 dari 514 kabupaten/kota (81,5 %) ikut dinilai pada 2022.")
    assert "85 dari 514 kabupaten/kota (16,5 %)" in named
    assert "425 wilayah" in named
    assert "92 more than the 170 of 2022" in ringkasan.sentences("en", 2023)[0]


def test_an_impossible_count_is_told_and_not_used():
    peduli, people, _ = ringkasan.sentences("id", 2024)
    assert "tidak ada angka nasional" in peduli
    assert "sekurang-kurangnya 188 dari 514" in peduli
    assert "544, melebihi 514 kabupaten/kota yang ada, jadi tidak dipakai" in people


def test_key_figures_with_share_change_and_basis():
    peduli = metric(2020, "Peduli HAM")
    assert peduli.value == "259"
    assert peduli.notes[:3] == (
        "50,4 % (259 dari 514) dari semua kabupaten/kota",
        "59,0 % (259 dari 439) dari peserta",
        "−13 terhadap 2019 (272)",
    )
    assert peduli.link == ("Sumber berbeda: lihat semua klaim", "./sumber?kunci=2020%7Cnasional%7CID%7Cjumlah_peduli")
    assert metric(2023, "Peduli HAM").notes[1] == "+92 terhadap 2022 (170)"
    assert metric(2019, "Peserta").value == "432"
    assert metric(2013, "Kabupaten/kota").value == "511"
    assert metric(2014, "Kabupaten/kota").notes[1] == "+3 terhadap 2013 (511)"


def test_a_figure_without_a_national_count_is_a_lower_bound_or_unknown():
    assert metric(2024, "Peduli HAM").value == "≥ 188"
    assert "≥ 36,6 % (188 dari 514) dari semua kabupaten/kota" in metric(2024, "Peduli HAM").notes
    assert "Dasar: jumlah angka 17 provinsi" in metric(2024, "Peduli HAM").notes
    assert metric(2024, "Peserta").value == "≥ 201"
    assert metric(2023, "Cukup Peduli HAM").value == "tidak diketahui"
    assert metric(2023, "Cukup Peduli HAM").notes[0] == "1 disebut namanya"
    assert metric(2024, "Provinsi pembina").value == "≥ 13"
    assert metric(2024, "Provinsi pembina").notes[0] == "≥ 34,2 % (13 dari 38) dari semua provinsi"


def test_only_the_predicates_of_the_year_s_rule_are_key_figures():
    assert "Mulai Peduli HAM" not in [m.label for m in ringkasan.metrics("id", 2016)]
    assert "Mulai Peduli HAM" in [m.label for m in ringkasan.metrics("id", 2017)]


def test_the_trend_breaks_at_2021_and_marks_conflicts_and_lower_bounds():
    chart = ringkasan_parts.trend("id")
    traces = {trace.name: trace for trace in chart.figure.data}
    assert list(traces) == ["Peserta", "Peduli HAM", "Peduli HAM, sekurang-kurangnya", "Cukup Peduli HAM", "Sumber berbeda"]
    peduli = dict(zip(traces["Peduli HAM"].x, traces["Peduli HAM"].y, strict=True))
    assert peduli[2021] is None
    assert peduli[2024] is None
    assert (peduli[2020], peduli[2022], peduli[2023]) == (259, 170, 262)
    assert traces["Peduli HAM"].connectgaps is False
    assert traces["Peduli HAM"].line.color == colors.predicate_states()[0].fill
    least = dict(zip(traces["Peduli HAM, sekurang-kurangnya"].x, traces["Peduli HAM, sekurang-kurangnya"].y, strict=True))
    assert {year: value for year, value in least.items() if value} == {2013: 8, 2024: 188}
    assert traces["Peduli HAM, sekurang-kurangnya"].marker.symbol == "circle-open"
    marked = set(zip(traces["Sumber berbeda"].x, traces["Sumber berbeda"].y, strict=True))
    assert {(2019, 432), (2022, 170)} < marked
    assert (2023, 262) not in marked
    assert "Peserta: 2017 351, 2018 409, 2019 432, 2020 439, 2022 419." in chart.alt
    assert "2024 ≥ 188" in chart.alt


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_bar_has_a_hatched_unknown_and_a_count_per_state(lang):
    chart = ringkasan_parts.states(lang, 2024)
    assert [trace.x[0] for trace in chart.figure.data] == [83, 431]
    assert [trace.text[0] for trace in chart.figure.data] == ["P 83", "? 431"]
    assert chart.figure.data[1].marker.pattern.shape == "/"
    assert chart.figure.data[1].name == texts(lang)("common.state_unknown")
    assert "431" in chart.alt


def test_the_largest_changes_stand_with_both_counts():
    chart = ringkasan_parts.changes("id", 2023, today=False)
    bars, labels = chart.figure.data
    assert bars.x[-1] == 14
    assert labels.text[-1] == " +14 (20 → 34)"
    assert labels.text[0] == " −14 (26 → 12)"
    assert bars.marker.color[0] != bars.marker.color[-1]
    assert "Sumatera Selatan +9 (3 → 12)" in chart.alt
    assert ringkasan_parts.changes("id", 2013, today=False) is None
    note = ringkasan_parts.change_note("id", 2023, today=False)
    assert note.startswith("8 dari 38 provinsi dapat dibandingkan dengan 2022")
    assert "6 karena wilayahnya berubah" in note


def test_the_province_table_tells_bounds_from_counts():
    table = ringkasan_parts.provinces("id", 2024, today=False)
    rows = {row[0]: row for row in zip(*(table.words(column) for column in table.columns), strict=True)}
    names = [column.key for column in table.columns]
    assert len(rows) == 38
    ntt = dict(zip(names, rows["Nusa Tenggara Timur"], strict=True))
    assert (ntt["jumlah_kabkota"], ntt["ikut"], ntt["peduli"]) == ("22", "10", "tidak diketahui")
    aceh = dict(zip(names, rows["Aceh"], strict=True))
    assert (aceh["ikut"], aceh["peduli"], aceh["dasar_kata"]) == ("≥ 1", "≥ 4,3 % (1 dari 23)", "menurut nama")
    assert "./provinsi?prov=53&amp;tahun=2024" in table.html


def test_files_hold_numbers_and_the_basis_beside_them():
    titles, rows = downloads.cells(ringkasan_parts.provinces("id", 2024, today=False))
    aceh = dict(zip(titles, rows[0], strict=True))
    assert aceh["Peduli HAM (n dari N) (n)"] == 1
    assert aceh["Peduli HAM (n dari N) (N)"] == 23
    assert aceh["Dasar angka"] == "menurut nama"
    assert aceh["Dasar angka peserta"] == "menurut nama"


def test_disagreements_as_a_table_with_links():
    table = ringkasan_parts.disagreements("id", 2024)
    assert table.words(table.columns[1]) == ["tidak ada yang ditampilkan"]
    assert table.words(table.columns[2]) == ["544 (4 klaim; melebihi jumlah kabupaten/kota)"]
    assert "./sumber?kunci=2024%7Cnasional%7CID%7Cjumlah_peserta" in table.html
    assert ringkasan_parts.disagreements("id", 2023) is None
