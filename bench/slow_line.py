"""The front page on a slow line: our server beside Streamlit's own, which serves the same pages, in turns in one run.

What is measured in a browser with nothing kept, in milliseconds: any text, the first figure, a map that can be read, the page that
can be used, the painted map; and the bytes of all of it. Medians.
"""

import statistics
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from bench import paint, servers
from dasbor.words import paths
from tests.browser.tab import FLAGS

OURS, STOCK = "kami", "Streamlit"
LINES = {"1,5 Mbit/s": 1500, "400 kbit/s": 400}
_DELAY_MS, _VISITS, _PROVINCES = 150, 5, 34
_TIMEOUT_MS = 240_000
_WATCH = f"""() => {{
  const seen = window.seen = {{}}, once = (name, found) => {{ if (!seen[name] && found) seen[name] = performance.now(); }};
  const shapes = () => [...document.querySelectorAll('.choroplethlocation')].filter(e => (e.getAttribute('d') || '').length > 5);
  const look = () => {{
    const text = document.body ? document.body.textContent : '', first = document.getElementById('awal');
    once('text', text.trim().length > 80);
    once('figure', document.querySelector('.lead'));
    once('light_map', first?.querySelector('svg') || shapes().length >= {_PROVINCES});
    once('page', !first && document.querySelector('.stMain h1'));
    once('map', shapes().length >= {_PROVINCES});
    setTimeout(look, 20);
  }};
  look();
}}"""


def judged() -> dict[str, Any]:
    """By line and way: milliseconds of each thing seen, and `mb`. Of the slower line only our own way, up to the first figure."""
    found: dict[str, Any] = {}
    with (
        servers.running(paths.ROOT / "server.py", folder=paths.ROOT) as ours,
        servers.running(paths.ROOT / "app.py", folder=paths.ROOT) as stock,
        sync_playwright() as play,
    ):
        browser = play.chromium.launch(executable_path=paint.CHROMIUM, args=FLAGS)
        for server in (ours, stock):
            _visit(browser, server.url, None, "map")  # what the server itself keeps is there for everybody after its first reader
        for line, rate in LINES.items():
            ways, last = ({OURS: ours, STOCK: stock}, "map") if rate == max(LINES.values()) else ({OURS: ours}, "figure")
            seen: dict[str, list[dict[str, float]]] = {way: [] for way in ways}
            for _ in range(_VISITS):
                for way, server in ways.items():
                    seen[way].append(_visit(browser, server.url, rate, last))
            found[line] = {
                way: {name: round(statistics.median(v[name] for v in all_), 2) for name in all_[0]} for way, all_ in seen.items()
            }
        browser.close()
    return found


def _visit(browser: Browser, url: str, rate: int | None, last: str) -> dict[str, float]:
    """One opening of the front page with an empty browser, until `last` is seen; `rate` in kbit/s."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, bypass_csp=True)
    page, held = context.new_page(), paint.Traffic()
    devtools = context.new_cdp_session(page)
    devtools.send("Network.enable")
    if rate:
        speed = rate * 1000 / 8
        told = {"offline": False, "latency": _DELAY_MS, "downloadThroughput": speed, "uploadThroughput": speed}
        devtools.send("Network.emulateNetworkConditions", told)
    held.follow(page)
    page.add_init_script(f"({_WATCH})()")
    page.goto(url, wait_until="commit")
    page.wait_for_function(f"window.seen && window.seen.{last}", timeout=_TIMEOUT_MS, polling=100)
    page.wait_for_timeout(300)
    seen: dict[str, float] = {**page.evaluate("window.seen"), "mb": held.http / 1e6}
    context.close()
    return seen


def table(found: dict[str, Any]) -> list[str]:
    """A line per line and way."""
    names = ("text", "figure", "light_map", "page", "map", "mb")
    lines = [f"{'jalur':<14}{'cara':<12}" + "".join(f"{name:>11}" for name in names)]
    for line, ways in found.items():
        lines += [f"{line:<14}{way:<12}" + "".join(f"{one.get(name, ''):>11}" for name in names) for way, one in ways.items()]
    return lines
