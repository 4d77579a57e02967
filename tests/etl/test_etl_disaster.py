"""Full disk, locked folder, two builds, kill -9: a clear message, and the former warehouse stands. All of it is real."""

import codecs
import contextlib
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from etl_tools import (
    DATABASES,
    NOW,
    build_in,
    claim,
    databases,
    make_folder,
    pipe,
    run_and_die,
    silenced,
    start,
    states,
    write_claims,
)

from etl.__main__ import main
from etl.base import atomic, publish
from etl.base.paths import PUBLIC_NAME, WORKSPACE_NAME
from etl.build import warehouse
from etl.build.run import build
from etl.build.versions import keep, register

NOBODY = 65534
KILLS = int(os.environ.get("PEDULIHAM_UJI_BUNUH", "3"))
"""How often a build is killed at a moment taken by chance; before a release 200 (`make uji-bunuh`)."""


def run_main(folder: Path, output: Path, limit: int | None = None) -> None:
    """In a child: the command line, its streams in a file, perhaps with a limit to the size of a file."""
    silenced(output)
    if limit is not None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    os._exit(main(["bangun"], {"PEDULIHAM_DATA": str(folder)}))


def outcome(folder: Path, tmp_path: Path, *arguments: object) -> tuple[int | None, str]:
    output = tmp_path / "keluaran.txt"
    child = start(run_main, folder, output, *arguments)
    child.join(60)
    text = output.read_text(encoding="utf-8")
    output.unlink()
    assert "Traceback" not in text, text
    return child.exitcode, text


@pytest.fixture
def changed(built: Path) -> Path:
    """A built folder whose input has changed since, so that a build has something to write."""
    write_claims(built / "klaim_2.csv", [claim(id="t1", kode="13.72", nama="Kota Solok")])
    return built


@pytest.mark.parametrize("limit", [2_000, 100_000, 1_000_000])
def test_no_room_for_a_file(changed: Path, tmp_path: Path, limit: int) -> None:
    before = databases(changed)
    code, text = outcome(changed, tmp_path, limit)
    assert code == 2, text
    assert f"Gudang data tidak dapat ditulis ke {changed}" in text
    assert "periksa ruang kosong" in text
    assert databases(changed) == before
    if limit == 1_000_000:
        assert outcome(changed, tmp_path)[0] == 0


def close_without_room(folder: Path, output: Path) -> None:
    """In a child: there is room until everything is committed, and none for writing it out when the database is closed."""
    silenced(output)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    copy = warehouse.copy_mart

    def copy_then_fill_the_disk(connection: object, target: Path) -> None:
        copy(connection, target)
        written = atomic.aside(folder / WORKSPACE_NAME).stat().st_size
        resource.setrlimit(resource.RLIMIT_FSIZE, (written, written))

    warehouse.copy_mart = copy_then_fill_the_disk
    os._exit(main(["bangun"], {"PEDULIHAM_DATA": str(folder)}))


def test_no_room_when_the_database_is_closed(changed: Path, tmp_path: Path) -> None:
    """DuckDB keeps silent about it; an empty database once took the place of the former one this way."""
    before = databases(changed)
    child = start(close_without_room, changed, tmp_path / "keluaran.txt")
    child.join(60)
    assert child.exitcode == 2
    assert "tidak dapat ditulis" in (tmp_path / "keluaran.txt").read_text(encoding="utf-8")
    assert databases(changed) == before


@contextlib.contextmanager
def small_disk(mount: Path, size: int) -> Iterator[Path]:
    mount.mkdir(exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(mount)], check=True, capture_output=True)
    try:
        yield mount
    finally:
        subprocess.run(["umount", str(mount)], check=True)


