"""The two tables of the public file that tell its past: `mart.riwayat_versi` and `mart.perubahan_versi`, and its stamp.

Reads: the register, the kept files, and a former public file whose rows are carried on. Decides: which rows must be computed anew:
those whose base is another one now, because a version was closed or opened. Writes: a public file that stands aside.
"""

import datetime as dt
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb
import pyarrow as pa

from etl.base import publish
from etl.base.paths import SQL
from etl.build.versions import compare, register
from etl.build.versions.compare import Change
from etl.build.versions.register import Register, VersionLine

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
HISTORY, CHANGES = "mart.riwayat_versi", "mart.perubahan_versi"
_CREATE = SQL / "versi" / "10_versi.sql"
_WORDS = ("terbit", "kembali", "keterangan")
"""Kinds of reason whose own words may speak of what was published; those of a closed version are told no more."""
_HISTORY_ROW = f"INSERT INTO {HISTORY} VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"


@dataclass(frozen=True)
class Told:
    """What a public file says of its past: (number, name, base, closed at) for each version."""

    rows: tuple[tuple[int, str, str | None, dt.datetime | None], ...]


def told(public: Path) -> Told | None:
    """What a public file tells; None if it cannot be read or has no such tables."""
    try:
        with duckdb.connect(str(public), read_only=True, config=publish.SETTINGS) as connection:
            rows = connection.execute(
                f"SELECT nomor, versi, dibanding, epoch_us(ditutup_pada) FROM {HISTORY} ORDER BY nomor"
            ).fetchall()
            connection.execute(f"SELECT 1 FROM {CHANGES} LIMIT 1")
    except duckdb.Error:
        return None
    return Told(tuple((*row[:3], None if row[3] is None else moment(row[3])) for row in rows))


def moment(microseconds: int) -> dt.datetime:
    """A moment as DuckDB counts it: microseconds since 1970."""
    return _EPOCH + dt.timedelta(microseconds=microseconds)


def wanted(known: Register) -> Told:
    """What the public file must tell by the register."""
    rows = []
    for line in known.lines:
        base, closing = known.base(line.number), known.closing(line.name)
        rows.append((line.number, line.name, base.name if base else None, closing.at if closing else None))
    return Told(tuple(rows))


def write(target: Path, known: Register, file_of: Callable[[str], Path | None], former: Path | None) -> None:
    """Write both tables into `target`, a public file that stands aside and is the last version of the register; and stamp it so.

    `file_of`: where the file of a version is, None if it is lost. `former`: a file whose rows may be carried on.
    """
    newest = known.lines[-1]
    carried = _carried(former) if former else {}
    computed: dict[int, tuple[str, Sequence[Change]] | None] = {}
    for line in known.lines:
        base = known.base(line.number)
        if base is None:
            computed[line.number] = None
        elif (line.name, base.name) == (carried.get(line.number) or ("", "", ()))[:2]:
            computed[line.number] = (base.name, carried[line.number][2])
        else:
            after = target if line is newest else file_of(line.name)
            before = file_of(base.name)
            computed[line.number] = _computed(base.name, before, after)
    with duckdb.connect(str(target), config=publish.SETTINGS) as connection:
        connection.begin()
        connection.execute(_CREATE.read_text(encoding="utf-8"))
        for line in known.lines:
            _store(connection, known, line, computed[line.number])
        connection.execute(
            "UPDATE mart.versi SET dibangun_pada = ?::TIMESTAMPTZ, sidik = ?", [newest.built.astimezone(dt.UTC), newest.digest]
        )
        connection.commit()
        connection.execute("CHECKPOINT")


def _computed(base: str, before: Path | None, after: Path | None) -> tuple[str, Sequence[Change]] | None:
    """Base and changes; None if a file is lost or damaged: what cannot be told stands in no build's way."""
    if before is None or after is None:
        return None
    try:
        return base, between(before, after)
    except duckdb.Error:
        return None


def between(before: Path, after: Path) -> tuple[Change, ...]:
    """What the second file says otherwise than the first. Raises `duckdb.Error` if one cannot be read."""
    with attached(before, after) as connection:
        return compare.changes(connection)


def attached(before: Path, after: Path) -> duckdb.DuckDBPyConnection:
    """A connection with two files as `lama` and `baru`, read-only."""
    connection = duckdb.connect(config=publish.SETTINGS)
    for path, name in ((before, "lama"), (after, "baru")):
        connection.execute(f"ATTACH '{str(path).replace(chr(39), chr(39) * 2)}' AS {name} (READ_ONLY)")
    return connection


def reasons_of(text: str) -> tuple[register.Cause, ...]:
    """What stands in `sebab`."""
    return tuple(register.reason_of(one) for one in json.loads(text))


def _store(
    connection: duckdb.DuckDBPyConnection, known: Register, line: VersionLine, made: tuple[str, Sequence[Change]] | None
) -> None:
    closing, (base, changes) = known.closing(line.name), made or (None, ())
    reasons = [replace(one, text="") if closing and one.kind in _WORDS else one for one in line.reasons]
    said = json.dumps([one.as_json() for one in reasons], ensure_ascii=False)
    row = [line.number, line.name, line.at, line.built, line.digest, said, base, None if base is None else len(changes)]
    connection.execute(_HISTORY_ROW, [*row, closing and closing.at, closing and closing.reason])
    if changes:
        connection.register("masukan", _arrow(changes))
        connection.execute(f"INSERT INTO {CHANGES} SELECT ?, ?, * FROM masukan", [line.number, line.name])
        connection.unregister("masukan")


def _arrow(rows: Sequence[Change]) -> pa.Table:
    kinds = [pa.int32() if name == "tahun" else pa.string() for name in compare.COLUMNS]
    columns = zip(compare.COLUMNS, kinds, zip(*rows, strict=True), strict=True)
    return pa.table({name: pa.array(cells, kind) for name, kind, cells in columns})


def _carried(former: Path) -> dict[int, tuple[str, str, Sequence[Change]]]:
    """Number → name, base and changes of every version that a former file told of."""
    if told(former) is None:
        return {}
    with duckdb.connect(str(former), read_only=True, config=publish.SETTINGS) as connection:
        lines = connection.execute(f"SELECT nomor, versi, dibanding FROM {HISTORY} WHERE dibanding IS NOT NULL").fetchall()
        rows = connection.execute(f"SELECT nomor, {', '.join(compare.COLUMNS)} FROM {CHANGES} ORDER BY rowid").fetchall()
    found: dict[int, tuple[str, str, list[Change]]] = {number: (name, base, []) for number, name, base in lines}
    for number, *change in rows:
        found[number][2].append(tuple(change))
    return dict(found)
