"""The page Unduh in a browser: a picker by keyboard, files saved by a click, a telephone."""

from tests.browser.test_map_files import saved

PLACE = "unduh?cakupan=provinsi&kode=16&tahun=2022"
FILES = {
    "Unduh PDF": ("lembar-fakta-provinsi-16-2022-id-data-", b"%PDF-"),
    "Unduh XLSX": ("data-provinsi-16-2022-id-data-", b"PK"),
    "Unduh ZIP": ("paket-data-provinsi-16-2022-data-", b"PK"),
    "Unduh CSV": ("hasil-kabkota-provinsi-16-2022-data-", b"\xef\xbb\xbftahun,kode,"),
}


def test_a_click_saves_each_kind_of_file(visit):
    with visit(PLACE) as tab:
        for label, (name, head) in FILES.items():
            file_name, content = saved(tab, label)
            assert file_name.startswith(name)
            assert content.startswith(head)
        tab.check()


def test_a_region_is_found_by_typing_and_the_address_follows(visit):
    with visit("unduh?cakupan=daerah&tahun=2023", width=390) as tab:
        picker = tab.page.get_by_role("combobox", name="Kabupaten/kota")
        picker.click()
        picker.press_sequentially("palemb")
        picker.press("Enter")
        tab.page.get_by_role("heading", name="Kota Palembang, 2023").wait_for()
        tab.settle()
        assert "kode=16.71" in tab.page.url
        assert tab.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
        tab.check()
