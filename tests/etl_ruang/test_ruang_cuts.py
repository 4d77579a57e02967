"""Many writers, cut connections, a server that is started anew or refuses: nothing is lost or doubled, and what is said is true.

The long version of what is done at random moments: `make uji-putus`.
"""

import datetime as dt
import json
import os
import random
import signal
import threading
import time
import traceback
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from ruang_tools import NOW, author, edit, server_of, whole

from etl.base.errors import UserError
from etl.base.paths import ENTRIES_NAME
from etl.entries import known, ledger
from etl.entries.ledger import Conflict, WantedChange
from etl.workspace import edge, server
from tests.etl.etl_tools import pipe, start
from tests.postgres import LOCKED

WRITERS, EDITS, KILLS = 8, 5, 3
CUTS = int(os.environ.get("PEDULIHAM_UJI_PUTUS", "8"))
RESTARTS = int(os.environ.get("PEDULIHAM_UJI_MULAI", "2"))


def change(folder: Path, key: tuple[str, str, str], day: str) -> WantedChange:
    stands = ledger.read(folder).latest.get(("tahap", key))
    return WantedChange("tahap", key, {"keadaan": "sudah", "tanggal": day}, stands.number if stands else 0)


def day_of(turn: int) -> str:
    return (dt.date(2026, 1, 1) + dt.timedelta(days=turn % 200)).isoformat()


def enter(folder: Path, place: int, turn: int) -> int:
    """An entry whose reason no other has."""
    wish = change(folder, ("2026", f"53.{place + 1:02d}", "mengirim"), day_of(turn))
    return ledger.record(folder, [wish], author=author(place), reason=f"uji {place} {turn}", now=NOW).number


def reasons(folder: Path) -> dict[int, str]:
    return {one["no"]: one["alasan"] for one in whole(folder, ENTRIES_NAME)}


def work(folder: Path, environ: dict[str, str], place: int, said: object) -> None:
    """One machine: edits of its own, and of what all edit; tells of each what came of it."""
    edge.configure(folder, environ)
    told: list[tuple[int, str]] = []
    for turn in range(EDITS):
        day, why = day_of(place * EDITS + turn), f"uji {place} {turn}"
        own, common = ("2026", f"53.{place + 1:02d}", "mengirim"), ("2026", "53.15", "dinilai")
        wishes = [change(folder, own, day), change(folder, common, day)]
        try:
            told.append((ledger.record(folder, wishes, author=author(place), reason=why, now=NOW).number, why))
        except Conflict:
            told.append((0, why))
    said.send(told)  # type: ignore[attr-defined]


def test_eight_writers_lose_and_double_nothing(shared, machine):
    running = []
    for place in range(WRITERS):
        here, there = pipe()
        folder = machine(shared)
        running.append((here, start(work, folder, shared, place, there)))
        there.close()
    told = []
    for here, process in running:
        told += here.recv()
        process.join()
        assert process.exitcode == 0
    assert len(told) == WRITERS * EDITS
    assert sorted(one for one in told if one[0]) == sorted(reasons(folder).items())  # whoever was told a number has it, nobody else


def write_until_killed(folder: Path, environ: dict[str, str], notes: Path) -> None:
    """Edits without end; what was saved goes into a file of its own, by the number."""
    edge.configure(folder, environ)
    known.load(folder)
    with notes.open("a") as file:
        for turn in range(len(ledger.read(folder).entries), 10_000):
            number = enter(folder, 0, turn)
            file.write(json.dumps([number, f"uji 0 {turn}"]) + "\n")
            file.flush()


def test_a_writer_that_is_killed_leaves_whole_entries_and_no_lock(shared, machine, tmp_path):
    folder, notes, chance = machine(shared), tmp_path / "catatan", random.Random(7)
    for _ in range(KILLS):
        before = len(notes.read_text().splitlines()) if notes.exists() else 0
        writer = start(write_until_killed, folder, shared, notes)
        while not notes.exists() or len(notes.read_text().splitlines()) < before + 2:
            assert writer.is_alive()
            time.sleep(0.01)
        time.sleep(chance.uniform(0, 0.05))
        os.kill(writer.pid, signal.SIGKILL)
        writer.join()
    noted = dict(json.loads(line) for line in notes.read_text().splitlines())
    there = reasons(folder)
    assert noted.items() <= there.items()  # all that was said to be saved is there
    assert len(there) <= len(noted) + KILLS  # and of the killed at most the one that was under way
    assert enter(folder, 2, 1) == len(there) + 1


def while_writing(folder: Path, disturb: Callable[[], None]) -> tuple[int, int]:
    """Write and read until the disturbance is over; all that is said must be true. How much was saved, and refused."""
    disturber, saved, refused, turn = threading.Thread(target=disturb), {}, [], 0
    known.load(folder)
    disturber.start()
    while disturber.is_alive() or not saved:
        turn += 1
        try:
            saved[enter(folder, 0, turn)] = f"uji 0 {turn}"
        except UserError as error:  # anything else is a fault
            refused.append(str(error))
            time.sleep(0.02)
    disturber.join()
    assert [one for one in refused if "Tidak ada yang tersimpan" not in one or "Yang perlu dilakukan" not in one] == []
    assert reasons(folder) == saved
    return len(saved), len(refused)


