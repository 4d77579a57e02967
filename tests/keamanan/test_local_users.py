"""No other user of the machine reads what is not public, or holds up who works: at every moment, with every umask, after kills."""

import fcntl
import os
import re
import shutil
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from etl.__main__ import main
from etl.base import atomic, lock, publish
from etl.base.errors import UserError
from etl.base.paths import PROJECT, PUBLIC_NAME
from tests.etl.etl_tools import make_folder, start

NOBODY = 65534
ROOT = os.geteuid() == 0
FAR = "2199-12-10T09:00+07:00"
RESULTS = "Kode,Kabupaten/Kota,Predikat\n13.71,Kota Padang,Peduli HAM\n"
WHERE_OTHERS_PASS = re.compile(rf"\.|{PUBLIC_NAME}|versi|versi/[0-9a-f-]+\.duckdb|berkas|[a-z_]+\.csv")
"""What others may know of: what is published, and the claims and reference files that this test itself put there."""


@pytest.fixture
def folder():
    """A data folder that everybody may enter, as on a machine that was set up carelessly."""
    place = Path(f"/tmp/peduliham-lain-{os.getpid()}")  # pytest's own folders are closed to others
    try:
        data = make_folder(place / "data")
        for path in (place, data):
            path.chmod(0o755)
        yield data
    finally:
        shutil.rmtree(place, ignore_errors=True)


def command(folder: Path, *words: str, umask: int) -> subprocess.Popen[bytes]:
    environ = {**os.environ, "PEDULIHAM_DATA": str(folder)}
    return subprocess.Popen(
        [sys.executable, "-m", "etl", *words],
        env=environ,
        umask=umask,
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


def done(folder: Path, *words: str, umask: int) -> None:
    process = command(folder, *words, umask=umask)
    said, _ = process.communicate(timeout=120)
    assert process.returncode == 0, said.decode()


def spy(folder: Path, output: Path) -> None:
    """In a child, as another user if the test may: name everything that can be listed, read or held, until told to stop."""
    (folder.parent / "mulai").touch()
    if ROOT:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    seen: set[str] = set()
    while not (folder.parent / "selesai").exists():
        for place, _, files in os.walk(folder):
            seen |= {os.path.relpath(os.path.join(place, name), folder) for name in (".", *files) if reached(place, name)}  # noqa: PTH118
    output.write_text("\n".join(sorted(seen)), encoding="utf-8")


def reached(place: str, name: str) -> bool:
    """Whether another user gets at a file or folder: by trying, or, without the means to be one, by its mode."""
    try:
        if not ROOT:
            return bool(Path(place, name).stat().st_mode & 0o077)
        descriptor = os.open(f"{place}/{name}", os.O_RDONLY)
    except OSError:
        return False
    os.close(descriptor)
    if name.endswith(atomic.ASIDE):  # what becomes public is opened one step before it has its name
        time.sleep(0.01)
        return Path(place, name).exists()
    return True


def watched(folder: Path, work) -> set[str]:
    """What another user got at while the work was done, beyond what is public."""
    output = folder.parent / "terlihat.txt"
    output.touch()
    output.chmod(0o666)
    watcher = start(spy, folder, output)
    try:
        until = time.monotonic() + 60
        while not (folder.parent / "mulai").exists():  # a build may be over before a process has begun
            assert time.monotonic() < until
            time.sleep(0.01)
        work()
        time.sleep(0.2)
    finally:
        (folder.parent / "selesai").touch()
        watcher.join(60)
    assert watcher.exitcode == 0
    seen = set(output.read_text(encoding="utf-8").splitlines())
    assert PUBLIC_NAME in seen, "the watcher watched"
    return {name for name in seen if not WHERE_OTHERS_PASS.fullmatch(name)}


@pytest.mark.parametrize("umask", [0o000, 0o002, 0o022, 0o027, 0o077])
def test_nothing_but_what_is_published_is_ever_seen(folder: Path, umask: int) -> None:
    results = folder.parent / "hasil.csv"
    results.write_text(RESULTS, encoding="utf-8")

    def work() -> None:
        done(folder, "bangun", umask=umask)
        if umask:  # the rest once, where nothing is closed by the caller
            return
        done(folder, "muat", str(results), "--tahun", "2024", umask=umask)
        done(folder, "terbit", "--tahun", "2024", "--pada", FAR, umask=umask)

    assert watched(folder, work) == set()
    assert stat.S_IMODE((folder / PUBLIC_NAME).stat().st_mode) == 0o644
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.rglob(".kunci*")} == {0o600}
    assert umask or stat.S_IMODE((folder / "hasil").stat().st_mode) == 0o700


