"""A real Chromium against a real server on loopback.

Here belongs what only a browser can show: scripts, accessibility, keyboard, address bar, downloads. What
AppTest can see belongs to tests/dasbor. A page test takes `visit` and needs a few lines:

    def test_x(visit):
        with visit("partisipasi?tahun=2020") as tab:
            tab.page.get_by_role("heading", name="Partisipasi").wait_for()
            tab.check()
"""

import os
import warnings
from contextlib import contextmanager

import pytest

pytest.register_assert_rewrite("tests.browser.tab")

from tests.browser import server  # noqa: E402
from tests.browser.tab import CHROMIUM, Tab  # noqa: E402


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


@pytest.fixture(scope="session")
def profile(chromium):
    """One browser profile for all visits: what it has read and compiled of Streamlit serves the next page, too."""
    context = chromium.new_context(accept_downloads=True)
    yield context
    context.close()


@pytest.fixture
def visit(app_url, profile):
    """Context manager: open a path of the app (with its query), with nothing remembered, wait until it stands still."""

    @contextmanager
    def opened(path, *, url=app_url, width=1280, height=900):
        page = profile.new_page()
        try:
            page.set_viewport_size({"width": width, "height": height})
            tab = Tab(page, url)
            tab.open(path)
            yield tab
        finally:
            page.evaluate("localStorage.clear()")
            page.close()
            profile.clear_cookies()

    return opened
