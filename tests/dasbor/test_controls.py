"""Pickers against the address bar, both ways, through AppTest."""

import pytest
from streamlit.testing.v1 import AppTest

from dasbor.page.controls import Controls
from dasbor.words.texts import texts
from tests.dasbor.apps import open_page


def script():
    from dasbor.page import ui
    from dasbor.words import language

    page = ui.Page("partisipasi", language.reader_texts())
    year = page.pick_year([2019, 2020, 2022])
    province = page.pick_province({"53": "Nusa Tenggara Timur", "81": "Maluku"})
    some = page.pick_many("banding", "Banding", {"53": "NTT", "81": "Maluku", "16": "Sumsel"}, most=2)
    sought = page.search_box()
    rows = page.paginate(120)
    page.text(f"{year}|{province}|{'+'.join(some)}|{sought}|{rows.start}")
    page.text(page.selection.sentence(page.t))


def app(**query):
    at = AppTest.from_function(script)
    at.query_params.update(query)
    return at.run()


def shown(at):
    assert not at.exception
    bodies = [element.proto.body for element in at.get("html")]
    return bodies[-2].split("<p>")[1].split("</p>")[0]


def test_defaults_leave_no_trace_in_the_address():
    at = app()
    assert shown(at) == "2022||||0"
    assert at.query_params == {}


@pytest.mark.parametrize("lang", ["id", "en"])
def test_a_link_opens_the_same_state_in_either_language(lang):
    query = {"tahun": "2019", "prov": "81", "banding": "81~53", "cari": "kota", "hal": "3"}
    at = app(lang=lang, **query)
    assert shown(at) == "2019|81|81+53|kota|100"
    assert not at.warning
    assert {name: at.query_params[name] for name in query} == query


def test_a_pick_goes_into_the_address_as_a_code():
    at = app()
    at.selectbox[1].select("81").run()
    at.multiselect[0].set_value(["16"]).run()
    at.text_input[0].set_value(" ambon ").run()
    assert shown(at) == "2022|81|16|ambon|0"
    assert at.query_params == {"prov": "81", "banding": "16", "cari": "ambon"}


def test_going_back_to_the_default_clears_the_address():
    at = app(tahun="2019")
    at.selectbox[0].select(2022).run()
    assert at.query_params == {}
    assert shown(at).startswith("2022")


@pytest.mark.parametrize(("lang", "told"), [("id", "diabaikan"), ("en", "ignored")])
def test_a_wrong_value_is_dropped_with_a_notice(lang, told):
    at = app(lang=lang, tahun="1999", prov="zz", banding="81~xx", hal="99")
    assert shown(at) == "2022||81||0"
    assert len(at.warning) == 4
    assert told in at.warning[0].value
    assert "1999" in at.warning[0].value
    assert "tahun" not in at.query_params
    assert not at.run().warning


def test_another_choice_begins_at_the_first_page_without_a_notice():
    at = app(hal="3")
    assert shown(at).endswith("|100")
    at.selectbox[1].select("81").run()
    assert shown(at).endswith("|0")
    assert not at.warning
    assert at.query_params == {"prov": "81"}


def test_switching_language_keeps_the_state():
    at = app(tahun="2019", prov="81")
    at.query_params["lang"] = "en"
    at.run()
    assert shown(at).startswith("2019|81")
    assert at.selectbox[1].label == "Province"


def test_no_options_is_an_error_of_the_page():
    with pytest.raises(ValueError, match="no options for x"):
        Controls("partisipasi", texts("id")).pick_one("x", "X", {})


@pytest.mark.usefixtures("record")
def test_what_a_link_says_twice_in_vain_or_of_a_year_without_assessment_is_told():
    at = open_page("provinsi", provinsi="99", tahun="2021", prov=" 36 ")
    assert at.selectbox(key="provinsi.prov.id").value == "36"
    assert "provinsi=99" in at.warning[0].value
    assert "Pada 2021 tidak ada penilaian" in at.info[0].value
    assert at.query_params == {"prov": "36"}


@pytest.mark.usefixtures("record")
def test_a_doubled_parameter_is_told_and_the_last_is_taken():
    at = open_page("ringkasan", lang="en")
    at.query_params["tahun"] = ["2019", "2020"]
    at.switch_page("pages/provinsi.py").run()
    assert "more than once" in at.warning[0].value
    assert at.selectbox(key="provinsi.tahun.en").value == 2020


@pytest.mark.parametrize(
    ("picks", "kept"),
    [
        ([("provinsi", "prov", "36")], {"prov": "36", "kanwil": "kemenham-banten"}),
        ([("provinsi", "prov", "36"), ("kanwil", "kanwil", "")], {}),
        (
            [("predikat", "ke", "2020"), ("daerah", "kode", "16.71")],
            {"tahun": "2020", "prov": "16", "kanwil": "kemenham-sumatera-selatan"},
        ),
        ([("sumber", "tahun", "2020"), ("predikat", "dari", "2019")], {}),
    ],
)
@pytest.mark.usefixtures("record")
def test_what_travels(picks, kept):
    def script():
        import streamlit as st

        from dasbor.page import travel

        for pick in st.session_state["picks"]:
            travel.picked(*pick)

    at = AppTest.from_function(script)
    at.session_state["picks"] = picks
    at.run()
    assert not at.exception
    assert at.session_state.get("_pilihan", {}) == kept
