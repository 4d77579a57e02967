"""The honour for a province as pembina: the share it reached beside that year's threshold and what was published.

The honour goes to a province, so an office with several provinces has a row for each. Thresholds are data (`mart.ambang_pembina`);
a year without one has none, and nothing is counted against it.
"""

from typing import Any

import pandas as pd

from dasbor import warehouse
from dasbor.cache import shared
from dasbor.formats import is_unknown
from dasbor.queries import common
from dasbor.queries.provinsi import Row

AGREEMENTS = ("sejalan", "berbeda", "tidak diketahui")  # what was published against what the count says
AT_LEAST, MORE_THAN = "sekurangnya", "lebih-dari"
_WHOLE = 100


def needed(whole: int, percent: int, way: str) -> int:
    """Regions out of `whole` that meet the threshold: more than 50 % of 19 → 10, at least 60 % of 17 → 11. Whole numbers only.

    ValueError for a `way` that is neither `AT_LEAST` nor `MORE_THAN`.
    """
    if way == AT_LEAST:
        return -(-percent * whole // _WHOLE)
    if way == MORE_THAN:
        return percent * whole // _WHOLE + 1
    raise ValueError(f"unknown way {way!r}")


def reached(part: int | None, row: Row) -> bool | None:
    """Whether `part` regions meet the threshold in `row`; None where that cannot be said.

    A lower bound can prove that it was met, never that it was missed. Exactly at a threshold whose wording is an estimate
    (`kepastian`) the sources leave it open whether that is enough.
    """
    if part is None or is_unknown(row["ambang_persen"]):
        return None
    if row["kepastian"] != "diketahui" and part * _WHOLE == int(row["ambang_persen"]) * int(row["jumlah_kabkota"]):
        return None
    if part >= needed(int(row["jumlah_kabkota"]), int(row["ambang_persen"]), str(row["cara"])):
        return True
    return None if row["dasar_peduli"] == "bernama" else False


@shared
def thresholds() -> dict[int, Row]:
    """Award year → its row of `mart.ambang_pembina`; a year that is not there has no known threshold."""
    frame = warehouse.current().query("SELECT * FROM mart.ambang_pembina ORDER BY tahun")
    return {int(row["tahun"]): row for row in frame.to_dict("records")}


@shared
def standings(*, today: bool = False) -> pd.DataFrame:
    """One row per assessed year and province (of that year, or today's): the count, the threshold, and the honour published.

    `peduli` of `jumlah_kabkota`, `batas` (the count is a lower bound), `ambang_persen`, `cara`, `kepastian`, `catatan`, `perlu`
    (regions that meet the threshold), `kurang` (how many are missing; at most that many when `batas`), `tercapai`, `pembina`
    (true, false or null each), `kesesuaian` (one of `AGREEMENTS`), `id_klaim_pembina`. Null is unknown.
    """
    rules = thresholds()
    frame = common.province_summary(today=today)[
        ["tahun", "kode_provinsi", "provinsi", "peduli", "dasar_peduli", "jumlah_kabkota", "pembina", "id_klaim_pembina"]
    ]
    rows = [_standing(row, rules.get(int(row["tahun"]))) for row in frame.to_dict("records")]
    return pd.DataFrame(rows).astype({"perlu": "Int64", "kurang": "Int64", "tercapai": "boolean", "pembina": "boolean"})


def _standing(row: dict[Any, Any], rule: Row | None) -> dict[Any, Any]:
    rule = rule or {"ambang_persen": None, "cara": None, "kepastian": None, "catatan": None}
    row = row | {name: rule[name] for name in ("ambang_persen", "cara", "kepastian", "catatan")}
    part = None if is_unknown(row["peduli"]) else int(row["peduli"])
    need = None if rule["cara"] is None else needed(int(row["jumlah_kabkota"]), int(rule["ambang_persen"]), str(rule["cara"]))
    met = reached(part, row)
    honoured = None if is_unknown(row["pembina"]) else bool(row["pembina"])
    return row | {
        "batas": row["dasar_peduli"] == "bernama",
        "perlu": need,
        "kurang": None if need is None or part is None else max(0, need - part),
        "tercapai": met,
        "pembina": honoured,
        "kesesuaian": AGREEMENTS[2] if met is None or honoured is None else AGREEMENTS[0 if met == honoured else 1],
    }


@shared
def of_year(provinces: tuple[str, ...], year: int) -> pd.DataFrame:
    """The rows of `standings` of these provinces in a year, by code."""
    frame = standings()
    return frame[(frame["tahun"] == year) & frame["kode_provinsi"].isin(provinces)].reset_index(drop=True)


@shared
def history(code: str, *, today: bool = False) -> pd.DataFrame:
    """The rows of `standings` of one province in all rounds in which it existed, by year."""
    frame = standings(today=today)
    return frame[frame["kode_provinsi"] == code].reset_index(drop=True)


@shared
def honoured_years(code: str, *, today: bool = False) -> tuple[int, ...]:
    """The years in which the province is known to have been honoured."""
    frame = history(code, today=today)
    return tuple(int(year) for year in frame.loc[frame["pembina"].fillna(value=False), "tahun"])
