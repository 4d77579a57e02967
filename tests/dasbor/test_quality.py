"""Coverage, conflicts and the rule of choice, against the record itself."""

from dasbor.mart import angka, claims, common, facts, quality, warehouse
from dasbor.views.sumber import conflicts, coverage
from dasbor.views.sumber import quality as views
from dasbor.words import formats
from dasbor.words.texts import texts

ID, EN = texts("id"), texts("en")


def fact_row(key):
    """The row of a fact in the table of conflicts, in Indonesian."""
    table = conflicts.conflict_table("id", (key,), "Uji")
    return table.frame.iloc[0]


def test_coverage_counts_known_predicates_of_all_regions(record):
    frame = quality.coverage("provinsi").set_index(["tahun", "kode"])
    assert len(frame) == sum(len(angka.places("provinsi", year)) for year in common.years())
    assert tuple(frame.loc[(2022, "16"), ["berpredikat", "disimpulkan", "diketahui", "dari"]]) == (3, 14, 17, 17)
    assert (frame["berpredikat"] <= frame["diketahui"]).all()
    assert (frame["diketahui"] <= frame["dari"]).all()
    nation = quality.coverage("nasional").set_index("tahun")
    for column in ("berpredikat", "terlapor", "disimpulkan", "diketahui", "dari"):
        assert frame.groupby("tahun")[column].sum().to_dict() == nation[column].to_dict()
    known = common.results().groupby("tahun")["predikat"].count()
    assert nation["berpredikat"].to_dict() == known.to_dict()
    assert nation["diketahui"].cumsum().to_dict() == nation["diketahui_sampai"].to_dict()
    assert (nation["terlapor"] + nation["disimpulkan"] == nation["diketahui"]).all()
    stated = claims.claims()
    stated = stated[(stated["bendera"] != "dicabut") & stated["tahun"].isin(common.years())]
    assert nation["klaim"].to_dict() == stated.groupby("tahun").size().to_dict()


def test_what_is_certain_is_told_beside_the_predicates(record):
    nation = quality.coverage("nasional").iloc[-1]
    known, whole = nation["diketahui_sampai"], nation["dari_sampai"]
    assert whole == 511 + 10 * 514
    assert f"({formats.number(known, 'id')} dari 5.651)" in coverage.sentence("id")
    assert "17/17" in coverage.grid("id", "diketahui", kini=False)
    assert "state certain, conclusions included" in coverage.options("en")["diketahui"]


def test_coverage_by_todays_provinces_has_the_same_sum(record):
    then, now = quality.coverage("provinsi"), quality.coverage("provinsi_kini")
    assert then["diketahui"].sum() == now["diketahui"].sum()
    assert then["klaim"].sum() >= now.loc[now["tahun"] < 2023, "klaim"].sum()
    assert set(now.groupby("tahun").size()) == {38}


def test_the_grid_marks_the_gap_and_provinces_not_yet_formed(record):
    html = coverage.grid("id", "berpredikat", kini=False)
    rows = {row.split("</th>")[0].split(">")[-1]: row for row in html.split("<tr>")[2:]}
    assert len(rows) == 39
    assert "3/17" in rows["Sumatera Selatan"]
    assert "Tidak ada penilaian" in rows["Sumatera Selatan"]
    assert rows["Papua Selatan"].count("Belum dibentuk") == 9
    assert "0/4" in rows["Papua Selatan"]


def test_the_file_of_the_grid_has_n_and_whole(record):
    from dasbor.page import downloads

    titles, rows = downloads.cells(coverage.table("id", "berpredikat", kini=False))
    assert titles[:4] == ["Provinsi", "2013", "2013 (n)", "2013 (N)"]
    assert rows[0][:1] == ("Indonesia",)
    south = next(row for row in rows if row[0] == "Papua Selatan")
    assert south[1:4] == ("belum dibentuk",) * 3
    assert south[-1] == 4


