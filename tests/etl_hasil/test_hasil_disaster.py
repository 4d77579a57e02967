"""Killed, crowded out, without room or rights: the warehouse opens, as it was before or as it is after. All of it is real."""

import json
import os
import random
import resource
import shutil
import signal
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path

import pytest
from hasil_tools import NOW, ask, complete, decide, later, load, public, tables_of, write_results

from etl.__main__ import main
from etl.base import atomic, publish
from etl.base.errors import UserError
from etl.base.paths import PUBLIC_NAME, WORKSPACE_NAME
from etl.build import life
from etl.build.run import build
from etl.results import history, official, store
from tests.etl.etl_tools import pipe, run_and_die, silenced, start

KILLS = int(os.environ.get("PEDULIHAM_UJI_BUNUH", "3"))
"""How often the loader and the publisher are killed at a moment taken by chance; before a release 200 (`make uji-bunuh`)."""
POINTS = (
    ("muat", "etl.results.store", "settle", 0),
    ("kembali", "etl.base.publish", "replace", 0),
    ("kembali", "etl.base.publish", "replace", 1),
)
"""Where they are killed on purpose: the history has the version and its folder no name; it is decided and not shown; half is."""
NOBODY = 65534


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory, built_empty: Path) -> tuple[Path, Path, Mapping[int, object]]:
    """A folder with two versions, the second published; a file to load; and the public tables when one or the other is."""
    place = tmp_path_factory.mktemp("bencana")
    folder = Path(shutil.copytree(built_empty, place / "data"))
    rows = complete(tables_of(folder))[:60]
    tables = {}
    for version, file in enumerate((rows, rows[:30]), start=1):
        load(folder, write_results(place / f"v{version}.csv", file))
        decide(folder, "terbit", later(days=version), reason="uji")
        tables[version] = public(folder)
    assert tables[1] != tables[2]
    return folder, place / "v2.csv", tables


@pytest.fixture
def folder(published: tuple[Path, Path, object], tmp_path: Path) -> Path:
    return Path(shutil.copytree(published[0], tmp_path / "data"))


def run(folder: Path, arguments: list[str], output: Path, limit: int | None = None, user: int | None = None) -> None:
    """In a child: one command, its streams in a file, perhaps with a limit to the size of files or as another user."""
    silenced(output)
    if limit is not None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    if user is not None:
        os.setgroups([])
        os.setgid(user)
        os.setuid(user)
    os._exit(main(arguments, {"PEDULIHAM_DATA": str(folder), "PEDULIHAM_SIAPA": "uji"}))


def outcome(folder: Path, tmp_path: Path, arguments: list[str], **how: int) -> tuple[int | None, str]:
    output = tmp_path / "keluaran.txt"
    child = start(run, folder, arguments, output, *how.values())
    child.join(120)
    text = output.read_text(encoding="utf-8")
    output.unlink()
    assert "Traceback" not in text, text
    return child.exitcode, text


def everything(folder: Path) -> dict[Path, bytes]:
    """Every byte of a folder but the lock, which says who was last at work."""
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.name != publish.LOCK_NAME}


def version_in_force(folder: Path) -> int:
    """The published version, as the history has it."""
    return max(official.read(folder).record(2024, later(days=9999)).versions, default=0)


def test_kill_at_any_moment(published: tuple[Path, Path, Mapping[int, object]], folder: Path, tmp_path: Path) -> None:
    """The loader and the publisher in turn. The public tables are always those of one version or of the other."""
    _, file, tables = published
    work = {"muat": ["muat", str(file), "--tahun", "2024"], "kembali": ["kembali", "--tahun", "2024", "--alasan", "uji", "--versi"]}
    lasts, choice, output = dict.fromkeys(work, 1.0), random.Random(11), tmp_path / "keluaran.txt"
    seen, shown = (folder / PUBLIC_NAME).read_bytes(), public(folder)
    for place in range(len(POINTS) + KILLS):
        point = POINTS[place] if place < len(POINTS) else None
        what = point[0] if point else ("kembali", "muat")[place % 2]
        arguments = work["muat"] if what == "muat" else [*work["kembali"], str(3 - version_in_force(folder))]
        versions = store.origins(folder)
        began = time.monotonic()
        child = start(run_and_die, folder, arguments, output, *point[1:]) if point else start(run, folder, arguments, output)
        child.join(60 if point else lasts[what] * choice.random())
        if point:
            lasts[what] = time.monotonic() - began
            assert child.exitcode == -signal.SIGKILL, output.read_text(encoding="utf-8")
            assert any(folder.rglob(f"*{atomic.ASIDE}*")), "nothing to clean up"
        child.kill()
        child.join(60)
        if (now := (folder / PUBLIC_NAME).read_bytes()) != seen:
            seen, shown = now, public(folder)
            assert shown == tables[version_in_force(folder)], f"after kill {place}, {what}"
        assert shown in (tables[1], tables[2])
        assert ask(folder, "SELECT count(*) > 0 FROM core.klaim", name=WORKSPACE_NAME) == [(True,)]
        after = store.origins(folder)
        assert after[: len(versions)] == versions
        for one in after[len(versions) :]:
            assert len(store.load_version(folder, 2024, one.version).rows) == 30
    build(folder, now=later(days=9999))
    assert public(folder) == tables[version_in_force(folder)]
    assert not list(folder.rglob(f"*{atomic.ASIDE}*"))


