"""What the whole tab does: choices that travel, steps of the history, titles, a server that goes away, addresses without a page."""

import pytest

from bench import servers
from dasbor.words import paths
from deploy.loopback import free_port


def pick(tab, label, words):
    """Choose one of a picker's options by typing it, as a reader would; and wait."""
    box = tab.page.get_by_role("combobox", name=label, exact=True)
    box.click()
    box.fill(words)
    tab.page.get_by_role("option", name=words, exact=True).click()
    tab.settle()


def go(tab, page):
    """Change the page by the navigation."""
    tab.page.get_by_test_id("stSidebarNav").get_by_role("link", name=page, exact=True).click()
    tab.settle()


def seen(tab):
    """The title and the end of the address."""
    return tab.page.title(), tab.page.url.rpartition("/")[2]


def test_choices_travel_one_press_is_one_step_and_back_shows_what_was_seen(visit):
    with visit("ringkasan") as tab:
        begin, stops = tab.page.evaluate("history.length"), [seen(tab)]
        for step in (
            lambda: pick(tab, "Tahun penghargaan", "2020"),
            lambda: go(tab, "Provinsi"),
            lambda: pick(tab, "Provinsi", "Banten"),
            lambda: go(tab, "Kanwil"),
            lambda: go(tab, "Unduh & publikasi"),
        ):
            step()
            stops.append(seen(tab))
        assert [address for _, address in stops] == [
            "ringkasan",
            "ringkasan?tahun=2020",
            "provinsi?tahun=2020",
            "provinsi?tahun=2020&prov=36",
            "kanwil?tahun=2020&kanwil=kemenkumham-banten",
            "unduh?tahun=2020&cakupan=provinsi&kode=36",
        ]
        assert stops[3][0] == "Provinsi · Banten · 2020 · Kabupaten/Kota Peduli HAM"
        assert tab.page.evaluate("history.length") == begin + 5
        for stop in reversed(stops[:-1]):
            tab.page.go_back()
            tab.settle()
            assert seen(tab) == stop
        tab.check()


def test_one_press_clears_what_travels(visit):
    with visit("provinsi?prov=36&tahun=2020") as tab:
        tab.page.get_by_role("button", name="Hapus pilihan").click()
        tab.settle()
        assert seen(tab)[1] == "provinsi"
        assert tab.page.get_by_role("button", name="Hapus pilihan").count() == 0
        go(tab, "Kanwil")
        assert seen(tab)[1] == "kanwil"


def test_back_after_a_change_of_language_brings_the_language_back(visit):
    with visit("ringkasan?tahun=2020") as tab:
        tab.page.get_by_test_id("stRadio").get_by_text("English").click()
        tab.settle()
        assert seen(tab) == (
            "Overview · 2020 · Human-Rights-Caring Regencies and Cities (Peduli HAM)",
            "ringkasan?tahun=2020&lang=en",
        )
        tab.page.go_back()
        tab.settle()
        assert tab.page.locator("h1").inner_text() == "Ringkasan"
        assert seen(tab)[1] == "ringkasan?tahun=2020"


def test_streamlits_own_words_are_in_the_readers_language(visit):
    with visit("partisipasi") as tab:
        assert tab.page.get_by_test_id("stSkipToContent").inner_text() == "Langsung ke isi halaman"
        box = tab.page.get_by_role("combobox", name="Tahun penghargaan")
        box.click()
        box.fill("zzz")
        tab.page.get_by_role("listbox").get_by_text("Tidak ada yang cocok").wait_for()


@pytest.mark.parametrize(("path", "near"), [("provins", "Provinsi"), ("peta/kabkota", "Peta"), ("kelola", None)])
def test_an_address_without_a_page_is_told_with_the_nearest(app_url, profile, path, near):
    page = profile.new_page()
    answer = page.goto(f"{app_url}/{path}")
    assert answer.status == 404
    assert page.locator("h1").inner_text() == "Halaman tidak ditemukan"
    assert "Streamlit" not in page.title()
    links = page.locator("li a")
    assert links.first.inner_text() == (near or "Ringkasan")
    if near:
        links.first.click()
        page.get_by_role("heading", level=1, name=near).wait_for()
    page.close()


def test_a_server_that_went_away_and_came_back(record_folder, profile):
    """Said in our words, without Streamlit's dialog; then the page and its files are there again, where they were."""
    from tests.browser.tab import Tab

    port = free_port()

    def serving():
        return servers.running(
            paths.ROOT / "server.py", folder=paths.ROOT, environ={"PEDULIHAM_DATA": str(record_folder)}, port=port
        )

    page = profile.new_page()
    tab, band = Tab(page, f"http://127.0.0.1:{port}"), page.locator("#sambungan")
    with serving():
        tab.open("provinsi?prov=16&tahun=2022")
    band.get_by_text("Server dasbor tidak menjawab").wait_for()
    page.wait_for_timeout(2500)
    assert page.get_by_role("dialog").count() == 0
    with serving():
        band.get_by_text("menjawab lagi").wait_for(timeout=60_000)
        page.wait_for_timeout(1500)  # the new server draws the page once more
        tab.settle()
        assert seen(tab) == ("Provinsi · Sumatera Selatan · 2022 · Kabupaten/Kota Peduli HAM", "provinsi?prov=16&tahun=2022")
        with page.expect_download() as taken:
            page.get_by_role("button", name="Tabel (Excel)").first.click()
        assert taken.value.suggested_filename.endswith(".xlsx")
    page.close()


def test_one_number_is_cited_by_one_press_and_said_to_be(visit, profile):
    profile.grant_permissions(["clipboard-read", "clipboard-write"])
    with visit("provinsi?prov=16&tahun=2022") as tab:
        tab.page.get_by_role("button", name="Kutip: Peduli HAM").click()
        tab.page.get_by_role("status").get_by_text("Tersalin").wait_for(state="attached")
        text = tab.page.evaluate("navigator.clipboard.readText()")
        assert text.startswith("Sumatera Selatan, 2022: Peduli HAM 3 dari 17 (17,6 %). Sumber: dasbor ")
        assert "versi " in text
        assert "/provinsi?prov=16&tahun=2022&versi=" in text
        tab.page.get_by_role("button", name="Salin tautan (English)").click()
        assert tab.page.evaluate("navigator.clipboard.readText()").endswith("/provinsi?prov=16&tahun=2022&lang=en")
        tab.check()


def test_a_pick_is_said_once_and_a_page_that_opens_is_not(visit):
    with visit("provinsi?prov=16&tahun=2022") as tab:
        said = tab.page.locator("[role=status].terdengar")
        assert said.inner_text() == ""
        pick(tab, "Provinsi", "Banten")
        assert said.inner_text().startswith("Provinsi · Banten · 2022 · Kabupaten/Kota Peduli HAM. 2022: 5 dari 8 kabupaten")


def test_files_of_a_part_name_it(visit):
    with visit("provinsi?prov=16&tahun=2022") as tab:
        tab.page.get_by_role("button", name="Tabel (Excel): Target dan hasilnya").first.wait_for()
        with tab.page.expect_download() as taken:
            tab.page.get_by_role("button", name="Tabel (Excel): Target dan hasilnya").first.click()
        assert taken.value.suggested_filename.startswith("provinsi-targets-16-data-")
