import streamlit as st

from dasbor import ui
from dasbor.queries import kanwil as queries
from dasbor.views import kanwil as view
from dasbor.views import kanwil_all, kanwil_groups, kanwil_panels, kanwil_targets

page = ui.start("kanwil")
t = page.t
AREA = ("susunan", "kanwil")  # what the parts about all years depend on
SIZE = 15


def show_targets() -> None:
    """What was said about the target of the year, then all years, then the provinces one by one."""
    ledger = kanwil_targets.ledger(t, slug, year, today=today)
    if len(ledger.frame):
        page.table("catatan-target", ledger.caption, ledger)
        page.text(t("kanwil.ledger_text"))
    else:
        page.section(ledger.caption)
        page.empty(t("kanwil.ledger_empty", year=year, others=view.other_target_years(t, slug, year, today=today)))
    chart = kanwil_targets.outcomes(t, slug, today=today)
    note = t("kanwil.outcomes_note")
    page.chart("hasil", chart.table.caption, chart.figure, alt=chart.alt, table=chart.table, note=note, uses=AREA)
    if len(queries.provinces(slug, year, today=today)) > 1:
        provinces = kanwil_targets.by_province(t, slug, year, today=today)
        page.table("provinsi", provinces.caption, provinces)
        page.text(t("kanwil.provinces_text"))


def show_groups() -> None:
    """Whom to work with, by the last assessment there was."""
    assessed = queries.reference_year(year, slug, today=today)
    page.section(t("kanwil.work_title"), selection=True)
    page.text(*kanwil_groups.sentences(t, slug, assessed, today=today))
    summary = kanwil_groups.summary(t, slug, assessed, today=today)
    st.html(summary.html)
    page.downloads("kelompok", summary.caption, summary)
    with page.pickers():
        group = page.pick_one("kelompok", t("kanwil.pick_group"), kanwil_groups.options(t, slug, assessed, today=today))
    names = kanwil_groups.names(t, slug, assessed, group, today=today)
    if len(names.frame):
        page.paged_table("nama", names.caption, names, size=SIZE)


def show_all() -> None:
    """Every office in one table, sorted as asked, and the small multiples."""
    page.section(t("kanwil.all_head", year=year))
    page.metrics(kanwil_all.metrics(t, year, today=today))
    page.text(*kanwil_all.sentences(t, year, today=today))
    with page.pickers():
        order = page.pick_one("urut", t("kanwil.sort"), kanwil_all.sort_options(t))
    table = kanwil_all.table(t, year, order, today=today)
    page.table("semua", table.caption, table)
    page.note(t("kanwil.all_note"))
    panels = kanwil_panels.table(t, today=today)
    page.section(panels.caption, selection=True, uses=("susunan",))
    page.text(kanwil_panels.lead(t, today=today))
    st.html(kanwil_panels.panels(t, today=today))
    page.downloads("kecil", panels.caption, panels, uses=("susunan",))


with page.pickers():
    today = page.pick_one("susunan", t("kanwil.arrangement"), view.arrangements(t)) == "kini"
    if (asked := page.current("kanwil")) and (other := queries.counterpart(asked, today=today)) != asked:
        page.put("kanwil", other)
    slug = page.pick_one("kanwil", t("kanwil.office"), view.office_options(t, today=today))
    years = view.year_options(t, slug, today=today)
    year = page.pick_one("tahun", t("common.year"), years, default=queries.newest(slug, today=today))

if slug:
    page.section(t("kanwil.head_title", office=view.name(slug), year=year))
    page.metrics(view.metrics(t, slug, year, today=today))
    page.text(*view.sentences(t, slug, year, today=today))
    show_targets()
    show_groups()
else:
    show_all()