def load_and_wait(folder: Path, file: Path, told: object, go_on: object) -> None:
    def at_step(step: str) -> None:
        told.send(step)
        go_on.recv()

    life.load(folder, file, life.understand(folder, file, 2024), by="uji", now=NOW, progress=at_step)


def test_two_loaders_at_once_the_second_is_told_who_is_at_work(
    published: tuple[Path, Path, object], folder: Path, tmp_path: Path
) -> None:
    heard, told = pipe()
    wait, go = pipe()
    child = start(load_and_wait, folder, published[1], told, wait)
    heard.recv()
    code, text = outcome(folder, tmp_path, ["muat", str(published[1]), "--tahun", "2024"])
    assert code == 2
    assert f"sedang berjalan di {folder} (proses {child.pid})" in text
    assert "tunggu sampai selesai" in text
    for _ in range(4):
        go.send(None)
    child.join(60)
    assert child.exitcode == 0
    assert [one.version for one in store.origins(folder)] == [1, 2, 3]


@pytest.mark.parametrize("limit", [3_500, 5_000, 300_000])  # what the command says goes into a file under the same limit
@pytest.mark.parametrize("what", ["muat", "kembali"])
def test_no_room(published: tuple[Path, Path, object], folder: Path, tmp_path: Path, what: str, limit: int) -> None:
    before = everything(folder)
    arguments = ["muat", str(published[1])] if what == "muat" else ["kembali", "--versi", "1", "--alasan", "uji"]
    code, text = outcome(folder, tmp_path, [*arguments, "--tahun", "2024"], limit=limit)
    assert code == 2, text
    assert "periksa ruang kosong" in text
    assert everything(folder) == before


def test_no_room_for_a_line_of_the_history(folder: Path) -> None:
    before = everything(folder)
    path = folder / "hasil" / "riwayat.jsonl"
    child = start(append_without_room, folder, path.stat().st_size + 20)
    child.join(60)
    assert child.exitcode == 7
    assert everything(folder) == before


def append_without_room(folder: Path, limit: int) -> None:
    """In a child: the disk takes the first bytes of the line, and no more."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    try:
        history.append(folder, history.Event(NOW, "uji", "tarik", 2024, 1, reason="uji"))
    except OSError:
        os._exit(7)


@pytest.mark.parametrize("what", ["muat", "kembali"])
def test_a_folder_that_may_not_be_written(published: tuple[Path, Path, object], what: str, tmp_path: Path) -> None:
    place = Path("/tmp") / f"peduliham-uji-{os.getpid()}-{what}"
    folder = Path(shutil.copytree(published[0], place / "data"))
    try:
        file = Path(shutil.copy(published[1], place))
        (folder / publish.LOCK_NAME).unlink()
        subprocess.run(["chmod", "-R", "a+rX,a-w", str(place)], check=True)
        before = everything(folder)
        arguments = ["muat", str(file)] if what == "muat" else ["kembali", "--versi", "1", "--alasan", "uji"]
        (tmp_path / "keluaran.txt").touch()
        child = start(run_as_nobody, folder, [*arguments, "--tahun", "2024"], tmp_path / "keluaran.txt")
        child.join(60)
        text = (tmp_path / "keluaran.txt").read_text(encoding="utf-8")
        assert child.exitcode == 2, text
        assert "tidak dapat ditulisi" in text
        assert everything(folder) == before
    finally:
        subprocess.run(["chmod", "-R", "u+w", str(place)], check=True)
        shutil.rmtree(place)


def run_as_nobody(folder: Path, arguments: list[str], output: Path) -> None:
    from encodings import utf_8_sig  # noqa: F401 - Python looks up a codec when it is first used

    run(folder, arguments, output, None, NOBODY if os.geteuid() == 0 else None)


def test_a_file_that_changes_between_reading_and_keeping(
    published: tuple[Path, Path, object], folder: Path, tmp_path: Path
) -> None:
    file = Path(shutil.copy(published[1], tmp_path))
    draft = life.understand(folder, file, 2024)
    before = everything(folder)
    file.write_bytes(file.read_bytes() + b"\n")
    with pytest.raises(UserError, match="berubah selagi dibaca"):
        life.load(folder, file, draft, by="uji", now=NOW)
    assert everything(folder) == before


def test_a_damaged_version_stops_the_build_and_leaves_what_is_published(folder: Path, tmp_path: Path) -> None:
    path = store.path_of(folder, 2024, 2) / "hasil.csv"
    path.chmod(0o644)
    path.write_bytes(path.read_bytes().replace(b"Peduli", b"peduli", 1))
    before = everything(folder)
    code, text = outcome(folder, tmp_path, ["bangun"])
    assert code == 2
    assert "Versi 2 tahun 2024 rusak: hasil.csv" in text
    assert "dari cadangan" in text
    assert everything(folder) == before


def test_a_changed_history_stops_the_build_and_is_told_by_riwayat(folder: Path, tmp_path: Path) -> None:
    path = folder / "hasil" / "riwayat.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    changed = json.loads(lines[1]) | {"siapa": "orang lain"}
    path.write_text("".join([lines[0], json.dumps(changed) + "\n", *lines[2:]]), encoding="utf-8")
    before = everything(folder)
    for arguments in (["bangun"], ["tarik", "--tahun", "2024", "--alasan", "uji"]):
        code, text = outcome(folder, tmp_path, arguments)
        assert code == 2
        assert "baris 3: baris sebelumnya diubah" in text
    code, text = outcome(folder, tmp_path, ["riwayat"])
    assert code == 1
    assert "RIWAYAT TIDAK UTUH" in text
    assert everything(folder) == before
