"""The parts every page is made of, on a sample page over the tiny warehouse."""

import shutil
from contextlib import contextmanager
from pathlib import Path

import openpyxl
import pytest

from dasbor.page import chart_pictures, frame, page_script
from dasbor.words import paths
from tests.browser import server
from tests.dasbor import warehouse_maker

SAMPLE = paths.ROOT / "tests" / "browser" / "sample_app.py"


@pytest.fixture(scope="module")
def sample_url(tmp_path_factory):
    with sample_running(tmp_path_factory) as url:
        yield url


@contextmanager
def sample_running(tmp_path_factory, *, simulated=False):
    folder = tmp_path_factory.mktemp("data")
    warehouse_maker.make(folder, simulated=simulated)
    # Streamlit serves the folder static/ beside the script it runs
    frame.stylesheet()
    page_script.call()
    chart_pictures.module()
    beside = tmp_path_factory.mktemp("app")
    shutil.copytree(paths.STATIC, beside / "static")
    with server.running(folder, script=Path(shutil.copy(SAMPLE, beside))) as url:
        yield url


def test_all_parts_are_accessible(visit, sample_url):
    with visit("?tabel-tren=1", url=sample_url) as tab:
        assert tab.page.locator("table").count() == 2
        assert tab.page.get_by_role("figure", name="Peserta naik dari 1 ke 3").count() == 1
        tab.check()


def test_a_narrow_screen_scrolls_inside_the_table_only(visit, sample_url):
    with visit("?tabel-tren=1", url=sample_url, width=360) as tab:
        over = tab.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert over <= 0
        tab.check()


def test_the_table_travels_only_while_open(visit, sample_url):
    with visit("", url=sample_url) as tab:
        assert tab.page.locator("table").count() == 1
        tab.page.get_by_text("Tabel: Peserta per provinsi").click()
        tab.page.locator("table").nth(1).wait_for()
        tab.settle()
        assert "tabel-tren=1" in tab.page.url
        tab.check()


def test_the_file_holds_all_rows_and_numbers(visit, sample_url, tmp_path):
    with visit("?prov=81", url=sample_url) as tab:
        with tab.page.expect_download() as waiting:
            tab.page.get_by_role("button", name="Tabel (Excel)").last.click()
        file = tmp_path / waiting.value.suggested_filename
        waiting.value.save_as(file)
        assert file.name.startswith("partisipasi-provinsi-2022-81-data-")
        data, about = openpyxl.load_workbook(file).worksheets
        assert data.max_row == 3
        assert data["C3"].value == 10
        assert ["Saringan: Provinsi", "Maluku"] in [[c.value for c in row] for row in about.iter_rows()]
        with tab.page.expect_download() as waiting:
            tab.more()
            tab.page.get_by_role("button", name="CSV untuk program").click()
        assert Path(waiting.value.path()).read_bytes().startswith(b"\xef\xbb\xbf")
        tab.check()


def test_the_address_follows_and_leads(visit, sample_url):
    with visit("?lang=en&tahun=2019", url=sample_url) as tab:
        tab.page.get_by_role("textbox", name="Search").fill("ambon")
        tab.page.keyboard.press("Enter")
        tab.page.wait_for_url("**cari=ambon**")
        tab.settle()
        assert "tahun=2019" in tab.page.url
        assert tab.page.get_by_text("Award year: 2019").count() == 2
        tab.page.go_back()
        tab.settle()
        assert tab.page.get_by_role("textbox", name="Search").input_value() == ""
        tab.check()
