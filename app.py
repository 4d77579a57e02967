"""Masuk ke dasbor: pengaturan halaman, navigasi, bahasa, bingkai; selebihnya ada di pages/ dan dasbor/."""

from collections.abc import Callable

import streamlit as st

from dasbor.page import frame


def semua_tabel() -> tuple[str, Callable[[], bytes]]:
    """Nama dan pembuat berkas berisi semua tabel versi yang dibaca; jarang diperlukan, jadi baru dibuka bila diminta."""
    from dasbor.exports import whole_version

    return whole_version.name(), whole_version.tables_zip


frame.warm_up()
# sebelum navigasi: tanpa ini Streamlit mengambil ikon halaman sebagai favicon dari host luar
st.set_page_config(page_icon="static/favicon.png", layout="wide")
frame.draw(frame.navigation(), semua_tabel)
