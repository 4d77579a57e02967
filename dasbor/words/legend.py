"""An entry of a map's legend, and how its hatching is drawn: figures, views and exports share it."""

from dataclasses import dataclass

from dasbor.words import colors

HATCHES = {
    "/": "M-2,2l4,-4M0,8l8,-8M6,10l4,-4",
    "x": "M0,0l8,8M8,0l-8,8",
    "-": "M0,4h8",
    ".": "M3,4h2",
    colors.CONCLUDED_PATTERN: "M-2,6l4,4M0,0l8,8M6,-2l4,4",
}
"""Pattern of Plotly → path of an SVG tile of 8 × 8."""


@dataclass(frozen=True)
class MapClass:
    """One class: `key` names it in every language, `pattern` is Plotly's ("" plain); `mark` its sign: colour is never alone."""

    key: str
    label: str
    colour: str
    ink: str
    pattern: str
    mark: str


@dataclass(frozen=True)
class LegendItem(MapClass):
    """A class of the legend with how many provinces or regions are in it."""

    count: int


def hatch_line(ink: str, dark: str) -> str:
    """Colour of the lines of a class whose letters are in `ink`: `dark`, but light on a fill that itself is dark."""
    return colors.INK_LIGHT if ink == colors.INK_LIGHT else dark
