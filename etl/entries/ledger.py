"""The ledger of entries: the data entered during the year and its audit log in one file that only grows.

Reads and writes: `isian/catatan.jsonl` of the data folder, a chain (`etl/base/chain.py`), one line per entry with all its changes.
Decides: what stands under each key; whether an entry is recorded, is refused (`NotPermitted`), cannot be accepted (`Invalid`) or
comes too late (`Conflict`). Nothing is ever half recorded.
"""

import dataclasses
import datetime as dt
import functools
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from etl import workspace
from etl.base.chain import Chain
from etl.base.errors import UserError
from etl.base.paths import ENTRIES_NAME
from etl.entries import checks, kinds, known, tables
from etl.entries.area import Area
from etl.entries.checks import Checked
from etl.entries.entry import (
    Author,
    Changed,
    Clash,
    Conflict,
    Entry,
    FieldFault,
    Invalid,
    NotPermitted,
    Source,
    StandingEntry,
    WantedChange,
    entry_of,
    line_of,
)
from etl.entries.kinds import KINDS, Key

__all__ = [
    "Author",
    "Changed",
    "Clash",
    "Conflict",
    "Entry",
    "FieldFault",
    "Invalid",
    "Ledger",
    "NotPermitted",
    "Source",
    "StandingEntry",
    "WantedChange",
    "read",
    "record",
    "undo",
]

_REMEMBERED = 8
"""Ledgers that are kept in memory; a program has one."""


@dataclass(frozen=True)
class Ledger:
    """All entries, and what they come to.

    `latest`: what stands under every key that was ever entered, also under those that were taken back; `current`: without them.
    `history`: every change as a row (see `etl.entries.tables`); `key`: a digest of the content.
    """

    entries: tuple[Entry, ...] = ()
    latest: Mapping[tuple[str, Key], StandingEntry] = dataclasses.field(default_factory=dict)
    current: Mapping[tuple[str, Key], StandingEntry] = dataclasses.field(default_factory=dict)
    history: pa.Table = dataclasses.field(default_factory=lambda: tables.history(()), compare=False)
    key: str = ""

    @functools.cached_property
    def _standing(self) -> dict[str, pa.Table]:
        return tables.standing(self.current)

    def tables(self, area: Area) -> dict[str, pa.Table]:
        """The tables of schema `kerja` with the rows of an area (see `etl.entries.tables`)."""
        everything = {**self._standing, tables.HISTORY: self.history}
        return {name: tables.within(name, table, area) for name, table in everything.items()}


_kept: dict[Path, tuple[Chain, Ledger]] = {}
_guard = threading.Lock()


def read(folder: Path) -> Ledger:
    """The ledger of a data folder, empty if nothing was entered. Raises `UserError` if a line was changed, taken out or put in."""
    path = folder / ENTRIES_NAME
    found = workspace.of(folder).read(ENTRIES_NAME)
    with _guard:
        before, ledger = _kept.get(path, (Chain(), Ledger()))
    if found is before:
        return ledger
    if found.faults:
        raise _broken(path, found.faults)
    if not _continues(before, found):
        before, ledger = Chain(), Ledger()
    ledger = _extended(ledger, _entries(path, found, len(before.lines)), found.seal)
    with _guard:
        _kept.pop(path, None)
        _kept[path] = (found, ledger)
        while len(_kept) > _REMEMBERED:
            del _kept[next(iter(_kept))]
    return ledger


def record(
    folder: Path,
    changes: Sequence[WantedChange],
    *,
    author: Author,
    reason: str = "",
    now: dt.datetime,
    source: Source | None = None,
) -> Entry:
    """Record changes as one entry, all or none; what stands already in the same words is left out.

    Raises `NotPermitted`, `Invalid` (with every fault), `Conflict` (with every key that somebody else changed), or another
    `UserError` (nothing new; the ledger is not whole; no room; busy).
    """
    checked = checks.check(changes, author, known.load(folder), now)
    with workspace.of(folder).lock(ENTRIES_NAME):
        ledger = read(folder)
        new = [one for one in checked if one.value != _value(ledger, one)]
        if not new:
            raise UserError("Tidak ada yang berubah: semua isian sudah tercatat demikian.", remedy="tidak ada yang perlu disimpan.")
        changed = tuple(_changed(ledger, one) for one in new)
        _approve(author, changed)
        clashes = [clash for one in new for clash in _clashes(ledger, one)]
        if clashes:
            raise Conflict(clashes)
        said = _reason(reason, changes, needed=any(KINDS[one.kind].reasoned or one.before is not None for one in changed))
        return _append(folder, Entry(0, now, author.address, author.roles, said, changed, source=source))


