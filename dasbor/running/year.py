"""Where each region stands in a running year: pure, from frames. No Streamlit, no DuckDB, no clock.

A stage is recorded as done, not yet, or no; what nobody recorded is unknown and none of these. The last step, the predicate, is
never recorded by hand: it comes from a result. Records that contradict each other are shown, never repaired.
"""

import datetime as dt
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from dasbor.words.formats import is_unknown

DONE, NOT_YET, NO, UNRECORDED = "sudah", "belum", "tidak", "belum dicatat"
STATES = (DONE, NOT_YET, NO, UNRECORDED)
STAGES = ("diundang", "mengirim", "diverifikasi", "direkomendasikan", "diteruskan", "dinilai")
"""The stages that are recorded by hand, in order; the same as in the ledger."""
PREDICATE = "predikat"
STEPS = (*STAGES, PREDICATE)
_Row = Mapping[Hashable, Any]

Timing = Literal["selesai", "keluar", "tanpa tenggat", "menjelang", "lewat", "lewat belum dicatat"]
LATE: Timing = "lewat"
MAYBE_LATE: Timing = "lewat belum dicatat"


@dataclass(frozen=True)
class Mark:
    """What is known of one step: its state, the day it happened, and which entry says so, by whom and when."""

    state: str = UNRECORDED
    day: dt.date | None = None
    number: int | None = None
    at: dt.datetime | None = None
    who: str = ""


@dataclass(frozen=True)
class Deadline:
    """The last day of a step and on what it rests (one of `dasbor.running.tenggat.BASES`).

    `fact`: the published fact it comes from, a key of `mart.fakta`; None where no claim states the day.
    """

    day: dt.date
    basis: str
    fact: str | None = None


@dataclass(frozen=True)
class Position:
    """One region in the year. `marks` holds every one of `STEPS`; `predicate` and `basis` are those of its result, if any."""

    code: str
    name: str
    province_code: str
    province: str
    marks: Mapping[str, Mark]
    predicate: str | None = None
    basis: str | None = None

    @property
    def furthest(self) -> str | None:
        """The last step that is done; None where none is."""
        return next((step for step in reversed(STEPS) if self.marks[step].state == DONE), None)

    @property
    def ahead(self) -> tuple[str, ...]:
        """The steps after the furthest one."""
        return STEPS if self.furthest is None else STEPS[STEPS.index(self.furthest) + 1 :]

    @property
    def left_at(self) -> str | None:
        """The step at which the region is out of this year's race: recorded as "tidak", and nothing after it is done."""
        return next((step for step in self.ahead if self.marks[step].state == NO), None)

    @property
    def lacking(self) -> tuple[str, ...]:
        """The steps before the furthest one that are not done, or not recorded as done."""
        reached = STEPS[: STEPS.index(self.furthest)] if self.furthest else ()
        return tuple(step for step in reached if self.marks[step].state != DONE)

    @property
    def next(self) -> str | None:
        """The step to do next; None at the end and for a region that is out."""
        return None if self.left_at or not self.ahead else self.ahead[0]

    @property
    def last_entry(self) -> Mark | None:
        """The newest entry about the region."""
        entered = [mark for mark in self.marks.values() if mark.number is not None]
        return max(entered, key=lambda mark: mark.number or 0, default=None)

    @property
    def contradictions(self) -> dict[str, tuple[str, ...]]:
        """Step → later steps whose record does not go with its own.

        The later one is done although this one is not, or only at a later day; or it was assessed and the result says that it took
        no part.
        """
        found = {
            step: tuple(later for later in STEPS[place + 1 :] if _contradict(self.marks[step], self.marks[later]))
            for place, step in enumerate(STEPS)
        }
        if self.marks[STAGES[-1]].state == DONE and self.marks[PREDICATE].state == NO:
            found[STAGES[-1]] = (PREDICATE,)
        return {step: later for step, later in found.items() if later}


def _contradict(earlier: Mark, later: Mark) -> bool:
    if later.state != DONE:
        return False
    turned = earlier.day is not None and later.day is not None and earlier.day > later.day
    return earlier.state in (NOT_YET, NO) or (earlier.state == DONE and turned)


@dataclass(frozen=True)
class Due:
    """How a region stands to the next deadline it has: `days` to it, negative once it is past; None where there is none."""

    timing: Timing
    step: str | None = None
    deadline: Deadline | None = None
    days: int | None = None


