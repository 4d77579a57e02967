"""The built site: what is there, where its links lead, what it weighs, and that its figures are those of the dashboard."""

import gzip
import html
import re
from collections import Counter
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import duckdb
import pytest

from dasbor.mart import common
from dasbor.site import addresses, cards, files, plan
from dasbor.words.texts import LANGUAGES, texts
from tests.dasbor.apps import bodies, open_page
from tests.situs import checker
from tests.situs.conftest import BASE, EXTENT

ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
MOST = 100_000


def whole_paths():
    """Every path of a whole site: pages, previews, files."""
    pages = {plan.path(job) for job in plan.pages()} | {f"{lang}/{name}.html" for lang in LANGUAGES for name in ("unduh", "versi")}
    pictures = {cards.path(card.lang, card.scope) for card in cards.cards()}
    offered = {
        files.path(file) for order in files.orders(regions=True) for file in files.publications.files(order.wish, order.formats)
    }
    return pages | pictures | offered


def test_a_whole_site_has_every_region_province_and_year_in_both_languages(published):
    paths = whole_paths()
    frame = common.regions()
    for lang in LANGUAGES:
        assert {f"{lang}/daerah/{code}.html" for code in frame["kode"]} <= paths
        assert {f"{lang}/provinsi/{code}.html" for code in frame["kode_provinsi"].unique()} <= paths
        assert {f"{lang}/tahun/{year}.html" for year in range(2013, 2025)} <= paths
        assert {f"{lang}/klaim/{year}.html" for year in range(2013, 2025)} <= paths
    assert len([path for path in paths if "/daerah/" in path]) == 2 * 515
    # of the 34 earlier provinces, two were other areas
    assert {path for path in paths if addresses.FORMER in path} == {
        f"{lang}/provinsi/{code}-dulu.html" for lang in LANGUAGES for code in ("91", "92")
    }


def test_what_is_planned_is_built(published, site):
    built = {path.relative_to(site).as_posix() for path in site.rglob("*.html")}
    whole = {f"{lang}/{name}.html" for lang in LANGUAGES for name in ("unduh", "versi")} | {"index.html"}
    planned = {plan.path(job) for job in plan.pages(EXTENT)} | whole
    (version,) = (path.name for path in (site / "versi").iterdir())
    assert built == planned | {f"versi/{version}/{path}" for path in planned}
    assert {path.name for path in site.iterdir()} == {
        "aset", "en", "gambar", "id", "umpan", "index.html", "manifes.json", "robots.txt", "SHA256SUMS", "sitemap.xml", "versi",
        "perubahan-versi.csv",
    }  # fmt: skip


def test_every_link_and_anchor_leads_somewhere(published, site):
    (version,) = (path.name for path in (site / "versi").iterdir())
    whole = whole_paths()
    assert checker.dead(site, whole | {f"versi/{version}/{path}" for path in whole}) == []


def test_every_page_names_the_address_under_which_it_stays(site):
    """The link works wherever the page lies, since it is whole; the page there is the same file."""
    pages = [path for lang in LANGUAGES for path in (site / lang).rglob("*.html") if path.name != "versi.html"]
    for page in pages:
        (lasting,) = re.findall(rf'<span class="tetap"><a href="{BASE}([^"]+)"', page.read_text(encoding="utf-8"))
        assert (site / lasting).samefile(page)


def test_the_checker_finds_dead_links(tmp_path):
    (tmp_path / "a.html").write_text('<a href="b.html#x">x</a><a href="c.html">y</a><a href="b.html#y">z</a><img src="d.png">')
    (tmp_path / "b.html").write_text('<p id="y">')
    assert checker.dead(tmp_path) == ["a.html: b.html#x (no such anchor)", "a.html: c.html", "a.html: d.png"]


def test_nothing_is_loaded_from_elsewhere_and_no_anchor_stands_twice(site):
    for path in [*(site / "id").rglob("*.html"), *(site / "en").rglob("*.html"), *(site / "versi").glob("*/*/versi.html")]:
        found = checker.read(path)
        assert [address for address in found.loads if checker.is_outside(address)] == [], path
        assert [name for name, count in Counter(found.ids).items() if count > 1] == [], path
        # links that leave the site are pages of sources or the licence
        assert {urlsplit(address).scheme for address in found.links if checker.is_outside(address)} <= {"http", "https"}
    styles = "".join(path.read_text(encoding="utf-8") for path in site.rglob("*.css"))
    assert "url(" not in styles
    assert "@import" not in styles
    script = (site / "aset" / "situs.js").read_text(encoding="utf-8")
    assert not re.search(r"fetch\(|XMLHttpRequest|import\(|https?:", script)


