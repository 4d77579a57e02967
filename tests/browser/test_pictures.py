"""Pictures of charts, made in the browser: what they are, what they say, and that they can be copied."""

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from dasbor.words.texts import texts
from tests.browser.test_parts import sample_running, sample_url  # noqa: F401 - the fixture

SPACE = "{http://www.w3.org/2000/svg}"
TITLE = "Tren & <titik>"
COPIED = """async () => {
  const [item] = await navigator.clipboard.read();
  const bytes = new Uint8Array(await (await item.getType("image/png")).arrayBuffer());
  return [item.types, [...bytes.slice(0, 4)], bytes.length];
}"""


def taken(tab, label):
    """The file that a button gives: its name and its bytes."""
    with tab.page.expect_download() as waiting:
        tab.page.get_by_role("button", name=f"{label}: {TITLE}", exact=True).press("Enter")
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


def said(svg):
    """All that stands in a picture, as one line."""
    root = ET.fromstring(svg)
    return root, " ".join(" ".join("".join(node.itertext()).split()) for node in root.iter(f"{SPACE}text"))


@pytest.fixture(scope="module")
def simulated_url(tmp_path_factory):
    with sample_running(tmp_path_factory, simulated=True) as url:
        yield url


@pytest.mark.parametrize("lang", ["id", "en"])
def test_a_chart_is_saved_as_a_picture_that_says_what_it_is(visit, sample_url, lang):  # noqa: F811
    t = texts(lang)
    with visit(f"?prov=81&lang={lang}", url=sample_url) as tab:
        name, png = taken(tab, t("common.download_png"))
        assert name.startswith("partisipasi-tren-2022-81-data-20241211-abc")
        assert name.endswith(".png")
        assert png.startswith(b"\x89PNG")
        assert int.from_bytes(png[16:20]) == 2000, "twice the size on the screen"
        tab.more()
        name, svg = taken(tab, t("common.download_svg"))
        assert name.endswith(".svg")
        assert svg.startswith(b"<svg ")
        root, text = said(svg)
        assert root.get("lang") == lang
        assert root.find(f"{SPACE}title").text == TITLE
        assert root.find(f"{SPACE}desc").text == "Peserta naik dari 1 ke 3"
        programme = tab.page.evaluate("JSON.parse(document.querySelector('[data-bagan]').dataset.isi).programme")
        choices = tab.page.locator(".ph:has(h2) .sel").first.inner_text()
        assert "2022" in choices
        source = t("gambar.source", date="11 Desember 2024" if lang == "id" else "11 December 2024", version="abc")
        for words in (programme, TITLE, choices, "Peserta naik dari 1 ke 3", "Catatan.", source, "Peduli HAM: 3"):
            assert words in text
        assert t("common.mark_no_round", year=2021) in text, "what Plotly wrote"
        assert "SIMULASI" not in text
        tab.check()


def test_a_chart_is_copied_as_a_picture(visit, sample_url, profile):  # noqa: F811
    profile.grant_permissions(["clipboard-read", "clipboard-write"])
    with visit("", url=sample_url) as tab:
        tab.page.get_by_role("button", name=f"Salin gambar: {TITLE}").click()
        tab.page.get_by_text("Gambar disalin.").wait_for()
        kinds, begins, size = tab.page.evaluate(COPIED)
        assert kinds == ["image/png"]
        assert bytes(begins) == b"\x89PNG"
        assert size > 10_000
        tab.check()


def test_where_copying_is_forbidden_the_picture_is_saved(visit, sample_url, profile):  # noqa: F811
    profile.clear_permissions()
    with visit("?lang=en", url=sample_url) as tab:
        tab.page.evaluate("delete Navigator.prototype.clipboard")
        name, png = taken(tab, "Copy picture")
        assert name.endswith(".png")
        assert png.startswith(b"\x89PNG")
        tab.page.get_by_text("This browser does not allow copying").wait_for()
        tab.check()


def test_a_picture_of_a_simulation_is_marked(visit, simulated_url):
    with visit("", url=simulated_url) as tab:
        tab.more()
        name, svg = taken(tab, "Gambar vektor (SVG)")
        root, text = said(svg)
        assert name.startswith("simulasi-")
        assert root.find(f"{SPACE}title").text == f"SIMULASI · {TITLE}"
        assert texts("id")("simulasi.banner") in text
        assert "simulasi pada dasbor" in text
        marks = [node for node in root.iter(f"{SPACE}g") if node.get("class") == "simulasi"]
        assert len(marks) == 1
        assert len(marks[0]) >= 2
        tab.check()


def test_a_picture_asked_for_right_after_a_pick_holds_what_is_then_shown(visit, sample_url):  # noqa: F811
    with visit("", url=sample_url) as tab:
        tab.page.get_by_role("textbox", name="Cari").fill("ambon")
        tab.page.keyboard.press("Enter")
        tab.more()
        name, svg = taken(tab, "Gambar vektor (SVG)")
        assert "ambon" in name
        assert "ambon" in said(svg)[1]
