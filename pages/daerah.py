import streamlit as st

from dasbor.mart import common, regions
from dasbor.page import findings, ui
from dasbor.views.daerah import part as region_parts
from dasbor.views.daerah import search as region_search
from dasbor.views.daerah import view as daerah
from dasbor.views.sumber import conflicts

page = ui.start("daerah")
t, lang = page.t, page.t.lang
ONE = ("kode",)  # what a part about the region itself depends on

with page.pickers():
    code = page.pick_one("kode", t("daerah.pick"), region_search.options(lang, page.current("kode")))
    words = page.search_box(label=t("daerah.search"), hint=t("daerah.search_hint"))

if words:
    page.section(t("daerah.found_title", words=words))
    found = region_search.groups(lang, words)
    for sentence, matches in found:
        page.text(sentence)
        st.html(matches)
    if not found:
        page.empty(t("daerah.found_none", words=words))


def show_index() -> None:
    """All regions to choose from, while none is chosen."""
    province = page.pick_province(common.provinces())
    table = region_search.index(lang, province)
    page.note(t("daerah.index_note"))
    page.paged_table("semua", table.caption, table, uses=("prov",))


def show_conflicts() -> None:
    """Facts on which sources disagree, if any."""
    if disputed := tuple(regions.conflicts_of(code)["kunci"]):
        title = t("daerah.conflict_title", name=name)
        page.table("konflik", title, conflicts.conflict_table(lang, disputed, title, without=("wilayah",)), uses=ONE)
        page.note(t("daerah.conflict_note", count=len(disputed)) if len(disputed) > 1 else t("daerah.conflict_note_one"))


def show_claims() -> None:
    """Ranks and all claims."""
    if daerah.claim_places(code, "peringkat"):
        page.table("peringkat", t("daerah.rank_title", name=name), daerah.claim_table(lang, code, "peringkat"), uses=ONE)
    claims = daerah.claim_table(lang, code)
    if claims.frame.empty:
        page.section(claims.caption)
        page.empty(t("daerah.claims_empty", name=name))
    else:
        page.paged_table("klaim", claims.caption, claims, size=10, uses=ONE)


if code:
    name = daerah.name(code)
    page.section(name)
    page.lead(findings.region(t, code))
    page.text(*daerah.summary(lang, code))
    st.html(daerah.tiles(lang, code) + daerah.details(lang, code))
    if reasons := daerah.reasons(lang, code):
        page.text(t("daerah.reasons_text"))
        st.html(reasons)
    show_conflicts()
    page.table("riwayat", daerah.history(lang, code).caption, daerah.history(lang, code), uses=ONE)
    page.note(daerah.gap_note(lang))
    region_parts.scores(page, code)
    region_parts.rights(page, code)
    show_claims()
    year = page.pick_year(common.years(), label=t("daerah.neighbours_year"))
    neighbours = daerah.neighbours(lang, code, year)
    page.legend(daerah.neighbour_states(code, year))
    page.table("seprovinsi", neighbours.caption, neighbours, uses=("kode", "tahun"))
elif not words:
    show_index()