def test_every_page_with_its_map_weighs_less_than_100_kb(site):
    weights = {path.relative_to(site).as_posix(): len(gzip.compress(path.read_bytes(), 6)) for path in site.rglob("*.html")}
    assert max(weights.values()) <= MOST, max(weights, key=weights.get)
    shared = sum(len(gzip.compress((site / "aset" / name).read_bytes(), 6)) for name in ("gaya.css", "situs.js"))
    assert shared <= 20_000


def cells(page, row):
    """The text of the cells of the table row with this id."""
    found = re.search(rf'<tr id="{re.escape(row)}">(.*?)(?=<tr|</tbody>)', page, re.DOTALL)
    return [html.unescape(re.sub(r"<[^>]+>", "", cell)).strip() for cell in re.split(r"<t[dh][ >]", found[1])[1:]]


def test_figures_are_those_of_the_warehouse(published, site):
    with duckdb.connect(str(published / "publik.duckdb"), read_only=True) as house:
        rows = house.execute(
            "SELECT tahun, kode_provinsi, peduli, jumlah_kabkota FROM mart.rekap_provinsi "
            "WHERE kode_provinsi = '16' AND dasar_peduli = 'klaim'"
        ).fetchall()
        states = house.execute("SELECT kode, tahun, keadaan FROM mart.hasil_kabkota WHERE kode_provinsi_kini = '16'").fetchall()
    page = (site / "id" / "provinsi" / "16.html").read_text(encoding="utf-8")
    assert len(rows) > 3
    for year, _, count, whole in rows:
        assert any(f"({count} dari {whole})" in cell for cell in cells(page, f"t{year}")), year
    shown = {code: (site / "id" / "daerah" / f"{code}.html").read_text(encoding="utf-8") for code in {row[0] for row in states}}
    for code, year, state in states:
        told = re.search(rf'<th scope="row" class="n">{year}</th><td><span class="c (s-\w+)"', shown[code])
        assert told[1] == {"tidak diketahui": "s-unknown", "Peduli HAM": "s-p0", "Cukup Peduli HAM": "s-p1"}.get(state, told[1])
    assert {state for _, _, state in states} >= {"tidak diketahui", "Peduli HAM", "Cukup Peduli HAM"}


@pytest.mark.parametrize(
    ("key", "path", "choices"),
    [("ringkasan", "tahun/2022.html", {"tahun": 2022}), ("daerah", "daerah/16.71.html", {"kode": "16.71"})],
)
def test_figures_are_those_of_the_dashboard(published, site, key, path, choices):
    """Every key figure and every cell of the years of a region, on the screen and in the file."""
    # the meaning of a word comes by hover and keyboard on the screen; the site has a page for it
    screen = re.sub(r'<span class="arti"[^>]*>(.*?)</span>', r"\1", bodies(open_page(key, **choices)))
    page = (site / "id" / path).read_text(encoding="utf-8")
    figures = re.findall(r'<dt>.*?</dt><dd class="v[^"]*">.*?</dd>', screen)
    tiles = re.findall(r"<li><b>.*?</li>", screen)
    found = figures if key == "ringkasan" else [re.sub(r' href="[^"]*"', "", tile) for tile in tiles]
    assert len(found) >= 8
    without_addresses = re.sub(r'(<b><a) href="[^"]*"', r"\1", page)
    assert [one for one in found if one not in without_addresses] == []


