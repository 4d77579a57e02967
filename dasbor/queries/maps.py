"""What the maps colour: provinces and regions of one year, beside another assessed year."""

import pandas as pd

from dasbor import warehouse
from dasbor.cache import shared
from dasbor.queries import common, participation

# Claims about a province speak of its area of that year: with today's provinces they count only where the area is the same.
_SOURCES = """
WITH wilayah AS (
    SELECT kode, {code} AS provinsi, kode_provinsi AS dulu, kode_provinsi_kini AS kini FROM mart.hasil_kabkota WHERE tahun = $tahun
), berubah AS (
    SELECT dulu AS provinsi FROM wilayah WHERE dulu <> kini UNION SELECT kini FROM wilayah WHERE dulu <> kini
), semua AS (
    SELECT w.provinsi, k.lembaga FROM wilayah AS w JOIN mart.klaim AS k ON k.kode = w.kode
    WHERE k.tahun = $tahun AND k.tingkat = 'kabkota'
    UNION ALL
    SELECT kode, lembaga FROM mart.klaim
    WHERE tahun = $tahun AND tingkat = 'provinsi' AND (NOT $kini OR kode NOT IN (SELECT provinsi FROM berubah))
)
SELECT provinsi AS kode, count(DISTINCT lembaga)::INTEGER AS jumlah_sumber FROM semua GROUP BY provinsi
"""

_AREAS = """
SELECT {code} AS kode, list(kode ORDER BY kode) FILTER (tahun = $satu) IS NOT DISTINCT FROM
    list(kode ORDER BY kode) FILTER (tahun = $dua) AS sama
FROM mart.hasil_kabkota WHERE tahun IN ($satu, $dua) GROUP BY ALL
"""


def _code(*, today: bool) -> str:
    return "kode_provinsi_kini" if today else "kode_provinsi"


@shared
def provinces(year: int, *, today: bool) -> pd.DataFrame:
    """The provinces of `year` by code: the columns of `mart.rekap_provinsi`, and of the participants `ikut`, `sekurang_ikut`.

    `jumlah_sumber` counts the organisations that stated anything about the province or its regions; `diketahui`
    counts its regions of which anything is known.
    """
    frame = common.province_summary(today=today)
    frame = frame[frame["tahun"] == year]
    people = participation.provinces(today=today)
    people = people.loc[people["tahun"] == year, ["kode_provinsi", "ikut", "sekurang"]]
    frame = frame.merge(people.rename(columns={"sekurang": "sekurang_ikut"}), on="kode_provinsi", validate="1:1")
    frame = frame.rename(columns={"kode_provinsi": "kode", "provinsi": "nama"})
    sources = warehouse.current().query(_SOURCES.format(code=_code(today=today)), {"tahun": year, "kini": today})
    frame = frame.merge(sources, on="kode", how="left")
    frame["jumlah_sumber"] = frame["jumlah_sumber"].fillna(0).astype(int)
    frame["diketahui"] = frame["jumlah_kabkota"] - frame["tidak_diketahui"]
    return frame.sort_values("kode").reset_index(drop=True)


@shared
def same_area(one: int, other: int, *, today: bool) -> frozenset[str]:
    """Codes of the provinces that hold the same regions in both years."""
    frame = warehouse.current().query(_AREAS.format(code=_code(today=today)), {"satu": one, "dua": other})
    return frozenset(frame.loc[frame["sama"], "kode"])


@shared
def regions(year: int, province: str, *, today: bool) -> pd.DataFrame:
    """The regions of `year` by code, of one province ("" for all): the columns of `mart.hasil_kabkota`."""
    frame = common.results()
    frame = frame[frame["tahun"] == year]
    if province:
        frame = frame[frame[_code(today=today)] == province]
    name = "provinsi_kini" if today else "provinsi"
    return frame.assign(induk=frame[name]).sort_values("kode").reset_index(drop=True)
