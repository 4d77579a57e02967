"""What the page kanwil shows of all offices in one year: who has a target, how far it is, sorted as the reader wishes."""

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from dasbor.mart import angka, common, facts, links, offices, pembina, places, targets
from dasbor.mart import kanwil as queries
from dasbor.mart import provinsi as province_queries
from dasbor.mart.angka import PlaceNumbers
from dasbor.mart.cache import shared
from dasbor.mart.targets import Offices
from dasbor.page import blocks
from dasbor.page.blocks import Metric
from dasbor.page.tables import ShownColumn, Table
from dasbor.views.kanwil.targets import basis_words
from dasbor.views.kanwil.view import amounts_words, area, distance_cell
from dasbor.words import formats
from dasbor.words.texts import Texts

Office = Mapping[Any, Any]
SORTS = ("jarak", "bagian", "target", "nama")
_ALWAYS = ("tercapai", "kurang")
"""The verdicts that are told also where no office has them."""


@shared
def listed(year: int, *, kini: bool) -> tuple[str, ...]:
    """The offices in charge in `year`, or today's."""
    return tuple(offices.offices(None if kini else year))


def _standing(year: int, *, kini: bool) -> Offices:
    return targets.offices(angka.level("kanwil", kini=kini), year)


@shared
def pointer(t: Texts, year: int, *, kini: bool) -> str:
    """A line of another page that leads here: how many offices have a published target for the year."""
    found = _standing(year, kini=kini)
    remark = t("kanwil.pointer_remark", count=found.aimed, N=found.whole, year=year)
    return blocks.line(t("kanwil.pointer"), links.office_link(t, "", year, kini=kini), remark)


# texts: kanwil.verdict_*
@shared
def metrics(t: Texts, year: int, *, kini: bool) -> tuple[Metric, ...]:
    """How many offices have a target, and how those stand."""
    found = _standing(year, kini=kini)
    whole, aimed = found.whole, found.aimed
    cards = [Metric(t("kanwil.with_target"), t("provinsi.of", n=aimed, N=whole), (formats.percent(aimed, whole, t.lang),))]
    if not aimed:
        return tuple(cards)
    for name, count in found.verdicts.items():
        if count or name in _ALWAYS:
            note = t(f"kanwil.verdict_{name}_help")
            cards.append(Metric(t(f"kanwil.verdict_{name}"), t("provinsi.of", n=count, N=aimed), (note,)))
    return tuple(cards)


@shared
def sentences(t: Texts, year: int, *, kini: bool) -> tuple[str, ...]:
    """What the figures leave out: offices without a target, a year without assessment, provinces whose office is not known."""
    found = _standing(year, kini=kini)
    told = [t("kanwil.all_lead", year=year, N=found.whole, rest=found.aimless)]
    if year not in common.years():
        told.append(t("kanwil.gap_note_all", year=year, before=queries.reference_year(year)))
    if missing := offices.unassigned(None if kini else year):
        told.append(t("kanwil.unassigned", count=len(missing), list=", ".join(missing.values())))
    if kini:
        told.append(t("kanwil.today_note"))
    return tuple(told)


def sort_options(t: Texts) -> dict[str, str]:
    """Ways to sort the table of all offices."""
    return {name: t(f"kanwil.sort_{name}") for name in SORTS}  # texts: kanwil.sort_*


def _missing(row: Office) -> tuple[object, ...]:
    """Farthest from the largest target first; then targets that cannot be compared, then no target."""
    if row["kurang"] is not None:
        return (0, -row["kurang"])
    return (1 if row["jumlah_target"] else 2, 0)


def _share(row: Office) -> tuple[object, ...]:
    return (1, 0) if row["hasil"] is None else (0, -row["hasil"] / row["N"])


_ORDERS: dict[str, Callable[[Office], tuple[object, ...]]] = {
    "jarak": _missing,
    "bagian": _share,
    "target": lambda row: (0, -row["jumlah_target"]) if row["jumlah_target"] else (1, 0),
    "nama": lambda _: (),
}
COLUMNS = (
    ShownColumn("kanwil", "kanwil.office", href="alamat"),
    ShownColumn("target", "provinsi.target"),
    ShownColumn("hasil", "kanwil.col_outcome", "share", of="N", least="batas", help="kanwil.help_outcome"),
    ShownColumn("jarak", "provinsi.col_distance"),
    ShownColumn("pembina", "provinsi.pembina", help="kanwil.help_pembina"),
    ShownColumn("dasar", "provinsi.col_basis"),
    ShownColumn("provinsi", "kanwil.col_provinces", help="kanwil.help_area"),
)


@shared
def table(t: Texts, year: int, order: str, *, kini: bool) -> Table:
    """One row per office, and one for each province whose office is not known."""
    rows = [_row(t, slug, year, kini=kini) for slug in listed(year, kini=kini)]
    rows += [_unassigned(t, code, told, year, kini=kini) for code, told in offices.unassigned(None if kini else year).items()]
    rows.sort(key=lambda row: (*_ORDERS[order](row), row["tanpa_kanwil"], str(row["kanwil"])))
    frame = pd.DataFrame(rows).astype({"hasil": "Int64"})
    return Table(frame, COLUMNS, t("kanwil.all_title", year=year), t)


def _row(t: Texts, slug: str, year: int, *, kini: bool) -> dict[str, object]:
    aims, place = queries.wanted(slug, year, kini=kini), queries.outcomes(slug, kini=kini).get(year)
    return {
        "kanwil": offices.all_offices()[slug].name, "tanpa_kanwil": False, "alamat": links.office_link(t, slug, year, kini=kini),
        "provinsi": area(t, slug, year, kini=kini), "target": amounts_words(t, aims, short=True),
        "jumlah_target": aims[-1].amount if aims else 0, "N": queries.whole(slug, year, kini=kini),
        "jarak": distance_cell(t, aims, place, year), "kurang": aims[-1].gap if aims else None,
        "pembina": honoured_words(t, slug, year, kini=kini), **_counted(t, place, year),
    }  # fmt: skip


def _counted(t: Texts, place: PlaceNumbers | None, year: int) -> dict[str, object]:
    """The outcome of a row, whether it is a lower bound, and what it rests on."""
    return {
        "hasil": None if place is None else place.award.n,
        "batas": place is not None and place.award.least,
        "dasar": basis_words(t, place, year),
    }


def _unassigned(t: Texts, code: str, told: str, year: int, *, kini: bool) -> dict[str, object]:
    place = province_queries.by_year(code, kini=kini).get(year)
    return {
        "kanwil": t("kanwil.office_unknown", province=told), "tanpa_kanwil": True,
        "alamat": links.province_link(t, code), "provinsi": told, "target": "–", "jumlah_target": 0,
        "N": places.readings(angka.level("provinsi", kini=kini), code)[year].whole, "jarak": "–", "kurang": None,
        "pembina": facts.flag(t, pembina.honoured(code, year, kini=kini)),
        **_counted(t, place, year),
    }  # fmt: skip


def honoured_words(t: Texts, slug: str, year: int, *, kini: bool) -> str:
    """Whether its province was honoured as pembina; for several, how many are known to have been."""
    place = queries.outcomes(slug, kini=kini).get(year)
    if place is None or angka.PEMBINA not in place.measures or place.measures[angka.PEMBINA].basis is None:
        return t("common.unknown")
    number = place.measures[angka.PEMBINA]
    if number.whole == 1:
        return facts.flag(t, number.n)
    return facts.count(t, number)
