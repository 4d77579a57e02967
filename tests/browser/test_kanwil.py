"""What only a browser shows of the page Kanwil: narrow screens, the calendar file, a panel as a way in, accessibility."""

import pytest


@pytest.mark.parametrize("path", ["kanwil?tahun=2023", "kanwil?kanwil=kemenkumham-sumatera-selatan&tahun=2023"])
def test_a_telephone_scrolls_tables_and_not_the_page(visit, path):
    with visit(path, width=390) as tab:
        assert tab.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
        tab.check()


def test_a_panel_opens_its_office_and_the_calendar_comes_as_a_file(visit):
    with visit("kanwil") as tab:
        bars = tab.page.locator("ul.mini > li", has_text="Sumatera Barat").locator(".bars")
        assert (
            bars.locator("b.least")
            .first.evaluate("e => getComputedStyle(e).backgroundImage")
            .startswith("repeating-linear-gradient")
        )
        assert bars.evaluate("e => e.getBoundingClientRect().height") > 50
        tab.page.locator("ul.mini").get_by_role("link", name="Kanwil Kemenkumham Sumatera Barat").click()
        tab.page.get_by_role("heading", name="Kanwil Kemenkumham Sumatera Barat, tahun penghargaan 2023").wait_for()
        tab.settle()
        with tab.page.expect_download() as download:
            tab.page.get_by_role("button", name="Unduh kalender (ICS)").click()
        name = download.value.suggested_filename
        assert name.startswith("kalender-kemenkumham-sumatera-barat-2023-id-data-")
        assert download.value.path().read_bytes().startswith(b"BEGIN:VCALENDAR")
        tab.check()
