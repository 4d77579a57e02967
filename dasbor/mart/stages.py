"""A year's stages and deadlines as an office should read them, the best basis of each step in force.

The order of preference: published for the office's own province, published for the nation (with the day of announcement), and
last the usual calendar of the year's rule, which nobody published for that year and which is never shown as if somebody had.
"""

import datetime as dt

import pandas as pd

from dasbor.mart import warehouse
from dasbor.mart.cache import shared
from dasbor.words.clock import ZONES

BASES = ("kanwil", "nasional", "lazim")
DECREE = "penetapan keputusan menteri"

_STAGES = """
SELECT
    s.*, z.provinsi,
    rank() OVER (PARTITION BY s.tahap ORDER BY list_position($dasar, s.dasar)) = 1 AS berlaku
FROM mart.jadwal AS s
LEFT JOIN mart.zona_waktu AS z ON z.kode_provinsi = s.kode
WHERE s.tahun = $tahun AND (s.tingkat = 'nasional' OR list_contains($provinsi, s.kode))
ORDER BY coalesce(s.selesai, s.mulai), s.mulai NULLS FIRST, s.tahap, list_position($dasar, s.dasar), s.kode
"""


@shared
def stages(provinces: tuple[str, ...], year: int) -> pd.DataFrame:
    """One row per step and basis, by date, for the office of `provinces` (codes of that year; empty for the nation alone).

    `tahap`, `mulai` and `selesai` (first and last day, null where not known), `dasar` (one of `BASES`), `kode` and `provinsi`
    (whose; "ID" and null for the nation), `siapa` (who published it; of the usual calendar, who does it), `kunci` of the fact,
    `sumber_url`, `tanggal_terbit`, `keyakinan` (of the claim, null without one), `kepastian` (diketahui or perkiraan for a day of
    the reference data, null for a claim), `konflik`, `penjelasan`, and `berlaku`: whether no better basis is known for the step.
    A basis is better for the whole office, also where only one of its provinces has it.
    """
    return warehouse.current().query(_STAGES, {"tahun": year, "provinsi": list(provinces), "dasar": list(BASES)})


@shared
def rule(year: int) -> str | None:
    """The rule under which the year's round was held; None without assessment and for a year that has no round."""
    found = warehouse.current().value("SELECT dasar_hukum FROM mart.putaran WHERE tahun = ? AND ada_penilaian", [year])
    return None if found is None else str(found)


@shared
def usual() -> pd.DataFrame:
    """The usual calendar of every rule that has one: the columns of `mart.kalender`, by rule and step."""
    return warehouse.current().query("SELECT * FROM mart.kalender ORDER BY peraturan DESC, urutan")


@shared
def has_calendar(peraturan: str) -> bool:
    """Whether the usual calendar of a rule is known; that of 11/2013 is not."""
    return bool(warehouse.current().value("SELECT EXISTS (FROM mart.kalender WHERE peraturan = ?)", [peraturan]))


@shared
def years() -> tuple[int, ...]:
    """The years that have a published deadline, in order."""
    return tuple(int(year) for year in warehouse.current().query("SELECT DISTINCT tahun FROM mart.tahapan ORDER BY tahun")["tahun"])


@shared
def zones(provinces: tuple[str, ...]) -> tuple[str, ...]:
    """The time zones of the provinces, from west to east; Jakarta's for none."""
    found = warehouse.current().query("SELECT zona FROM mart.zona_waktu WHERE list_contains(?, kode_provinsi)", [list(provinces)])
    return tuple(zone for zone in ZONES if zone in set(found["zona"])) or ("WIB",)


def days_left(start: dt.date | None, end: dt.date | None, at: dt.date) -> int:
    """Days from `at` to the end (to the start where no end is known): 0 on the last day itself, negative once it is over."""
    day = end or start
    if day is None:
        raise ValueError("a step has a first or a last day")
    return (day - at).days