def undo(folder: Path, number: int, *, author: Author, reason: str, now: dt.datetime) -> Entry:
    """Take an entry back by a new one that restores what stood before it; undoing that one brings it back.

    Raises `NotPermitted`, `Conflict` if something newer stands on one of its keys, `Invalid` without a reason, or another
    `UserError` (no such entry; as `record`).
    """
    with workspace.of(folder).lock(ENTRIES_NAME):
        ledger = read(folder)
        if not 1 <= number <= len(ledger.entries):
            raise UserError(f"Catatan nomor {number} tidak ada.", remedy="lihat nomornya pada riwayat isian.")
        old = ledger.entries[number - 1]
        if not old.changes:
            raise UserError(f"Catatan nomor {number} tidak mengubah isian.", remedy="yang disamarkan tidak dapat dikembalikan.")
        changed = tuple(Changed(one.kind, one.key, one.province, one.after, number, one.before) for one in old.changes)
        if any(checks.refusals(author, KINDS[one.kind], one.key, one.province) for one in changed):
            checks.refuse([f"catatan nomor {number}: ada isinya yang bukan wewenang Anda"])  # not which: it may be another's area
        _approve(author, changed)
        newer = [one for one in changed if ledger.latest[one.kind, one.key].number != number]
        if newer:
            raise Conflict([Clash(one.kind, one.key, ledger.latest[one.kind, one.key]) for one in newer])
        said = _reason(reason, (), needed=True)
        return _append(folder, Entry(0, now, author.address, author.roles, said, changed, undoes=number))


def _broken(path: Path, faults: Sequence[str]) -> UserError:
    return UserError(
        f"Catatan isian ({path.parent.name}/{path.name}) tidak utuh.",
        details=faults,
        remedy="kembalikan berkas itu dari cadangan; sampai saat itu tidak ada yang dapat dibaca atau disimpan.",
    )


def _continues(before: Chain, found: Chain) -> bool:
    """Whether `found` is `before` with lines added: the chain hands over the very lines it read before."""
    count = len(before.lines)
    return not count or (len(found.lines) >= count and found.lines[count - 1] is before.lines[-1])


def _entries(path: Path, found: Chain, start: int) -> Iterable[Entry]:
    for number, fields in enumerate(found.lines[start:], start=start + 1):
        try:
            yield entry_of(fields)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise _broken(path, [f"baris {number}: bukan catatan yang dapat dibaca"]) from error


def _extended(ledger: Ledger, entries: Iterable[Entry], key: str) -> Ledger:
    fresh = tuple(entries)
    latest = dict(ledger.latest)
    for entry in fresh:
        for one in entry.changes:
            latest[one.kind, one.key] = StandingEntry(one.after, entry.number, entry.who, entry.at, entry.reason, one.province)
    current = {place: standing for place, standing in latest.items() if standing.value is not None}
    history = pa.concat_tables([ledger.history, tables.history(fresh)]).combine_chunks()
    return Ledger((*ledger.entries, *fresh), latest, current, history, key)


def _value(ledger: Ledger, one: Checked) -> kinds.Value | None:
    standing = ledger.current.get((one.kind.name, one.key))
    return standing.value if standing else None


def _changed(ledger: Ledger, one: Checked) -> Changed:
    standing = ledger.latest.get((one.kind.name, one.key))
    number = standing.number if standing else 0
    return Changed(one.kind.name, one.key, one.province, _value(ledger, one), number, one.value)


def _clashes(ledger: Ledger, one: Checked) -> Iterable[Clash]:
    """Whether the editor saw something else. What was taken back looks as if it had never been entered."""
    standing = ledger.latest.get((one.kind.name, one.key))
    numbers = {0} if standing is None else {standing.number} if standing.value is not None else {standing.number, 0}
    if one.seen is not None and one.seen not in numbers:
        yield Clash(one.kind.name, one.key, standing)


def _approve(author: Author, changed: Iterable[Changed]) -> None:
    checks.refuse(why for one in changed for why in checks.approval(author, KINDS[one.kind], one.before, one.after))


def _reason(reason: str, changes: Sequence[WantedChange], *, needed: bool) -> str:
    try:
        said = kinds.remark(reason)
    except ValueError as error:
        raise Invalid([FieldFault(None, "alasan", str(error))], changes) from error
    if needed and not said:
        raise Invalid(
            [FieldFault(None, "alasan", "harus diisi: ada yang sudah tercatat dan akan berubah, atau jenisnya memintanya")], changes
        )
    return said


def _append(folder: Path, entry: Entry) -> Entry:
    try:
        number = workspace.of(folder).append(ENTRIES_NAME, line_of(entry))
    except OSError as error:
        raise UserError(
            f"Isian tidak dapat disimpan: {error.strerror}. Tidak ada yang tersimpan.",
            remedy="periksa ruang kosong dan hak akses folder data, lalu ulangi.",
        ) from error
    return dataclasses.replace(entry, number=number)
