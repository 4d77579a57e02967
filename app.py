"""Masuk ke dasbor: pengaturan halaman, navigasi, bahasa, bingkai; selebihnya ada di pages/ dan dasbor/."""

import streamlit as st

from dasbor import frame

frame.warm_up()
# sebelum navigasi: tanpa ini Streamlit mengambil ikon halaman sebagai favicon dari host luar
st.set_page_config(page_icon="static/favicon.png", layout="wide")
frame.draw(frame.navigation())
