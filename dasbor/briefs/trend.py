"""Peduli HAM year by year, for the trend of a publication."""

from collections.abc import Callable

import pandas as pd

from dasbor import links
from dasbor.briefs import counts
from dasbor.briefs.counts import Count
from dasbor.cache import shared
from dasbor.queries import claims, common, offices, regions
from dasbor.scopes import Scope

COLUMNS = ["tahun", "n", "N", "least", "basis", "assessed", "rule", "rule_change", "conflict"]
_TOP = counts.PREDICATE_COLUMNS[0]


@shared
def trend(scope: Scope) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """A row per award year (`COLUMNS`, see `Brief.trend`), and the claims behind it."""
    rows, ids = [], []
    for row in common.rounds().to_dict("records"):
        year, assessed = int(row["tahun"]), bool(row["ada_penilaian"])
        one = _of(scope)(year) if assessed else None
        rows.append(
            {
                "tahun": year,
                "n": None if one is None else one.n,
                "N": None if one is None or not one.whole else one.whole,
                "least": one is not None and one.least,
                "basis": None if one is None else one.basis,
                "assessed": assessed,
                "rule": row["dasar_hukum"],
                "rule_change": bool(row["ganti_aturan"]),
                "conflict": assessed and _disputed(scope, year),
            }
        )
        ids += [] if one is None else list(one.claim_ids)
    return pd.DataFrame(rows, columns=COLUMNS).astype({"n": "Int64", "N": "Int64"}), tuple(ids)


def _of(scope: Scope) -> Callable[[int], Count]:
    if scope.kind == "nasional":
        return lambda year: counts.national(year, _TOP)
    return lambda year: counts.of_provinces(provinces(scope, year), year, _TOP)


@shared
def provinces(scope: Scope, year: int) -> tuple[str, ...]:
    """The provinces that a scope of another kind than the nation stands for in an assessed year; codes of that year."""
    if scope.kind == "kanwil":
        return tuple(offices.provinces_of(scope.code, year))
    if scope.kind == "daerah":
        # a region stays itself where its province was split off
        return (str(regions.history_rows(scope.code)[year]["kode_provinsi"]),)
    return (scope.code,) if scope.code in common.provinces(year) else ()


def _disputed(scope: Scope, year: int) -> bool:
    """Whether sources disagree about the count itself, or name more than it says."""
    nation = scope.kind == "nasional"
    rows = [counts.national_row(year)] if nation else counts.rows_of(provinces(scope, year), year)
    keys = [
        links.fact_key(year, "nasional" if nation else "provinsi", row.get("kode_provinsi", "ID"), "jumlah_peduli") for row in rows
    ]
    facts = claims.disputed()
    return any(key in facts for key in keys) or any("bernama-melebihi-laporan" in str(row["sebab_konflik"]) for row in rows)
