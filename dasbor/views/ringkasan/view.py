"""What the page Ringkasan says of one year: sentences and key figures."""

from dataclasses import dataclass

from dasbor.mart import angka, common, facts, links, overview, programmes, quality
from dasbor.mart import predikat as states
from dasbor.mart.angka import PEMBINA, Angka
from dasbor.mart.cache import shared
from dasbor.mart.overview import CountChange
from dasbor.mart.programmes import Predicate
from dasbor.page import blocks
from dasbor.page.blocks import Metric
from dasbor.words import colors, formats
from dasbor.words.terms import term
from dasbor.words.texts import Lang, Texts, texts


def other_values(t: Texts, rows: list[dict[str, object]]) -> str:
    """As in "425 (8 klaim), 544 (4 klaim; melebihi jumlah kabupaten/kota)"."""
    parts = []
    for row in rows:
        flag = "" if formats.is_unknown(row["bendera"]) else "; " + term(t, "bendera", row["bendera"])
        parts.append(t("ringkasan.other_value", value=row["nilai"], claims=row["klaim"], flag=flag))
    return ", ".join(parts)


@shared
def sentences(lang: Lang, year: int) -> tuple[str, ...]:
    """What a leader would say aloud about `year`: the award, participants, how much is known by name."""
    t = texts(lang)
    return (_say_award(t, year), _say_participants(t, year), _say_named(t, year))


@shared
def finding(lang: Lang, year: int, *, kini: bool) -> str:
    """The sentence to leave with: how many hold the award, against the round before, and where that changed most."""
    t, number, award = texts(lang), angka.nation(year).award, programmes.award(year)
    if not number.exact:
        return _say_award(t, year)
    change = overview.change(year, "predikat", award.code)
    told = t("ringkasan.finding", year=year, predicate=award.name, **_count(t, number), change=_more_or_fewer(t, change))
    moved = _say_extremes(t, year, kini=kini) if change.able else ""
    return " ".join(part for part in (told, moved, _say_programme(t, year, change)) if part)


def _more_or_fewer(t: Texts, change: CountChange) -> str:
    if change.amount is None:
        return ""
    way = "more" if change.amount > 0 else "fewer" if change.amount < 0 else "as_many"
    # texts: ringkasan.finding_*
    return t(f"ringkasan.finding_{way}", change=formats.number(abs(change.amount), t.lang), before=change.before)


def _say_extremes(t: Texts, year: int, *, kini: bool) -> str:
    """The largest rise and the largest fall among the provinces that can be compared; "" where none can or nothing moved."""
    frame = overview.provinces(year, kini=kini)
    able = frame[(frame["banding"] == "dapat") & frame["perubahan"].ne(0)].sort_values(["perubahan", "kode_provinsi"])
    ends = able.iloc[[-1, 0]] if len(able) > 1 else able
    said = [
        t("ringkasan.finding_moved", name=name, change=formats.signed(change, t.lang), former=former, now=now)
        for name, change, former, now in zip(ends["provinsi"], ends["perubahan"], ends["n_lalu"], ends["n"], strict=True)
    ]
    compared = overview.comparable(angka.level("provinsi", kini=kini), year).get("dapat", 0)
    return t("ringkasan.finding_extremes", compared=compared, whole=len(frame), moved=", ".join(said)) if said else ""


@shared
def pushes(lang: Lang, year: int, *, kini: bool) -> str:
    """Where to push, as a list of links: the province, how many of its regions, and why; "" where the record names none."""
    t = texts(lang)
    # texts: ringkasan.push_*
    named = [
        (
            t(
                f"ringkasan.push_{one.reason.replace('-', '_')}",
                name=one.name,
                count=("≥ " if one.least else "") + formats.number(one.count, lang),
                whole=formats.number(one.whole, lang),
                predicate=programmes.award(year).name,
                before=common.assessed_before(year) or "",
            ),
            links.province_link(t, one.code, year),
            "",
        )
        for one in overview.pushes(angka.level("provinsi", kini=kini), year)
    ]
    return blocks.links(named) if named else ""


@dataclass(frozen=True)
class Newer:
    """A round after the one shown of which only part is known: the sentence, and the provinces without a count, with links."""

    year: int
    told: str
    title: str
    provinces: str


@shared
def newer(lang: Lang, year: int, *, kini: bool) -> tuple[Newer, ...]:
    """The assessed years after `year`, the newest first."""
    t = texts(lang)
    return tuple(_newer(t, one, kini=kini) for one in sorted(common.years(), reverse=True) if one > year)


