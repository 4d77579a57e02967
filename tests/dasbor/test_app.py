"""The whole app through AppTest: start at app.py, then switch_page."""

import gc

import pytest
from streamlit.testing.v1 import AppTest

from dasbor.page import frame, registry
from dasbor.words import paths
from dasbor.words.texts import LANGUAGES

APP = str(paths.ROOT / "app.py")
TIMEOUT = 30


def open_app(lang="id"):
    at = AppTest.from_file(APP, default_timeout=TIMEOUT)
    if lang != "id":
        at.query_params["lang"] = lang
    return at.run()


def bodies(at):
    return "\n".join(element.proto.body for element in at.get("html"))


@pytest.mark.usefixtures("record")
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("spec", registry.present(), ids=lambda spec: spec.key)
def test_every_page_opens_in_every_language(spec, lang):
    at = open_app(lang).switch_page(spec.file).run()
    assert not at.exception
    assert not at.error
    assert f"<h1>{spec.title(lang).replace('&', '&amp;')}</h1>" in bodies(at)
    assert f'data-lang="{lang}"' in bodies(at)


def test_all_pages_of_the_registry_exist():
    assert registry.present() == registry.PAGES
    assert [spec.key for spec in registry.PAGES if spec.default] == ["ringkasan"]
    with pytest.raises(KeyError, match="known: ringkasan"):
        registry.page("nope")


def test_the_language_switch_writes_the_address(data_folder):
    at = open_app()
    at.radio(key="_lang_switch").set_value("en").run()
    assert at.query_params == {"lang": "en"}
    assert "Overview" in bodies(at)
    at.radio(key="_lang_switch").set_value("id").run()
    assert at.query_params == {}


def test_the_language_is_kept_when_a_page_empties_the_address(data_folder):
    at = open_app("en")
    at.query_params.clear()
    at.switch_page("pages/predikat.py").run()
    assert "Predicates" in bodies(at)
    assert at.query_params["lang"] == "en"


def test_the_footer_says_when_the_data_was_built(data_folder):
    assert "Data dibangun" in bodies(open_app())


@pytest.mark.parametrize(("lang", "told"), [("id", "Data belum ada"), ("en", "There is no data yet")])
def test_a_missing_warehouse_is_a_message_not_a_traceback(tmp_path, monkeypatch, lang, told):
    monkeypatch.setenv("PEDULIHAM_DATA", str(tmp_path))
    at = open_app(lang)
    assert not at.exception
    assert told in at.error[0].value
    assert "publik.duckdb" in at.error[0].value
    assert str(tmp_path) not in at.error[0].value


def test_a_fault_of_a_page_is_a_message_with_a_code():
    def broken():
        from dasbor.page import frame

        def draw():
            raise ZeroDivisionError

        frame.guarded(draw)

    at = AppTest.from_function(broken).run()
    assert not at.exception
    assert "kesalahan program" in at.error[0].value


def test_long_lived_objects_are_frozen_once(data_folder):
    frame.warm_up()
    frozen = gc.get_freeze_count()
    assert frozen > 100_000
    open_app()
    assert gc.get_freeze_count() <= frozen
