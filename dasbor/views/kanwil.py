"""What the page kanwil shows of one office and year: choices, key figures, and what was said about its target."""

import pandas as pd

from dasbor import blocks, formats, links
from dasbor.blocks import Metric
from dasbor.cache import shared
from dasbor.queries import common, offices, rights
from dasbor.queries import kanwil as queries
from dasbor.queries import provinsi as province_queries
from dasbor.queries.predikat import TOP
from dasbor.queries.provinsi import Row
from dasbor.terms import terms
from dasbor.texts import Texts
from dasbor.views.provinsi import count_words, distance

_OTHER_PREDICATES = {"cukup": "Cukup Peduli HAM", "mulai": "Mulai Peduli HAM", "kurang": "Kurang Peduli HAM"}


def arrangements(t: Texts) -> dict[str, str]:
    """The offices of each year, or those of today over their areas of today."""
    return {"tahun": t("kanwil.arrangement_year"), "kini": t("kanwil.arrangement_today")}


@shared
def office_options(t: Texts, *, today: bool) -> dict[str, str]:
    """Slug → name for the picker, all offices first."""
    return {"": t("kanwil.all_offices"), **{slug: one.name for slug, one in queries.choices(today=today).items()}}


@shared
def year_options(t: Texts, slug: str, *, today: bool) -> dict[int, str]:
    """The years for the picker, the newest first; one without assessment says so."""
    held = common.years()
    years = reversed(queries.years_of(slug, today=today))
    return {year: str(year) if year in held else t("kanwil.year_without", year=year) for year in years}


def name(slug: str) -> str:
    """Name of the office."""
    return offices.all_offices()[slug].name


@shared
def pointer(t: Texts, code: str, year: int, *, today: bool) -> str:
    """A line of a province's page that leads to its office; where the office is not known, that it is not."""
    office = offices.office_of(code, None if today else year)
    if office is None:
        return blocks.line(t("kanwil.pointer_unknown"), "")
    address = links.office_link(t, office.slug, year, today=today)
    return blocks.line(office.name, address, t("kanwil.pointer_office"))


@shared
def no_outcome(t: Texts, year: int) -> str:
    """Why a year that was not assessed has no outcome."""
    return t("kanwil.no_round" if year in set(common.rounds()["tahun"]) else "kanwil.not_yet")


@shared
def area(t: Texts, slug: str, year: int, *, today: bool) -> str:
    """The provinces an office covers in a year; those that are an estimate are marked."""
    unsure = offices.all_offices()[slug].uncertain
    covered = queries.provinces(slug, year, today=today)
    return ", ".join(t("kanwil.estimate", province=told) if code in unsure else told for code, told in covered.items())


@shared
def sentences(t: Texts, slug: str, year: int, *, today: bool) -> tuple[str, ...]:
    """What to know beside the key figures: the area, a year without assessment, how recommendation and outcome differ."""
    whole = queries.whole(slug, year, today=today)
    count = len(queries.provinces(slug, year, today=today))
    told = [t("kanwil.covers" if count > 1 else "kanwil.covers_one", list=area(t, slug, year, today=today), count=count, N=whole)]
    if offices.all_offices()[slug].uncertain & set(queries.provinces(slug, year, today=today)):
        told.append(t("kanwil.estimate_note"))
    if today:
        told.append(t("kanwil.today_note"))
    if year not in common.years():
        told.append(t("kanwil.gap_note", year=year, before=queries.reference_year(year)))
    return (*told, *_recommendation(t, slug, year, today=today))


def _recommendation(t: Texts, slug: str, year: int, *, today: bool) -> list[str]:
    frames = [province_queries.recommended(code, today=today) for code in queries.provinces(slug, year, today=today)]
    frame = pd.concat(frames)
    frame = frame[frame["tahun"] == year]
    if frame.empty:
        return []
    named = {verdict: frame.loc[frame["putusan"] == verdict, "nama"].tolist() for verdict in province_queries.VERDICTS}
    both, only, other = (named[verdict] for verdict in province_queries.VERDICTS)
    return [
        t(
            "provinsi.recommended_sentence",
            year=year, count=len(both) + len(only), N=queries.whole(slug, year, today=today), same=len(both), predicate=TOP,
            only=", ".join(only) or t("provinsi.none"), other=", ".join(other) or t("provinsi.none"),
        )
    ]  # fmt: skip


@shared
def metrics(t: Texts, slug: str, year: int, *, today: bool) -> tuple[Metric, ...]:
    """Key figures of an office in a year."""
    row = queries.outcomes(slug, today=today).get(year)
    wanted = queries.wanted(slug, year, today=today)
    codes = list(queries.provinces(slug, year, today=today))
    only = codes[0] if len(codes) == 1 else None
    shown = (
        _target(t, slug, year, only, today=today),
        _outcome(t, slug, year, row, only, today=today),
        _distance(t, wanted, row, year),
    )
    return (*shown, _share(t, row), _participants(t, row), _recommended(t, row)) if row else shown


def amounts_words(t: Texts, wanted: queries.Wanted, *, short: bool = False) -> str:
    """As in "10 dan 17", "≥ 35" where not every province has a target, or that none was published (`short`: for a cell)."""
    if not wanted.amounts:
        return t("kanwil.none_short" if short else "kanwil.none_published")
    return ("" if wanted.complete else "≥ ") + t("provinsi.and").join(str(amount) for amount in wanted.amounts)


