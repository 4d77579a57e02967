"""What the page provinsi shows of a province's counts, targets and recommendations, shared by all readers."""

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from dasbor.mart import common, facts, links, pembina, programmes, stated
from dasbor.mart import provinsi as queries
from dasbor.mart.angka import PARTICIPANTS, RECOMMENDED, Angka, PlaceNumbers
from dasbor.mart.cache import shared
from dasbor.mart.places import PlaceInYear
from dasbor.mart.provinsi import Row
from dasbor.mart.targets import Aim
from dasbor.page.blocks import Metric
from dasbor.page.tables import ShownColumn, Table
from dasbor.views.parts import Chart
from dasbor.views.provinsi import figure as figures
from dasbor.words.terms import term
from dasbor.words.texts import Texts


def other_values(code: str, year: int, measure: str, *, kini: bool) -> pd.DataFrame:
    """Values stated for a count of the year and not chosen: rows of `stated.values`."""
    frame = stated.values("provinsi", code)
    chosen = frame["terpilih"].astype(bool)
    fits = (frame["tahun"] == year) & (frame["ukuran"] == measure) & ~chosen
    return frame[fits & frame["tahun"].isin(queries.area_years(code, kini=kini))]


def award_measure(year: int) -> str:
    """What claims call the count of the year's award."""
    return f"jumlah_{programmes.award(year).code}"


def _others_words(t: Texts, code: str, year: int, *, kini: bool) -> str:
    """As in "sumber lain: 10 (Jurnal Sumbar)", or "" where nobody states another number."""
    frame = other_values(code, year, award_measure(year), kini=kini)
    told = [f"{value} ({publisher_words(names)})" for value, names in zip(frame["nilai"], frame["penerbit"], strict=True)]
    return t("provinsi.other_sources", list="; ".join(told)) if told else ""


def publisher_words(names: Any, most: int = 3) -> str:  # noqa: ANN401  a list from DuckDB
    """The publishers' names, at most `most` of them and how many more."""
    found = [str(name) for name in names]
    rest = len(found) - most
    return ", ".join(found[:most]) + (f" +{rest}" if rest > 0 else "")


@shared
def metrics(t: Texts, code: str, year: int, *, kini: bool) -> tuple[Metric, ...]:
    """Key figures of a year; empty where the province did not exist."""
    place = queries.by_year(code, kini=kini).get(year)
    if place is None:
        return ()
    return (
        _award(t, place, _others_words(t, code, year, kini=kini)),
        participants(t, place.participants),
        recommended(t, place.recommended),
        _target(t, place, queries.aims(code, year, kini=kini)),
        Metric(t("provinsi.pembina"), facts.flag(t, pembina.honoured(code, year, kini=kini))),
        coverage(t, queries.readings(code, kini=kini)[year]),
    )


def coverage(t: Texts, read: PlaceInYear) -> Metric:
    """How many regions have a known state, and how many of them by conclusion."""
    known, concluded = read.known or 0, read.concluded or 0
    notes = [t("provinsi.coverage_concluded", count=concluded)] if concluded else []
    notes += [t("provinsi.coverage_note")] if known < read.whole else []
    return Metric(t("provinsi.coverage"), t("provinsi.of", n=known, N=read.whole), tuple(notes))


def award_notes(t: Texts, place: PlaceNumbers) -> list[str]:
    """Below the count of the award: its share, what it rests on, how many are named or concluded, and the other predicates."""
    award = place.award
    notes = []
    if award.n is not None:
        notes = [facts.percent(t, award), facts.basis(t, award), t("provinsi.named", named=award.named)]
        notes += [t("provinsi.concluded", count=award.concluded)] if award.concluded else []
    # a programme may have predicates that the rule of this year does not know
    others = [one for one in programmes.of_year(place.year).predicates if not one.award and one.code in place.predicates]
    told = [(one.name, place.predicates[one.code]) for one in others]
    return notes + [f"{name}: {facts.count(t, number)}" for name, number in told if number.n is not None]


def conflict_notes(t: Texts, place: PlaceNumbers) -> list[str]:
    """What contradicts any of its counts."""
    return [t("provinsi.conflict", why=facts.conflict(t, place.causes))] if place.causes else []


def claims_link(t: Texts, number: Angka) -> tuple[str, str] | None:
    """Words and address of the claims that a count rests on; None where it rests on none."""
    return (t("provinsi.see_claims"), links.source_link(t, number.key)) if number.claim and number.key else None


def _award(t: Texts, place: PlaceNumbers, others: str) -> Metric:
    notes = [*award_notes(t, place), *([others] if others else []), *conflict_notes(t, place)]
    title = programmes.award(place.year).name
    return Metric(title, facts.count(t, place.award), tuple(notes), link=claims_link(t, place.award))


