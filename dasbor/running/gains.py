"""What can still be gained: regions by their distance to the next predicate. Pure; a region without a score is never a zero."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dasbor.mart.rules import HIGHEST, Rule
from dasbor.running import whatif
from dasbor.running.year import Position
from dasbor.words.formats import is_unknown

NEAR, TOP, UNSCORED, NOTHING, OUT = "mendekat", "teratas", "tanpa skor", "tidak ada", "keluar"
GROUPS = (NEAR, UNSCORED, NOTHING, TOP, OUT)
"""In the order of the list: a known distance; a predicate without a score; nothing known; at the top already; out of this year."""


@dataclass(frozen=True)
class RightGain:
    """The right with the most to gain: `points` are what its full score would add, None where the rule does not say its weight."""

    name: str
    score: float
    points: float | None


@dataclass(frozen=True)
class Gain:
    """What is known of a region: of which year, from a draft or published, and how far the next predicate is."""

    code: str
    name: str
    province: str
    group: str
    year: int | None = None
    basis: str | None = None
    predicate: str | None = None
    score: float | None = None
    kind: str | None = None
    towards: str | None = None
    distance: float | None = None
    right: RightGain | None = None


def gains(
    found: Sequence[Position],
    results: pd.DataFrame,
    before: pd.DataFrame,
    details: pd.DataFrame,
    year: int,
    rule_of: Callable[[int], Rule | None],
) -> tuple[Gain, ...]:
    """One per region, the smallest distance first within its group.

    `results`, `before` and `details` are those of `dasbor.running.entered`: the year's own result goes before the last one known.
    """
    current: dict[str, Mapping[Hashable, Any]] = {
        str(row["kode"]): row for row in results.assign(tahun=year).to_dict("records") if _known(row)
    }
    last: dict[str, Mapping[Hashable, Any]] = {str(row["kode"]): row for row in before.assign(dasar="terbit").to_dict("records")}
    scores = criteria(details, rule_of(year))
    made = [_gain(one, current.get(one.code) or last.get(one.code), scores.get(one.code, {}), year, rule_of) for one in found]
    return tuple(sorted(made, key=_order))


def criteria(details: pd.DataFrame, rule: Rule | None) -> dict[str, dict[int, float]]:
    """Region → score of each right (0–100) that is stated, or that its indicators give under the rule."""
    found: dict[str, dict[int, float]] = {}
    for code, rows in details.groupby("kode") if len(details) else ():
        whole = rows[rows["indikator"].isna()]
        single = rows[rows["indikator"].notna()]
        pairs = zip(single["kriteria"], single["indikator"], single["skor"], strict=True)
        counted = rule.criteria_of({(int(one), int(two)): float(value) for one, two, value in pairs}) if rule else {}
        stated = {int(order): float(score) for order, score in zip(whole["kriteria"], whole["skor"], strict=True)}
        found[str(code)] = counted | stated
    return found


def _known(row: Mapping[Hashable, Any]) -> bool:
    return not (is_unknown(row["predikat"]) and is_unknown(row["skor"]))


def _gain(
    position: Position,
    row: Mapping[Hashable, Any] | None,
    scores: Mapping[int, float],
    year: int,
    rule_of: Callable[[int], Rule | None],
) -> Gain:
    place = (position.code, position.name, position.province)
    if row is None:
        return Gain(*place, OUT if position.left_at else NOTHING)
    of_year = int(row["tahun"])
    rule = rule_of(of_year)
    predicate = None if is_unknown(row["predikat"]) else str(row["predikat"])
    score = None if is_unknown(row["skor"]) else float(row["skor"])
    known: dict[str, Any] = {
        "year": of_year,
        "basis": str(row["dasar"]),
        "predicate": predicate or (rule.predicate_of(score) if rule and score is not None else None),
        "score": score,
        "kind": None if is_unknown(row["jenis_skor"]) else str(row["jenis_skor"]),
    }
    if position.left_at:
        return Gain(*place, OUT, **known)
    if rule and known["predicate"] == rule.predicates[0]:
        return Gain(*place, TOP, **known)
    if score is None or rule is None:
        return Gain(*place, UNSCORED, **known)
    band = whatif.next_band(rule, score)
    if band is None or band.low is None:
        return Gain(*place, UNSCORED, **known)
    right = best_right(rule, scores) if of_year == year else None
    return Gain(*place, NEAR, **known, towards=band.predicate, distance=round(band.low - score, 6), right=right)


def best_right(rule: Rule, scores: Mapping[int, float]) -> RightGain | None:
    """The right with the most to gain: (100 − score) × weight; where weights are not known the one with the lowest score."""
    held = [(one, scores[one.order]) for one in rule.criteria if one.order in scores]
    if not held:
        return None
    # every rule so far weighs its rights alike or does not say; the first of several equal ones
    one, score = min(held, key=lambda pair: pair[1])
    share = whatif.weight(rule)
    return RightGain(one.name, score, None if share is None else (HIGHEST - score) * share)


def _order(one: Gain) -> tuple[int, float, str]:
    distance = one.distance if one.distance is not None else 0.0
    return GROUPS.index(one.group), distance, one.code
