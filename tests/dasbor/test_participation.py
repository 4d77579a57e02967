"""Participation on the published record: published counts apart from lower bounds, from the query to the figure."""

import re

import pytest

from dasbor.mart import common, participation, warehouse
from dasbor.page import downloads
from dasbor.views.partisipasi import grid as partisipasi_grid
from dasbor.views.partisipasi import province as partisipasi_province
from dasbor.views.partisipasi import view as partisipasi
from dasbor.words import colors

pytestmark = pytest.mark.usefixtures("record")
NTT = "53"


def cell(code, year, *, kini=False):
    frame = participation.provinces(kini=kini)
    row = frame[(frame["kode_provinsi"] == code) & (frame["tahun"] == year)].iloc[0]
    return row["ikut"], int(row["jumlah_kabkota"]), row["dasar"]


def test_ntt_2024_has_a_published_count():
    assert cell(NTT, 2024) == (10, 22, "klaim")
    assert cell(NTT, 2024, kini=True) == (10, 22, "klaim")


@pytest.mark.parametrize(
    ("code", "year", "expected"),
    [
        ("16", 2022, (3, 17, "bernama")),  # three named
        ("63", 2020, (13, 13, "lengkap")),  # ten Peduli and three Cukup are all thirteen
        ("18", 2024, (15, 15, "lengkap")),  # fifteen Peduli, none named
        ("82", 2020, (5, 10, "jumlah")),  # five Peduli, none named
        ("92", 2020, (0, 13, "klaim")),  # a counted zero
        ("16", 2019, (11, 17, "jumlah")),  # the predicates add up to 18 of 17, so only the largest counts
    ],
)
def test_what_is_certain_where_no_count_was_published(code, year, expected):
    assert cell(code, year) == expected


def test_nothing_known_is_neither_zero_nor_a_bound():
    frame = participation.provinces()
    unknown = frame[frame["dasar"].isna()]
    assert len(frame) == 382
    assert len(unknown) == 382 - 248
    assert unknown["ikut"].isna().all()
    assert not unknown["sekurang"].any()
    assert (frame["ikut"].dropna() <= frame.loc[frame["ikut"].notna(), "jumlah_kabkota"]).all()
    assert set(frame["tahun"]) == set(common.years())


def test_the_nation_has_counts_for_five_years_and_bounds_for_the_others():
    frame = participation.national().set_index("tahun")
    exact = frame[~frame["sekurang"]]
    assert exact["ikut"].to_dict() == {2017: 351, 2018: 409, 2019: 432, 2020: 439, 2022: 419}
    assert frame.loc[2016, ["ikut", "dasar"]].tolist() == [229, "jumlah"]
    assert frame.loc[2024, ["ikut", "dasar"]].tolist() == [201, "provinsi"]
    provinces = participation.provinces()
    assert provinces.loc[provinces["tahun"] == 2024, "ikut"].sum() == 201


@pytest.mark.parametrize("kini", [False, True])
def test_participants_are_known_as_mart_has_them_page_grid_and_files_alike(kini):
    table = "mart.rekap_provinsi_kini" if kini else "mart.rekap_provinsi"
    known, places = warehouse.current().query(f"SELECT count(peserta) AS n, count(*) AS whole FROM {table}").iloc[0]
    frame = participation.provinces(kini=kini)
    assert (frame["ikut"].notna().sum(), len(frame)) == (known, places)
    complete = [participation.completeness(year, kini=kini) for year in common.years()]
    assert sum(found["tepat"] + found["sekurangnya"] for found in complete) == known
    assert sum(found["tempat"] for found in complete) == places
    titles, rows = downloads.cells(partisipasi_grid.grid("en", kini=kini))
    states = [row[titles.index("State")] for row in rows]
    assert states.count("Number known") + states.count("At least") == known
    assert kini or (known, places) == (248, 382)


def test_values_not_shown_are_kept_with_the_reason():
    frame = participation.national_other_values()
    rows = {(row.tahun, row.nilai): row for row in frame.itertuples()}
    assert rows[2019, 425].klaim == 9
    assert rows[2024, 544].bendera == "melebihi-jumlah-kabkota"
    assert set(rows) == {(2017, 515), (2019, 425), (2019, 415), (2020, 258), (2024, 544)}


