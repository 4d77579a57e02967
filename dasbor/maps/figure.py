"""The map: traces of one class each, geometry by address, one hover template.

What the hover text says of many regions alike travels once per trace, the rest with each region: whichever division is
shortest. What all traces share stands in the template of the layout, names come from the geometry's own properties: together
a map of 514 regions stays below 10 KB. All share one
stepped colour scale over all classes, so that a colour means the same in every year, also where a class has nothing in it.
"""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dasbor.page import figures as base
from dasbor.words import colors
from dasbor.words.legend import LegendItem
from dasbor.words.texts import Texts

# without it the geo subplot asks an outside host for a map of the world; ours is empty, since no base layer is drawn
CONFIG: dict[str, Any] = {**base.CONFIG, "topojsonURL": "./app/static/topojson/"}
COUNTRY = ((94.7, 141.3), (-11.2, 6.4))
Range = tuple[tuple[float, float], tuple[float, float]]
# what all shapes share travels once; a click must not pale the others
_LOOKS = {"marker": {"line": {"color": colors.BORDER, "width": 0.4}}, "unselected": {"marker": {"opacity": 1}}}
_WORDS = ("peta.hover_value", "peta.hover_change", "peta.hover_sources")  # texts: peta.hover_*
Words = tuple[str | int, ...]
Parts = dict[tuple[int, Words], list[tuple[str, Words]]]
_TRACE, _MARKS = 70, 2  # bytes of a trace without its words, and of the marks around a word
_ARRAY = 50
_PICKED, _CLEAR = "#d0021b", "rgba(0,0,0,0)"


def choropleth(
    t: Texts,
    frame: pd.DataFrame,
    legend: Sequence[LegendItem],
    geometry: str | dict[str, Any],
    *,
    window: Range = COUNTRY,
    picked: str = "",
    marks: bool = False,
) -> go.Figure:
    """The rows of a `MapData` on the geometry at an address, within `window` (degrees: west, east; south, north).

    `marks` writes the sign of its class on each shape; `picked` is the code of the one to outline.
    """
    fig = base.figure(t, height=300)
    traces, hover = _traces(t, frame, legend)
    fig.add_traces(traces)
    if picked:
        fig.add_trace(_outline(picked))
    if marks:
        _signs(fig, frame, legend, geometry)
    common = {**_LOOKS, "geojson": geometry, "coloraxis": "coloraxis", "hovertemplate": hover}
    fig.layout.template = {"data": {"choropleth": [common]}}
    fig.update_layout(
        coloraxis=_scale(legend),
        **({"coloraxis2": {"colorscale": [[0, _CLEAR], [1, _CLEAR]], "showscale": False}} if picked else {}),
        showlegend=False,
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        geo=_geo(window),
        dragmode=False,
    )
    # a map has no axes; the empty ones of the common layout would only travel
    fig.update_layout(xaxis=None, yaxis=None, legend=None)
    return fig


def _traces(t: Texts, frame: pd.DataFrame, legend: Sequence[LegendItem]) -> tuple[list[go.Choropleth], str]:
    """The traces with their hover template: words that many rows share travel once per trace, the others with each row."""
    places, words = frame["kelas"].tolist(), _words(t, frame, legend)
    ways = [_parted(places, frame["kode"].tolist(), words, shared) for shared in range(len(_WORDS) + 1)]
    shared = min(range(len(ways)), key=lambda way: _weight(ways[way]))
    own = len(_WORDS) - shared
    traces = [
        go.Choropleth(
            locations=[_short(code) for code, _ in rows],
            z=_places(place, len(rows)),
            meta=told or None,
            customdata=[words[0] if own == 1 else words for _, words in rows] if own else None,
        )
        for (place, told), rows in ways[shared].items()
    ]
    names = [f"meta[{i}]" for i in range(shared)] + (["customdata"] if own == 1 else [f"customdata[{i}]" for i in range(own)])
    lines = [f"{t(label)}: %{{{name}}}" for label, name in zip(_WORDS, names, strict=True)]
    return traces, "<br>".join(["<b>%{properties.nama}</b>", *lines]) + "<extra></extra>"


def _words(t: Texts, frame: pd.DataFrame, legend: Sequence[LegendItem]) -> list[Words]:
    """Per row what its hover text says: value (and class, if that is not its name), change, sources (and whether they conflict)."""
    class_line, conflict = f"<br>{t('peta.hover_state')}: ", f"<br>≠ {t('peta.hover_conflict')}"
    labels = [legend[place].label for place in frame["kelas"]]
    values = [text if text == label else text + class_line + label for text, label in zip(frame["teks"], labels, strict=True)]
    sources = [f"{n}{conflict}" if flag else n for n, flag in zip(frame["jumlah_sumber"], frame["konflik"], strict=True)]
    return list(zip(values, frame["perubahan"], sources, strict=True))


def _parted(places: list[int], codes: list[str], words: list[Words], shared: int) -> Parts:
    """The rows by class and their first `shared` words; each row keeps the rest."""
    parts: Parts = {}
    for place, code, told in zip(places, codes, words, strict=True):
        parts.setdefault((place, told[:shared]), []).append((code, told[shared:]))
    return parts


def _weight(parts: Parts) -> int:
    """About how many bytes these parts take beyond codes and classes."""
    own = sum(len(str(word)) + _MARKS for rows in parts.values() for _, words in rows for word in words)
    return own + sum(_TRACE + sum(len(str(word)) for word in told) for _, told in parts)


def _places(place: int, count: int) -> Any:  # noqa: ANN401
    """The class, `count` times; an array travels in base64, shorter than a list from about fifty on."""
    return pd.Series([place] * count, dtype="uint8").to_numpy() if count > _ARRAY else [place] * count


def _short(code: str) -> str | float:
    """A code as a number where a browser writes it the same: 11.01, but "11.10". Two bytes less for each of 514."""
    number = float(code)
    return number if str(number) == code else code


def _outline(code: str) -> go.Choropleth:
    return go.Choropleth(
        locations=[code],
        z=[0],
        coloraxis="coloraxis2",
        marker={"line": {"color": _PICKED, "width": 2}},
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
    # four digits tell the middle of each class from its edges; more would only travel
    steps = [[round(edge / whole, 4), item.colour] for i, item in enumerate(legend) for edge in (i, i + 1)]
    return {"colorscale": steps, "cmin": -0.5, "cmax": whole - 0.5, "showscale": False}


def _geo(window: Range) -> dict[str, Any]:
    # not `fitbounds`: its margin in pixels leaves a phone half of the map
    (west, east), (south, north) = window
    ranges = {"lonaxis": {"range": [west, east]}, "lataxis": {"range": [south, north]}}
    return {"visible": False, "projection": {"type": "equirectangular"}, "bgcolor": _CLEAR, **ranges}
