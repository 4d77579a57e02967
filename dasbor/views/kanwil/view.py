"""What the page kanwil shows of one office and year: choices, key figures, and what was said about its target."""

from dasbor.mart import angka, common, facts, links, offices, programmes
from dasbor.mart import kanwil as queries
from dasbor.mart import provinsi as province_queries
from dasbor.mart.angka import PlaceNumbers
from dasbor.mart.cache import shared
from dasbor.mart.targets import Aim
from dasbor.page import blocks, findings
from dasbor.page.blocks import Metric
from dasbor.views.provinsi.lists import recommended_sentence
from dasbor.views.provinsi.view import (
    award_notes,
    claims_link,
    conflict_notes,
    coverage,
    distance,
    participants,
    recommended,
    target_title,
)
from dasbor.words.texts import Texts


def arrangements(t: Texts) -> dict[str, str]:
    """The offices of each year, or those of today over their areas of today."""
    return {"tahun": t("kanwil.arrangement_year"), "kini": t("kanwil.arrangement_today")}


@shared
def office_options(t: Texts, *, kini: bool) -> dict[str, str]:
    """Slug → name for the picker, all offices first."""
    return {"": t("kanwil.all_offices"), **{slug: one.name for slug, one in queries.choices(kini=kini).items()}}


@shared
def year_options(t: Texts, slug: str, *, kini: bool) -> dict[int, str]:
    """The years for the picker, the newest first; one without assessment says so."""
    held = common.years()
    years = reversed(queries.years_of(slug, kini=kini))
    return {year: str(year) if year in held else t("kanwil.year_without", year=year) for year in years}


def name(slug: str) -> str:
    """Name of the office."""
    return offices.all_offices()[slug].name


@shared
def pointer(t: Texts, code: str, year: int, *, kini: bool) -> str:
    """A line of a province's page that leads to its office; where the office is not known, that it is not."""
    office = offices.office_of(code, None if kini else year)
    if office is None:
        return blocks.line(t("kanwil.pointer_unknown"), "")
    address = links.office_link(t, office.slug, year, kini=kini)
    return blocks.line(office.name, address, t("kanwil.pointer_office"))


@shared
def trend(t: Texts, slug: str, *, kini: bool) -> str:
    """The title of the figure of all years; "" where no outcome is certain."""
    return findings.trend(t, {year: place.award for year, place in queries.outcomes(slug, kini=kini).items()})


@shared
def no_outcome(t: Texts, year: int) -> str:
    """Why a year that was not assessed has no outcome."""
    return t("kanwil.no_round" if year in set(common.rounds()["tahun"]) else "kanwil.not_yet")


@shared
def area(t: Texts, slug: str, year: int, *, kini: bool) -> str:
    """The provinces an office covers in a year; those that are an estimate are marked."""
    unsure = offices.all_offices()[slug].uncertain
    covered = queries.provinces(slug, year, kini=kini)
    return ", ".join(t("kanwil.estimate", province=told) if code in unsure else told for code, told in covered.items())


@shared
def sentences(t: Texts, slug: str, year: int, *, kini: bool) -> tuple[str, ...]:
    """What to know beside the key figures: the area, a year without assessment, how recommendation and outcome differ."""
    whole = queries.whole(slug, year, kini=kini)
    count = len(queries.provinces(slug, year, kini=kini))
    told = [t("kanwil.covers" if count > 1 else "kanwil.covers_one", list=area(t, slug, year, kini=kini), count=count, N=whole)]
    if offices.all_offices()[slug].uncertain & set(queries.provinces(slug, year, kini=kini)):
        told.append(t("kanwil.estimate_note"))
    if kini:
        told.append(t("kanwil.today_note"))
    if year not in common.years():
        told.append(t("kanwil.gap_note", year=year, before=queries.reference_year(year)))
    return (*told, *_recommendation(t, slug, year, kini=kini))


def _recommendation(t: Texts, slug: str, year: int, *, kini: bool) -> list[str]:
    frame = province_queries.of_place(angka.level("kanwil", kini=kini), slug)
    frame = frame[frame["tahun"] == year]
    return [] if frame.empty else [recommended_sentence(t, frame, year, queries.whole(slug, year, kini=kini))]


@shared
def metrics(t: Texts, slug: str, year: int, *, kini: bool) -> tuple[Metric, ...]:
    """Key figures of an office in a year."""
    place = queries.outcomes(slug, kini=kini).get(year)
    aims = queries.wanted(slug, year, kini=kini)
    shown = (
        _target(t, slug, year, aims, kini=kini),
        _outcome(t, slug, year, place, kini=kini),
        _distance(t, aims, place, year),
    )
    if place is None:
        return shown
    known = coverage(t, queries.readings(slug, kini=kini)[year])
    return (*shown, _share(t, place), participants(t, place.participants), recommended(t, place.recommended), known)


