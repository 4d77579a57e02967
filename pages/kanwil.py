import streamlit as st

from dasbor.mart import kanwil as queries
from dasbor.page import ui
from dasbor.running import part as berjalan_parts
from dasbor.views.kanwil import groups as kanwil_groups
from dasbor.views.kanwil import part as kanwil_parts
from dasbor.views.kanwil import targets as kanwil_targets
from dasbor.views.kanwil import view

page = ui.start("kanwil")
t = page.t
AREA = ("susunan", "kanwil")  # what the parts about all years depend on
ONE = (*AREA, "tahun")
SIZE = 15


def show_ledger() -> None:
    """What was said about the target of the year."""
    ledger = kanwil_targets.ledger(t, slug, year, kini=kini)
    if len(ledger.frame):
        page.table("catatan-target", ledger.caption, ledger, uses=ONE)
        page.text(t("kanwil.ledger_text"))
    else:
        page.section(ledger.caption)
        page.empty(t("kanwil.ledger_empty", year=year, others=view.other_target_years(t, slug, year, kini=kini)))


def show_years() -> None:
    """Target against outcome in all years, and province by province in this one."""
    chart = kanwil_targets.outcomes(t, slug, kini=kini)
    if chart:
        note = t("kanwil.outcomes_note")
        title = view.trend(t, slug, kini=kini) or chart.table.caption
        drawn = chart.table.caption
        page.chart("hasil", title, chart.figure, alt=chart.alt, table=chart.table, drawn=drawn, note=note, uses=AREA)
    else:
        page.section(t("kanwil.outcomes_title", office=view.name(slug)))
        page.empty(t("kanwil.outcomes_empty"))
    if len(queries.provinces(slug, year, kini=kini)) > 1:
        provinces = kanwil_targets.by_province(t, slug, year, kini=kini)
        page.table("provinsi", provinces.caption, provinces, uses=ONE)
        page.text(t("kanwil.provinces_text"))


def show_groups() -> None:
    """Whom to work with, by the last assessment there was."""
    assessed = queries.reference_year(year)
    page.section(t("kanwil.work_title"), selection=True, uses=ONE)
    page.text(*kanwil_groups.sentences(t, slug, assessed, kini=kini))
    summary = kanwil_groups.summary(t, slug, assessed, kini=kini)
    if box := page.fold("kelompok", summary.caption):
        box.html(summary.html)
    page.downloads("kelompok", summary.caption, summary, uses=ONE)
    with page.pickers():
        group = page.pick_one("kelompok", t("kanwil.pick_group"), kanwil_groups.options(t, slug, assessed, kini=kini))
    names = kanwil_groups.names(t, slug, assessed, group, kini=kini)
    if len(names.frame):
        page.paged_table("nama", names.caption, names, size=SIZE, uses=(*ONE, "kelompok"))


if berjalan_parts.chosen(page):
    berjalan_parts.draw(page)
    st.stop()
kini, slug, year = kanwil_parts.choose(page)
if slug:
    # the opening needs the day, which is picked beside the deadlines below
    head, figures = st.container(), st.container()
    at = kanwil_parts.draw_day(page, slug, year)
    with head:
        kanwil_parts.draw_opening(page, slug, year, at, kini=kini)
    with figures:
        page.metrics(view.metrics(t, slug, year, kini=kini))
        page.text(*view.sentences(t, slug, year, kini=kini))
        show_ledger()
    kanwil_parts.draw_stages(page, slug, year, at)
    show_groups()
    show_years()
    kanwil_parts.draw_pembina(page, slug, year)
else:
    kanwil_parts.draw_all(page, year, kini=kini)
    kanwil_parts.draw_stages(page, "", year, kanwil_parts.draw_day(page, "", year))
    kanwil_parts.draw_all_pembina(page, year)
