import streamlit as st

from dasbor import ui
from dasbor.parts import map_controls
from dasbor.queries import angka, common, predikat, programmes
from dasbor.views import kanwil_all
from dasbor.views import ringkasan as view
from dasbor.views import ringkasan_parts as parts

page = ui.start("ringkasan")
t = page.t
with page.pickers():
    year = page.pick_year(common.years())
    today = page.pick_geography()

page.text(*view.sentences(t.lang, year))
page.section(t("ringkasan.key_figures", year=year))
page.metrics(view.metrics(t.lang, year))
st.html(kanwil_all.pointer(t, year, today=today))

map_controls.draw_overview(page, year, today=today)

states = parts.states(t.lang, year)
page.chart(
    "keadaan",
    states.table.caption,
    states.figure,
    alt=states.alt,
    table=states.table,
    note=t("ringkasan.states_note", whole=angka.nation(year).whole),
    legend=predikat.of_year("terlapor", year),
    states=parts.bar_states(year),
    uses=("tahun",),
)

trend = parts.trend(t.lang)
page.chart("tren", t("ringkasan.trend"), trend.figure, alt=trend.alt, table=trend.table, note=t("ringkasan.trend_note"), uses=())

changes = parts.changes(t.lang, year, today=today)
note = parts.change_note(t.lang, year, today=today)
if changes:
    page.chart("perubahan", changes.table.caption, changes.figure, alt=changes.alt, table=changes.table, note=note)
else:
    page.section(t("ringkasan.changes_plain", predicate=programmes.award(year).name))
    page.empty(note)

disagreements = parts.disagreements(t.lang, year)
if disagreements:
    page.table("pertentangan", disagreements.caption, disagreements, uses=("tahun",))
else:
    page.section(t("ringkasan.disagreements_plain"))
    page.empty(t("ringkasan.disagreements_none", year=year))

provinces = parts.provinces(t.lang, year, today=today)
page.section(provinces.caption, selection=True)
if box := page.fold("provinsi", provinces.caption):
    box.html(provinces.html)
page.downloads("provinsi", provinces.caption, provinces)
