"""What tests of several kinds share: the published record, built once per run into a folder of its own."""

import datetime as dt
import shutil

import pytest

from etl.build.run import build
from tests import inside_maker, record_maker

LONGEST = (
    *("embargo/test_embargo", "embargo/test_withdrawn", "etl_ruang/test_ruang", "browser/test_peta", "browser/test_masuk"),
    *("dasbor/test_page_kelola", "etl_hasil/test_hasil_", "etl/test_etl_", "browser/test_pages", "situs/test_versi"),
    *("etl_batas/test_batas_built", "deploy/test_layanan", "dasbor/test_every_year", "arsip/test_arsip"),
)
"""Files that take longest; they begin first, so that no worker is left alone with one of them at the end."""


def pytest_collection_modifyitems(items):
    items.sort(key=lambda item: next((place for place, name in enumerate(LONGEST) if name in str(item.path)), len(LONGEST)))


@pytest.fixture(scope="session")
def built_record(tmp_path_factory):
    """Folder and report of a build of the repository's own files; the folder data/ itself is not touched."""
    folder = tmp_path_factory.mktemp("record")
    record_maker.copy(folder)
    return folder, build(folder, now=dt.datetime(2025, 1, 2, tzinfo=dt.UTC))


@pytest.fixture(scope="session")
def record_folder(built_record):
    """The folder of that build."""
    return built_record[0]


@pytest.fixture(scope="session")
def inside_folder(record_folder, tmp_path_factory):
    """A data folder with internal figures of two provinces (tests/inside_maker.py); read it, or copy it to write."""
    folder = tmp_path_factory.mktemp("dalam") / "data"
    shutil.copytree(record_folder, folder)
    inside_maker.make(folder)
    return folder


@pytest.fixture(scope="session")
def chromium():
    """A real Chromium; one per process, since Playwright bears no second loop beside its own."""
    from playwright.sync_api import sync_playwright

    from tests.browser.tab import CHROMIUM, FLAGS

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def postgres():
    """A PostgreSQL of our own on a free port; one per process."""
    from tests.postgres import Postgres

    server = Postgres.found()
    with server.running():
        yield server
