"""One regional office: the provinces it covers, their counts taken together, and what was wanted and by whom.

With `today` an office of today is read over its area of today in every year; otherwise an office stands for the provinces it
had in each year, as they were then (34 until 2022, 38 from 2023).
"""

from dataclasses import dataclass

import pandas as pd

from dasbor import warehouse
from dasbor.cache import shared
from dasbor.queries import claims, common, offices, participation
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
    frame = warehouse.current().query("SELECT tahun FROM mart.target UNION SELECT tahun FROM mart.tahapan")
    return tuple(sorted({*common.years(), *(int(year) for year in frame["tahun"])}))


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
def parts(slug: str, *, today: bool) -> pd.DataFrame:
    """One row per assessed year and province of an office.

    The columns of `mart.rekap_provinsi`, and `ikut, dasar_ikut, sekurang` of `queries.participation`.
    """
    frame = common.province_summary(today=today)
    held = [
        (year, code)
        for year in years_of(slug, today=today)
        if year in common.years()
        for code in provinces(slug, year, today=today)
    ]
    people = participation.provinces(today=today)[["tahun", "kode_provinsi", "ikut", "dasar", "sekurang"]]
    wanted = pd.DataFrame(held, columns=["tahun", "kode_provinsi"])
    joined = wanted.merge(frame, on=["tahun", "kode_provinsi"]).merge(people, on=["tahun", "kode_provinsi"])
    return joined.rename(columns={"dasar": "dasar_ikut"})


@shared
def outcomes(slug: str, *, today: bool) -> dict[int, Row]:
    """Assessed year → an office's counts as one area.

    Columns as in `mart.rekap_provinsi` for `MEASURES` with their `dasar_*`, `jumlah_kabkota`, `peduli_bernama`,
    `tidak_diketahui`, `konflik`, `sebab_konflik`; `ikut, sekurang`; `provinsi`, of them `provinsi_peduli` with any figure.
    """
    frame = parts(slug, today=today)
    return {int(str(year)): _together(int(str(year)), group) for year, group in frame.groupby("tahun")}


def _together(year: int, group: pd.DataFrame) -> Row:
    row: dict[str, object] = {"tahun": year, "provinsi": len(group), "provinsi_peduli": int(group["peduli"].notna().sum())}
    row |= {name: int(group[name].sum()) for name in _COUNTED}
    for name in MEASURES:
        known = group[name].notna()
        exact = bool((group[f"dasar_{name}"] == "klaim").all())
        row[name] = int(group[name].sum()) if known.any() else None
        # a province without a figure adds nothing known, so the sum of the others is a lower bound
        row[f"dasar_{name}"] = None if not known.any() else "klaim" if exact else "bernama"
    people = group["ikut"].notna()
    row["ikut"] = int(group["ikut"].sum()) if people.any() else None
    row["sekurang"] = bool(people.any() and (not people.all() or group["sekurang"].any()))
    causes = {cause for causes in group["sebab_konflik"].dropna() for cause in str(causes).split("; ")}
    row["konflik"], row["sebab_konflik"] = bool(group["konflik"].any()), "; ".join(sorted(causes)) or None
    return row


@shared
def targets(slug: str, *, today: bool) -> pd.DataFrame:
    """Every target for a province of an office in a year of its time: the columns of `queries.provinsi.targets`, and `provinsi`."""
    years = years_of(slug, today=today)
    codes = {code: name for year in years for code, name in provinces(slug, year, today=today).items()}
    frames = [province_queries.targets(code, today=today).assign(provinsi=name) for code, name in codes.items()]
    frame = pd.concat(frames, ignore_index=True)
    held = [
        year in years and code in provinces(slug, year, today=today)
        for year, code in zip(frame["tahun"].astype(int), frame["kode"], strict=True)
    ]
    return (
        frame[pd.Series(held, index=frame.index, dtype=bool)].sort_values(["tahun", "kode"], kind="stable").reset_index(drop=True)
    )


@shared
def wanted(slug: str, year: int, *, today: bool) -> Wanted:
    """The targets of a year taken together: of several numbers for one province every one stays.

    Over several provinces: the sum of their smallest and the sum of their largest numbers.
    """
    frame = targets(slug, today=today)
    by_province = [group["target_peduli"].astype(int) for _, group in frame[frame["tahun"] == year].groupby("kode")]
    covered = len(provinces(slug, year, today=today))
    if not by_province:
        return Wanted((), 0, complete=False)
    if len(by_province) == 1:
        amounts = {int(amount) for amount in by_province[0]}
    else:
        amounts = {sum(int(one.min()) for one in by_province), sum(int(one.max()) for one in by_province)}
    return Wanted(tuple(sorted(amounts)), len(by_province), complete=len(by_province) == covered)


@shared
def target_years(slug: str, *, today: bool) -> tuple[int, ...]:
    """The years for which a target of any of its provinces was published."""
    return tuple(sorted({int(year) for year in targets(slug, today=today)["tahun"]}))


@shared
def region_counts(slug: str, year: int, *, today: bool) -> dict[str, int]:
    """Province code → number of its regions in `year`, or in the assessed year before it."""
    frame = parts(slug, today=today)
    frame = frame[frame["tahun"] == reference_year(year, slug, today=today)]
    return {str(code): int(count) for code, count in zip(frame["kode_provinsi"], frame["jumlah_kabkota"], strict=True)}


@shared
def whole(slug: str, year: int, *, today: bool) -> int:
    """How many regencies and cities an office covers in `year`; for a year without assessment, in the assessed year before it."""
    return sum(region_counts(slug, year, today=today).values())


def reference_year(year: int, slug: str = "", *, today: bool = False) -> int:
    """`year`, or the assessed year before it where nothing was assessed; at least the first one of the office."""
    assessed = [one for one in years_of(slug, today=today) if one in common.years()] or list(common.years())
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
