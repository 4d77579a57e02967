"""A crawl of everything that a public instance gives away: pages by WebSocket, downloads, static files, exports.

What can be chosen is read from the widgets that the server sends, never from a list kept here. The rule of a walk: every choice
of every widget is made at least once (of a widget with more than `most` choices, those that name a wanted word and `SAMPLE` others,
evenly spread), each from a state in which it was on offer; every box is opened, every download button pressed.
"""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from streamlit.proto.WidgetStates_pb2 import WidgetState

from dasbor import paths, registry
from dasbor.exports import publications as kinds_of_files
from tests.embargo.visitor import Visitor

THOROUGH = "PEDULIHAM_UJI_EMBARGO"
"""Set to "semua", every choice is made in both languages and everything there is is exported; that takes half an hour."""
ALL = 1_000_000
SAMPLE = 6
"""Choices that are made of a list with more than `most`, beside those that name a wanted word."""
LANGUAGES = ("id", "en")
LANGUAGE_SWITCH = "_lang_switch"
_ALL = tuple(kinds_of_files.FORMATS)
_PLACE = tuple(one for one in _ALL if one != "salindia")
FORMATS = {
    "nasional": _ALL,
    "provinsi": _PLACE,
    "kanwil": _PLACE,
    "daerah": tuple(one for one in _PLACE if one not in ("gambar", "geojson", "gpkg")),
}
"""The formats that there are for a kind of scope."""
HIDDEN = ("kelola", "isian", "akses")
ADDRESSES = (
    "/",
    "/_stcore/health",
    "/_stcore/host-config",
    "/_stcore/metrics",
    "/_stcore/script-health-check",
    "/app/static/",
    "/app/static/../data/kerja.duckdb",
    "/app/static/%2e%2e/data/publik.duckdb",
    "/app/static//etc/hostname",
    "/media/",
)
"""Addresses beside those that the pages name; the last ones must not lead anywhere."""


def thorough():
    return os.environ.get(THOROUGH) == "semua"


@dataclass(frozen=True)
class Places:
    """Where to look closely: words that long pickers and search boxes are asked for; scopes (kind, code) to take away, the year."""

    words: tuple[str, ...]
    scopes: tuple[tuple[str, str], ...]
    year: int


