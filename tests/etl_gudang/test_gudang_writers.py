"""Eight machines write into one lake at the same time, with and without somebody killed among them: nothing is lost or doubled."""

import datetime as dt
import json
import os
import random
import shutil
import signal
import time
from pathlib import Path

import pytest
from gudang_tools import NOW, lake_of, whole

from etl import chain, gudang, publish, reference
from etl.build import build
from etl.entries import known, ledger
from etl.entries.area import EVERYTHING
from etl.entries.ledger import Author, Change, Conflict
from etl.errors import UserError
from etl.gudang import bring, snapshots
from etl.paths import ENTRIES_NAME, PUBLIC_NAME, WORKSPACE_NAME
from etl.results import history, life, store
from tests.etl.etl_tools import pipe, start
from tests.etl_hasil.hasil_tools import complete, write_results

WRITERS, EDITS, LOADERS = 8, 5, 2
KILLS = int(os.environ.get("PEDULIHAM_UJI_BUNUH", "6"))
HISTORY = "hasil/riwayat.jsonl"


def author(place: int) -> Author:
    return Author(f"penulis{place}@contoh.go.id", ("operator",), frozenset({"lihat", "isi", "setuju", "muat"}), EVERYTHING)


def change(folder: Path, key: tuple[str, str, str], day: str) -> Change:
    stands = ledger.read(folder).latest.get(("tahap", key))
    return Change("tahap", key, {"keadaan": "sudah", "tanggal": day}, stands.number if stands else 0)


def work(folder: Path, environ: dict[str, str], place: int, said: object, files: list[Path]) -> None:
    """One machine: edits of its own, edits of what all edit, and files loaded; tells of each what came of it."""
    gudang.configure(folder, environ)
    told: list[dict[str, object]] = []
    for turn in range(EDITS):
        day = (dt.date(2026, 1, 1) + dt.timedelta(days=place * EDITS + turn)).isoformat()  # no two wish the same
        own, common = ("2026", f"53.{place + 1:02d}", "mengirim"), ("2026", "53.15", "dinilai")
        try:
            entry = ledger.record(
                folder, [change(folder, own, day), change(folder, common, day)], author=author(place), reason="uji", now=NOW
            )
            told.append({"apa": "isian", "no": entry.number, "tanggal": day})
        except Conflict:
            told.append({"apa": "bentrok", "tanggal": day})
        if turn < len(files):
            draft = life.understand(folder, files[turn], 2024)
            loaded = life.load(folder, files[turn], draft, by=author(place).address, now=NOW)
            told.append({"apa": "muat", "versi": loaded.version, "sha256": draft.book.sha256})
    said.send(told)  # type: ignore[attr-defined]
    said.close()  # type: ignore[attr-defined]


def test_eight_writers_lose_and_double_nothing(shared, machine, origin, tmp_path):
    environ = shared()
    tables = reference.load(origin)
    running = []
    for place in range(WRITERS):
        rows = complete(tables, seed=place, rights=False)
        files = [write_results(tmp_path / f"h{place}.csv", rows)] if place < LOADERS else []
        here, there = pipe()
        folder = machine(environ)
        running.append((folder, here, start(work, folder, environ, place, there, files)))
        there.close()
    told = []
    for _, here, process in running:
        told += here.recv()
        process.join()
        assert process.exitcode == 0
    folder = running[0][0]

    entries = whole(folder, ENTRIES_NAME)
    saved = sorted((one for one in told if one["apa"] == "isian"), key=lambda one: one["no"])
    assert [one["no"] for one in saved] == [one["no"] for one in entries]  # whoever was told a number has it, and nobody else
    assert [one["tanggal"] for one in saved] == [one["isi"][0]["baru"]["tanggal"] for one in entries]
    assert len(saved) + sum(one["apa"] == "bentrok" for one in told) == WRITERS * EDITS
    loads = [one for one in told if one["apa"] == "muat"]
    assert sorted(one["versi"] for one in loads) == list(range(1, LOADERS + 1))
    assert [(one["apa"], one["versi"]) for one in whole(folder, HISTORY)] == [("muat", n) for n in range(1, LOADERS + 1)]

    machines = [running[0][0], running[-1][0]]  # one that loaded and one that did not
    for folder in machines:  # they come to the same, and that is what one alone would have built of the same truth
        bring.bring(lake_of(folder))
    alone = tmp_path / "sendiri"
    shutil.copytree(running[0][0], alone, ignore=shutil.ignore_patterns("*.duckdb", ".gudang.json"))
    build(alone, now=NOW)
    for folder in machines:
        for name in (WORKSPACE_NAME, PUBLIC_NAME):
            assert publish.states(folder / name) == publish.states(alone / name)
        for name in (ENTRIES_NAME, HISTORY):
            assert (folder / name).read_bytes() == (alone / name).read_bytes()
    assert {(one.version, one.sha256) for one in store.origins(alone)} == {(one["versi"], one["sha256"]) for one in loads}


