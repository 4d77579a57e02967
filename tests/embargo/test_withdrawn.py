"""What was published and taken back: no public place has it any more, of a server that ran all the while.

Pages, kept versions under their addresses, the list of versions and what each changed, files made before and after, exports, the
static site, every table of the public file (which is all that an archive takes) and of the kept versions that are still open.
"""

from types import SimpleNamespace

import duckdb
import pytest

from dasbor.page import registry
from etl.__main__ import main
from etl.base.paths import PUBLIC_NAME
from etl.build import life
from etl.build.versions import naming, register
from tests.embargo import crawl, workspace
from tests.embargo.finder import Finder, Telltale
from tests.embargo.test_embargo import places, running
from tests.embargo.visitor import Visitor
from tests.embargo.workspace import DUE, NEVER, PLACES, PUBLIC, REGION, UNSHOWN, YEAR

STAYING = {"jam terbit", "sumber koreksi yang disetujui", "alasan koreksi yang disetujui"}
"""When something was published may be known, and what else came out with it was not taken back."""
GONE = (*(one for one in PUBLIC if one.name not in STAYING), *UNSHOWN, *NEVER)
WHY = Telltale("alasan penarikan", "tarikqzvk")
ADDRESS = f"prov=16&kode={REGION}&tahun={YEAR}"


def finder():
    return Finder((*GONE, WHY))


def walked(server, pages, query="", turn=slice(None)):
    """What pages show at an address, with their files, or with every so manieth."""
    found = finder()
    for page in pages:
        with Visitor(server.url, found.heard) as visitor:
            drawn = visitor.run(page, query=f"{ADDRESS}&{query}" if query else ADDRESS)
            for button in [one for one in drawn.downloads.values() if "PNG" not in one.label][turn]:
                visitor.download(button, f"{page}: {button.label}")
    return found


def dumped(path, found):
    """Every row of every table of a published file."""
    with duckdb.connect(str(path), read_only=True) as connection:
        tables = connection.execute("SELECT schema_name || '.' || table_name FROM duckdb_tables()").fetchall()
        for (name,) in tables:
            rows = connection.execute(f"SELECT COLUMNS(*)::VARCHAR FROM {name}").fetchall()
            found.heard(f"{path.name} {name}", "\n".join(map(str, rows)).encode())


@pytest.fixture(scope="module")
def story(record_folder, tmp_path_factory):
    """Published, seen, kept as a version, followed by another one that changed something else; then withdrawn by one command."""
    folder = tmp_path_factory.mktemp("tarik")
    data = workspace.make(record_folder, folder)
    life.publish_due(data, now=DUE)
    pages = [spec.key for spec in registry.PAGES]
    told = SimpleNamespace(data=data)
    with running(data) as server:
        held = finder()
        with Visitor(server.url, held.heard) as reader:
            drawn = reader.run("daerah", query=ADDRESS)
            button = next(one for one in drawn.downloads.values() if "CSV" in one.label)
            reader.fetch(button.url or "/", "sebelum")
            told.seen = held.found.keys() & {one.name for one in GONE}
            media = [one.url for one in drawn.downloads.values() if one.url]
            told.published = [line.name for line in register.read(data).lines]
            environ = {"PEDULIHAM_DATA": str(data), "PEDULIHAM_SIAPA": "pelakuqzvk"}
            told.code = main(["tarik", "--tahun", str(YEAR), "--alasan", WHY.value], environ)
            told.buttons = finder()
            reader.heard = told.buttons.heard
            for one in drawn.downloads.values():
                if one.deferred:
                    try:
                        reader.download(one, "tombol lama")
                    except AssertionError:
                        continue  # the button of a page that is gone makes nothing
            for address in media:
                reader.fetch(address, "berkas lama")
        told.names = list(dict.fromkeys(line.name for line in register.read(data).lines))
        told.pages = walked(server, pages)
        told.versions = {  # files of one version are made from one file, whatever their form: each form under one of them
            name: walked(server, pages, f"versi={name}", slice(turn, None, len(told.names))) for turn, name in enumerate(told.names)
        }
        told.walk = finder()
        crawl.publications(server.url, told.walk.heard, PLACES, ("id",))
        for lang in crawl.LANGUAGES:
            with Visitor(server.url, told.walk.heard) as visitor:
                walk = crawl.Walk(visitor, "versi", 20, (), pictures=False)
                walk.begin(f"lang={lang}")
                while walk.on():
                    pass
    told.files = finder()
    crawl.exports(data, folder / "ekspor", told.files.heard, PLACES)
    crawl.site(data, folder, told.files.heard, PLACES)
    return told


def test_it_was_there_and_one_command_took_it_back(story):
    assert story.code == 0
    assert {"nilai total", "nama berkas"} <= story.seen


def test_no_page_and_no_file_has_it(story):
    for found in (story.pages, story.walk, story.files):
        assert not places(found, GONE)


def test_no_address_of_a_kept_version_gives_it(story):
    assert len(story.versions) > len(set(story.published)), "the withdrawal is a version of its own"
    for name, found in story.versions.items():
        assert not places(found, GONE), name


def test_what_a_session_had_before_it_cannot_fetch_any_more(story):
    assert not places(story.buttons, GONE)


def test_no_table_of_an_open_file_has_it(story):
    known = register.read(story.data)
    files = [naming.path_of(story.data, name) for name in story.names if known.closing(name) is None]
    assert len(files) < len(story.names)
    for path in (story.data / PUBLIC_NAME, *files):
        found = finder()
        dumped(path, found)
        assert not places(found, GONE), path.name
    closed = finder()
    for name in story.names:
        if known.closing(name) is not None:
            path = naming.path_of(story.data, name)
            dumped(path, closed)
            assert path.stat().st_mode & 0o777 == 0o600
    assert places(closed, PUBLIC[:2]), "the file itself stays, for who must prove what was said"


def test_that_it_was_withdrawn_when_and_why_remains(story):
    assert story.pages.found[WHY.name]
    with duckdb.connect(str(story.data / PUBLIC_NAME), read_only=True) as connection:
        row = connection.execute("SELECT keadaan, alasan, berkas, sha256, baris FROM mart.versi_hasil").fetchall()
        assert row == [("ditarik", WHY.value, None, None, None)]
        closed = connection.execute("SELECT ditutup_pada IS NOT NULL, ditutup_alasan, sebab FROM mart.riwayat_versi").fetchall()
    assert (True, WHY.value) in [one[:2] for one in closed]
    assert "alasanqzvk" not in "".join(one[2] for one in closed)
