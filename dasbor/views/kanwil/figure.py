"""The figure of the page kanwil: outcomes of an office round by round, beside what was wanted."""

import pandas as pd
import plotly.graph_objects as go

from dasbor.views.provinsi import figure as provinsi
from dasbor.words import colors
from dasbor.words.texts import Texts


def outcomes(counts: pd.DataFrame, targets: pd.DataFrame, rounds: pd.DataFrame, award: str, t: Texts) -> go.Figure:
    """Bars of the award, regions in all as ceiling, and each target with its number.

    `counts` and `award` as in `figures.provinsi.outcomes`; `targets`: `tahun`, `target_peduli`, `tertulis` (as readers see it).
    """
    none = pd.DataFrame({"tahun": [], "nilai": []})
    fig = provinsi.outcomes(counts, targets, none, rounds, award, t)
    for year, amount, words in zip(targets["tahun"], targets["target_peduli"], targets["tertulis"], strict=True):
        # above its diamond, on paper of its own: it may stand on a bar
        fig.add_annotation(
            x=int(year),
            y=int(amount),
            text=words,
            showarrow=False,
            yshift=15,
            font={"size": 11, "color": colors.SERIES[1]},
            bgcolor="#ffffff",
        )
    # room for the numbers above a target for all regions
    return fig.update_yaxes(range=[0, fig.layout.yaxis.range[1] * 1.07])
