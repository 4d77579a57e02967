"""One province: its regions round by round, counts, targets, stages, recommendations and the claims behind them.

`kini` means today's area in every round; otherwise the province as it was in each year. Claims about a
province speak of its area of that year, so with `kini` they are used only where that area is the same.
"""

from collections import Counter
from collections.abc import Mapping
from typing import Any

import pandas as pd

from dasbor.mart import angka, claims, common, pembina, places, programmes, warehouse
from dasbor.mart import targets as aiming
from dasbor.mart.angka import PlaceNumbers
from dasbor.mart.cache import shared
from dasbor.mart.targets import Aim

VERDICTS = ("sama", "direkomendasikan saja", "hasil saja")  # recommendation against outcome
Row = Mapping[Any, Any]  # a row of a frame by column


def by_year(code: str, *, kini: bool) -> dict[int, PlaceNumbers]:
    """Assessed year → the province's numbers, for the years in which it existed."""
    return angka.history(angka.level("provinsi", kini=kini), code)


def aims(code: str, year: int, *, kini: bool) -> tuple[Aim, ...]:
    """What was aimed at in a year beside what was reached."""
    return aiming.aims(angka.level("provinsi", kini=kini), code, year)


def readings(code: str, *, kini: bool) -> dict[int, places.PlaceInYear]:
    """Year → how the province is read then, for the years in which it existed."""
    return places.readings(angka.level("provinsi", kini=kini), code)


@shared
def area_years(code: str, *, kini: bool) -> tuple[int, ...]:
    """Years, those without assessment included, whose claims about the province speak of the area shown."""
    return tuple(year for year, one in readings(code, kini=kini).items() if one.stated)


@shared
def region_results(code: str, *, kini: bool) -> pd.DataFrame:
    """Rows of `mart.hasil_kabkota` of the province's regions in the years in which they belong to it."""
    frame = common.results()
    return frame[frame["kode_provinsi_kini" if kini else "kode_provinsi"] == code]


@shared
def known_years(code: str, *, kini: bool) -> tuple[int, ...]:
    """Assessed years in which something is known of results or participation, in order."""
    read = readings(code, kini=kini)
    return tuple(
        year
        for year, place in by_year(code, kini=kini).items()
        if read[year].known
        or any(one.n is not None for one in place.numbers)
        or pembina.honoured(code, year, kini=kini) is not None
    )


def newest_known(code: str, *, kini: bool) -> int | None:
    """The newest of `known_years`, or None."""
    return max(known_years(code, kini=kini), default=None)


@shared
def targets(code: str, *, kini: bool) -> pd.DataFrame:
    """All targets of the province by year: the columns of `mart.target` and `kunci` of the fact."""
    return _of_area(
        "SELECT t.*, k.kunci, k.penerbit, k.catatan FROM mart.target AS t JOIN mart.klaim AS k ON k.id = t.id_klaim "
        "WHERE t.kode = ? ORDER BY t.tahun, t.tanggal_terbit NULLS LAST, t.target_peduli",
        code,
        kini=kini,
    )


@shared
def stages(code: str, *, kini: bool) -> pd.DataFrame:
    """Stages and deadlines of the province and of the nation: the columns of `mart.tahapan` and `kunci`."""
    return _of_area(
        "SELECT s.*, k.kunci FROM mart.tahapan AS s JOIN mart.klaim AS k ON k.id = s.id_klaim "
        "WHERE s.kode IN (?, 'ID') ORDER BY s.tahun DESC, s.tanggal, s.tahap",
        code,
        kini=kini,
    )


def _of_area(sql: str, code: str, *, kini: bool) -> pd.DataFrame:
    frame = warehouse.current().query(sql, [code])
    here = frame["tahun"].isin(area_years(code, kini=kini)) | (frame["kode"] == "ID")
    return frame[here].reset_index(drop=True)


@shared
def recommended(code: str, *, kini: bool) -> pd.DataFrame:
    """Regions recommended, or holding the award, in years with a known recommendation; `putusan` (`VERDICTS`) compares the two.

    Columns of `mart.hasil_kabkota` and of `mart.rekomendasi`: `jumlah` recommended there, `jumlah_sama` of them with the award.
    """
    return of_place(angka.level("provinsi", kini=kini), code)


@shared
def of_place(level: angka.Level, code: str) -> pd.DataFrame:
    """The same for a place of any level but the nation."""
    return warehouse.current().query(
        "SELECT h.*, r.putusan, r.jumlah, r.jumlah_sama FROM mart.rekomendasi AS r "
        "JOIN mart.hasil_kabkota AS h USING (tahun, kode) "
        "WHERE r.tingkat = ? AND r.kode_tempat = ? ORDER BY h.tahun, h.kode",
        [level, code],
    )


@shared
def claim_places(code: str, year: int | None, *, kini: bool) -> tuple[int, ...]:
    """Places in `claims.claims()` of the claims about the province and its regions, of one year or all."""
    frame = claims.claims()
    of_regions = (frame["tingkat"] == "kabkota") & (frame["kode_provinsi_kini" if kini else "kode_provinsi"] == code)
    of_itself = (frame["tingkat"] == "provinsi") & (frame["kode"] == code) & frame["tahun"].isin(area_years(code, kini=kini))
    hit = of_regions | of_itself
    if year is not None:
        hit &= frame["tahun"] == year
    return tuple(int(place) for place in hit.to_numpy().nonzero()[0])


@shared
def publishers(code: str, *, kini: bool) -> pd.DataFrame:
    """Publishers behind the province's figures: claims, those shown, years, newest page; the busiest first."""
    frame = claims.claims().iloc[list(claim_places(code, None, kini=kini))]
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
    """How many cells of a grid show each state, in the order of legends."""
    drawn = Counter(frame["keadaan_rinci"])
    return {key: drawn[key] for key in programmes.states() if key in drawn}


@shared
def area_changed(code: str) -> bool:
    """Whether the province's area differs between years, or it is younger than the first round."""
    return not all(one.stated for one in readings(code, kini=True).values())
