"""Draw invented results that look like real ones: regions keep their level over the years, and more and more take part.

Reads: the regions and rules of the years, a seed. Decides: values of indicators, who takes part, bonus; scores follow by the rule's
own arithmetic. The same seed, years and regions give the same values. Writes: nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from etl.forms.regions import Place
from etl.results.rules import Indicator, Rule

Numbers = npt.NDArray[np.float64]

FIRST_SHARE, LAST_SHARE = 0.55, 0.95
"""Part of the regions that take part in the first and in the last round."""
DRIFT, TREND = 0.18, 0.06
"""Yearly step of a region's level (standard deviation) and of all of them, in logits."""
BASE = 0.7
BONUS_STEP = 2.5
RECOMMENDED_FROM = 65.0


@dataclass(frozen=True)
class Drawn:
    """One region's invented result. `pure` and `total` are scores with two decimals; nothing of it where it took no part."""

    place: Place
    took_part: bool
    predicate: str | None = None
    pure: float | None = None
    bonus: float | None = None
    total: float | None = None
    recommended: bool = False
    criteria: Mapping[int, float] = field(default_factory=dict, hash=False)
    indicators: Mapping[Indicator, float] = field(default_factory=dict, hash=False)


def rounds(rules: Sequence[Rule], places: Mapping[int, Sequence[Place]], seed: int) -> Iterator[tuple[Rule, list[Drawn]]]:
    """Each year's rule with its results. `rules`: oldest year first, complete; `places`: the regions of each year."""
    codes = sorted({place.code for year in places.values() for place in year})
    start = np.random.default_rng(seed)
    level = start.normal(0.0, 0.7, len(codes)) + _of_provinces(codes, start)
    will = start.normal(0.0, 1.0, len(codes)) + 0.5 * level
    for number, rule in enumerate(rules):
        chance = np.random.default_rng([seed, rule.year])
        level = level + chance.normal(TREND, DRIFT, len(codes))
        share = FIRST_SHARE + (LAST_SHARE - FIRST_SHARE) * number / max(len(rules) - 1, 1)
        eager = will + chance.normal(0.0, 0.5, len(codes))
        took_part = eager >= np.quantile(eager, 1 - share)
        values = _indicators(rule, level, np.random.default_rng([seed, *rule.name.encode()]), chance)
        bonus = _bonus(rule, len(codes), chance)
        picked = chance.random(len(codes))
        row_of = {code: row for row, code in enumerate(codes)}
        yield (
            rule,
            [
                _result(rule, place, values[row], float(bonus[row]), luck=float(picked[row]))
                if took_part[row := row_of[place.code]]
                else Drawn(place, took_part=False)
                for place in places[rule.year]
            ],
        )


def _of_provinces(codes: Sequence[str], chance: np.random.Generator) -> Numbers:
    """What regions of one province have in common."""
    provinces = sorted({code[:2] for code in codes})
    common = dict(zip(provinces, chance.normal(0.0, 0.35, len(provinces)), strict=True))
    return np.array([common[code[:2]] for code in codes])


def _indicators(rule: Rule, level: Numbers, lasting: np.random.Generator, chance: np.random.Generator) -> Numbers:
    """Values on the rule's scale: a row per region, a column per indicator.

    A criterion's strength in a region and an indicator's difficulty last as long as the rule does.
    """
    counts = [criterion.indicators or 0 for criterion in rule.criteria]
    strength = np.repeat(lasting.normal(0.0, 0.4, (len(level), len(counts))), counts, axis=1)
    difficulty = lasting.normal(0.0, 0.6, sum(counts))
    noise = chance.normal(0.0, 0.8, (len(level), sum(counts)))
    reached = 1 / (1 + np.exp(-(BASE + level[:, None] + strength + difficulty + noise) * 1.3))
    scale = np.array(sorted(rule.scale), dtype=np.float64)
    return np.asarray(scale[np.rint(reached * (len(scale) - 1)).astype(int)], dtype=np.float64)


def _bonus(rule: Rule, regions: int, chance: np.random.Generator) -> Numbers:
    steps = int((rule.bonus_limit or 0) // BONUS_STEP) if rule.bonus else 0
    return np.asarray(chance.binomial(steps, 0.5, regions) * BONUS_STEP, dtype=np.float64)


def _result(rule: Rule, place: Place, values: Numbers, bonus: float, *, luck: float) -> Drawn:
    names = [(criterion.order, number) for criterion in rule.criteria for number in range(1, (criterion.indicators or 0) + 1)]
    indicators = dict(zip(names, map(float, values), strict=True))
    criteria = {order: round(score, 2) for order, score in rule.criteria_of(indicators).items()}
    counted = rule.score_of(criteria, indicators)
    if counted is None:
        raise ValueError(f"{rule.name} is not complete: no score follows from its indicators")
    pure = round(counted, 2)
    total = rule.total_of(pure, bonus)
    if total is None:
        raise ValueError(f"{rule.name} is not complete: it has no highest score")
    return Drawn(
        place,
        took_part=True,
        predicate=rule.predicate_of(round(total, 2)),
        pure=pure,
        bonus=bonus if rule.bonus else None,
        total=round(total, 2),
        # most of those that come near are recommended, some are not, and a few others are
        recommended=luck < (0.9 if total >= RECOMMENDED_FROM else 0.1),
        criteria=criteria,
        indicators=indicators,
    )
