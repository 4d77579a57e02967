"""`python -m bench.screenshot FOLDER [KEY …]`: photograph every page, or those named, in Chromium."""

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from bench import servers
from dasbor.page import registry
from dasbor.words import paths
from tests.browser.tab import FLAGS, Tab


def main() -> int:
    """Write FOLDER/KEY.png, one per page named (all if none is), 1280 pixels wide, at most 1600 high."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    with servers.running(paths.ROOT / "server.py", folder=paths.ROOT) as server, sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        for spec in [registry.page(key) for key in sys.argv[2:]] or registry.present():
            page = browser.new_page(viewport={"width": 1280, "height": 1600})
            Tab(page, server.url).open(spec.url_path)
            page.wait_for_timeout(1500)
            page.screenshot(path=str(folder / f"{spec.key}.png"))
            print(folder / f"{spec.key}.png")
        browser.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
