"""A link made under version 1, followed in a browser after version 2: the same file, a band that is accessible and is printed."""

import datetime as dt
import re
import shutil
from pathlib import Path

import pytest

from etl.build.run import build
from etl.build.versions import register
from tests.browser import server

NOW = dt.datetime(2025, 3, 1, 2, 0, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def versions(record_folder, tmp_path_factory):
    """A server of its own on a copy of the record, whose next version the test publishes."""
    folder = shutil.copytree(record_folder, tmp_path_factory.mktemp("versi") / "data")
    with server.running(folder) as url:
        yield url, folder


def csv_of(tab):
    """The first CSV that the page offers."""
    button = tab.page.get_by_role("button", name="CSV untuk program").first
    if not button.is_visible():
        tab.more()
    with tab.page.expect_download() as waiting:
        button.click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


def test_a_link_gives_the_same_file_after_the_next_version(visit, versions):
    url, folder = versions
    with visit("daerah?kode=13.71", url=url) as tab:
        address = tab.page.get_by_role("link", name="alamat tetap tampilan ini").get_attribute("href")
        name, content = csv_of(tab)
        text = (folder / "klaim.csv").read_text(encoding="utf-8")
        changed = re.sub(r"(?m)^(.*,2018,kabkota,13\.71,.*,predikat,)Peduli HAM,", r"\1Cukup Peduli HAM,", text)
        assert changed != text
        (folder / "klaim.csv").write_text(changed, encoding="utf-8", newline="")
        build(folder, now=NOW)
        assert csv_of(tab) == (name, content), "pressed on the page that was open before"
    first, second = (line.name for line in register.read(folder).lines)
    with visit(address.removeprefix("./"), url=url) as tab:
        assert f"versi={first}" in tab.page.url
        assert csv_of(tab) == (name, content)
        band = tab.page.locator("p.versi")
        assert first in band.inner_text()
        tab.page.evaluate("document.querySelector('[data-testid=stMain]').scrollTo(0, 900)")
        assert band.is_visible()
        assert band.bounding_box()["y"] >= 0, "it stays in sight"
        tab.check()
        tab.page.get_by_role("link", name="Provinsi", exact=True).click()
        tab.settle()
        assert f"versi={first}" in tab.page.url, "navigation keeps it"
        tab.page.locator("p.versi a").click()
        tab.settle()
        assert "versi=" not in tab.page.url
        assert tab.page.locator("p.versi").count() == 0
    with visit("daerah?kode=13.71", url=url) as tab:
        newer, other = csv_of(tab)
        assert second in newer
        assert other != content