def _newer(t: Texts, year: int, *, kini: bool) -> Newer:
    number = angka.nation(year).award
    without = [place for place in angka.places(angka.level("provinsi", kini=kini), year).values() if place.award.n is None]
    count = formats.number(len(without), t.lang)
    return Newer(
        year,
        t("ringkasan.newer", year=year, count=facts.count(t, number), predicate=programmes.award(year).name, unknown=count),
        t("ringkasan.newer_title", year=year, unknown=count),
        blocks.links([(place.name, links.province_link(t, place.code, year), "") for place in without]),
    )


def _count(t: Texts, number: Angka) -> dict[str, object]:
    """A known number for a sentence: n, its N, the share and the basis."""
    return {
        "n": formats.number(number.n, t.lang),
        "whole": formats.number(number.whole, t.lang),
        "percent": formats.percent(number.n, number.whole, t.lang),
        "basis": facts.basis(t, number),
    }


def _say_award(t: Texts, year: int) -> str:
    number, award = angka.nation(year).award, programmes.award(year)
    said = {"year": year, "predicate": award.name}
    if number.n is None:
        return t("ringkasan.say_award_unknown", whole=formats.number(number.whole, t.lang), **said)
    change = overview.change(year, "predikat", award.code)
    if number.least:
        told = t("ringkasan.say_award_least", named=number.named, **said, **_count(t, number))
        return f"{told} {_say_programme(t, year, change)}".strip()
    told = t("ringkasan.say_award", **said, **_count(t, number), change=_say_change(t, change))
    others = ", ".join(str(one["nilai"]) for one in overview.other_values(year, number))
    parts = [
        told,
        t("ringkasan.say_rule", before=change.before) if change.able and common.rule_changed(year) else "",
        _say_programme(t, year, change),
        t("ringkasan.say_others", values=others) if others else "",
    ]
    return " ".join(part for part in parts if part)


def _say_change(t: Texts, change: CountChange) -> str:
    """As in ", naik 92 dari 170 pada 2022"; "" where there is nothing to compare with."""
    if change.amount is None:
        return ""
    way = "up" if change.amount > 0 else "down" if change.amount < 0 else "same"
    # texts: ringkasan.say_change_*
    amount = formats.signed(change.amount, t.lang).lstrip("+−")
    return t(f"ringkasan.say_change_{way}", change=amount, former=formats.number(change.former, t.lang), before=change.before)


def _say_programme(t: Texts, year: int, change: CountChange) -> str:
    if change.reason != "program":
        return ""
    return t("ringkasan.say_programme", programme=programmes.of_year(year).title(t.lang), before=change.before)


def _say_participants(t: Texts, year: int) -> str:
    number = angka.nation(year).participants
    impossible = next((one["nilai"] for one in overview.other_values(year, number) if not formats.is_unknown(one["bendera"])), None)
    refused = "" if impossible is None else t("ringkasan.say_impossible", value=impossible, whole=number.whole) + " "
    if number.n is None:
        return refused + t("ringkasan.say_participants_unknown", year=year, whole=number.whole)
    told = "ringkasan.say_participants_least" if number.least else "ringkasan.say_participants"
    return refused + t(told, year=year, **_count(t, number))


def _say_named(t: Texts, year: int) -> str:
    """How far the record reaches by name, beside the published count; with the rest its parts add up to all."""
    known, number, shown = quality.national_coverage(year), angka.nation(year).award, programmes.states(year)
    held = {key for one in programmes.of_year(year).predicates for key in (one.name, one.name + colors.CONCLUDED)}
    rest = {state: count for state, count in states.of_year("bernama", year).items() if state not in held}
    concluded = t("ringkasan.say_concluded", count=formats.number(number.concluded, t.lang)) if number.concluded else ""
    return t(
        "ringkasan.say_named_only" if number.n is None else "ringkasan.say_named",
        n=formats.number(known["berpredikat"], t.lang),
        whole=formats.number(known["dari"], t.lang),
        percent=formats.percent(known["berpredikat"], known["dari"], t.lang),
        named=formats.number(number.named, t.lang),
        count=_value(t, number),
        predicate=programmes.award(year).name,
        concluded=concluded,
        rest="; ".join(f"{shown[state].label(t)} {formats.number(count, t.lang)}" for state, count in rest.items()),
    )


@shared
def metrics(lang: Lang, year: int) -> tuple[Metric, ...]:
    """The key figures of `year`, each with share, change against the assessed year before, and basis."""
    t = texts(lang)
    predicates = [_predicate_metric(t, year, one) for one in programmes.rule_predicates(year)]
    return (_regions_metric(t, year), _participants_metric(t, year), *predicates, _pembina_metric(t, year))


