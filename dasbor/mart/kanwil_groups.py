"""Whom an office can work with: the regions of its area that are not known to hold the award, in groups with their reasons.

A region may be in several groups. `GROUPS` is the order in which an office would call them: `kelompok` is the first that fits.
"""

from dataclasses import dataclass

import pandas as pd

from dasbor.mart import kanwil as offices
from dasbor.mart import warehouse
from dasbor.mart.cache import shared
from dasbor.words import formats

RECOMMENDED, LOST, UNNAMED = "rekomendasi", "melepas", "tidak-disebut"
NEAR, PART, NO_PART = "setingkat-lagi", "ikut", "tidak-ikut"
NEVER, OPEN = "belum-pernah", "belum-diketahui"
GROUPS = (RECOMMENDED, LOST, UNNAMED, NEAR, PART, NO_PART, NEVER, OPEN)

_REGIONS = """
SELECT h.*, d.kelompok, d.semua, d.penghargaan, d.putaran, d.kabur, d.terakhir, d.terbuka
FROM mart.pendampingan AS d
JOIN mart.hasil_kabkota AS h USING (tahun, kode)
WHERE d.tahun = $tahun AND list_contains($provinsi, if($kini, h.kode_provinsi_kini, h.kode_provinsi))
ORDER BY list_position($urutan, d.kelompok), h.kode
"""


@dataclass(frozen=True)
class GroupCount:
    """How many regions are known to be in a group; `least`: some are not known to be in it or not."""

    count: int
    least: bool


@dataclass(frozen=True)
class Groups:
    """The groups of a place that anybody is in, and the regions in them: how many, in several, and perhaps with the award."""

    found: dict[str, GroupCount]
    whole: int
    several: int
    open: int


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


_RULE = """
SELECT r.*, p.urutan
FROM mart.putaran AS y
JOIN mart.regulasi AS r ON r.peraturan = y.dasar_hukum AND y.tahun BETWEEN r.tahun_mulai AND coalesce(r.tahun_akhir, y.tahun)
JOIN mart.predikat AS p ON p.nama = r.predikat AND p.program = y.program
WHERE y.tahun = ?
ORDER BY p.urutan
"""


@shared
def _rule(year: int) -> pd.DataFrame:
    return warehouse.current().query(_RULE, [year])


def next_step(score: float, predicate: str | None, year: int) -> Step | None:
    """The next predicate that `score` has not reached by the rule of `year`; None above the last limit or without a known one.

    A known `predicate` bounds it from below: only better ones are ahead.
    """
    rule = _rule(year)
    if rule.empty:
        return None
    lowest = rule["urutan"].iloc[-1]
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
def regions(slug: str, year: int, *, kini: bool) -> pd.DataFrame:
    """One row per region of an office that existed in the assessed year `year` and is not known to hold the award then.

    Columns of `mart.hasil_kabkota` and `mart.pendampingan`: `kelompok` (the first group), `semua` (all groups), `penghargaan`
    (years with the award before), `putaran` (assessed years since it was formed, up to `year`), `kabur` (of them, those that leave
    open whether it held the award), `terakhir` (the last year before with a known state), `terbuka`.
    """
    codes = list(offices.provinces(slug, year, kini=kini))
    frame = warehouse.current().query(_REGIONS, {"tahun": year, "provinsi": codes, "kini": kini, "urutan": list(GROUPS)})
    years = [[] if formats.is_unknown(told) else [int(one) for one in str(told).split("; ")] for told in frame["penghargaan"]]
    return frame.assign(semua=frame["semua"].str.split("; "), penghargaan=pd.Series(years, index=frame.index, dtype=object))


@shared
def groups(slug: str, year: int, *, kini: bool) -> Groups:
    """The groups in the order of `GROUPS`; a region counts in every group it is in. Empty where everybody holds the award."""
    rows = (
        warehouse.current()
        .arrow(
            "SELECT * FROM mart.kelompok_pendampingan WHERE tahun = ? AND tingkat = ? AND kode = ? "
            "ORDER BY list_position(?, kelompok)",
            [year, offices.level_in(slug, year, kini=kini), slug, list(GROUPS)],
        )
        .to_pylist()
    )
    found = {row["kelompok"]: GroupCount(row["jumlah"], row["sekurangnya"]) for row in rows}
    head = rows[0] if rows else {"semua": 0, "beberapa": 0, "terbuka": 0}
    return Groups(found, head["semua"], head["beberapa"], head["terbuka"])
