"""A public instance beside a workspace full of what nobody outside may see yet, before and after the set time.

The server is the real one; the hour of publication is an argument, nobody waits. The crawl (`tests/embargo/crawl.py`) makes a
bounded number of choices; `PEDULIHAM_UJI_EMBARGO=semua pytest tests/embargo` makes every one of them and exports everything.
"""

import shutil
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import duckdb
import pytest

from bench import servers
from dasbor.page import registry
from etl.base.paths import PUBLIC_NAME, WORKSPACE_NAME
from etl.build import life
from tests.browser.server import APP
from tests.embargo import crawl, workspace
from tests.embargo.finder import Finder, Telltale
from tests.embargo.visitor import Visitor
from tests.embargo.watch import Watch
from tests.embargo.workspace import DUE, NEVER, NOW, PLACES, PUBLIC, REGION, UNSHOWN

BEFORE, AFTER = {"id": 4, "en": 0}, {"id": 2, "en": 0}
"""How many choices of one widget are all made, by language."""
CHANNELS = {
    "page": "websocket",
    "CSV": ".csv",
    "XLSX": ".xlsx > zip",
    "PDF": "> pdf",
    "ZIP": ".zip > zip",
    "Parquet": ".parquet > parquet",
    "export": "ekspor",
    "static site": "situs",
}
"""Ways out, and the words in the places found that tell them apart."""
ALL_CHANNELS = CHANNELS | {"slides": ".pptx > zip", "SVG": ".svg"}
"""Slides speak of the nation, pictures of the server of counts and states: no value of the official file stands there by itself.

What the picture of a chart says, which the browser makes, goes out with its page."""


def running(data):
    """The server as a public instance is run."""
    return servers.running(APP, folder=APP.parent, environ={"PEDULIHAM_DATA": str(data), "PEDULIHAM_AKSES": ""})


def held(pid, data):
    """Files of the data folder that a process has open, or in its memory, now."""
    links = [Path(f"/proc/{pid}/fd/{entry.name}") for entry in Path(f"/proc/{pid}/fd").iterdir()]
    names = [str(link.readlink()) for link in links if link.is_symlink()]
    names += [line.partition("/")[2] for line in Path(f"/proc/{pid}/maps").read_text(encoding="utf-8").splitlines()]
    return {name.partition(f"{data}/"[1:])[2] for name in names if str(data)[1:] in name}


def crawled(server, data, out, most):
    """Everything the server gives away, with what it opened meanwhile."""
    finder, watch = Finder((*PUBLIC, *UNSHOWN, *NEVER)), Watch(data)
    most = dict.fromkeys(most, crawl.ALL) if crawl.thorough() else most
    made = crawl.pages(server.url, finder.heard, PLACES, most, pictures=most is BEFORE)
    languages = crawl.LANGUAGES if most is not AFTER else ("id",)  # one is enough to find what is there
    crawl.publications(server.url, finder.heard, PLACES, languages)
    crawl.addresses(server.url, finder.heard)
    seen = SimpleNamespace(finder=finder, made=made, held=held(server.pid, data))
    crawl.exports(data, out, finder.heard, PLACES, languages)
    crawl.site(data, out, finder.heard, PLACES)
    seen.opened = watch.opened()
    watch.close()
    return seen


@pytest.fixture(scope="module")
def story(record_folder, tmp_path_factory):
    """What was received and opened, before the set time and after it, by one server that runs all the while."""
    folder = tmp_path_factory.mktemp("embargo")
    data = workspace.make(record_folder, folder)
    told = SimpleNamespace(data=data, sealed=(data / PUBLIC_NAME).read_bytes() == (record_folder / PUBLIC_NAME).read_bytes())
    with running(data) as server:
        told.before = crawled(server, data, folder / "sebelum", BEFORE)
        told.early = life.publish_due(data, now=NOW)
        told.due = life.publish_due(data, now=DUE)
        told.after = crawled(server, data, folder / "sesudah", AFTER)
    return told


def places(finder, telltales):
    """Where they were found."""
    return {one.name: sorted(finder.found[one.name]) for one in telltales if finder.found[one.name]}


