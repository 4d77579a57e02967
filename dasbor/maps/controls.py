"""The pickers of the page Peta, clicks on a map, and how a map is drawn. What is chosen is always in the address.

A click and a picker do the same: a province leads to its regions, a region to its page. The map of a view keeps its
key and its figure at a rerun, or Plotly would lose the click.
"""

from dataclasses import dataclass
from html import escape

import streamlit as st

from dasbor.maps import chart as view_of
from dasbor.maps import figure as figures
from dasbor.maps import light
from dasbor.maps import play as map_play
from dasbor.maps.choice import Kind, Level, MapView
from dasbor.maps.view import at, measures
from dasbor.mart import common, links, regions
from dasbor.mart.filters import link
from dasbor.page import page_script
from dasbor.page.first import run
from dasbor.page.ui import Page

_MOST = 40  # matches offered; more means that too little was typed
_GO = "peta-ke"  # the region that was clicked, until the next run opens its page


@dataclass(frozen=True)
class Choice:
    """What the pickers say: a view, the region picked on it, and whether the year compared with stands beside it."""

    view: MapView
    picked: str
    beside: bool


def follow_click(page: Page) -> None:
    """Open the page of the region that was just clicked, as its link in the table would.

    Not by `st.switch_page`: with choices in the address it leaves an entry of this page with them behind, and Back leads there.
    """
    code = st.session_state.pop(_GO, None)
    if code in set(common.regions()["kode"]):
        address = links.region_link(page.t, code)
        link = f'<div class="ph"><p><a href="{escape(address)}">{escape(page.t("daerah.title"))} {code}</a></p></div>'
        st.html(page_script.call(go=address) or link, unsafe_allow_javascript=True)
        st.stop()


def pick(page: Page) -> Choice:
    """All pickers of the page Peta."""
    t = page.t
    map_play.follow(page)
    with page.pickers():
        year = page.pick_year(common.years())
        today = page.pick_geography()
        provinces = common.provinces(None if today else year)
        options = {"": t("common.all_provinces"), **provinces}
        province = page.pick_one("prov", t("peta.province"), options)
        level = "kabkota" if province else _pick_level(page)
    with page.pickers():
        measure = page.pick_one("ukuran", t("peta.measure"), measures(level, t.lang, year))
        earlier = {0: t("peta.compare_before"), **{y: str(y) for y in reversed(common.years()) if y < year}}
        other = page.pick_one("banding", t("peta.compare"), earlier)
        kind = _pick_kind(page)
        beside = page.pick_one("susun", t("peta.layout"), {x: t(f"peta.layout_{x}") for x in ("satu", "dua")}) == "dua"
        view = MapView(level, today, year, other or None, measure, province, kind, t.lang)
        words = _search(page, view)
    beside = beside and view.compared is not None and measure != "perubahan"
    map_play.steps(page, year)
    return Choice(view, _pick_region(page, view, words, beside=beside), beside)


# texts: peta.level_*
def _pick_level(page: Page) -> Level:
    levels: tuple[Level, ...] = ("provinsi", "kabkota")
    return page.pick_one("tingkat", page.t("peta.level"), {level: page.t(f"peta.level_{level}") for level in levels})


# texts: peta.kind_*
# texts: peta.layout_*
def _pick_kind(page: Page) -> Kind:
    kinds: tuple[Kind, ...] = ("geografis", "ubin")
    return page.pick_one("bentuk", page.t("peta.kind"), {kind: page.t(f"peta.kind_{kind}") for kind in kinds})


def _search(page: Page, view: MapView) -> str:
    if view_of.searches(view):
        return page.search_box(label=page.t("peta.find"), hint=page.t("peta.find_hint"))
    page.follow("cari", None)
    return ""


def _pick_region(page: Page, view: MapView, words: str, *, beside: bool) -> str:
    """One region, from the list of its province or found by `words`: outlined, told for each year shown, with a link."""
    if view.province:
        options = {"": page.t("peta.region_none"), **view_of.region_options(view)}
        code = page.pick_one("kode", page.t("peta.region"), options)
    elif view_of.searches(view):
        code = _find_region(page, words)
    else:
        page.follow("kode", None)
        return ""
    if code:
        years = [view.compared, view.year] if beside else [view.year]
        shown = [view if year == view.year else at(view, year) for year in years if year]
        page.text(*(line for one in shown for line in view_of.told(one, code)))
        name = view_of.region_options(view)[code]
        offered = [(view_of.behind(one, code), f"{one.year}: {page.t('peta.behind')}") for one in shown]
        offered.append((links.region_link(page.t, code), page.t("peta.open_region", name=name)))
        found = " · ".join(f'<a href="{escape(address)}">{escape(words)}</a>' for address, words in offered if address)
        st.html(f'<div class="ph"><p>{found}</p></div>')
    return code


