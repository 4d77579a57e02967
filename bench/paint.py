"""The painted map in Chromium: our page beside the plain ways of `polos.py`, in bytes and in milliseconds.

What is measured: a reader opens the map of 514 regions with an empty browser (cold), opens it again (warm), and steps to years not
yet seen (click). Painted means that all shapes of the wanted year are in the document and two frames have passed. All run at the
same time and take turns, so that what else the machine does falls on all.
"""

import shutil
import statistics
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from bench import servers
from dasbor.words import paths
from tests.browser.tab import FLAGS

OURS, KINDEST, USUAL = "peta", "satu jejak", "per kelas"
KINDS = ("cold", "warm", "click")
SHAPES = 514
CHROMIUM = "/usr/bin/chromium"
_VISITS, _CLICKS = 3, 6
_TIMEOUT_MS = 60_000
_STILL_MS = 400
# looks at the map at every frame; when it is whole and has changed, the time after two more frames is that of the painted map,
# unless it changes once more
_WATCH = f"""() => {{
  const seen = () => {{
    const shapes = [...document.querySelectorAll('.choroplethlocation')].filter(e => (e.getAttribute('d') || '').length > 5);
    return shapes.length < {SHAPES} ? '' : shapes.map(e => e.__data__.loc + e.getAttribute('fill')).join();
  }};
  let last = '';
  const look = () => {{
    const now = seen();
    if (now && now !== last) {{
      last = now;
      requestAnimationFrame(() => requestAnimationFrame(() => {{ window.painted = performance.now(); }}));
    }}
    requestAnimationFrame(look);
  }};
  window.painted = 0;
  addEventListener('pointerdown', () => {{ window.clicked = performance.now(); window.painted = 0; }}, true);
  requestAnimationFrame(look);
}}"""


@dataclass
class Traffic:
    """Bytes that a page received: over HTTP (as on the wire, without what the browser had kept), and over the WebSocket."""

    http: int = 0
    socket: int = 0

    def follow(self, page: Page) -> None:
        """Count what `page` receives from now on."""
        devtools = page.context.new_cdp_session(page)
        devtools.send("Network.enable")
        devtools.on("Network.loadingFinished", self._loaded)
        page.on("websocket", lambda socket: socket.on("framereceived", self._received))

    def _loaded(self, event: dict[str, Any]) -> None:
        self.http += int(event["encodedDataLength"])

    def _received(self, payload: str | bytes) -> None:
        self.socket += len(payload)


@dataclass
class PaintTimes:
    """Every measurement of one way and one kind: milliseconds, HTTP bytes, WebSocket bytes."""

    milliseconds: list[float] = field(default_factory=list)
    http: list[int] = field(default_factory=list)
    socket: list[int] = field(default_factory=list)

    def add(self, milliseconds: float, traffic: Traffic) -> None:
        """One more."""
        self.milliseconds.append(milliseconds)
        self.http.append(traffic.http)
        self.socket.append(traffic.socket)

    def summary(self) -> dict[str, float]:
        """Medians."""
        return {
            "painted_ms": round(statistics.median(self.milliseconds)),
            "http_bytes": round(statistics.median(self.http)),
            "socket_bytes": round(statistics.median(self.socket)),
        }


def unable() -> str:
    """Why the map cannot be measured here; empty if it can."""
    if not Path(CHROMIUM).exists():
        return f"{CHROMIUM} tidak ada"
    if not (paths.STATIC / "batas" / "kabkota.geojson").is_file():
        return "batas wilayah belum dibangun (make batas)"
    return ""


