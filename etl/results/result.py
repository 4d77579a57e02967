"""One region's result of a year as a file gives it, free of how the file wrote it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

ScoreKind = Literal["", "murni", "total"]
"""`murni`: without the Aksi HAM bonus; `total`: with it, at most 100; "": the file does not say."""
SCORES: Mapping[str, ScoreKind] = {"skor": "", "skor_murni": "murni", "skor_total": "total"}
"""Meaning of a column of scores → their kind."""
_FINAL: tuple[ScoreKind, ...] = ("total", "", "murni")


def final(scores: Mapping[ScoreKind, float]) -> tuple[ScoreKind, float] | None:
    """Kind and value of the score that the predicate rests on: the total where it is known. None without any score."""
    return next(((kind, scores[kind]) for kind in _FINAL if kind in scores), None)


@dataclass(frozen=True)
class ResultRow:
    """Scores are points from 0 to 100. `participation` is None for unknown; a predicate, a score or a detail means True.

    `criteria`: order of the criterion → score; `indicators`: (criterion, indicator) → score. `sheet` and `row` (from 1) are the
    place in the file, of the row that names the predicate or score where several sheets tell about one region.
    """

    code: str
    sheet: str
    row: int
    predicate: str | None = None
    scores: Mapping[ScoreKind, float] = field(default_factory=dict, hash=False)
    participation: bool | None = None
    recommended: bool | None = None
    bonus: float | None = None
    criteria: Mapping[int, float] = field(default_factory=dict, hash=False)
    indicators: Mapping[tuple[int, int], float] = field(default_factory=dict, hash=False)
    note: str = ""

    @property
    def says_nothing(self) -> bool:
        """Whether only the name is there."""
        told = (self.predicate, self.participation, self.recommended, self.bonus)
        return all(one is None for one in told) and not self.scores and not self.criteria and not self.indicators

    @property
    def told(self) -> dict[str, object]:
        """Meaning → value of everything the row says: what two rows about one region are compared by."""
        plain = {
            "predikat": self.predicate,
            "partisipasi": self.participation,
            "rekomendasi": self.recommended,
            "bonus": self.bonus,
            **{f"skor_{kind}".rstrip("_"): value for kind, value in self.scores.items()},
            **{f"kriteria:{order}": value for order, value in self.criteria.items()},
            **{f"indikator:{a}.{b}": value for (a, b), value in self.indicators.items()},
        }
        return {meaning: value for meaning, value in plain.items() if value is not None}
