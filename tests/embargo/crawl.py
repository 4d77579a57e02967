"""A crawl of everything that a public instance gives away: pages by WebSocket, downloads, static files, exports, the static site.

What can be chosen is read from the widgets that the server sends, never from a list kept here. The rule of a walk: every choice
of every widget is made at least once (of a widget with more than `most` choices, those that name a wanted word and `SAMPLE` others,
evenly spread), each from a state in which it was on offer; every box is opened, every download button pressed.
"""

import os
import subprocess
import sys
from dataclasses import dataclass

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState

from dasbor.exports import publications as kinds_of_files
from dasbor.page import registry
from dasbor.site import plan
from dasbor.words import paths
from tests.embargo.visitor import Visitor

THOROUGH = "PEDULIHAM_UJI_EMBARGO"
"""Set to "semua", every choice is made in both languages and everything there is is exported; that takes half an hour."""
ALL = 1_000_000
SAMPLE = 6
"""Choices that are made of a list with more than `most`, beside those that name a wanted word."""
STEPS = 4
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
        self.open, self.offered, self.made, self.tried, self.refused = {}, {}, set(), set(), set()
        self.pressed, self.drawn = set(), None

    def begin(self, query):
        self._run((), query)

    def on(self):
        """Make one choice of every widget on the page that has one left, else one that was on offer before. False at the end."""
        if asked := self._left_here():
            self.tried.update(map(_choice, asked.values()))
            self._run(self._with(asked))
            return True
        left = next((choice for choice in self.open if choice not in self.made | self.refused), None)
        if left is None:
            return False
        asked, before = self.open[left]
        name = WidgetState.FromString(asked).id
        self._restore([one for one in before if WidgetState.FromString(one).id != name])
        self._run(self._with({name: asked}))
        if left not in self.made:
            self.refused.add(left)
        return True

    def _restore(self, states):
        """The page as it was. What is on offer in one picker may depend on another: that takes a run for each."""
        for _ in range(STEPS):
            self._run(states)
            if set(states) <= {widget.now for widget in self.drawn.widgets.values()}:
                return

    def _left_here(self):
        """By widget, a choice that was neither made nor tried; of one button at most."""
        found, pressed = {}, False
        for widget in self.drawn.widgets.values():
            left = [one for one in self._offered(widget) if _choice(one) not in self.made | self.tried]
            if left and not (widget.kind == "button" and pressed):
                found[widget.id] = left[0]
                pressed = pressed or widget.kind == "button"
        return found

    def _with(self, asked):
        """States of all widgets, those in `asked` changed."""
        now = {widget.id: widget.now for widget in self.drawn.widgets.values() if widget.now}
        return list((now | asked).values())

    def _run(self, states, query=""):
        """Have the page drawn. A choice is made when the page was drawn with it, not when it was asked for."""
        self.drawn = self.visitor.run(self.page, states, query=query)
        assert not self.drawn.faults, (self.page, query, self.drawn.faults)
        now = [widget.now for widget in self.drawn.widgets.values() if widget.now]
        self.made.update(map(_choice, now))
        self.made.update(_choice(one) for one in states if WidgetState.FromString(one).trigger_value)
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


def pages(url, heard, places, most, *, pictures):
    """Walk through every public page in both languages, `pictures` (PNG) in the first one. Returns how many choices were made."""
    made = 0
    for spec in registry.PAGES:
        for lang in LANGUAGES:
            with Visitor(url, heard) as visitor:
                # a drawn map or chart costs as much as ten pages; its words can be read in the SVG beside it
                drawn = thorough() or (pictures and lang == LANGUAGES[0])
                walk = Walk(visitor, spec.key, most[lang], places.words, pictures=drawn)
                walk.begin(f"lang={lang}")
                while walk.on():
                    pass
                assert not walk.refused, (spec.key, walk.refused)
                made += len(walk.made)
    return made


def publications(url, heard, places, languages=LANGUAGES):
    """Every file of the page Unduh about the places, pictures (PNG) in the first language."""
    for kind, code in places.scopes:
        for lang in languages:
            with Visitor(url, heard) as visitor:
                walk = Walk(visitor, "unduh", 0, (), pictures=lang == LANGUAGES[0] or thorough())
                walk.begin(f"lang={lang}&berkas={lang}&cakupan={kind}&kode={code}&tahun={places.year}")
                assert walk.pressed, (kind, code)


def addresses(url, heard):
    """What is served outside the pages: static files, Streamlit's own addresses, pages that are not public."""
    with Visitor(url, heard) as visitor:
        for file in sorted(path for path in paths.STATIC.rglob("*") if path.is_file()):
            visitor.fetch(f"/app/static/{file.relative_to(paths.STATIC).as_posix()}", "static")
        documents = [f"/{spec.url_path}?lang={lang}" for spec in registry.PAGES for lang in LANGUAGES]
        for address in (*ADDRESSES, *(f"/{page}" for page in HIDDEN), "/", *documents):  # a document carries its page's first paint
            visitor.fetch(address)
        for page in HIDDEN:
            visitor.run(page)


def exports(data, folder, heard, places, languages=LANGUAGES):
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
        _etl(data, ["ekspor", "--keluar", str(out), "--bahasa", ",".join(languages), *options], heard)
        for file in sorted(path for path in out.rglob("*") if path.is_file()):
            heard(f"ekspor: {file.name}", file.name.encode())
            heard(f"ekspor: {file.name}", file.read_bytes())


def site(data, folder, heard, places):
    """The static site: its pages about the places and the year; the whole of it, with all files, as the command makes it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PEDULIHAM_DATA", str(data))
        if not thorough():
            about = {"", str(places.year), *(code for _, code in places.scopes)}
            for job in plan.pages(plan.Extent(sheets=False)):
                if job.what in about:
                    for item in plan.items(job, ""):
                        heard(f"situs: {item.path}", item.make())
            return
    _etl(data, ["situs", "--keluar", str(folder / "situs")], heard)
    for file in sorted(path for path in (folder / "situs").rglob("*") if path.is_file()):
        heard(f"situs: {file.relative_to(folder)}", file.read_bytes())


def _etl(data, options, heard):
    """Run a command on the data folder; what it says is heard too."""
    command = [sys.executable, "-m", "etl", *options]
    told = subprocess.run(command, cwd=paths.ROOT, env={**os.environ, "PEDULIHAM_DATA": str(data)}, capture_output=True, check=True)
    heard(f"etl {options[0]}: layar", told.stdout + told.stderr)
