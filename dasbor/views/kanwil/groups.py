"""Whom an office can work with: the groups with their counts, and the names of one group or all."""

from collections.abc import Hashable
from typing import Any

import pandas as pd

from dasbor.mart import facts, links, programmes
from dasbor.mart import kanwil as offices
from dasbor.mart import kanwil_groups as queries
from dasbor.mart.cache import shared
from dasbor.page.tables import ShownColumn, Table
from dasbor.views import conclusions
from dasbor.views.daerah.view import year_link
from dasbor.words import formats
from dasbor.words.terms import term
from dasbor.words.texts import Texts

EVERYBODY = ""  # the choice "all who are not known to hold the award"


# texts: kanwil.group_*
def group_words(t: Texts, group: str, year: int) -> str:
    """What a group is called under the year's programme."""
    return t(f"kanwil.group_{group.replace('-', '_')}", **_names(year))


def _names(year: int) -> dict[str, object]:
    """The award of the year's programme, and the class just below it."""
    ranked = programmes.of_year(year).predicates
    award = programmes.award(year)
    below = next((one.name for one in ranked if one.rank > award.rank), award.name)
    return {"predicate": award.name, "below": below, "year": year}


@shared
def summary(t: Texts, slug: str, year: int, *, kini: bool) -> Table:
    """One row per group that anybody is known to be in, with n/N and what it means, in the order in which an office would call."""
    found = queries.groups(slug, year, kini=kini).found
    rows = [
        (group_words(t, name, year), group.count, group.least, t(f"kanwil.group_{name.replace('-', '_')}_help", **_names(year)))
        for name, group in found.items()
    ]
    frame = pd.DataFrame(rows, columns=["kelompok", "jumlah", "batas", "arti"])
    frame = frame.assign(N=offices.whole(slug, year, kini=kini))
    columns = (
        ShownColumn("kelompok", "kanwil.col_group"),
        ShownColumn("jumlah", "predikat.col_regions_share", "share", of="N", least="batas", help="kanwil.help_share"),
        ShownColumn("arti", "predikat.col_meaning"),
    )
    return Table(frame, columns, t("kanwil.groups_title", year=year), t)


@shared
def sentences(t: Texts, slug: str, year: int, *, kini: bool) -> tuple[str, ...]:
    """How many are to be worked with, how many are in several groups, and how far the names are known at all."""
    groups = queries.groups(slug, year, kini=kini)
    values: dict[str, object] = {"count": groups.whole, "N": offices.whole(slug, year, kini=kini), **_names(year)}
    if not groups.whole:
        return (t("kanwil.groups_none", **values),)
    told = [t("kanwil.groups_lead", **values), t("kanwil.groups_several", several=groups.several)]
    told.append(t("kanwil.groups_open" if groups.open else "kanwil.groups_complete", unclear=groups.open, **values))
    place = offices.outcomes(slug, kini=kini).get(year)
    if place and groups.open and (place.award.n or 0) > place.award.named:
        told.append(t("kanwil.groups_nameless", reported=facts.count(t, place.award), named=place.award.named, **_names(year)))
    if empty := [group_words(t, name, year) for name in queries.GROUPS if name not in groups.found]:
        told.append(t("kanwil.groups_empty", list="; ".join(empty)))
    return tuple(told)


@shared
def options(t: Texts, slug: str, year: int, *, kini: bool) -> dict[str, str]:
    """Choices for the list of names, with counts; everybody first, then the groups that occur."""
    groups = queries.groups(slug, year, kini=kini)
    everybody = t("kanwil.group_all", count=groups.whole, **_names(year))
    return {EVERYBODY: everybody, **{name: f"{group_words(t, name, year)} ({one.count})" for name, one in groups.found.items()}}


