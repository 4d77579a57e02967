"""The award year by year, for the trend of a publication."""

import pandas as pd

from dasbor.exports.briefs import counts
from dasbor.mart import common, offices, programmes
from dasbor.mart.cache import shared
from dasbor.mart.scopes import Scope

COLUMNS = ["tahun", "n", "N", "least", "basis", "assessed", "rule", "rule_change", "programme_change", "conflict"]


@shared
def trend(scope: Scope) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """A row per award year (`COLUMNS`, see `Brief.trend`), and the claims behind it."""
    rows: list[dict[str, object]] = []
    ids: list[str] = []
    for row in common.rounds().to_dict("records"):
        year, assessed = int(row["tahun"]), bool(row["ada_penilaian"])
        here = counts.place(scope, year) if assessed else None
        one = None if here is None else here.award
        rows.append(
            {
                "tahun": year,
                "n": None if one is None else one.n,
                "N": None if one is None else one.whole,
                "least": one is not None and one.least,
                "basis": None if one is None else one.basis,
                "assessed": assessed,
                "rule": row["dasar_hukum"],
                "rule_change": bool(row["ganti_aturan"]),
                "programme_change": bool(row["ganti_program"]),
                "conflict": one is not None and one.conflict,
            }
        )
        ids += [] if one is None else counts.claims(scope, year, lambda place: place.award, programmes.award(year).code)
    return pd.DataFrame(rows, columns=COLUMNS).astype({"n": "Int64", "N": "Int64"}), tuple(ids)


@shared
def provinces(scope: Scope, year: int) -> tuple[str, ...]:
    """The provinces that a scope of another kind than the nation stands for in an assessed year; codes of that year."""
    if scope.kind == "kanwil":
        return tuple(offices.provinces_of(scope.code, year))
    if scope.kind == "daerah":
        return (counts.province(scope.code, year),)
    return (scope.code,) if scope.code in common.provinces(year) else ()