def test_connections_that_are_cut_at_any_moment(shared, machine, postgres):
    chance = random.Random(5)

    def cut() -> None:
        for _ in range(CUTS):
            time.sleep(chance.uniform(0.01, 0.2))
            postgres.end_sessions()

    saved, refused = while_writing(machine(shared), cut)
    print(f"{CUTS} kali putus: {saved} tersimpan, {refused} ditolak")
    assert saved


def test_a_server_that_is_started_anew_while_others_write(shared, machine, postgres):
    def anew() -> None:
        for turn in range(RESTARTS):
            time.sleep(0.3)
            postgres.stop(signal.SIGQUIT if turn % 2 else signal.SIGINT)
            postgres.start()

    saved, refused = while_writing(machine(shared), anew)
    print(f"{RESTARTS} kali dimulai ulang: {saved} tersimpan, {refused} ditolak")
    assert saved


def test_a_connection_that_was_lost_meanwhile_is_made_anew(shared, machine, postgres):
    folder = machine(shared)
    for seen, state in enumerate(("sudah", "belum", "sudah")):
        assert edit(folder, state, seen=seen).number == seen + 1
        postgres.end_sessions()
        if seen:
            time.sleep(0.6)  # so that reading asks the server
            assert len(ledger.read(folder).entries) == seen + 1
            postgres.end_sessions()


@pytest.mark.parametrize("through", [True, False, None])
def test_an_end_that_was_not_heard_of_is_asked_for(shared, machine, monkeypatch, through):
    """Through although the answer was lost: one entry, and no second; else none; and where nobody can say, that is said."""
    folder = machine(shared)
    there = server_of(folder).server
    plain, connected = psycopg.Connection.execute, there._connected

    def execute(connection: psycopg.Connection, query: object, *given: object) -> object:
        if query != "COMMIT":
            return plain(connection, query, *given)
        monkeypatch.undo()
        if through is not False:
            plain(connection, query)
        connection.close()
        if through is None:
            monkeypatch.setattr(server, "_DOUBT", 0.3)
            monkeypatch.setattr(there, "_connected", refuse)
        raise psycopg.OperationalError("terputus")

    def refuse() -> object:
        raise psycopg.OperationalError("terputus")

    ledger.read(folder)
    monkeypatch.setattr(psycopg.Connection, "execute", execute)
    if through:
        assert edit(folder).number == 1
    else:
        with pytest.raises(UserError, match="putus tepat saat menyimpan" if through is None else "Tidak ada yang tersimpan"):
            edit(folder)
    monkeypatch.setattr(there, "_connected", connected)
    assert len(whole(folder, ENTRIES_NAME)) == (through is not False)
    assert len(ledger.read(folder).entries) == (through is not False)


def locked(postgres, folder: Path, address: str) -> str:
    with postgres.connected() as connection:
        connection.execute(f"DROP ROLE IF EXISTS {LOCKED}")
        connection.execute(f"CREATE ROLE {LOCKED} LOGIN PASSWORD 'benar'")
    return address.replace("peduliham@", f"{LOCKED}:rahasia@")


def full(postgres, folder: Path, address: str) -> str:
    """As a server answers whose disk is full."""
    body = "BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END"
    with postgres.connected() as connection:
        connection.execute(f"SET search_path = {address.rpartition('%3D')[2]}")
        connection.execute(f"CREATE FUNCTION penuh() RETURNS trigger LANGUAGE plpgsql AS $${body}$$")
        connection.execute("CREATE TRIGGER penuh BEFORE INSERT ON baris EXECUTE FUNCTION penuh()")
    return address


REFUSALS = {
    "wrong password": (locked, "menolak pengguna atau kata sandinya"),
    "disk full": (full, "kehabisan ruang disk"),
    "read only": (lambda *given: given[2] + "%20-cdefault_transaction_read_only%3Don", "hanya dapat dibaca"),
    "nobody there": (lambda *given: given[2].replace("peduliham@127.0.0.1:", "u:rahasia@127.0.0.1:1"), "tidak terjangkau"),
    "no such database": (lambda *given: given[2].replace("/postgres?", "/lain?"), "belum dibuat"),
    "nothing in it": (lambda *given: given[2] + "x", "belum berisi apa-apa"),
}


@pytest.mark.parametrize("case", REFUSALS)
def test_what_the_server_refuses_is_said_with_what_to_do_and_without_a_password(shared, machine, postgres, case):
    make, said = REFUSALS[case]
    folder = machine(shared)
    address = make(postgres, folder, shared[edge.VARIABLE]).replace(f":1{postgres.port}", ":1")
    edge.configure(folder, {edge.VARIABLE: address})
    with pytest.raises(UserError) as refused:
        edit(folder)
    assert said in str(refused.value)
    assert "Yang perlu dilakukan" in str(refused.value)
    assert "rahasia" not in "".join(traceback.format_exception(refused.value)) + server_of(folder).server.shown
    edge.configure(folder, shared)
    assert whole(folder, ENTRIES_NAME) == []