def amounts_words(t: Texts, aims: tuple[Aim, ...], *, short: bool = False) -> str:
    """As in "10 dan 17", "≥ 35" where not every province has a target, or that none was published (`short`: for a cell)."""
    if not aims:
        return t("kanwil.none_short" if short else "kanwil.none_published")
    return ("" if aims[0].complete else "≥ ") + t("provinsi.and").join(str(aim.amount) for aim in aims)


def aimed_words(t: Texts, aims: tuple[Aim, ...], whole: int) -> str:
    """As in "13 dari 13", "≥ 35 dari 41", "10 dan 17 (dari 17)"."""
    return facts.aimed(t, [aim.amount for aim in aims], whole, "" if aims[0].complete else "≥ ")


def _target(t: Texts, slug: str, year: int, aims: tuple[Aim, ...], *, kini: bool) -> Metric:
    title, whole = target_title(t, year), queries.whole(slug, year, kini=kini)
    if not aims:
        return Metric(title, amounts_words(t, aims), (other_target_years(t, slug, year, kini=kini),))
    notes = [t("kanwil.target_all", count=whole)] if whole in [aim.amount for aim in aims] else []
    if len(aims) > 1:
        notes.append(t("kanwil.side_by_side", count=len(aims)))
    if not aims[0].complete:
        notes.append(t("kanwil.target_parts", count=aims[0].covered, N=aims[0].provinces))
    codes = list(queries.provinces(slug, year, kini=kini))
    link = None
    if len(codes) == 1:
        address = links.part_link(t, "klaim", tahun=year, prov=codes[0], ukuran="target_peduli")
        link = (t("provinsi.see_claims"), address)
    return Metric(title, aimed_words(t, aims, whole), tuple(notes), link=link)


def other_target_years(t: Texts, slug: str, year: int, *, kini: bool) -> str:
    """The other years for which a target was published, or that there is none."""
    others = [str(one) for one in queries.target_years(slug, kini=kini) if one != year]
    return t("kanwil.other_years", years=", ".join(others)) if others else t("kanwil.no_years")


def _outcome(t: Texts, slug: str, year: int, place: PlaceNumbers | None, *, kini: bool) -> Metric:
    rows = queries.outcomes(slug, kini=kini)
    title, notes = programmes.award(year).name, [] if place is None else award_notes(t, place)
    # only a round of the same programme can be compared with
    earlier = [one for one in rows if one < year and programmes.of_year(one) == programmes.of_year(year)]
    if earlier:
        notes.append(t("kanwil.before", year=earlier[-1], words=facts.count(t, rows[earlier[-1]].award)))
    if place is None:
        return Metric(title, no_outcome(t, year), tuple(notes))
    notes += conflict_notes(t, place)
    return Metric(title, facts.count(t, place.award), tuple(notes), link=claims_link(t, place.award))


def distances(t: Texts, aims: tuple[Aim, ...], place: PlaceNumbers | None, year: int) -> tuple[str, tuple[str, ...]]:
    """How far the outcome is from each number wanted: in short, and one line for each where there are several."""
    if not aims:
        return t("kanwil.no_distance"), (t("provinsi.no_target"),)
    if place is None:
        return no_outcome(t, year), ()
    if not aims[0].complete:
        return t("kanwil.no_distance"), (t("kanwil.distance_parts"),)
    told = [distance(t, aim) for aim in aims]
    if len(told) == 1:
        return told[0], ()
    lines = [t("kanwil.distance_to", amount=aim.amount, words=words) for aim, words in zip(aims, told, strict=True)]
    return "; ".join(told), tuple(lines)


def distance_cell(t: Texts, aims: tuple[Aim, ...], place: PlaceNumbers | None, year: int) -> str:
    """The same in one cell of a table; "–" without a target."""
    short, lines = distances(t, aims, place, year)
    several = bool(aims) and aims[0].complete and len(lines) > 1
    return "–" if not aims else "; ".join(lines) if several else short


def _distance(t: Texts, aims: tuple[Aim, ...], place: PlaceNumbers | None, year: int) -> Metric:
    """The card: short words in large letters, the full ones below."""
    words, lines = distances(t, aims, place, year)
    if any(aim.gap is None for aim in aims) or not aims:
        return Metric(t("kanwil.distance"), words, lines)
    value = "; ".join(_short(t, aim) for aim in aims)
    return Metric(t("kanwil.distance"), value, lines or ((words,) if words != value else ()))


def _short(t: Texts, aim: Aim) -> str:
    if aim.gap is not None and aim.gap > 0:
        return t("kanwil.short", count=("≤ " if aim.least else "") + str(aim.gap))
    return distance(t, aim)


def _share(t: Texts, place: PlaceNumbers) -> Metric:
    title = t("kanwil.share", predicate=programmes.award(place.year).name)
    if place.award.n is None:
        return Metric(title, t("common.unknown"))
    return Metric(title, facts.percent(t, place.award), (facts.count(t, place.award),))
