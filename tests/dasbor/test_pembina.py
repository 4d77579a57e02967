"""The honour as pembina: thresholds at their borders, what a lower bound may say, what was published beside the count."""

import math
from fractions import Fraction
from pathlib import Path

import duckdb
import pytest

import etl
from dasbor.mart import common
from dasbor.mart import pembina as queries
from dasbor.views.pembina import cards as pembina_cards
from dasbor.views.pembina import view
from dasbor.views.provinsi import lists as province_lists
from dasbor.views.provinsi import view as province_view
from dasbor.words.texts import texts

T, EN = texts("id"), texts("en")
SQL = Path(etl.__file__).parent / "build" / "sql"
MORE, LEAST = queries.MORE_THAN, queries.AT_LEAST


def test_needed_is_the_least_number_that_meets_the_share(record):
    """Exact against fractions, for every province and year: more than 50 % of 19 is 10, at least 60 % of 17 is 11."""
    frame = queries.standings()
    counted = frame[frame["ambang_persen"].notna()]
    assert len(counted) > 200
    for row in counted.to_dict("records"):
        share = Fraction(int(row["ambang_persen"]), 100) * int(row["jumlah_kabkota"])
        assert row["perlu"] == (math.ceil(share) if row["cara"] == LEAST else math.floor(share) + 1)


def rule(whole, percent, way, *, sure=True, low=None, high=None):
    """A province of one year: between `low` and `high` of `whole` regions hold the award, and the year's threshold."""
    return whole, percent, way, "diketahui" if sure else "perkiraan", low, high


@pytest.mark.parametrize(
    ("low", "high", "row", "expected"),
    [
        (4, 4, rule(10, 50, MORE), False),
        (5, 5, rule(10, 50, MORE), False),  # exactly half is not more than half
        (6, 6, rule(10, 50, MORE), True),
        (4, 4, rule(10, 50, LEAST), False),
        (5, 5, rule(10, 50, LEAST), True),
        (6, 6, rule(10, 50, LEAST), True),
        (8, 8, rule(15, 60, LEAST), False),
        (9, 9, rule(15, 60, LEAST), True),
        (9, 9, rule(15, 60, MORE), False),
        (5, 5, rule(10, 50, MORE, sure=False), None),  # the sources leave open what exactly half means
        (5, 5, rule(10, 50, LEAST, sure=False), None),
        (4, 4, rule(10, 50, LEAST, sure=False), False),
        (6, 6, rule(10, 50, MORE, sure=False), True),
        (8, 15, rule(15, 60, LEAST), None),  # at least 8: more may hold it
        (9, 15, rule(15, 60, LEAST), True),
        (2, 8, rule(15, 60, LEAST), False),  # at most 8: what the other classes leave
        (0, 15, rule(15, 60, LEAST), None),
        (15, 15, rule(15, None, None), None),
        (0, 0, rule(15, 60, LEAST), False),
    ],
)
def test_reached_at_the_borders(low, high, row, expected):
    assert made(low, high, row)[0] is expected


def made(low, high, row, honoured=None):
    """`tercapai` and `kesesuaian` by the very SQL of the mart, over tables with one province."""
    whole, percent, way, sure, *_ = row
    house = duckdb.connect()
    house.execute("CREATE SCHEMA mart; CREATE SCHEMA core")
    house.execute(
        "CREATE TABLE mart.angka AS SELECT 2022 AS tahun, 'provinsi' AS tingkat, '00' AS kode, 'X' AS nama, "
        "$low AS terendah, $high AS tertinggi, $whole AS dari, 'a' AS predikat",
        {"low": low, "high": high, "whole": whole},
    )
    house.execute("CREATE TABLE core.predikat_putaran AS SELECT 2022 AS tahun, 'a' AS kode, true AS penghargaan")
    house.execute(
        "CREATE TABLE mart.ambang_pembina AS SELECT 2022 AS tahun, $percent::INTEGER AS ambang_persen, $way::VARCHAR AS cara, "
        "$sure AS kepastian",
        {"percent": percent, "way": way, "sure": sure},
    )
    house.execute(
        "CREATE TABLE core.fakta AS SELECT 2022 AS tahun, 'provinsi' AS tingkat, '00' AS kode, 'penghargaan_pembina' AS ukuran, "
        "$told::VARCHAR AS nilai, 'k' AS id_klaim, 'f' AS kunci, false AS konflik WHERE $told IS NOT NULL",
        {"told": None if honoured is None else "ya" if honoured else "tidak"},
    )
    house.execute(
        "CREATE TABLE core.lingkup_berklaim AS "
        "SELECT 2022 AS tahun, 'provinsi' AS tingkat, '00' AS kode_lingkup, 'provinsi' AS tingkat_klaim"
    )
    house.execute((SQL / "mart" / "77_pembina.sql").read_text(encoding="utf-8"))
    found = house.execute("SELECT tercapai, kesesuaian FROM mart.pembina").fetchone()
    house.close()
    return found


