"""The site in a real Chromium, opened from a disk (file://): with and without script, by axe-core, at two widths."""

import os
import warnings
from contextlib import contextmanager

import pytest

from dasbor.site import plan
from dasbor.site.plan import PageJob
from tests.browser.tab import CHROMIUM, SERIOUS, axe_source
from tests.situs.conftest import next_version, write

JOBS = [
    PageJob("beranda", "id"),
    PageJob("provinsi", "id", "16"),
    PageJob("daerah", "id", "16.71"),
    PageJob("klaim", "id", "2021"),
    PageJob("peta", "en", "2022"),
    PageJob("cari", "id"),
]
PAGES = [plan.path(job) for job in JOBS] + ["id/unduh.html", "en/versi.html"]
OLD = ["id/daerah/16.71.html", "en/peta/2022.html", "id/versi.html", "index.html"]
"""Pages of an older version to look at too."""

if not CHROMIUM:
    if os.environ.get("CI") == "true":
        raise pytest.UsageError("CI: chromium is missing, browser tests cannot run (apt-get install chromium)")
    warnings.warn("CHROMIUM IS MISSING: BROWSER TESTS ARE SKIPPED", stacklevel=1)
pytestmark = [pytest.mark.browser, pytest.mark.skipif(not CHROMIUM, reason="chromium is missing")]


@pytest.fixture(scope="module")
def stick(public_only, tmp_path_factory):
    """A few pages of the site, built under two versions, in a folder whose name has a space, as on a stick."""
    folder, data = tmp_path_factory.mktemp("stik") / "situs umum", tmp_path_factory.mktemp("berikut") / "data"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plan, "jobs", lambda extent: JOBS)
        patch.setenv("PEDULIHAM_DATA", str(public_only))
        write(folder)
        next_version(public_only, data)
        patch.setenv("PEDULIHAM_DATA", str(data))
        write(folder)
    return folder


@pytest.fixture(scope="module")
def old(stick):
    """The name of the older version."""
    return min(path.name for path in (stick / "versi").iterdir())


@pytest.fixture
def opened(stick, chromium):
    """Context manager: a page of the site from the disk; it must complain about nothing and ask for nothing outside the folder."""

    @contextmanager
    def made(path, *, width=1280, script=True, leads_on=False):
        complaints, asked = [], []
        context = chromium.new_context(viewport={"width": width, "height": 900}, java_script_enabled=script)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        # a page that leads on by itself breaks off what it still loads; any other failure counts there too
        broken_off = {"net::ERR_ABORTED"} if leads_on else set()
        page.on("requestfailed", lambda request: complaints.append(request.url) if request.failure not in broken_off else None)
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{stick.as_uri()}/{path}")
        try:
            yield page
            assert complaints == []
            assert [url for url in asked if not url.startswith(stick.as_uri())] == []
        finally:
            context.close()

    return made


def violations(page):
    """What axe-core finds; the shapes inside a map, which are one picture to it, take most of its time and are left out."""
    page.evaluate(axe_source())
    result = page.evaluate("axe.run({exclude: [['.peta g']]}, {resultTypes: ['violations'], preload: false})")
    return [
        f"{one['id']}: {node['target']} {node['html'][:120]}"
        for one in result["violations"]
        if one["impact"] in SERIOUS
        for node in one["nodes"]
    ]


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_accessible_and_fit_a_phone(opened, path):
    with opened(path, width=390) as page:
        assert page.evaluate("document.documentElement.scrollWidth") == 390
        page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true })")
        assert violations(page) == []


@pytest.mark.parametrize("path", OLD)
def test_pages_of_an_old_version_are_accessible_and_lead_to_the_newest(opened, stick, old, path):
    # two lead on by themselves: the door to its version, the list to the newest
    onwards = {"index.html": f"versi/{old}/id/index.html", "id/versi.html": "id/versi.html"}
    with opened(f"versi/{old}/{path}", width=390, script=path not in onwards, leads_on=path in onwards) as page:
        if path in onwards:
            page.wait_for_url(f"{stick.as_uri()}/{onwards[path]}")
            return
        assert page.evaluate("document.documentElement.scrollWidth") == 390
        assert violations(page) == []
        page.get_by_role("note").get_by_role("link").click()
        page.wait_for_url(f"{stick.as_uri()}/{path}")
        assert page.locator(".versi-lama").count() == 0


