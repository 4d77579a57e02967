"""Parts of the page daerah about the scores of one region: over the years, and by right."""

import streamlit as st

from dasbor.page.ui import Page
from dasbor.views.daerah import rights as views
from dasbor.views.daerah import scores as region_scores
from dasbor.views.daerah import view as daerah

ONE = ("kode",)  # what a part about the region itself depends on


def scores(page: Page, code: str) -> None:
    """Scores where some source states one."""
    t, lang = page.t, page.t.lang
    title = t("daerah.score_title", name=daerah.name(code))
    if region_scores.points(lang, code).empty:
        page.section(title)
        page.empty(region_scores.empty(lang, code))
        return
    figure, alt = region_scores.figure(lang, code), region_scores.alt(lang, code)
    page.chart("skor", title, figure, alt=alt, table=region_scores.table(lang, code), note=t("daerah.score_note"), uses=ONE)


def rights(page: Page, code: str) -> None:
    """The profile by right; nothing at all while no official result with scores per right is published."""
    t, lang = page.t, page.t.lang
    if not views.exists():
        return
    years = views.options(code)
    if not years:
        page.section(t("daerah.right_none", name=daerah.name(code)))
        page.empty(views.empty(lang, code))
        return
    year = page.pick_one("hak", t("daerah.right_pick"), years)
    chart = views.chart(lang, code, year)
    page.chart(
        "hak",
        chart.table.caption,
        chart.figure,
        alt=chart.alt,
        table=chart.table,
        lead=views.sentences(lang, code, year),
        note=views.note(lang, code, year),
        uses=(*ONE, "hak"),
    )
    st.html(views.source(lang, code, year))
