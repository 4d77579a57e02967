"""The national picture on the published record: queries, sentences, key figures, figures, tables."""

import pytest

from dasbor.mart import angka, common, overview, predikat, programmes, warehouse
from dasbor.page import downloads
from dasbor.views.ringkasan import parts as ringkasan_parts
from dasbor.views.ringkasan import view as ringkasan
from dasbor.words.texts import LANGUAGES, texts

pytestmark = pytest.mark.usefixtures("record")


def metric(year, label, lang="id"):
    shown = (*ringkasan.metrics(lang, year), *ringkasan.completeness(lang, year))
    (found,) = [m for m in shown if m.label == label]
    return found


def comparable(year, *, kini=False):
    frame = overview.provinces(year, kini=kini)
    frame = frame[frame["banding"] == "dapat"]
    return dict(zip(frame["provinsi"], frame["perubahan"].tolist(), strict=True))


def counted(sql, *values):
    return warehouse.current().value(sql, list(values))


@pytest.mark.parametrize("basis", predikat.BASES)
def test_states_add_up_to_all_regions_in_every_round(basis):
    assert len(common.years()) == 11
    for year in common.years():
        assert sum(predikat.of_year(basis, year).values()) == angka.nation(year).whole


def test_what_is_unknown_in_2020_is_the_same_by_count_and_by_name_on_both_pages():
    by_name, by_count = predikat.of_year("bernama", 2020), predikat.of_year("terlapor", 2020)
    unknown = counted("SELECT count(*) FROM mart.hasil_kabkota WHERE tahun = 2020 AND keadaan = 'tidak diketahui'")
    assert by_name["tidak diketahui"] == unknown == 153
    assert "tidak diketahui" not in by_count  # 439 took part and 75 did not
    table = ringkasan_parts.states("id", 2020).table.frame.set_index("keadaan")
    assert (table.at["tidak diketahui", "nilai"], table.at["tidak diketahui", "bernama"]) == (0, 153)
    assert table["nilai"].sum() == table["bernama"].sum() + table["simpulan"].sum() == 514
    assert ringkasan.sentences("id", 2020)[2].endswith("Tidak diketahui 153.")


def test_who_certainly_does_not_hold_the_award_in_2020_is_the_same_number_everywhere():
    state = "bukan Peduli HAM"
    regions = counted("SELECT count(*) FROM mart.hasil_kabkota WHERE tahun = 2020 AND keadaan_rinci = ?", state)
    table = ringkasan_parts.states("id", 2020).table.frame.set_index("keadaan")
    assert regions == table.at[state, "simpulan"] == predikat.of_year("bernama", 2020)[state] == 72
    assert "Bukan Peduli HAM (daftar lengkap) 72" in ringkasan.sentences("id", 2020)[2]
    assert "Not Peduli HAM (complete list) 72" in ringkasan_parts.states("en", 2020).alt


@pytest.mark.parametrize(("year", "value", "unknown"), [(2024, "≥ 188", 267), (2014, "56", None)])
def test_the_nation_has_one_number_in_every_sentence_card_and_bar(year, value, unknown):
    assert metric(year, "Peduli HAM").value == value
    assert f"{value.removeprefix('≥ ')} dari 514 kabupaten/kota" in ringkasan.sentences("id", year)[0]
    assert ("sekurang-kurangnya" in ringkasan.sentences("id", year)[0]) == value.startswith("≥")
    assert f"{year} {value}" in ringkasan_parts.trend("id").alt
    assert f"dari {value} peraih Peduli HAM" in ringkasan.sentences("id", year)[2]
    bar = {trace.name: trace.x[0] for trace in ringkasan_parts.states("id", year).figure.data}
    assert bar["Peduli HAM"] == int(value.removeprefix("≥ "))
    assert bar.get("Tidak diketahui") == unknown
    assert sum(bar.values()) == 514


def test_the_provinces_compared_have_exact_counts_in_both_years():
    changes = comparable(2023)
    assert changes["Sumatera Selatan"] == 9  # 3 in 2022, 12 in 2023
    assert changes["Jawa Tengah"] == 14
    assert changes["Jawa Timur"] == -14
    frame = overview.provinces(2023)
    assert frame["banding"].value_counts().to_dict() == overview.comparable("provinsi", 2023)
    assert overview.comparable("provinsi", 2023) == {"kosong": 13, "nama": 11, "dapat": 8, "wilayah": 6}
    assert set(frame.loc[frame["banding"] == "wilayah", "provinsi"]) > {"Papua", "Papua Barat", "Papua Selatan"}
    able = frame[frame["banding"] == "dapat"]
    assert not able["sekurang"].any()
    assert (able["n"] - able["n_lalu"] == able["perubahan"]).all()


def test_2022_is_compared_with_2020_and_the_first_round_with_nothing():
    assert comparable(2022)["Sumatera Selatan"] == 3 - 11
    assert set(overview.provinces(2013)["banding"]) == {"pertama"}
    assert overview.provinces(2013)["perubahan"].isna().all()
    assert overview.comparable("provinsi", 2013) == {}


