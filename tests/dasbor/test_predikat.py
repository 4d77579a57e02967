"""The page predikat on the published record: counts on two bases, moves, runs."""

import json

import pytest

from dasbor.mart import common, programmes, warehouse
from dasbor.mart import moves as move_queries
from dasbor.mart import predikat as queries
from dasbor.page import downloads
from dasbor.views.predikat import moves, view
from dasbor.words.texts import texts
from tests.dasbor.apps import bodies, open_page

T = texts("id")
TOP, LOWER = "Peduli HAM", "Cukup Peduli HAM"


def test_what_national_counts_leave_open_is_a_part_of_its_own(record):
    assert queries.of_year("terlapor", 2017) == {TOP: 232, LOWER: 84, "ikut": 351 - 316, "tidak ikut": 514 - 351}
    assert queries.of_year("terlapor", 2022) == {TOP: 170, "ikut": 419 - 170, "tidak ikut": 514 - 419}
    assert queries.of_year("terlapor", 2024) == {
        TOP: 188,
        "ikut": 10,
        "bukan Peduli HAM": 37,
        "tidak ikut": 12,
        "tidak diketahui": 267,
    }


def test_every_bar_holds_all_regions_and_never_a_negative_rest(record):
    for basis in queries.BASES:
        frame = queries.counts(basis)
        assert 2021 not in set(frame["tahun"])
        assert (frame["jumlah"] > 0).all()
        assert (frame.groupby("tahun")["jumlah"].sum() == frame.groupby("tahun")["N"].first()).all()


def test_the_bars_by_name_are_the_regions_one_by_one_with_conclusions_apart(record):
    for year in common.years():
        rows = common.results()
        rows = rows[(rows["tahun"] == year) & (rows["keadaan"] != "belum dibentuk")]
        assert queries.of_year("bernama", year) == rows["keadaan_rinci"].value_counts().to_dict()
    figure = view.stacked(T, "bernama")
    bars = {trace.name: trace for trace in figure.data if trace.type == "bar"}
    concluded = bars["Peduli HAM (disimpulkan)"]
    assert (list(concluded.x), list(concluded.y)) == ([2016], [30])
    assert concluded.marker.pattern.shape == "\\"
    assert concluded.marker.color == bars[TOP].marker.color


@pytest.mark.parametrize(("year", "words"), [(2024, "≥ 188"), (2014, "56")])
def test_the_nation_has_one_number_in_sentence_bar_table_and_words(record, year, words):
    figure = view.stacked(T, "terlapor")
    (bar,) = [trace for trace in figure.data if trace.name == TOP]
    at = list(bar.x).index(year)
    assert (bar.y[at], bar.text[at]) == (int(words.removeprefix("≥ ")), words)
    assert f"{year}: {words} dari 514" in view.counts_alt(T, "terlapor")
    for basis in queries.BASES:
        table = view.counts_table(T, basis)
        shown = {column.key: table.words(column)[common.years().index(year)] for column in table.columns}
        assert f"({words.removeprefix('≥ ')} dari 514)" in shown["n"]
        assert shown["n"].startswith("≥") == words.startswith("≥")
    assert view.counts_table(T, "terlapor").words(view.counts_table(T, "terlapor").columns[1])[common.years().index(year)] == words
    if year == common.years()[-1]:
        assert "≥ 36,6 % (188 dari 514)" in view.lead(T, "terlapor")[0]
        assert "≥ 188 pada 2024" in moves.sentences(T, 2023, 2024, "")[2]


def test_the_figure_keeps_colours_names_and_gaps(record):
    figure = view.stacked(T, "terlapor")
    bars = {trace.name: trace for trace in figure.data if trace.type == "bar"}
    assert bars[TOP].marker.color == programmes.states()[TOP].fill
    assert dict(zip(bars[TOP].x, bars[TOP].y, strict=True))[2019] == 272
    assert 2021 not in bars[TOP].x
    assert bars["Tidak diketahui"].marker.pattern.shape == "/"
    assert "Bukan Peduli HAM" in bars  # by the count, not by a list
    signs = next(trace for trace in figure.data if trace.type == "scatter")
    assert 2022 in signs.x
    assert 2023 not in signs.x
    notes = " ".join(note.text for note in figure.layout.annotations)
    assert "2021: tidak ada penilaian" in notes
    assert "34/2016" in notes
    assert "22/2021" in notes
    assert len(figure.to_json()) < 9_000