NAMES = (
    ShownColumn("nama", "predikat.col_region", href="alamat"),
    ShownColumn("kode", "predikat.col_code", file_only=True),
    ShownColumn("provinsi", "common.province"),
    ShownColumn("pertama", "kanwil.col_first_group", help="kanwil.help_first_group"),
    ShownColumn("lainnya", "kanwil.col_more_groups"),
    ShownColumn("keadaan_rinci", "daerah.col_state", "state"),
    ShownColumn("dasar", "daerah.col_basis", href="alamat_dasar", help="daerah.col_basis_help", missing="daerah.not_applicable"),
    ShownColumn("riwayat", "kanwil.col_record", help="kanwil.help_record"),
    ShownColumn("langkah", "kanwil.col_step", help="kanwil.help_step"),
    ShownColumn("jumlah_sumber", "daerah.col_sources", "int", href="sumber", help="daerah.col_sources_help"),
)


@shared
def names(t: Texts, slug: str, year: int, group: str, *, kini: bool) -> Table:
    """The regions of a group (everybody if ""), each with its groups, its state, its record, and the step to the next predicate."""
    frame = queries.regions(slug, year, kini=kini)
    if group != EVERYBODY:
        frame = frame[[group in groups for groups in frame["semua"]]].reset_index(drop=True)
    rows = frame.to_dict("records")
    frame = frame.assign(
        alamat=[links.region_link(t, str(code)) for code in frame["kode"]],
        provinsi=frame["provinsi_kini" if kini else "provinsi"],
        pertama=[group_words(t, first, year) for first in frame["kelompok"]],
        dasar=pd.Series([conclusions.basis(t, row) or conclusions.hindrance(t, row) for row in rows], dtype=object),
        alamat_dasar=[conclusions.address(t, row) for row in rows],
        lainnya=["; ".join(group_words(t, one, year) for one in groups[1:]) or "–" for groups in frame["semua"]],
        riwayat=[record(t, row) for row in rows],
        langkah=[step(t, row) for row in rows],
        sumber=[year_link(t, year, str(row["kode"])) if row["jumlah_klaim"] else "" for row in rows],
    )
    single = len(offices.provinces(slug, year, kini=kini)) == 1
    idle = {"provinsi"} if single else set()
    idle |= set() if frame["skor"].notna().any() else {"langkah"}  # without any score the column would say nothing
    columns = tuple(column for column in NAMES if column.key not in idle)
    title = group_words(t, group, year) if group else t("kanwil.names_all", **_names(year))
    return Table(frame, columns, t("kanwil.names_title", group=title, year=year), t)


def record(t: Texts, row: dict[Hashable, Any]) -> str:
    """The years with the award before, of how many rounds; that none was published; how many rounds are open."""
    awarded = list(row["penghargaan"])
    values = {"count": len(awarded), "N": row["putaran"], "open": row["kabur"]}
    if not awarded:
        return t("kanwil.record_none", **values)
    return t("kanwil.record", years=formats.years(awarded), **values)


def step(t: Texts, row: dict[Hashable, Any]) -> str:
    """Points from the score to the next predicate by the rule of the year; what kind of score; nothing without a score."""
    if formats.is_unknown(row["skor"]):
        return t("kanwil.step_no_score")
    year, score = int(row["tahun"]), float(row["skor"])
    predicate = None if formats.is_unknown(row["predikat"]) else str(row["predikat"])
    kind = "tidak disebut" if formats.is_unknown(row["jenis_skor"]) else row["jenis_skor"]
    values = {"score": _points(t, score), "kind": term(t, "jenis_skor", kind)}
    ahead = queries.next_step(score, predicate, year)
    if ahead is None:
        return t("kanwil.step_reached", **values)
    sign = "≈ " if ahead.estimate else ""
    points, limit = sign + _points(t, ahead.points), sign + _points(t, ahead.limit)
    told = t("kanwil.step", points=points, predicate=ahead.predicate, limit=limit, **values)
    return told + (" " + t("kanwil.step_unknown", list=", ".join(ahead.unknown)) if ahead.unknown else "")


def _points(t: Texts, value: float) -> str:
    return formats.score(value, t.lang)
