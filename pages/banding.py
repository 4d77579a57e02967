import streamlit as st

from dasbor.mart import common, overview, regions
from dasbor.page import ui
from dasbor.views.banding import view
from dasbor.views.partisipasi import view as partisipasi

page = ui.start("banding")
t = page.t


def show_provinces() -> None:
    """Two or three provinces: the year in words and numbers, the award and participants over the years, and who."""
    with page.pickers():
        codes = page.pick_many("antara", t("banding.pick"), common.provinces(), most=view.MOST)
        year = page.pick_year(common.years(), default=overview.opening_year())
        kini = page.pick_geography()
    if not codes:
        page.empty(t("banding.empty"))
        return
    page.lead(view.sentence(t, codes, year, kini=kini))
    counts = view.counts(t, codes, year, kini=kini)
    page.table("angka", counts.caption, counts)
    trend = view.trend(t, codes, kini=kini)
    uses = ("antara", "susunan")
    page.chart("tren", trend.table.caption, trend.figure, alt=trend.alt, table=trend.table, note=t("banding.note"), uses=uses)
    if lines := partisipasi.lines(t.lang, codes, kini=kini):
        page.chart("peserta", t("partisipasi.lines"), lines.figure, alt=lines.alt, table=lines.table, uses=uses)
    page.section(t("banding.who", year=year))
    for box, code in zip(st.columns(len(codes)), codes, strict=True):
        names = view.names(t, code, year, kini=kini)
        with box:
            st.html(names.html)
            page.downloads(f"nama-{code}", names.caption, names, uses=("tahun", "susunan"), lead=False)


def show_regions() -> None:
    """Two or three regencies and cities: what each was in every year."""
    codes = page.pick_many("daerah", t("banding.pick_regions"), regions.labels(), most=view.MOST)
    if not codes:
        page.empty(t("banding.empty_regions"))
        return
    table = view.regions(t, codes)
    page.table("daerah", table.caption, table, uses=("daerah",))


kinds = {"provinsi": t("banding.kind_provinces"), "kabkota": t("banding.kind_regions")}
if page.pick_one("jenis", t("banding.kind"), kinds) == "provinsi":
    show_provinces()
else:
    show_regions()