def test_the_record_year_by_year(record):
    rows = {int(row["tahun"]): row for row in queries.history("13").to_dict("records")}
    assert list(rows) == list(common.years())
    assert (rows[2022]["perlu"], rows[2022]["kurang"], rows[2022]["tercapai"]) == (12, 4, False)
    assert (rows[2023]["perlu"], rows[2023]["kurang"], rows[2023]["tercapai"], rows[2023]["kesesuaian"]) == (10, 0, True, "sejalan")
    unknown = queries.history("13").set_index("tahun").loc[2018]
    assert unknown[["perlu", "kurang", "tercapai"]].isna().all()  # 2018 has no known threshold: nothing is counted against it
    assert bool(unknown["dihargai"])


def test_published_against_counted(record):
    frame = queries.standings().set_index(["tahun", "provinsi"])
    assert frame.loc[(2022, "Jawa Tengah"), "kesesuaian"] == "berbeda"  # honoured with 20 of 35, one short of 60 percent
    assert frame.loc[(2019, "Kalimantan Tengah"), "kesesuaian"] == "tidak diketahui"  # exactly half
    assert frame.loc[(2024, "Sumatera Barat"), "kesesuaian"] == "tidak diketahui"  # one by name
    known = frame[frame["tercapai"].notna() & frame["dihargai"].notna()]
    assert len(known) > 30
    assert ((known["tercapai"] == known["dihargai"]) == (known["kesesuaian"] == "sejalan")).all()
    assert (frame.loc[frame["dihargai"].isna(), "kesesuaian"] == "tidak diketahui").all()


@pytest.mark.parametrize(
    ("met", "honoured", "expected"), [(9, False, "berbeda"), (8, False, "sejalan"), (9, None, "tidak diketahui")]
)
def test_an_honour_that_was_denied(met, honoured, expected):
    assert made(met, met, rule(15, 60, LEAST), honoured)[1] == expected


def test_missing_is_what_the_threshold_leaves(record):
    frame = queries.standings()
    counted = frame[frame["kurang"].notna()]
    assert (counted["kurang"] == (counted["perlu"] - counted["menyandang"].fillna(0)).clip(lower=0)).all()
    assert frame.loc[frame["ambang_persen"].isna(), ["perlu", "kurang", "tercapai"]].isna().all(axis=None)
    assert frame.loc[frame["menyandang"].isna(), ["kurang"]].isna().all(axis=None)


def test_sentences_of_the_cases(record):
    threshold, standing = view.sentences(T, ("13",), 2022)
    assert threshold == "Ambang penghargaan pembina 2022: sekurang-kurangnya 60 % kabupaten/kota provinsi meraih Peduli HAM."
    assert standing.startswith("Sumatera Barat: 42,1 % (8 dari 19) meraih Peduli HAM; diperlukan 12 dari 19, kurang 4. ")
    assert standing.endswith("Tidak diketahui apakah provinsi ini dihargai sebagai pembina.")
    assert "Ambang penghargaan pembina 2018 tidak diketahui" in view.sentences(T, ("13",), 2018)[0]
    assert "≥ 36,8 % (7 dari 19)" in view.sentences(T, ("13",), 2018)[1]
    bound = view.sentences(T, ("13",), 2024)[1]
    assert "≥ 5,3 % (1 dari 19)" in bound
    assert "paling banyak kurang 11" in bound
    assert "tepat pada ambang" in view.sentences(T, ("62",), 2019)[1]
    assert "belum tercapai: periksa sumber jumlahnya" in view.sentences(T, ("33",), 2022)[1]
    assert "14 of 22 are needed" in view.sentences(EN, ("53",), 2024)[1]
    assert "This is an estimate" in view.rule_sentence(EN, 2023)
    assert "estimate" not in view.rule_sentence(EN, 2024)
    assert view.sentences(T, ("13",), 2021) == ()


