"""Tolok ukur: peta yang sama dengan cara biasa, geometrinya di dalam gambar, pengaturan bawaan.

Two plain ways, both with the same rows, classes, colours and simplified geometry as our page, cached as Streamlit's guide advises.
The kindest: one trace, so the geometry travels once. `?cara=kelas`: what Plotly Express makes of classes with names, a trace for
each, and every trace carries the geometry. Only the empty base map comes from this machine, or no map would paint offline.
"""

import json
from typing import Any

import pandas as pd
import plotly.express as px
import plotly.graph_objects as go
import streamlit as st

from dasbor.maps import view as map_view
from dasbor.maps.view import MapView
from dasbor.mart import common
from dasbor.words import paths

_VIEW: dict[str, Any] = {"other_year": None, "measure": "keadaan", "province": "", "kind": "geografis", "lang": "id"}
_HOVER = ["teks", "perubahan", "jumlah_sumber"]


@st.cache_data
def _geometry() -> dict[str, Any]:
    content: dict[str, Any] = json.loads((paths.STATIC / "batas" / "kabkota.geojson").read_text(encoding="utf-8"))
    return content


@st.cache_data
def _rows(year: int) -> tuple[pd.DataFrame, dict[str, str], str]:
    data = map_view.classes(MapView("kabkota", kini=False, year=year, **_VIEW))
    return data.frame, {item.label: item.colour for item in data.legend}, data.title


def _one_trace(frame: pd.DataFrame, colours: dict[str, str]) -> go.Figure:
    whole = len(colours)
    return go.Figure(
        go.Choropleth(
            geojson=_geometry(),
            locations=frame["kode"],
            z=frame["kelas"],
            zmin=-0.5,
            zmax=whole - 0.5,
            colorscale=[[(i + side) / whole, colour] for i, colour in enumerate(colours.values()) for side in (0, 1)],
            showscale=False,
            text=frame["nama"],
            customdata=frame[_HOVER],
            hovertemplate="%{text}<br>%{customdata[0]}<br>%{customdata[1]}<br>%{customdata[2]}<extra></extra>",
        )
    )


def _trace_per_class(frame: pd.DataFrame, colours: dict[str, str]) -> go.Figure:
    return px.choropleth(
        frame,
        geojson=_geometry(),
        locations="kode",
        color="label_kelas",
        color_discrete_map=colours,
        hover_name="nama",
        hover_data=_HOVER,
    )


years = common.years()
place = st.session_state.setdefault("tempat", years.index(2022))
if st.button("←"):
    place = st.session_state["tempat"] = max(place - 1, 0)
rows, palette, title = _rows(years[place])
st.header(title)
figure = (_trace_per_class if st.query_params.get("cara") == "kelas" else _one_trace)(rows, palette)
figure.update_geos(visible=False, lonaxis_range=[94.7, 141.3], lataxis_range=[-11.2, 6.4])
figure.update_layout(height=430, margin={"l": 0, "r": 0, "t": 0, "b": 0})
st.plotly_chart(figure, config={"topojsonURL": "/app/static/"})
