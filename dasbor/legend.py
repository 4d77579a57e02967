"""An entry of a map's legend. A leaf: figures, views and exports share it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class LegendItem:
    """A class of the legend with how many provinces or regions are in it.

    `key` names it in every language; `pattern` is Plotly's ("" plain); `mark` is its sign, so that colour is never alone.
    """

    key: str
    label: str
    colour: str
    ink: str
    pattern: str
    mark: str
    count: int
