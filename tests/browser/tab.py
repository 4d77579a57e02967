"""One open page and everything it complained about."""

import importlib.util
import re
import shutil
from pathlib import Path
from urllib.parse import urlparse

CHROMIUM = shutil.which("chromium-headless-shell") or shutil.which("chromium")
"""The same engine without a window around it, where it is installed: a page costs it about a quarter less."""

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# opening a page by its path, Streamlit first looks for these below the path; both answer 404
EXPECTED_404 = re.compile(r"^/[a-z]+/_stcore/(health|host-config)$")
SERIOUS = ("serious", "critical")
# rules that Streamlit's own markup breaks and that cannot be mended from here; each has its entry in
# docs/aksesibilitas.md: rule id -> piece of the selector it may concern
ALLOWED_VIOLATIONS: dict[str, str] = {}
SETTLED = """() => {
  const app = document.querySelector('[data-testid=stApp]');
  return app && app.getAttribute('data-test-script-state') === 'notRunning'
    && !document.querySelector('[data-testid=stSkeleton]') && document.querySelector('h1') && !document.getElementById('awal');
}"""


def axe_source():
    """axe-core as shipped by the PyPI package axe-playwright-python."""
    folder = Path(importlib.util.find_spec("axe_playwright_python").origin).parent
    return (folder / "axe.min.js").read_text(encoding="utf-8")


class Tab:
    """A Playwright page with its console errors, failed requests, requests that left the machine, bytes per message received."""

    def __init__(self, page, url):
        self.page = page
        self.url = url
        self.console = []
        self.failed = []
        self.outside = []
        self.received = []
        page.on("websocket", lambda socket: socket.on("framereceived", lambda data: self.received.append(len(data))))
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.console.append(str(error)))
        page.on("requestfailed", lambda request: self.failed.append(request.url))
        page.on("response", self._answered)
        page.on("request", self._asked)

    def open(self, path):
        """Go to a path of the app, with its query, and wait."""
        self.page.goto(f"{self.url}/{path}")
        self.settle()

    def settle(self):
        """Wait until the script has run and the page stands still."""
        self.page.wait_for_timeout(150)
        self.page.wait_for_function(SETTLED, timeout=60_000)
        self.page.wait_for_timeout(250)

    def more(self, place=0):
        """Open the formats behind a button, of the part that has this place on the page."""
        self.page.get_by_test_id("stPopover").get_by_role("button").nth(place).click()

    def check(self):
        """Nothing was complained about, nothing left the machine, axe-core finds nothing serious."""
        assert self.console == []
        assert self.failed == []
        assert self.outside == []
        assert self.violations() == []

    def violations(self):
        """Violations of level serious or critical, as "rule: selector", without those allowed by name."""
        self.page.evaluate(axe_source())
        result = self.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        found = []
        for violation in result["violations"]:
            if violation["impact"] not in SERIOUS:
                continue
            allowed = ALLOWED_VIOLATIONS.get(violation["id"])
            found += [
                f"{violation['id']}: {node['target']} {node['html'][:160]}"
                for node in violation["nodes"]
                if not (allowed and allowed in node["html"])
            ]
        return found

    def _said(self, message):
        place = urlparse(message.location.get("url", ""))
        if message.type == "error" and not EXPECTED_404.match(place.path):
            self.console.append(f"{message.text} {place.path}")

    def _answered(self, response):
        if response.status >= 400 and not EXPECTED_404.match(urlparse(response.url).path):
            self.failed.append(f"{response.status} {response.url}")

    def _asked(self, request):
        place = urlparse(request.url)
        if place.scheme in ("http", "https", "ws", "wss") and place.hostname != "127.0.0.1":
            self.outside.append(request.url)