def _target(t: Texts, slug: str, year: int, only: str | None, *, today: bool) -> Metric:
    wanted, whole = queries.wanted(slug, year, today=today), queries.whole(slug, year, today=today)
    if not wanted.amounts:
        return Metric(t("provinsi.target"), amounts_words(t, wanted), (other_target_years(t, slug, year, today=today),))
    notes = [t("kanwil.target_all", count=whole)] if whole in wanted.amounts else []
    if len(wanted.amounts) > 1:
        notes.append(t("kanwil.side_by_side", count=len(wanted.amounts)))
    covered = len(queries.provinces(slug, year, today=today))
    if not wanted.complete:
        notes.append(t("kanwil.target_parts", count=wanted.provinces, N=covered))
    link = None
    if only:
        address = links.part_link(t, "klaim", tahun=year, prov=only, ukuran="target_peduli")
        link = (t("provinsi.see_claims"), address)
    value = t("provinsi.of", n=amounts_words(t, wanted), N=whole)
    return Metric(t("provinsi.target"), value, tuple(notes), link=link)


def other_target_years(t: Texts, slug: str, year: int, *, today: bool) -> str:
    """The other years for which a target was published, or that there is none."""
    others = [str(one) for one in queries.target_years(slug, today=today) if one != year]
    return t("kanwil.other_years", years=", ".join(others)) if others else t("kanwil.no_years")


def _outcome(t: Texts, slug: str, year: int, row: Row | None, only: str | None, *, today: bool) -> Metric:
    before = max((one for one in queries.outcomes(slug, today=today) if one < year), default=None)
    fact = links.fact_key(year, "provinsi", only or "", "jumlah_peduli")
    notes = [] if row is None else _basis(t, row, official=rights.is_official(fact))
    if row is not None:
        notes += [f"{told}: {count_words(t, row, key)}" for key, told in _OTHER_PREDICATES.items() if row[key] is not None]
    if before is not None:
        words = count_words(t, queries.outcomes(slug, today=today)[before], "peduli")
        notes.append(t("kanwil.before", year=before, words=words))
    if row is None:
        return Metric(TOP, no_outcome(t, year), tuple(notes))
    if row["konflik"]:
        notes.append(t("provinsi.conflict", why=terms(t, "sebab", row["sebab_konflik"])))
    link = None
    if only and row["dasar_peduli"] == "klaim":
        link = (t("provinsi.see_claims"), links.source_link(t, fact))
    return Metric(TOP, count_words(t, row, "peduli"), tuple(notes), link=link)


# texts: provinsi.basis_*
def _basis(t: Texts, row: Row, *, official: bool) -> list[str]:
    if row["peduli"] is None:
        return []
    if row["provinsi"] > 1 and row["dasar_peduli"] == "bernama":
        return [t("kanwil.basis_parts", count=row["provinsi_peduli"], N=row["provinsi"])]
    return [t(f"provinsi.basis_{'resmi' if official else row['dasar_peduli']}", named=row["peduli_bernama"])]


def distances(t: Texts, wanted: queries.Wanted, row: Row | None, year: int) -> tuple[str, tuple[str, ...]]:
    """How far the outcome is from each number wanted: in short, and one line for each where there are several."""
    if not wanted.amounts:
        return t("kanwil.no_distance"), (t("provinsi.no_target"),)
    if row is None:
        return no_outcome(t, year), ()
    if not wanted.complete:
        return t("kanwil.no_distance"), (t("kanwil.distance_parts"),)
    told = [distance(t, amount, row) for amount in wanted.amounts]
    if len(told) == 1:
        return told[0], ()
    lines = [t("kanwil.distance_to", amount=amount, words=words) for amount, words in zip(wanted.amounts, told, strict=True)]
    return "; ".join(told), tuple(lines)


def _distance(t: Texts, wanted: queries.Wanted, row: Row | None, year: int) -> Metric:
    """The card: short words in large letters, the full ones below."""
    words, lines = distances(t, wanted, row, year)
    if row is None or row["peduli"] is None or not wanted.amounts or not wanted.complete:
        return Metric(t("kanwil.distance"), words, lines)
    value = "; ".join(_short(t, amount - row["peduli"], least=row["dasar_peduli"] == "bernama") for amount in wanted.amounts)
    return Metric(t("kanwil.distance"), value, lines or ((words,) if words != value else ()))


def _short(t: Texts, gap: int, *, least: bool) -> str:
    if gap > 0:
        return t("kanwil.short", count=("≤ " if least else "") + str(gap))
    if least:
        return t("provinsi.reached")  # by how much it is exceeded is not known
    return t("provinsi.exceeded", count=-gap) if gap else t("provinsi.reached")


def _share(t: Texts, row: Row) -> Metric:
    sign = "≥ " if row["dasar_peduli"] == "bernama" else ""
    value = formats.percent(row["peduli"], row["jumlah_kabkota"], t.lang)
    if row["peduli"] is None:
        return Metric(t("kanwil.share"), value)
    return Metric(t("kanwil.share"), sign + value, (count_words(t, row, "peduli"),))


def _participants(t: Texts, row: Row) -> Metric:
    if row["ikut"] is None:
        return Metric(t("provinsi.participants"), t("common.unknown"))
    sign = "≥ " if row["sekurang"] else ""
    value = sign + t("provinsi.of", n=row["ikut"], N=row["jumlah_kabkota"])
    percent = sign + formats.percent(row["ikut"], row["jumlah_kabkota"], t.lang)
    return Metric(t("provinsi.participants"), value, (percent, *([t("kanwil.participants_least")] if sign else [])))


def _recommended(t: Texts, row: Row) -> Metric:
    notes = (t("provinsi.not_a_result"),) if row["direkomendasikan"] is not None else ()
    return Metric(t("provinsi.recommended"), count_words(t, row, "direkomendasikan"), notes)
