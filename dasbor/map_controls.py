"""The pickers of the page Peta, clicks on a map, and how a map is drawn. What is chosen is always in the address.

A click and a picker do the same: a province leads to its regions, a region to its page. The map of a view keeps its
key and its figure at a rerun, or Plotly would lose the click.
"""

import json
from dataclasses import dataclass, replace
from html import escape

import streamlit as st

from dasbor import links
from dasbor.figures import maps as figures
from dasbor.filters import link
from dasbor.map_view import Kind, Level, MapView, measures
from dasbor.queries import common
from dasbor.ui import Page
from dasbor.views import peta as view_of

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
        address = json.dumps(links.region_link(page.t, code))
        st.html(f"<script>location.assign({address})</script><span></span>", unsafe_allow_javascript=True)
        st.stop()


def pick(page: Page) -> Choice:
    """All pickers of the page Peta."""
    t = page.t
    with page.pickers():
        year = page.pick_year(common.years())
        today = page.pick_geography()
        provinces = common.provinces(None if today else year)
        options = {"": t("common.all_provinces"), **provinces}
        province = page.pick_one("prov", t("peta.province"), options)
        level = "kabkota" if province else _pick_level(page)
        measure = page.pick_one("ukuran", t("peta.measure"), measures(level, t.lang))
    with page.pickers():
        earlier = {0: t("peta.compare_before"), **{y: str(y) for y in reversed(common.years()) if y < year}}
        other = page.pick_one("banding", t("peta.compare"), earlier)
        kind = _pick_kind(page)
        beside = page.pick_one("susun", t("peta.layout"), {x: t(f"peta.layout_{x}") for x in ("satu", "dua")}) == "dua"
    view = MapView(level, today, year, other or None, measure, province, kind, t.lang)
    _steps(page, year)
    return Choice(view, _pick_region(page, view), beside and view.compared is not None and measure != "perubahan")


# texts: peta.level_*
def _pick_level(page: Page) -> Level:
    levels: tuple[Level, ...] = ("provinsi", "kabkota")
    return page.pick_one("tingkat", page.t("peta.level"), {level: page.t(f"peta.level_{level}") for level in levels})


# texts: peta.kind_*
# texts: peta.layout_*
def _pick_kind(page: Page) -> Kind:
    kinds: tuple[Kind, ...] = ("geografis", "ubin")
    return page.pick_one("bentuk", page.t("peta.kind"), {kind: page.t(f"peta.kind_{kind}") for kind in kinds})


def _steps(page: Page, year: int) -> None:
    """To the assessed year before and after, and back from a province."""
    years = common.years()
    place = years.index(year)
    before, after = years[place - 1] if place else None, years[place + 1] if place + 1 < len(years) else None
    with st.container(horizontal=True):
        for name, target, words in (("mundur", before, "peta.step_back"), ("maju", after, "peta.step_on")):
            label = page.t(words, year=target) if target else page.t("peta.step_none")  # texts: peta.step_*
            st.button(label, key=f"peta.{name}", disabled=target is None, on_click=page.put, args=("tahun", target))
        if page.current("prov"):
            st.button(page.t("peta.back"), key="peta-kembali", on_click=page.put, args=("prov", ""))


def _pick_region(page: Page, view: MapView) -> str:
    """One region of a province, by type-ahead: outlined on the map, said in words, with a link to its page."""
    if not view.province:
        return ""
    options = {"": page.t("peta.region_none"), **view_of.region_options(view)}
    code = page.pick_one("kode", page.t("peta.region"), options)
    if code:
        page.text(*view_of.told(view, code))
        address, words = links.region_link(page.t, code), page.t("peta.open_region", name=options[code])
        st.html(f'<div class="ph"><p><a href="{escape(address)}">{escape(words)}</a></p></div>')
    return code


def draw(page: Page, choice: Choice) -> None:
    """One map, or two years side by side, each with its legend."""
    views = [choice.view]
    if choice.beside:
        views.insert(0, replace(choice.view, year=choice.view.compared or choice.view.year))
        for box, view in zip(st.columns(2), views, strict=True):
            with box:
                draw_one(page, view, choice.picked)
    else:
        draw_one(page, choice.view, choice.picked)


def draw_overview(page: Page, year: int, *, today: bool) -> None:
    """The national map of the page Ringkasan: the share of Peduli HAM by province, and the way to the page Peta."""
    kind: Kind = "geografis"
    best = next(iter(measures("provinsi", page.t.lang)))
    view = MapView("provinsi", today, year, None, best, "", kind, page.t.lang)
    chart = view_of.chart(view)
    _heading(chart)
    st.plotly_chart(chart.figure, theme=None, config=figures.CONFIG, alt=chart.alt, key="ringkasan-peta", height="stretch")
    _legend(chart)
    page.text(view_of.boundary_note(page.t.lang, geographic=chart.geographic))
    address = link("peta", {"tahun": year, "susunan": "kini" if today else ""}, page.t)
    st.html(f'<div class="ph"><p><a href="{escape(address)}">{escape(page.t("peta.open_map"))}</a></p></div>')


def _heading(chart: view_of.MapChart) -> None:
    data = chart.data
    st.html(f'<div class="ph"><h2>{escape(data.title)}</h2><p class="sel">{escape(data.subtitle)}</p></div>')


def _legend(chart: view_of.MapChart) -> None:
    data = chart.data
    st.html(view_of.legend_html(data.legend, data.title))
    st.html(view_of.hatching_html(data.legend), unsafe_allow_javascript=True)


def draw_one(page: Page, view: MapView, picked: str = "") -> None:
    """Heading, map, legend and notes of a view; a click drills down."""
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
        height="content" if view.province else "stretch",
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
