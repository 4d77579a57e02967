"""The public record of a year: which version stands for each region at a moment, and where each version stands by that.

The rule: a version replaces only the regions it names. For every region the newest version that was published stands (an older one
only if it was restored), until it is taken out by name, or until its version is withdrawn.

Reads: the decisions in order, and which regions each version names. Decides: the rule. Writes: nothing.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from etl.results.history import NO_DECISION, Event

State = Literal["draf", "terjadwal", "terbit", "digantikan", "ditarik"]
Regions = Mapping[tuple[int, int], Collection[str]]
"""(year, version) → codes of the regions that the version names."""
_WHOLE = ("",)
"""What a version names of which that is not told: everything, as one."""


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


@dataclass(frozen=True)
class Withdrawn:
    """A region whose published result was withdrawn and did not come back: since when, and why."""

    at: dt.datetime
    reason: str


@dataclass(frozen=True)
class Withdrawal:
    """Results of some regions of a year that were withdrawn for one reason."""

    year: int
    regions: frozenset[str]
    reason: str


@dataclass
class Record:
    """A year at a moment. `force`: region → the version that stands for it; `withdrawn`: region → its withdrawal."""

    force: dict[str, int] = field(default_factory=dict)
    standings: dict[int, Standing] = field(default_factory=dict)
    withdrawn: dict[str, Withdrawn] = field(default_factory=dict)

    @property
    def versions(self) -> tuple[int, ...]:
        """The versions that stand for a region at least."""
        return tuple(sorted(set(self.force.values())))

    @property
    def scheduled(self) -> tuple[int, ...]:
        """The versions whose publication is still to come."""
        return tuple(sorted(version for version, one in self.standings.items() if one.scheduled))


def records(events: Iterable[Event], now: dt.datetime, regions: Regions) -> dict[int, Record]:
    """Year → its record at `now`, for every year of which something was decided."""
    by_year: dict[int, list[Event]] = {}
    for event in events:
        if event.what not in NO_DECISION:
            by_year.setdefault(event.year, []).append(event)
    return {year: _record(year, found, now, regions) for year, found in by_year.items()}


def record(events: Iterable[Event], year: int, now: dt.datetime, regions: Regions) -> Record:
    """The record of one year."""
    return _record(year, [one for one in events if one.year == year and one.what not in NO_DECISION], now, regions)


def standings(events: Iterable[Event], now: dt.datetime, regions: Regions) -> Mapping[tuple[int, int], Standing]:
    """(year, version) → where it stands at `now`, for every version that was ever published or scheduled."""
    found = records(events, now, regions)
    return {(year, version): one for year, known in found.items() for version, one in known.standings.items()}


def come_into_force(events: Sequence[Event], now: dt.datetime) -> tuple[Event, ...]:
    """The events to record at `now`: for each scheduled decision whose time has come and that is the last of its year."""
    last = {event.year: event for event in events if event.what not in NO_DECISION}
    return tuple(
        replace(event, at=now, what="berlaku")
        for event in last.values()
        if event.what != "berlaku" and event.due is not None and event.due <= now
    )


def _record(year: int, decisions: Sequence[Event], now: dt.datetime, regions: Regions) -> Record:
    """A newer decision takes the place of every one that had not come into force when it was made."""
    found = Record()
    for place, event in enumerate(decisions):
        after = decisions[place + 1 :]
        if event.what == "berlaku":
            continue
        noted = any(one.what == "berlaku" and (one.versions, one.due) == (event.versions, event.due) for one in after)
        if event.due is not None and not noted:
            if any(event.due > later.at for later in after if later.what != "berlaku"):
                continue
            if event.due > now:
                _schedule(found, event)
                continue
        _apply(found, event, {version: regions.get((year, version), _WHOLE) for version in event.versions})
    return found


def _schedule(found: Record, event: Event) -> None:
    for version in event.versions:
        was = found.standings.get(version, Standing())
        reason = was.reason or event.reason
        state: State = was.state if was.first else "terjadwal"
        found.standings[version] = replace(was, state=state, scheduled=event.due, reason=reason)


def _apply(found: Record, event: Event, regions: Mapping[int, Collection[str]]) -> None:
    before, named = dict(found.force), set(found.force.values())
    again = {version for version, one in found.standings.items() if one.first}
    _move(found.force, event, regions, again if event.what == "terbit" else set(event.versions))
    named -= {version for version in event.versions if _of(before, version) != _of(found.force, version) and event.what != "tarik"}
    now_named = set(found.force.values())
    for version in set(before.values()) - now_named:
        ended: State = "ditarik" if event.what == "tarik" else "digantikan"
        was = found.standings[version]
        found.standings[version] = Standing(ended, was.first, was.since, event.holds_from, reason=event.reason)
    for version in now_named - named:
        first = found.standings.get(version, Standing()).first or event.holds_from
        found.standings[version] = Standing("terbit", first, event.holds_from, reason=event.reason)
    if event.what == "tarik":
        gone = before.keys() - found.force.keys()
        found.withdrawn |= dict.fromkeys(gone, Withdrawn(event.holds_from, event.reason))
    for code in found.force:
        found.withdrawn.pop(code, None)


def _of(force: Mapping[str, int], version: int) -> set[str]:
    return {code for code, one in force.items() if one == version}


def _move(force: dict[str, int], event: Event, regions: Mapping[int, Collection[str]], again: Collection[int]) -> None:
    """Carry the decision out on the regions. `again`: versions that were public before: publishing one again restores it."""
    if event.what == "tarik":
        for code in [code for code, version in force.items() if event.drops is None or version in event.versions]:
            del force[code]
        return
    if event.drops is None:
        force.clear()
    for version in event.versions:
        force |= {code: version for code in regions[version] if version in again or force.get(code, version) <= version}
    for code in event.drops or ():
        force.pop(code, None)
