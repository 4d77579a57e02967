from dasbor.mart import links
from dasbor.words.texts import texts

ID, EN = texts("id"), texts("en")


def test_a_fact_has_the_key_that_the_data_has():
    assert links.fact_key(2022, "kabkota", "16.71", "predikat") == "2022|kabkota|16.71|predikat"
    assert links.fact_key(2014, "kabkota", "33.07", "peringkat", "provinsi") == "2014|kabkota|33.07|peringkat|provinsi"


def test_links_keep_the_language_and_leave_out_what_is_not_chosen():
    assert links.source_link(ID, "2022|kabkota|16.71|predikat") == "./sumber?kunci=2022%7Ckabkota%7C16.71%7Cpredikat"
    assert links.part_link(ID, "konflik", tahun=2017) == "./sumber?bagian=konflik&tahun=2017"
    assert links.region_link(EN, "16.71") == "./daerah?kode=16.71&lang=en"
    assert links.province_link(ID, "16") == "./provinsi?prov=16"
    assert links.province_link(ID, "16", 2022) == "./provinsi?prov=16&tahun=2022"
