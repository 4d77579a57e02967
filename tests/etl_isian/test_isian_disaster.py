"""Many at once, killed, without room or rights: the ledger is whole, and whoever saved something knows whether it is there."""

import datetime as dt
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from isian_tools import NOW, path_of, record, stage, target

from etl.base import chain
from etl.base.errors import UserError
from etl.entries import known, ledger
from etl.entries.area import Area
from etl.entries.kinds import STAGES
from etl.entries.ledger import Author, Conflict, Entry, WantedChange
from tests.etl.etl_tools import pipe, start

KILLS = int(os.environ.get("PEDULIHAM_UJI_BUNUH", "6"))
"""How often a writer is killed; 200 before a release."""
PROCESSES, EDITORS, ROUNDS = 4, 5, 4
CODES = tuple(f"53.{number:02d}" for number in range(1, 16))
NOBODY = 65534

Told = list[dict[str, object]]


def edit(folder: Path, place: int, told: Told) -> None:
    """One of twenty: looks, waits for the others the first time, then saves what it alone edits with what everybody edits."""
    who = Author(f"editor{place}@contoh.go.id", ("kanwil",), frozenset({"isi"}), Area(provinces=frozenset({"53"})))
    choice = random.Random(place)
    for turn in range(ROUNDS):
        seen = ledger.read(folder).current
        if turn == 0:
            wait_for_all(folder, place)
        own = (CODES[place % len(CODES)], STAGES[place // len(CODES)])
        shared = (choice.choice(CODES), "dinilai") if turn else (CODES[0], "dinilai")
        day = (dt.date(2026, 1, 1) + dt.timedelta(days=place * ROUNDS + turn)).isoformat()  # no two wish the same
        changes = []
        for key in (("2026", *own), ("2026", *shared)):
            stands = seen.get(("tahap", key))
            value = {"keadaan": "sudah", "tanggal": day}
            changes.append(WantedChange("tahap", key, value, stands.number if stands else 0))
        wish = {"isi": [[list(one.key), one.value] for one in changes], "siapa": who.address}
        try:
            told.append(wish | {"no": ledger.record(folder, changes, author=who, reason=f"putaran {turn}", now=NOW).number})
        except Conflict as conflict:
            told.append(
                wish | {"no": 0, "bentrok": [[list(one.key), one.stands and one.stands.number] for one in conflict.changes]}
            )


def wait_for_all(folder: Path, place: int) -> None:
    """Until all twenty have looked, a minute at the most."""
    (folder / "siap" / str(place)).touch()
    until = time.monotonic() + 60
    while len(list((folder / "siap").iterdir())) < PROCESSES * EDITORS and time.monotonic() < until:
        time.sleep(0.01)


def edit_together(folder: Path, process: int) -> None:
    """In a child: its share of the editors, each a thread; what they were told goes to a file."""
    told: list[Told] = [[] for _ in range(EDITORS)]
    threads = [threading.Thread(target=edit, args=(folder, process * EDITORS + place, told[place])) for place in range(EDITORS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (folder / f"diberitahu-{process}.json").write_text(json.dumps([one for each in told for one in each]), encoding="utf-8")


def test_twenty_editors_at_once_lose_nothing(reference_folder: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(reference_folder, tmp_path / "data"))
    (folder / "siap").mkdir()
    children = [start(edit_together, folder, process) for process in range(PROCESSES)]
    for child in children:
        child.join(120)
    told: Told = [one for number in range(PROCESSES) for one in json.loads((folder / f"diberitahu-{number}.json").read_text())]
    assert len(told) == PROCESSES * EDITORS * ROUNDS, "an editor got an error that is no conflict"
    entries = ledger.read(folder).entries
    saved, refused = [one for one in told if one["no"]], [one for one in told if not one["no"]]
    assert sorted(one["no"] for one in saved) == [entry.number for entry in entries] == list(range(1, len(entries) + 1))  # type: ignore[type-var]
    for one in saved:
        entry = entries[int(str(one["no"])) - 1]
        assert (entry.who, [[list(each.key), each.after] for each in entry.changes]) == (one["siapa"], one["isi"])
    assert sum(entry.reason == "putaran 0" for entry in entries) == 1, "all twenty had seen the same"
    assert len(refused) >= PROCESSES * EDITORS - 1
    assert all(one["bentrok"] for one in refused)
    assert_no_lost_update(folder, entries)


def assert_no_lost_update(folder: Path, entries: tuple[Entry, ...]) -> None:
    """Every change begins from what the one before it left, and the last one stands."""
    last: dict[tuple[str, tuple[str, ...]], tuple[Mapping[str, object] | None, int]] = {}
    for entry in entries:
        for one in entry.changes:
            assert (one.before, one.before_number) == last.get((one.kind, one.key), (None, 0)), f"entry {entry.number}"
            last[one.kind, one.key] = (one.after, entry.number)
    standing = {key: (one.value, one.number) for key, one in ledger.read(folder).latest.items()}
    assert standing == last


def write_without_end(folder: Path, told: object) -> None:
    """In a child: long entries one after the other, each told when it is on the disk."""
    states = ("sudah", "belum")
    while True:
        number = len(ledger.read(folder).entries)
        changes = [stage(code, step, states[number % 2], seen=None) for code in CODES for step in STAGES]
        made = record(folder, *changes, target(number % 22, seen=None), reason="uji" * 300)
        told.send(made.number)  # type: ignore[attr-defined]


def test_kill_at_any_moment(folder: Path) -> None:
    """What was confirmed is there, whole; at most one entry more, which was on the disk when its writer was killed."""
    choice, last = random.Random(7), 0
    for place in range(KILLS):
        heard, tells = pipe()
        child = start(write_without_end, folder, tells)
        tells.close()
        assert heard.poll(60)
        time.sleep(choice.random() * 0.1)
        child.kill()
        child.join(60)
        assert child.exitcode == -signal.SIGKILL
        confirmed = list(everything(heard))
        entries = ledger.read(folder).entries
        assert confirmed == list(range(last + 1, confirmed[-1] + 1)), f"kill {place}"
        assert len(entries) - confirmed[-1] in (0, 1), f"kill {place}"
        assert all(len(entry.changes) >= len(CODES) * len(STAGES) for entry in entries)
        last = len(entries)
    assert_no_lost_update(folder, entries)
    assert record(folder, stage("53.20")).number == last + 1


def everything(heard: object) -> Iterator[int]:
    """All numbers that a killed child sent whole."""
    while True:
        try:
            yield heard.recv()  # type: ignore[attr-defined]
        except (EOFError, OSError):
            return


def test_the_lock_of_a_killed_writer_is_free(folder: Path) -> None:
    heard, tells = pipe()
    child = start(hold, folder, tells)
    tells.close()
    assert heard.recv() == "terkunci"
    child.kill()
    child.join(60)
    with chain.locked(path_of(folder), wait=0):
        pass


def hold(folder: Path, told: object) -> None:
    with chain.locked(path_of(folder)):
        told.send("terkunci")  # type: ignore[attr-defined]
        time.sleep(60)


def refusal(folder: Path, limit: int, user: int) -> str:
    """What a child is told that records with a limit to the size of files (0: none) or as another user (0: the same)."""
    heard, tells = pipe()
    child = start(record_and_tell, folder, limit, user, tells)
    tells.close()  # so that a child that dies is an error here, not a long wait
    text = str(heard.recv())
    child.join(60)
    return text


def record_and_tell(folder: Path, limit: int, user: int, told: object) -> None:
    known.load(folder)  # Python looks up modules and codecs when they are first used
    if limit:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    if user:
        os.setgroups([])
        os.setgid(user)
        os.setuid(user)
    try:
        record(folder, target(3))
    except UserError as error:
        told.send(str(error))  # type: ignore[attr-defined]
    else:
        told.send("tersimpan")  # type: ignore[attr-defined]


@pytest.mark.parametrize("room", [1, 200])
def test_no_room(folder: Path, room: int) -> None:
    """A disk that takes some bytes of the line and no more."""
    record(folder, stage())
    whole = path_of(folder).read_bytes()
    text = refusal(folder, len(whole) + room, 0)
    assert "tidak dapat disimpan" in text
    assert "periksa ruang kosong" in text
    assert path_of(folder).read_bytes() == whole
    assert record(folder, target(3)).number == 2


def test_a_folder_that_may_not_be_written(reference_folder: Path) -> None:
    place = Path("/tmp") / f"peduliham-uji-{os.getpid()}-isian"
    folder = Path(shutil.copytree(reference_folder, place / "data"))
    try:
        record(folder, stage())
        whole = path_of(folder).read_bytes()
        subprocess.run(["chmod", "-R", "a+rX,a-w", str(place)], check=True)
        assert "tidak dapat ditulisi" in refusal(folder, 0, NOBODY if os.geteuid() == 0 else 0)
        assert path_of(folder).read_bytes() == whole
    finally:
        subprocess.run(["chmod", "-R", "u+w", str(place)], check=True)
        shutil.rmtree(place)
