"""The honour for a province as pembina: the share it reached beside that year's threshold and what was published.

The honour goes to a province, so an office with several provinces has a row for each. Thresholds are data (`mart.ambang_pembina`);
a year without one has none, and nothing is counted against it.
"""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dasbor.mart import angka, warehouse
from dasbor.mart.cache import shared
from dasbor.words.formats import is_unknown

AT_LEAST, MORE_THAN = "sekurangnya", "lebih-dari"

_STANDINGS = """
SELECT
    p.tahun, p.kode AS kode_provinsi, p.nama AS provinsi, p.dari AS jumlah_kabkota,
    CASE WHEN a.batas IN ('tepat', 'sekurangnya') THEN a.nilai END AS menyandang, a.batas = 'sekurangnya' AS batas, a.dasar,
    a.id_klaim AS id_klaim_jumlah, a.kunci AS kunci_jumlah,
    p.ambang_persen, p.cara, p.kepastian, t.catatan, p.perlu, p.kurang, p.tercapai, p.dihargai, p.kesesuaian, p.kunci
FROM mart.pembina AS p
JOIN mart.putaran AS y USING (tahun)
JOIN mart.predikat AS q ON q.program = y.program AND q.penghargaan
JOIN mart.angka AS a ON a.tahun = p.tahun AND a.tingkat = p.tingkat AND a.kode = p.kode AND a.predikat = q.kode
LEFT JOIN mart.ambang_pembina AS t ON t.tahun = p.tahun
WHERE p.tingkat = ?
ORDER BY p.tahun, p.kode
"""


@shared
def thresholds() -> dict[int, Mapping[Any, Any]]:
    """Award year → its row of `mart.ambang_pembina`; a year that is not there has no known threshold."""
    frame = warehouse.current().query("SELECT * FROM mart.ambang_pembina ORDER BY tahun")
    return {int(row["tahun"]): row for row in frame.to_dict("records")}


@shared
def standings(*, kini: bool = False) -> pd.DataFrame:
    """One row per assessed year and province (of that year, or today's): the columns of `mart.pembina` and the count it goes by.

    `menyandang` of `jumlah_kabkota` hold the award, `batas` (a lower bound), `dasar`, `id_klaim_jumlah`, `kunci_jumlah` of that
    count; `catatan` on the threshold; `kunci` of the honour. Null is unknown.
    """
    frame = warehouse.current().query(_STANDINGS, [angka.level("provinsi", kini=kini)])
    return frame.astype({"menyandang": "Int64", "perlu": "Int64", "kurang": "Int64", "tercapai": "boolean", "dihargai": "boolean"})


@shared
def of_year(provinces: tuple[str, ...], year: int) -> pd.DataFrame:
    """The rows of `standings` of these provinces in a year, by code."""
    frame = standings()
    return frame[(frame["tahun"] == year) & frame["kode_provinsi"].isin(provinces)].reset_index(drop=True)


@shared
def history(code: str, *, kini: bool = False) -> pd.DataFrame:
    """The rows of `standings` of one province in all rounds in which it existed, by year."""
    frame = standings(kini=kini)
    return frame[frame["kode_provinsi"] == code].reset_index(drop=True)


@shared
def _honours(*, kini: bool) -> dict[tuple[str, int], bool]:
    frame = standings(kini=kini)
    rows = zip(frame["kode_provinsi"], frame["tahun"], frame["dihargai"], strict=True)
    return {(str(code), int(year)): bool(told) for code, year, told in rows if not is_unknown(told)}


def honoured(code: str, year: int, *, kini: bool) -> bool | None:
    """Whether the province was honoured in a year; None where nothing was published."""
    return _honours(kini=kini).get((code, year))


def honoured_years(code: str, *, kini: bool = False) -> tuple[int, ...]:
    """The years in which the province is known to have been honoured."""
    return tuple(year for (one, year), told in _honours(kini=kini).items() if one == code and told)
