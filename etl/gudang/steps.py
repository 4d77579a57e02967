"""The steps of a transaction of a lake, and what they refuse: the next line, the next build, the files that go with it.

Reads: the lake within its open transaction, the data folder. Decides: whether something is the next one. Writes: the lake.
"""

import contextlib
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from etl.backup import content
from etl.base import atomic
from etl.errors import UserError
from etl.gudang import mirror, tables, workspace

Connection = duckdb.DuckDBPyConnection


@dataclass(frozen=True)
class Line:
    """A line that is to be the next of a chain."""

    chain: str
    number: int
    before: str
    text: bytes
    who: str

    @property
    def seal(self) -> str:
        """SHA-256 of the line."""
        return hashlib.sha256(self.text).hexdigest()


@dataclass
class Batch:
    """What goes into the lake with a build."""

    number: int
    loose: mirror.Loose
    here: Mapping[str, str]
    lines: list[Line] = field(default_factory=list)
    versions: list[Path] = field(default_factory=list)


class AlreadyThereError(Exception):
    """What is to be written stands there: an earlier try came through after all."""


def loose_of(files: Mapping[str, str]) -> dict[str, str]:
    """The loose ones among all files of a lake."""
    return {name: sum_ for name, sum_ in files.items() if not content.is_settled(name)}


@contextlib.contextmanager
def transaction(connection: Connection) -> Iterator[None]:
    """What is done within is there when the block ends, or none of it is."""
    connection.begin()
    try:
        yield
        connection.commit()
    except BaseException:
        with contextlib.suppress(duckdb.Error):
            connection.rollback()
        raise
    finally:
        with contextlib.suppress(duckdb.Error):
            workspace.done(connection)


def add_next(connection: Connection, line: Line) -> None:
    """Add a line if it is the next one."""
    tip = tables.tip(connection, line.chain)
    if tip == (line.number, line.seal):
        raise AlreadyThereError
    if tip != (line.number - 1, line.before):
        raise UserError("Yang lain menulis lebih dahulu; tidak ada yang tersimpan.", remedy="lihat yang terbaru, lalu ulangi.")
    tables.add_line(connection, line.chain, line.number, line.seal, line.text)


def next_build(connection: Connection, batch: Batch) -> None:
    """Raises if another build came first; its tables are then the newer truth."""
    number = tables.build(connection).number
    if number != batch.number - 1 and not (
        batch.lines and tables.tip(connection, batch.lines[-1].chain)[1] == batch.lines[-1].seal
    ):
        raise UserError("Pembangunan lain selesai lebih dahulu; tidak ada yang diubah.", remedy="ulangi.")


def put_version(connection: Connection, folder: Path, aside: Path) -> None:
    """Put in the files of a version that stands aside, by the names that they will have."""
    place = aside.with_name(aside.name.removesuffix(atomic.ASIDE)).relative_to(folder).as_posix()
    files = {f"{place}/{path.name}": path for path in sorted(aside.iterdir())} if aside.is_dir() else {place: aside}
    for name, path in files.items():
        said = path.read_bytes()
        tables.put_file(connection, name, hashlib.sha256(said).hexdigest(), said)


def put_loose(connection: Connection, folder: Path, name: str, sum_: str | None) -> None:
    """Make a loose file of the lake what it is in the folder; None: it is no longer there."""
    if sum_ is None:
        tables.drop_file(connection, name)
    else:
        tables.put_file(connection, name, sum_, (folder / name).read_bytes())


def told(batch: Batch, names: tuple[str, ...]) -> str:
    """What a build was, in the words of its snapshot."""
    events = [f"{line.chain} {line.number}" for line in batch.lines]
    return f"bangun {batch.number}: " + ", ".join([*events, f"{len(names)} tabel", f"{len(batch.loose.mine)} berkas"])


def stale(loose: mirror.Loose) -> UserError:
    """The error for a folder whose input is older than the lake's."""
    return UserError(
        "Berkas masukan di mesin ini bukan yang terbaru di gudang; ruang kerja tidak dibangun darinya.",
        details=[*loose.theirs, *(f"{name} (juga diubah di sini)" for name in loose.both)],
        remedy="jalankan python -m etl ambil; bila berkas di mesin ini yang benar, python -m etl ambil --pertahankan, lalu ulangi.",
    )
