"""The profile of one region by right on the page daerah."""

import pandas as pd
import plotly.graph_objects as go

from dasbor.page import figures as base
from dasbor.page import marks
from dasbor.words import colors, formats
from dasbor.words.texts import Texts

_ROW, _REST = 46, 130  # pixels of a right; of the axis and the legend
_TOP, _STEP = 100.0, 10.0
_NAME = 24  # letters of a right's name on one line
_SIGNS = (
    ("nasional_rata", "daerah.right_nation", "square-open", colors.SERIES[2], 11),
    ("provinsi_rata", "daerah.right_province", "diamond-open", colors.SERIES[1], 11),
    ("skor_sebelum", "daerah.right_before", "circle-open", colors.SERIES[0], 9),
    ("skor", "daerah.right_score", "circle", colors.SERIES[0], 13),
)
"""The region's own score last, so that it lies above the others."""


def profile(rows: pd.DataFrame, before: int | None, t: Texts) -> go.Figure:
    """Each right on a line of its own: score, mean of the province, mean of the nation, score of the year `before` if known.

    `rows`: columns of `queries.rights.profile`, with `provinsi`.
    """
    fig = base.figure(t, height=_REST + _ROW * len(rows))
    places = list(range(len(rows) - 1, -1, -1))  # the first right on top
    for column, key, symbol, colour, size in _SIGNS:
        if rows[column].notna().any():
            fig.add_trace(
                _trace(rows, places, column, t(key, province=rows["provinsi"].iloc[0], year=before), (symbol, colour, size), t)
            )
    lowest = min(float(rows[column].min()) for column, *_ in _SIGNS if rows[column].notna().any())
    fig.update_xaxes(range=[max(0.0, (lowest - 3) // _STEP * _STEP) - 1, _TOP + 1], title_text=t("daerah.score_axis"))
    names = [base.wrapped(str(name), _NAME) for name in rows["kriteria"]]
    fig.update_yaxes(tickvals=places, ticktext=names, tickfont={"size": 12}, range=[-0.6, len(rows) - 0.4], zeroline=False)
    return fig.update_layout(showlegend=True, margin={"t": 12}, legend=marks.LEGEND_BELOW)


def _trace(rows: pd.DataFrame, places: list[int], column: str, name: str, sign: tuple[str, str, int], t: Texts) -> go.Scatter:
    symbol, colour, size = sign
    own = column == "skor"
    numbers = [t("common.unknown") if formats.is_unknown(v) else formats.number(v, t.lang, 2) for v in rows[column]]
    return go.Scatter(
        x=base.values(rows[column].round(2)),
        y=places,
        mode="markers+text" if own else "markers",
        name=name,
        text=numbers if own else None,
        textposition="top center" if own else None,
        textfont={"size": 12} if own else None,
        marker={"symbol": symbol, "size": size, "color": colour, "line": {"width": 2, "color": colour}},
        customdata=rows["kriteria"].tolist(),
        hovertemplate="%{customdata}: %{x}",
        cliponaxis=False,
    )
