"""The page predikat on the published record: counts on two bases, moves, runs."""

import json

import pytest

from dasbor import colors, downloads
from dasbor.queries import moves as move_queries
from dasbor.queries import predikat as queries
from dasbor.queries import stated
from dasbor.texts import texts
from dasbor.views import moves
from dasbor.views import predikat as view
from tests.dasbor.apps import bodies, open_page

T = texts("id")
RANKS = {name: place for place, name in enumerate(colors.PREDICATES, start=1)}
TOP, LOWER = colors.PREDICATES[:2]


def parts(basis, year):
    frame = queries.counts(basis)
    frame = frame[frame["tahun"] == year]
    return dict(zip(frame["keadaan"], frame["jumlah"], strict=True))


def test_what_national_counts_leave_open_is_a_part_of_its_own(record):
    assert parts("terlapor", 2017) == {TOP: 232, LOWER: 84, "ikut": 351 - 316, "tidak ikut": 514 - 351}
    assert parts("terlapor", 2022) == {TOP: 170, "tidak diketahui": 344}
    assert parts("terlapor", 2024) == {"tidak diketahui": 514}


def test_every_bar_holds_all_regions_and_never_a_negative_rest(record):
    for basis in queries.BASES:
        frame = queries.counts(basis)
        assert 2021 not in set(frame["tahun"])
        assert (frame["jumlah"] >= 0).all()
        assert (frame.groupby("tahun")["jumlah"].sum() == frame.groupby("tahun")["N"].first()).all()


def test_the_figure_keeps_colours_names_and_gaps(record):
    figure = view.stacked(T, "terlapor")
    bars = {trace.name: trace for trace in figure.data if trace.type == "bar"}
    assert bars[TOP].marker.color == colors.predicate_states()[0].fill
    assert dict(zip(bars[TOP].x, bars[TOP].y, strict=True))[2019] == 272
    assert 2021 not in bars[TOP].x
    assert 2024 not in bars[TOP].x
    assert bars["Tidak diketahui"].marker.pattern.shape == "/"
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
    assert row["lain"].startswith("170 (")
    assert all(value in row["lain"] for value in ("72 (", "98 (", "180 (", "272 ("))
    assert "kunci=2022%7Cnasional%7CID%7Cjumlah_peduli" in row["alamat"]
    named = view.counts_table(T, "bernama")
    assert "≥ 15,0 % (77 dari 514)" in named.html


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (LOWER, TOP, "naik"),
        (TOP, TOP, "tetap"),
        (TOP, "Kurang Peduli HAM", "turun"),
        ("tidak ikut", LOWER, "masuk"),
        ("belum dibentuk", TOP, "masuk"),
        (TOP, "tidak ikut", "keluar"),
        ("bukan Peduli HAM", TOP, "meraih"),
        (TOP, "bukan Peduli HAM", "melepas"),
        ("bukan Peduli HAM", LOWER, "tidak diketahui"),
        ("bukan Peduli HAM", "bukan Peduli HAM", "tidak diketahui"),
        (TOP, "tidak diketahui", "tidak diketahui"),
        ("tidak diketahui", TOP, "tidak diketahui"),
        ("ikut", TOP, "tidak diketahui"),
        (TOP, "ikut", "tidak diketahui"),
        ("tidak ikut", "ikut", "tidak diketahui"),
        ("belum dibentuk", "tidak ikut", "di luar"),
    ],
)
def test_category_of_a_move(before, after, expected):
    assert move_queries.category(before, after, RANKS) == expected


def test_case_sumatera_selatan_by_name(record):
    frame = move_queries.moves(2022, 2023, "16")
    assert frame["kategori"].value_counts().to_dict() == {"meraih": 9, "tidak diketahui": 5, "tetap": 3}
    kept = frame.loc[frame["kategori"] == "tetap", "nama"].tolist()
    assert kept == ["Kabupaten Lahat", "Kabupaten Musi Rawas", "Kota Lubuk Linggau"]
    palembang = frame[frame["kode"] == "16.71"].iloc[0]
    assert (palembang["posisi_dari"], palembang["kategori"], palembang["konflik"]) == ("bukan Peduli HAM", "meraih", True)


def test_every_region_has_one_category(record):
    frame = move_queries.moves(2020, 2022, "")
    assert len(frame) == frame["kode"].nunique() == 514
    assert set(frame["kategori"]) <= set(move_queries.CATEGORIES)


def test_only_certain_undisputed_counts_make_a_list_complete(record):
    complete = stated.complete_lists(TOP)
    assert (2022, "16") in complete
    assert (2017, "92") in complete  # a counted zero
    assert (2020, "13") not in complete  # 11 or 15: the count is disputed
    assert (2022, "13") not in complete  # the count is uncertain
    assert (2017, "13") not in complete  # 14 reported, 10 named


def test_the_flow_leaves_out_what_is_unknown_on_both_sides_and_says_so(record):
    chart = moves.flow(T, 2023, 2024, "")
    hidden, whole = moves.undrawn(2023, 2024, "")
    link = chart.figure.data[0].link
    assert sum(link.value) + hidden == whole == 514
    assert f"{hidden} dari 514" in chart.alt
    assert "Peduli HAM → Peduli HAM: 35" in chart.alt
    assert any("Peduli HAM: 65" in label for label in chart.figure.data[0].node.label)
    assert len(json.dumps(chart.figure.to_plotly_json(), default=list)) < 8_000


def test_streaks_step_over_2021_and_stop_at_what_is_unknown(record):
    frame = move_queries.streaks().set_index("kode")
    best = frame.loc["32.78"]
    assert (best["terpanjang"], best["mulai"], best["akhir"], best["ambigu"]) == (11, 2013, 2024, 7)
    assert not best["terpanjang_minimal"]
    assert best["berjalan"] == 11
    klungkung = frame.loc["51.05"]
    assert klungkung["terpanjang_minimal"]
    assert frame["berjalan"].isna().sum() > 200
    assert frame["peringkat"].iloc[0] == 1


def test_streaks_never_count_an_unknown_round(record):
    states = queries.states()
    held = states[states["posisi"] == TOP].groupby("kode").size()
    frame = move_queries.streaks().set_index("kode")
    assert (frame["jumlah"] == held.reindex(frame.index)).all()
    assert (frame["terpanjang"] <= frame["jumlah"]).all()


@pytest.mark.parametrize(
    ("lang", "told", "share"),
    [
        ("id", "3 juga memegangnya pada 2022, 9 belum", "52,9 % (9 dari 17)"),
        ("en", "3 also held it in 2022, 9 did not yet", "52.9 % (9 of 17)"),
    ],
)
def test_page_reads_case_sumatera_selatan(record, lang, told, share):
    at = open_page("predikat", lang, ke=2023, dari=2022, prov=16)
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
    assert len(at.warning) == 2
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
