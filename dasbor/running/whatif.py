"""What if: a region's score and predicate, and an office's count, under values that a reader tries out. Pure; nothing is stored.

Counts by the year's rule (`etl.results.rules`). What the rule leaves open is either unknown here too or an assumption that the
reader made and that the caller lists: equal weights, the size of a deduction, a threshold of another year.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dasbor.mart.pembina import AT_LEAST
from dasbor.mart.rules import Band, Rule
from dasbor.words.formats import is_unknown
from etl.inputs.arithmetic import MEAN_OF_CRITERIA

_WHOLE = 100
Row = Mapping[Any, Any]  # a row of `mart.ambang_pembina`


@dataclass(frozen=True)
class Assumed:
    """What a reader assumes about a region beside its scores.

    `equal`: all rights weigh the same, where the rule does not say what they weigh. `bonus`: points added to the pure score.
    `unanswered` recommendations of Yankomas each take `deduction` points off.
    """

    equal: bool = False
    bonus: float = 0.0
    unanswered: int = 0
    deduction: float = 0.0


@dataclass(frozen=True)
class WhatIf:
    """A region's scores (0–100, not rounded) and the predicates they allow; None and empty where they cannot be counted."""

    pure: float | None = None
    total: float | None = None
    possible: tuple[str, ...] = ()

    @property
    def predicate(self) -> str | None:
        """The predicate; None where the known limits leave several."""
        return self.possible[0] if len(self.possible) == 1 else None


def knows_weights(rule: Rule) -> bool:
    """Whether the rule says how the scores of rights make a score."""
    return rule.elements.get("cara_skor") == MEAN_OF_CRITERIA


def weight(rule: Rule) -> float | None:
    """The share of one right in the score; None where the rule does not say."""
    return 1 / len(rule.criteria) if knows_weights(rule) and rule.criteria else None


def outcome(rule: Rule, criteria: Mapping[int, float | None], assumed: Assumed) -> WhatIf:
    """Score and predicates of a region whose rights (order → 0–100) are these; nothing as long as a right has no score."""
    scores = {order: score for order, score in criteria.items() if score is not None}
    if not rule.criteria or any(one.order not in scores for one in rule.criteria):
        return WhatIf()
    pure = rule.score_of(scores) if knows_weights(rule) else _mean(rule, scores) if assumed.equal else None
    if pure is None:
        return WhatIf()
    total = rule.total_of(pure, assumed.bonus)
    if total is None:
        return WhatIf(pure)
    # what a mean of decimals leaves in the last places must not decide a predicate
    total = round(max(0.0, total - assumed.unanswered * assumed.deduction), 6)
    return WhatIf(pure, total, rule.possible(total))


def _mean(rule: Rule, scores: Mapping[int, float]) -> float:
    return sum(scores[one.order] for one in rule.criteria) / len(rule.criteria)


def next_band(rule: Rule, score: float) -> Band | None:
    """The nearest better predicate whose lower limit is known; None at the top, and where no limit above is known."""
    above = [band for band in rule.bands if band.low is not None and band.low > score]
    return min(above, key=lambda band: band.low or 0.0, default=None)


@dataclass(frozen=True)
class Tally:
    """Regions with the best predicate out of all, and how far that is from each target (positive: that many are missing)."""

    reached: int
    whole: int
    gaps: tuple[tuple[int, int], ...]

    @property
    def possible(self) -> bool:
        """Whether there are as many regions as are counted."""
        return 0 <= self.reached <= self.whole


def tally(reached: int, whole: int, targets: Sequence[int]) -> Tally:
    """The count beside the targets, smallest first."""
    return Tally(reached, whole, tuple((target, target - reached) for target in sorted(set(targets))))


@dataclass(frozen=True)
class Honour:
    """A province beside the threshold of the pembina honour: `year` is the year that the threshold is of."""

    reached: int
    whole: int
    needed: int
    percent: int
    met: bool | None
    year: int


def threshold(rows: Mapping[int, Row], year: int) -> Row | None:
    """The row of `mart.ambang_pembina` for a year, else the last known one before it; None where there is none."""
    before = [known for known in rows if known <= year]
    return rows[max(before)] if before else None


def honour(reached: int, whole: int, rule: Row) -> Honour:
    """Whether so many regions of a province meet a threshold; `met` is None where its wording leaves that open.

    As `mart.pembina` has it for what is known; here of a count that a reader tries out.
    """
    percent = int(rule["ambang_persen"])
    needed = -(-percent * whole // _WHOLE) if rule["cara"] == AT_LEAST else percent * whole // _WHOLE + 1
    # exactly at a threshold whose wording is an estimate the sources leave open whether that is enough
    open_ = rule["kepastian"] != "diketahui" and reached * _WHOLE == percent * whole
    return Honour(reached, whole, needed, percent, None if open_ else reached >= needed, int(rule["tahun"]))


def assumed_threshold(rule: Row | None, year: int) -> bool:
    """Whether the threshold is borrowed from another year."""
    return rule is not None and not is_unknown(rule["tahun"]) and int(rule["tahun"]) != year
