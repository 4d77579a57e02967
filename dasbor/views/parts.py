"""What a shared function of a page hands over for one chart."""

from dataclasses import dataclass

import plotly.graph_objects as go

from dasbor.page.tables import Table


@dataclass(frozen=True, eq=False)
class Chart:
    """A figure with its alternative text and its table, as `Page.chart` wants them."""

    figure: go.Figure
    alt: str
    table: Table
