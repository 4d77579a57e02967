"""How a site takes its place: nothing is touched without need, nothing is lost, and a killed build leaves the former one."""

import gzip
import hashlib
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import typst

from dasbor.exports.alone import alone
from dasbor.exports.command import ExportError
from dasbor.exports.publications import Wish
from dasbor.mart.scopes import Scope
from dasbor.site import build, command, files, plan, store
from dasbor.site.cards import Card
from dasbor.site.plan import PageJob
from tests.situs.conftest import next_version, write
from tests.situs.test_minisign import key_file, verified

FEW = [PageJob(kind, lang, what) for kind, what in (("daerah", "96.71"), ("cari", ""), ("tentang", "")) for lang in ("id", "en")]


@pytest.fixture
def small(published, tmp_path, monkeypatch):
    """A folder for a site of a few pages."""
    monkeypatch.setattr(plan, "jobs", lambda extent: FEW)
    return tmp_path / "situs"


@pytest.fixture
def newer(published, tmp_path, monkeypatch):
    """Puts a newer version of the data in force, after some SQL."""

    def made(sql=""):
        next_version(published, tmp_path / "data", sql)
        monkeypatch.setenv("PEDULIHAM_DATA", str(tmp_path / "data"))

    return made


def state(folder):
    """Path → inode, time and content of every file."""
    return {
        path.relative_to(folder).as_posix(): (path.stat().st_ino, path.stat().st_mtime_ns, path.read_bytes())
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_the_same_data_and_program_touch_nothing(small):
    write(small)
    before = state(small)
    said = write(small)
    assert state(small) == before
    assert said == [line for line in said if line.startswith("Tidak ada yang berubah")]


def test_a_damaged_file_is_made_again_and_the_others_stay(small):
    write(small)
    before = state(small)
    damage(small)
    write(small)
    after = state(small)
    assert {path: content for path, (_, _, content) in after.items()} == {path: content for path, (_, _, content) in before.items()}
    (version,) = (path.name for path in (small / "versi").iterdir())  # whose page is that of the root
    assert {path for path in after if after[path][0] != before[path][0]} == {"id/cari.html", f"versi/{version}/id/cari.html"}


def test_only_pages_whose_content_changed_are_written_anew(small, newer):
    write(small)
    before = state(small)
    newer("UPDATE mart.wilayah SET nama_panggilan = 'Kota Minyak' WHERE kode = '96.71'")
    said = write(small)
    after = state(small)
    touched = {path for path in after if path not in before or after[path][0] != before[path][0]}
    touched = {path for path in touched if not path.startswith("versi/")}
    region = {"id/daerah/96.71.html", "en/daerah/96.71.html"}
    told = {"id/unduh.html", "en/unduh.html", "id/versi.html", "en/versi.html"}  # how to cite names the version
    made_of_all = {
        "perubahan-versi.csv",
        "manifes.json",
        "SHA256SUMS",
        "aset/cari-id.js",
        "aset/cari-en.js",
        "umpan/id.xml",
        "umpan/en.xml",
    }
    assert touched == region | told | made_of_all
    assert b"feedfacecafe" in after["id/daerah/96.71.html"][2]
    assert b"feedfacecafe" not in after["id/tentang.html"][2]
    assert "Kota Minyak" in after["aset/cari-id.js"][2].decode()
    assert any(line.endswith(f"{len(touched)} berubah, 0 baru, 0 tidak ada lagi.") for line in said)
    feed = after["umpan/id.xml"][2].decode()
    assert feed.count("<entry>") == 2
    assert "6 halaman berubah" in feed
    assert "Kota Sorong" in feed


SHEETS = [files.Order(Wish(Scope("daerah", code, 2024), "id"), ("lembar-fakta",)) for code in ("96.71", "96.01")]
CARD = Card("id", Scope("provinsi", "96", 2024))


def test_a_fact_sheet_that_says_the_same_is_not_set_again(small, newer, monkeypatch):
    """After a change of one region: its sheet is set, those of others and the previews are the former files."""
    monkeypatch.setattr(plan, "jobs", lambda extent: [*SHEETS, CARD])
    write(small)
    before = state(small)
    newer("UPDATE mart.hasil_kabkota SET skor = 71.5 WHERE kode = '96.71' AND tahun = 2024")
    asked = []
    setter = typst.compile
    monkeypatch.setattr(typst, "compile", lambda *args, **given: asked.append(given["format"]) or setter(*args, **given))
    write(small)
    after = state(small)
    sheets = {code: f"berkas/lembar-fakta-daerah-{code}-2024-id.pdf" for code in ("96.71", "96.01")}
    assert asked == ["pdf"]
    assert after[sheets["96.71"]][0] != before[sheets["96.71"]][0]
    assert after[sheets["96.01"]] == before[sheets["96.01"]]
    assert after["gambar/kartu-96-id.png"] == before["gambar/kartu-96-id.png"]


def test_what_was_set_is_set_again_by_another_program_or_where_it_was_damaged(small, newer, monkeypatch):
    monkeypatch.setattr(plan, "jobs", lambda extent: SHEETS)
    write(small)
    before = state(small)
    (damaged := small / "berkas" / "lembar-fakta-daerah-96.01-2024-id.pdf").write_bytes(b"rusak")
    write(small)
    assert damaged.read_bytes() == before[damaged.relative_to(small).as_posix()][2]
    newer()
    monkeypatch.setattr(build, "program", lambda: "lain")
    write(small)
    after = state(small)
    assert all(after[path] != before[path] for path in before if path.startswith("berkas/"))


def test_packed_twins_hold_what_they_stand_beside(small, newer):
    write(small, kompres=True)
    before = state(small)
    twins = {path for path in before if path.endswith(".gz")}
    assert twins == {
        f"{path}.gz" for path, (_, _, content) in before.items()
        if path.rpartition(".")[2] in ("html", "css", "js", "xml", "json", "txt") and len(content) >= 1024
    }  # fmt: skip
    assert "id/daerah/96.71.html.gz" in twins
    for path in twins:
        assert gzip.decompress(before[path][2]) == before[path.removesuffix(".gz")][2]
        assert before[path][2][4:8] == bytes(4)  # no time in it
    assert twins <= {line[66:] for line in (small / "SHA256SUMS").read_text(encoding="utf-8").splitlines()}
    newer()
    write(small, kompres=True)
    assert state(small)["id/daerah/96.71.html.gz"] == before["id/daerah/96.71.html.gz"]
    write(small)
    assert not list(small.rglob("*.gz"))


def test_checksums_name_every_file(small):
    write(small)
    lines = (small / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    told = {line[66:]: line[:64] for line in lines}
    held = {path for path in state(small) if path != "SHA256SUMS"}
    assert set(told) == held
    assert all(hashlib.sha256((small / path).read_bytes()).hexdigest() == digest for path, digest in told.items())


def test_checksums_are_signed_with_a_key(small, tmp_path):
    key = tmp_path / "kunci"
    key.write_text(key_file("rahasia"), encoding="utf-8")
    said = write(small, environ={command.PASSWORD: "rahasia"}, kunci=str(key))
    public = next(line for line in said if line.startswith("Ditandatangani")).rpartition(" ")[2]
    signature = (small / "SHA256SUMS.minisig").read_text(encoding="utf-8")
    assert verified((small / "SHA256SUMS").read_bytes(), signature, public)
    before = state(small)
    write(small, environ={command.PASSWORD: "rahasia"}, kunci=str(key))
    assert state(small) == before
    with pytest.raises(ExportError, match="kata sandi"):
        write(small, kunci=str(key))
    assert state(small) == before


def test_gone_pages_go_and_older_versions_stay(small, monkeypatch):
    write(small)
    old = small / "versi" / "0123456789ab" / "id" / "index.html"
    old.parent.mkdir(parents=True)
    old.write_text("versi lama", encoding="utf-8")
    inode = old.stat().st_ino
    monkeypatch.setattr(plan, "jobs", lambda extent: FEW[2:])
    said = write(small)
    assert not (small / "id" / "daerah").exists()
    assert "2 tidak ada lagi" in said[-2]
    assert old.stat().st_ino == inode
    assert "versi/0123456789ab/id/index.html" in (small / "SHA256SUMS").read_text(encoding="utf-8")


def test_a_folder_of_something_else_is_left_alone(small):
    small.mkdir()
    (small / "penting.txt").write_text("jangan", encoding="utf-8")
    with pytest.raises(ExportError, match="bukan situs"):
        write(small)
    assert state(small).keys() == {"penting.txt"}


@pytest.mark.parametrize("address", ["contoh.go.id", "ftp://contoh.go.id/", "https://contoh.go.id/?a=b"])
def test_an_address_that_is_none_is_refused(small, address):
    with pytest.raises(ExportError, match="tidak dapat dipakai"):
        write(small, alamat=address)
    assert not small.exists()


def test_two_builds_do_not_meet(small):
    with alone(small, "uji", "uji"), pytest.raises(ExportError, match="sedang dibangun"):
        write(small)


KILLED = """
import os, signal, sys
from dasbor.site import plan, store
from tests.situs import test_terbit, conftest
if __name__ == "__main__":
    plan.jobs = lambda extent: test_terbit.FEW
    store.publish = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
    conftest.write(sys.argv[1])
"""


def damage(folder):
    """A reason to build again that changes no input."""
    (folder / "id" / "cari.html").write_text("rusak", encoding="utf-8")
    return state(folder)


def test_a_killed_build_leaves_the_former_site_and_the_next_one_succeeds(small):
    write(small)
    before = damage(small)
    root = Path(__file__).parents[2]
    environ = os.environ | {"PYTHONPATH": str(root)}
    done = subprocess.run([sys.executable, "-c", KILLED, str(small)], cwd=root, env=environ, check=False)
    assert done.returncode == -signal.SIGKILL
    assert state(small) == before
    assert store.aside(small).is_dir()
    write(small)
    assert not store.aside(small).exists()
    assert store.intact(small)


def test_a_build_killed_between_two_renames_is_mended(small):
    """Where the system cannot exchange folders there is a moment without a site; the next start brings it back."""
    write(small)
    before = state(small)
    small.rename(store._former(small))
    store.aside(small).mkdir()
    store.mend(small)
    assert state(small) == before
    assert not store.aside(small).exists()


def test_folders_are_exchanged_also_where_the_system_cannot_do_it_in_one_step(small, monkeypatch):
    monkeypatch.setattr(store, "_exchanged", lambda one, other: False)
    write(small)
    damage(small)
    write(small)
    assert store.intact(small)
    assert {path.name for path in small.parent.iterdir()} == {"situs", ".situs.kunci"}


def test_a_failed_page_leaves_nothing_behind(small, monkeypatch):
    write(small)
    before = damage(small)
    monkeypatch.setattr(plan, "page", lambda job: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        write(small)
    assert state(small) == before
    assert not store.aside(small).exists()


def test_without_a_warehouse_the_command_says_so(small, tmp_path, monkeypatch):
    monkeypatch.setenv("PEDULIHAM_DATA", str(tmp_path))
    with pytest.raises(ExportError, match=r"publik\.duckdb"):
        write(small)
    assert not small.exists()


def test_a_simulation_says_so_on_every_page_and_in_every_file_name(small, newer, monkeypatch):
    newer("UPDATE mart.versi SET simulasi = true")
    card, sheet = Card("id", Scope("provinsi", "96", 2024)), next(iter(files.orders(regions=False)))
    monkeypatch.setattr(plan, "jobs", lambda extent: [*FEW, card])
    write(small, tanpa_versi=True)
    pages = list(small.rglob("*.html"))
    assert len(pages) == 11
    for page in pages:
        told = page.read_text(encoding="utf-8")
        assert "<title>SIMULASI · " in told
        if page.parent != small:
            assert 'class="simulasi" role="note">SIMULASI' in told
    region = (small / "id" / "daerah" / "96.71.html").read_text(encoding="utf-8")
    assert '<g class="simulasi"' in region  # across the map
    assert [path.name for path in (small / "gambar").iterdir()] == ["simulasi-kartu-96-id.png"]
    assert all(files.path(file).startswith("berkas/simulasi-") for file in files.publications.files(sheet.wish, sheet.formats))
    assert "Disallow: /" in (small / "robots.txt").read_text(encoding="utf-8").splitlines()
    assert "SIMULASI" in (small / "umpan" / "en.xml").read_text(encoding="utf-8")
    assert (small / "aset" / "tanda-id.css").is_file()
    assert (small / "simulasi-perubahan-versi.csv").read_text(encoding="utf-8-sig").splitlines()[1].startswith("SIMULASI,")


def test_several_processes_make_the_same_bytes_as_one(published, tmp_path):
    made = {}
    for name, processes in (("satu", 1), ("dua", 2)):
        parts = [build.JobFolders(tmp_path / name, "", tuple(FEW[:3])), build.JobFolders(tmp_path / name, "", tuple(FEW[3:]))]
        with build.workers(processes) as carried_out:
            made[name] = list(carried_out(parts))
    assert made["satu"] == made["dua"]
    assert len(made["satu"][0]) == 3
