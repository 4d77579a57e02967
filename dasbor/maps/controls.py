"""The pickers of the page Peta, clicks on a map, and how a map is drawn. What is chosen is always in the address.

A click picks an area, as a picker does: it is outlined and named with its state, and the ways on stand below the map. Nothing
opens by a click alone, since on a small map a finger hits the neighbour.
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
from dasbor.page import travel
from dasbor.page.first import run
from dasbor.page.ui import Page
from dasbor.words.texts import texts

_MOST = 40  # matches offered; more means that too little was typed
_MORE = "peta-lainnya"  # whether the box of further pickers is open
_FURTHER = ("susunan", "banding", "bentuk", "susun")  # the pickers in it


@dataclass(frozen=True)
class MapChoice:
    """What the pickers say: a view, the region picked on it, and whether the year compared with stands beside it."""

    view: MapView
    picked: str
    beside: bool


def pick(page: Page) -> MapChoice:
    """All pickers of the page Peta: those that most readers need in sight, the others in a box."""
    t = page.t
    map_play.follow(page)
    top = st.container()
    others = st.expander(t("peta.more"), expanded=_more(page))
    with others:
        kini = page.pick_geography()
    with top, page.pickers():
        year = page.pick_year(common.years())
        provinces = common.provinces(None if kini else year)
        options = {"": t("common.all_provinces"), **provinces}
        province = page.pick_one("prov", t("peta.province"), options)
        level = "kabkota" if province else _pick_level(page)
        measure = page.pick_one("ukuran", t("peta.measure"), measures(level, t.lang, year))
        words = _search(page, wanted=level == "kabkota" and not province)
    with others:
        earlier = {0: t("peta.compare_before"), **{y: str(y) for y in reversed(common.years()) if y < year}}
        other = page.pick_one("banding", t("peta.compare"), earlier)
        kind = _pick_kind(page)
        beside = page.pick_one("susun", t("peta.layout"), {x: t(f"peta.layout_{x}") for x in ("satu", "dua")}) == "dua"
    view = MapView(level, kini, year, other or None, measure, province, kind, t.lang)
    beside = beside and view.compared is not None and measure != "perubahan"
    map_play.steps(page, year)
    return MapChoice(view, _pick_area(page, view, words), beside)


def _more(page: Page) -> bool:
    """Whether the box of further pickers is open: from the start where a link has one of them."""
    if page.fresh("tahun"):
        st.session_state[_MORE] = any(name in st.query_params for name in _FURTHER)
    return bool(st.session_state.get(_MORE))


# texts: peta.level_*
def _pick_level(page: Page) -> Level:
    levels: tuple[Level, ...] = ("provinsi", "kabkota")
    return page.pick_one("tingkat", page.t("peta.level"), {level: page.t(f"peta.level_{level}") for level in levels})


# texts: peta.kind_*
# texts: peta.layout_*
def _pick_kind(page: Page) -> Kind:
    kinds: tuple[Kind, ...] = ("geografis", "ubin")
    return page.pick_one("bentuk", page.t("peta.kind"), {kind: page.t(f"peta.kind_{kind}") for kind in kinds})


def _search(page: Page, *, wanted: bool) -> str:
    if wanted:
        return page.search_box(label=page.t("peta.find"), hint=page.t("peta.find_hint"))
    page.follow("cari", None)
    return ""


def _pick_area(page: Page, view: MapView, words: str) -> str:
    """One area: a province that was clicked, a region from the list of its province or found by `words`; "" for none."""
    if view.level == "provinsi":
        return _clicked_province(page, view)
    if view.province:
        options = {"": page.t("peta.region_none"), **view_of.region_options(view)}
        return page.pick_one("kode", page.t("peta.region"), options)
    return _find_region(page, words)


def _clicked_province(page: Page, view: MapView) -> str:
    asked = page.current("kode")
    code = asked if asked in view_of.region_options(view) else ""
    page.put("kode", code)  # no picker stands for it: that of the provinces opens them
    page.follow("kode", code)
    return code


def tell(page: Page, choice: MapChoice) -> None:
    """What is known of the area picked in each year shown, and the ways on; where none is, the small ones to pick."""
    view, code, t = choice.view, choice.picked, page.t
    if not code:
        _small(page, view)
        return
    years = [view.compared, view.year] if choice.beside else [view.year]
    shown = [view if year == view.year else at(view, year) for year in years if year]
    known = [one for one in shown if code in view_of.region_options(one)]
    page.text(*(line for one in known for line in view_of.told(one, code)))
    name = view_of.region_options(view)[code]
    offered = [(view_of.behind(one, code), f"{one.year}: {t('peta.behind')}") for one in known]
    page_of = links.province_link(t, code, view.year) if view.level == "provinsi" else links.region_link(t, code)
    offered.append((page_of, t("peta.open_region", name=name)))
    found = " · ".join(f'<a href="{escape(address)}">{escape(words)}</a>' for address, words in offered if address)
    st.html(f'<div class="ph"><p class="ways">{found}</p></div>')
    if view.level == "provinsi":
        st.button(t("peta.open_regions", name=name), key="peta-buka", on_click=page.put, args=("prov", code))


def _small(page: Page, view: MapView) -> None:
    """Provinces too small to be hit on the map, each with a link of its own."""
    names = view_of.region_options(view)
    codes = [code for code in view_of.small(view) if code in names]
    if codes:
        listed = " · ".join(
            f'<a href="{escape(links.province_link(page.t, code, view.year))}">{escape(names[code])}</a>' for code in codes
        )
        st.html(f'<div class="ph"><p class="ways">{escape(page.t("peta.small"))} {listed}</p></div>')


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


def draw(page: Page, choice: MapChoice) -> None:
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


def draw_overview(page: Page, year: int, *, kini: bool) -> None:
    """The national map of the page Ringkasan: the share holding the award by province, and the way to the page Peta."""
    kind: Kind = "geografis"
    best = next(iter(measures("provinsi", page.t.lang, year)))
    view = MapView("provinsi", kini, year, None, best, "", kind, page.t.lang)
    picked = _clicked_province(page, view)
    chart = view_of.chart(view, picked)
    _heading(chart)
    if not chart.geographic:
        page.note(page.t("peta.no_boundaries"))
    _map(page, view, chart, "ringkasan-peta")
    _legend(chart)
    tell(page, MapChoice(view, picked, beside=False))
    origin = view_of.boundary_note(page.t.lang, geographic=chart.geographic)
    st.html(f'<div class="ph"><p class="sel">{escape(origin)}</p></div>')
    address = link("peta", {"tahun": year, "susunan": "kini" if kini else ""}, page.t)
    st.html(f'<div class="ph"><p><a href="{escape(address)}">{escape(page.t("peta.open_map"))}</a></p></div>')


def _heading(chart: view_of.MapChart) -> None:
    data = chart.data
    st.html(f'<div class="ph"><h2>{escape(data.title)}</h2><p class="sel">{escape(data.subtitle)}</p></div>')


def _legend(chart: view_of.MapChart) -> None:
    st.html(view_of.zoom_html(texts(chart.data.view.lang)))  # by itself: what never changes travels once
    st.html(view_of.legend_html(chart), unsafe_allow_javascript=True)


def draw_one(page: Page, view: MapView, picked: str = "") -> None:
    """Heading, map, legend and notes of a view; a click picks what it hits."""
    chart = view_of.chart(view, picked)
    _heading(chart)
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
            int(view.kini),
        )
    )
    _map(page, view, chart, key)
    _legend(chart)


def _map(page: Page, view: MapView, chart: view_of.MapChart, key: str) -> None:
    """The map in a frame that it can outgrow: zooming makes it wider, and the frame scrolls (`assets/map.js`)."""
    if run.active():
        st.html(light.first(view))
        return
    with st.container(key=f"bingkai-{key}"):
        st.plotly_chart(
            chart.figure,
            theme=None,
            config=figures.CONFIG,
            alt=chart.alt,
            key=key,
            on_select=lambda: _clicked(page, key),
            selection_mode="points",
            height="stretch",  # the style sheet gives it its proportions
        )


def _clicked(page: Page, key: str) -> None:
    """A click picks: what it hit is named first, and opens only when asked to."""
    if points := st.session_state[key]["selection"]["points"]:
        code = str(points[0]["location"])
        page.put("kode", code)
        travel.picked(page.key, "kode", code)
        page.put("cari", "")