def test_a_disk_that_fills_up(changed: Path, tmp_path: Path) -> None:
    before, former = databases(changed), states(changed)
    taken = sum(path.stat().st_size for path in changed.rglob("*"))
    codes = []
    for room in (0, 5_000_000, 9_000_000, 40_000_000):  # for nothing, for the workspace alone, for half of the rest, for all
        try:
            with small_disk(tmp_path / "kecil", taken + 200_000 + room) as disk:
                shutil.copytree(changed, disk, dirs_exist_ok=True)
                if not room:
                    with contextlib.suppress(OSError), (disk / "isi").open("wb", buffering=0) as filler:
                        while filler.write(b"x" * 4096):
                            pass
                code, text = outcome(disk, tmp_path)
                codes.append(code)
                if code == 2:
                    assert "periksa ruang kosong" in text, text
                    assert databases(disk) == before
                else:
                    assert states(disk) != former
                    assert {path.name for path in disk.glob("*.duckdb*")} == set(DATABASES)
        except (subprocess.CalledProcessError, FileNotFoundError) as error:
            pytest.skip(f"!!! FULL DISK NOT TESTED: tmpfs cannot be mounted here ({error}) !!!")
    assert codes[0] == 2
    assert codes[-1] == 0
    assert codes == sorted(codes, reverse=True), "more room, less failure"


def run_as_nobody(folder: Path, output: Path) -> None:
    silenced(output)
    codecs.lookup("utf-8-sig")  # Python looks up a codec when it is first used, perhaps in a folder that only root may enter
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    os._exit(main(["bangun"], {"PEDULIHAM_DATA": str(folder)}))


@pytest.mark.parametrize(
    ("what", "mode", "said"),
    [
        (".", 0o555, "tidak dapat ditulisi: Permission denied"),
        ("..", 0o000, "tidak ada atau tidak dapat dibuka"),
        ("klaim.csv", 0o000, "Berkas klaim.csv di folder {folder} tidak dapat dibaca: Permission denied"),
    ],
)
def test_what_an_ordinary_user_may_not_touch(built_once: Path, what: str, mode: int, said: str) -> None:
    place = Path(tempfile.mkdtemp(prefix="peduliham-"))  # pytest's own folders are closed to other users
    try:
        place.chmod(0o755)
        inner = place / "dalam"
        inner.mkdir()
        folder = Path(shutil.copytree(built_once, inner / "data"))
        (folder / publish.LOCK_NAME).unlink()
        before = databases(folder)
        output = place / "keluaran.txt"
        output.touch()
        folder.chmod(0o777)
        target = (folder / what).resolve()
        target.chmod(mode)
        child = start(run_as_nobody, folder, output)
        child.join(60)
        target.chmod(0o755)
        text = output.read_text(encoding="utf-8")
        assert "Traceback" not in text, text
        assert said.format(folder=folder) in text
        assert "Yang perlu dilakukan" in text
        assert child.exitcode == 2
        assert databases(folder) == before
    finally:
        shutil.rmtree(place)


def build_and_wait(folder: Path, told: object, go_on: object) -> None:
    def at_step(step: str) -> None:
        told.send(step)
        go_on.recv()

    build(folder, now=NOW, progress=at_step)


def test_a_second_build_at_the_same_time_is_told(changed: Path, tmp_path: Path) -> None:
    before = databases(changed)
    heard, told = pipe()
    wait, go = pipe()
    child = start(build_and_wait, changed, told, wait)
    heard.recv()
    code, text = outcome(changed, tmp_path)
    assert code == 2
    assert f"Pembangunan lain sedang berjalan di {changed} (proses {child.pid})" in text
    assert "tunggu sampai selesai" in text
    assert databases(changed) == before
    for _ in range(4):
        go.send(None)
    child.join(60)
    assert child.exitcode == 0
    assert outcome(changed, tmp_path)[0] == 0


POINTS = {
    "half of the tables are made": ("etl.build.warehouse", "scripts", 1),
    "both files stand aside": ("etl.build.versions.keep", "prepare", 0),
    "the copy of the version stands aside": ("etl.build.versions.register", "add", 0),
    "the version is registered and its file has no name": ("etl.build.versions.keep", "_settle", 0),
}
"""Where a build is killed on purpose; between the two renames: `test_kill_between_the_two_renames`."""


