"""The page Peta in a real browser: the map paints from this machine alone; click, keyboard, Back, links."""

import shutil

import pytest

from dasbor.maps import play as map_play
from dasbor.words import paths
from tests.browser import server

DRAWN = "[...document.querySelectorAll('.choroplethlocation')].filter(e => (e.getAttribute('d') || '').length > 5)"
PICTURE = f"{DRAWN}.map(e => [String(e.__data__.loc), getComputedStyle(e).fill]).sort()"
CENTRE = f"""code => {{
  const box = {DRAWN}.find(e => String(e.__data__.loc) === code).getBoundingClientRect();
  return [box.x + box.width / 2, box.y + box.height / 2];
}}"""
NO_OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
needs_boundaries = pytest.mark.skipif(
    not (paths.STATIC / "batas" / "kabkota.geojson").is_file(), reason="boundaries are not built (make batas)"
)


def painted(tab, count):
    """Wait until so many shapes are drawn; what they look like, by code."""
    tab.page.wait_for_function(f"() => {DRAWN}.length >= {count}", timeout=30_000)
    tab.settle()
    return tab.page.evaluate(PICTURE)


def click(tab, code):
    tab.page.locator(".js-plotly-plot").first.scroll_into_view_if_needed()
    x, y = tab.page.evaluate(CENTRE, code)
    tab.page.mouse.move(x - 1, y)
    tab.page.mouse.move(x, y)
    tab.page.locator(".hoverlayer .hovertext").first.wait_for()
    tab.page.mouse.click(x, y)


