"""The page that stands in the document before its scripts come: the same page, usable by itself, and gone without a jump."""

import gzip
import re
import urllib.error
import urllib.request
from html import escape, unescape
from types import SimpleNamespace

import pytest

from dasbor.page import registry

SCRIPT = re.compile(r".*/static/js/index\..*")
ADDRESSES = (
    *(spec.url_path for spec in registry.PAGES),
    *("", "?lang=en", "peta?prov=35&lang=en", "provinsi?prov=16", "daerah?kode=35.15", "kanwil?kanwil=ntt&tahun=2020"),
)


def fetched(url, path, **headers):
    """The document that arrives, as text."""
    request = urllib.request.Request(f"{url}/{path}", headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            body, told, status = answer.read(), answer.headers, answer.status
    except urllib.error.HTTPError as error:
        body, told, status = error.read(), error.headers, error.code
    packed = len(body)
    text = (gzip.decompress(body) if told.get("Content-Encoding") == "gzip" else body).decode()
    return SimpleNamespace(text=text, headers=told, status=status, packed=packed)


def painted(url, path, **headers):
    """The document with its first paint. A server that is busy, or draws a page for the first time, may leave it out."""
    for _ in range(10):
        page = fetched(url, path, **headers)
        if 'id="awal"' in page.text:
            return page
    raise AssertionError(f"no first paint: {path}")


def first(url, path):
    """The first paint of an address, without the document around it."""
    return re.search(r'<div id="awal">(.*)</main></div>', painted(url, path).text, re.DOTALL)[1]


def words(html):
    """What a reader sees of HTML, one blank between words."""
    return " ".join(unescape(re.sub(r"<style.*?</style>|<title.*?</title>|<desc.*?</desc>|<[^>]+>", " ", html)).split())


@pytest.mark.parametrize("path", ADDRESSES)
def test_the_document_says_what_the_page_says(app_url, path):
    page = painted(app_url, path, **{"Accept-Encoding": "gzip"})
    lang = "en" if "lang=en" in path else "id"
    spec = registry.page(path.partition("?")[0] or "ringkasan")
    assert f'<html lang="{lang}">' in page.text
    assert page.text.count("<h1>") == 1
    assert f"<h1>{escape(spec.title(lang))}</h1>" in page.text
    assert "<title>Streamlit</title>" not in page.text
    assert re.search(r'<meta name="description" content="[^"]{20,200}">', page.text)
    assert "<script" not in first(app_url, path)
    assert page.headers["Content-Security-Policy"]
    assert page.packed <= 15_000


def test_the_main_figure_stands_in_the_document_and_is_that_of_the_page(app_url, visit):
    told = first(app_url, "ringkasan")
    assert "<svg" in told
    with visit("ringkasan") as tab:
        assert tab.page.locator("#awal").count() == 0
        lead = tab.page.locator(".lead").inner_text()
        assert "262 dari 514" in lead
        assert " ".join(lead.split()) in words(told)
        for figure in tab.page.locator("dl.keys dd.v").all_inner_texts():
            assert figure in words(told)
        tab.check()


def test_wrong_choices_are_told_as_by_the_page(app_url):
    assert "1999" in words(first(app_url, "ringkasan?tahun=1999"))


@pytest.mark.parametrize("path", ["isian", "tidakada", "ringkasan/peta", "ringkasan?" + "x" * 400])
def test_what_has_no_first_paint_is_the_applications_matter(app_url, path):
    page = fetched(app_url, path)
    assert ('id="root"' in page.text) == (page.status == 200), "where there is no page, that is said instead"
    assert 'class="lead"' not in page.text


def test_without_scripts_the_page_can_be_read_and_its_links_followed(chromium, app_url):
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    painted(app_url, "ringkasan?lang=en")
    painted(app_url, "partisipasi?lang=en")
    page.goto(f"{app_url}/ringkasan?lang=en")
    assert page.locator(".lead").is_visible()
    assert page.locator("noscript p").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator("nav a", has_text="Participation").click()
    assert page.locator("h1").inner_text() == "Participation"
    context.close()


@pytest.mark.parametrize("path", ["ringkasan", "provinsi?prov=16&lang=en"])
def test_while_scripts_load_the_page_is_read_once_and_is_accessible(visit, app_url, path):
    with visit("versi") as tab:
        tab.page.route(SCRIPT, lambda route: route.abort())
        painted(app_url, path)
        tab.page.goto(f"{app_url}/{path}")
        assert tab.page.get_by_role("heading", level=1).count() == 1
        assert tab.violations() == []
        tab.page.unroute(SCRIPT)


def test_the_application_takes_over_with_place_and_focus(visit, app_url):
    with visit("versi", height=600) as tab:
        held = []
        tab.page.route(SCRIPT, lambda route: held.append(route))  # noqa: PLW0108 - Playwright marks what it is given
        painted(app_url, "ringkasan")
        tab.page.goto(f"{app_url}/ringkasan", wait_until="commit")
        tab.page.locator("#awal a[href*='provinsi?']").first.focus()
        address = tab.page.evaluate("document.activeElement.getAttribute('href')")
        place = tab.page.evaluate("scrollY")
        assert place > 0
        for route in held:
            route.continue_()
        tab.settle()
        assert tab.page.evaluate("document.activeElement.getAttribute('href')") == address
        assert tab.page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop") == pytest.approx(place, abs=400)
        tab.check()
