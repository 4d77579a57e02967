import streamlit as st

from dasbor.page import ui
from dasbor.views.sumber import coverage, glossary, quality
from dasbor.views.sumber import pickers as claim_pickers
from dasbor.views.sumber import source as source_parts
from dasbor.views.sumber import view as sumber
from dasbor.views.sumber import yearly_part as yearly_parts

page = ui.start("sumber")
t, lang = page.t, page.t.lang


def show_claims() -> None:
    """All claims, those that match, or those about one fact."""
    wanted = claim_pickers.choose(page)
    table = sumber.claims(lang, wanted)
    page.text(*sumber.claims_sentences(lang, wanted))
    if table.frame.empty:
        page.empty(sumber.no_claims(lang, str(wanted.year or "")))
    else:
        chosen = [f.name for f in page.selection.filters if f.value and f.name != "bagian"]
        page.paged_table("klaim", table.caption, table, uses=chosen)


def show_coverage() -> None:
    """Known results by province and year."""
    with page.pickers():
        measure = page.pick_one("isi", t("sumber.coverage_show"), coverage.options(lang))
        kini = page.pick_geography()
    table = coverage.table(lang, measure, kini=kini)
    page.text(coverage.sentence(lang))
    page.section(table.caption, selection=True, uses=("isi", "susunan"))
    st.html(coverage.grid(lang, measure, kini=kini))
    page.note(coverage.note(lang, measure))
    page.downloads("cakupan", table.caption, table, uses=("isi", "susunan"))


def show_conflicts() -> None:
    """Facts on which sources disagree, impossible figures, counts that do not fit their lists."""
    with page.pickers():
        year = page.pick_one("tahun", t("common.year"), sumber.year_options(lang))
        level = page.pick_one("tingkat", t("sumber.level"), sumber.level_options(lang))
    page.text(quality.conflict_sentence(lang))
    parts = quality.conflict_parts(lang, year, level)
    for name, table, note in parts:
        draw = page.paged_table if name == "berbeda" else page.table
        draw(name, table.caption, table, uses=("tahun", "tingkat"))
        page.note(note)
    if not parts:
        page.empty(t("sumber.conflict_empty"))


SHOW = {
    "klaim": show_claims,
    "cakupan": show_coverage,
    "konflik": show_conflicts,
    "aturan": lambda: source_parts.rule(page),
    "istilah": lambda: glossary.draw(page),
    "tahunan": lambda: yearly_parts.draw(page),
    "hasil": lambda: source_parts.official(page),
    "ditolak": lambda: source_parts.rejected(page),
    "pembangunan": lambda: source_parts.build(page),
}
part = page.pick_one("bagian", t("sumber.part"), sumber.parts(lang))
SHOW[part]()
