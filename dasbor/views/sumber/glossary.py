"""The part of the page sumber that explains the award: its classes with the scores of each rule, and the words around it."""

import pandas as pd
import streamlit as st

from dasbor.mart import programmes, rules
from dasbor.mart.cache import shared
from dasbor.page import blocks
from dasbor.page.blocks import Detail
from dasbor.page.tables import ShownColumn, Table
from dasbor.page.ui import Page
from dasbor.words import formats, glossary
from dasbor.words.terms import term
from dasbor.words.texts import Texts


def draw(page: Page) -> None:
    """Terms first, then the classes of every rule."""
    page.section(page.t("glosarium.title"))
    st.html(blocks.terms([Detail(word, meaning) for word, meaning in glossary.entries(page.t)]))
    table = classes(page.t)
    page.table("predikat", table.caption, table, uses=())


@shared
def classes(t: Texts) -> Table:
    """A row for each predicate of each rule, the newest rule first: its scores, and how certain they are."""
    frame = rules.bands()
    spans = zip(frame["tahun_mulai"].tolist(), frame["tahun_akhir"].tolist(), strict=True)
    rows = frame.assign(
        tahun=[formats.years(range(first, last + 1)) for first, last in spans],
        nama=[programmes.named(t.lang, name) for name in frame["predikat"]],
        nilai=[_score(t, low, high) for low, high in zip(frame["nilai_min"], frame["nilai_maks"], strict=True)],
        pasti=[t("common.unknown") if one == "tidak diketahui" else term(t, "keyakinan", one) for one in frame["kepastian"]],
    )
    columns = (
        ShownColumn("nama", "glosarium.predicate"),
        ShownColumn("nilai", "glosarium.score"),
        ShownColumn("pasti", "glosarium.certainty"),
        ShownColumn("tahun", "glosarium.years"),
        ShownColumn("peraturan", "glosarium.rule"),
    )
    return Table(pd.DataFrame(rows), columns, t("glosarium.classes"), t)


def _score(t: Texts, low: float | None, high: float | None) -> str:
    if formats.is_unknown(high):
        return t("common.unknown")
    if formats.is_unknown(low):
        return t("glosarium.below", high=formats.score(high, t.lang))
    return t("glosarium.from_to", low=formats.score(low, t.lang), high=formats.score(high, t.lang))
