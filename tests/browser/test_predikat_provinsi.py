"""What only a browser shows of the pages predikat and provinsi: narrow screens, paper, words behind the marks."""

import pytest


@pytest.mark.parametrize("path", ["predikat?ke=2023&dari=2022&prov=16", "provinsi?prov=35&tabel-klaim=1&tahun=2020"])
def test_a_telephone_scrolls_tables_and_not_the_page(visit, path):
    with visit(path, width=390) as tab:
        assert tab.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
        tab.check()


def test_the_grid_keeps_its_size_and_colours_on_paper(visit):
    with visit("provinsi?prov=35", width=1047, height=718) as tab:
        tab.page.emulate_media(media="print")
        grid = tab.page.locator(".grid")
        assert grid.evaluate("e => e.scrollWidth - e.clientWidth") <= 0
        assert grid.evaluate("e => e.getBoundingClientRect().height") < 718
        cell = grid.locator("td.s-p0").first
        assert cell.evaluate("e => getComputedStyle(e).printColorAdjust") == "exact"
        assert not tab.page.locator("[data-testid=stSidebar]").is_visible()
        assert not tab.page.locator("[data-testid=stDownloadButton]").first.is_visible()


@pytest.mark.parametrize(("lang", "told"), [("id", "Tidak diketahui"), ("en", "Unknown")])
def test_a_mark_has_its_word_for_screen_readers(visit, lang, told):
    with visit(f"provinsi?prov=81&lang={lang}") as tab:
        plain = tab.page.locator(".grid tbody td:not([class]):not([style])").first
        assert plain.evaluate("e => getComputedStyle(e, '::after').content") == f'"{told}"'


def test_a_region_of_the_grid_opens_its_own_page(visit):
    with visit("provinsi?prov=81") as tab:
        tab.page.get_by_role("link", name="Kota Ambon").first.click()
        tab.page.get_by_role("heading", name="Daerah").wait_for()
        tab.settle()
        assert "kode=81.71" in tab.page.url
        assert "Kota Ambon" in tab.page.locator("[data-testid=stMain]").inner_text()
