"""What the maps colour beside the counts of `dasbor.mart.angka`: provinces and regions of a year, and of another beside it."""

from dataclasses import dataclass

import pandas as pd

from dasbor.mart import common, programmes, warehouse
from dasbor.mart.angka import Level
from dasbor.mart.cache import shared


@dataclass(frozen=True)
class Coverage:
    """Of how many of the N regions of a place the state is known, and how many organisations stated anything about it or them."""

    known: int
    whole: int
    sources: int


@dataclass(frozen=True)
class MapChange:
    """How the number holding the award changed: `reason` "dapat", or why it is not compared (`mart.perubahan.banding`)."""

    reason: str
    difference: int | None
    then: int | None
    now: int | None


@dataclass(frozen=True)
class Target:
    """A number aimed at: how far from it (None where that is unknown), and whether it is certain that it was reached or missed."""

    aim: int
    short: int | None
    reached: bool | None
    least: bool


def _whole(value: object) -> int | None:
    return None if value is None else int(str(value))


@shared
def coverage(at: Level, year: int) -> dict[str, Coverage]:
    """Code → coverage of the places of a level. Source: `mart.cakupan`, which has provinces and the nation."""
    rows = warehouse.current().arrow(
        "SELECT kode, diketahui, dari, penerbit FROM mart.cakupan WHERE tingkat = ? AND tahun = ?", [at, year]
    )
    return {row["kode"]: Coverage(row["diketahui"], row["dari"], row["penerbit"]) for row in rows.to_pylist()}


@shared
def changes(at: Level, earlier: int, later: int) -> dict[str, MapChange]:
    """Code → change of the award between two assessed years, for places that were there in both under one programme."""
    rows = warehouse.current().arrow(
        "SELECT kode, banding, selisih, nilai_dari, nilai_ke FROM mart.perubahan "
        "WHERE tingkat = ? AND tahun_dari = ? AND tahun_ke = ? AND predikat = ?",
        [at, earlier, later, programmes.award(later).code],
    )
    return {
        row["kode"]: MapChange(row["banding"], _whole(row["selisih"]), row["nilai_dari"], row["nilai_ke"])
        for row in rows.to_pylist()
    }


@shared
def targets(at: Level, year: int) -> dict[str, tuple[Target, ...]]:
    """Code → every number that was aimed at, the smallest first. Source: `mart.capaian_target`."""
    rows = warehouse.current().arrow(
        "SELECT kode, target, jarak, tercapai, batas FROM mart.capaian_target WHERE tingkat = ? AND tahun = ? "
        "ORDER BY kode, target",
        [at, year],
    )
    found: dict[str, tuple[Target, ...]] = {}
    for row in rows.to_pylist():
        one = Target(int(row["target"]), _whole(row["jarak"]), row["tercapai"], row["batas"] == "sekurangnya")
        found[row["kode"]] = (*found.get(row["kode"], ()), one)
    return found


@shared
def region_moves(earlier: int, later: int) -> dict[str, tuple[str, bool]]:
    """Code → what a region did between two assessed years, and whether that rests on a conclusion. Source: `mart.perpindahan`."""
    rows = warehouse.current().arrow(
        "SELECT kode, kategori, simpulan FROM mart.perpindahan WHERE tahun_dari = ? AND tahun_ke = ?", [earlier, later]
    )
    return {row["kode"]: (row["kategori"], row["simpulan"]) for row in rows.to_pylist()}


@shared
def former(year: int) -> dict[str, dict[str, object]]:
    """Code → state of a region as shown in an earlier year, and what it rests on."""
    columns = ["kode", "keadaan_rinci", "dasar_keadaan", "kunci_simpulan", "halangan", "kunci_halangan"]
    rows = regions(year, "", kini=True)[columns].to_dict("records")
    return {str(row["kode"]): {str(name): value for name, value in row.items()} for row in rows}


@shared
def regions(year: int, province: str, *, kini: bool) -> pd.DataFrame:
    """The regions of `year` by code, of one province ("" for all): the columns of `mart.hasil_kabkota`."""
    frame = common.results()
    frame = frame[frame["tahun"] == year]
    if province:
        frame = frame[frame["kode_provinsi_kini" if kini else "kode_provinsi"] == province]
    name = "provinsi_kini" if kini else "provinsi"
    return frame.assign(induk=frame[name]).sort_values("kode").reset_index(drop=True)
