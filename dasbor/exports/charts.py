"""A chart of a page as SVG or PNG, made on the server without a browser from the very figure that the page shows.

Above the plot title, choices and legend, below it the legend of states, the note and the source with date and version of the data.
`chart_kinds` refuses a figure with a part that would be left out. The same figure and caption give the same bytes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import plotly.graph_objects as go

from dasbor import simulation, warehouse
from dasbor.colors import State
from dasbor.exports import chart_axes, chart_flow, chart_kinds, chart_legend, chart_notes, png, watermark
from dasbor.exports.chart_canvas import LETTERS, LINE, Box, Canvas
from dasbor.exports.chart_marks import Panel, bars, points
from dasbor.exports.chart_words import wrapped
from dasbor.formats import date
from dasbor.legend import LegendItem
from dasbor.texts import Lang, Texts, texts

WIDTH = 1000
_MARGIN = 24.0
_TITLE, _TEXT, _SMALL = 20.0, 13.0, 11.5


@dataclass(frozen=True)
class ChartCaption:
    """The words around a chart: `selection` is the line of choices, `alt` the chart in words, `legend` the states with counts."""

    title: str
    selection: str
    alt: str
    note: str
    lang: Lang
    legend: tuple[LegendItem, ...] = ()


def state_items(t: Texts, counts: Mapping[str, int], states: Mapping[str, State]) -> tuple[LegendItem, ...]:
    """States with their counts, as `Page.legend` shows them; `states` by key, in the order of legends."""
    found = [state for state in states.values() if state.key in counts]
    return tuple(LegendItem(s.key, s.label(t), s.fill, s.ink, s.pattern, s.mark, counts[s.key]) for s in found)


def chart_svg(figure: go.Figure, caption: ChartCaption) -> bytes:
    """The chart as SVG whose text is text. `chart_kinds.ChartKindError` for a kind of figure that pictures do not know."""
    caption = _told(caption)
    sheet = _drawn(figure, caption)
    made = sheet.svg(caption.title, caption.alt, caption.lang).decode()
    return watermark.over(made, sheet.width, sheet.height).encode()


def chart_png(figure: go.Figure, caption: ChartCaption, zoom: float = png.ZOOM) -> bytes:
    """The chart as PNG, made of the SVG by typst: other sessions go on meanwhile, which matplotlib's own would not let them."""
    svg = chart_svg(figure, caption).decode()
    return png.png(svg.replace(LETTERS, f"'{png.FAMILY}'"), WIDTH, zoom)


def _told(caption: ChartCaption) -> ChartCaption:
    """The words as a picture carries them: those of a simulation say so."""
    note = ". ".join(text for text in (*simulation.notes(texts(caption.lang)), caption.note) if text)
    return replace(caption, title=simulation.title(caption.title), note=note)


def _drawn(figure: go.Figure, caption: ChartCaption) -> Canvas:
    spec = figure.to_plotly_json()
    chart_kinds.check(spec)
    inner = WIDTH - 2 * _MARGIN
    above = [(caption.title, _TITLE, True), (caption.selection, _TEXT, False)]
    below = [(text, _SMALL, False) for text in (caption.note, source(caption.lang)) if text]
    named, states = chart_legend.of_traces(spec), chart_legend.of_states(caption.legend)
    layout = spec["layout"]
    high = layout["height"] - layout["margin"]["t"] - layout["margin"]["b"]
    deep = sum(_depth(*line, inner) for line in above + below) + high + 2 * _MARGIN + 20
    deep += chart_legend.ROW * sum(len(chart_legend.rows(entries, inner)) for entries in (named, states))
    canvas = Canvas(WIDTH, round(deep))
    y = _MARGIN
    for line in above:
        y = _paragraph(canvas, *line, y)
    y = chart_legend.draw(canvas, named, _MARGIN, y + 4, inner) + 8
    _plot(canvas, spec, Box(_MARGIN, y, inner, high), caption.lang)
    y = chart_legend.draw(canvas, states, _MARGIN, y + high, inner) + 8
    for line in below:
        y = _paragraph(canvas, *line, y)
    return canvas


