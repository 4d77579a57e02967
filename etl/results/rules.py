"""The rule of a year: its criteria, predicates with their bands, and how a score is counted.

Reads: nothing; `etl.results.rulebook` makes rules from the reference files.
Decides: which predicates a score allows, and the score that a detail gives. What a rule's data leave open stays open (None).
Writes: nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from etl.inputs.arithmetic import KINDS, MEAN_OF_CRITERIA, MEAN_OF_INDICATORS, WEIGHTED_KINDS

HIGHEST = 100.0
"""Scores run from 0 to 100 under every rule so far; `regulasi.csv` allows no limit above."""

Indicator = tuple[int, int]
"""An indicator: order of its criterion, number within it (both from 1)."""


@dataclass(frozen=True)
class Band:
    """A predicate and its scores: from `low` up to, not including, `high` (100 included). None: not known."""

    predicate: str
    low: float | None
    high: float | None
    certainty: str

    def allows(self, score: float) -> bool:
        """Whether no known limit excludes a score."""
        above = self.low is None or score >= self.low
        return above and (self.high is None or score < self.high or score == self.high == HIGHEST)


@dataclass(frozen=True)
class Criterion:
    """A right that is assessed. `indicators`: how many; `kinds`: the kind of each in their order. None and empty: not known."""

    order: int
    name: str
    indicators: int | None = None
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rule:
    """The rule of one year. `bands` and `criteria` are in order, the best predicate first.

    `elements`: what the data state about counting (element of `etl.inputs.arithmetic.ELEMENTS` → value); `estimated`: those of
    them that are estimates. `programme`: what the assessment is called in that year.
    """

    year: int
    name: str
    bands: tuple[Band, ...]
    criteria: tuple[Criterion, ...]
    elements: Mapping[str, object] = field(default_factory=dict, hash=False)
    estimated: frozenset[str] = frozenset()

    @property
    def predicates(self) -> tuple[str, ...]:
        """Names of the predicates, the best first."""
        return tuple(band.predicate for band in self.bands)

    @property
    def programme(self) -> str | None:
        """What the assessment is called."""
        return _text(self.elements.get("program"))

    @property
    def bonus(self) -> str | None:
        """What adds points to the pure score; None if nothing does."""
        return _text(self.elements.get("bonus"))

    @property
    def bonus_limit(self) -> float | None:
        """The most it adds, as far as known; an estimate is the most that was ever seen, not a limit (`estimated`)."""
        return _number(self.elements.get("bonus_maks"))

    @property
    def cap(self) -> float | None:
        """The highest score there is, bonus included."""
        return _number(self.elements.get("nilai_maks"))

    @property
    def deduction(self) -> float | None:
        """Points that each unanswered recommendation of Yankomas takes off a score; None if not known."""
        return _number(self.elements.get("potongan_yankomas"))

    @property
    def indicators(self) -> int | None:
        """How many indicators are assessed in this year."""
        number = _number(self.elements.get("jumlah_indikator"))
        return None if number is None else int(number)

    @property
    def scale(self) -> tuple[float, ...]:
        """The values an indicator may have; empty if not known."""
        values = self.elements.get("skala_indikator")
        return values if isinstance(values, tuple) else ()

    @property
    def knows_indicators(self) -> bool:
        """Whether the number of indicators of every criterion is known."""
        return bool(self.criteria) and all(criterion.indicators for criterion in self.criteria)

    def possible(self, score: float) -> tuple[str, ...]:
        """The predicates that the known limits do not exclude for a score, the best first; none outside 0 to 100.

        A band with both limits known takes its scores from all others: under 22/2021 only Peduli HAM is left from 75 on, and any
        of the others below.
        """
        if not 0 <= score <= HIGHEST:
            return ()
        left = [band for band in self.bands if band.allows(score)]
        certain = [band for band in left if band.low is not None and band.high is not None]
        return tuple(band.predicate for band in certain or left)

    def predicate_of(self, score: float) -> str | None:
        """The predicate of a score; None where the limits that would decide are not known."""
        left = self.possible(score)
        return left[0] if len(left) == 1 else None

    def fits(self, predicate: str, score: float) -> bool | None:
        """Whether a predicate goes with a score; None where the limits do not decide, and outside 0 to 100."""
        left = self.possible(score)
        if not left:
            return None
        return None if len(left) > 1 and predicate in left else predicate in left

    def criteria_of(self, indicators: Mapping[Indicator, float]) -> dict[int, float]:
        """Scores (0–100) of the criteria that the indicators' values give; a criterion that cannot be counted is left out."""
        found = {criterion.order: self._criterion(criterion, indicators) for criterion in self.criteria}
        return {order: score for order, score in found.items() if score is not None}

    def score_of(self, criteria: Mapping[int, float], indicators: Mapping[Indicator, float] | None = None) -> float | None:
        """The pure score (without bonus, not rounded) that a detail gives; None if it is incomplete or the way is not known.

        A stated criterion goes before one counted from its indicators: whether those two agree is another question.
        """
        indicators = indicators or {}
        if self.elements.get("cara_skor") == MEAN_OF_INDICATORS:
            return self._share(list(indicators.values())) if len(indicators) == self.indicators else None
        if self.elements.get("cara_skor") == MEAN_OF_CRITERIA and self.criteria:
            scores = [criteria[one.order] if one.order in criteria else self._criterion(one, indicators) for one in self.criteria]
            return _mean([score for score in scores if score is not None]) if None not in scores else None
        return None

    def total_of(self, pure: float, bonus: float) -> float | None:
        """Pure score and bonus together, at most the cap; None where the cap is not known and would decide."""
        total = pure + bonus
        if self.cap is not None:
            return min(self.cap, total)
        return total if total <= HIGHEST else None

    def _criterion(self, criterion: Criterion, indicators: Mapping[Indicator, float]) -> float | None:
        values = [indicators.get((criterion.order, number)) for number in range(1, (criterion.indicators or 0) + 1)]
        known = [value for value in values if value is not None]
        if not known or len(known) < len(values):
            return None
        way = self.elements.get("cara_kriteria")
        if way == MEAN_OF_INDICATORS:
            return self._share(known)
        if way == WEIGHTED_KINDS and len(criterion.kinds) == len(known):
            return self._weighted(criterion.kinds, known)
        return None

    def _weighted(self, kinds: Sequence[str], values: Sequence[float]) -> float | None:
        """Each kind's share times its weight; None if a kind has no indicator or no weight."""
        score = 0.0
        for kind in KINDS:
            weight = _number(self.elements.get(f"bobot_{kind}"))
            share = self._share([value for value, own in zip(values, kinds, strict=True) if own == kind])
            if weight is None or share is None:
                return None
            score += weight * share / HIGHEST
        return score

    def _share(self, values: Sequence[float]) -> float | None:
        """What indicators reached, in percent of the most they could."""
        return sum(values) / (len(values) * max(self.scale)) * HIGHEST if values and self.scale else None


_SLACK = 1e-9
"""What adding floating-point numbers may leave."""


def agrees(stated: float, counted: float) -> bool:
    """Whether a stated score is the counted one, rounded to as many decimals as it is written with (two at most)."""
    return abs(stated - counted) <= rounding(stated)


def rounding(stated: float) -> float:
    """By how much a score may differ from what it was rounded from, by the decimals it is written with (two at most)."""
    decimals = len(f"{stated:.2f}".rstrip("0").partition(".")[2])
    return 0.5 / 10.0**decimals + _SLACK


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _number(value: object) -> float | None:
    return None if value is None else float(str(value))
