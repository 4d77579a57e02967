import streamlit as st

from dasbor.maps import controls as map_controls
from dasbor.mart import angka, common, overview, predikat, programmes
from dasbor.page import ui
from dasbor.views.kanwil import every as kanwil_all
from dasbor.views.ringkasan import parts, view

page = ui.start("ringkasan")
t = page.t
with page.pickers():
    year = page.pick_year(common.years(), default=overview.opening_year())
    kini = page.pick_geography()

page.lead(view.finding(t.lang, year, kini=kini))
trend = parts.trend(t.lang)
for_map, for_trend = st.columns((3, 2))
with for_map:
    map_controls.draw_overview(page, year, kini=kini)
with for_trend:
    page.chart(
        "tren", t("ringkasan.trend"), trend.figure, alt=trend.alt, table=trend.table, note=t("ringkasan.trend_note"), uses=()
    )

if places := view.pushes(t.lang, year, kini=kini):
    page.section(t("ringkasan.push", year=year))
    st.html(places)

for newer in view.newer(t.lang, year, kini=kini):
    page.note(newer.told)
    if box := page.fold(f"belum-{newer.year}", newer.title):
        box.html(newer.provinces)

page.section(t("ringkasan.key_figures", year=year))
_, participants, named = view.sentences(t.lang, year)
page.text(participants)
page.metrics(view.metrics(t.lang, year))
st.html(kanwil_all.pointer(t, year, kini=kini))

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
    files=False,
)

changes = parts.changes(t.lang, year, kini=kini)
note = parts.change_note(t.lang, year, kini=kini)
if changes:
    title, table = changes.table.caption, changes.table
    page.chart("perubahan", title, changes.figure, alt=changes.alt, table=table, note=note, files=False)
else:
    page.section(t("ringkasan.changes_plain", predicate=programmes.award(year).name))
    page.empty(note)

provinces = parts.provinces(t.lang, year, kini=kini)
page.section(provinces.caption, selection=True)
if box := page.fold("provinsi", provinces.caption):
    box.html(provinces.html)
page.downloads("provinsi", provinces.caption, provinces, lead=False)

page.section(t("ringkasan.completeness", year=year))
page.text(named)
page.metrics(view.completeness(t.lang, year))
disagreements = parts.disagreements(t.lang, year)
if disagreements:
    page.table("pertentangan", disagreements.caption, disagreements, uses=("tahun",), files=False)
else:
    page.empty(t("ringkasan.disagreements_none", year=year))
