import streamlit as st

from dasbor.mart import common
from dasbor.mart import provinsi as queries
from dasbor.page import findings, ui
from dasbor.page.tables import Table
from dasbor.views.kanwil import view as kanwil
from dasbor.views.provinsi import grid as province_grid
from dasbor.views.provinsi import lists as province_lists
from dasbor.views.provinsi import view

page = ui.start("provinsi")
t = page.t
SIZE = 25
AREA = ("prov", "susunan")  # what the parts about all years depend on

with page.pickers():
    code = page.pick_province(common.provinces(), everything=False)
    kini = page.pick_geography()
    year = page.pick_one("tahun", t("common.year"), view.year_options(), default=queries.newest_known(code, kini=kini))
name = common.provinces()[code]

page.section(t("provinsi.head_title", province=name, year=year))
page.lead(findings.province(t, code, year, kini=kini))
if both := findings.names(t, code, year, kini=kini):
    st.html(both)

grid = province_grid.grid(t, code, kini=kini)
page.section(t("provinsi.grid_title"), selection=True, uses=AREA)
page.legend(grid.counts)
st.html(grid.html)
page.text(t("provinsi.grid_signs", recommended=grid.recommended, disputed=grid.disputed))
if grid.reasons and (box := page.fold("simpulan", t("provinsi.conclusions_title"))):
    with box:
        page.text(t("provinsi.conclusions_text"))
        st.html(grid.reasons)
page.downloads("kisi", t("provinsi.grid_title"), grid.table, uses=AREA)

page.section(t("provinsi.figures_title", year=year))
if figures := view.metrics(t, code, year, kini=kini):
    page.metrics(figures)
page.text(*view.head_sentences(t, code, year, kini=kini))
st.html(kanwil.pointer(t, code, year, kini=kini))

chart = view.outcomes(t, code, kini=kini)
page.chart(
    "hasil",
    findings.trend(t, {year: place.award for year, place in queries.by_year(code, kini=kini).items()}) or chart.table.caption,
    chart.figure,
    alt=chart.alt,
    table=chart.table,
    drawn=chart.table.caption,
    note=t("provinsi.outcomes_note"),
    uses=AREA,
)


# texts: provinsi.targets_*, texts: provinsi.disagreements_*, texts: provinsi.stages_*, texts: provinsi.recommended_*
def listed(key: str, table: Table, *sentences: str) -> None:
    """A table with sentences above it, or the reason why there is none."""
    title = t(f"provinsi.{key}_title")
    page.section(title, selection=True, uses=AREA)
    if len(table.frame):
        page.text(*sentences)
        st.html(table.html)
        page.downloads(key, title, table, uses=AREA)
    else:
        page.empty(t(f"provinsi.{key}_empty", province=name))


def folded(key: str, table: Table, uses: tuple[str, ...]) -> None:
    """A long table in a closed box, in pages."""
    if box := page.fold(key, table.caption):
        with box:
            rows = page.paginate(len(table.frame), size=SIZE, name=f"hal-{key}")
            st.html(table.part(rows).html)
            page.downloads(key, table.caption, table, uses=uses)


listed("targets", province_lists.targets(t, code, kini=kini), t("provinsi.targets_text"))
listed("disagreements", view.disagreements(t, code, kini=kini), t("provinsi.disagreements_text"))
listed("stages", province_lists.stages(t, code, kini=kini), province_lists.stages_hint(t, code, kini=kini))
told = (*province_lists.recommended_sentences(t, code, kini=kini), t("provinsi.recommended_note"))
listed("recommended", province_lists.recommended(t, code, kini=kini), *told)
page.section(t("provinsi.pembina_title"))
page.text(province_lists.pembina_words(t, code, kini=kini))

page.section(t("provinsi.sources_title"))
claims = province_lists.claims_of_year(t, code, year, kini=kini)
if len(claims.frame):
    folded("klaim", claims, (*AREA, "tahun"))
else:
    page.empty(t("provinsi.claims_empty", province=name, year=year))
if sentence := province_lists.publishers_words(t, code, kini=kini):
    page.text(sentence)
    folded("penerbit", province_lists.publishers(t, code, kini=kini), AREA)
