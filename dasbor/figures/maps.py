"""The map: one trace per class, geometry by address, one hover text per class.

Every class has its trace in every figure, also an empty one, and all share one stepped colour scale, so that a colour
means the same in every year. Names come from the geometry's own properties; what is the same for a whole class stands in
its hover template: together a map of 514 regions stays below 20 KB.
"""

import json
from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dasbor import colors
from dasbor.figures import base
from dasbor.legend import LegendItem
from dasbor.texts import Texts

# without it the geo subplot asks an outside host for a map of the world; ours is empty, since no base layer is drawn
CONFIG: dict[str, Any] = {**base.CONFIG, "topojsonURL": "./app/static/topojson/"}
COUNTRY = ((94.7, 141.3), (-11.2, 6.4))
Range = tuple[tuple[float, float], tuple[float, float]]
# the looks that all shapes share travel once; a click must not pale the others
_LOOKS = {"marker": {"line": {"color": colors.BORDER, "width": 0.4}}, "unselected": {"marker": {"opacity": 1}}}
_MANY, _GROUPS = 20, 5  # from how many rows of a class on words are shared, and how many groups per so many rows that may make
_PICKED = "#d0021b"


def choropleth(
    t: Texts,
    frame: pd.DataFrame,
    legend: Sequence[LegendItem],
    geometry: str | dict[str, Any],
    *,
    window: Range | None = COUNTRY,
    picked: str = "",
    marks: bool = False,
) -> go.Figure:
    """The rows of a `MapData` on the geometry at an address; `window` None fits the rows.

    `marks` writes the sign of its class on each shape; `picked` is the code of the one to outline.
    """
    fig = base.figure(t, height=430)
    for place, item in enumerate(legend):
        rows = frame[frame["kelas"] == place]
        for part in _parts(rows):
            fig.add_trace(_trace(t, part, item, place, geometry))
    if picked:
        fig.add_trace(_outline(picked, geometry))
    if marks:
        _signs(fig, frame, legend, geometry)
    fig.update_layout(
        template={"data": {"choropleth": [_LOOKS]}},
        coloraxis=_scale(legend),
        showlegend=False,
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        geo=_geo(window),
        dragmode=False,
    )
    # a map has no axes; the empty ones of the common layout would only travel
    fig.update_layout(xaxis=None, yaxis=None, legend=None)
    return fig


def _parts(rows: pd.DataFrame) -> list[pd.DataFrame]:
    """The rows of a class in traces: with many rows and few words about their change, those words travel once per trace."""
    if len(rows) < _MANY:
        return [rows]
    groups = [part for _, part in rows.groupby("perubahan", sort=False)]
    return groups if len(groups) * _MANY <= len(rows) * _GROUPS else [rows]


def _trace(t: Texts, rows: pd.DataFrame, item: LegendItem, place: int, geometry: str | dict[str, Any]) -> go.Choropleth:
    template, data = _hover(t, rows, item)
    return go.Choropleth(
        geojson=geometry,
        locations=rows["kode"].tolist(),
        z=[place] * len(rows),
        coloraxis="coloraxis",
        name=item.label,
        customdata=data or None,
        hovertemplate=template,
    )


def _hover(t: Texts, rows: pd.DataFrame, item: LegendItem) -> tuple[str, list[Any]]:
    """The template of a class, and what differs from row to row."""
    conflict = "<br>≠ " + t("peta.hover_conflict")
    sources = [f"{n}{conflict}" if flag else n for n, flag in zip(rows["jumlah_sumber"], rows["konflik"], strict=True)]
    lines = [
        (t("peta.hover_value"), rows["teks"].tolist()),
        (t("peta.hover_change"), rows["perubahan"].tolist()),
        (t("peta.hover_sources"), sources),
    ]
    if set(rows["teks"]) != {item.label}:  # the value of a region is its class
        lines.insert(1, (t("peta.hover_state"), [item.label] * len(rows)))
    varied = [values for _, values in lines if len(set(values)) > 1]
    parts = ["<b>%{properties.nama}</b>"]
    for label, values in lines:
        if values in varied:
            place = varied.index(values)
            parts.append(f"{label}: %{{customdata{f'[{place}]' if len(varied) > 1 else ''}}}")
        elif values:
            parts.append(f"{label}: {values[0]}")
    data = [list(row) for row in zip(*varied, strict=True)] if len(varied) > 1 else next(iter(varied), [])
    return "<br>".join(parts) + "<extra></extra>", data