def positions(regions: pd.DataFrame, entries: pd.DataFrame, results: pd.DataFrame) -> tuple[Position, ...]:
    """One per region, in the order of `regions`; the frames are those of `dasbor.running.entered`."""
    recorded = {(str(row["kode"]), str(row["tahap"])): _mark(row) for row in entries.to_dict("records")}
    outcomes = {str(row["kode"]): row for row in results.to_dict("records")}
    return tuple(_position(row, recorded, outcomes.get(str(row["kode"]))) for row in regions.to_dict("records"))


def _position(row: _Row, recorded: Mapping[tuple[str, str], Mark], outcome: _Row | None) -> Position:
    code = str(row["kode"])
    marks = {stage: recorded.get((code, stage), Mark()) for stage in STAGES}
    marks[PREDICATE] = _outcome(outcome)
    known = outcome is not None and not is_unknown(outcome["predikat"])
    return Position(
        code, str(row["nama"]), str(row["kode_provinsi"]), str(row["provinsi"]), marks,
        predicate=str(outcome["predikat"]) if outcome is not None and known else None,
        basis=str(outcome["dasar"]) if outcome is not None and known else None,
    )  # fmt: skip


def _mark(row: _Row) -> Mark:
    at = row["waktu"]
    return Mark(
        str(row["keadaan"]),
        as_day(row["tanggal"]),
        None if is_unknown(row["no"]) else int(str(row["no"])),
        at.to_pydatetime() if isinstance(at, pd.Timestamp) and not is_unknown(at) else None,
        "" if is_unknown(row["siapa"]) else str(row["siapa"]),
    )


def _outcome(row: _Row | None) -> Mark:
    if row is None:
        return Mark()
    if not is_unknown(row["predikat"]):
        return Mark(DONE)
    return Mark(NO) if row["partisipasi"] == "tidak" else Mark()


def as_day(value: object) -> dt.date | None:
    """The date in a cell of a frame, None for an empty one."""
    if is_unknown(value):
        return None
    if isinstance(value, dt.datetime):  # pandas' own timestamps too
        return value.date()
    return value if isinstance(value, dt.date) else None


def funnel(found: Sequence[Position]) -> pd.DataFrame:
    """Four rows per step, in order: `tahap`, `keadaan` (one of `STATES`), `jumlah` of `N` regions."""
    states = {step: [position.marks[step].state for position in found] for step in STEPS}
    rows = [(step, state, states[step].count(state), len(found)) for step in STEPS for state in STATES]
    return pd.DataFrame(rows, columns=["tahap", "keadaan", "jumlah", "N"])


def count(found: Iterable[Position], step: str, state: str = DONE) -> int:
    """Regions of which a step has this state."""
    return sum(position.marks[step].state == state for position in found)


def due(position: Position, deadlines: Mapping[tuple[str, str], Deadline], at: dt.date) -> Due:
    """The first step ahead that has a deadline, and the days to it at `at`: 0 on the last day itself.

    `deadlines`: (province, step) → deadline. A step that is recorded as not done is late once its day is over; one of which nothing
    is recorded may have been done in time.
    """
    if position.left_at:
        return Due("keluar", position.left_at)
    if not position.ahead:
        return Due("selesai")
    for step in position.ahead:
        if found := deadlines.get((position.province_code, step)):
            days = (found.day - at).days
            late = LATE if position.marks[step].state == NOT_YET else MAYBE_LATE
            return Due("menjelang" if days >= 0 else late, step, found, days)
    return Due("tanpa tenggat", position.next)


def by_urgency(found: Sequence[Position], deadlines: Mapping[tuple[str, str], Deadline], at: dt.date) -> list[tuple[Position, Due]]:
    """Who is late first, the longest first; then those who may be; then by the day that comes; the others last, by code."""
    order: dict[Timing, int] = {LATE: 0, MAYBE_LATE: 1, "menjelang": 2, "tanpa tenggat": 3, "selesai": 4, "keluar": 5}
    pairs = [(position, due(position, deadlines, at)) for position in found]
    return sorted(pairs, key=lambda pair: (order[pair[1].timing], 0 if pair[1].days is None else pair[1].days, pair[0].code))
