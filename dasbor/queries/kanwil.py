"""One regional office: the provinces it covers, their counts taken together, and what was wanted and by whom.

With `today` an office of today is read over its area of today in every year; otherwise an office stands for the provinces it
had in each year, as they were then (34 until 2022, 38 from 2023).
"""

from dataclasses import dataclass

import pandas as pd

from dasbor import formats, warehouse
from dasbor.cache import shared
from dasbor.queries import claims, common, offices, participation, stages
from dasbor.queries import provinsi as province_queries
from dasbor.queries.offices import Office
from dasbor.queries.provinsi import Row

MEASURES = ("peduli", "cukup", "mulai", "kurang", "direkomendasikan")
_COUNTED = ("jumlah_kabkota", "peduli_bernama", "tidak_diketahui")  # known in every province, so their sum is exact


@dataclass(frozen=True)
class Wanted:
    """What was wanted of an office in a year: the numbers that stand side by side, smallest first; empty where none was published.

    `provinces`: how many of its provinces have a target. Unless `complete` (all have one) the numbers are the sum of those.
    """

    amounts: tuple[int, ...]
    provinces: int
    complete: bool


@shared
def page_years() -> tuple[int, ...]:
    """The assessed years and every year with a published target or deadline (2021 had some, and no assessment), in order."""
    frame = warehouse.current().query("SELECT DISTINCT tahun FROM mart.target")
    return tuple(sorted({*common.years(), *stages.years(), *(int(year) for year in frame["tahun"])}))


@shared
def choices(*, today: bool) -> dict[str, Office]:
    """Slug → office to choose from: those of today, or those of the years that can be shown."""
    if today:
        return offices.offices()
    years = page_years()
    return {slug: one for slug, one in offices.all_offices().items() if any(_in_charge(one, year) for year in years)}


def _in_charge(office: Office, year: int) -> bool:
    return office.first <= year <= (office.last or year)


@shared
def years_of(slug: str, *, today: bool) -> tuple[int, ...]:
    """The years in which an office can be read; all of them for one of today, and for all offices ("")."""
    if not slug or today:
        return page_years()
    return tuple(year for year in page_years() if _in_charge(offices.all_offices()[slug], year))


def counterpart(slug: str, *, today: bool) -> str:
    """The office that looks after the same first province in the other arrangement; "" where it is not known or none is chosen."""
    if slug in choices(today=today):
        return slug
    known = offices.all_offices().get(slug)
    first = next(iter(known.provinces), "") if known else ""
    others = [key for key, one in choices(today=today).items() if first and first in one.provinces]
    return others[-1] if others else ""


@shared
def provinces(slug: str, year: int, *, today: bool) -> dict[str, str]:
    """Code → name of the provinces that stand for an office in the figures of `year`."""
    return offices.all_offices()[slug].provinces if today else offices.provinces_of(slug, year)


@shared
def _rows(*, today: bool) -> dict[tuple[int, str], Row]:
    """(assessed year, province) → its row of `mart.rekap_provinsi`, with `ikut, dasar_ikut, sekurang` of participation.

    What is not known is None.
    """
    people = participation.provinces(today=today)[["tahun", "kode_provinsi", "ikut", "dasar", "sekurang"]]
    people = people.rename(columns={"dasar": "dasar_ikut"})
    frame = common.province_summary(today=today).merge(people, on=["tahun", "kode_provinsi"], validate="1:1")
    found: dict[tuple[int, str], Row] = {}
    for row in frame.to_dict("records"):
        key = int(row["tahun"]), str(row["kode_provinsi"])
        found[key] = {name: None if formats.is_unknown(value) else value for name, value in row.items()}
    return found


@shared
def parts(slug: str, *, today: bool) -> dict[int, dict[str, Row]]:
    """Assessed year → province → its row, for the provinces of an office (see `_rows`)."""
    rows = _rows(today=today)
    years = [year for year in years_of(slug, today=today) if year in common.years()]
    return {year: {code: rows[year, code] for code in provinces(slug, year, today=today)} for year in years}


@shared
def outcomes(slug: str, *, today: bool) -> dict[int, Row]:
    """Assessed year → an office's counts as one area.

    Columns as in `mart.rekap_provinsi` for `MEASURES` with their `dasar_*`, `jumlah_kabkota`, `peduli_bernama`,
    `tidak_diketahui`, `konflik`, `sebab_konflik`; `ikut, sekurang`; `provinsi`, of them `provinsi_peduli` with any figure.
    """
    return {year: _together(year, list(rows.values())) for year, rows in parts(slug, today=today).items()}


