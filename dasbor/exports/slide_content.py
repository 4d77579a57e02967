"""What the briefing slides of a year say: titles that are sentences, figures, tables, and where each comes from.

Numbers are those of the national `Brief` and of the queries that the page Ringkasan uses. `slides` draws what is made here.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dasbor.exports.briefs import Brief, Headline
from dasbor.exports.briefs import trend as trends
from dasbor.maps import outlines, svg, watermark, words
from dasbor.maps.choice import MapView
from dasbor.maps.view import MapData, classes
from dasbor.mart import claims, common, overview, programmes, rights
from dasbor.words import formats
from dasbor.words.formats import is_unknown
from dasbor.words.legend import LegendItem
from dasbor.words.texts import Texts, texts

Row = Mapping[Hashable, Any]
MAP_PIXELS = 1204
"""Width of the map with its edges."""
_MAP_WIDE, _MAP_HIGH = 1200.0, 400.0


@dataclass(frozen=True)
class NationFigures:
    """Slide 1: headline figures, what is not known, the rule of the year."""

    title: str
    headlines: tuple[Headline, ...]
    unknown: tuple[str, ...]
    regulation: str
    sources: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Mapped:
    """Slide 2: the map (SVG, its width in pixels) with its legend, and the words about it."""

    title: str
    subtitle: str
    svg: str
    legend: tuple[tuple[LegendItem, str], ...]
    alt: str
    note: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Trend:
    """Slide 3: labels of the years by rule, published counts and lower bounds (None: neither), and how to read them."""

    title: str
    years: tuple[tuple[str, tuple[str, ...]], ...]
    stated: tuple[int | None, ...]
    least: tuple[int | None, ...]
    most: int
    alt: str
    note: str
    sources: tuple[str, ...]


def sources_of(t: Texts, ids: Iterable[object]) -> tuple[str, ...]:
    """Publisher and address of each page behind some claims, once each, in the order of the claims."""
    known, official = _pages(), rights.official_publishers()
    pages = dict.fromkeys(known[str(claim)] for claim in ids if not is_unknown(claim))
    return tuple(
        t("salindia.notes_address", publisher=publisher, address=address)
        if address
        else t("salindia.notes_official" if publisher in official else "salindia.notes_no_address", publisher=publisher)
        for publisher, address in pages
    )


def _pages() -> dict[str, tuple[str, str]]:
    frame = claims.claims()
    addresses = frame["sumber_url"].where(frame["sumber_url"].notna(), "")
    return dict(zip(frame["id"], zip(frame["penerbit"], addresses, strict=True), strict=True))


def count(b: Brief) -> Headline:
    """The headline of the award, which every brief has."""
    found = b.headline(programmes.award(b.scope.year).code)
    if found is None:
        raise LookupError(f"{b.scope}: no headline of the award")
    return found


def award(b: Brief) -> str:
    """The name of the award of the brief's year."""
    return programmes.award(b.scope.year).name


def standing(b: Brief) -> NationFigures:
    """Where the programme stands."""
    t = texts(b.lang)
    top = count(b)
    values = {"year": b.scope.year, "N": top.whole, "award": award(b)}
    if top.value is None:
        title = t("salindia.standing_unknown", **values)
    else:
        percent = formats.percent(top.value, top.whole, b.lang)
        title = t("salindia.standing_least" if top.least else "salindia.standing_known", n=top.value, percent=percent, **values)
    ids = (claim for one in b.headlines for claim in one.claim_ids)
    return NationFigures(title, b.headlines, b.unknown, b.regulation, sources_of(t, ids))


def mapped(b: Brief) -> Mapped:
    """The share of Peduli HAM in the provinces of the year, on boundaries or, without them, on tiles."""
    t, measure = texts(b.lang), programmes.award(b.scope.year).code
    view = MapView("provinsi", False, b.scope.year, None, measure, "", "geografis", b.lang)  # noqa: FBT003
    if not outlines.available(view.boundaries):
        view = MapView("provinsi", False, b.scope.year, None, measure, "", "ubin", b.lang)  # noqa: FBT003
    data = classes(view)
    picture, high = svg.map_only(data, _MAP_WIDE, _MAP_HIGH)
    picture = watermark.over(picture, _MAP_WIDE, high)
    legend = tuple((item, words.legend_line(t, item, len(data.frame))) for item in data.legend if item.count)
    rows = provinces(b)
    alt = t("lembar.map_alt", title=data.title, legend=". ".join(line for _, line in legend))
    note = words.shapes_note(t, data.view)
    return Mapped(_map_title(t, b), _map_words(data), picture, legend, alt, note, sources_of(t, rows["klaim"]))


