"""Targets on the page kanwil: what was said about one, and targets beside outcomes over the years and province by province."""

from datetime import date

import pandas as pd

from dasbor.mart import common, facts, links, offices
from dasbor.mart import kanwil as queries
from dasbor.mart import provinsi as province_queries
from dasbor.mart.angka import PlaceNumbers
from dasbor.mart.cache import shared
from dasbor.mart.targets import Aim
from dasbor.page.tables import ShownColumn, Table
from dasbor.views.kanwil import figure as figures
from dasbor.views.kanwil.view import amounts_words, distance_cell, name, no_outcome
from dasbor.views.parts import Chart
from dasbor.views.provinsi.view import award_names, bars
from dasbor.words import formats
from dasbor.words.terms import term
from dasbor.words.texts import Texts

LEDGER = (
    ShownColumn("terbit", "kanwil.col_said", "date", help="kanwil.help_said"),
    ShownColumn("provinsi", "common.province"),
    ShownColumn("penetap", "provinsi.col_setter"),
    ShownColumn("nilai", "provinsi.target", "share", of="N", help="provinsi.help_target"),
    ShownColumn("lain", "kanwil.col_others", help="kanwil.help_others"),
    ShownColumn("penerbit", "klaim.col_publisher", href="sumber_url", help="klaim.col_publisher_help"),
    ShownColumn("keyakinan", "provinsi.col_certainty", href="alamat", help="klaim.col_certainty_help"),
    ShownColumn("catatan", "klaim.col_note"),
    ShownColumn("sumber_url", "klaim.col_address", file_only=True, missing="klaim.address_missing"),
    ShownColumn("kunci", "klaim.col_key", file_only=True),
)


@shared
def ledger(t: Texts, slug: str, year: int, *, kini: bool) -> Table:
    """Everything said about the target of a year, in the order in which it was published."""
    frame = queries.said(slug, year, kini=kini)
    counts = queries.region_counts(queries.provinces(slug, year, kini=kini), year, kini=kini)
    frame = frame.assign(
        terbit=pd.Series([_day(day) for day in frame["tanggal_terbit"]], dtype=object),
        provinsi=frame["nama_wilayah"],
        penetap=[_setter(t, who) for who in frame["butir"]],
        nilai=frame["nilai"].astype(int),
        N=[counts[code] for code in frame["kode"]],
        lain=[t("kanwil.differs", list=", ".join(map(str, other))) if other else "–" for other in frame["lain"]],
        keyakinan=[term(t, "keyakinan", sure) for sure in frame["keyakinan"]],
        catatan=frame["catatan"].fillna("–"),
        alamat=[links.source_link(t, key) for key in frame["kunci"]],
    )
    single = len(counts) == 1
    columns = tuple(column for column in LEDGER if not (single and column.key == "provinsi"))
    return Table(frame, columns, t("kanwil.ledger_title", year=year), t, row_header=False)


def _day(value: object) -> date | None:
    return None if formats.is_unknown(value) else date.fromisoformat(str(value)[:10])


def _setter(t: Texts, who: object) -> str:
    return term(t, "penetap", "tidak disebut" if formats.is_unknown(who) else who)


def _years(slug: str, *, kini: bool) -> list[int]:
    """Years of the figure: every assessed one and every one with a target."""
    return sorted({*queries.outcomes(slug, kini=kini), *queries.target_years(slug, kini=kini)})


@shared
def outcomes(t: Texts, slug: str, *, kini: bool) -> Chart | None:
    """Targets against outcomes, year by year; None for an office in whose time nothing was assessed."""
    rows = queries.outcomes(slug, kini=kini)
    if not rows:
        return None
    wanted = {year: queries.wanted(slug, year, kini=kini) for year in _years(slug, kini=kini)}
    points = [(year, aim.amount, ("" if aim.complete else "≥ ") + str(aim.amount)) for year, aims in wanted.items() for aim in aims]
    targets = pd.DataFrame(points, columns=["tahun", "target_peduli", "tertulis"])
    names = award_names(rows)
    figure = figures.outcomes(bars(rows), targets, common.rounds(), names, t)
    told = "; ".join(f"{year}: {facts.count(t, place.award)}" for year, place in rows.items())
    aimed = "; ".join(f"{year}: {amounts_words(t, aims)}" for year, aims in wanted.items() if aims)
    alt = t("provinsi.outcomes_alt", predicate=names, list=told, targets=aimed or t("kanwil.none_published"))
    return Chart(figure, alt, _outcomes_table(t, slug, wanted, kini=kini))