def painted_map() -> dict[str, Any]:
    """`cold`, `warm` and `click`: the medians of every way, and how ours stands to the others.

    A `time_ratio` is ours to theirs, `fewer_bytes` theirs to ours; both by way.
    """
    seen = {(kind, way): PaintTimes() for kind in KINDS for way in (OURS, KINDEST, USUAL)}
    with _addresses() as addresses, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for url in addresses.values():
            _visit(browser, url, {})  # the server's own caches are warm for everybody after its first reader
        for _ in range(_VISITS):
            for way in (OURS, KINDEST):
                _visit(browser, addresses[way], {"cold": seen["cold", way], "warm": seen["warm", way]})
        _step(browser, addresses, {way: seen["click", way] for way in addresses})
        browser.close()
    return {kind: _compared({way: one.summary() for (of, way), one in seen.items() if of == kind and one.http}) for kind in KINDS}


def _compared(ways: dict[str, dict[str, float]]) -> dict[str, Any]:
    ours = ways[OURS]
    others = {way: one for way, one in ways.items() if way != OURS}
    return {
        "ways": ways,
        "time_ratio": {way: round(ours["painted_ms"] / one["painted_ms"], 3) for way, one in others.items()},
        "fewer_bytes": {way: round(_bytes(one) / _bytes(ours), 1) for way, one in others.items()},
    }


def _bytes(one: dict[str, float]) -> float:
    return one["http_bytes"] + one["socket_bytes"]


@contextmanager
def _addresses() -> Iterator[dict[str, str]]:
    """Addresses of the map of 2022, every way: our page on its server, the plain ones on another with stock settings."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        script = shutil.copy(Path(__file__).with_name("polos.py"), folder)
        (folder / "static").mkdir()
        shutil.copy(paths.STATIC / "topojson" / "world_110m.json", folder / "static")
        # stock settings but for two: its own base map is served, and nobody outside is asked
        environ = {
            "PYTHONPATH": str(paths.ROOT),
            "PEDULIHAM_DATA": str(paths.data_folder().resolve()),
            "STREAMLIT_SERVER_ENABLE_STATIC_SERVING": "true",
            "STREAMLIT_BROWSER_GATHER_USAGE_STATS": "false",
        }
        with (
            servers.running(paths.ROOT / "server.py", folder=paths.ROOT) as ours,
            servers.running(Path(script), folder=folder, environ=environ) as plain,
        ):
            yield {OURS: f"{ours.url}/peta?tahun=2022&tingkat=kabkota", KINDEST: plain.url, USUAL: f"{plain.url}/?cara=kelas"}


def _visit(browser: Browser, url: str, seen: dict[str, PaintTimes]) -> None:
    """Open the page in an empty browser, then again in the same one."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    try:
        for kind in ("cold", "warm"):
            page, traffic, milliseconds = _open(context, url)
            if kind in seen:
                seen[kind].add(milliseconds, traffic)
            page.close()
    finally:
        context.close()


def _open(context: BrowserContext, url: str) -> tuple[Page, Traffic, float]:
    """The page with its map painted, what it received, and the milliseconds since the visit began."""
    page, traffic = context.new_page(), Traffic()
    traffic.follow(page)
    page.add_init_script(f"({_WATCH})()")
    page.goto(url)
    milliseconds = _painted(page)
    return page, traffic, milliseconds


def _painted(page: Page) -> float:
    page.wait_for_function(f"() => window.painted > 0 && performance.now() > window.painted + {_STILL_MS}", timeout=_TIMEOUT_MS)
    return float(page.evaluate("window.painted"))


def _step(browser: Browser, addresses: dict[str, str], seen: dict[str, PaintTimes]) -> None:
    """Step back year by year, each seen for the first time; from pointer down to the painted map."""
    contexts = {way: browser.new_context(viewport={"width": 1280, "height": 900}) for way in addresses}
    opened = {way: _open(contexts[way], url) for way, url in addresses.items()}
    for number in range(_CLICKS + 1):
        for way, (page, traffic, _) in opened.items():
            page.bring_to_front()
            traffic.http = traffic.socket = 0
            page.get_by_role("button", name="←").click()
            milliseconds = _painted(page) - float(page.evaluate("window.clicked"))
            if number:  # the first click also fetches what any click needs
                seen[way].add(milliseconds, traffic)
    for context in contexts.values():
        context.close()
