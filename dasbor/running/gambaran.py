"""Everything that is known of a running year of some provinces, gathered once for screen, lists, what-if and the meeting's page."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

import pandas as pd

from dasbor.mart import common, offices, programmes, rules
from dasbor.mart.offices import Office
from dasbor.mart.rules import Rule
from dasbor.running import entered as berjalan
from dasbor.running import gains
from dasbor.running import risiko as berjalan_risiko
from dasbor.running import tenggat as berjalan_tenggat
from dasbor.running import year as running
from dasbor.running.gains import Gain
from dasbor.running.year import Deadline, Due, Position
from dasbor.web.internal import Inside


@dataclass(frozen=True, eq=False)
class Picture:
    """The year of `provinces` (today's codes) as recorded, days counted at `at`. Frames are those of the queries named alike."""

    provinces: tuple[str, ...]
    year: int
    at: dt.date
    positions: tuple[Position, ...]
    deadlines: Mapping[tuple[str, str], Deadline]
    results: pd.DataFrame
    before: pd.DataFrame
    details: pd.DataFrame
    yankomas: pd.DataFrame
    targets: pd.DataFrame
    draft: Mapping[str, object] | None
    latest: Mapping[str, object]

    @property
    def whole(self) -> int:
        """How many regions there are."""
        return len(self.positions)

    @property
    def rule(self) -> Rule | None:
        """The rule of the year; None where none is known."""
        return rules.rule(self.year)

    @cached_property
    def funnel(self) -> pd.DataFrame:
        """See `dasbor.running.year.funnel`."""
        return running.funnel(self.positions)

    @cached_property
    def dues(self) -> tuple[tuple[Position, Due], ...]:
        """Every region with its next deadline, the most urgent first."""
        return tuple(running.by_urgency(self.positions, self.deadlines, self.at))

    def late(self) -> tuple[tuple[Position, Due], ...]:
        """The regions that are recorded as not done past a deadline, the longest first."""
        return tuple(pair for pair in self.dues if pair[1].timing == running.LATE)

    def maybe_late(self) -> tuple[tuple[Position, Due], ...]:
        """The regions of which nothing is recorded past a deadline."""
        return tuple(pair for pair in self.dues if pair[1].timing == running.MAYBE_LATE)

    @cached_property
    def gains(self) -> tuple[Gain, ...]:
        """See `dasbor.running.gains.gains`."""
        return gains.gains(self.positions, self.results, self.before, self.details, self.year, rules.rule)

    @property
    def top(self) -> str:
        """What the award of the year's programme is called."""
        return programmes.award(self.year).name

    def of(self, provinces: Collection[str] | None = None) -> list[Position]:
        """The regions of some of the provinces, of all without any."""
        return [one for one in self.positions if provinces is None or one.province_code in provinces]

    def part(self, provinces: Collection[str]) -> "Picture":
        """The same picture of some of the provinces; `latest` stays that of all."""
        codes = {one.code for one in self.of(provinces)}
        return replace(
            self,
            provinces=tuple(code for code in self.provinces if code in provinces),
            positions=tuple(one for one in self.positions if one.code in codes),
            results=_rows(self.results, codes),
            before=_rows(self.before, codes),
            details=_rows(self.details, codes),
            yankomas=_rows(self.yankomas, codes),
            targets=self.targets[self.targets["kode_provinsi"].isin(provinces)],
        )

    def silent(self) -> int:
        """Regions of which nothing is known this year."""
        return sum(all(mark.state == running.UNRECORDED for mark in one.marks.values()) for one in self.positions)

    def reached(self, provinces: Collection[str] | None = None) -> int | None:
        """Regions with the best predicate this year; None as long as no region has a predicate. See `bound`."""
        found = [one.predicate for one in self.of(provinces) if one.predicate is not None]
        return found.count(self.top) if found else None

    def bound(self, provinces: Collection[str] | None = None) -> bool:
        """Whether what is `reached` is a lower bound: the result of some region is not known."""
        return any(one.marks[running.PREDICATE].state == running.UNRECORDED for one in self.of(provinces))

    def open(self, provinces: Collection[str] | None = None) -> int:
        """Regions that can still reach a predicate: without a result this year, and not out of it."""
        return sum(one.marks[running.PREDICATE].state == running.UNRECORDED and one.left_at is None for one in self.of(provinces))


def _rows(frame: pd.DataFrame, codes: Collection[str]) -> pd.DataFrame:
    return frame[frame["kode"].isin(codes)]


@lru_cache(maxsize=24)
def picture(inside: Inside, provinces: tuple[str, ...], year: int, at: dt.date) -> Picture:
    """The picture of what `inside` may see of these provinces. An `Inside` is a key of its own: no two areas share a picture."""
    regions = berjalan.regions(inside, provinces, year)
    entries = berjalan.stages(inside, provinces, year)
    results = berjalan.results(inside, provinces, year)
    return Picture(
        provinces=tuple(berjalan.held(inside, provinces)),
        year=year,
        at=at,
        positions=running.positions(regions, entries, results),
        deadlines=berjalan_tenggat.deadlines(inside, provinces, year),
        results=results,
        before=berjalan.last_results(inside, provinces, year),
        details=berjalan.details(inside, provinces, year),
        yankomas=berjalan_risiko.yankomas(inside, provinces, year),
        targets=berjalan_risiko.targets(inside, provinces, year),
        draft=berjalan.draft(inside, year),
        latest=berjalan.latest(inside, provinces, year),
    )


def seen(inside: Inside) -> tuple[str, ...]:
    """Codes of today's provinces that a person may see."""
    return tuple(code for code in common.provinces() if inside.area.holds(code))


def seen_offices(inside: Inside) -> dict[str, Office]:
    """Slug → today's office, of those with a province that a person may see."""
    held = set(seen(inside))
    return {slug: one for slug, one in offices.offices().items() if held & set(one.provinces)}


def of_office(inside: Inside, slug: str) -> tuple[str, ...]:
    """The provinces of an office ("" : all) that a person may see."""
    held = seen(inside)
    return held if not slug else tuple(code for code in held if code in offices.all_offices()[slug].provinces)
