"""Versions in the site: a link made under one gives the same for ever, and every page of an old one says so."""

import csv
import gzip
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from dasbor.exports.publications import Wish
from dasbor.mart.scopes import Scope
from dasbor.site import build, command, plan, store
from dasbor.site.files import Order
from tests.situs import checker
from tests.situs.conftest import BASE, next_version, write
from tests.situs.test_situs import whole_paths
from tests.situs.test_terbit import FEW, state

CSV = "berkas/hasil-kabkota-nasional-semua-tahun.csv"
JOBS = [*FEW, Order(Wish(Scope("nasional", "", 2024), "id", all_years=True), ("csv",))]
CHANGE = "UPDATE mart.hasil_kabkota SET skor = 71.5 WHERE kode = '96.71' AND tahun = 2024"


@pytest.fixture
def jobs(monkeypatch):
    """A site of a few pages and the tables of all years."""
    monkeypatch.setattr(plan, "jobs", lambda extent: JOBS)


@pytest.fixture(scope="module")
def grown(public_only, tmp_path_factory):
    """A site that was built under two versions: its folder, its state under the first, the names, and the data of the second."""
    folder, data = tmp_path_factory.mktemp("tumbuh") / "situs", tmp_path_factory.mktemp("berikut") / "data"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plan, "jobs", lambda extent: JOBS)
        patch.setenv("PEDULIHAM_DATA", str(public_only))
        write(folder, alamat=BASE, kompres=True)
        first = state(folder)
        names = next_version(public_only, data, CHANGE)
        patch.setenv("PEDULIHAM_DATA", str(data))
        write(folder, alamat=BASE, kompres=True)
    return folder, first, names, data


@pytest.fixture
def copied(grown, jobs, tmp_path, monkeypatch):
    """A copy of that site, with the data of the second version in force."""
    folder, _, names, data = grown
    shutil.copytree(folder, tmp_path / "situs")
    shutil.copytree(data, tmp_path / "data", symlinks=True)
    monkeypatch.setenv("PEDULIHAM_DATA", str(tmp_path / "data"))
    return tmp_path / "situs", names


def contents(folder):
    """Path → bytes."""
    return {path: content for path, (_, _, content) in state(folder).items()}


def test_a_link_made_under_the_first_version_gives_the_same_bytes_under_the_second(grown):
    folder, first, (old, new), _ = grown
    under_first = f"versi/{old}/{CSV}"
    assert (folder / under_first).read_bytes() == first[under_first][2] == first[CSV][2]
    assert (folder / CSV).read_bytes() != first[CSV][2]
    assert (folder / f"versi/{new}/{CSV}").samefile(folder / CSV)
    kept = {path for path in first if path.startswith(f"versi/{old}/berkas/")}
    assert len(kept) > 2
    assert all((folder / path).read_bytes() == first[path][2] for path in kept)
    page = f"versi/{old}/id/daerah/96.71.html"
    assert "71,5" not in (folder / page).read_text(encoding="utf-8")
    assert "71,5" in (folder / "id/daerah/96.71.html").read_text(encoding="utf-8")


def test_every_page_of_an_old_version_says_so_in_its_language_and_none_of_the_newest(grown):
    folder, _, (old, new), _ = grown
    pages = [path for path in (folder / "versi" / old).rglob("*.html") if path.name != "versi.html"]
    assert len(pages) == 9
    words = {"id": "Versi lama: halaman ini bagian dari data versi", "en": "Old version: this page belongs to version"}
    for page in pages:
        told, path = page.read_text(encoding="utf-8"), page.relative_to(folder / "versi" / old).as_posix()
        langs = [lang for lang in words if path.startswith(f"{lang}/")] or list(words)
        assert told.count('class="versi-lama"') == len(langs)
        assert all(f"{words[lang]} {old}" in told for lang in langs)
        assert all(new in told.partition('class="versi-lama"')[2].partition("</p>")[0] for _ in langs)
        assert '<meta name="robots" content="noindex">' in told
        assert f'<link rel="canonical" href="{BASE}{path}">' in told
        target = "../" * (2 + path.count("/")) + path
        assert f'<a href="{target}">' in told
    same = (folder / "versi" / old / "id" / "tentang.html").read_text(encoding="utf-8")
    other = (folder / "versi" / old / "id" / "daerah" / "96.71.html").read_text(encoding="utf-8")
    assert ("masih sama pada versi terbaru" in same, "masih sama pada versi terbaru" in other) == (True, False)
    newest = [*(folder / "id").rglob("*.html"), *(folder / "en").rglob("*.html"), *(folder / "versi" / new).rglob("*.html")]
    for page in newest:
        told = page.read_text(encoding="utf-8")
        assert "versi-lama" not in told
        assert ("noindex" in told) == (page.parent.parent.parent.name == "versi" and page.name == "versi.html")


