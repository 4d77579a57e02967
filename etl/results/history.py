"""What was decided about results, in order: loaded, published, restored, withdrawn.

Reads and writes: `hasil/riwayat.jsonl`, one event per line, a chain (`etl/chain.py`).
Decides: which version of a year stands published at a moment.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from etl import chain
from etl.errors import UserError

What = Literal["muat", "terbit", "kembali", "tarik", "samar"]
NO_DECISION = frozenset({"muat", "samar"})
"""Events that leave every version where it stands: loaded, and personal data masked (`etl.erasure`; year 0: in a reason)."""
State = Literal["draf", "terjadwal", "terbit", "digantikan", "ditarik"]

FOLDER = "hasil"
FILE = "riwayat.jsonl"


@dataclass(frozen=True)
class Event:
    """One decision. `at`: when it was recorded; `due`: from when it holds (None: at once); `content`: seal of what was loaded."""

    at: dt.datetime
    who: str
    what: What
    year: int
    version: int
    due: dt.datetime | None = None
    reason: str = ""
    content: str = ""

    @property
    def holds_from(self) -> dt.datetime:
        """The moment from which the decision holds."""
        return self.due or self.at


@dataclass(frozen=True)
class History:
    """All events that can be read, and every place where the chain is broken (a sentence each)."""

    events: tuple[Event, ...]
    faults: tuple[str, ...]

    def checked(self) -> tuple[Event, ...]:
        """The events. Raises `UserError` if one was changed or taken out: what is published could then not be trusted."""
        if self.faults:
            raise UserError(
                f"Riwayat hasil ({FOLDER}/{FILE}) tidak utuh.",
                details=self.faults,
                remedy="kembalikan berkas itu dari cadangan; gudang data sebelumnya tidak diubah.",
            )
        return self.events


@dataclass(frozen=True)
class Standing:
    """Where a version stands at a moment.

    `first`: when it was published for the first time; `since` and `until`: the last time it was, and when that ended; `scheduled`:
    when it will be; `reason`: what was given for the decision that brought it here.
    """

    state: State = "draf"
    first: dt.datetime | None = None
    since: dt.datetime | None = None
    until: dt.datetime | None = None
    scheduled: dt.datetime | None = None
    reason: str = ""


def read(folder: Path) -> History:
    """The history of a data folder; an empty one if nothing was ever loaded. Raises `UserError` if it cannot be read."""
    found = chain.read(folder / FOLDER / FILE)
    events: list[Event] = []
    faults = list(found.faults)
    for number, fields in enumerate(found.lines, start=1):
        if not fields:  # one of the faults already
            continue
        try:
            events.append(_event(fields))
        except (ValueError, KeyError, TypeError):
            faults.append(f"baris {number}: bukan peristiwa yang dapat dibaca")
    return History(tuple(events), tuple(faults))


def append(folder: Path, event: Event) -> None:
    """Add an event; it is on the disk, whole, when this returns, or not there at all. Call it under the build lock only."""
    chain.append(folder / FOLDER / FILE, fields_of(event))


def fields_of(event: Event) -> dict[str, object]:
    """An event as its line says it."""
    return {
        "waktu": event.at.isoformat(),
        "siapa": event.who,
        "apa": event.what,
        "tahun": event.year,
        "versi": event.version,
        "pada": event.due.isoformat() if event.due else None,
        "alasan": event.reason,
        "isi": event.content,
    }


def standings(events: Iterable[Event], now: dt.datetime) -> Mapping[tuple[int, int], Standing]:
    """(year, version) → where it stands at `now`, for every version that was ever published or scheduled."""
    by_year: dict[int, list[Event]] = {}
    for event in events:
        if event.what not in NO_DECISION:
            by_year.setdefault(event.year, []).append(event)
    found: dict[tuple[int, int], Standing] = {}
    for year, decisions in by_year.items():
        found |= {(year, version): standing for version, standing in _year(decisions, now).items()}
    return found


def published(events: Iterable[Event], year: int, now: dt.datetime) -> int | None:
    """The version of a year that is published at `now`."""
    return next((version for (of, version), one in standings(events, now).items() if of == year and one.state == "terbit"), None)


def scheduled(events: Iterable[Event], year: int, now: dt.datetime) -> int | None:
    """The version of a year whose publication is still to come."""
    return next((version for (of, version), one in standings(events, now).items() if of == year and one.scheduled), None)


def _year(decisions: Sequence[Event], now: dt.datetime) -> dict[int, Standing]:
    """Versions of one year. A newer decision takes the place of every one that had not come into force when it was made."""
    found: dict[int, Standing] = {}
    current: int | None = None
    for place, event in enumerate(decisions):
        if event.due is not None and any(event.due > later.at for later in decisions[place + 1 :]):
            continue
        was = found.get(event.version, Standing())
        if event.due is not None and event.due > now:
            state: State = was.state if was.first else "terjadwal"
            found[event.version] = Standing(state, was.first, was.since, was.until, event.due, was.reason or event.reason)
            continue
        if current is not None and (event.what == "tarik" or current != event.version):
            old = found[current]
            ended: State = "ditarik" if event.what == "tarik" else "digantikan"
            found[current] = Standing(ended, old.first, old.since, event.holds_from, reason=event.reason)
        if event.what == "tarik":
            current = None
        elif current != event.version:
            current = event.version
            found[current] = Standing("terbit", was.first or event.holds_from, event.holds_from, reason=event.reason)
    return found


def _event(fields: Mapping[str, object]) -> Event:
    if fields["apa"] not in get_args(What):
        raise ValueError(fields["apa"])
    due = fields["pada"]
    return Event(
        _moment(fields["waktu"]),
        str(fields["siapa"]),
        next(what for what in get_args(What) if what == fields["apa"]),
        int(str(fields["tahun"])),
        int(str(fields["versi"])),
        None if due is None else _moment(due),
        str(fields["alasan"]),
        str(fields["isi"]),
    )


def _moment(value: object) -> dt.datetime:
    moment = dt.datetime.fromisoformat(str(value))
    if moment.tzinfo is None:
        raise ValueError(value)
    return moment
