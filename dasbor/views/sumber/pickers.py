"""The pickers of the claims on the page sumber."""

import streamlit as st

from dasbor.mart import common
from dasbor.mart.claims import ClaimFilter
from dasbor.page.ui import Page
from dasbor.views.sumber import view as sumber


def choose(page: Page) -> ClaimFilter:
    """What the reader asks for: one fact (`kunci`, set by links of other pages), or what the pickers say."""
    key = _one_fact(page)
    if key:
        return ClaimFilter(key=key)
    with page.pickers():
        return _pick(page)


def _one_fact(page: Page) -> str:
    asked = st.query_params.get("kunci")
    if not asked:
        return ""
    return page.pick_one("kunci", page.t("sumber.fact"), sumber.fact_options(page.t.lang, asked))


def _pick(page: Page) -> ClaimFilter:
    # regions are offered once a province is chosen: all 514 would weigh 18 KB at every rerun
    t, lang = page.t, page.t.lang
    year = page.pick_one("tahun", t("common.year"), sumber.year_options(lang))
    level = page.pick_one("tingkat", t("sumber.level"), sumber.level_options(lang))
    province = page.pick_province(common.provinces())
    region = page.pick_one("daerah", t("sumber.region"), sumber.region_options(lang, province)) if province else ""
    measure = page.pick_one("ukuran", t("sumber.measure"), sumber.measure_options(lang))
    group = page.pick_one("golongan", t("sumber.publishers"), sumber.publisher_options(lang))
    certainty = page.pick_one("keyakinan", t("sumber.certainty"), sumber.certainty_options(lang))
    only = page.pick_one("hanya", t("sumber.only"), sumber.only_options(lang))
    words = page.search_box(label=t("sumber.search"))
    return ClaimFilter(int(year) if year else None, level, province, region, measure, group, certainty, only, words)