def test_no_link_is_broken_in_any_version_and_only_the_newest_is_in_the_sitemap(published, grown):
    folder, _, names, _ = grown
    planned = whole_paths()
    assert checker.dead(folder, planned | {f"versi/{name}/{path}" for name in names for path in planned}) == []
    assert "/versi/" not in (folder / "sitemap.xml").read_text(encoding="utf-8")
    assert store.intact(folder)
    assert all(store.intact(folder / "versi" / name) for name in names)


def test_twins_of_old_pages_hold_the_banner_too(grown):
    folder, _, (old, _), _ = grown
    twins = list((folder / "versi" / old).rglob("*.gz"))
    assert folder / "versi" / old / "id" / "daerah" / "96.71.html.gz" in twins
    assert all(twin.with_suffix("").read_bytes() == gzip.decompress(twin.read_bytes()) for twin in twins)


def test_the_list_of_versions_says_when_why_and_what_changed(grown):
    folder, _, (old, new), _ = grown
    page = (folder / "id" / "versi.html").read_text(encoding="utf-8")
    assert page.index('id="v-2"') < page.index('id="v-1"')
    assert "Sebab: berkas klaim.csv berubah." in page
    assert "1 perubahan dibanding versi sebelumnya: Hasil kabupaten/kota 1." in page
    assert f'href="../versi/{old}/id/index.html"' in page
    rows = list(csv.DictReader((folder / "perubahan-versi.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert [(row["versi"], row["nama"], row["sebelum"], row["sesudah"]) for row in rows] == [(new, "Kota Sorong", "", "71.5")]
    feed = (folder / "umpan" / "id.xml").read_text(encoding="utf-8")
    assert f"{BASE}id/versi.html#v-2" in feed
    assert "Sebab: berkas klaim.csv berubah. 6 halaman berubah" in feed
    # in a version the page only leads there: an old list would still tell what was closed since
    assert "../../../id/versi.html" in (folder / "versi" / new / "id" / "versi.html").read_text(encoding="utf-8")
    assert (folder / "versi" / old / "umpan" / "id.xml").samefile(folder / "umpan" / "id.xml")


def test_old_versions_survive_another_program_and_a_damaged_root(copied, monkeypatch):
    folder, (old, new) = copied
    before = contents(folder)
    monkeypatch.setattr(build, "program", lambda: "lain")
    (folder / "id" / "cari.html").unlink()
    write(folder, alamat=BASE, kompres=True)
    after = contents(folder)
    held = {path for path in before if path.startswith((f"versi/{old}/", f"versi/{new}/berkas/"))}
    assert {path for path in held if before[path] != after.get(path)} == set()
    write(folder, alamat=BASE, kompres=True)
    assert contents(folder) == after


def test_the_site_that_stands_is_not_written_to_while_the_next_is_laid(copied, monkeypatch):
    """Files of both are the same ones; what readers see must not change before the exchange."""
    folder, _ = copied
    (folder / "id" / "cari.html").unlink()
    before, seen = state(folder), []
    publish = store.publish
    monkeypatch.setattr(store, "publish", lambda new, old: seen.append(state(old)) or publish(new, old))
    write(folder, kompres=True)  # without an address, so that every page and checksum is another
    assert seen == [before]
    assert contents(folder) != {path: content for path, (_, _, content) in before.items()}


KILLED = """
import os, signal, sys
from dasbor.site import plan, editions
from tests.situs import test_versi, conftest
if __name__ == "__main__":
    plan.jobs = lambda extent: test_versi.JOBS
    editions._demote = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
    conftest.write(sys.argv[1], alamat=conftest.BASE, kompres=True)
"""


def test_a_build_killed_while_it_lays_versions_leaves_all_of_them(copied):
    folder, _ = copied
    (folder / "id" / "cari.html").unlink()
    before = state(folder)
    root = Path(__file__).parents[2]
    environ = os.environ | {"PYTHONPATH": str(root)}
    done = subprocess.run([sys.executable, "-c", KILLED, str(folder)], cwd=root, env=environ, check=False)
    assert done.returncode == -signal.SIGKILL
    assert state(folder) == before
    write(folder, alamat=BASE, kompres=True)
    assert store.intact(folder)


def test_a_version_that_is_damaged_or_not_there_yet_is_built_from_its_kept_file(copied, tmp_path):
    folder, (old, _) = copied
    before = contents(folder)
    (folder / "versi" / old / CSV).write_bytes(b"rusak")
    said = write(folder, alamat=BASE, kompres=True)
    assert f"  … versi {old} dibangun dari gudang data yang disimpan" in said
    assert contents(folder)[f"versi/{old}/{CSV}"] == before[f"versi/{old}/{CSV}"]
    write(tmp_path / "baru", alamat=BASE, kompres=True)
    anew = contents(tmp_path / "baru")
    different = {path for path in before.keys() | anew.keys() if before.get(path) != anew.get(path)}
    # only what remembers the former sites of its folder: feeds, marks since when a page has been the same
    remembering = ("umpan/", "manifes.json", "SHA256SUMS", "sitemap.xml", ".html")
    assert all(any(part in path for part in remembering) for path in different)
    assert not [path for path in different if "/berkas/" in path]


def test_a_closed_version_has_one_page_with_the_reason(copied):
    folder, (old, _) = copied
    with duckdb.connect(str(folder.parent / "data" / "publik.duckdb")) as house:
        house.execute(
            "UPDATE mart.riwayat_versi SET ditutup_pada = terbit_pada, ditutup_alasan = 'Memuat nama orang.' WHERE versi = ?", [old]
        )
    write(folder, alamat=BASE)
    assert {path.relative_to(folder / "versi" / old).as_posix() for path in (folder / "versi" / old).rglob("*.*")} == {"index.html"}
    page = (folder / "versi" / old / "index.html").read_text(encoding="utf-8")
    assert page.count("Memuat nama orang.") == 2
    told = (folder / "en" / "versi.html").read_text(encoding="utf-8")
    assert "Memuat nama orang." in told
    assert f"versi/{old}/en/index.html" not in told
    # what was the same under the closed version is now said to be of the newest, whose address stays
    assert f"versi/{old}/" not in (folder / "id" / "tentang.html").read_text(encoding="utf-8")
    assert [line for line in checker.dead(folder, whole_paths()) if old in line] == []


def test_without_versions_there_are_no_lasting_addresses(copied):
    folder, (old, _) = copied
    write(folder, alamat=BASE, tanpa_versi=True)
    assert not (folder / "versi").exists()
    for page in (folder / "id").rglob("*.html"):
        assert 'class="tetap"' not in page.read_text(encoding="utf-8")
    assert f"versi/{old}/" not in (folder / "id" / "versi.html").read_text(encoding="utf-8")


def test_a_kept_file_that_is_lost_stops_a_new_folder_and_says_so(copied, tmp_path):
    folder, (old, _) = copied
    (folder.parent / "data" / "versi" / f"{old}.duckdb").unlink()
    with pytest.raises(command.ExportError, match=old):
        write(tmp_path / "baru")
    assert not (tmp_path / "baru").exists()
    write(folder, alamat=BASE)  # which holds that version already
    assert store.intact(folder)
