"""Figures of the page Ringkasan: national trend, the bar of all regions, the largest changes."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from dasbor.page import figures as base
from dasbor.page import marks
from dasbor.words import colors, formats
from dasbor.words.colors import State
from dasbor.words.texts import Texts

CONFLICT = "#c2410c"
RISE, FALL = colors.ACCENT, "#c2410c"
_SYMBOLS = ("square", "circle", "triangle-up", "pentagon", "star")
_TICKS = 6  # at most so many steps between the ends of an axis
_LABELS = {"textposition": "top center", "textfont": {"size": 12}, "connectgaps": False}
_ROOM = 0.045  # share of the bar below which a number does not fit into a segment


def trend(t: Texts, frame: pd.DataFrame, rounds: pd.DataFrame, names: Mapping[str, str], states: Mapping[str, State]) -> go.Figure:
    """National counts by year (`queries.overview.trend`); a gap where nothing is known, hollow where at least.

    `names` gives the shown name of each series, `states` the colours of predicates by name; a point that something contradicts
    has a diamond around it. No line crosses into another programme.
    """
    fig = base.figure(t, height=460)
    places = base.places_on_axis(rounds)
    for index, (name, shown) in enumerate(names.items()):
        rows = frame[frame["seri"] == name].set_index("tahun").reindex(places)
        hue = states[shown].fill if shown in states else colors.BORDER
        _add_series(fig, t, rows, shown, hue, _SYMBOLS[index % len(_SYMBOLS)], labelled=shown in states)
    _conflict_marks(fig, t, frame)
    base.year_axis(fig, rounds, t)
    fig.update_yaxes(range=[0, 1.02 * frame["jumlah_kabkota"].max()])  # always shows how far "all" is
    return marks.lift_rules(fig, 0.22)


def _add_series(fig: go.Figure, t: Texts, rows: pd.DataFrame, shown: str, hue: str, symbol: str, *, labelled: bool) -> None:
    # only predicates bear their numbers: on a narrow screen those of two lines lie on each other
    text = "+text" if labelled else ""
    points = list(zip(base.values(rows["nilai"]), rows["sekurang"].tolist(), strict=True))
    common = {"x": rows.index.tolist(), "customdata": base.values(rows["jumlah_kabkota"]), **_LABELS}
    stated = [None if bound is True else value for value, bound in points]
    if any(value is not None for value in stated):
        fig.add_scatter(
            y=stated,
            name=shown,
            mode=f"lines+markers{text}",
            text=_lifted(_labels(stated, t), rows["konflik"].tolist()),
            line={"color": hue, "width": 2},
            marker={"symbol": symbol, "size": 9},
            hovertemplate=t("ringkasan.hover_trend", series=shown),
            **common,
        )
    least = [value if bound is True else None for value, bound in points]
    if any(value is not None for value in least):
        fig.add_scatter(
            y=least,
            name=t("ringkasan.legend_least", series=shown),
            mode=f"markers{text}",
            text=_labels(least, t, "≥ "),
            marker={"symbol": f"{symbol}-open", "size": 10, "color": hue, "line": {"width": 2}},
            hovertemplate=t("ringkasan.hover_least", series=shown),
            **common,
        )


def _labels(values: list[int | None], t: Texts, sign: str = "") -> list[str]:
    return ["" if value is None else sign + formats.number(value, t.lang) for value in values]


def _lifted(labels: list[str], conflicts: list[object]) -> list[str]:
    # an empty second line keeps the number clear of the diamond
    return [f"{label}<br> " if label and conflict is True else label for label, conflict in zip(labels, conflicts, strict=True)]


def _conflict_marks(fig: go.Figure, t: Texts, frame: pd.DataFrame) -> None:
    marked = frame[frame["konflik"] & frame["nilai"].notna()]
    if marked.empty:
        return
    fig.add_scatter(
        x=marked["tahun"].tolist(),
        y=base.values(marked["nilai"]),
        name=t("ringkasan.legend_conflict"),
        mode="markers",
        hoverinfo="skip",
        marker={"symbol": "diamond-open", "size": 17, "color": CONFLICT, "line": {"width": 1.5}},
    )


def state_bar(t: Texts, counts: Mapping[str, int], states: Mapping[str, State], total: int) -> go.Figure:
    """One bar of `total` regencies and cities by state, in the order of `states`."""
    fig = base.figure(t, height=92)
    for state in states.values():
        count = counts.get(state.key, 0)
        if not count:
            continue
        text = f"{state.mark} {formats.number(count, t.lang)}" if count >= _ROOM * total else ""
        fig.add_bar(
            x=[count],
            y=[""],
            orientation="h",
            name=state.label(t),
            marker=marks.quiet(state),
            text=[text],
            textposition="inside",
            insidetextanchor="middle",
            insidetextfont={"size": 15, "color": state.ink},
            textangle=0,
            hovertemplate=f"{state.label(t)}: %{{x}}<extra></extra>",
        )
    fig.update_layout(barmode="stack", showlegend=False, margin={"l": 0, "r": 0, "t": 4, "b": 4})
    fig.update_xaxes(range=[0, total], visible=False)
    fig.update_yaxes(visible=False)
    return fig


def changes(t: Texts, frame: pd.DataFrame, axis: str) -> go.Figure:
    """Change of a count by province, largest rise on top: `provinsi, n_lalu, n, perubahan`; `axis` says of which count."""
    rows = frame.iloc[::-1]
    fig = base.figure(t, height=max(150, 34 * len(rows) + 60))
    values = [int(value) for value in rows["perubahan"]]
    before, after = rows["n_lalu"].tolist(), rows["n"].tolist()
    fig.add_bar(
        x=values,
        y=[base.wrapped(name) for name in rows["provinsi"]],
        orientation="h",
        marker={"color": [FALL if value < 0 else RISE for value in values]},
        hoverinfo="skip",
    )
    low, high = min(0, *values), max(0, *values)
    width = max(high - low, 1)
    fig.add_scatter(
        x=[high] * len(values),
        y=[base.wrapped(name) for name in rows["provinsi"]],
        mode="text",
        text=[f" {formats.signed(v, t.lang)} ({a} → {b})" for v, a, b in zip(values, before, after, strict=True)],
        textposition="middle right",
        hoverinfo="skip",
    )
    # the numbers stand in a column of their own on the right, 40 % of the width: enough for a phone
    fig.update_xaxes(range=[low - 0.03 * width, high + 0.67 * width], title_text=axis, tickvals=_ticks(low, high))
    fig.update_yaxes(showgrid=False, tickfont={"size": 12})
    fig.update_layout(showlegend=False, margin={"t": 8}, bargap=0.35)
    return fig


def _ticks(low: int, high: int) -> list[int]:
    """Whole numbers from low to high with zero among them, none where only the texts stand."""
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100) if (high - low) / step <= _TICKS)
    return list(range(-(-low // step) * step, high + 1, step))