def test_provinces_of_which_nothing_is_known_share_a_sentence(record):
    told = view.sentences(T, ("81", "82", "91", "92"), 2023)
    assert len(told) == 4
    assert told[1].startswith("Maluku Utara: ≥ 20,0 % (2 dari 10)")
    assert told[2].startswith("Papua Barat: ≥ 14,3 % (1 dari 7)")
    assert told[3].endswith("apakah provinsinya dihargai: Maluku (diperlukan 6 dari 11), Papua (diperlukan 5 dari 9).")
    assert view.sentences(T, ("81", "82"), 2023)[1].startswith("Maluku: tidak diketahui berapa yang meraih")
    assert view.sentences(EN, ("91", "92"), 2013)[1].endswith("nor whether the province was honoured: Papua, Papua Barat.")


def test_every_threshold_leads_to_its_source(record):
    links = {year: view.rule_link(T, year) for year in common.years()}
    assert {year for year, link in links.items() if link} == {2016, 2019, 2020, 2022, 2023, 2024}
    assert links[2016][1] == "./sumber?bagian=tahunan"  # no claim of it is kept
    assert links[2022][1] == "./sumber?kunci=2022%7Cprovinsi%7C73%7Cpenghargaan_pembina"


def test_tables_of_a_year_and_of_a_province(record):
    table = view.table(T, tuple(common.provinces(2023)), 2023)
    assert len(table.frame) == 38
    by_key = {column.key: table.words(column) for column in table.columns}
    place = by_key["provinsi"].index("Sumatera Barat")
    shown = [by_key[key][place] for key in ("menyandang", "ambang", "perlu", "kurang_kata", "tercapai", "dihargai", "kata_sesuai")]
    assert shown == ["78,9 % (15 dari 19)", "sekurang-kurangnya 50 %", "10", "0, tercapai", "ya", "ya", "sejalan"]
    history = view.history(T, "13")
    years = dict(zip(*(history.words(c) for c in history.columns if c.key in ("tahun", "kurang_kata")), strict=True))
    assert (years["2018"], years["2022"], years["2024"]) == ("tidak diketahui", "4", "paling banyak 11")
    assert len(view.table(T, ("13",), 2021).frame) == 0


def test_cards(record):
    (card,) = pembina_cards.metrics(T, ("13",), 2022)
    assert card.value == "42,1 % (8 dari 19)"
    assert "Kurang: 4 (diperlukan 12 dari 19)" in card.notes
    assert card.link[1].endswith("2022%7Cprovinsi%7C13%7Cjumlah_peduli")
    (card,) = pembina_cards.metrics(T, ("13",), 2024)
    assert card.value == "≥ 5,3 % (1 dari 19)"
    assert card.link is None  # counted by name: there is no claim of a count
    (card,) = pembina_cards.metrics(EN, ("53",), 2024)
    assert card.value == "unknown"
    assert "Published as honoured: unknown" in card.notes


def test_the_page_provinsi_tells_the_same(record):
    honoured = queries.honoured_years("33")
    assert ", ".join(map(str, honoured)) in province_lists.pembina_words(T, "33", kini=False)
    for code in common.provinces():
        for kini in (False, True):
            cards = {year: province_view.metrics(T, code, year, kini=kini) for year in common.years()}
            told = [
                year for year, shown in cards.items() for one in shown if (one.label, one.value) == ("Penghargaan pembina", "ya")
            ]
            assert list(queries.honoured_years(code, kini=kini)) == told, code
