import streamlit as st

from dasbor.maps import chart as view
from dasbor.maps import controls as map_controls
from dasbor.maps import finding
from dasbor.maps.buttons import map_buttons
from dasbor.page import ui

page = ui.start("peta")
t = page.t
choice = map_controls.pick(page)
if choice.view.kind == "geografis" and not view.has_boundaries(choice.view):
    page.note(t("peta.no_boundaries"))
page.lead(finding.of_map(choice.view))
map_controls.draw(page, choice)
map_controls.tell(page, choice)
page.text(*view.notes(choice.view))

table = view.table(choice.view)
if box := page.fold("peta", table.caption):
    with box:
        rows = page.paginate(len(table.frame), size=25)
        st.html(table.part(rows).html)
page.downloads("peta", table.caption, table)
map_buttons(page, choice.view, table.caption, beside=choice.beside)
