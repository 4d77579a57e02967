"""The figure of a running year: each step with its regions done, not yet, no, and not recorded."""

import pandas as pd
import plotly.graph_objects as go

from dasbor.page import figures as base
from dasbor.page import marks
from dasbor.words import colors
from dasbor.words.texts import Texts

_ROW, _REST = 52, 96  # pixels of a step; of the legend
_NAMED = 0.08  # from what share of all regions on a number fits into its part of a bar


def funnel(counts: pd.DataFrame, labels: dict[str, str], t: Texts) -> go.Figure:
    """One bar per step from the first on top, as long as all regions; four states, each with colour, hatching and number.

    `counts`: `tahap, keadaan, jumlah, N` as `dasbor.running.year.funnel` gives them; `labels`: step → its name on the axis.
    """
    steps = list(dict.fromkeys(counts["tahap"]))
    fig = base.figure(t, height=_REST + _ROW * len(steps))
    places = {step: len(steps) - 1 - index for index, step in enumerate(steps)}
    for state in colors.STEP_STATES:
        part = counts[(counts["keadaan"] == state.key) & (counts["jumlah"] > 0)]
        if part.empty:
            continue
        amounts = part["jumlah"].astype(int).tolist()
        wholes = part["N"].astype(int).tolist()
        fig.add_bar(
            x=amounts,
            y=[places[step] for step in part["tahap"]],
            orientation="h",
            name=f"{state.mark} {state.label(t)}",
            marker=marks.quiet(state),
            text=[f"{state.mark} {n}" if n >= _NAMED * whole else "" for n, whole in zip(amounts, wholes, strict=True)],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            constraintext="none",
            insidetextfont={"size": 13, "color": state.ink},
            customdata=[labels[step] for step in part["tahap"]],
            hovertemplate="%{customdata}: %{x}",
        )
    whole = int(counts["N"].max()) if len(counts) else 0
    fig.update_xaxes(range=[0, max(whole, 1) * 1.003], visible=False)
    names = [base.wrapped(labels[step], 17) for step in steps]
    fig.update_yaxes(tickvals=list(places.values()), ticktext=names, tickfont={"size": 13}, showgrid=False, zeroline=False)
    fig.update_layout(barmode="stack", bargap=0.28, showlegend=True, margin={"t": 4}, legend=marks.LEGEND_BELOW)
    return fig
