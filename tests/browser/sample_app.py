"""A page with one of everything, run by test_parts.py instead of app.py."""

import streamlit as st

from dasbor.mart import programmes
from dasbor.page import edition, frame, ui
from dasbor.page.blocks import Metric
from dasbor.words import language
from tests.browser import sample

frame.warm_up()
st.set_page_config(page_title="Contoh", page_icon="static/favicon.png", layout="wide")
frame.head(edition.Edition(), "partisipasi")
st.html('<div class="ph"><h1>Contoh</h1></div>')
page = ui.Page("partisipasi", language.reader_texts())
lang = page.t.lang
with page.pickers():
    page.pick_year([2019, 2020, 2022])
    page.pick_province({"53": "Nusa Tenggara Timur", "81": "Maluku"})
    page.pick_many("banding", "Banding", {"53": "Nusa Tenggara Timur", "81": "Maluku"})
    page.search_box()
page.metrics([Metric("Peserta", "10", ("45,5 % (10 dari 22)",)), Metric("Peduli HAM", "3")])
page.legend(dict.fromkeys(programmes.states(), 1))
page.chart(
    "tren",
    "Tren & <titik>",
    sample.figure(lang),
    alt="Peserta naik dari 1 ke 3",
    table=sample.table(lang),
    note="Catatan.",
    legend={"Peduli HAM": 3, "tidak diketahui": 8},
)
rows = page.paginate(120)
page.table("provinsi", "Per provinsi", sample.table(lang), shown=slice(0, 1))
page.empty("Tidak ada hasil karena saringan terlalu sempit.")
frame.foot(edition.Edition(), "partisipasi")
