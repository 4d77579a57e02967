"""A flow between two columns of states (Plotly's sankey), nodes where the figure puts them."""

from collections.abc import Mapping
from typing import Any

from dasbor.exports.chart_canvas import Box, Canvas

_LABEL = 13.0
_PALE = "rgba(255,255,255,.72)"


def flow(canvas: Canvas, trace: Mapping[str, Any], plot: Box) -> None:
    """Nodes, the bands between them, and the labels beside the nodes."""
    node, link = trace["node"], trace["link"]
    values = list(link["value"])
    totals = [
        max(
            sum(value for value, end in zip(values, link["source"], strict=True) if end == one),
            sum(value for value, end in zip(values, link["target"], strict=True) if end == one),
        )
        for one in range(len(node["label"]))
    ]
    boxes = _boxes(node, totals, plot)
    _bands(canvas, link, boxes)
    for one, box in enumerate(boxes):
        canvas.rect(box, node["color"][one], node["line"]["color"], node["line"]["width"])
        on_left = box.left < plot.left + plot.wide / 2
        beside = box.left + box.wide + 5 if on_left else box.left - 5
        middle = box.top + box.high / 2 + _LABEL * 0.36
        canvas.text((beside, middle), node["label"][one], _LABEL, anchor="left" if on_left else "right", plate=_PALE)


def _boxes(node: Mapping[str, Any], totals: list[int], plot: Box) -> list[Box]:
    """Where the nodes stand: at the middles the figure gives, moved apart where they would touch."""
    columns: dict[float, list[int]] = {}
    for one, x in enumerate(node["x"]):
        columns.setdefault(x, []).append(one)
    pad, wide = float(node["pad"]), float(node["thickness"])
    scale = min((plot.high - (len(ones) - 1) * pad) / sum(totals[one] for one in ones) for ones in columns.values())
    found: dict[int, Box] = {}
    for x, ones in columns.items():
        ordered = sorted(ones, key=lambda one: node["y"][one])
        heights = [max(1.0, totals[one] * scale) for one in ordered]
        tops = [plot.top + node["y"][one] * plot.high - high / 2 for one, high in zip(ordered, heights, strict=True)]
        for one, top, high in zip(ordered, _apart(tops, heights, pad, plot), heights, strict=True):
            found[one] = Box(plot.left + x * (plot.wide - wide), top, wide, high)
    return [found[one] for one in range(len(totals))]


def _apart(tops: list[float], heights: list[float], pad: float, plot: Box) -> list[float]:
    """Tops, from above, moved down to leave `pad` between two, then up from the foot of the plot."""
    free = plot.top
    for place, high in enumerate(heights):
        tops[place] = max(tops[place], free)
        free = tops[place] + high + pad
    floor = plot.top + plot.high
    for place in reversed(range(len(heights))):
        tops[place] = min(tops[place], floor - heights[place])
        floor = tops[place] - pad
    return tops


def _bands(canvas: Canvas, link: Mapping[str, Any], boxes: list[Box]) -> None:
    """The bands, at each node in the order of where they lead, so that as few as possible cross."""
    links = list(zip(link["source"], link["target"], link["value"], link["color"], strict=True))
    scale = {one: box.high for one, box in enumerate(boxes)}
    out = _totals(links, 0)
    into = _totals(links, 1)
    starts = _offsets(links, boxes, mine=0, other=1)
    ends = _offsets(links, boxes, mine=1, other=0)
    for place, (source, target, value, colour) in enumerate(links):
        left, right = boxes[source].left + boxes[source].wide, boxes[target].left
        one, other = boxes[source].top + starts[place], boxes[target].top + ends[place]
        high, deep = value * scale[source] / out[source], value * scale[target] / into[target]
        middle = (left + right) / 2
        path = [
            ("M", [(left, one)]),
            ("C", [(middle, one), (middle, other), (right, other)]),
            ("L", [(right, other + deep)]),
            ("C", [(middle, other + deep), (middle, one + high), (left, one + high)]),
            ("Z", []),
        ]
        canvas.shape(path, colour)


Link = tuple[int, int, float, str]


def _totals(links: list[Link], side: int) -> dict[int, float]:
    sums: dict[int, float] = {}
    for link in links:
        end = link[0] if side == 0 else link[1]
        sums[end] = sums.get(end, 0.0) + link[2]
    return sums


def _offsets(links: list[Link], boxes: list[Box], *, mine: int, other: int) -> dict[int, float]:
    """Link → how far below the top of its node on one side it begins."""
    sums = _totals(links, mine)
    found: dict[int, float] = {}
    used: dict[int, float] = {}
    for place in sorted(range(len(links)), key=lambda at: boxes[links[at][:2][other]].top):
        node = links[place][:2][mine]
        found[place] = used.get(node, 0.0)
        used[node] = found[place] + links[place][2] * boxes[node].high / sums[node]
    return found