def test_kill_at_any_moment(tmp_path: Path) -> None:
    """Two inputs in turn, so that every build has all to write; each is killed: at every point, and at moments taken by chance."""
    inputs = {
        "A": [claim()],
        "B": [claim(nilai="Cukup Peduli HAM"), claim(id="u2", kode="13.72", nama="Kota Solok")],
    }
    folder, output = make_folder(tmp_path / "data"), tmp_path / "keluaran.txt"
    whole: dict[str, dict[str, object]] = {}
    for name, rows in inputs.items():
        write_claims(folder / "klaim.csv", rows)
        began = time.monotonic()
        child = start(run_main, folder, output)
        child.join(60)
        duration = time.monotonic() - began
        whole[name] = states(folder)
        assert child.exitcode == 0

    former = databases(folder)
    write_claims(folder / "klaim.csv", [claim(nilai="Mulai Peduli HAM")])  # a content that has no version yet
    for point in POINTS.values():
        child = start(run_and_die, folder, ["bangun"], output, *point)
        child.join(60)
        assert child.exitcode == -signal.SIGKILL
        assert [path for path in folder.rglob(f"*{atomic.ASIDE}*") if path.is_file()], "nothing to clean up"
        assert {name: made for name, made in databases(folder).items() if name in DATABASES} == former, point

    choice, wanted, now, last_bytes = random.Random(13), "A", whole["B"], former
    for place in range(KILLS):
        write_claims(folder / "klaim.csv", inputs[wanted])
        began = time.monotonic()
        child = start(run_main, folder, output)
        child.join(duration * (place + choice.random()) / KILLS)
        child.kill()
        child.join(60)
        if child.exitcode == 0:
            # a busy machine is not always equally busy: aim at the builds as they last now
            duration = time.monotonic() - began
        if (bytes_now := {name: (folder / name).read_bytes() for name in DATABASES}) != last_bytes:
            now, last_bytes = states(folder), bytes_now
        for name in DATABASES:
            assert now[name] in (whole["A"][name], whole["B"][name]), f"{name} after kill {place}"
        wanted = "B" if now == whole["A"] else "A"
    build_in(folder)
    assert {path.name for path in folder.glob("*.duckdb*")} == set(DATABASES)
    kept = register.read(folder)
    assert not keep.problems(folder, kept)
    assert {path.stem for path in (folder / "versi").glob("*.duckdb*")} == {line.name for line in kept.lines}
    last = (folder / "klaim.csv").read_text(encoding="utf-8")
    assert states(folder) == whole["A" if "u2" not in last else "B"]


def die_between_the_renames(folder: Path) -> None:
    replace = publish.replace

    def replace_and_die(target: Path) -> None:
        replace(target)
        os.kill(os.getpid(), signal.SIGKILL)

    publish.replace = replace_and_die
    build_in(folder)


def test_kill_between_the_two_renames(changed: Path) -> None:
    former = states(changed)
    child = start(die_between_the_renames, changed)
    child.join(60)
    assert child.exitcode == -signal.SIGKILL
    now = states(changed)
    assert now[WORKSPACE_NAME] != former[WORKSPACE_NAME]
    assert now[PUBLIC_NAME] == former[PUBLIC_NAME]
    assert [path.name for path in build_in(changed).replaced] == [PUBLIC_NAME]
    assert states(changed)[PUBLIC_NAME] != former[PUBLIC_NAME]


def test_interrupting_by_keyboard(changed: Path) -> None:
    before = databases(changed)
    child = subprocess.Popen(
        [sys.executable, "-m", "etl", "bangun"],
        env={**os.environ, "PEDULIHAM_DATA": str(changed)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        # a shell that runs the tests in the background makes its children deaf to Ctrl-C
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - sets one flag, takes no lock
    )
    assert child.stdout
    assert "Membangun" in child.stdout.readline() + child.stdout.readline()
    child.send_signal(signal.SIGINT)
    _, errors = child.communicate(timeout=60)
    assert child.returncode == 2, errors
    assert "DIHENTIKAN" in errors
    assert "Traceback" not in errors
    assert databases(changed) == before