def test_today_s_provinces_are_never_of_another_area():
    assert len(overview.provinces(2022, kini=True)) == 38
    assert "wilayah" not in set(overview.provinces(2023, kini=True)["banding"])
    assert comparable(2023, kini=True) == comparable(2023)


def test_disagreements_name_the_other_values_and_the_impossible_ones():
    frame = overview.disagreements(2024)
    assert frame["kunci"].tolist() == ["2024|nasional|ID|jumlah_peserta"]
    assert list(frame["lain"][0]) == [{"nilai": "544", "klaim": 4, "bendera": "melebihi-jumlah-kabkota"}]
    frame = overview.disagreements(2022)
    assert frame["nilai"].tolist() == ["170"]
    assert [row["nilai"] for row in frame["lain"][0]] == ["72", "98", "180", "272"]
    assert overview.disagreements(2023).empty


def test_sentences_of_a_year_with_a_count_and_a_change():
    award, people, named = ringkasan.sentences("id", 2022)
    assert award.startswith("Pada 2022, 170 dari 514 kabupaten/kota (33,1 %) meraih Peduli HAM, turun 89 dari 259 pada 2020.")
    assert "Aturan penilaian berganti" in award
    assert award.endswith("Sumber lain menyebut 72, 98, 180, 272.")
    assert people == "419 dari 514 kabupaten/kota (81,5 %) ikut dinilai pada 2022. Dasar: angka terbit."
    assert "85 dari 514 kabupaten/kota diketahui satu per satu (16,5 %), di antaranya 85 dari 170 peraih" in named
    assert "92 more than the 170 of 2022" in ringkasan.sentences("en", 2023)[0]


def test_conclusions_are_named_as_such():
    assert "94 dari 228 peraih Peduli HAM menurut namanya dan 30 disimpulkan" in ringkasan.sentences("id", 2016)[2]
    assert "Took part, predicate unknown (concluded) 8" in ringkasan.sentences("en", 2019)[2]
    assert "30 disimpulkan" in metric(2013, "Peserta").notes
    assert "Keadaan 361 pasti, 85 di antaranya disimpulkan" in metric(2020, "Predikat diketahui").notes


def test_an_impossible_count_is_told_and_not_used():
    people = ringkasan.sentences("id", 2024)[1]
    assert people.startswith("Angka peserta yang terbit, 544, tidak dipakai: melebihi 514. Sekurang-kurangnya 201 dari 514")


def test_key_figures_with_share_change_and_basis():
    award = metric(2020, "Peduli HAM")
    assert award.value == "259"
    assert award.notes == (
        "50,4 % (259 dari 514) dari semua kabupaten/kota",
        "59,0 % (259 dari 439) dari peserta",
        "−13 terhadap 2019 (272)",
        "Dasar: angka terbit, pasti",
    )
    assert award.link == ("Sumber berbeda: lihat semua klaim", "./sumber?kunci=2020%7Cnasional%7CID%7Cjumlah_peduli")
    assert metric(2023, "Peduli HAM").notes[1] == "+92 terhadap 2022 (170)"
    assert metric(2019, "Peserta").value == "432"
    assert metric(2013, "Kabupaten/kota").value == "511"


def test_a_figure_without_a_national_count_is_a_lower_bound_or_unknown():
    award = metric(2024, "Peduli HAM").notes
    assert "≥ 36,6 % (188 dari 514) dari semua kabupaten/kota" in award
    assert "Tidak dibandingkan dengan 2023: salah satu angka hanya batas bawah" in award
    assert award[-2:] == ("Dasar: jumlah angka provinsi", "83 disebut namanya")
    assert metric(2024, "Peserta").value == "≥ 201"
    assert (metric(2024, "Cukup Peduli HAM").value, metric(2024, "Cukup Peduli HAM").notes) == (
        "tidak diketahui",
        ("Paling banyak 314",),
    )
    assert metric(2024, "Provinsi pembina").value == "≥ 13"
    assert metric(2024, "Provinsi pembina").notes[0] == "≥ 34,2 % (13 dari 38) dari semua provinsi"


def test_only_the_predicates_of_the_year_s_rule_are_key_figures():
    assert "Mulai Peduli HAM" not in [m.label for m in ringkasan.metrics("id", 2016)]
    assert "Mulai Peduli HAM" in [m.label for m in ringkasan.metrics("id", 2017)]