def write_until_killed(folder: Path, environ: dict[str, str], place: int, told: Path) -> None:
    """Edits without end; what was saved goes into a file of its own, by the number."""
    gudang.configure(folder, environ)
    ledger.read(folder), known.load(folder)
    with told.open("a") as file:
        for turn in range(10_000):
            key = ("2026", f"53.{place + 1:02d}", "mengirim")
            day = (dt.date(2026, 1, 1) + dt.timedelta(days=turn)).isoformat()
            number = ledger.record(folder, [change(folder, key, day)], author=author(place), reason="uji", now=NOW).number
            file.write(json.dumps([number, day]) + "\n")
            file.flush()


def test_writers_that_are_killed_leave_the_lake_whole(shared, machine, tmp_path):
    environ, chance = shared(), random.Random(7)
    folders = [machine(environ) for _ in range(3)]
    notes = [tmp_path / f"catatan{place}" for place in range(3)]
    writers = [start(write_until_killed, folders[place], environ, place, notes[place]) for place in range(3)]
    for turn in range(KILLS):
        place = turn % 3
        before = len(notes[place].read_text().splitlines()) if notes[place].exists() else 0
        while not notes[place].exists() or len(notes[place].read_text().splitlines()) < before + 2:
            assert writers[place].is_alive()
            time.sleep(0.01)
        time.sleep(chance.uniform(0, 0.15))
        os.kill(writers[place].pid, signal.SIGKILL)
        writers[place].join()
        writers[place] = start(write_until_killed, folders[place], environ, place, notes[place])
    for writer in writers:
        os.kill(writer.pid, signal.SIGKILL)
        writer.join()

    entries = {one["no"]: one for one in whole(folders[0], ENTRIES_NAME)}
    noted = [tuple(json.loads(line)) for path in notes for line in path.read_text().splitlines()]
    assert len({number for number, _ in noted}) == len(noted)
    for number, day in noted:  # all that was said to be saved is there
        assert entries[number]["isi"][0]["baru"]["tanggal"] == day
    assert len(noted) <= len(entries) <= len(noted) + KILLS + 3  # and of the killed at most the one that was under way
    for folder in folders:  # every mirror goes on from where it was cut off
        lake_of(folder).pull(ENTRIES_NAME)
        assert (folder / ENTRIES_NAME).read_bytes().splitlines() == (folders[0] / ENTRIES_NAME).read_bytes().splitlines()
        assert not chain.here(folder / ENTRIES_NAME).faults


def load_until_killed(folder: Path, environ: dict[str, str], file: Path, under_way: object) -> None:
    gudang.configure(folder, environ)
    draft = life.understand(folder, file, 2024)
    under_way.send(None)  # type: ignore[attr-defined]
    life.load(folder, file, draft, by="uji", now=NOW)


def test_a_load_that_is_killed_is_there_with_its_tables_or_not_at_all(shared, machine, origin, tmp_path):
    environ, chance = shared(), random.Random(3)
    file = write_results(tmp_path / "h.csv", complete(reference.load(origin), rights=False))
    killed, witness = machine(environ), machine(environ)
    life.load(witness, file, life.understand(witness, file, 2024), by="uji", now=NOW)
    for _ in range(max(KILLS // 2, 3)):
        here, there = pipe()
        process = start(load_until_killed, killed, environ, file, there)
        here.recv()
        time.sleep(chance.uniform(0, 3))
        os.kill(process.pid, signal.SIGKILL)
        process.join()
        bring.bring(lake_of(witness))
        loaded = len(whole(witness, HISTORY))
        states = publish.states(witness / WORKSPACE_NAME)
        assert len(store.origins(witness)) == loaded
        assert states["draf.versi_hasil"].rows == 1
        built = build(witness, now=NOW)  # of the truth as it is: the lake's tables are those already
        assert not built.changes
    assert not history.read(witness).faults


def append_by_itself(folder: Path, environ: dict[str, str], place: int, count: int) -> None:
    """Without any lock but DuckLake's own: what is refused is tried again from the newer truth."""
    gudang.configure(folder, environ)
    path = folder / ENTRIES_NAME
    for turn in range(count):
        for _ in range(400):
            try:
                lake_of(folder).append(path, {"siapa": str(place), "urutan": turn})
                break
            except UserError:
                time.sleep(random.uniform(0, 0.05))
                lake_of(folder).pull(ENTRIES_NAME)
        else:
            pytest.fail("tidak pernah berhasil")


def test_without_locks_and_while_it_is_cared_for_the_tip_alone_keeps_lines_from_being_lost(own_lake, machine):
    folders = [machine(own_lake) for _ in range(4)]
    processes = [start(append_by_itself, folder, own_lake, place, 8) for place, folder in enumerate(folders)]
    while any(process.is_alive() for process in processes):
        snapshots.care(lake_of(folders[0]), 0)
    for process in processes:
        process.join()
        assert process.exitcode == 0
    lines = whole(folders[0], ENTRIES_NAME)
    assert sorted((one["siapa"], one["urutan"]) for one in lines) == [(str(place), turn) for place in range(4) for turn in range(8)]
