"""Every registered page, in both languages and by its own path."""

import pytest

from dasbor.page import registry
from dasbor.words.texts import LANGUAGES


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("spec", registry.present(), ids=lambda spec: spec.key)
def test_page_opens_clean_and_accessible(visit, spec, lang):
    with visit(f"{spec.url_path}?lang={lang}") as tab:
        assert tab.page.locator("h1").inner_text() == spec.title(lang)
        assert tab.page.locator("html").get_attribute("lang") == lang
        assert tab.page.locator("[data-testid=stAlert]").count() == 0
        tab.check()


def test_the_root_shows_the_default_page(visit):
    with visit("") as tab:
        assert tab.page.locator("h1").inner_text() == "Ringkasan"
        tab.check()


def test_the_language_switch_works_by_keyboard_and_survives_a_change_of_page(visit):
    with visit("ringkasan") as tab:
        tab.page.get_by_role("radio", name="Bahasa Indonesia").focus()
        tab.page.keyboard.press("ArrowRight")
        tab.page.get_by_role("heading", name="Overview").wait_for()
        assert "lang=en" in tab.page.url
        tab.page.get_by_role("link", name="Participation").click()
        tab.page.get_by_role("heading", name="Participation", exact=True).wait_for()
        tab.settle()
        assert "lang=en" in tab.page.url
        tab.page.go_back()
        tab.page.get_by_role("heading", name="Overview").wait_for()
        tab.check()