def test_pages_are_read_without_script(opened, stick):
    for path in PAGES:
        with opened(path, script=False) as page:
            assert page.locator("h1").inner_text()
            assert page.locator("th button, .saring").count() == 0
    with opened("id/index.html", script=False) as page:
        assert page.locator(".peta path[data-k]").count() == 514
        assert page.get_by_role("table").first.is_visible()
    with opened("id/cari.html", script=False) as page:
        assert page.get_by_text("Pencarian memerlukan JavaScript").is_visible()


def test_pages_stay_accessible_where_the_script_does_not_arrive(opened, stick, monkeypatch):
    script = stick / "aset" / "situs.js"
    kept = script.read_bytes()
    script.write_bytes(b"")
    try:
        with opened("id/daerah/16.71.html") as page:
            assert violations(page) == []
    finally:
        script.write_bytes(kept)


def first_cells(page, box):
    return page.locator(f"{box} tbody tr:not([hidden]) > :first-child").all_inner_texts()


def test_tables_sort_with_unknown_last_and_filter(opened):
    with opened("id/index.html") as page:
        box = "#provinsi .daftar"
        head = page.locator(f"{box} th", has_text="Peduli HAM")
        head.get_by_role("button").click()
        assert head.get_attribute("aria-sort") == "ascending"
        column = head.evaluate("head => head.cellIndex + 1")
        words = page.locator(f"{box} tbody tr > :nth-child({column})").all_inner_texts()
        known = [float(word.replace("≥ ", "").split(" ")[0].replace(",", ".")) for word in words if word != "tidak diketahui"]
        assert len(known) > 5
        assert known == sorted(known)
        assert words.index("tidak diketahui") == len(known)
        head.get_by_role("button").press("Enter")
        assert head.get_attribute("aria-sort") == "descending"
        again = page.locator(f"{box} tbody tr > :nth-child({column})").all_inner_texts()
        assert again[: len(known)] != words[: len(known)]
        assert again[-1] == "tidak diketahui"
        page.locator(f"{box} input").fill("sumatera sel")
        assert first_cells(page, box) == ["Sumatera Selatan"]
        assert page.locator(f"{box} .saring [role=status]").inner_text() == "1 dari 38 baris"


def test_the_search_asks_about_namesakes_and_knows_short_names_and_codes(opened):
    with opened("id/cari.html?q=solok") as page:
        found = page.locator("#hasil-cari li a")
        assert found.all_inner_texts() == ["Kabupaten Solok", "Kota Solok", "Kabupaten Solok Selatan"]
        field = page.get_by_role("search").get_by_role("searchbox")
        for words, name in (
            ("lubuk linggau", "Kota Lubuk Linggau"),
            ("16.71", "Kota Palembang"),
            ("OKI", "Kabupaten Ogan Komering Ilir"),
        ):
            field.fill(words)
            assert found.first.inner_text() == name
        field.fill("palembang")
        found.first.click()
        assert page.locator("h1").inner_text() == "Kota Palembang"
    with opened("id/daerah/16.71.html") as page:
        page.get_by_role("search").get_by_role("searchbox").fill("tidak ada nama begini")
        page.keyboard.press("Enter")
        page.wait_for_url("**/cari.html?q=*")
        assert "Tidak ada yang cocok" in page.locator("#hasil-cari").inner_text()


def test_a_map_says_what_lies_under_the_pointer_and_leads_there(opened):
    with opened("id/provinsi/16.html") as page:
        shape = page.locator('#peta-daerah path[data-k="16.71"]')
        words = shape.get_attribute("data-kata")
        shape.hover()
        assert page.locator(".tip:visible").inner_text() == words
        assert words.startswith("Kota Palembang: ")
        shape.click()
        page.wait_for_url("**/id/daerah/16.71.html")


def test_a_printed_page_has_no_navigation_and_whole_tables(opened):
    with opened("id/daerah/16.71.html") as page:
        page.emulate_media(media="print")
        assert not page.get_by_role("search").is_visible()
        assert page.locator("#klaim .tw").evaluate("box => box.scrollHeight <= box.clientHeight")
