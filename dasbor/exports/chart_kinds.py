"""What a Plotly figure may consist of so that its picture says all that the screen says; anything else is refused by name."""

from collections.abc import Iterator, Mapping
from typing import Any


def _keys(*names: str) -> frozenset[str]:
    return frozenset(" ".join(names).split())


_SAID = "type name showlegend x y text cliponaxis textposition textfont.color textfont.size"
_SIGNS = "marker.color marker.line.color marker.line.width"
_POINTED = "customdata hoverinfo hovertemplate"  # what only a pointer sees
_PATTERN = "marker.pattern.shape marker.pattern.bgcolor marker.pattern.fgcolor marker.pattern.size marker.pattern.solidity"
_INSIDE = "insidetextanchor insidetextfont.color insidetextfont.size"
_LINE = "line.color line.width line.dash line.shape"
_LINK = "link.color link.source link.target link.value"
_NODE = "node.label node.color node.line.color node.line.width node.pad node.thickness node.x node.y"
TRACES: Mapping[str, frozenset[str]] = {
    "bar": _keys(_SAID, _SIGNS, _POINTED, _PATTERN, _INSIDE, "orientation width textangle constraintext"),
    "scatter": _keys(
        _SAID, _SIGNS, _POINTED, "mode connectgaps line.color line.width line.dash line.shape marker.symbol marker.size"
    ),
    "sankey": _keys(
        _NODE,
        "type arrangement link.color link.source link.target link.value node.customdata node.hovertemplate link.hovertemplate",
    ),
}
_AXIS = _keys(
    "automargin fixedrange gridcolor linecolor range showgrid tickfont.size tickformat ticktext tickvals title.text visible",
    "zeroline zerolinecolor",
)
_LAYOUT = _keys(
    "bargap barmode dragmode font.color font.family font.size height hoverlabel.align legend.orientation legend.traceorder",
    "legend.x legend.y legend.yanchor legend.yref margin.b margin.l margin.r margin.t paper_bgcolor plot_bgcolor separators",
    "showlegend uniformtext.minsize uniformtext.mode annotations shapes",
)
_ANNOTATION = _keys(
    "align bgcolor borderpad font.color font.size showarrow text textangle x xanchor xref xshift y yanchor yref yshift"
)
_SHAPE = _keys("fillcolor layer line.color line.dash line.width opacity type x0 x1 xref y0 y1 yref")


class ChartKindError(ValueError):
    """A figure has a part that pictures do not know: teach `dasbor.exports.chart_*` to draw it."""


def check(spec: Mapping[str, Any]) -> None:
    """ChartKindError if a figure (`Figure.to_plotly_json()`) has a trace or a property that its picture would leave out."""
    for trace in spec["data"]:
        kind = trace["type"]
        if kind not in TRACES:
            raise ChartKindError(f"trace: {kind}; known: {', '.join(TRACES)}")
        _only(kind, trace, TRACES[kind])
    layout = {key: value for key, value in spec["layout"].items() if key != "template"}
    axes = ("xaxis", "yaxis")
    for key in axes:
        _only(key, layout.get(key, {}), _AXIS)
    for part, known in (("annotations", _ANNOTATION), ("shapes", _SHAPE)):
        for one in layout.get(part, ()):
            _only(part, one, known)
    if strange := {one["type"] for one in layout.get("shapes", ())} - {"rect", "line"}:
        raise ChartKindError(f"shapes: {', '.join(sorted(strange))}")
    _only("layout", {key: value for key, value in layout.items() if key not in axes}, _LAYOUT)


def _only(part: str, given: Mapping[str, Any], known: frozenset[str]) -> None:
    if strange := sorted(set(_names(given)) - known):
        raise ChartKindError(f"{part}: {', '.join(strange)}")


def _names(given: Mapping[str, Any], before: str = "") -> Iterator[str]:
    for key, value in given.items():
        if isinstance(value, Mapping):
            yield from _names(value, f"{before}{key}.")
        elif value is not None:
            yield before + key