def _find_region(page: Page, words: str) -> str:
    """One of all regions by a part of its name: a list of 514 would weigh 8 KB at every rerun, as much as the map.

    The browser offers the names while a reader types. One match, or one whole name, is taken; several are offered.
    """
    names, asked = regions.labels(), page.current("kode")
    if words:
        matches = regions.find(words)
        exact = [match.code for match in matches if match.exact]
        found = exact if len(exact) == 1 else [match.code for match in matches]
        if len(found) < 2:  # noqa: PLR2004
            if not found:
                page.empty(page.t("peta.find_none", words=words))
            page.follow("kode", None)  # what was typed says it
            return found[0] if found else ""
        first, offered = page.t("peta.find_some", count=len(found)), found[:_MOST]
    elif asked:
        first, offered = page.t("peta.region_none"), [asked]
    else:
        return ""
    options = {"": first, **{code: names[code] for code in offered if code in names}}
    return page.pick_one("kode", page.t("peta.region"), options)


def draw(page: Page, choice: Choice) -> None:
    """One map, or two years side by side, each with its legend."""
    views = [choice.view]
    if choice.beside:
        # the earlier map is compared with the assessment before it, not with itself
        views.insert(0, at(choice.view, choice.view.compared or choice.view.year))
        for box, view in zip(st.columns(2), views, strict=True):
            with box:
                draw_one(page, view, choice.picked)
    else:
        draw_one(page, choice.view, choice.picked)


def draw_overview(page: Page, year: int, *, today: bool) -> None:
    """The national map of the page Ringkasan: the share holding the award by province, and the way to the page Peta."""
    kind: Kind = "geografis"
    best = next(iter(measures("provinsi", page.t.lang, year)))
    view = MapView("provinsi", today, year, None, best, "", kind, page.t.lang)
    chart = view_of.chart(view)
    _heading(chart)
    if not chart.geographic:
        page.note(page.t("peta.no_boundaries"))
    if run.active():
        st.html(light.first(view))
    else:
        st.plotly_chart(chart.figure, theme=None, config=figures.CONFIG, alt=chart.alt, key="ringkasan-peta", height="stretch")
    _legend(chart)
    origin = view_of.boundary_note(page.t.lang, geographic=chart.geographic)
    st.html(f'<div class="ph"><p class="sel">{escape(origin)}</p></div>')
    address = link("peta", {"tahun": year, "susunan": "kini" if today else ""}, page.t)
    st.html(f'<div class="ph"><p><a href="{escape(address)}">{escape(page.t("peta.open_map"))}</a></p></div>')


def _heading(chart: view_of.MapChart) -> None:
    data = chart.data
    st.html(f'<div class="ph"><h2>{escape(data.title)}</h2><p class="sel">{escape(data.subtitle)}</p></div>')


def _legend(chart: view_of.MapChart) -> None:
    st.html(view_of.legend_html(chart), unsafe_allow_javascript=True)


def draw_one(page: Page, view: MapView, picked: str = "") -> None:
    """Heading, map, legend and notes of a view; a click drills down."""
    chart = view_of.chart(view, picked)
    _heading(chart)
    if run.active():
        st.html(light.first(view))
        _legend(chart)
        return
    key = "-".join(
        str(part)
        for part in (
            "peta",
            "satu" if view.province else "luas",
            view.level,
            view.year,
            view.measure,
            view.province,
            view.kind,
            int(view.today),
        )
    )
    st.plotly_chart(
        chart.figure,
        theme=None,
        config=figures.CONFIG,
        alt=chart.alt,
        key=key,
        on_select=lambda: _clicked(page, view, key),
        selection_mode="points",
        height="stretch",  # the style sheet gives it its proportions
    )
    _legend(chart)


def _clicked(page: Page, view: MapView, key: str) -> None:
    """A province: its regions. A region: its page, in the run that follows."""
    points = st.session_state[key]["selection"]["points"]
    if not points:
        return
    code = str(points[0]["location"])
    if view.level == "provinsi":
        page.put("prov", code)
    else:
        st.session_state[_GO] = code