@shared
def completeness(lang: Lang, year: int) -> tuple[Metric, ...]:
    """How complete the record of `year` is, which is no result of the assessment."""
    return (_named_metric(texts(lang), year),)


def _change_note(t: Texts, change: CountChange) -> str:
    if change.reason == "pertama":
        return t("ringkasan.change_first")
    if change.amount is None:
        return t("ringkasan.change_unable", year=change.before, reason=term(t, "banding", change.reason))
    former = formats.number(change.former, t.lang)
    if not change.amount:
        return t("ringkasan.change_none", year=change.before, former=former)
    return t("ringkasan.change", change=formats.signed(change.amount, t.lang), year=change.before, former=former)


def _basis_note(t: Texts, number: Angka) -> tuple[str, ...]:
    if number.n is None:
        return (t("ringkasan.note_most", n=formats.number(number.high, t.lang)),) if number.high < number.whole else ()
    basis = facts.basis(t, number)
    certainty = f", {term(t, 'keyakinan', number.certainty)}" if number.certainty else ""
    named = number.basis not in ("klaim", "bernama") and (number.named or number.concluded)
    return (
        t("ringkasan.note_basis", basis=basis + certainty),
        *((t("ringkasan.note_by_name", count=formats.number(number.named, t.lang)),) if named else ()),
        *((t("ringkasan.note_concluded", count=formats.number(number.concluded, t.lang)),) if number.concluded else ()),
    )


def _claims_link(t: Texts, number: Angka) -> tuple[str, str] | None:
    """The claims behind a number (saying so when they disagree), if any speak of it."""
    if number.key is None:
        return None
    return t("ringkasan.link_conflict" if number.conflict else "ringkasan.link_claims"), links.source_link(t, number.key)


def _value(t: Texts, number: Angka) -> str:
    return facts.sign(number) + formats.number(number.n, t.lang)


def _share(t: Texts, number: Angka) -> tuple[str, ...]:
    if number.n is None:
        return ()
    return (t("ringkasan.of_regions", share=facts.sign(number) + formats.share(number.n, number.whole, t.lang)),)


def _metric(t: Texts, label: str, number: Angka, change: CountChange, *more: str) -> Metric:
    notes = (*_share(t, number), *more, *((_change_note(t, change),) if number.n is not None else ()), *_basis_note(t, number))
    return Metric(label, _value(t, number), notes, _claims_link(t, number))


def _regions_metric(t: Texts, year: int) -> Metric:
    place = angka.nation(year)
    notes = (t("ringkasan.note_provinces", count=place.measures[PEMBINA].whole),)
    return Metric(t("ringkasan.metric_regions"), formats.number(place.whole, t.lang), notes)


def _participants_metric(t: Texts, year: int) -> Metric:
    number = angka.nation(year).participants
    return _metric(t, t("ringkasan.metric_participants"), number, overview.change(year, angka.PARTICIPANTS))


def _predicate_metric(t: Texts, year: int, one: Predicate) -> Metric:
    place = angka.nation(year)
    number, people = place.predicates[one.code], place.participants
    among: tuple[str, ...] = ()
    if number.exact and people.exact:
        among = (t("ringkasan.of_participants", share=formats.share(number.n, people.n, t.lang)),)
    return _metric(t, one.name, number, overview.change(year, "predikat", one.code), *among)


def _pembina_metric(t: Texts, year: int) -> Metric:
    number = angka.nation(year).measures[PEMBINA]
    notes: tuple[str, ...] = ()
    if number.n is not None:
        share = facts.sign(number) + formats.share(number.n, number.whole, t.lang)
        notes = (t("ringkasan.of_provinces", share=share), *_basis_note(t, number), t("ringkasan.change_by_name"))
    return Metric(t("ringkasan.metric_pembina"), _value(t, number), notes)


def _named_metric(t: Texts, year: int) -> Metric:
    known = quality.national_coverage(year)
    notes = (
        t("ringkasan.of_regions", share=formats.share(known["berpredikat"], known["dari"], t.lang)),
        t(
            "ringkasan.note_known",
            count=formats.number(known["diketahui"], t.lang),
            concluded=formats.number(known["disimpulkan"], t.lang),
        ),
        t("ringkasan.note_named"),
    )
    return Metric(t("ringkasan.metric_named"), formats.number(known["berpredikat"], t.lang), notes)
