"""Shared figure and table of the sample page, on the tiny warehouse."""

import plotly.graph_objects as go

from dasbor.mart import warehouse
from dasbor.mart.cache import shared
from dasbor.page import figures as base
from dasbor.page.tables import ShownColumn, Table
from dasbor.words.texts import Lang, texts


@shared
def figure(lang: Lang) -> go.Figure:
    t = texts(lang)
    fig = base.figure(t)
    fig.add_bar(x=[2019, 2020, 2022], y=[1, 2, 3], name="Peserta", marker_color="#0b3a6f")
    fig.update_yaxes(range=[0, 4])
    return base.year_axis(fig, warehouse.current().query("SELECT * FROM mart.putaran"), t)


@shared
def table(lang: Lang) -> Table:
    frame = warehouse.current().query("SELECT *, 'Peduli HAM' AS predikat FROM mart.rekap_provinsi ORDER BY provinsi")
    columns = (
        ShownColumn("provinsi", "common.province"),
        ShownColumn("peserta", heading="Peserta", kind="share", of="jumlah_kabkota"),
        ShownColumn("predikat", heading="Predikat", kind="state"),
        ShownColumn("predikat", heading="2022", kind="mark"),
    )
    return Table(frame, columns, "Peserta per provinsi", texts(lang))