def test_a_figure_leads_to_its_claims(published, site):
    page = site / "en" / "tahun" / "2022.html"
    told = page.read_text(encoding="utf-8")
    link = re.search(r'<dt>Peduli HAM</dt>.*?<a href="([^"]+)"', told)[1]
    path, anchor = checker.resolve("en/tahun/2022.html", link)
    assert path == "en/klaim/2022.html"
    row = cells((site / path).read_text(encoding="utf-8"), anchor)
    count = re.search(r'<dt>Peduli HAM</dt><dd class="v">(\d+)</dd>', told)[1]
    assert count in row  # the claim shown states the figure
    with duckdb.connect(str(published / "publik.duckdb"), read_only=True) as house:
        assert house.execute("SELECT terpilih FROM mart.klaim WHERE id = ?", [anchor]).fetchone() == (True,)


def test_the_same_page_in_the_other_language_is_one_link_away(site):
    for path in site.glob("id/**/*.html"):
        rest = path.relative_to(site / "id").as_posix()
        found = checker.read(path)
        targets = {checker.resolve(f"id/{rest}", link)[0] for link in found.links if not checker.is_outside(link)}
        assert f"en/{rest}" in targets
        assert f"{BASE}en/{rest}" in found.links  # hreflang
    door = (site / "index.html").read_text(encoding="utf-8")
    assert 'content="0; url=id/index.html"' in door
    assert 'href="en/index.html"' in door


def test_unknown_no_assessment_and_zero_are_different(site):
    gap = (site / "id" / "tahun" / "2021.html").read_text(encoding="utf-8")
    assert texts("id")("situs.gap_text", year=2021) in gap
    assert 'class="keys"' not in gap
    year = (site / "id" / "tahun" / "2024.html").read_text(encoding="utf-8")
    assert '<dd class="v w">tidak diketahui</dd>' in year


def test_maps_show_every_region_once_with_words(site):
    page = (site / "id" / "peta" / "2022.html").read_text(encoding="utf-8")
    figures = re.findall(r'<figure class="peta".*?</figure>', page, re.DOTALL)
    outlines = (site / "id" / "peta" / "2022.html").read_text(encoding="utf-8").count('class="garis"')
    assert len(figures) == (4 if outlines else 2)
    for figure in figures:
        codes = re.findall(r'<path data-k="([\d.]+)" d="M[^"]+"><title>[^<]+: [^<]+</title>', figure)
        assert len(codes) == len(set(codes)) == (34 if "peta-provinsi" in figure[:60] else 514)
        assert '<ul class="legend"' in figure
        assert 'role="img"' in figure


def test_feeds_sitemap_and_robots_are_well_formed(site):
    for lang in LANGUAGES:
        feed = ET.parse(site / "umpan" / f"{lang}.xml").getroot()
        for element in (feed, *feed.iter(f"{ATOM}entry")):
            assert {f"{ATOM}{name}" for name in ("title", "id", "updated", "link")} <= {child.tag for child in element}
        assert len(list(feed.iter(f"{ATOM}entry"))) == 1
    places = [place.text for place in ET.parse(site / "sitemap.xml").getroot().iter(f"{MAP}loc")]
    pages = {path.relative_to(site).as_posix() for lang in LANGUAGES for path in (site / lang).rglob("*.html")}
    assert set(places) == {BASE + page for page in pages}
    assert (site / "robots.txt").read_text(encoding="utf-8") == f"User-agent: *\nDisallow:\nSitemap: {BASE}sitemap.xml\n"


def test_previews_are_pictures_of_the_size_they_claim(site):
    pictures = list((site / "gambar").glob("*.png"))
    assert len(pictures) == 2 * (2 + 2)  # assessed years of the extent, provinces
    for picture in pictures:
        header = picture.read_bytes()[:24]
        assert header[:8] == b"\x89PNG\r\n\x1a\n"
        assert (int.from_bytes(header[16:20]), int.from_bytes(header[20:24])) == (cards.WIDE, cards.HIGH)
    used = {picture for path in (site / "id").rglob("*.html") for picture in checker.read(path).pictures}
    assert all(picture.startswith(f"{BASE}gambar/kartu-") for picture in used)


def test_files_keep_their_address_when_the_data_change(published):
    order = next(one for one in files.orders(regions=False) if one.formats == ("csv",))
    made = {item.path for item in files.items(order)}
    assert "berkas/hasil-kabkota-nasional-semua-tahun.csv" in made
    offered = [path for path in whole_paths() if path.startswith("berkas/")]
    assert len(offered) > 1028 + 2 * 38
    assert not [path for path in offered if re.search(r"\d{8}", path)]