def participants(t: Texts, number: Angka) -> Metric:
    """The published count, or the least that is certain: the same figure as on the page Partisipasi."""
    notes = () if number.n is None else (facts.percent(t, number), facts.basis(t, number))
    return Metric(t("provinsi.participants"), facts.count(t, number), notes)


def recommended(t: Texts, number: Angka) -> Metric:
    """How many the Kanwil recommended, which is no result."""
    return Metric(t("provinsi.recommended"), facts.count(t, number), () if number.n is None else (t("provinsi.not_a_result"),))


def _target(t: Texts, place: PlaceNumbers, aims: tuple[Aim, ...]) -> Metric:
    title = target_title(t, place.year)
    if not aims:
        return Metric(title, t("common.unknown"), (t("provinsi.no_target"),))
    value = facts.aimed(t, [aim.amount for aim in aims], place.whole)
    return Metric(title, value, tuple(f"{aim.amount}: {distance(t, aim)}" for aim in aims))


def target_title(t: Texts, year: int) -> str:
    """What the target of a year is called: it is one of the year's award."""
    return t("provinsi.target_of", predicate=programmes.award(year).name)


def distance(t: Texts, aim: Aim) -> str:
    """How far the outcome is from a target; a lower bound limits the distance from above."""
    if aim.gap is None:
        return t("provinsi.outcome_unknown")
    if aim.gap > 0:
        return t("provinsi.short_at_most" if aim.least else "provinsi.short", count=aim.gap)
    return t("provinsi.exceeded", count=-aim.gap) if aim.gap and not aim.least else t("provinsi.reached")


@shared
def outcomes(t: Texts, code: str, *, kini: bool) -> Chart:
    """Outcomes beside targets, round by round."""
    rows = queries.by_year(code, kini=kini)
    targets = queries.targets(code, kini=kini)
    others = [other_values(code, year, award_measure(year), kini=kini) for year in rows]
    others_frame = pd.concat(others) if others else pd.DataFrame(columns=["tahun", "nilai"])
    told = [f"{year}: {facts.count(t, row.award)}" for year, row in rows.items()]
    aims = [f"{year}: {amount}" for year, amount in zip(targets["tahun"], targets["target_peduli"], strict=True)]
    names = award_names(rows)
    alt = t("provinsi.outcomes_alt", predicate=names, list="; ".join(told), targets="; ".join(aims) or t("provinsi.none"))
    figure = figures.outcomes(bars(rows), targets, others_frame, common.rounds(), names, t)
    return Chart(figure, alt, outcomes_table(t, code, kini=kini))


def award_names(years: Iterable[int]) -> str:
    """The award as it was called in these years, each name once: "Peduli HAM"."""
    return " / ".join(dict.fromkeys(programmes.award(year).name for year in years))


def bars(rows: Mapping[int, PlaceNumbers]) -> pd.DataFrame:
    """One row per assessed year for `figures.provinsi.outcomes`."""
    made = [(year, row.whole, row.award.n, row.award.least, row.conflict) for year, row in rows.items()]
    return pd.DataFrame(made, columns=["tahun", "N", "n", "sekurangnya", "konflik"]).astype({"n": "Int64"})


@shared
def outcomes_table(t: Texts, code: str, *, kini: bool) -> Table:
    """Every count of the province, year by year: predicates by their own names, participants, recommendations, the honour."""
    rows = queries.by_year(code, kini=kini)
    predicates = list(dict.fromkeys(one for year in rows for one in programmes.of_year(year).predicates))
    frame = pd.DataFrame([_counted(t, code, place, [one.code for one in predicates], kini=kini) for place in rows.values()])
    frame = frame.astype({one.code: "Int64" for one in predicates} | {"peserta": "Int64", "rekomendasi": "Int64"})
    sole = len([one for one in predicates if one.award]) == 1
    columns = (
        ShownColumn("tahun", "common.year", "year"),
        *(column for one in predicates for column in _predicate_columns(t, one, sole=sole)),
        ShownColumn("peserta", "provinsi.participants", "share", of="N", least="batas_peserta", help="provinsi.help_participants"),
        ShownColumn("dasar_peserta", "provinsi.col_basis_participants"),
        ShownColumn("rekomendasi", "provinsi.recommended", "int", least="batas_rekomendasi"),
        ShownColumn("pembina", "provinsi.pembina", "flag"),
        ShownColumn("sebab", "predikat.col_conflict"),
    )
    return Table(frame, columns, t("provinsi.outcomes_title"), t)