def _map_words(data: MapData) -> str:
    return f"{data.title}. {data.subtitle}"


def provinces(b: Brief) -> pd.DataFrame:
    """The provinces of a national brief: the rows of its group."""
    return next(group.rows for group in b.groups if group.key == "provinsi")


def _map_title(t: Texts, b: Brief) -> str:
    found = overview.completeness("provinsi", b.scope.year)
    values = {"year": b.scope.year, "N": found["tempat"], "award": award(b)}
    if not found["sekurangnya"]:
        return t("salindia.map_known", known=found["tepat"], **values)
    if not found["tidak_diketahui"]:
        return t("salindia.map_bounds", exact=found["tepat"], least=found["sekurangnya"], **values)
    return t("salindia.map_least", exact=found["tepat"], least=found["sekurangnya"], unknown=found["tidak_diketahui"], **values)


def trend(b: Brief) -> Trend:
    """Peduli HAM over the years: a gap where there was no assessment or nothing is known, a lower bound apart."""
    t = texts(b.lang)
    rows = b.trend.to_dict("records")
    groups: dict[str, list[str]] = {}
    for row in rows:
        groups.setdefault(str(row["rule"]), []).append(_year_label(t, row))
    known = [None if is_unknown(row["n"]) else int(row["n"]) for row in rows]
    told = "; ".join(
        f"{row['tahun']} {'≥ ' if row['least'] else ''}{formats.number(n, b.lang)}"
        for row, n in zip(rows, known, strict=True)
        if row["assessed"]
    )
    _, ids = trends.trend(b.scope)
    return Trend(
        _trend_title(t, b),
        tuple((rule, tuple(labels)) for rule, labels in groups.items()),
        tuple(None if row["least"] else n for row, n in zip(rows, known, strict=True)),
        tuple(n if row["least"] else None for row, n in zip(rows, known, strict=True)),
        int(b.trend["N"].max()),
        t("salindia.trend_alt", list=told, award=award(b)),
        _trend_note(t, b.trend),
        sources_of(t, ids),
    )


def _year_label(t: Texts, row: Row) -> str:
    if not row["assessed"]:
        return f"{row['tahun']}\n{t('salindia.no_round')}"
    if is_unknown(row["n"]):
        return f"{row['tahun']}\n{t('common.unknown')}"
    return f"{row['tahun']}{' ≠' if row['conflict'] else ''}"


def _trend_note(t: Texts, frame: pd.DataFrame) -> str:
    known = frame[frame["N"].notna()]
    wholes = ", ".join(
        t("salindia.whole_years", N=whole, years=formats.years(rows["tahun"].tolist())) for whole, rows in known.groupby("N")
    )
    gap = ", ".join(str(year) for year in frame.loc[~frame["assessed"], "tahun"])
    return t("salindia.trend_note", wholes=wholes, gap=gap)


def _trend_title(t: Texts, b: Brief) -> str:
    """From the assessed year before to this one: how much, or why nobody can tell."""
    year, before = b.scope.year, common.previous_year(b.scope.year)
    if before is None:
        return t("salindia.trend_first", year=year, award=award(b))
    rows = {int(row["tahun"]): row for row in b.trend.to_dict("records")}
    why = [said for one in (before, year) if (said := _no_count(t, rows[one]))]
    if why:
        return t("salindia.trend_open", before=before, year=year, award=award(b), why=f" {t('salindia.and')} ".join(why))
    n, former = int(rows[year]["n"]), int(rows[before]["n"])
    values = {
        "n": n,
        "former": former,
        "N": rows[year]["N"],
        "M": rows[before]["N"],
        "before": before,
        "year": year,
        "award": award(b),
    }
    said = t("salindia.trend_up" if n > former else "salindia.trend_down" if n < former else "salindia.trend_same", **values)
    return t("salindia.trend_rule", said=said) if rows[year]["rule_change"] else said


def _no_count(t: Texts, row: Row) -> str:
    """Why the figure of a year is no count; "" if it is one."""
    if is_unknown(row["n"]):
        return t("salindia.trend_unknown", year=row["tahun"])
    return t("salindia.trend_bound", year=row["tahun"], n=row["n"], N=row["N"]) if row["least"] else ""
