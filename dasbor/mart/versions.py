"""The published versions: which there are, why each came, what it changed. Read from the newest file, which tells of all before it.

What an old file tells of its own past is never shown: a version that was closed since would speak there still.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from dasbor.mart import warehouse
from dasbor.mart.cache import of_newest
from dasbor.mart.warehouse import WIB, VersionError
from dasbor.words import paths
from etl.build.versions import compare, naming, tables

_TOLD = "SELECT count(*) > 0 FROM duckdb_tables() WHERE database_name = current_database() AND table_name = 'riwayat_versi'"
_HISTORY = """
SELECT nomor, versi, epoch_us(terbit_pada), epoch_us(dibangun_pada), sidik, sebab, dibanding, jumlah_perubahan,
    epoch_us(ditutup_pada), ditutup_alasan
FROM mart.riwayat_versi ORDER BY nomor DESC
"""
_CHANGES = f"SELECT {', '.join(compare.COLUMNS)} FROM mart.perubahan_versi WHERE nomor = ? ORDER BY rowid"  # noqa: S608 - our own names


class VersionReason(NamedTuple):
    """What is behind a version: kind (docs/versi.md), award year if any, words or a name, and what they are about."""

    kind: str
    year: int | None
    text: str
    subject: str = ""


@dataclass(frozen=True)
class PublishedVersion:
    """One published version. Moments are in WIB; `closed`: why it may not be read, "" if it may.

    `published`: when it came; `ended`: when the next one came, None for the newest; `base`: the version it is compared with, "" if
    with none; `count`: how many changes there are, None if it was not compared. Content that came again has several lines with
    one `name`; all of them are `current` if it is the one in force.
    """

    name: str
    built: dt.datetime
    digest: str
    current: bool
    closed: str
    reasons: tuple[VersionReason, ...]
    number: int
    published: dt.datetime
    ended: dt.datetime | None
    closed_at: dt.datetime | None
    base: str
    count: int | None

    @property
    def kept(self) -> bool:
        """Whether its file is there."""
        return self.current or naming.path_of(paths.data_folder(), self.name).is_file()


@of_newest
def versions() -> tuple[PublishedVersion, ...]:
    """All published versions, the newest first. Raises WarehouseError if nothing is published."""
    stamp, house = warehouse.stamp(), warehouse.current()
    if not house.value(_TOLD):  # published before there were versions
        return (PublishedVersion(stamp.name, stamp.built, stamp.version, True, "", (), 1, stamp.built, None, None, "", None),)  # noqa: FBT003
    with house.cursor() as cursor:
        rows = cursor.execute(_HISTORY).fetchall()
    return tuple(_version(rows, place, stamp.name) for place in range(len(rows)))


@of_newest
def closed() -> frozenset[str]:
    """The names of those that may not be read. Raises WarehouseError if nothing is published."""
    return frozenset(one.name for one in versions() if one.closed)


def find(name: str) -> PublishedVersion | None:
    """The version with this name, as it came last; None if there is none."""
    return next((one for one in versions() if one.name == name), None)


def changes(name: str) -> pd.DataFrame:
    """What a version says otherwise than the one before it (`Version.base`); columns as in `mart.perubahan_versi`. Read-only.

    Raises `VersionError` for a version that is unknown or closed.
    """
    version, path = find(name), warehouse.newest().path
    if version is None:
        raise VersionError("versi.unknown", path, name)
    if version.closed:
        raise VersionError("versi.closed", path, name, version.closed)
    return _changes(version.number)


def changes_of(version: PublishedVersion) -> pd.DataFrame:
    """The same of one line of the list, where content that came again has several; empty if it was not compared."""
    return _changes(version.number)


def _version(rows: Sequence[tuple[object, ...]], place: int, current: str) -> PublishedVersion:
    number, name, published, built, digest, reasons, base, count, closed_at, closed = rows[place]
    return PublishedVersion(
        str(name),
        _wib(built),
        str(digest),
        name == current,
        str(closed or ""),
        tuple(VersionReason(one.kind, one.year, one.text, one.subject) for one in tables.reasons_of(str(reasons))),
        int(str(number)),
        _wib(published),
        _wib(rows[place - 1][2]) if place else None,
        None if closed_at is None else _wib(closed_at),
        str(base or ""),
        None if count is None else int(str(count)),
    )


def _wib(microseconds: object) -> dt.datetime:
    return tables.moment(int(str(microseconds))).astimezone(WIB)


@of_newest
def _changes(number: int) -> pd.DataFrame:
    return warehouse.current().query(_CHANGES, [number])


_CONTRACT = "SELECT table_name, column_name FROM duckdb_columns() WHERE database_name = current_database() AND schema_name = 'mart'"


def outdated() -> bool:
    """Whether the version that is read lacks a table or column that the newest has: an earlier program published it."""
    houses = warehouse.current(), warehouse.newest()
    own, newest = (set(house.query(_CONTRACT).itertuples(index=False, name=None)) for house in houses)
    return bool(newest - own)
