import streamlit as st

from dasbor.page import blocks, ui
from dasbor.views.versi import view

page = ui.start("versi")
t = page.t

page.text(view.summary(t))
listed = view.all_versions(t)
page.paged_table("daftar", listed.caption, listed, uses=(), pager="hal-versi")

version = view.chosen(page.pick_one("nomor", t("versi.pick"), view.options(t)))
page.section(t("versi.one", name=version.name))
if not version.closed:
    st.html(blocks.line(t("versi.open", name=version.name), view.address(t, version)))
if version.count is None:
    page.empty(t("versi.no_comparison"))
else:
    page.text(t("versi.against", base=version.base, why=view.why(t, version.reasons)))
    counts = view.counts(t, version)
    st.html(counts.html)
    kind = page.pick_one("jenis", t("versi.pick_kind"), view.kinds(t, version))
    table = view.changes(t, version, kind)
    if table.frame.empty:
        page.empty(t("versi.no_changes"))
    else:
        page.paged_table("perubahan", table.caption, table, uses=("nomor", "jenis"))