def test_the_national_figure_hatches_bounds_and_crosses_the_impossible():
    chart = partisipasi.national("id")
    exact, least, everybody, others = chart.figure.data
    assert dict(zip(exact.x, exact.y, strict=True)) == {2017: 351, 2018: 409, 2019: 432, 2020: 439, 2022: 419}
    assert exact.marker.pattern.shape is None
    assert least.marker.pattern.shape == "/"
    assert 2021 not in (*exact.x, *least.x)
    assert dict(zip(least.x, least.text, strict=True))[2024] == "≥ 201"
    assert set(everybody.y) == {511, 514}
    assert dict(zip(zip(others.x, others.y, strict=True), others.marker.symbol, strict=True)) == {
        (2017, 515): "x",
        (2019, 425): "diamond",
        (2019, 415): "diamond",
        (2020, 258): "diamond",
        (2024, 544): "x",
    }
    assert "2019 432 dari 514" in chart.alt
    assert "2024 544 (4 klaim; melebihi jumlah kabupaten/kota)" in chart.alt
    assert "2017, 2018, 2019, 2020, 2022" in partisipasi.national_note("id")


def test_lines_fill_counts_and_leave_bounds_hollow():
    chart = partisipasi.lines("id", (NTT, "72"), kini=False)
    first, second = (trace for trace in chart.figure.data if trace.mode == "markers")
    assert (first.name, second.name) == ("Nusa Tenggara Timur", "Sulawesi Tengah")
    at = list(first.x).index(2024)
    assert first.y[at] == 45.5
    assert first.customdata[at] == "10 dari 22"
    assert first.marker.symbol[at] == 0
    at = list(first.x).index(2023)
    assert first.marker.symbol[at] == 100
    assert first.customdata[at] == "≥ 1 dari 22"
    assert first.y[list(first.x).index(2021)] is None
    assert first.marker.color == colors.SERIES[0] != second.marker.color
    assert partisipasi.lines("id", (), kini=False) is None


def test_a_province_of_which_nothing_is_known_keeps_its_name_in_the_legend():
    (only,) = partisipasi.lines("id", ("93",), kini=False).figure.data
    assert (only.name, list(only.y)) == ("Papua Selatan", [None])


def test_the_lines_begin_with_provinces_whose_counts_were_published():
    codes = partisipasi.line_defaults()
    assert codes[0] == NTT
    assert set(codes) == {NTT, "72", "74", "81"}


def test_the_ranking_leaves_out_what_is_unknown_but_not_its_table():
    chart = partisipasi.ranking("id", 2024, kini=False)
    exact, least, labels = chart.figure.data
    assert len(exact.y) == 4
    assert len(least.y) == 14
    place = chart.figure.layout.yaxis.ticktext.index("Nusa Tenggara<br>Timur")
    assert labels.text[place] == "10 dari 22"
    assert exact.x[exact.y.index(place)] == 45.5
    assert "≥ 15 dari 17" in labels.text
    assert len(chart.table.frame) == 38
    assert "Tidak diketahui: 20 provinsi" in chart.alt
    note = partisipasi.ranking_note("id", 2024, kini=False)
    assert note.startswith("Dari 38 provinsi: 4 pasti, 14 batas bawah (≥), 20 tidak diketahui")


def row_of(html, name):
    return re.findall(r"<td(?: class=(\w+))?[^>]*>([^<]*)", re.search(rf">{name}</a></th>(.*?)<(?:tr|/tbody)>", html).group(1))


def test_the_grid_tells_all_states_apart():
    html = partisipasi_grid.grid("id", kini=False).html
    ntt = row_of(html, "Nusa Tenggara Timur")
    assert len(ntt) == 11  # 2021 is one cell over all provinces
    assert ntt[-1] == ("h2", "10/22")
    assert ntt[-2] == ("l0", "≥ 1/22")
    assert ntt[0] == ("", "?")
    assert html.count("∅ Tidak ada penilaian") == 1
    assert 'rowspan="38"' in html
    assert row_of(html, "Papua Tengah")[0] == ("f", "×")
    assert row_of(html, "Papua Barat")[7] == ("h0", "0/13")
    assert row_of(html, "Aceh")[7] == ("h3", "12/23*")  # the claim is uncertain
    assert html.count('scope="colgroup"') == 3
    assert "×" not in partisipasi_grid.grid("id", kini=True).html.split("<table>")[1]


