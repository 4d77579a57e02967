"""What the tests of the lake share: what a lake must be after whatever happened."""

import datetime as dt
import hashlib
import json
from pathlib import Path

from etl import gudang
from etl.gudang import tables
from etl.gudang.lake import Lake

NOW = dt.datetime(2026, 11, 22, 2, 0, tzinfo=dt.UTC)


def lake_of(folder: Path) -> Lake:
    found = gudang.of(folder)
    assert isinstance(found, Lake)
    return found


def whole(folder: Path, name: str) -> list[dict[str, object]]:
    """The lines of a chain of the lake: numbered without gap or double, each with the hash of the one before."""
    chain = tables.CHAINS[name]
    rows = lake_of(folder).ask(
        lambda lumbung: lumbung.execute(f"SELECT no, segel, baris FROM {tables.OWN}.{chain} ORDER BY no").fetchall()
    )
    assert [number for number, _, _ in rows] == list(range(1, len(rows) + 1))
    before, found = "", []
    for number, seal, text in rows:
        said = json.loads(text)
        assert (said["no"], said["sebelum"], hashlib.sha256(text.encode()).hexdigest()) == (number, before, seal)
        before = seal
        found.append(said)
    assert lake_of(folder).ask(lambda lumbung: tables.tip(lumbung, chain)) == (len(rows), before)
    return found
