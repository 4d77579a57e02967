"""One regional office: the provinces it covers, their counts taken together, and what was wanted and by whom.

With `today` an office of today is read over its area of today in every year; otherwise an office stands for the provinces it
had in each year, as they were then (34 until 2022, 38 from 2023).
"""

from collections.abc import Iterable

import pandas as pd

from dasbor.mart import angka, claims, common, offices, places
from dasbor.mart import provinsi as province_queries
from dasbor.mart import targets as aiming
from dasbor.mart.angka import Level, Place
from dasbor.mart.cache import shared
from dasbor.mart.offices import Office
from dasbor.mart.targets import Aim


def page_years() -> tuple[int, ...]:
    """The assessed years and every year with a published target or deadline (2021 had some, and no assessment), in order."""
    return places.years()


@shared
def choices(*, today: bool) -> dict[str, Office]:
    """Slug → office to choose from: those of today, or those of the years that can be shown."""
    if today:
        return offices.offices()
    return {slug: one for slug, one in offices.all_offices().items() if any(_in_charge(one, year) for year in page_years())}


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


def then(slug: str, year: int) -> tuple[str, ...]:
    """The provinces whose deadlines and honours concern an office, as they were in `year`; none for all offices ("")."""
    return tuple(offices.provinces_of(slug, year)) if slug else ()


def parts(slug: str, year: int, *, today: bool) -> dict[str, Place]:
    """Province → its numbers in an assessed year, for the provinces of an office; empty without assessment."""
    found = angka.places(angka.level("provinsi", today=today), year)
    return {code: found[code] for code in provinces(slug, year, today=today) if code in found}


def outcomes(slug: str, *, today: bool) -> dict[int, Place]:
    """Assessed year → an office's numbers as one area."""
    return angka.history(angka.level("kanwil", today=today), slug)


@shared
def targets(slug: str, *, today: bool) -> pd.DataFrame:
    """Every target for a province of an office in a year of its time, by year: the columns of `queries.provinsi.targets`."""
    held = {(year, code) for year in years_of(slug, today=today) for code in provinces(slug, year, today=today)}
    codes = sorted({code for _, code in held})
    frames = [province_queries.targets(code, today=today) for code in codes]
    # province by province: a concatenation of empty frames would lose the types of the others
    frame = pd.concat([one for one in frames if len(one)] or frames[:1], ignore_index=True)
    here = [(int(year), code) in held for year, code in zip(frame["tahun"], frame["kode"], strict=True)]
    frame = frame[pd.Series(here, index=frame.index, dtype=bool)]
    return frame.sort_values(["tahun", "kode"], kind="stable").reset_index(drop=True)


def wanted(slug: str, year: int, *, today: bool) -> tuple[Aim, ...]:
    """The targets of a year taken together, smallest first: of several numbers for one province every one stays.

    Over several provinces: the sum of their smallest and the sum of their largest numbers.
    """
    return aiming.aims(angka.level("kanwil", today=today), slug, year)


def target_years(slug: str, *, today: bool) -> tuple[int, ...]:
    """The years for which a target of any of its provinces was published."""
    return tuple(aiming.by_year(angka.level("kanwil", today=today), slug))


def readings(slug: str, *, today: bool) -> dict[int, places.Reading]:
    """Year → how an office is read then."""
    return places.readings(angka.level("kanwil", today=today), slug)


def level_in(slug: str, year: int, *, today: bool) -> Level:
    """The level at which an office is read in `year`; before its time by its area of today."""
    return angka.level("kanwil", today=today or year not in readings(slug, today=False))


def whole(slug: str, year: int, *, today: bool) -> int:
    """How many regencies and cities an office covers in `year`; for a year without assessment, in the assessed year before it."""
    return places.readings(level_in(slug, year, today=today), slug)[year].whole


def region_counts(codes: Iterable[str], year: int, *, today: bool) -> dict[str, int]:
    """Province code → number of its regions in `year`, or in the assessed year before it."""
    level = angka.level("provinsi", today=today)
    return {code: places.readings(level, code)[year].whole for code in codes}


def reference_year(year: int) -> int:
    """`year`, or the assessed year before it where nothing was assessed; at least the first."""
    assessed = common.years()
    return max((one for one in assessed if one <= year), default=assessed[0])


@shared
def newest(slug: str, *, today: bool) -> int:
    """The newest year with any result, participation or target known; what the page opens with."""
    if not slug:
        return max(common.years())
    read = readings(slug, today=today)
    rows = outcomes(slug, today=today).items()
    told = {year for year, row in rows if read[year].known or any(one.n is not None for one in row.numbers)}
    return max(told | set(target_years(slug, today=today)), default=years_of(slug, today=today)[-1])


@shared
def said(slug: str, year: int, *, today: bool) -> pd.DataFrame:
    """Every claim about the target of a year, the oldest page first and undated ones last: the columns of `claims.claims()`.

    `lain`: the other numbers that stand for the same province and year, as a tuple.
    """
    wanted_keys = targets(slug, today=today)
    keys = set(wanted_keys.loc[wanted_keys["tahun"] == year, "kunci"])
    frame = claims.claims()
    frame = frame[frame["kunci"].isin(keys)].sort_values(["kode", "tanggal_terbit", "nilai", "id"], na_position="last")
    pairs = [(str(code), int(value)) for code, value in zip(frame["kode"], frame["nilai"], strict=True)]
    others = [tuple(sorted({number for other, number in pairs if other == code} - {value})) for code, value in pairs]
    return frame.assign(lain=pd.Series(others, index=frame.index, dtype=object)).reset_index(drop=True)
