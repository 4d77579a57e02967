"""The rule of a year as it counts and ranks, made from the published reference tables by the same code that checks result files.

The one way from the pages to `etl.results.rules`, which is arithmetic only and reads no file.
"""

from collections.abc import Mapping, Sequence

import pandas as pd

from dasbor.mart import common, warehouse
from dasbor.mart.cache import shared
from etl.results.rulebook import rule_of
from etl.results.rules import HIGHEST, Band, Rule

__all__ = ["HIGHEST", "Band", "Rule", "known", "rule"]

_TABLES = {
    "putaran": "SELECT * FROM mart.putaran",
    # predicates without a known limit keep the order in which they stand
    "regulasi": "SELECT r.* FROM mart.regulasi AS r JOIN mart.predikat AS p ON p.nama = r.predikat "
    "WHERE EXISTS (FROM mart.putaran AS y WHERE y.dasar_hukum = r.peraturan AND y.program = p.program) ORDER BY p.urutan",
    "kriteria": "SELECT * FROM mart.kriteria",
    "aturan_nilai": "SELECT * FROM mart.aturan_nilai",
}


class _Published:
    def rows(self, name: str) -> Sequence[Mapping[str, object]]:
        # through Arrow: what is null stays None
        found: list[Mapping[str, object]] = warehouse.current().arrow(_TABLES[name]).to_pylist()
        return found


@shared
def rule(year: int) -> Rule | None:
    """The rule by which `year` was assessed; None for a year without assessment and one that no round is known of."""
    return rule_of(_Published(), year) if year in common.years() else None


@shared
def bands() -> pd.DataFrame:
    """Every predicate of every rule with its scores: the columns of `mart.regulasi`, the newest rule and the best class first."""
    return warehouse.current().query(
        "SELECT r.* FROM mart.regulasi AS r JOIN mart.predikat AS p ON p.nama = r.predikat ORDER BY r.tahun_mulai DESC, p.urutan"
    )


@shared
def known() -> dict[str, Rule]:
    """Name → rule as it stood in its last assessed year, the newest first."""
    found = {}
    for year in reversed(common.years()):
        if (one := rule(year)) and one.name not in found:
            found[one.name] = one
    return found


@shared
def deduction(year: int) -> tuple[str, str] | None:
    """The rule of `year` and its note on unanswered Yankomas recommendations, which lower a score; None if it knows of none."""
    rows = warehouse.current().arrow(
        "SELECT a.peraturan, a.catatan FROM mart.putaran AS p JOIN mart.aturan_nilai AS a "
        "ON a.peraturan = p.dasar_hukum AND p.tahun BETWEEN a.tahun_mulai AND coalesce(a.tahun_akhir, p.tahun) "
        "WHERE p.tahun = ? AND p.ada_penilaian AND a.unsur = 'potongan_yankomas' AND a.catatan IS NOT NULL",
        [year],
    )
    return next(((str(row["peraturan"]), str(row["catatan"])) for row in rows.to_pylist()), None)
