"""Parts of the page sumber without choices of their own: the rule, official results, rejected rows, the last build."""

import streamlit as st

from dasbor.mart.filters import link
from dasbor.page import blocks
from dasbor.page.ui import Page
from dasbor.views.sumber import official as official_views
from dasbor.views.sumber import quality


def rule(page: Page) -> None:
    """The rule of choice and how often each criterion decided."""
    t, lang = page.t, page.t.lang
    page.section(t("sumber.rule_title"))
    page.text(t("sumber.rule_intro"))
    st.html(quality.rules(lang))
    page.text(quality.decision_sentence(lang))
    for name, table in (("penentu", quality.decisions(lang)), ("golongan", quality.classes(lang))):
        page.table(name, table.caption, table, uses=())


def official(page: Page) -> None:
    """The versions of official results; offered once one was published."""
    table = official_views.versions(page.t.lang)
    page.text(official_views.sentence(page.t.lang))
    page.table("hasil", table.caption, table, uses=())
    page.note(page.t("sumber.official_note"))


def rejected(page: Page) -> None:
    """Rows that were not accepted, or that there are none."""
    table = quality.rejected(page.t.lang)
    say = page.empty if table.frame.empty else page.text
    say(quality.rejected_sentence(page.t.lang))
    if not table.frame.empty:
        page.paged_table("ditolak", table.caption, table, uses=())


def build(page: Page) -> None:
    """The stamp of the last build, and the way to the versions before it."""
    lang = page.t.lang
    st.html(blocks.line(page.t("sumber.versions"), link("versi", {}, page.t), page.t("sumber.versions_about")))
    page.metrics(quality.build_metrics(lang))
    for name, table in (("pemeriksaan", quality.checks(lang)), ("berkas", quality.files(lang))):
        page.table(name, table.caption, table, uses=())
