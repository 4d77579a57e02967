"""The sentence that a page opens with: a count with its N, and its change where both counts are certain.

What is unknown is said to be, and never compared; 0, 1 and many have sentences of their own.
"""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any, Literal

from dasbor.mart import common, facts, moves, overview, programmes, regions
from dasbor.mart import provinsi as provinces
from dasbor.mart.angka import PARTICIPANTS, Angka, Level, PlaceNumbers, nation
from dasbor.mart.cache import shared
from dasbor.mart.overview import CountChange
from dasbor.page import blocks
from dasbor.words import colors, formats
from dasbor.words.texts import Texts

Kind = Literal["held", "part"]
_MOST = 3  # names of provinces in a sentence


# texts: temuan.held_*, texts: temuan.part_*, texts: temuan.change_*
def counted(t: Texts, kind: Kind, number: Angka, year: int, *, place: str = "", change: CountChange | None = None) -> str:
    """How many hold the award ("held") or took part ("part") in `year`, with the change against the round before if it is known."""
    said = {
        "year": year,
        "N": formats.number(number.whole, t.lang),
        "where": t("temuan.in", place=place) if place else "",
        "predicate": programmes.award(year).name,
    }
    if number.n is None or (number.least and not number.n):  # at least none says nothing
        return t(f"temuan.{kind}_unknown", **said)
    said |= {"n": formats.number(number.n, t.lang), "percent": facts.percent(t, number)}
    size = "none" if not number.n else "one" if number.n == 1 else "many"
    if number.least:
        return t(f"temuan.{kind}_least_{size}", **said)
    return t(f"temuan.{kind}_{size}", change=_changed(t, change), **said)


def _changed(t: Texts, change: CountChange | None) -> str:
    if change is None or change.amount is None:
        return ""
    way = "more" if change.amount > 0 else "fewer" if change.amount < 0 else "same"
    return t(f"temuan.change_{way}", change=formats.number(abs(change.amount), t.lang), before=change.before)


@shared
def province(t: Texts, code: str, year: int, *, kini: bool) -> str:
    """A province in a year: how many hold the award, against the round before."""
    at: Level = "provinsi_kini" if kini else "provinsi"
    place = provinces.by_year(code, kini=kini).get(year)
    if place is None:
        return t("provinsi.not_yet", province=common.provinces()[code], year=year)
    return counted(t, "held", place.award, year, place=place.name, change=overview.award_change(at, code, year))


@shared
def names(t: Texts, code: str, year: int, *, kini: bool) -> str:
    """Who holds the award in a province, this year and the assessed year before side by side; "" where it did not exist."""
    rows = provinces.by_year(code, kini=kini)
    shown = [rows[one] for one in (year, common.assessed_before(year)) if one in rows]
    boxes = [
        (t("temuan.names", year=place.year, count=facts.count(t, place.award)), _named(t, code, place, kini=kini))
        for place in shown
    ]
    return blocks.beside([(title, f"<p>{escape(words)}</p>") for title, words in boxes]) if boxes else ""


def _named(t: Texts, code: str, place: PlaceNumbers, *, kini: bool) -> str:
    award = programmes.award(place.year).name
    frame = provinces.region_results(code, kini=kini)
    frame = frame[(frame["tahun"] == place.year) & frame["keadaan_rinci"].isin((award, award + colors.CONCLUDED))]
    found = [regions.short_names()[str(one)] for one in frame["kode"]]
    if not found:
        return t("temuan.names_none" if place.award.exact and not place.award.n else "temuan.names_unknown")
    listed = ", ".join(found)
    rest = (place.award.n or 0) - len(found)
    return t("temuan.names_some", list=listed, rest=rest) if rest > 0 else f"{listed}."


@shared
def participation(t: Texts, year: int) -> str:
    """How many of the nation took part in a year."""
    return counted(t, "part", nation(year).participants, year, change=overview.change(year, PARTICIPANTS))


@shared
def holding(t: Texts, year: int) -> str:
    """How many of the nation hold the award in a year."""
    change = overview.change(year, "predikat", programmes.award(year).code)
    return counted(t, "held", nation(year).award, year, change=change)


@shared
def movers(t: Texts, before: int, year: int) -> str:
    """Which provinces rose and fell most between two rounds, beside how many can be compared at all."""
    found = moves.movers(before, year)
    said: dict[str, object] = {"before": before, "year": year, "able": found.able, "whole": found.whole}
    if not found.able:
        return t("temuan.movers_unable", **said)
    risen, fallen = _told(t, found.risen[:_MOST]), _told(t, found.fallen[:_MOST])
    key = "movers_both" if risen and fallen else "movers_risen" if risen else "movers_fallen" if fallen else "movers_same"
    return t(f"temuan.{key}", risen=risen, fallen=fallen, **said)  # texts: temuan.movers_*


def _told(t: Texts, rows: Sequence[Mapping[str, Any]]) -> str:
    return ", ".join(
        t(
            "temuan.mover",
            name=row["nama"],
            change=formats.signed(row["selisih"], t.lang),
            former=row["nilai_dari"],
            now=row["nilai_ke"],
        )
        for row in rows
    )


@shared
def region(t: Texts, code: str) -> str:
    """The newest known state of a regency or city."""
    frame, states, name = regions.history(code), programmes.states(), regions.region(code)["nama"]
    silent = (colors.UNKNOWN.key, colors.NOT_FORMED.key)
    told = frame[frame["ada_penilaian"].astype(bool) & frame["keadaan_rinci"].notna() & ~frame["keadaan_rinci"].isin(silent)]
    if told.empty:
        return t("temuan.region_none", name=name, total=regions.record(code)["penilaian"])
    newest = told.iloc[-1]
    return t("temuan.region_newest", year=int(newest["tahun"]), state=states[str(newest["keadaan_rinci"])].label(t), name=name)


def trend(t: Texts, numbers: Mapping[int, Angka], name: str = "") -> str:
    """The title of a chart over the years: from the last certain count before to the newest one; "" where none is certain.

    Rounds are joined only where nothing unknown lies between them and both are of one programme. `name`: what is counted, the award
    unless given.
    """
    years = [year for year, number in numbers.items() if number.exact]
    if not years:
        return ""
    year, before = years[-1], common.assessed_before(years[-1])
    said = {"name": name or programmes.award(year).name, "year": year, "count": facts.count(t, numbers[year])}
    if before not in years or programmes.of_year(before) != programmes.of_year(year):
        return t("temuan.trend_one", **said)
    return t("temuan.trend", former=formats.number(numbers[before].n, t.lang), before=before, **said)
