from dasbor.mart.filters import Filter, Selection, link, parse_many, parse_one
from dasbor.words.texts import texts


def test_one_value_by_its_text():
    assert parse_one("2020", [2020, 2022]) == (2020, False)
    assert parse_one("1999", [2020, 2022]) == (None, True)
    assert parse_one(None, [2020]) == (None, False)


def test_many_values_keep_order_and_drop_the_unknown():
    assert parse_many("81~53~81~xx", ["53", "81"]) == (["81", "53"], ["xx"])
    assert parse_many(None, ["53"]) == ([], [])


def test_sentence_rows_and_slug_come_from_the_same_choices():
    chosen = Selection([Filter("tahun", "Tahun", "2024", "2024"), Filter("cari", "Cari", "", "")])
    assert chosen.sentence(texts("id")) == "Tahun: 2024"
    assert chosen.slug() == "2024"
    assert Selection().sentence(texts("en")) == "All published data"


def test_links_keep_the_language():
    assert link("daerah", {"kode": "53.01", "x": None}, texts("id")) == "./daerah?kode=53.01"
    assert link("daerah", {"kode": "53.01"}, texts("en")) == "./daerah?kode=53.01&lang=en"