def _predicate_columns(t: Texts, one: programmes.Predicate, *, sole: bool) -> tuple[ShownColumn, ...]:
    least = f"batas_{one.code}"
    if not one.award:
        return (ShownColumn(one.code, heading=one.name, kind="int", least=least),)
    of = "" if sole else f" ({one.name})"  # with a second programme two columns must not be called alike
    return (
        ShownColumn(one.code, heading=one.name, kind="share", of="N", least=least, help="provinsi.help_award"),
        ShownColumn(f"dasar_{one.code}", heading=t("provinsi.col_basis") + of),
        ShownColumn(f"bernama_{one.code}", heading=t("provinsi.col_named") + of, kind="int"),
        ShownColumn(f"simpulan_{one.code}", heading=t("provinsi.col_concluded") + of, kind="int"),
    )


def _counted(t: Texts, code: str, place: PlaceNumbers, predicates: list[str], *, kini: bool) -> dict[str, object]:
    told: dict[str, object] = {
        "tahun": place.year,
        "N": place.whole,
        "pembina": pembina.honoured(code, place.year, kini=kini),
        "sebab": facts.conflict(t, place.causes) or t("predikat.no_conflict"),
    }
    numbers: dict[str, Angka | None] = {one: place.predicates.get(one) for one in predicates}
    for key, number in (numbers | {"peserta": place.participants, "rekomendasi": place.recommended}).items():
        told |= {key: number and number.n, f"batas_{key}": number is not None and number.least}
        told[f"dasar_{key}"] = (number and facts.ground(t, number)) or t("common.unknown")
        told |= {f"bernama_{key}": number and number.named, f"simpulan_{key}": number and number.concluded}
    return told


def _named(place: PlaceNumbers, measure: str) -> int | None:
    """How many regions count in what claims call `measure` by claims of their own."""
    kind = measure.removeprefix("jumlah_")
    number = place.predicates.get(kind) or place.measures.get(kind)
    return number.named if number else None


# texts: provinsi.value_*
def _disagreement(t: Texts, row: Row, named: object) -> dict[str, object]:
    standing = "shown" if row["terpilih"] else "impossible" if row["mustahil"] else "other"
    return {
        "tahun": row["tahun"],
        "ukuran": term(t, "ukuran", row["ukuran"]),
        "nilai": int(float(row["nilai"])),
        "penerbit": publisher_words(row["penerbit"], 5),
        "kedudukan": t(f"provinsi.value_{standing}") + (t("provinsi.uncertain") if row["ambigu"] else ""),
        "bernama": named,
        "alamat": links.source_link(t, row["kunci"]),
    }


@shared
def disagreements(t: Texts, code: str, *, kini: bool) -> Table:
    """Every value stated for counts about which sources disagree, side by side, with the count by name."""
    rows_by_year = queries.by_year(code, kini=kini)
    frame = stated.values("provinsi", code)
    disputed = {year for year, place in rows_by_year.items() if place.conflict}
    # in the order in which a place has its numbers: predicates, best first, then the other measures
    kinds = {
        f"jumlah_{key}": None for year in sorted(disputed) for key in (*rows_by_year[year].predicates, PARTICIPANTS, RECOMMENDED)
    }
    order = {measure: at for at, measure in enumerate(kinds)}
    frame = frame[frame["tahun"].isin(disputed) & frame["ukuran"].isin(order)]
    frame = frame.assign(urutan=frame["ukuran"].map(order)).sort_values(["tahun", "urutan"], kind="stable")
    rows = [_disagreement(t, row, _named(rows_by_year[row["tahun"]], row["ukuran"])) for row in frame.to_dict("records")]
    table = pd.DataFrame(rows, columns=["tahun", "ukuran", "nilai", "penerbit", "kedudukan", "bernama", "alamat"])
    columns = (
        ShownColumn("tahun", "common.year", "year"),
        ShownColumn("ukuran", "provinsi.col_measure", href="alamat"),
        ShownColumn("nilai", "provinsi.col_value", "int"),
        ShownColumn("penerbit", "provinsi.col_publishers"),
        ShownColumn("kedudukan", "provinsi.col_standing"),
        ShownColumn("bernama", "provinsi.col_named", "int"),
    )
    return Table(table, columns, t("provinsi.disagreements_title"), t)


@shared
def year_options() -> dict[int, str]:
    """The assessed years for the picker, the newest first."""
    return {year: str(year) for year in reversed(common.years())}


@shared
def head_sentences(t: Texts, code: str, year: int, *, kini: bool) -> tuple[str, ...]:
    """What to know beside the key figures: the newest year known, and a change of area."""
    known = queries.known_years(code, kini=kini)
    name = common.provinces()[code]
    told = []
    if not known:
        told.append(t("provinsi.nothing_known", province=name))
    elif known[-1] != year:
        place = queries.by_year(code, kini=kini)[known[-1]]
        counted = {"count": facts.count(t, place.award), "participants": facts.count(t, place.participants)}
        told.append(t("provinsi.newest", year=known[-1], predicate=programmes.award(known[-1]).name, **counted))
    if queries.area_changed(code):
        told.append(t("provinsi.area_note", province=name))
    return tuple(told)