def test_the_table_shows_every_value_published(record):
    table = view.counts_table(T, "terlapor")
    row = table.frame.set_index("tahun").loc[2022]
    assert row["lain"].startswith("170 (ditampilkan)")
    assert all(value in row["lain"] for value in ("72 (", "98 (", "180 (", "272 ("))
    assert "kunci=2022%7Cnasional%7CID%7Cjumlah_peduli" in row["alamat"]
    named = view.counts_table(T, "bernama")
    assert "33,1 % (170 dari 514)" in named.html
    assert named.frame.set_index("tahun").loc[2022, "bernama"] == 85


def test_case_sumatera_selatan_by_name(record):
    frame = move_queries.moves(2022, 2023, "16")
    assert frame["kategori"].value_counts().to_dict() == {"meraih": 9, "tidak diketahui": 5, "tetap": 3}
    assert move_queries.categories(2022, 2023, "16") == {"meraih": 9, "tetap": 3, "tidak diketahui": 5}
    kept = frame.loc[frame["kategori"] == "tetap", "nama"].tolist()
    assert kept == ["Kabupaten Lahat", "Kabupaten Musi Rawas", "Kota Lubuk Linggau"]
    palembang = frame[frame["kode"] == "16.71"].iloc[0]
    assert (palembang["keadaan_dari"], palembang["kategori"], palembang["konflik"]) == ("bukan Peduli HAM", "meraih", True)


def test_who_lost_it_from_2020_to_2022_is_what_mart_says(record):
    lost = warehouse.current().query(
        "SELECT kode FROM mart.perpindahan WHERE tahun_dari = 2020 AND tahun_ke = 2022 AND penghargaan_dari "
        "AND kategori IN ('melepas', 'turun', 'keluar')"
    )["kode"]
    holders = move_queries.holders(2020, 2022, "")
    assert holders.lost == len(lost) == 23
    assert holders.then == holders.both + holders.lost + holders.to_unknown
    assert holders.now == holders.both + holders.gained + holders.from_unknown
    frame = move_queries.moves(2020, 2022, "")
    assert set(frame.loc[frame["kategori"] == "melepas", "kode"]) == set(lost)
    assert "Dari 220 peraih pada 2020: 69 meraihnya lagi pada 2022, 23 tidak, 128 tidak diketahui." in moves.sentences(
        T, 2020, 2022, ""
    )


def test_every_region_has_one_category_and_all_ways_of_counting_agree(record):
    frame = move_queries.moves(2020, 2022, "")
    assert len(frame) == frame["kode"].nunique() == 514
    found = move_queries.categories(2020, 2022, "")
    assert found == frame["kategori"].value_counts()[list(found)].to_dict()
    known, whole = move_queries.known_and_whole(2020, 2022, "")
    assert (known, whole) == (sum(found.values()) - found["tidak diketahui"], 514)
    assert move_queries.flows(2020, 2022, "")["banyak"].sum() == 514
    provinces = [move_queries.holders(2020, 2022, code).lost for code in common.provinces()]
    assert sum(provinces) == move_queries.holders(2020, 2022, "").lost


def test_a_conclusion_among_the_names_says_so_and_leads_to_the_count(record):
    table = moves.names(T, 2020, 2022, "", "melepas")
    assert set(table.frame["keadaan_ke"]) == {"bukan Peduli HAM"}
    assert set(table.frame["dasar"]) == {"2022: disimpulkan: semua penerima diketahui namanya"}
    assert all(address.startswith("./sumber?kunci=2022%7Cprovinsi%7C") for address in table.frame["sumber"])
    unclear = moves.names(T, 2016, 2017, "33", "tidak diketahui").frame
    assert unclear["dasar"].str.contains("jumlah penuh hanya disebut satu sumber di luar kementerian").any()


def test_another_programme_is_no_move_and_is_said_instead(record, monkeypatch):
    monkeypatch.setattr(moves, "comparable", lambda earlier, later: False)
    assert moves.flow.__wrapped__(T, 2023, 2024, "") is None
    assert "program lain" in moves.flow_empty.__wrapped__(T, 2023, 2024, "")


