import streamlit as st

from dasbor.exports import unduh as view
from dasbor.exports.publications import Wish
from dasbor.mart import scopes
from dasbor.mart.scopes import Scope, ScopeError
from dasbor.page import blocks, edition, ui

page = ui.start("unduh")
t = page.t
WIDTH = 330  # of a card; three side by side on a desk, one on a phone


def choose() -> tuple[str, str, int]:
    """Kind, code and year as picked; they need not fit each other."""
    kinds = view.kinds(t)
    kind = page.pick_one("cakupan", t("unduh.kind"), kinds)
    code = page.pick_one("kode", kinds[kind], view.places(kind), help_text=t("unduh.type_ahead")) if kind != "nasional" else ""
    return kind, code, page.pick_one("tahun", t("common.year"), view.years(t), default=view.newest())


def preview(scope: Scope) -> None:
    """The figures that the publications carry, and what is not known."""
    title, subtitle = view.heading(t, scope)
    page.section(title)
    page.text(subtitle)
    page.metrics(view.metrics(t, scope))
    if sentences := view.unknown(t, scope):
        page.section(t("unduh.unknown"))
        st.html(blocks.points(sentences))


def offer(offers: tuple[view.Offer, ...]) -> None:
    """Formats with a line on each and their buttons; a file is made when its button is pressed, which turns while it is made."""
    cards = st.container(horizontal=True)
    for one in offers:
        with cards.container(border=True, width=WIDTH):
            st.html(blocks.item(one.label, one.about))
            for words, file in one.files:
                key = f"unduh.{file.format}.{file.part}.{file.name.rpartition('.')[2]}"
                st.download_button(
                    words, edition.bound(file.make), file.name, file.mime, key=key, help=file.name, on_click="ignore"
                )


def offer_data(scope: Scope) -> None:
    """The files for programs: of the year or of all years, the table picked or all tables."""
    page.section(t("unduh.data"))
    with page.pickers():
        all_years = page.pick_one("rentang", t("unduh.span"), view.spans(t, scope.year)) == "semua"
        table = page.pick_one("tabel", t("unduh.table"), view.tables(t, scope))
    wish = Wish(scope, language, all_years)
    offer(view.offers(t, wish, reading=False, table=table))
    page.note(t("paket.codes_text"))
    if note := view.shapes_note(t, wish):
        page.note(note)
    dictionary = view.dictionary(t, table)
    if box := page.fold("kamus", dictionary.caption):
        box.html(dictionary.html)
    page.section(t("unduh.licence"))
    st.html(blocks.links([view.licence(t)]))
    page.text(*view.terms(t, scope, all_years=all_years))


with page.pickers():
    kind, code, year = choose()
    language = page.pick_one("berkas", t("unduh.file_language"), view.file_languages(t))
try:
    chosen = scopes.scope(kind, code, year)
    reading = view.offers(t, Wish(chosen, language), reading=True)
except ScopeError as error:
    page.empty(error.sentence(t))
else:
    preview(chosen)
    if reading:
        page.section(t("unduh.reading"))
        offer(reading)
    offer_data(chosen)
    page.section(t("unduh.ways"))
    st.html(blocks.links(view.ways(t, chosen)))
