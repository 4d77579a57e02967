"""The page Peta in a real browser: the map paints from this machine alone; click, keyboard, Back, links."""

import pytest

from dasbor import paths

DRAWN = "[...document.querySelectorAll('.choroplethlocation')].filter(e => (e.getAttribute('d') || '').length > 5)"
PICTURE = f"{DRAWN}.map(e => [e.__data__.loc, getComputedStyle(e).fill]).sort()"
CENTRE = f"""code => {{
  const box = {DRAWN}.find(e => e.__data__.loc === code).getBoundingClientRect();
  return [box.x + box.width / 2, box.y + box.height / 2];
}}"""
NO_OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
needs_boundaries = pytest.mark.skipif(
    not (paths.STATIC / "batas" / "kabkota.geojson").is_file(), reason="boundaries are not built (make batas)"
)


def painted(tab, count):
    """Wait until so many shapes are drawn; what they look like, by code."""
    tab.page.wait_for_function(f"{DRAWN}.length >= {count}", timeout=30_000)
    tab.settle()
    return tab.page.evaluate(PICTURE)


def click(tab, code):
    tab.page.locator(".js-plotly-plot").first.scroll_into_view_if_needed()
    x, y = tab.page.evaluate(CENTRE, code)
    tab.page.mouse.move(x - 1, y)
    tab.page.mouse.move(x, y)
    tab.page.locator(".hoverlayer .hovertext").first.wait_for()
    tab.page.mouse.click(x, y)


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize(
    ("path", "count"),
    [
        ("peta?bentuk=ubin&tahun=2022", 34),
        ("peta?bentuk=ubin&tahun=2022&tingkat=kabkota&lang=en", 514),
        ("peta?bentuk=ubin&tahun=2022&susun=dua", 68),
        pytest.param("peta?tahun=2024", 38, marks=needs_boundaries),
        pytest.param("peta?tahun=2022&tingkat=kabkota", 514, marks=needs_boundaries),
        pytest.param("peta?tahun=2022&prov=16&kode=16.71&lang=en", 18, marks=needs_boundaries),
    ],
)
def test_the_map_paints_from_this_machine_alone(visit, path, count, width):
    with visit(path, width=width) as tab:
        assert len(painted(tab, count)) == count
        assert tab.page.evaluate(NO_OVERFLOW) <= 0
        tab.check()


def test_what_is_unknown_is_hatched_and_what_is_known_is_not(visit):
    with visit("peta?bentuk=ubin&tahun=2020&tingkat=kabkota") as tab:
        looks = dict(painted(tab, 514))
        assert sum(look.startswith('url("#arsir-c9ced6")') for look in looks.values()) == 290
        assert sum(look == "rgb(8, 48, 107)" for look in looks.values()) == 166
        assert tab.page.evaluate("document.querySelectorAll('#arsir pattern').length") > 0


def test_the_hover_text_speaks_the_language_of_the_reader(visit):
    with visit("peta?bentuk=ubin&tahun=2022&lang=en") as tab:
        painted(tab, 34)
        tab.page.locator(".js-plotly-plot").scroll_into_view_if_needed()
        x, y = tab.page.evaluate(CENTRE, "16")
        tab.page.mouse.move(x, y)
        tab.page.locator(".hoverlayer .hovertext").first.wait_for()
        told = tab.page.locator(".hoverlayer").text_content()
        for words in ("Sumatera Selatan", "17.6 % (3 of 17)", "−8 since 2020 (11 → 3)", "Source organisations"):
            assert words in told


def test_a_click_leads_to_the_regions_and_on_to_a_page_and_back(visit):
    with visit("peta?bentuk=ubin&tahun=2022") as tab:
        painted(tab, 34)
        click(tab, "16")
        tab.page.get_by_role("heading", name="Predikat: Sumatera Selatan, 2022").wait_for()
        assert len(painted(tab, 17)) == 17
        assert "prov=16" in tab.page.url
        click(tab, "16.71")
        tab.page.get_by_role("heading", name="Daerah").wait_for()
        tab.settle()
        assert "kode=16.71" in tab.page.url
        tab.page.go_back()
        tab.page.get_by_role("heading", name="Predikat: Sumatera Selatan, 2022").wait_for()
        tab.settle()
        tab.page.get_by_role("button", name="Kembali ke semua provinsi").click()
        tab.page.get_by_role("heading", name="Bagian Peduli HAM: Indonesia, 2022").wait_for()
        assert len(painted(tab, 34)) == 34
        tab.check()


def test_the_same_by_keyboard(visit):
    with visit("peta?bentuk=ubin&tahun=2022") as tab:
        keys = tab.page.keyboard
        tab.page.get_by_role("combobox", name="Provinsi (lihat daerahnya)").focus()
        keys.type("Sumatera Sel")
        keys.press("Enter")
        tab.page.get_by_role("heading", name="Predikat: Sumatera Selatan, 2022").wait_for()
        tab.settle()
        tab.page.get_by_role("combobox", name="Daerah dalam peta ini").focus()
        keys.type("Palemb")
        keys.press("Enter")
        tab.page.get_by_text("Kota Palembang, 2022: Tidak diketahui").wait_for()
        assert "prov=16" in tab.page.url
        assert "kode=16.71" in tab.page.url
        tab.settle()
        tab.page.get_by_role("button", name="Kembali ke semua provinsi").focus()
        keys.press("Enter")
        tab.page.get_by_role("heading", name="Bagian Peduli HAM: Indonesia, 2022").wait_for()
        tab.settle()
        assert "prov=" not in tab.page.url
        tab.check()


def test_a_link_reopened_gives_the_same_picture(visit):
    with visit("peta?bentuk=ubin&tahun=2020") as tab:
        painted(tab, 34)
        tab.page.get_by_role("button", name="← 2019").click()
        tab.page.get_by_role("heading", name="Bagian Peduli HAM: Indonesia, 2019").wait_for()
        first = painted(tab, 34)
        address = tab.page.url.split("/")[-1]
    with visit(address) as tab:
        assert painted(tab, 34) == first


@pytest.mark.parametrize("width", [1440, 390])
def test_the_national_map_on_ringkasan_is_as_high_as_its_width_asks_for(visit, width):
    with visit("ringkasan?tahun=2022", width=width) as tab:
        assert len(painted(tab, 34)) == 34
        box = tab.page.locator("[class*=st-key-ringkasan-peta] .js-plotly-plot").bounding_box()
        assert 2.4 < box["width"] / box["height"] < 2.8
        tab.page.get_by_role("link", name="Buka peta ini").click()
        tab.page.get_by_role("heading", name="Peta", exact=True).wait_for()
        assert "peta?tahun=2022" in tab.page.url