def test_the_flow_leaves_out_what_is_unknown_on_both_sides_and_says_so(record):
    chart = moves.flow(T, 2023, 2024, "")
    hidden, whole = moves.undrawn(2023, 2024, "")
    link = chart.figure.data[0].link
    assert sum(link.value) + hidden == whole == 514
    assert f"{hidden} dari 514" in chart.alt
    assert "Peduli HAM → Peduli HAM: 48" in chart.alt
    labels = chart.figure.data[0].node.label
    assert any("Peduli HAM: 83" in label for label in labels)
    assert "Bukan Peduli HAM (daftar lengkap): 83" in labels
    assert len(json.dumps(chart.figure.to_plotly_json(), default=list)) < 8_000


def test_streaks_step_over_2021_and_stop_at_what_is_unknown(record):
    frame = moves.streaks(T, "").frame.set_index("kode")
    best = frame.loc["32.78"]
    assert (best["terpanjang"], best["mulai"], best["akhir"], best["ambigu"]) == (11, 2013, 2024, 7)
    assert not best["terpanjang_minimal"]
    assert best["berjalan"] == 11
    assert frame.loc["51.05", "terpanjang_minimal"]
    assert frame["berjalan"].isna().sum() > 200
    assert frame["peringkat"].iloc[0] == 1
    assert (frame["terpanjang"] <= frame["jumlah"]).all()
    held = common.results()
    held = held[held["predikat"] == TOP].groupby("kode").size()
    assert (frame["jumlah"] == held.reindex(frame.index)).all()


@pytest.mark.parametrize(
    ("lang", "told", "share"),
    [
        ("id", "pada 2022 3 juga, 9 tidak", "52,9 % (9 dari 17)"),
        ("en", "in 2022 3 too, 9 not", "52.9 % (9 of 17)"),
    ],
)
def test_page_reads_case_sumatera_selatan(record, lang, told, share):
    at = open_page("predikat", lang, ke=2023, dari=2022, prov=16, **{"tabel-jenis": "1"})
    assert not at.exception
    assert not at.error
    text = bodies(at)
    assert told in text
    assert share in text
    for name in ("Kabupaten Lahat", "Kabupaten Musi Rawas", "Kota Lubuk Linggau", "Kota Palembang"):
        assert name in text
    assert "./daerah?kode=16.71" in text


def test_page_switches_the_basis_and_keeps_it_in_the_address(record):
    at = open_page("predikat", dasar="bernama")
    assert at.query_params["dasar"] == "bernama"
    assert "batas bawah" in bodies(at)


def test_page_lists_a_category_of_choice(record):
    at = open_page("predikat", ke=2020, dari=2019, pindah="keluar")
    assert "Keluar (1)" in at.selectbox(key="predikat.pindah.id").options
    assert 'kode=74.71">Kota Kendari' in bodies(at)
    assert not at.warning


def test_an_earlier_year_brings_its_own_comparison(record):
    at = open_page("predikat", ke=2024, dari=2022)
    at.selectbox(key="predikat.ke.id").select(2020).run()
    assert not at.warning
    assert at.selectbox(key="predikat.dari.id").value == 2019
    assert "pada 2020, " in bodies(at)


def test_page_drops_a_wrong_value_with_a_notice(record):
    at = open_page("predikat", ke=2021, prov="zz")
    assert "“zz”" in at.warning[0].value
    assert "2021" in at.info[0].value  # a year without assessment is nothing wrong, and is told as such
    assert not at.exception


def test_page_says_why_there_is_nothing(record):
    at = open_page("predikat", ke=2014, dari=2013, prov=81, **{"prov-runtun": 95})
    text = bodies(at)
    assert "Tidak ada yang diketahui menurut nama pada 2013 maupun 2014 untuk Maluku" in text
    assert "Tidak ada wilayah yang keadaannya diketahui pada kedua tahun" in text
    assert not at.exception


def test_files_say_what_is_a_lower_bound(record):
    titles, rows = downloads.cells(moves.streaks(T, "32"))
    assert titles[:3] == ["Peringkat", "Kabupaten/kota", "Kode"]
    assert rows[0][:3] == (1, "Kota Tasikmalaya", "32.78")
