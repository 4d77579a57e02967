"""The mark of a simulation across a picture: it stays when the picture is cut out of its page or loses its title."""

from dasbor.mart import simulation

_CELL_WIDE, _CELL_HIGH = 560, 280
"""About how far one mark stands from the next, in pixels: any part worth cutting out holds one."""
_LETTERS = 6.6
"""Width of the word in its size, with some room."""


def over(svg: str, wide: float, high: float) -> str:
    """The SVG with the mark over everything; as it was with real data."""
    if not simulation.active():
        return svg
    columns, rows = max(1, round(wide / _CELL_WIDE)), max(1, round(high / _CELL_HIGH))
    size = min(wide / columns / _LETTERS, high / rows / 2)
    places = [((i + 0.5) * wide / columns, (k + 0.5) * high / rows) for k in range(rows) for i in range(columns)]
    marks = "".join(
        f'<text transform="translate({x:.1f},{y:.1f}) rotate(-20)" text-anchor="middle">{simulation.MARK}</text>' for x, y in places
    )
    # a white rim, to be seen on dark shapes too; no pattern, since some readers of SVG draw none
    group = (
        f'<g class="simulasi" aria-hidden="true" pointer-events="none" font-family="DejaVu Sans, sans-serif" font-weight="bold" '
        f'font-size="{size:.1f}" fill="{simulation.COLOUR}" fill-opacity="0.2" '
        f'stroke="#ffffff" stroke-opacity="0.4" stroke-width="2">{marks}</g>'
    )
    before, end, after = svg.rpartition("</svg>")
    return f"{before}{group}\n{end}{after}"
