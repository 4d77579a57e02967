"""What was decided about results, in order: loaded, published, restored, withdrawn, come into force.

Reads and writes: `hasil/riwayat.jsonl`, one event per line, a chain (`etl/base/chain.py`).
Decides: nothing; `etl.results.record` says what stands published at a moment.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from etl import workspace
from etl.base import chain, moments
from etl.base.errors import UserError
from etl.base.paths import DECIDED_NAME

What = Literal["muat", "terbit", "kembali", "tarik", "berlaku", "samar"]
"""`berlaku`: a scheduled decision came into force; from then on no clock takes it back."""
NO_DECISION = frozenset({"muat", "samar"})
"""Events that leave every version where it stands: loaded, and personal data masked (`etl.build.erasure`; year 0: in a reason)."""

FOLDER = "hasil"


@dataclass(frozen=True)
class Event:
    """One decision. `at`: when it was recorded; `due`: from when it holds (None: at once); `content`: seal of what was loaded.

    `others`: versions that it is about besides `version`, the newest of them; `drops`: regions that it takes out of public.
    `drops` is None in what was recorded when one version stood for the whole year: it replaces everything.
    """

    at: dt.datetime
    who: str
    what: What
    year: int
    version: int
    due: dt.datetime | None = None
    reason: str = ""
    content: str = ""
    others: tuple[int, ...] = ()
    drops: tuple[str, ...] | None = ()

    @property
    def versions(self) -> tuple[int, ...]:
        """All versions that it is about, the oldest first."""
        return (*self.others, self.version)

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
                f"Riwayat hasil ({DECIDED_NAME}) tidak utuh.",
                details=self.faults,
                remedy="kembalikan berkas itu dari cadangan; gudang data sebelumnya tidak diubah.",
            )
        return self.events


def read(folder: Path) -> History:
    """The history of a data folder; an empty one if nothing was ever loaded. Raises `UserError` if it cannot be read."""
    found = workspace.of(folder).read(DECIDED_NAME)
    events: list[Event] = []
    faults = chain.understood(found, lambda fields: events.append(_event(fields)), "peristiwa")
    return History(tuple(events), faults)


def append(folder: Path, event: Event) -> None:
    """Add an event; it is on the disk, whole, when this returns, or not there at all. Call it under the build lock only."""
    workspace.of(folder).append(DECIDED_NAME, fields_of(event))


def fields_of(event: Event) -> dict[str, object]:
    """An event as its line says it."""
    fields: dict[str, object] = {
        "waktu": event.at.isoformat(),
        "siapa": event.who,
        "apa": event.what,
        "tahun": event.year,
        "versi": event.version,
        "pada": event.due.isoformat() if event.due else None,
        "alasan": event.reason,
        "isi": event.content,
    }
    if event.what not in NO_DECISION:
        fields |= {"bersama": list(event.others), "cabut": None if event.drops is None else list(event.drops)}
    return fields


def _event(fields: Mapping[str, object]) -> Event:
    if fields["apa"] not in get_args(What):
        raise ValueError(fields["apa"])
    due = fields["pada"]
    return Event(
        moments.read(fields["waktu"]),
        str(fields["siapa"]),
        next(what for what in get_args(What) if what == fields["apa"]),
        int(str(fields["tahun"])),
        int(str(fields["versi"])),
        None if due is None else moments.read(due),
        str(fields["alasan"]),
        str(fields["isi"]),
        tuple(int(str(one)) for one in _listed(fields.get("bersama"))),
        _drops(fields),
    )


def _drops(fields: Mapping[str, object]) -> tuple[str, ...] | None:
    """None for a decision of before there were unions."""
    if fields["apa"] in NO_DECISION:
        return ()
    return tuple(str(one) for one in _listed(fields["cabut"])) if isinstance(fields.get("cabut"), list) else None


def _listed(value: object) -> list[object]:
    return list(value) if isinstance(value, list) else []