def test_the_file_of_the_grid_has_a_row_per_province_and_year():
    titles, rows = downloads.cells(partisipasi_grid.grid("en", kini=False))
    assert len(rows) == 38 * 12
    states = [row[titles.index("State")] for row in rows]
    assert (states.count("Number known"), states.count("At least"), states.count("Unknown")) == (42, 206, 382 - 248)
    assert (states.count("No assessment"), states.count("Not yet formed")) == (38, 4 * 9)
    ntt = next(dict(zip(titles, row, strict=True)) for row in rows if row[1] == NTT and row[2] == 2024)
    assert ntt["Participants (n of N) (n)"] == 10
    assert ntt["Participants (n of N) (N)"] == 22
    assert ntt["Basis"] == "published count"


def test_share_steps_keep_a_counted_zero_apart():
    assert [colors.share_step(percent) for percent in (0, 0.1, 25, 25.1, 50, 75, 75.1, 100)] == [0, 1, 1, 2, 2, 3, 4, 4]


def test_ntt_2024_reads_well():
    first, named, years = partisipasi_province.sentences("id", 2024, NTT, kini=False)
    assert first == "Nusa Tenggara Timur, 2024: 10 dari 22 kabupaten/kota ikut (45,5 %). Dasar: angka terbit."
    assert named == "Menurut nama: 0 diketahui ikut, 0 diketahui tidak ikut, dari 22."
    assert "2023 ≥ 1 dari 22" in years
    claims = partisipasi_province.claims("id", 2024, NTT, kini=False)
    assert claims.words(claims.columns[0]) == ["Kanwil Kemenkumham NTT"]
    assert claims.words(claims.columns[2]) == ["8 November 2024"]
    assert partisipasi_province.regions("id", 2024, NTT, kini=False) is None


def test_regions_stand_with_how_it_is_known_and_from_whom():
    table = partisipasi_province.regions("en", 2020, "63", kini=False)
    words = {column.key: table.words(column) for column in table.columns}
    assert len(words["nama"]) == 13
    assert set(words["ikut"]) == {"took part"}
    assert sorted(set(words["keadaan_rinci"])) == ["Cukup Peduli HAM", "Peduli HAM"]
    assert set(words["dari"]) == {"predicate"}
    absent = partisipasi_province.regions("id", 2020, "61", kini=False)
    assert "tidak diketahui" not in absent.words(absent.columns[1])
    unnamed = partisipasi_province.unnamed("id", 2020, "61", kini=False)
    assert unnamed.startswith("Tidak diketahui apakah 9 lainnya ikut: ")
    assert partisipasi_province.unnamed("id", 2020, "63", kini=False) == ""


def test_a_concluded_participation_says_so_and_leads_to_the_count_it_rests_on():
    table = partisipasi_province.regions("id", 2019, "14", kini=False)
    frame = table.frame.set_index("kode")
    concluded = frame[frame["keadaan_rinci"] == "ikut (disimpulkan)"]
    assert len(concluded) == 8
    assert set(concluded["dari"]) == {"disimpulkan: semua ikut"}
    assert all(address.startswith("./sumber?kunci=2019%7Cprovinsi%7C14%7Cjumlah_") for address in concluded["jejak"])
    assert "i*" in table.html
    assert "8 lainnya pasti ikut: disimpulkan" in " ".join(partisipasi_province.sentences("id", 2019, "14", kini=False))
    titles, rows = downloads.cells(partisipasi.ranking("id", 2019, kini=False).table)
    riau = next(dict(zip(titles, row, strict=True)) for row in rows if row[0] == "Riau")
    assert (riau["Ikut, menurut nama"], riau["Ikut, disimpulkan"]) == (4, 8)


def test_where_a_count_of_all_proves_nothing_the_page_says_why_with_its_claims():
    html = partisipasi_province.hindrances("id", 2017, "33", kini=False)
    assert "jumlah penuh hanya disebut satu sumber di luar kementerian" in html
    assert "./sumber?kunci=2017%7Cprovinsi%7C33%7Cjumlah_peduli" in html
    assert partisipasi_province.hindrances("id", 2024, NTT, kini=False) == ""
