"""Parts of the page kanwil: its pickers, all offices side by side, deadlines at a chosen date, the honour as pembina."""

import datetime as dt
from functools import partial

import streamlit as st

from dasbor.mart import common
from dasbor.mart import kanwil as queries
from dasbor.mart import stages as stage_queries
from dasbor.page import blocks, edition
from dasbor.page.tables import Table
from dasbor.page.ui import Page
from dasbor.views.kanwil import calendar, opening, stages, view
from dasbor.views.kanwil import every as kanwil_all
from dasbor.views.kanwil import panels as kanwil_panels
from dasbor.views.pembina import cards as pembina_cards
from dasbor.views.pembina import view as pembina
from dasbor.words import clock

_FIRST, _LAST = dt.date(2013, 1, 1), dt.date(2039, 12, 31)  # what the date picker reaches
_ROWS = 15


def choose(page: Page) -> tuple[bool, str, int]:
    """Whether offices are today's, the slug of one ("" for all), and the year.

    An office that does not exist in the arrangement chosen gives way to the one that looks after the same province.
    """
    t = page.t
    with page.pickers():
        kini = page.pick_one("susunan", t("kanwil.arrangement"), view.arrangements(t)) == "kini"
        if (asked := page.current("kanwil")) and (other := queries.counterpart(asked, kini=kini)) != asked and other:
            page.put("kanwil", other)
        slug = page.pick_one("kanwil", t("kanwil.office"), view.office_options(t, kini=kini))
        years = view.year_options(t, slug, kini=kini)
        year = page.pick_one("tahun", t("common.year"), years, default=queries.newest(slug, kini=kini))
    return kini, slug, year


def draw_opening(page: Page, slug: str, year: int, at: dt.date, *, kini: bool) -> None:
    """The finding of an office, whom to work with, and by when."""
    t = page.t
    page.section(t("kanwil.head_title", office=view.name(slug), year=year))
    page.lead(opening.finding(t, slug, year, at, kini=kini))
    st.html(opening.beside(t, slug, year, kini=kini))


def draw_day(page: Page, slug: str, year: int) -> dt.date:
    """The heading of the deadlines and the day that days are counted from."""
    page.section(page.t("tahapan.section"))
    with page.pickers():
        start = clock.today(stage_queries.zones(queries.then(slug, year)))
        return page.pick_date("hari", page.t("tahapan.at"), start, first=_FIRST, last=_LAST)


def draw_all(page: Page, year: int, *, kini: bool) -> None:
    """Every office in one table, sorted as asked, and the small multiples."""
    t = page.t
    page.section(t("kanwil.all_head", year=year))
    page.lead(opening.finding_all(t, year, kini=kini))
    page.metrics(kanwil_all.metrics(t, year, kini=kini))
    page.text(*kanwil_all.sentences(t, year, kini=kini))
    with page.pickers():
        order = page.pick_one("urut", t("kanwil.sort"), kanwil_all.sort_options(t))
    table = kanwil_all.table(t, year, order, kini=kini)
    page.table("semua", table.caption, table, uses=("susunan", "tahun", "urut"))
    page.note(t("kanwil.all_note"))
    panels = kanwil_panels.table(t, kini=kini)
    page.section(panels.caption, selection=True, uses=("susunan",))
    page.text(kanwil_panels.lead(t, kini=kini))
    st.html(kanwil_panels.panels(t, kini=kini))
    page.downloads("kecil", panels.caption, panels, uses=("susunan",))


def draw_stages(page: Page, slug: str, year: int, at: dt.date) -> None:
    """Stages and deadlines, days left at a date, and the calendar file; national ones for all offices."""
    t, provinces = page.t, queries.then(slug, year)
    page.text(*stages.sentences(t, provinces, year, at))
    table = stages.table(t, provinces, year, at)
    if table.frame.empty:
        page.empty(stages.empty(t, year))
        return
    st.html(table.html)
    _calendar_button(page, slug, year)
    uses = ("susunan", "kanwil", "tahun", "hari")
    page.downloads("tahapan", table.caption, table, uses=uses)
    others = stages.others(t, provinces, year, at)
    if len(others.frame) and (box := page.fold("tahapan-lain", others.caption)):
        with box:
            st.html(others.html)
            page.downloads("tahapan-lain", others.caption, others, uses=uses)


def _calendar_button(page: Page, slug: str, year: int) -> None:
    t, provinces = page.t, queries.then(slug, year)
    if not calendar.has_events(provinces, year):
        return
    office = view.name(slug) if slug else t("kanwil.all_offices")
    st.download_button(
        t("tahapan.download"),
        edition.bound(partial(calendar.calendar, t, office, provinces, year)),
        calendar.file_name(t, slug or "nasional", year),
        calendar.MIME,
        key=f"{page.key}.tahapan.ics",
        help=t("tahapan.download_help"),
        on_click="ignore",
    )


def draw_pembina(page: Page, slug: str, year: int) -> None:
    """The honour for each province of an office: reached, missing, published; its rounds in a closed box."""
    t, provinces = page.t, queries.then(slug, year)
    page.section(t("pembina.section"))
    if year not in common.years():
        page.empty(t("pembina.no_round", year=year))
        return
    page.metrics(pembina_cards.metrics(t, provinces, year))
    page.text(t("pembina.intro"), *pembina.sentences(t, provinces, year))
    _rule_source(page, year)
    # one province: all its rounds; several: side by side, and each has its rounds on its own page
    table = pembina.history(t, provinces[0]) if len(provinces) == 1 else pembina.table(t, provinces, year)
    _folded_pembina(page, table.caption, table)


def draw_all_pembina(page: Page, year: int) -> None:
    """The honour for every province of a year, in a closed box."""
    t = page.t
    page.section(t("pembina.section"))
    assessed = queries.reference_year(year)
    page.text(t("pembina.intro"), pembina.rule_sentence(t, assessed))
    _rule_source(page, assessed)
    table = pembina.table(t, tuple(common.provinces(assessed)), assessed)
    _folded_pembina(page, table.caption, table)


def _rule_source(page: Page, year: int) -> None:
    if found := pembina.rule_link(page.t, year):
        st.html(blocks.line(*found))


def _folded_pembina(page: Page, title: str, table: Table) -> None:
    if box := page.fold("pembina", title):
        with box:
            rows = page.paginate(len(table.frame), size=_ROWS, name="hal-pembina")
            st.html(table.part(rows).html)
            page.downloads("pembina", title, table, uses=("susunan", "kanwil", "tahun"))