@pytest.mark.parametrize(
    ("path", "count", "width"),
    [
        ("peta?bentuk=ubin&tahun=2022", 34, 390),
        ("peta?bentuk=ubin&tahun=2022&tingkat=kabkota&lang=en", 514, 1440),
        ("peta?bentuk=ubin&tahun=2022&susun=dua", 68, 390),
        pytest.param("peta?tahun=2024", 38, 390, marks=needs_boundaries),
        pytest.param("peta?tahun=2022&tingkat=kabkota", 514, 1440, marks=needs_boundaries),
        pytest.param("peta?tahun=2022&tingkat=kabkota", 514, 390, marks=needs_boundaries),
        pytest.param("peta?tahun=2022&prov=16&kode=16.71&lang=en", 18, 1440, marks=needs_boundaries),
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
        assert sum(look.startswith('url("#arsir-c9ced6")') for look in looks.values()) == 153
        assert sum(look == "rgb(8, 48, 107)" for look in looks.values()) == 220
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


def test_a_click_names_what_it_hits_and_opens_it_only_when_asked_to(visit):
    with visit("peta?bentuk=ubin&tahun=2022") as tab:
        painted(tab, 34)
        click(tab, "16")
        tab.page.get_by_text("Sumatera Selatan, 2022: 17,6 % (3 dari 17).").wait_for()
        assert "kode=16" in tab.page.url
        assert "prov=" not in tab.page.url
        tab.page.get_by_role("button", name="Lihat kabupaten/kota Sumatera Selatan").click()
        tab.page.get_by_role("heading", name="Predikat: Sumatera Selatan, 2022").wait_for()
        assert len(painted(tab, 17)) == 17
        assert "prov=16" in tab.page.url
        click(tab, "16.71")
        tab.page.get_by_text("Kota Palembang, 2022: Bukan Peduli HAM (daftar lengkap)").wait_for()
        tab.settle()
        tab.page.get_by_role("link", name="Buka halaman Kota Palembang").click()
        tab.page.get_by_role("heading", name="Daerah").wait_for()
        tab.settle()
        assert "kode=16.71" in tab.page.url
        tab.page.go_back()
        tab.page.get_by_role("heading", name="Predikat: Sumatera Selatan, 2022").wait_for()
        tab.settle()
        tab.page.get_by_role("button", name="Kembali ke semua provinsi").click()
        tab.page.get_by_role("heading", name="Persentase Peduli HAM: Indonesia, 2022").wait_for()
        assert len(painted(tab, 34)) == 34
        tab.check()


def test_the_same_by_keyboard(visit):
    with visit("peta?bentuk=ubin&tahun=2022") as tab:
        keys = tab.page.keyboard
        tab.page.get_by_role("combobox", name="Provinsi", exact=True).focus()
        keys.type("Sumatera Sel")
        keys.press("Enter")
        tab.page.get_by_role("heading", name="Predikat: Sumatera Selatan, 2022").wait_for()
        tab.settle()
        tab.page.get_by_role("combobox", name="Daerah dalam peta ini").focus()
        keys.type("Palemb")
        keys.press("Enter")
        tab.page.get_by_text("Kota Palembang, 2022: Bukan Peduli HAM (daftar lengkap)").wait_for()
        assert "prov=16" in tab.page.url
        assert "kode=16.71" in tab.page.url
        tab.settle()
        tab.page.get_by_role("button", name="Kembali ke semua provinsi").focus()
        keys.press("Enter")
        tab.page.get_by_role("heading", name="Persentase Peduli HAM: Indonesia, 2022").wait_for()
        tab.settle()
        assert "prov=" not in tab.page.url
        tab.check()


@needs_boundaries  # without them every step also carries the words that say so
def test_a_year_opened_for_the_first_time_weighs_less_than_25_kb_and_a_known_one_half(visit):
    with visit("peta?tahun=2019&tingkat=kabkota") as tab:
        painted(tab, 514)
        for button, heading, most in (("2020 →", "2020", 25_000), ("← 2019", "2019", 12_500)):
            tab.received.clear()
            tab.page.get_by_role("button", name=button).click()
            tab.page.get_by_role("heading", name=f"Predikat: Indonesia, {heading}").wait_for()
            tab.settle()
            assert 1_000 < sum(tab.received) < most


def test_playing_goes_over_the_gap_stops_and_can_be_paused_by_keyboard(visit):
    with visit("peta?bentuk=ubin&tahun=2020&tingkat=kabkota") as tab:
        painted(tab, 514)
        button = tab.page.get_by_role("button", name="Putar tahun demi tahun")
        button.focus()
        tab.page.keyboard.press("Enter")
        tab.page.get_by_text("2021: tidak ada penilaian. Berikutnya 2022.").wait_for()
        assert "tahun=2020" in tab.page.url
        tab.page.get_by_role("heading", name="Predikat: Indonesia, 2022").wait_for()
        tab.page.wait_for_url("**tahun=2022**")
        tab.page.get_by_role("button", name="Jeda").wait_for()
        assert "Jeda" in tab.page.evaluate("document.activeElement.innerText")
        tab.page.keyboard.press("Enter")  # the focus is still on it
        button.wait_for()
        tab.page.wait_for_timeout(1250 * map_play.BEAT)
        assert tab.page.get_by_role("heading", name="Predikat: Indonesia, 2022").is_visible()
        tab.page.get_by_role("button", name="2023 →").click()
        tab.page.get_by_role("heading", name="Predikat: Indonesia, 2023").wait_for()
        button.click()
        tab.page.get_by_role("heading", name="Predikat: Indonesia, 2024").wait_for()
        button.wait_for()
        assert len(painted(tab, 514)) == 514
        assert tab.page.get_by_text("Diputar").count() == 0
        tab.check()


TOLD = "[...document.querySelectorAll('.js-plotly-plot')].map(plot => plot.querySelector('.hoverlayer').textContent)"
OUTLINED = f"""code => [...document.querySelectorAll('.js-plotly-plot')].map(plot => {{
  const shape = {DRAWN}.find(e => plot.contains(e) && String(e.__data__.loc) === code).getAttribute('d');
  return [...plot.querySelectorAll('.sorot')].map(line => line.getAttribute('d') === shape);
}})"""


def points_at(tab, code):
    """Point at a region of the first map; what both hover texts then say. Takes the mouse away again."""
    tab.page.locator(".js-plotly-plot").first.scroll_into_view_if_needed()
    x, y = tab.page.evaluate(CENTRE, code)
    tab.page.mouse.move(x - 1, y)
    tab.page.mouse.move(x, y)
    tab.page.wait_for_function(f"() => {TOLD}.every(text => text)")
    told = tab.page.evaluate(TOLD)
    assert tab.page.evaluate(OUTLINED, code) == [[True], [True]]
    tab.page.mouse.move(5, 5)
    tab.page.wait_for_function(f"() => {TOLD}.every(text => !text) && !document.querySelector('.sorot')")
    return told


@pytest.mark.parametrize("kind", ["ubin", pytest.param("geografis", marks=needs_boundaries)])
def test_pointing_at_a_region_of_one_year_shows_it_in_the_other_also_in_another_view(visit, kind):
    with visit(f"peta?bentuk={kind}&tahun=2022&susun=dua&tingkat=kabkota", width=1440) as tab:
        painted(tab, 1028)
        first, second = points_at(tab, "62.02")
        assert first.startswith("Kabupaten Kotawaringin TimurNilai: Peduli HAM")
        assert second.startswith("Kabupaten Kotawaringin TimurNilai: Tidak diketahui")
        if kind == "ubin":
            tab.page.get_by_role("button", name="← 2020").click()
            tab.page.get_by_role("heading", name="Predikat: Indonesia, 2019").wait_for()
            painted(tab, 1028)
            assert all("Kotawaringin Timur" in told for told in points_at(tab, "62.02"))
        assert tab.console == []


def test_a_region_of_the_country_is_typed_with_names_offered_by_the_browser(visit):
    with visit("peta?bentuk=ubin&tahun=2020&tingkat=kabkota") as tab:
        painted(tab, 514)
        field = tab.page.get_by_role("combobox", name="Cari daerah").or_(tab.page.get_by_role("textbox", name="Cari daerah"))
        field.focus()
        tab.page.wait_for_function("() => document.querySelectorAll('#nama-daerah-daftar option').length === 514")
        assert field.get_attribute("list") == "nama-daerah-daftar"
        tab.page.keyboard.type("Kota Palembang")
        tab.page.keyboard.press("Enter")
        tab.page.get_by_text("Kota Palembang, 2020: Peduli HAM").wait_for()
        tab.settle()
        assert "cari=Kota" in tab.page.url
        assert len(painted(tab, 515)) == 515  # its outline
        assert tab.page.get_by_role("link", name="Buka halaman Kota Palembang").is_visible()
        tab.check()


@pytest.fixture(scope="module")
def bare_url(record_folder, tmp_path_factory):
    """The program on a machine where the boundaries were never built: a copy of it without them."""
    folder = tmp_path_factory.mktemp("tanpa-batas") / "dasbor"
    folder.mkdir()
    for name in ("dasbor", "etl", "pages", ".streamlit"):
        shutil.copytree(paths.ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "secrets.toml"))
    shutil.copytree(paths.STATIC, folder / "static", ignore=shutil.ignore_patterns("batas", "ubin"))
    shutil.copy(paths.ROOT / "app.py", folder)
    with server.running(record_folder, script=shutil.copy(paths.ROOT / "server.py", folder), folder=folder) as url:
        yield url


def test_without_boundaries_tiles_are_painted_and_the_page_says_what_to_do(visit, bare_url):
    for path, count in (("peta?tahun=2024&tingkat=kabkota", 514), ("ringkasan?tahun=2022", 34)):
        with visit(path, url=bare_url) as tab:
            assert len(painted(tab, count)) == count
            assert tab.page.get_by_role("note").filter(has_text="peta petak menggantikan").is_visible()
            tab.check()


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("path", ["peta?bentuk=ubin&tahun=2022", "peta?bentuk=ubin&tahun=2022&prov=16", "ringkasan?tahun=2022"])
def test_the_map_is_zoomed_in_its_frame_and_keeps_its_size_when_something_is_picked(visit, path, width):
    with visit(path, width=width) as tab:
        painted(tab, 17)
        frame = tab.page.locator("[class*=st-key-bingkai-]")
        size = "e => [e.scrollWidth, e.clientWidth, e.getBoundingClientRect().height]"
        wide, seen, height = frame.evaluate(size)
        assert height >= 300 or width > 640
        assert wide >= (780 if width < seen + 60 and "prov" not in path else seen)
        tab.page.get_by_role("button", name="Perbesar").click()
        tab.page.wait_for_function("w => document.querySelector('.main-svg').getBoundingClientRect().width > w", arg=1.9 * wide)
        assert frame.evaluate(size)[0] == pytest.approx(2 * wide, abs=2)
        assert frame.evaluate(size)[2] == pytest.approx(height, abs=1)
        assert tab.page.evaluate(NO_OVERFLOW) <= 0
        boxes = [button.bounding_box() for button in tab.page.locator(".zoom button").all()]
        assert all(min(box["width"], box["height"]) >= 24 for box in boxes)
        tab.page.get_by_role("button", name="Tampilkan seluruhnya").click()
        assert frame.evaluate(size)[0] == pytest.approx(wide, abs=2)
        tab.check()


@needs_boundaries
def test_what_a_finger_does_not_hit_has_a_link_beside_the_map(visit):
    with visit("peta?tahun=2023", width=390) as tab:
        painted(tab, 38)
        tab.page.get_by_role("link", name="DKI Jakarta").click()
        tab.page.get_by_role("heading", name="DKI Jakarta, tahun penghargaan 2023").wait_for()


def test_a_click_on_the_overview_names_the_province(visit):
    with visit("ringkasan?tahun=2022") as tab:
        painted(tab, 34)
        click(tab, "16")
        tab.page.get_by_text("Sumatera Selatan, 2022: 17,6 % (3 dari 17).").wait_for()
        tab.page.get_by_role("link", name="Buka halaman Sumatera Selatan").wait_for()


def test_a_link_reopened_gives_the_same_picture(visit):
    with visit("peta?bentuk=ubin&tahun=2020") as tab:
        painted(tab, 34)
        tab.page.get_by_role("button", name="← 2019").click()
        tab.page.get_by_role("heading", name="Persentase Peduli HAM: Indonesia, 2019").wait_for()
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
        assert box["height"] >= 300 or width > 640
        tab.page.get_by_role("link", name="Buka peta ini").click()
        tab.page.get_by_role("heading", name="Peta", exact=True).wait_for()
        assert "peta?tahun=2022" in tab.page.url
