"""What a file says, in a few figures, before it is saved: counts, scores, their distribution, and what it does to the record.

Reads: the results of a file; what stands published of its regions; their scores in the assessed year before.
Decides: what is counted how. Writes: nothing.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from statistics import median

from etl.results.compare import Difference, differences
from etl.results.result import ResultRow, ScoreKind, final

STEP = 5
"""Points of a class of the distribution."""
_WIDTH = 24
_DARK, _LIGHT = "█", "░"


@dataclass(frozen=True)
class Class:
    """Scores from `low` to below `high` (100 belongs to the last): how many in the file, and in the year before."""

    low: int
    high: int
    count: int
    before: int


@dataclass(frozen=True)
class Scores:
    """Lowest, median and highest score, each of one year; `count` of them."""

    count: int
    lowest: float
    median: float
    highest: float


@dataclass(frozen=True)
class Summary:
    """A file in figures. Regions are codes.

    `predicates`: by rank, with those that the rule has and nobody got; `year_before`: the assessed year before, whose scores of the
    same regions stand in `before` and in the classes. `added`, `same`, `changed`: what it does to the official result in force;
    `emptied`: in force, and named without a word; `staying`: regions of its provinces in force that it does not name;
    `contradicting`: regions of which the published record says otherwise.
    """

    regions: int
    participants: int
    absent: int
    untold: int
    predicates: tuple[tuple[str, int], ...]
    without_predicate: int
    scores: Scores | None
    year_before: int | None
    before: Scores | None
    classes: tuple[Class, ...]
    added: tuple[str, ...]
    same: tuple[str, ...]
    changed: tuple[str, ...]
    emptied: tuple[str, ...]
    staying: tuple[str, ...]
    contradicting: tuple[str, ...]
    differences: tuple[Difference, ...]

    def as_json(self) -> dict[str, object]:
        """As `--json` prints it and a version keeps it."""
        return {
            "wilayah": self.regions,
            "peserta": self.participants,
            "tidak_ikut": self.absent,
            "partisipasi_tidak_disebut": self.untold,
            "predikat": dict(self.predicates),
            "tanpa_predikat": self.without_predicate,
            "skor": _scores_json(self.scores),
            "tahun_sebelumnya": self.year_before,
            "skor_sebelumnya": _scores_json(self.before),
            "sebaran": [
                {"dari": one.low, "sampai": one.high, "jumlah": one.count, "sebelumnya": one.before} for one in self.classes
            ],
            "baru": list(self.added),
            "sama": list(self.same),
            "berubah": list(self.changed),
            "hilang": list(self.emptied),
            "tetap": list(self.staying),
            "bertentangan": list(self.contradicting),
        }


def summary(
    rows: Sequence[ResultRow],
    predicates: Iterable[str],
    force: Mapping[str, ResultRow],
    earlier: tuple[int | None, Mapping[str, Mapping[ScoreKind, float]]],
    contradicting: Iterable[str],
) -> Summary:
    """Sum up a file. `force`: what stands published of the year; `earlier`: the assessed year before, code → scores."""
    named, year_before = {row.code: row for row in rows}, earlier[0]
    scores = [found[1] for row in rows if (found := final(row.scores))]
    before = [found[1] for code in named if (found := final(earlier[1].get(code, {})))]
    got = Counter(row.predicate for row in rows if row.predicate)
    shared = {code: force[code] for code in named if code in force}
    differing = differences(shared.values(), [named[code] for code in shared])
    emptied = {code for code in shared if named[code].says_nothing and not shared[code].says_nothing}
    changed = {one.code for one in differing} - emptied
    provinces = {code[:2] for code in named}
    return Summary(
        regions=len(rows),
        participants=sum(row.participation is True for row in rows),
        absent=sum(row.participation is False for row in rows),
        untold=sum(row.participation is None for row in rows),
        predicates=tuple((name, got[name]) for name in dict.fromkeys([*predicates, *got])),
        without_predicate=sum(row.predicate is None for row in rows),
        scores=_scores(scores),
        year_before=year_before,
        before=_scores(before),
        classes=_classes(scores, before),
        added=tuple(sorted(named.keys() - shared.keys())),
        same=tuple(sorted(shared.keys() - changed - emptied)),
        changed=tuple(sorted(changed)),
        emptied=tuple(sorted(emptied)),
        staying=tuple(sorted(code for code in force if code not in named and code[:2] in provinces)),
        contradicting=tuple(sorted(set(contradicting))),
        differences=tuple(differing),
    )


def bars(one: Class, most: int) -> tuple[str, str]:
    """The two bars of a class in text, of a distribution whose largest count is `most`: this file's, the year before's."""
    return _bar(one.count, most, _DARK), _bar(one.before, most, _LIGHT)


def most(classes: Iterable[Class]) -> int:
    """The largest count of a distribution, at least 1."""
    return max((count for one in classes for count in (one.count, one.before)), default=0) or 1


def _bar(count: int, largest: int, sign: str) -> str:
    return sign * (max(1, round(count / largest * _WIDTH)) if count else 0)


def _scores(scores: Sequence[float]) -> Scores | None:
    return Scores(len(scores), min(scores), round(median(scores), 4), max(scores)) if scores else None


def _scores_json(scores: Scores | None) -> dict[str, object] | None:
    if scores is None:
        return None
    said = asdict(scores)
    return dict(zip(("jumlah", "terendah", "median", "tertinggi"), said.values(), strict=True))


def _classes(scores: Sequence[float], before: Sequence[float]) -> tuple[Class, ...]:
    """Classes of `STEP` points without gap from the lowest to the highest score of both."""
    there = [_place(score) for score in (*scores, *before)]
    counts, former = Counter(map(_place, scores)), Counter(map(_place, before))
    places = range(min(there, default=0), max(there, default=-1) + 1)
    return tuple(Class(place * STEP, (place + 1) * STEP, counts[place], former[place]) for place in places)


def _place(score: float) -> int:
    return min(int(score // STEP), 100 // STEP - 1)
