"""What the tests of the shared workspace have in common: what must be there after whatever happened."""

import datetime as dt
import hashlib
import json
from pathlib import Path

from etl import workspace
from etl.entries import ledger
from etl.entries.area import EVERYTHING
from etl.entries.ledger import Author, WantedChange
from etl.workspace import content
from etl.workspace.postgres import Postgres

NOW = dt.datetime(2026, 11, 22, 2, 0, tzinfo=dt.UTC)
KEY = ("2026", "53.01", "mengirim")


def author(place: int = 0) -> Author:
    return Author(f"penulis{place}@contoh.go.id", ("operator",), frozenset({"lihat", "isi", "setuju", "muat"}), EVERYTHING)


def edit(folder: Path, state: str = "sudah", *, seen: int = 0) -> ledger.Entry:
    return ledger.record(folder, [WantedChange("tahap", KEY, {"keadaan": state}, seen)], author=author(), reason="uji", now=NOW)


def server_of(folder: Path) -> Postgres:
    found = workspace.of(folder)
    assert isinstance(found, Postgres)
    return found


def whole(folder: Path, name: str) -> list[dict[str, object]]:
    """The lines of a chain on the server: numbered without gap or double, each with the hash of the one before."""
    rows = server_of(folder).server.ask("SELECT no, segel, isi FROM baris WHERE rantai = %s ORDER BY no", (name,))
    assert [number for number, _, _ in rows] == list(range(1, len(rows) + 1))
    before, found = "", []
    for number, seal, line in rows:
        said = json.loads(bytes(line))
        assert (said["no"], said["sebelum"], hashlib.sha256(line).hexdigest()) == (number, before, seal)
        before = seal
        found.append(said)
    return found


def truth(folder: Path) -> dict[str, bytes]:
    """Every file that cannot be made again, by the byte."""
    return {name: (folder / name).read_bytes() for name in content.names(folder)}
