"""One regional office: the provinces it covers, their counts taken together, and what was wanted and by whom.

With `kini` an office of today is read over its area of today in every year; otherwise an office stands for the provinces it
had in each year, as they were then (34 until 2022, 38 from 2023).
"""

from collections.abc import Iterable

import pandas as pd

from dasbor.mart import angka, claims, common, offices, places
from dasbor.mart import provinsi as province_queries
from dasbor.mart import targets as aiming
from dasbor.mart.angka import Level, PlaceNumbers
from dasbor.mart.cache import shared
from dasbor.mart.offices import Office
from dasbor.mart.targets import Aim


def page_years() -> tuple[int, ...]:
    """The assessed years and every year with a published target or deadline (2021 had some, and no assessment), in order."""
    return places.years()


@shared
def choices(*, kini: bool) -> dict[str, Office]:
    """Slug → office to choose from: those of today, or those of the years that can be shown."""
    if kini:
        return offices.offices()
    return {slug: one for slug, one in offices.all_offices().items() if any(_in_charge(one, year) for year in page_years())}


def _in_charge(office: Office, year: int) -> bool:
    return office.first <= year <= (office.last or year)


@shared
def years_of(slug: str, *, kini: bool) -> tuple[int, ...]:
    """The years in which an office can be read; all of them for one of today, and for all offices ("")."""
    if not slug or kini:
        return page_years()
    return tuple(year for year in page_years() if _in_charge(offices.all_offices()[slug], year))


def counterpart(slug: str, *, kini: bool) -> str:
    """The office that looks after the same first province in the other arrangement; "" where it is not known or none is chosen."""
    if slug in choices(kini=kini):
        return slug
    known = offices.all_offices().get(slug)
    first = next(iter(known.provinces), "") if known else ""
    others = [key for key, one in choices(kini=kini).items() if first and first in one.provinces]
    return others[-1] if others else ""


@shared
def provinces(slug: str, year: int, *, kini: bool) -> dict[str, str]:
    """Code → name of the provinces that stand for an office in the figures of `year`."""
    return offices.all_offices()[slug].provinces if kini else offices.provinces_of(slug, year)


def then(slug: str, year: int) -> tuple[str, ...]:
    """The provinces whose deadlines and honours concern an office, as they were in `year`; none for all offices ("")."""
    return tuple(offices.provinces_of(slug, year)) if slug else ()


def parts(slug: str, year: int, *, kini: bool) -> dict[str, PlaceNumbers]:
    """Province → its numbers in an assessed year, for the provinces of an office; empty without assessment."""
    found = angka.places(angka.level("provinsi", kini=kini), year)
    return {code: found[code] for code in provinces(slug, year, kini=kini) if code in found}


def outcomes(slug: str, *, kini: bool) -> dict[int, PlaceNumbers]:
    """Assessed year → an office's numbers as one area."""
    return angka.history(angka.level("kanwil", kini=kini), slug)


@shared
def targets(slug: str, *, kini: bool) -> pd.DataFrame:
    """Every target for a province of an office in a year of its time, by year: the columns of `queries.provinsi.targets`."""
    held = {(year, code) for year in years_of(slug, kini=kini) for code in provinces(slug, year, kini=kini)}
    codes = sorted({code for _, code in held})
    frames = [province_queries.targets(code, kini=kini) for code in codes]
    # province by province: a concatenation of empty frames would lose the types of the others
    frame = pd.concat([one for one in frames if len(one)] or frames[:1], ignore_index=True)
    here = [(int(year), code) in held for year, code in zip(frame["tahun"], frame["kode"], strict=True)]
    frame = frame[pd.Series(here, index=frame.index, dtype=bool)]
    return frame.sort_values(["tahun", "kode"], kind="stable").reset_index(drop=True)


def wanted(slug: str, year: int, *, kini: bool) -> tuple[Aim, ...]:
    """The targets of a year taken together, smallest first: of several numbers for one province every one stays.

    Over several provinces: the sum of their smallest and the sum of their largest numbers.
    """
    return aiming.aims(angka.level("kanwil", kini=kini), slug, year)


def target_years(slug: str, *, kini: bool) -> tuple[int, ...]:
    """The years for which a target of any of its provinces was published."""
    return tuple(aiming.by_year(angka.level("kanwil", kini=kini), slug))


def readings(slug: str, *, kini: bool) -> dict[int, places.PlaceInYear]:
    """Year → how an office is read then."""
    return places.readings(angka.level("kanwil", kini=kini), slug)


def level_in(slug: str, year: int, *, kini: bool) -> Level:
    """The level at which an office is read in `year`; before its time by its area of today."""
    return angka.level("kanwil", kini=kini or year not in readings(slug, kini=False))


def whole(slug: str, year: int, *, kini: bool) -> int:
    """How many regencies and cities an office covers in `year`; for a year without assessment, in the assessed year before it."""
    return places.readings(level_in(slug, year, kini=kini), slug)[year].whole


def region_counts(codes: Iterable[str], year: int, *, kini: bool) -> dict[str, int]:
    """Province code → number of its regions in `year`, or in the assessed year before it."""
    level = angka.level("provinsi", kini=kini)
    return {code: places.readings(level, code)[year].whole for code in codes}


def reference_year(year: int) -> int:
    """`year`, or the assessed year before it where nothing was assessed; at least the first."""
    assessed = common.years()
    return max((one for one in assessed if one <= year), default=assessed[0])


@shared
def newest(slug: str, *, kini: bool) -> int:
    """The newest year with any result, participation or target known; what the page opens with."""
    if not slug:
        return max(common.years())
    read = readings(slug, kini=kini)
    rows = outcomes(slug, kini=kini).items()
    told = {year for year, row in rows if read[year].known or any(one.n is not None for one in row.numbers)}
    return max(told | set(target_years(slug, kini=kini)), default=years_of(slug, kini=kini)[-1])


@shared
def said(slug: str, year: int, *, kini: bool) -> pd.DataFrame:
    """Every claim about the target of a year, the oldest page first and undated ones last: the columns of `claims.claims()`.

    `lain`: the other numbers that stand for the same province and year, as a tuple.
    """
    wanted_keys = targets(slug, kini=kini)
    keys = set(wanted_keys.loc[wanted_keys["tahun"] == year, "kunci"])
    frame = claims.claims()
    frame = frame[frame["kunci"].isin(keys)].sort_values(["kode", "tanggal_terbit", "nilai", "id"], na_position="last")
    pairs = [(str(code), int(value)) for code, value in zip(frame["kode"], frame["nilai"], strict=True)]
    others = [tuple(sorted({number for other, number in pairs if other == code} - {value})) for code, value in pairs]
    return frame.assign(lain=pd.Series(others, index=frame.index, dtype=object)).reset_index(drop=True)
