"""One province: its regions round by round, counts, targets, stages, recommendations and the claims behind them.

`today` means today's area in every round; otherwise the province as it was in each year. Claims about a
province speak of its area of that year, so with `today` they are used only where that area is the same.
"""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import pandas as pd

from dasbor import colors, warehouse
from dasbor.cache import shared
from dasbor.queries import claims, common
from dasbor.queries.predikat import TOP

VERDICTS = ("sama", "direkomendasikan saja", "hasil saja")  # recommendation against outcome
Row = Mapping[Any, Any]  # a row of a frame by column

_SAME_AREA = """
WITH susunan AS (
    SELECT tahun,
        list(kode ORDER BY kode) FILTER (WHERE kode_provinsi = $kode) AS dulu,
        list(kode ORDER BY kode) FILTER (WHERE kode_provinsi_kini = $kode) AS kini
    FROM mart.hasil_kabkota
    GROUP BY tahun
)
SELECT tahun FROM susunan WHERE dulu IS NOT NULL AND ($tahun_itu OR dulu = kini) ORDER BY tahun
"""


@shared
def area_years(code: str, *, today: bool) -> tuple[int, ...]:
    """Years, those without assessment included, whose claims about the province speak of the area shown."""
    found = set(warehouse.current().query(_SAME_AREA, {"kode": code, "tahun_itu": not today})["tahun"].astype(int))
    years = common.rounds()["tahun"].astype(int).tolist()
    for before, year in pairwise(years):
        if year not in common.years() and before in found:
            found.add(year)
    return tuple(sorted(found))


@shared
def summary(code: str, *, today: bool) -> pd.DataFrame:
    """One row per assessed year in which the province existed: the columns of `mart.rekap_provinsi`, by `tahun`."""
    frame = common.province_summary(today=today)
    return frame[frame["kode_provinsi"] == code].set_index("tahun", drop=False)


@shared
def by_year(code: str, *, today: bool) -> dict[int, Row]:
    """`summary` as a row per year."""
    return {int(row["tahun"]): row for row in summary(code, today=today).to_dict("records")}


@shared
def region_results(code: str, *, today: bool) -> pd.DataFrame:
    """Rows of `mart.hasil_kabkota` of the province's regions in the years in which they belong to it."""
    frame = common.results()
    return frame[frame["kode_provinsi_kini" if today else "kode_provinsi"] == code]


@shared
def known_years(code: str, *, today: bool) -> tuple[int, ...]:
    """Assessed years in which something is known of results or participation, in order."""
    frame = summary(code, today=today)
    known = frame[["peserta", "peduli", "cukup", "mulai", "kurang", "direkomendasikan", "pembina"]].notna().any(axis=1)
    known |= frame["tidak_diketahui"] < frame["jumlah_kabkota"]
    return tuple(int(year) for year in frame.index[known])


def newest_known(code: str, *, today: bool) -> int | None:
    """The newest of `known_years`, or None."""
    return max(known_years(code, today=today), default=None)


@shared
def targets(code: str, *, today: bool) -> pd.DataFrame:
    """All targets of the province by year: the columns of `mart.target` and `kunci` of the fact."""
    return _of_area(
        "SELECT t.*, k.kunci, k.penerbit, k.catatan FROM mart.target AS t JOIN mart.klaim AS k ON k.id = t.id_klaim "
        "WHERE t.kode = ? ORDER BY t.tahun, t.tanggal_terbit NULLS LAST, t.target_peduli",
        code,
        today=today,
    )


@shared
def stages(code: str, *, today: bool) -> pd.DataFrame:
    """Stages and deadlines of the province and of the nation: the columns of `mart.tahapan` and `kunci`."""
    return _of_area(
        "SELECT s.*, k.kunci FROM mart.tahapan AS s JOIN mart.klaim AS k ON k.id = s.id_klaim "
        "WHERE s.kode IN (?, 'ID') ORDER BY s.tahun DESC, s.tanggal, s.tahap",
        code,
        today=today,
    )


def _of_area(sql: str, code: str, *, today: bool) -> pd.DataFrame:
    frame = warehouse.current().query(sql, [code])
    here = frame["tahun"].isin(area_years(code, today=today)) | (frame["kode"] == "ID")
    return frame[here].reset_index(drop=True)


@shared
def recommended(code: str, *, today: bool) -> pd.DataFrame:
    """Regions recommended, or holding the best predicate, in years with a recommendation; `putusan` compares the two."""
    frame = region_results(code, today=today)
    years = frame.loc[frame["direkomendasikan"].astype(bool), "tahun"].unique()
    frame = frame[frame["tahun"].isin(years)]
    named, held = frame["direkomendasikan"].astype(bool), frame["predikat"] == TOP
    verdict = pd.Series("", index=frame.index).mask(named & held, VERDICTS[0]).mask(named & ~held, VERDICTS[1])
    frame = frame.assign(putusan=verdict.mask(~named & held, VERDICTS[2]))
    return frame[frame["putusan"] != ""].sort_values(["tahun", "kode"]).reset_index(drop=True)


@shared
def claim_places(code: str, year: int | None, *, today: bool) -> tuple[int, ...]:
    """Places in `claims.claims()` of the claims about the province and its regions, of one year or all."""
    frame = claims.claims()
    of_regions = (frame["tingkat"] == "kabkota") & (frame["kode_provinsi_kini" if today else "kode_provinsi"] == code)
    of_itself = (frame["tingkat"] == "provinsi") & (frame["kode"] == code) & frame["tahun"].isin(area_years(code, today=today))
    hit = of_regions | of_itself
    if year is not None:
        hit &= frame["tahun"] == year
    return tuple(int(place) for place in hit.to_numpy().nonzero()[0])


@shared
def publishers(code: str, *, today: bool) -> pd.DataFrame:
    """Publishers behind the province's figures: claims, those shown, years, newest page; the busiest first."""
    frame = claims.claims().iloc[list(claim_places(code, None, today=today))]
    frame = frame.sort_values("tanggal_terbit", na_position="first")
    grouped = frame.groupby("penerbit").agg(
        golongan=("golongan", "last"),
        klaim=("id", "size"),
        terpilih=("terpilih", "sum"),
        pertama=("tahun", "min"),
        terakhir=("tahun", "max"),
        alamat=("sumber_url", "last"),
    )
    return grouped.reset_index().sort_values(["klaim", "penerbit"], ascending=[False, True]).reset_index(drop=True)


def state_counts(frame: pd.DataFrame) -> dict[str, int]:
    """Region-years by state, in the order of the states."""
    found = frame["keadaan"].value_counts()
    return {key: int(found[key]) for key in colors.all_states(common.predicates()) if key in found}


@shared
def area_changed(code: str) -> bool:
    """Whether the province's area differs between years, or it is younger than the first round."""
    frame = common.results()
    return bool(((frame["kode_provinsi"] == code) != (frame["kode_provinsi_kini"] == code)).any())