def test_the_workspace_holds_everything(story):
    """Or finding nothing would prove nothing."""
    finder = Finder((*PUBLIC, *UNSHOWN, *NEVER))
    for path in sorted(path for path in story.data.rglob("*") if path.is_file() and path.name != PUBLIC_NAME):
        if path.suffix != ".duckdb":
            finder.heard(path.name, path.read_bytes())
    shown_only = {"jam terbit", "tenggat dalam kata", "tenggat dalam bahasa inggris", "nilai total wilayah lain"}
    lacking = {one.name for one in (*PUBLIC, *UNSHOWN, *NEVER)} - finder.found.keys() - shown_only
    assert not lacking
    with duckdb.connect(str(story.data / WORKSPACE_NAME), read_only=True) as connection:
        assert connection.execute("SELECT count(*) FROM draf.versi_hasil").fetchone() == (1,)


def test_before_its_time_nothing_is_found(story):
    assert story.before.made > 100
    assert not places(story.before.finder, (*PUBLIC, *UNSHOWN, *NEVER))


def test_a_draft_a_schedule_and_entries_leave_the_public_file_as_it_was(story):
    """Byte for byte: not even that there is a draft can be told from it."""
    assert story.sealed
    assert story.early is None
    assert (2024, 1) in story.due.published


def test_at_its_time_everything_public_is_found(story):
    lacking = [one.name for one in PUBLIC if not story.after.finder.found[one.name]]
    assert not lacking
    found = Finder(UNSHOWN)
    found.heard(PUBLIC_NAME, (story.data / PUBLIC_NAME).read_bytes())
    assert places(found, UNSHOWN).keys() == {one.name for one in UNSHOWN}


def test_it_is_found_in_every_way_out(story):
    everywhere = {place for one in PUBLIC for place in story.after.finder.found[one.name]}
    assert not [channel for channel, words in CHANNELS.items() if not any(words in place for place in everywhere)]


def test_what_is_never_public_is_not_found_afterwards_either(story):
    assert not places(story.after.finder, NEVER)


@pytest.mark.parametrize("when", ["before", "after"])
def test_only_the_public_file_is_opened(story, when):
    """By the server and by `ekspor`, as the kernel saw it."""
    seen = getattr(story, when)
    assert seen.opened == {PUBLIC_NAME}
    assert seen.held <= {PUBLIC_NAME}


@pytest.fixture(scope="module")
def planted(record_folder, tmp_path_factory):
    """A public file into which somebody let slip what does not belong there, alone in its folder."""
    data = tmp_path_factory.mktemp("bocor")
    shutil.copy(record_folder / PUBLIC_NAME, data)
    with duckdb.connect(str(data / PUBLIC_NAME)) as connection:
        connection.execute("UPDATE mart.klaim SET catatan = 'bocorqzvk' WHERE kode IN ('16', ?)", [REGION])
        connection.execute("UPDATE mart.rekap_provinsi SET provinsi = 'Bocorqzvk' WHERE kode_provinsi = '16'")
        connection.execute("UPDATE mart.angka SET nama = 'Bocorqzvk' WHERE kode = '16'")
        connection.execute("UPDATE mart.putaran SET nomor_sk = 'bocorqzvk' WHERE tahun = ?", [PLACES.year])
        connection.execute("UPDATE mart.hasil_kabkota SET skor = 73.19, jenis_skor = 'total' WHERE kode = ?", [REGION])
    return data


def test_a_leak_is_found_wherever_it_comes_out(planted, tmp_path):
    """The same crawl, told of a leak; and the program needs no other file than the public one."""
    leak = (Telltale("kata", "bocorqzvk"), Telltale("nilai", 73.19))
    finder, watch = Finder(leak), Watch(planted)
    with running(planted) as server:
        for spec in registry.PAGES:
            with Visitor(server.url, finder.heard) as visitor:
                crawl.Walk(visitor, spec.key, 0, (), pictures=False).begin(f"prov=16&kode={REGION}&tahun={PLACES.year}")
        crawl.publications(server.url, finder.heard, replace(PLACES, scopes=PLACES.scopes[-1:]), ("id",))
    crawl.exports(planted, tmp_path, finder.heard, PLACES, ("id",))
    crawl.site(planted, tmp_path, finder.heard, PLACES)
    opened = watch.opened()
    watch.close()
    assert opened == {PUBLIC_NAME}
    everywhere = {place for one in leak for place in finder.found[one.name]}
    assert not [channel for channel, words in ALL_CHANNELS.items() if not any(words in place for place in everywhere)]
    assert finder.found.keys() == {"kata", "nilai"}
