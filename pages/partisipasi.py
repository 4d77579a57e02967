import streamlit as st

from dasbor.mart import common
from dasbor.page import ui
from dasbor.views.partisipasi import grid as partisipasi_grid
from dasbor.views.partisipasi import province as partisipasi_province
from dasbor.views.partisipasi import view

page = ui.start("partisipasi")
t = page.t
with page.pickers():
    year = page.pick_year(common.years())
    kini = page.pick_geography()

page.lead(view.finding(t, year, kini=kini))
national = view.national(t.lang)
page.chart(
    "nasional",
    view.national_title(t),
    national.figure,
    alt=national.alt,
    table=national.table,
    drawn=national.table.caption,
    note=view.national_note(t.lang),
    uses=(),
)

grid = partisipasi_grid.grid(t.lang, kini=kini)
page.table("petak", grid.caption, grid, uses=("susunan",))
page.note(t("partisipasi.grid_note") + ("" if kini else " " + t("partisipasi.grid_note_year")))


def draw_lines() -> None:
    """Some provinces over the years."""
    lines_for = page.pick_many(
        "garis", t("partisipasi.lines_pick"), common.provinces(), default=view.line_defaults(), most=view.MOST_LINES
    )
    lines = view.lines(t.lang, lines_for, kini=kini)
    if lines:
        note = t("partisipasi.lines_note")
        uses = ("susunan", "garis")
        page.chart("garis", t("partisipasi.lines"), lines.figure, alt=lines.alt, table=lines.table, note=note, uses=uses)
    else:
        page.empty(t("partisipasi.lines_empty"))


if box := page.box("garis", t("partisipasi.lines_box"), asked=("garis",)):
    with box:
        draw_lines()

ranking = view.ranking(t.lang, year, kini=kini)
note = view.ranking_note(t.lang, year, kini=kini)
uses = ("tahun", "susunan")
page.chart("urutan", ranking.table.caption, ranking.figure, alt=ranking.alt, table=ranking.table, note=note, uses=uses)

page.section(t("partisipasi.detail"))
provinces = common.provinces(None if kini else year)
uses = ("tahun", "susunan", "prov")
province = page.pick_province(provinces, everything=False, default=next(iter(view.line_defaults()), ""))
page.text(*partisipasi_province.sentences(t.lang, year, province, kini=kini))
claims = partisipasi_province.claims(t.lang, year, province, kini=kini)
if claims:
    page.table("klaim", claims.caption, claims, uses=uses)
regions = partisipasi_province.regions(t.lang, year, province, kini=kini)
if regions:
    page.table("wilayah", regions.caption, regions, uses=uses)
    if unnamed := partisipasi_province.unnamed(t.lang, year, province, kini=kini):
        page.text(unnamed)
else:
    page.section(t("partisipasi.regions_title"))
    page.empty(t("partisipasi.regions_empty", province=provinces[province], year=year))
if hindrances := partisipasi_province.hindrances(t.lang, year, province, kini=kini):
    st.html(hindrances)