@pytest.mark.parametrize("awaited", ["kerja.duckdb.baru", "publik.duckdb.baru", "versi/*.baru"])
def test_nor_after_a_kill(folder: Path, awaited: str) -> None:
    """What is left when everything was open (umask 0) and the build was killed the moment such a file appeared."""

    def work() -> None:
        process = command(folder, "bangun", umask=0)
        until = time.monotonic() + 60
        while not any(folder.glob(awaited)):
            assert process.poll() is None, "it was over before"
            assert time.monotonic() < until
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=60)
        assert any(folder.glob("*.baru"))
        (folder / PUBLIC_NAME).touch()  # for the watcher to see something

    assert watched(folder, work) == set()


def test_what_an_earlier_release_left_open_is_closed_by_the_next_build(folder: Path) -> None:
    for name in ("hasil", "isian", "jejak"):
        (folder / name).mkdir(mode=0o755)
    (folder / publish.LOCK_NAME).touch(mode=0o644)
    assert main(["bangun"], {"PEDULIHAM_DATA": str(folder)}) == 0
    assert {stat.S_IMODE((folder / name).stat().st_mode) for name in ("hasil", "isian", "jejak")} == {0o700}
    assert stat.S_IMODE((folder / publish.LOCK_NAME).stat().st_mode) == 0o600


def test_every_program_begins_closed() -> None:
    """`umask 077` is the first thing that a program of ours does, the wrapper before and behind sudo included."""
    programs = [PROJECT / "server.py"]
    for top in ("etl", "dasbor", "deploy"):
        found = (PROJECT / top).rglob("*.py")
        programs += [path for path in found if 'if __name__ == "__main__":' in path.read_text(encoding="utf-8")]
    assert len(programs) >= 4
    for path in programs:
        last = path.read_text(encoding="utf-8").rpartition('if __name__ == "__main__":')[2]
        assert "\natomic.only_mine()\n" in last.replace("    ", ""), path
    script = (PROJECT / "deploy" / "peduliham").read_text(encoding="utf-8")
    assert re.search(r"^set -eu\numask 077\b", script, re.MULTILINE)
    inner = re.search(r"sh -c '([^']*)'", script)
    assert inner is not None
    told = subprocess.run(
        ["sh", "-c", inner[1], "/tidak/ada", "sh", "-c", "umask"], umask=0, capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == "0077"


def busy(holder: str) -> UserError:
    return UserError(f"dipegang [{holder}]", remedy="tunggu")


def test_a_message_names_only_who_holds_the_lock_now(tmp_path: Path) -> None:
    path = tmp_path / ".kunci"
    with lock.hold(path, busy), pytest.raises(UserError, match=rf"\[{os.getpid()}\]"), lock.hold(path, busy):
        pytest.fail("two held it")
    assert path.read_bytes() == b"", "who let go is named no more"
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    for left in (f"{gone.pid} 12345", f"{os.getpid()} 1", str(os.getpid()), "bukan angka", ""):
        path.write_text(left, encoding="utf-8")  # of one that was killed; its number may be another's now
        with path.open("rb") as stranger:
            fcntl.flock(stranger, fcntl.LOCK_EX)
            with pytest.raises(UserError, match=r"\[\]"), lock.hold(path, busy):
                pytest.fail("two held it")


def test_a_lock_is_no_link_to_a_file_of_others(tmp_path: Path) -> None:
    (tmp_path / "lain").write_text("isi", encoding="utf-8")
    (tmp_path / ".kunci").symlink_to(tmp_path / "lain")
    with pytest.raises(UserError, match="tidak dapat ditulisi"), lock.hold(tmp_path / ".kunci", busy):
        pytest.fail("held")
    assert (tmp_path / "lain").read_text(encoding="utf-8") == "isi"


def test_what_stands_aside_is_private_until_it_has_its_name(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        seen = []
        target = tmp_path / "a.csv"
        atomic.write(target, b"lama", atomic.PUBLIC)
        with atomic.new(atomic.aside(target)) as file:
            file.write(b"baru")
            seen.append(stat.S_IMODE(os.fstat(file.fileno()).st_mode))
        atomic.write(target, b"terbaru")  # over what a killed one left
    finally:
        os.umask(before)
    assert seen == [0o600]
    assert (target.read_bytes(), stat.S_IMODE(target.stat().st_mode)) == (b"terbaru", 0o600)
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]