def _outcomes_table(t: Texts, slug: str, wanted: dict[int, tuple[Aim, ...]], *, kini: bool) -> Table:
    rows = queries.outcomes(slug, kini=kini)
    targets = queries.targets(slug, kini=kini)
    made = []
    for year, aims in wanted.items():
        place = rows.get(year)
        setters = dict.fromkeys(_setter(t, who) for who in targets.loc[targets["tahun"] == year, "penetap"])
        made.append(
            {
                "tahun": year, "target": amounts_words(t, aims, short=True), "penetap": ", ".join(setters) or "–",
                "hasil": None if place is None else place.award.n, "N": queries.whole(slug, year, kini=kini),
                "batas": place is not None and place.award.least, "dasar": basis_words(t, place, year),
                "simpulan": None if place is None else place.award.concluded, "jarak": distance_cell(t, aims, place, year),
            }
        )  # fmt: skip
    columns = (
        ShownColumn("tahun", "common.year", "year"),
        ShownColumn("target", "provinsi.target"),
        ShownColumn("penetap", "provinsi.col_setter"),
        ShownColumn("hasil", heading=award_names(wanted), kind="share", of="N", least="batas", help="kanwil.help_outcome"),
        ShownColumn("jarak", "provinsi.col_distance"),
        ShownColumn("dasar", "provinsi.col_basis"),
        ShownColumn("simpulan", "provinsi.col_concluded", "int"),
    )
    frame = pd.DataFrame(made).astype({"hasil": "Int64", "simpulan": "Int64"})
    return Table(frame, columns, t("kanwil.outcomes_title", office=name(slug)), t)


def basis_words(t: Texts, place: PlaceNumbers | None, year: int) -> str:
    """What an outcome rests on, or why there is none."""
    return no_outcome(t, year) if place is None else facts.ground(t, place.award) or t("common.unknown")


PROVINCES = (
    ShownColumn("provinsi", "common.province", href="alamat"),
    ShownColumn("target", "provinsi.target"),
    ShownColumn("hasil", "kanwil.col_outcome", "share", of="N", least="batas", help="provinsi.help_award"),
    ShownColumn("jarak", "provinsi.col_distance"),
    ShownColumn("dasar", "provinsi.col_basis"),
    ShownColumn("ikut", "provinsi.participants", "share", of="N", least="sekurang", help="kanwil.help_participants"),
    ShownColumn("kepastian", "kanwil.col_area", help="kanwil.help_area"),
)


@shared
def by_province(t: Texts, slug: str, year: int, *, kini: bool) -> Table:
    """A row per province of an office in a year, with its own target and outcome."""
    found = queries.parts(slug, year, kini=kini)
    covered = queries.provinces(slug, year, kini=kini)
    sizes = queries.region_counts(covered, year, kini=kini)
    unsure = offices.all_offices()[slug].uncertain
    made = []
    for code, told in covered.items():
        place, aims = found.get(code), province_queries.aims(code, year, kini=kini)
        made.append(
            {
                "provinsi": told, "alamat": links.province_link(t, code, None if place is None else year), "N": sizes[code],
                "target": amounts_words(t, aims, short=True), "hasil": place and place.award.n,
                "batas": place is not None and place.award.least, "jarak": distance_cell(t, aims, place, year),
                "dasar": basis_words(t, place, year), "ikut": place and place.participants.n,
                "sekurang": place is not None and place.participants.least,
                "kepastian": t("kanwil.area_estimate" if code in unsure else "kanwil.area_known"),
            }
        )  # fmt: skip
    frame = pd.DataFrame(made).astype({"hasil": "Int64", "ikut": "Int64"})
    return Table(frame, PROVINCES, t("kanwil.provinces_title", office=name(slug), year=year), t)
