"""The grid of a province: every regency and city in every assessment, for screen and paper."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape

import pandas as pd

from dasbor.mart import common, facts, links, programmes
from dasbor.mart import provinsi as queries
from dasbor.mart.cache import shared
from dasbor.mart.provinsi import Row
from dasbor.page.tables import ShownColumn, Table
from dasbor.views import conclusions
from dasbor.views.provinsi.view import award_names
from dasbor.words import colors
from dasbor.words.texts import Texts

Cells = Mapping[tuple[str, int], Row]
_PLAIN = "td:not([class]):not([style])"  # an unknown cell
_ELSEWHERE = "·"  # not in this province in that year


@dataclass(frozen=True, eq=False)
class YearsGrid:
    """The grid as HTML, as a table for files, its counts by state, and how many cells carry a sign.

    `reasons`: what is concluded and why nothing is, with the claims, as HTML; "" for nothing.
    """

    html: str
    reasons: str
    table: Table
    counts: dict[str, int]
    recommended: int
    disputed: int


@shared
def grid(t: Texts, code: str, *, kini: bool) -> YearsGrid:
    """The grid of a province; `kini` as in `queries.provinsi`."""
    frame = queries.region_results(code, kini=kini)
    states = {year: programmes.states(year) for year in common.years()}
    rows = [row | {"drawn": states[row["tahun"]][row["keadaan_rinci"]]} for row in frame.to_dict("records")]
    cells = {(str(row["kode"]), int(row["tahun"])): row for row in rows}
    regions = frame.drop_duplicates("kode").sort_values("kode")
    years = [int(year) for year in common.rounds()["tahun"]]
    caption = t("provinsi.grid_caption", province=frame["provinsi_kini" if kini else "provinsi"].iloc[-1])
    return YearsGrid(
        _html(t, regions, years, cells, _totals(code, years, kini=kini), caption),
        conclusions.listed(t, rows),
        _table(t, regions, years, cells, caption),
        queries.state_counts(frame),
        sum(_is_recommended(row) for row in cells.values()),
        sum(bool(row["konflik"]) for row in cells.values()),
    )


def _is_recommended(row: Row) -> bool:
    return row["direkomendasikan"] is True  # null is unknown, not no


def _totals(code: str, years: Iterable[int], *, kini: bool) -> dict[int, str]:
    """The foot of the grid: the award out of all regions, as counted or at least."""
    rows = queries.by_year(code, kini=kini)
    found = {}
    for year in years:
        if place := rows.get(year):
            count = "?" if place.award.n is None else facts.sign(place.award).strip() + str(place.award.n)
            found[year] = f"{count}/{place.whole}" + (" ≠" if place.conflict else "")
    return found


def _words(t: Texts, row: Row) -> str:
    """A cell in words: state, and the signs it carries."""
    words = [row["drawn"].label(t)]
    if _is_recommended(row):
        words.append(t("provinsi.sign_recommended"))
    if row["konflik"]:
        words.append(t("provinsi.sign_disputed"))
    return "; ".join(words)


def _cell(t: Texts, row: Row | None) -> str:
    if row is None:
        return f"<td class=else>{_ELSEWHERE}"
    state = row["drawn"]
    signs = ("r" if _is_recommended(row) else "") + ("≠" if row["konflik"] else "")
    # most cells are unknown: the plain cell is that state; the words behind a mark come from _style
    if state is colors.UNKNOWN and not signs:
        return f"<td>{state.mark}"
    paint = f"class={state.css}" if state.css else f'style="{state.paint}"'
    words = "" if state.css and not signs else f"<i>{escape(_words(t, row))}</i>"
    above = f"<sup>{signs}</sup>" if signs else ""
    return f"<td {paint}>{state.mark}{above}{words}"


def _style(t: Texts, drawn: Iterable[str]) -> str:
    """Words of the states for screen readers, as generated content: in every cell they would be half of the page."""
    states = [state for state in programmes.states().values() if state.css and state.key in drawn]
    words = {f"td.{state.css}": state.label(t) for state in states} | {"td.else": t("provinsi.elsewhere")}
    words[_PLAIN] = colors.UNKNOWN.label(t)
    rules = "".join(f".grid tbody {cell}:not(:has(i))::after{{content:'{escape(word)}'}}" for cell, word in words.items())
    plain = f".grid tbody {_PLAIN}{{background-color:{colors.UNKNOWN.fill}}}"
    return f"<style>{rules}{plain}</style>"


def _html(t: Texts, regions: pd.DataFrame, years: list[int], cells: Cells, totals: dict[int, str], caption: str) -> str:
    held = set(common.years())
    heads = "".join(f"<th scope=col{'' if year in held else ' class=gap'}>{year}" for year in years)
    rows = []
    for place, (code, name) in enumerate(zip(regions["kode"], regions["nama"], strict=True)):
        parts = [f'<tr><th scope=row><a href="{escape(links.region_link(t, code))}">{escape(name)}</a>']
        for year in years:
            if year in held:
                parts.append(_cell(t, cells.get((code, year))))
            elif place == 0:
                words = escape(t("common.mark_no_round", year=year))
                parts.append(f"<td class=gap rowspan={len(regions)}><span>{words}</span>")
        rows.append("".join(parts))
    award = escape(t("provinsi.grid_foot", predicate=award_names(totals)))
    foot = "".join(f"<td>{escape(totals.get(year, '–'))}" if year in held else "<td class=gap>" for year in years)
    return (
        f'<div class="ph tw grid" role="region" tabindex="0" aria-label="{escape(caption)}"><table>'
        f"<caption>{escape(caption)}</caption><thead><tr><th scope=col>{escape(t('predikat.col_region'))}{heads}</thead>"
        f"<tbody>{''.join(rows)}</tbody><tfoot><tr><th scope=row>{award}{foot}</tfoot></table>"
        f"{_style(t, {row['keadaan_rinci'] for row in cells.values()})}</div>"
    )


def _table(t: Texts, regions: pd.DataFrame, years: list[int], cells: Cells, caption: str) -> Table:
    held = set(common.years())
    gap = colors.NO_ROUND.label(t)
    frame = regions[["kode", "nama"]].reset_index(drop=True)
    for year in years:
        found = [cells.get((code, year)) for code in frame["kode"]]
        outside = t("provinsi.elsewhere")
        frame[str(year)] = [gap if year not in held else outside if row is None else _words(t, row) for row in found]
        frame[f"dasar-{year}"] = [None if row is None else conclusions.basis(t, row) for row in found]
    columns = (
        ShownColumn("kode", "predikat.col_code"),
        ShownColumn("nama", "predikat.col_region"),
        *(ShownColumn(str(year), heading=str(year)) for year in years),
        *(
            ShownColumn(
                f"dasar-{year}", heading=t("provinsi.col_basis_year", year=year), missing="daerah.not_applicable", file_only=True
            )
            for year in years
            if year in held
        ),
    )
    return Table(frame, columns, caption, t)
