"""A real Chromium against a real server on loopback.

Here belongs what only a browser can show: scripts, accessibility, keyboard, address bar, downloads. What
AppTest can see belongs to tests/dasbor. A page test takes `visit` and needs a few lines:

    def test_x(visit):
        with visit("partisipasi?tahun=2020") as tab:
            tab.page.get_by_role("heading", name="Partisipasi").wait_for()
            tab.check()
"""

import os
import shutil
import warnings
from contextlib import contextmanager

import pytest

pytest.register_assert_rewrite("tests.browser.tab")

from tests.browser import server  # noqa: E402
from tests.browser.tab import Tab  # noqa: E402

CHROMIUM = shutil.which("chromium")


def pytest_collection_modifyitems(items):
    here = [item for item in items if "tests/browser" in str(item.path)]
    for item in here:
        item.add_marker(pytest.mark.browser)
    if here and not CHROMIUM:
        if os.environ.get("CI") == "true":
            raise pytest.UsageError("CI: chromium is missing, browser tests cannot run (apt-get install chromium)")
        warnings.warn("CHROMIUM IS MISSING: BROWSER TESTS ARE SKIPPED", stacklevel=1)
        for item in here:
            item.add_marker(pytest.mark.skip(reason="chromium is missing"))


@pytest.fixture(scope="session")
def app_url(record_folder):
    """Address of the app on the published record."""
    with server.running(record_folder) as url:
        yield url


@pytest.fixture
def visit(app_url, chromium):
    """Context manager: open a path of the app (with its query) in a fresh profile, wait until it stands still."""

    @contextmanager
    def opened(path, *, url=app_url, width=1280, height=900):
        context = chromium.new_context(viewport={"width": width, "height": height}, accept_downloads=True)
        try:
            tab = Tab(context.new_page(), url)
            tab.open(path)
            yield tab
        finally:
            context.close()

    return opened
