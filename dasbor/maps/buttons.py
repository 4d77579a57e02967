"""The buttons below a map: its picture and its shapes as files, made when somebody clicks."""

import streamlit as st

from dasbor.maps.choice import MapView
from dasbor.maps.files import MapFile, map_downloads, note_key, press_picture
from dasbor.page import edition
from dasbor.page.ui import Page
from dasbor.words import formats


def map_buttons(page: Page, view: MapView, title: str, *, beside: bool = False) -> None:
    """The picture that may be printed; behind one button the picture as on the screen, SVG, GeoJSON and GeoPackage.

    Where files hold tiles instead of boundaries, why. `beside`: the year compared with stands beside the view, on the page and in
    the pictures.
    """
    with st.container(horizontal=True):
        press = press_picture(view, beside=beside)
        _button(page, press, title, "cetak")
        more = st.popover(page.t("common.download_more"))
    with more:
        for file in map_downloads(view, beside=beside):
            if file.name != press.name:
                _button(page, file, title, file.name.rpartition(".")[2])
    if key := note_key(view):
        page.text(page.t(key))


def _button(page: Page, file: MapFile, title: str, kind: str) -> None:
    st.download_button(
        page.t(file.label),
        edition.bound(file.make),
        file.name,
        file.mime,
        key=f"{page.key}.peta.{kind}",
        help=page.t("common.download_help", title=formats.literal(title)),
        on_click="ignore",
    )