def test_palembang_2022_reads_as_outweighed_not_as_won_or_lost(record):
    row = fact_row("2022|kabkota|16.71|predikat")
    assert row["tampil"] == "tidak ada: tetap tidak diketahui"
    assert row["lain"] == "Peduli HAM (ambigu: Berita Sumatera, Monpera)"
    assert row["penentu"] == "daftar Sumatera Selatan sudah lengkap: 3 dilaporkan, 3 bernama, tanpa wilayah ini"


def test_2019_participants_show_432_with_425_beside_it(record):
    row = fact_row("2019|nasional|ID|jumlah_peserta")
    assert row["tampil"] == "432"
    assert "425 (Antara" in row["lain"]
    assert row["penentu"] == "golongan penerbit lebih tinggi"
    assert row["alamat"] == "./sumber?kunci=2019%7Cnasional%7CID%7Cjumlah_peserta"


def test_impossible_figures_are_their_own_group(record):
    impossible = views.conflict_keys("", "", impossible=True)
    assert "2024|nasional|ID|jumlah_peserta" in impossible
    row = fact_row("2024|nasional|ID|jumlah_peserta")
    assert (row["tampil"], row["lain"][:3]) == ("tidak ada: tetap tidak diketahui", "544")
    others = views.conflict_keys("", "", impossible=False)
    assert not set(impossible) & set(others)
    assert len(impossible) + len(others) == len(quality.conflicts())
    assert set(views.conflict_keys("2017", "nasional", impossible=True)) <= set(impossible)


def test_no_conflict_gives_an_empty_table_with_its_columns(record):
    table = views.conflicts("id", "2014", "", impossible=False)
    assert table.frame.empty
    assert views.conflict_parts("id", "2014", "") == ()


def test_counts_that_do_not_fit_their_lists_are_shown_with_both(record):
    frame = views.gaps("id", "2017", "provinsi").frame.set_index("kode")
    assert frame.at["53", "isi"].startswith("Peduli HAM: dilaporkan 4, bernama 5")
    assert "yang bernama lebih banyak" in frame.at["53", "sebab_kata"]
    assert frame.at["53", "alamat"] == "./sumber?kunci=2017%7Cprovinsi%7C53%7Cjumlah_peduli"


def test_decisions_add_up_to_all_facts(record):
    frame = quality.decisions()
    assert frame["fakta"].sum() == len(claims.facts()) == frame["semua"].iloc[0]
    assert set(frame["alasan"]) == set(claims.facts()["alasan"])
    assert frame["konflik"].sum() == len(quality.conflicts())
    assert "1,008" in views.decision_sentence("en")
    assert views.rules("en").count("<li>") == 6


def test_values_are_written_the_readers_way():
    assert facts.value_words(ID, "skor", "92.8") == "92,8"
    assert facts.value_words(EN, "skor", "91.80") == "91.80"
    assert facts.value_words(ID, "tenggat", "2023-05-15") == "15 Mei 2023"
    assert facts.value_words(EN, "partisipasi", "tidak") == "no"
    assert facts.value_words(ID, "jumlah_peserta", None) == "tidak diketahui"
    assert facts.measure_words(ID, "skor", "murni") == "skor: nilai murni"
    assert facts.measure_words(EN, "peringkat", "nasional") == "rank: national"


def test_every_code_of_the_record_has_a_word_in_both_languages(record):
    from dasbor.words.texts import catalogue

    frame = claims.claims()
    for kind, codes in (
        ("ukuran", frame["ukuran"]),
        ("golongan", frame["golongan"]),
        ("keyakinan", frame["keyakinan"]),
        ("bendera", frame["bendera"].dropna()),
        ("alasan", frame["alasan"]),
    ):
        for code in set(codes):
            assert f"istilah.{kind}_{code.replace('-', '_').replace(' ', '_')}" in catalogue()


def test_the_stamp_says_when_in_jakarta_time(record):
    when, version, rows, checks = views.build_metrics("id")
    assert when.value == "2 Januari 2025 pukul 07.00 WIB"
    assert version.value == warehouse.stamp().version
    assert (rows.value, rows.notes) == ("3.353 dari 3.353", ("0 ditolak",))
    assert checks.value == f"{len(quality.checks())} dari {len(quality.checks())}"
    assert views.build_metrics("en")[0].value == "2 January 2025, 07:00 WIB"