def source(lang: Lang) -> str:
    """The source line of a picture: whose figures, when the data was built, its version."""
    stamp = warehouse.stamp()
    key = "simulasi.source" if stamp.simulated else "gambar.source"
    return texts(lang)(key, date=date(stamp.built, lang), version=stamp.version)


def _depth(text: str, size: float, bold: bool, width: float) -> float:  # noqa: FBT001
    return size * (LINE * len(wrapped(text, size, width, bold=bold)) + 0.35)


def _paragraph(canvas: Canvas, text: str, size: float, bold: bool, top: float) -> float:  # noqa: FBT001
    """Lines below `top`; where the next paragraph begins."""
    lines = wrapped(text, size, canvas.width - 2 * _MARGIN, bold=bold)
    for row, line in enumerate(lines):
        canvas.text((_MARGIN, top + size + row * size * LINE), line, size, bold=bold)
    return top + size * (LINE * len(lines) + 0.35)


def _plot(canvas: Canvas, spec: Mapping[str, Any], space: Box, lang: Lang) -> None:
    flows = [trace for trace in spec["data"] if trace["type"] == "sankey"]
    if not flows:
        _with_axes(canvas, spec, space, lang)
        return
    words = 22.0  # above the columns
    plot = Box(space.left, space.top + words, space.wide, space.high - words)
    chart_flow.flow(canvas, flows[0], plot)
    for given in spec["layout"].get("annotations", ()):
        chart_notes.annotation(canvas, given, chart_notes.whole(plot))


def _with_axes(canvas: Canvas, spec: Mapping[str, Any], space: Box, lang: Lang) -> None:
    """Plot and axes; what lies below the data first."""
    layout, traces = spec["layout"], spec["data"]
    across, upright = layout["xaxis"], layout["yaxis"]
    panel, stops, levels = _fitted(spec, space, lang)
    shapes = layout.get("shapes", ())
    for given in shapes:
        if given["type"] == "rect":
            chart_notes.shape(canvas, given, panel)
    chart_axes.grid(canvas, across, panel.across, stops, panel.box, upright=False)
    chart_axes.grid(canvas, upright, panel.upright, levels, panel.box, upright=True)
    for given in shapes:
        if given["type"] == "line":  # over the grid: a limit often lies on a grid line
            chart_notes.shape(canvas, given, panel)
    bars(canvas, [trace for trace in traces if trace["type"] == "bar"], layout, panel)
    for trace in traces:
        if trace["type"] == "scatter":
            points(canvas, trace, panel)
    chart_axes.left_axis(canvas, upright, panel.upright, levels, panel.box)
    chart_axes.bottom_axis(canvas, across, panel.across, stops, panel.box)
    for given in layout.get("annotations", ()):
        chart_notes.annotation(canvas, given, panel)


def _fitted(spec: Mapping[str, Any], space: Box, lang: Lang) -> tuple[Panel, list[chart_axes.Tick], list[chart_axes.Tick]]:
    """The plot in the room that the labels of its axes leave, and the ticks of both."""
    across, upright = spec["layout"]["xaxis"], spec["layout"]["yaxis"]
    xs, ys = ([value for trace in spec["data"] for value in trace[key]] for key in ("x", "y"))
    right = space.left + space.wide
    named = chart_axes.ticks(across, chart_axes.scale(across, xs, space.left, right), lang, upright=False)
    bottom = space.top + space.high - chart_axes.room_below(across, [text for _, text in named])
    vertical = chart_axes.scale(upright, ys, bottom, space.top)
    levels = chart_axes.ticks(upright, vertical, lang, upright=True)
    left = space.left + chart_axes.room_left(upright, [text for _, text in levels])
    level = chart_axes.scale(across, xs, left, right)
    box = Box(left, space.top, right - left, bottom - space.top)
    return Panel(box, level, vertical), chart_axes.ticks(across, level, lang, upright=False), levels
