"""Small multiples: one small chart per office with a published target, outcome beside target over the years.

Drawn as HTML, not as one large figure: each panel is a link with its numbers in words, it prints, wraps on a narrow screen, and
weighs less than half of the same panels in Plotly. All share one scale: the height is the share of the office's regions.
"""

from html import escape

import pandas as pd

from dasbor.mart import common, facts, links, offices
from dasbor.mart import kanwil as queries
from dasbor.mart.cache import shared
from dasbor.page.figures import rule_changes
from dasbor.page.tables import ShownColumn, Table
from dasbor.views.kanwil.targets import basis_words
from dasbor.views.kanwil.view import amounts_words, distance_cell, no_outcome
from dasbor.words.texts import Texts


@shared
def with_target(*, kini: bool) -> tuple[str, ...]:
    """The offices with a target in any year, the most years with a target first."""
    found = [slug for slug in queries.choices(kini=kini) if queries.target_years(slug, kini=kini)]
    return tuple(sorted(found, key=lambda slug: -len(queries.target_years(slug, kini=kini))))


def lead(t: Texts, *, kini: bool) -> str:
    """How many offices the panels show, and how to read them."""
    found = with_target(kini=kini)
    if not found:
        return t("kanwil.panels_none")
    return t("kanwil.panels_text", count=len(found), N=len(queries.choices(kini=kini)))


@shared
def panels(t: Texts, *, kini: bool) -> str:
    """All panels."""
    years = [int(year) for year in common.rounds()["tahun"]]
    marked = {year for year, _ in rule_changes(common.rounds())}
    items = "".join(_panel(t, slug, years, marked, kini=kini) for slug in with_target(kini=kini))
    return f'<div class="ph"><ul class="mini">{items}</ul></div>'


def _panel(t: Texts, slug: str, years: list[int], marked: set[int], *, kini: bool) -> str:
    label = offices.all_offices()[slug].name
    bars = "".join(_bar(slug, year, kini=kini, rule=year in marked) for year in years)
    told = "".join(f"<li>{escape(words)}</li>" for words in _words(t, slug, kini=kini))
    aimed = queries.target_years(slug, kini=kini)
    address = links.office_link(t, slug, aimed[-1], kini=kini)
    return (
        f'<li><a href="{escape(address)}">{escape(label)}</a>'
        f'<div class="bars" aria-hidden="true">{bars}</div>'
        f'<div class="ends" aria-hidden="true"><span>{years[0]}</span><span>{years[-1]}</span></div><ul>{told}</ul>'
    )


def _bar(slug: str, year: int, *, kini: bool, rule: bool) -> str:
    """One year: outcome as bar (hatched if a lower bound), targets as strokes, "?" for unknown, a band for no assessment."""
    place = queries.outcomes(slug, kini=kini).get(year)
    read = queries.readings(slug, kini=kini).get(year)
    wanted = queries.wanted(slug, year, kini=kini)
    strokes = "".join(f"<u style=bottom:{_percent(aim.amount, read.whole)}%></u>" for aim in wanted) if read else ""
    if place is None:
        # a year before or after the office's time is no gap, it is nothing
        css, bar = "gap" if year in queries.years_of(slug, kini=kini) else "", ""
    elif place.award.n is None:
        css, bar = "", "?"
    else:
        hatched = " class=least" if place.award.least else ""
        css, bar = "", f"<b{hatched} style=height:{_percent(place.award.n, place.whole)}%></b>"
    names = f"{css} rule".strip() if rule else css
    return (f'<i class="{names}">' if names else "<i>") + bar + strokes + "</i>"


def _percent(part: int, whole: int) -> int:
    return min(100, round(100 * part / whole))


def _words(t: Texts, slug: str, *, kini: bool) -> list[str]:
    """The years with a target, each with target and outcome."""
    told = []
    for year in queries.target_years(slug, kini=kini):
        place = queries.outcomes(slug, kini=kini).get(year)
        aim = amounts_words(t, queries.wanted(slug, year, kini=kini))
        result = no_outcome(t, year) if place is None else facts.count(t, place.award)
        told.append(t("kanwil.panel", year=year, target=aim, outcome=result))
    return told


COLUMNS = (
    ShownColumn("kanwil", "kanwil.office", href="alamat"),
    ShownColumn("tahun", "common.year", "year"),
    ShownColumn("target", "provinsi.target"),
    ShownColumn("hasil", "kanwil.col_outcome", "share", of="N", least="batas", help="kanwil.help_outcome"),
    ShownColumn("jarak", "provinsi.col_distance"),
    ShownColumn("dasar", "provinsi.col_basis"),
)


@shared
def table(t: Texts, *, kini: bool) -> Table:
    """Every office and year with a target: the strokes of the panels with the bars beside them."""
    made = []
    for slug in with_target(kini=kini):
        for year in queries.target_years(slug, kini=kini):
            place, wanted = queries.outcomes(slug, kini=kini).get(year), queries.wanted(slug, year, kini=kini)
            made.append(
                {
                    "kanwil": offices.all_offices()[slug].name, "alamat": links.office_link(t, slug, year, kini=kini),
                    "tahun": year, "target": amounts_words(t, wanted), "hasil": None if place is None else place.award.n,
                    "N": queries.whole(slug, year, kini=kini), "batas": place is not None and place.award.least,
                    "jarak": distance_cell(t, wanted, place, year), "dasar": basis_words(t, place, year),
                }
            )  # fmt: skip
    frame = pd.DataFrame(made, columns=["kanwil", "alamat", "tahun", "target", "hasil", "N", "batas", "jarak", "dasar"])
    return Table(frame.astype({"hasil": "Int64"}), COLUMNS, t("kanwil.panels_title"), t)
