"""The buttons below a map: its picture and its shapes as files, made when somebody clicks."""

import streamlit as st

from dasbor.maps.choice import MapView
from dasbor.maps.files import map_downloads, note_key
from dasbor.page import edition
from dasbor.page.ui import Page
from dasbor.words import formats


def map_buttons(page: Page, view: MapView, title: str, *, beside: bool = False) -> None:
    """PNG, SVG, GeoJSON and GeoPackage of a view; where files hold tiles instead of boundaries, why.

    `beside`: the year compared with stands beside the view, on the page and in the pictures.
    """
    with st.container(horizontal=True):
        for file in map_downloads(view, beside=beside):
            extension = file.name.rpartition(".")[2]
            st.download_button(
                page.t(file.label),
                edition.bound(file.make),
                file.name,
                file.mime,
                key=f"{page.key}.peta.{extension}",
                help=page.t("common.download_help", title=formats.literal(title)),
                on_click="ignore",
            )
    if key := note_key(view):
        page.text(page.t(key))
