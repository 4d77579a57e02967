"""Parts of pages with internal figures: the band that says so, the area it is about, downloads that are marked and logged."""

from collections.abc import Collection
from html import escape

import streamlit as st

from dasbor.mart import common
from dasbor.page.tables import Table
from dasbor.page.ui import Page
from dasbor.web import login
from dasbor.words import paths


def banner(page: Page) -> None:
    """The band that stays in sight: internal, not announced; and whose figures they are."""
    css = (paths.ASSETS / "draf.css").read_text(encoding="utf-8")
    st.html(f'<style>{css}</style><p class="draf" role="note">{escape(page.t("masuk.banner"))}</p>')
    held = login.inside().area
    names = ", ".join(name for code, name in common.provinces().items() if code in held.provinces)
    page.text(page.t("masuk.area_all") if held.everything else page.t("masuk.area", names=names), page.t("masuk.logged"))


def downloads(page: Page, name: str, title: str, table: Table, *, uses: Collection[str] | None = None) -> None:
    """`table` as CSV and XLSX: file names begin with "internal-", every row says so, and each file is logged when it is made."""
    page.downloads(name, title, table, uses=uses, internal=True)