class Walk:
    """A walk through the choices of one page, in one session."""

    def __init__(self, visitor, page, most, words, *, pictures=True):
        self.visitor, self.page, self.most, self.words, self.pictures = visitor, page, most, words, pictures
        self.open, self.offered, self.made, self.pressed, self.drawn = {}, {}, set(), set(), None

    def begin(self, query):
        self._run((), query)

    def on(self):
        """Make one choice of every widget on the page that has one left, else one that was on offer before. False at the end."""
        ways = self._choices_here() or self._choices_before()
        if ways is None:
            return False
        self._run(ways)
        return True

    def _choices_here(self):
        """The next state of every widget; None if nothing is left to choose on the page as it is."""
        states, new, pressed = [], [], False
        for widget in self.drawn.widgets.values():
            left = [one for one in self._offered(widget) if _choice(one) not in self.made]
            if widget.kind == "button":
                left = [] if pressed else left
                pressed = pressed or bool(left)
            if left:
                new.append(left[0])
            if left or widget.now:
                states.append(left[0] if left else widget.now)
        self.made.update(map(_choice, new))
        return states if new else None

    def _choices_before(self):
        """A choice that was on offer in another state of the page, with that state."""
        left = next((choice for choice in self.open if choice not in self.made), None)
        if left is None:
            return None
        self.made.add(left)
        asked, before = self.open[left]
        name = WidgetState.FromString(asked).id
        states = [one for one in before if WidgetState.FromString(one).id != name]
        self._run(states)  # the page as it was
        return [*states, asked]

    def _run(self, states, query=""):
        self.drawn = self.visitor.run(self.page, states, query=query)
        assert not self.drawn.faults, (self.page, query, self.drawn.faults)
        now = [widget.now for widget in self.drawn.widgets.values() if widget.now]
        for widget in self.drawn.widgets.values():
            for one in self._offered(widget):
                self.open.setdefault(_choice(one), (one, now))
        for button in self.drawn.downloads.values():
            if button.id not in self.pressed and (self.pictures or "PNG" not in button.label):
                self.pressed.add(button.id)
                self.visitor.download(button, f"{self.page}: {button.label}")

    def _offered(self, widget):
        """What the walk chooses of a widget: all, or of a long list what names a wanted word and others evenly spread."""
        if widget.kind == "text_input":
            typed = [WidgetState(id=widget.id, string_value=word) for word in (*self.words, "")]
            return [one.SerializeToString(deterministic=True) for one in typed]
        if widget.id.endswith(LANGUAGE_SWITCH):
            return ()  # a walk keeps its language
        known = self.offered.setdefault(_key(widget.id), set())
        wanted = [one for one in widget.choices if any(word.encode() in one for word in self.words)]
        known.update(map(_choice, wanted))
        size = len(widget.choices)
        most = self.most if size <= self.most else min(self.most, SAMPLE)
        spread = widget.choices[:: -(-size // most)] if most else ()
        known.update([_choice(one) for one in spread][: max(0, most - len(known))])
        return [one for one in widget.choices if _choice(one) in known]


def _key(name):
    """The key that the program gave a widget; Streamlit's id also changes with the label."""
    return name.split("-", 2)[-1]


def _choice(state):
    """Key of the widget and what is chosen: the same under every label."""
    read = WidgetState.FromString(state)
    read.id = _key(read.id)
    return read.SerializeToString(deterministic=True)


def pages(url, heard, places, most):
    """Walk through every public page in both languages. Returns how many choices were made."""
    made = 0
    for spec in registry.PAGES:
        for lang in LANGUAGES:
            with Visitor(url, heard) as visitor:
                # a drawn map or chart costs as much as ten pages; its words can be read in the SVG beside it
                walk = Walk(visitor, spec.key, most[lang], places.words, pictures=lang == LANGUAGES[0] or thorough())
                walk.begin(f"lang={lang}")
                while walk.on():
                    pass
                made += len(walk.made)
    return made


def publications(url, heard, places):
    """Every file of the page Unduh about the places, in both languages."""
    for kind, code in places.scopes:
        for lang in LANGUAGES:
            with Visitor(url, heard) as visitor:
                walk = Walk(visitor, "unduh", 0, ())
                walk.begin(f"lang={lang}&berkas={lang}&cakupan={kind}&kode={code}&tahun={places.year}")
                assert walk.pressed, (kind, code)


def addresses(url, heard):
    """What is served outside the pages: static files, Streamlit's own addresses, pages that are not public."""
    with Visitor(url, heard) as visitor:
        for file in sorted(path for path in paths.STATIC.rglob("*") if path.is_file()):
            visitor.fetch(f"/app/static/{file.relative_to(paths.STATIC).as_posix()}", "static")
        for address in (*ADDRESSES, *(f"/{page}" for page in HIDDEN)):
            visitor.fetch(address)
        for page in HIDDEN:
            visitor.run(page)


def exports(data, folder, heard, places):
    """What `python -m etl ekspor` writes: the data of the nation in all years, and everything about the last of the places."""
    kind, code = places.scopes[-1]
    wanted = [
        ["--cakupan", "nasional", "--tahun", "semua", "--format", ",".join(sorted(kinds_of_files.SPANNING))],
        ["--cakupan", kind, "--kode", code, "--tahun", str(places.year), "--format", ",".join(FORMATS[kind])],
    ]
    if thorough():
        wanted = [["--semua", "--cakupan", kind, "--tahun", "semua", "--format", ",".join(FORMATS[kind])] for kind in FORMATS]
    for place, options in enumerate(wanted):
        out = folder / str(place)
        command = [sys.executable, "-m", "etl", "ekspor", "--keluar", str(out), "--bahasa", "id,en", *options]
        told = subprocess.run(
            command, cwd=paths.ROOT, env={**os.environ, "PEDULIHAM_DATA": str(data)}, capture_output=True, check=True
        )
        heard("ekspor: layar", told.stdout + told.stderr)
        for file in sorted(path for path in Path(out).rglob("*") if path.is_file()):
            heard(f"ekspor: {file.name}", file.name.encode())
            heard(f"ekspor: {file.name}", file.read_bytes())
