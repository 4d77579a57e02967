"""What an entry is: who changed what, from what to what, and why; and how it is written as one line of the ledger."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from etl.base import moments
from etl.base.errors import UserError
from etl.base.moments import wib
from etl.entries.area import Area
from etl.entries.kinds import Key, Value


@dataclass(frozen=True)
class Author:
    """Who enters: the address, the roles (to be kept with the entry), the rights and the area (to be held against it)."""

    address: str
    roles: tuple[str, ...]
    rights: frozenset[str]
    area: Area


@dataclass(frozen=True)
class Source:
    """The file that changes came from: its name and the SHA-256 of its bytes."""

    name: str
    sha256: str


@dataclass(frozen=True)
class WantedChange:
    """A wish: what shall stand under a key (None: "not recorded" again).

    `value`: fields as texts or typed (numbers, dates, yes/no). `seen`: number of the entry that the editor saw as the last for this
    key (0: none; None: not to be checked, for files that say so).
    """

    kind: str
    key: Key
    value: Mapping[str, object] | None
    seen: int | None


@dataclass(frozen=True, slots=True)
class Changed:
    """A change as recorded.

    `province`: whose area it is, "" for the nation's; `before_number`: the last entry of the key before this one, 0 for none.
    """

    kind: str
    key: Key
    province: str
    before: Value | None
    before_number: int
    after: Value | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the ledger: all changes that were saved together. `undoes`: the entry it takes back."""

    number: int
    at: dt.datetime
    who: str
    roles: tuple[str, ...]
    reason: str
    changes: tuple[Changed, ...]
    undoes: int | None = None
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class StandingEntry:
    """What stands under a key (`value` None: taken back), and the entry that says so."""

    value: Value | None
    number: int
    who: str
    at: dt.datetime
    reason: str
    province: str


@dataclass(frozen=True)
class Clash:
    """A key that somebody else changed meanwhile, and what stands there now (None: nothing was ever recorded)."""

    kind: str
    key: Key
    stands: StandingEntry | None


@dataclass(frozen=True)
class FieldFault:
    """A field that cannot be accepted. `place`: which of the changes, from 0; None: of the entry as a whole."""

    place: int | None
    field: str
    sentence: str


class Invalid(UserError):  # noqa: N818 - it says what became of the wish
    """Fields that cannot be accepted; `faults` has them all. Nothing was saved."""

    def __init__(self, faults: Sequence[FieldFault], changes: Sequence[WantedChange]) -> None:
        self.faults = tuple(faults)
        super().__init__(
            f"{len(faults)} isian tidak dapat diterima; tidak ada yang disimpan.",
            details=[f"{_where(fault, changes)}{fault.field}: {fault.sentence}" for fault in faults],
            remedy="perbaiki isian itu, lalu simpan lagi.",
        )


class NotPermitted(UserError):  # noqa: N818 - it says what became of the wish
    """Not within the author's rights or area. Nothing was saved."""


class Conflict(UserError):  # noqa: N818 - it says what became of the wish
    """Somebody else changed the same thing meanwhile; `changes` says what stands now. Nothing was saved."""

    def __init__(self, clashes: Sequence[Clash]) -> None:
        self.changes = tuple(clashes)
        super().__init__(
            f"{len(clashes)} isian sudah diubah orang lain sesudah Anda membukanya; tidak ada yang disimpan.",
            details=[f"{named(clash.kind, clash.key)}: {_told(clash.stands)}" for clash in clashes],
            remedy="lihat yang berlaku sekarang, lalu putuskan lagi.",
        )


def named(kind: str, key: Key) -> str:
    """A key in words, as in "tahap 2026 53.01 mengirim"."""
    return " ".join((kind, *(part or "nasional" for part in key)))


def shown(value: Value | None) -> str:
    """A value in words, as in "keadaan=sudah, tanggal=2026-03-30"."""
    if value is None:
        return "tidak tercatat"
    words = {True: "ya", False: "tidak"}
    parts = {name: words[field] if isinstance(field, bool) else field for name, field in value.items() if field is not None}
    return ", ".join(f"{name}={'+'.join(part) if isinstance(part, list) else part}" for name, part in parts.items())


def line_of(entry: Entry) -> dict[str, object]:
    """The fields of an entry's line; the chain adds number and hash."""
    return {
        "waktu": entry.at.astimezone(dt.UTC).isoformat(),
        "siapa": entry.who,
        "peran": list(entry.roles),
        "alasan": entry.reason,
        "urungkan": entry.undoes,
        "berkas": {"nama": entry.source.name, "sha256": entry.source.sha256} if entry.source else None,
        "isi": [
            {
                "jenis": one.kind,
                "kunci": list(one.key),
                "kode_provinsi": one.province,
                "lama": one.before,
                "lama_no": one.before_number,
                "baru": one.after,
            }
            for one in entry.changes
        ],
    }


def entry_of(fields: Mapping[str, object]) -> Entry:
    """The entry that a line holds; one without changes says that others were masked.

    Raises `ValueError`, `KeyError` or `TypeError` for a line that is none.
    """
    at = moments.read(fields["waktu"])
    roles, changes, source = fields["peran"], fields["isi"], fields["berkas"]
    if not changes and "disamarkan" not in fields:
        raise ValueError(fields)
    if not isinstance(roles, list) or not isinstance(changes, list):
        raise TypeError(fields)
    return Entry(
        _whole(fields["no"]),
        at,
        str(fields["siapa"]),
        tuple(str(role) for role in roles),
        str(fields["alasan"]),
        tuple(_changed(one) for one in changes),
        None if fields["urungkan"] is None else _whole(fields["urungkan"]),
        Source(str(source["nama"]), str(source["sha256"])) if isinstance(source, dict) else None,
    )


def _changed(one: Mapping[str, object]) -> Changed:
    key, before, after = one["kunci"], one["lama"], one["baru"]
    if not isinstance(key, list) or not isinstance(before, dict | None) or not isinstance(after, dict | None):
        raise TypeError(one)
    return Changed(str(one["jenis"]), tuple(map(str, key)), str(one["kode_provinsi"]), before, _whole(one["lama_no"]), after)


def _whole(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError(value)
    return value


def _where(fault: FieldFault, changes: Sequence[WantedChange]) -> str:
    if fault.place is None:
        return ""
    change = changes[fault.place]
    return f"{named(change.kind, tuple(map(str, change.key)))}, "


def _told(stands: StandingEntry | None) -> str:
    if stands is None:
        return "tidak ada catatan"
    return f"{shown(stands.value)} (catatan nomor {stands.number}, oleh {stands.who}, {wib(stands.at)})"