def _outline(code: str, geometry: str | dict[str, Any]) -> go.Choropleth:
    return go.Choropleth(
        geojson=geometry,
        locations=[code],
        z=[0],
        colorscale=[[0, "rgba(0,0,0,0)"], [1, "rgba(0,0,0,0)"]],
        showscale=False,
        marker={"line": {"color": _PICKED, "width": 3}},
        hoverinfo="skip",
    )


def _signs(fig: go.Figure, frame: pd.DataFrame, legend: Sequence[LegendItem], geometry: str | dict[str, Any]) -> None:
    marked = frame[[bool(legend[place].mark) for place in frame["kelas"]]]
    if marked.empty:
        return
    fig.add_scattergeo(
        geojson=geometry,
        locationmode="geojson-id",
        locations=marked["kode"].tolist(),
        mode="text",
        text=[legend[place].mark for place in marked["kelas"]],
        textfont={"size": 12, "color": [legend[place].ink for place in marked["kelas"]]},
        hoverinfo="skip",
    )


def _scale(legend: Sequence[LegendItem]) -> dict[str, Any]:
    """A stepped scale: class i from i − ½ to i + ½."""
    whole = len(legend)
    steps = [[edge / whole, item.colour] for i, item in enumerate(legend) for edge in (i, i + 1)]
    return {"colorscale": steps, "cmin": -0.5, "cmax": whole - 0.5, "showscale": False}


def _geo(window: Range | None) -> dict[str, Any]:
    geo: dict[str, Any] = {"visible": False, "projection": {"type": "equirectangular"}, "bgcolor": "rgba(0,0,0,0)"}
    if window is None:
        return {**geo, "fitbounds": "locations"}
    (west, east), (south, north) = window
    return {**geo, "lonaxis": {"range": [west, east]}, "lataxis": {"range": [south, north]}}


def hatching(legend: Sequence[LegendItem]) -> str:
    """Script that lays hatching over the shapes of hatched classes.

    Plotly's maps know no hatching. The fill of a shape is one of its attributes, so a CSS rule can find it. Rules and
    patterns come by script, since Streamlit takes SVG out of HTML; without the script the shapes keep their plain colours.
    """
    patterns, rules = [], []
    for item in legend:
        if not item.pattern:
            continue
        red, green, blue = (int(item.colour[i : i + 2], 16) for i in (1, 3, 5))
        name = "arsir-" + item.colour[1:]
        patterns.append(
            f'<pattern id="{name}" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
            f'<path fill="{item.colour}" d="M0 0h5v5H0z"/>'
            f'<path fill="{colors.BORDER}" fill-opacity=".55" d="M0 0h1.2v5H0z"/></pattern>'
        )
        rules.append(f'.choroplethlocation[fill="rgb({red}, {green}, {blue})"]{{fill:url(#{name})!important}}')
    drawing = f'<style>{"".join(rules)}</style><svg width="0" height="0">{"".join(patterns)}</svg>'
    # a script with "<" in it would be taken out as well
    content = json.dumps(drawing).replace("<", "\\u003c")
    return (
        '{let e=document.getElementById("arsir");if(!e){e=document.createElement("div");e.id="arsir";e.ariaHidden="true";'
        f'e.style.position="absolute";document.body.append(e)}}e.innerHTML={content}}}'
    )
