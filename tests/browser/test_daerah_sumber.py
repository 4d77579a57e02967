"""What only a browser shows of the pages daerah and sumber: links, narrow screens, files, Back."""

import csv

import pytest

NO_OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def main_text(tab):
    return tab.page.locator("[data-testid=stMain]").inner_text()


@pytest.mark.parametrize(
    "path",
    [
        "daerah?kode=33.06&tabel-skor=1",
        "daerah?cari=Solok&lang=en",
        "sumber?tahun=2022&tingkat=nasional",
        "sumber?bagian=cakupan",
        "sumber?bagian=konflik&lang=en",
        "sumber?bagian=tahunan&lang=en",
        "sumber?bagian=pembangunan",
    ],
)
def test_a_telephone_scrolls_tables_and_not_the_page(visit, path):
    with visit(path, width=390) as tab:
        assert tab.page.evaluate(NO_OVERFLOW) <= 0
        tab.check()


def test_from_a_name_to_the_region_to_the_claims_of_a_year(visit):
    with visit("daerah?cari=Palembang") as tab:
        tab.page.get_by_role("link", name="Kota Palembang (Sumatera Selatan)").click()
        tab.page.get_by_role("heading", name="Kota Palembang", exact=True).wait_for()
        tab.settle()
        assert tab.page.url.endswith("daerah?kode=16.71")
        tab.page.get_by_role("link", name="2022", exact=True).click()
        tab.page.get_by_role("heading", name="Sumber & mutu").wait_for()
        tab.settle()
        assert "2 dari 3.353 klaim" in main_text(tab)
        tab.page.get_by_role("link", name="predikat", exact=True).first.click()
        tab.page.get_by_text("Yang ditampilkan untuk Kota Palembang, 2022").wait_for()
        tab.settle()
        assert "kunci=" in tab.page.url
        tab.check()


def test_the_picker_changes_the_region_and_offers_all_again(visit):
    with visit("daerah?kode=16.71") as tab:
        box = tab.page.get_by_role("combobox", name="Kabupaten/kota")
        box.click()
        tab.page.get_by_role("option", name="Kota Lubuk Linggau (Sumatera Selatan)").click()
        tab.page.get_by_role("heading", name="Kota Lubuk Linggau", exact=True).wait_for()
        tab.settle()
        assert "kode=16.73" in tab.page.url
        box.click()
        tab.page.get_by_role("option", name="Pilih dari semua provinsi").click()
        tab.page.get_by_role("heading", name="Semua kabupaten/kota").wait_for()
        tab.settle()
        box.click()
        box.fill("Purworejo")
        tab.page.get_by_role("option", name="Kabupaten Purworejo (Jawa Tengah)").click()
        tab.page.get_by_role("heading", name="Kabupaten Purworejo", exact=True).wait_for()
        tab.check()


def test_the_file_holds_all_matching_claims_not_only_the_page(visit):
    with visit("sumber?tahun=2020&prov=63") as tab:
        with tab.page.expect_download() as waiting:
            tab.more()
            tab.page.get_by_role("button", name="CSV untuk program").click()
        text = waiting.value.path().read_text(encoding="utf-8-sig")
        rows = list(csv.DictReader(text.splitlines()))
        assert f"{len(rows)} dari 3.353 klaim" in main_text(tab)
        assert len(rows) > 25
        assert {row["Tahun"] for row in rows} == {"2020"}
        assert waiting.value.suggested_filename.startswith("sumber-klaim-2020-63-data-")


def test_the_score_figure_has_its_numbers_as_words(visit):
    with visit("daerah?kode=33.06") as tab:
        chart = tab.page.locator("[data-testid=stPlotlyChart]")
        assert "2023: 92,8 (nilai murni)" in chart.evaluate("e => e.outerHTML")
        chart.locator(".plot-container").wait_for()
        assert "92,8" in chart.inner_text()