def test_the_trend_breaks_at_2021_and_marks_conflicts_and_lower_bounds():
    chart = ringkasan_parts.trend("id")
    traces = {trace.name: trace for trace in chart.figure.data}
    assert list(traces)[:4] == ["Peserta", "Peserta, sekurang-kurangnya", "Peduli HAM", "Peduli HAM, sekurang-kurangnya"]
    assert "Mulai Peduli HAM" not in traces  # only bounds are known of it
    award = dict(zip(traces["Peduli HAM"].x, traces["Peduli HAM"].y, strict=True))
    assert award[2021] is None
    assert award[2024] is None
    assert (award[2014], award[2020], award[2022], award[2023]) == (56, 259, 170, 262)
    assert traces["Peduli HAM"].connectgaps is False
    assert traces["Peduli HAM"].line.color == programmes.states()["Peduli HAM"].fill
    least = dict(zip(traces["Peduli HAM, sekurang-kurangnya"].x, traces["Peduli HAM, sekurang-kurangnya"].y, strict=True))
    assert {year: value for year, value in least.items() if value} == {2013: 8, 2024: 188}
    assert traces["Peduli HAM, sekurang-kurangnya"].marker.symbol.endswith("-open")
    marked = set(zip(traces["Ada pertentangan"].x, traces["Ada pertentangan"].y, strict=True))
    assert {(2019, 432), (2022, 170)} < marked
    assert (2023, 262) not in marked
    assert "2017 351, 2018 409, 2019 432, 2020 439, 2022 419" in chart.alt


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_bar_has_a_hatched_unknown_and_a_count_per_state(lang):
    chart = ringkasan_parts.states(lang, 2024)
    bars = {trace.name: trace for trace in chart.figure.data}
    unknown = bars[texts(lang)("common.state_unknown")]
    assert (unknown.x[0], unknown.text[0], unknown.marker.pattern.shape) == (267, "? 267", "/")
    assert bars["Peduli HAM"].text[0] == "P 188"
    assert "267" in chart.alt
    assert "423" in chart.alt  # by name


def test_the_largest_changes_stand_with_both_counts():
    chart = ringkasan_parts.changes("id", 2023, kini=False)
    bars, labels = chart.figure.data
    assert bars.x[-1] == 14
    assert labels.text[-1] == " +14 (20 → 34)"
    assert labels.text[0] == " −14 (26 → 12)"
    assert bars.marker.color[0] != bars.marker.color[-1]
    assert "Sumatera Selatan +9 (3 → 12)" in chart.alt
    assert ringkasan_parts.changes("id", 2013, kini=False) is None
    note = ringkasan_parts.change_note("id", 2023, kini=False)
    assert note.startswith("8 dari 38 provinsi dapat dibandingkan dengan 2022")
    assert "6 karena wilayahnya berubah" in note


def test_the_province_table_tells_bounds_from_counts():
    table = ringkasan_parts.provinces("id", 2024, kini=False)
    rows = {row[0]: row for row in zip(*(table.words(column) for column in table.columns), strict=True)}
    names = [column.key for column in table.columns]
    assert len(rows) == 38
    ntt = dict(zip(names, rows["Nusa Tenggara Timur"], strict=True))
    assert (ntt["N"], ntt["ikut"], ntt["n"]) == ("22", "10", "tidak diketahui")
    aceh = dict(zip(names, rows["Aceh"], strict=True))
    assert (aceh["ikut"], aceh["n"], aceh["dasar_kata"]) == ("≥ 1", "≥ 4,3 % (1 dari 23)", "menurut nama")
    assert "./provinsi?prov=53&amp;tahun=2024" in table.html


def test_every_target_of_a_province_stands_in_its_row():
    table = ringkasan_parts.provinces("id", 2023, kini=False).frame.set_index("kode_provinsi")
    assert table.at["16", "target"] == "10; 17"


def test_files_hold_numbers_and_the_basis_beside_them():
    titles, rows = downloads.cells(ringkasan_parts.provinces("id", 2024, kini=False))
    aceh = dict(zip(titles, rows[0], strict=True))
    assert aceh["Peduli HAM (n dari N) (n)"] == 1
    assert aceh["Peduli HAM (n dari N) (N)"] == 23
    assert aceh["Dasar angka"] == "menurut nama"
    assert aceh["Dasar angka peserta"] == "menurut nama"
    assert "Disimpulkan" in titles


def test_disagreements_as_a_table_with_links():
    table = ringkasan_parts.disagreements("id", 2024)
    assert table.words(table.columns[1]) == ["tidak ada yang ditampilkan"]
    assert table.words(table.columns[2]) == ["544 (4 klaim; melebihi jumlah kabupaten/kota)"]
    assert "./sumber?kunci=2024%7Cnasional%7CID%7Cjumlah_peserta" in table.html
    assert ringkasan_parts.disagreements("id", 2023) is None


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_finding_of_every_year_compares_only_what_can_be_compared(lang):
    for year in common.years():
        said, award = ringkasan.finding(lang, year, kini=False), angka.nation(year).award
        able = overview.change(year, "predikat", programmes.award(year).code).able
        assert str(award.n) in said
        assert (" → " in said) == (award.exact and able and any(comparable(year).values()))
        assert "{" not in said


def test_at_most_three_provinces_to_push_each_once_and_never_for_what_is_known():
    for year in common.years():
        for at in ("provinsi", "provinsi_kini"):
            found = overview.pushes(at, year)
            assert len({one.code for one in found}) == len(found) <= 3
            for one in found:
                place = angka.place(at, one.code, year)
                assert 0 < one.count <= one.whole == place.whole
                assert one.reason != "tanpa-kabar" or not any(number.n for number in place.numbers)


def test_the_page_opens_on_a_year_that_is_certain():
    assert overview.opening_year() == 2023
    assert angka.nation(2023).award.exact
