"""Whom an office can work with: the regions of its area that are not known to hold the award, in groups with their reasons.

A region may be in several groups. `GROUPS` is the order in which an office would call them: `kelompok` is the first that fits.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dasbor import colors, formats, warehouse
from dasbor.cache import shared
from dasbor.queries import kanwil as offices
from dasbor.queries import rights
from dasbor.queries.moves import position_is_open
from dasbor.queries.predikat import TOP, states

RECOMMENDED, LOST, UNNAMED = "rekomendasi", "melepas", "tidak-disebut"
NEAR, PART, NO_PART = "cukup", "ikut", "tidak-ikut"
NEVER, OPEN = "belum-pernah", "belum-diketahui"
GROUPS = (RECOMMENDED, LOST, UNNAMED, NEAR, PART, NO_PART, NEVER, OPEN)
_SECOND = colors.PREDICATES[1]


@dataclass(frozen=True)
class Step:
    """The way from a score to a predicate that a rule ranks higher.

    `points` are missing to its lower `limit`; `estimate`: the limit is no more than an estimate. `unknown` are the
    predicates in between whose limits nobody published, so that one of them may come first.
    """

    predicate: str
    points: float
    limit: float
    estimate: bool
    unknown: tuple[str, ...]


@shared
def _rules() -> pd.DataFrame:
    return warehouse.current().query(
        "SELECT r.*, p.urutan FROM mart.regulasi AS r JOIN mart.predikat AS p ON p.nama = r.predikat "
        "ORDER BY r.tahun_mulai, p.urutan"
    )


def next_step(score: float, predicate: str | None, year: int) -> Step | None:
    """The next predicate that `score` has not reached by the rule of `year`; None above the last limit or without a known one.

    A known `predicate` bounds it from below: only better ones are ahead.
    """
    frame = _rules()
    rule = frame[(frame["tahun_mulai"] <= year) & (frame["tahun_akhir"].fillna(9999) >= year)]
    lowest = rule["urutan"].max()
    held = rule.loc[rule["predikat"] == predicate, "urutan"]
    if not held.empty:
        rule = rule[rule["urutan"] < held.iloc[0]]
    ahead = rule[rule["nilai_min"] > score]
    if ahead.empty:
        return None
    band = ahead.iloc[-1]  # the best predicate stands first
    # nobody rises to the lowest predicate of a rule
    between = (rule["urutan"] > band["urutan"]) & (rule["urutan"] < lowest)
    open_bands = rule[between & rule["nilai_min"].isna()]
    points = round(float(band["nilai_min"]) - score, 2)
    unknown = tuple(str(name) for name in open_bands["predikat"] if not _below(open_bands, name, score))
    return Step(str(band["predikat"]), points, float(band["nilai_min"]), band["kepastian"] == "perkiraan", unknown)


def _below(bands: pd.DataFrame, name: object, score: float) -> bool:
    upper = bands.loc[bands["predikat"] == name, "nilai_maks"].iloc[0]
    return not formats.is_unknown(upper) and float(upper) <= score


@shared
def regions(slug: str, year: int, *, today: bool) -> pd.DataFrame:
    """One row per region of an office that existed in the assessed year `year` and is not known to hold the award then.

    Columns of `mart.hasil_kabkota`, `posisi` (see `queries.predikat.states`), `kelompok` (the first group), `semua` (all groups),
    `penghargaan` (years with the award before, known by name), `putaran` (assessed years since it was formed, up to `year`),
    `kabur` (of them, those that leave open whether it held the award), `terakhir` (the last year before with a known state).
    """
    column = "kode_provinsi_kini" if today else "kode_provinsi"
    frame = states()
    here = frame[(frame["tahun"] == year) & frame[column].isin(offices.provinces(slug, year, today=today))]
    lacking = here[(here["posisi"] != TOP) & (here["posisi"] != colors.NOT_FORMED.key)]
    earlier = frame[(frame["tahun"] < year) & frame["kode"].isin(lacking["kode"]) & (frame["posisi"] != colors.NOT_FORMED.key)]
    past: dict[str, dict[int, str]] = {}
    for code, when, state in zip(earlier["kode"], earlier["tahun"], earlier["posisi"], strict=True):
        past.setdefault(code, {})[int(when)] = state
    rows = [_row(row, past.get(row["kode"], {})) for row in lacking.to_dict("records")]
    columns = [*frame.columns, "kelompok", "semua", "penghargaan", "putaran", "kabur", "terakhir"]
    made = pd.DataFrame(rows, columns=columns)
    order = made["kelompok"].map({name: place for place, name in enumerate(GROUPS)})
    return made.assign(urutan=order).sort_values(["urutan", "kode"]).drop(columns="urutan").reset_index(drop=True)


def _row(row: dict[Hashable, Any], past: dict[int, str]) -> dict[Hashable, Any]:
    """`past`: assessed year → state, of the years before."""
    awarded = tuple(sorted(year for year, state in past.items() if state == TOP))
    last = max((year for year, state in past.items() if not position_is_open(state)), default=None)
    groups = _groups(row, awarded, last)
    unclear = sum(map(position_is_open, (*past.values(), str(row["posisi"]))))
    told = {"kelompok": groups[0], "semua": groups, "penghargaan": awarded, "putaran": len(past) + 1, "kabur": unclear}
    return row | told | {"terakhir": last}


def _groups(row: Mapping[Hashable, Any], awarded: tuple[int, ...], last: int | None) -> tuple[str, ...]:
    """All groups that fit, in the order of `GROUPS`; at least one always does."""
    took_part = row["partisipasi"]
    held_last = last is not None and last in awarded
    fits = {
        RECOMMENDED: bool(row["direkomendasikan"]),
        LOST: held_last and not position_is_open(str(row["posisi"])),
        UNNAMED: held_last and position_is_open(str(row["posisi"])),
        NEAR: row["predikat"] == _SECOND,
        PART: took_part == "ya",
        NO_PART: took_part == "tidak",
        NEVER: not awarded,
        OPEN: formats.is_unknown(took_part),
    }
    return tuple(name for name in GROUPS if fits[name])


@shared
def counts(slug: str, year: int, *, today: bool) -> dict[str, int]:
    """Group → number of regions known to be in it, in the order of `GROUPS`; a region counts in every group it is in."""
    found = regions(slug, year, today=today)["semua"].tolist()
    return {name: sum(name in groups for groups in found) for name in GROUPS}


@shared
def bounds(slug: str, year: int, *, today: bool) -> frozenset[str]:
    """The groups whose count is a lower bound, since what decides about them is unknown for some region.

    A list of recommendations is complete only in an official result; what is unknown itself is counted exactly.
    """
    frame = regions(slug, year, today=today)
    told = rights.complete_recommendations()
    unclear = {
        RECOMMENDED: any((year, code) not in told for code in frame["kode"]),
        LOST: bool(frame["posisi"].map(position_is_open).any()),
        NEAR: bool(frame["keadaan"].isin([colors.UNKNOWN.key, colors.PART_ONLY.key]).any()),
        PART: bool(frame["partisipasi"].isna().any()),
        NO_PART: bool(frame["partisipasi"].isna().any()),
    }
    return frozenset(name for name, unsure in unclear.items() if unsure)


@shared
def open_count(slug: str, year: int, *, today: bool) -> int:
    """How many of them may hold the award in `year` all the same: no list names them, and none is complete without them."""
    return int(regions(slug, year, today=today)["posisi"].map(position_is_open).sum())