def _together(year: int, rows: list[Row]) -> Row:
    told: dict[str, object] = {"tahun": year, "provinsi": len(rows)}
    told["provinsi_peduli"] = sum(row["peduli"] is not None for row in rows)
    told |= {name: sum(int(row[name]) for row in rows) for name in _COUNTED}
    for name in MEASURES:
        known = [int(row[name]) for row in rows if row[name] is not None]
        exact = all(row[f"dasar_{name}"] == "klaim" for row in rows)
        told[name] = sum(known) if known else None
        # a province without a figure adds nothing known, so the sum of the others is a lower bound
        told[f"dasar_{name}"] = None if not known else "klaim" if exact else "bernama"
    people = [int(row["ikut"]) for row in rows if row["ikut"] is not None]
    told["ikut"] = sum(people) if people else None
    told["sekurang"] = bool(people) and (len(people) < len(rows) or any(row["sekurang"] for row in rows))
    causes = {cause for row in rows if row["sebab_konflik"] for cause in str(row["sebab_konflik"]).split("; ")}
    told["konflik"], told["sebab_konflik"] = any(row["konflik"] for row in rows), "; ".join(sorted(causes)) or None
    return told


@shared
def _codes_with_target() -> frozenset[str]:
    return frozenset(warehouse.current().query("SELECT DISTINCT kode FROM mart.target WHERE tingkat = 'provinsi'")["kode"])


@shared
def targets(slug: str, *, today: bool) -> pd.DataFrame:
    """Every target for a province of an office in a year of its time, by year: the columns of `queries.provinsi.targets`."""
    years = years_of(slug, today=today)
    held = {(year, code) for year in years for code in provinces(slug, year, today=today) if code in _codes_with_target()}
    codes = sorted({code for _, code in held})
    frames = [province_queries.targets(code, today=today) for code in codes]
    frame = pd.concat([pd.DataFrame(columns=["tahun", "kode", "target_peduli", "penetap", "kunci"]), *frames], ignore_index=True)
    here = [(int(year), code) in held for year, code in zip(frame["tahun"], frame["kode"], strict=True)]
    frame = frame[pd.Series(here, index=frame.index, dtype=bool)]
    return frame.sort_values(["tahun", "kode"], kind="stable").reset_index(drop=True)


@shared
def _wanted(slug: str, *, today: bool) -> dict[int, Wanted]:
    found = {}
    for year, frame in targets(slug, today=today).groupby("tahun"):
        by_province = [sorted({int(amount) for amount in group["target_peduli"]}) for _, group in frame.groupby("kode")]
        several = {sum(one[0] for one in by_province), sum(one[-1] for one in by_province)}
        amounts = set(by_province[0]) if len(by_province) == 1 else several
        covered = len(provinces(slug, int(str(year)), today=today))
        found[int(str(year))] = Wanted(tuple(sorted(amounts)), len(by_province), complete=len(by_province) == covered)
    return found


def wanted(slug: str, year: int, *, today: bool) -> Wanted:
    """The targets of a year taken together: of several numbers for one province every one stays.

    Over several provinces: the sum of their smallest and the sum of their largest numbers.
    """
    return _wanted(slug, today=today).get(year, Wanted((), 0, complete=False))


def target_years(slug: str, *, today: bool) -> tuple[int, ...]:
    """The years for which a target of any of its provinces was published."""
    return tuple(_wanted(slug, today=today))


@shared
def region_counts(slug: str, year: int, *, today: bool) -> dict[str, int]:
    """Province code → number of its regions in `year`, or in the assessed year before it."""
    assessed = reference_year(year)
    rows = _rows(today=today)
    return {code: int(rows[assessed, code]["jumlah_kabkota"]) for code in provinces(slug, assessed, today=today)}


def whole(slug: str, year: int, *, today: bool) -> int:
    """How many regencies and cities an office covers in `year`; for a year without assessment, in the assessed year before it."""
    return sum(region_counts(slug, year, today=today).values())


def reference_year(year: int) -> int:
    """`year`, or the assessed year before it where nothing was assessed; at least the first."""
    assessed = common.years()
    return max((one for one in assessed if one <= year), default=assessed[0])


def newest(slug: str, *, today: bool) -> int:
    """The newest year with any result, participation or target known; what the page opens with."""
    years = years_of(slug, today=today)
    if not slug:
        return max(common.years())
    rows = outcomes(slug, today=today)
    told = {year for year, row in rows.items() if row["tidak_diketahui"] < row["jumlah_kabkota"] or _any_count(row)}
    return max(told | set(target_years(slug, today=today)), default=years[-1])


def _any_count(row: Row) -> bool:
    return any(row[name] is not None for name in (*MEASURES, "ikut"))


@shared
def said(slug: str, year: int, *, today: bool) -> pd.DataFrame:
    """Every claim about the target of a year, the oldest page first and undated ones last: the columns of `claims.claims()`.

    `lain`: the other numbers that stand for the same province and year, as a tuple.
    """
    wanted_keys = targets(slug, today=today)
    keys = set(wanted_keys.loc[wanted_keys["tahun"] == year, "kunci"])
    frame = claims.claims()
    frame = frame[frame["kunci"].isin(keys)].sort_values(["kode", "tanggal_terbit", "nilai", "id"], na_position="last")
    numbers = {code: sorted({int(value) for value in group}) for code, group in frame.groupby("kode")["nilai"]}
    pairs = zip(frame["kode"], frame["nilai"], strict=True)
    others = [tuple(number for number in numbers[code] if number != int(value)) for code, value in pairs]
    return frame.assign(lain=pd.Series(others, index=frame.index, dtype=object)).reset_index(drop=True)
