"""The five slides drawn: where each part of their content stands."""

import datetime as dt
import io
from collections.abc import Sequence
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION
from pptx.util import Inches, Pt

from dasbor.exports import slide_content, slide_master, slide_provinces, slide_sheet
from dasbor.exports.briefs import Brief
from dasbor.exports.slide_master import FOOT, INNER, MARGIN, TOP
from dasbor.exports.slide_sheet import BULLET, SMALL, Slide, depth, fit
from dasbor.maps import png
from dasbor.mart import facts, simulation
from dasbor.words import colors, formats
from dasbor.words.texts import Texts, texts

_SPACE = 4.0
_SIZES = (15, 14, 13, 12, 11, 10)
_GAP = 0.2
_ACROSS = 5
"""Cards of headline figures beside each other."""


def made(b: Brief) -> Any:  # noqa: ANN401 — python-pptx has no types
    """The presentation of a national brief."""
    deck = slide_master.deck()
    foot = facts.source(b.lang)
    _standing(deck, slide_content.standing(b), b, foot)
    _mapped(deck, slide_content.mapped(b), b, foot)
    _trend(deck, slide_content.trend(b), b, foot)
    _changes(deck, slide_provinces.changes(b), b, foot)
    _opened(deck, slide_provinces.opened(b), b, foot)
    _about(deck, b)
    return deck


def _about(deck: Any, b: Brief) -> None:  # noqa: ANN401
    t, about = texts(b.lang), deck.core_properties
    about.title = simulation.title(t("salindia.deck_title", year=b.scope.year))
    about.subject = t("salindia.deck_subject", year=b.scope.year, date=formats.date(b.built, b.lang), version=b.version)
    about.author = about.last_modified_by = t("lembar.author")
    about.language, about.version, about.revision = {"id": "id-ID", "en": "en-GB"}[b.lang], b.version, 1
    about.keywords = f"Peduli HAM, {b.scope.year}"
    about.created = about.modified = b.built.astimezone(dt.UTC).replace(tzinfo=None)


def _notes(t: Texts, said: Sequence[str], sources: Sequence[str]) -> list[str]:
    told = [t("salindia.notes_source"), *sources] if sources else [t("salindia.notes_none")]
    return [*(one for one in said if one), *told, t("lembar.licence")]


def _standing(deck: Any, content: slide_content.NationFigures, b: Brief, foot: str) -> None:  # noqa: ANN401
    t, page = texts(b.lang), Slide(deck, content.title, foot, b.lang)
    rows = -(-len(content.headlines) // _ACROSS)
    across = -(-len(content.headlines) // rows)
    wide, high = (INNER - _GAP * (across - 1)) / across, 1.75 if rows == 1 else 1.45
    for place, one in enumerate(content.headlines):
        row, column = divmod(place, across)
        box = (MARGIN + column * (wide + _GAP), TOP + 0.1 + row * (high + _GAP), wide, high)
        page.card(box, one.label, one.text, one.note)
    top = TOP + 0.1 + rows * (high + _GAP) + 0.05
    if content.unknown:
        page.text((MARGIN, top, INNER, 0.3), [t("salindia.unknown_title")], 15, bold=True, colour=colors.ACCENT)
    _list(page, t, (MARGIN, top + 0.36, INNER, FOOT - top - 1.1), content.unknown)
    size, _ = fit([content.regulation], INNER, 0.55, (12, 11, 10, 9))
    page.text((MARGIN, FOOT - 0.62, INNER, 0.55), [content.regulation], size, colour=colors.BORDER)
    page.notes(_notes(t, [content.title, *content.unknown, content.regulation, t("lembar.how_to_read")], content.sources))


def _list(page: Slide, t: Texts, box: tuple[float, float, float, float], paragraphs: Sequence[str]) -> None:
    """Paragraphs in the largest size that holds them; what no size holds is counted and stands in the notes."""
    size, held = fit(paragraphs, box[2] - BULLET, box[3], _SIZES, _SPACE)
    shown = list(paragraphs)
    if held < len(paragraphs):
        shown = [*paragraphs[: max(0, held - 1)], t("salindia.more", n=len(paragraphs) - max(0, held - 1))]
    page.text(box, shown, size, space=_SPACE, bullets=True)


def _mapped(deck: Any, content: slide_content.Mapped, b: Brief, foot: str) -> None:  # noqa: ANN401
    t, page = texts(b.lang), Slide(deck, content.title, foot, b.lang)
    columns = slide_sheet.legend_columns(content.legend)
    deep = slide_sheet.LEGEND_ROW * -(-len(content.legend) // columns)
    below = FOOT - 0.5 - deep
    page.text((MARGIN, TOP, INNER, 0.28), [content.subtitle], 12, colour=colors.BORDER)
    picture = png.png(content.svg, slide_content.MAP_PIXELS)
    page.picture(io.BytesIO(picture), (MARGIN, TOP + 0.32, INNER, below - TOP - 0.42), content.alt)
    alt = t("salindia.map_legend_alt", legend="; ".join(line for _, line in content.legend))
    page.legend((MARGIN, below, INNER), content.legend, columns, alt)
    page.text((MARGIN, FOOT - 0.36, INNER, 0.34), [content.note], fit([content.note], INNER, 0.34, (SMALL, 9, 8))[0])
    page.notes(_notes(t, [content.title, content.alt, content.note], content.sources))


def _trend(deck: Any, content: slide_content.Trend, b: Brief, foot: str) -> None:  # noqa: ANN401
    t, page = texts(b.lang), Slide(deck, content.title, foot, b.lang)
    data: Any = CategoryChartData(number_format="#,##0")  # type: ignore[no-untyped-call]
    for rule, years in content.years:
        group = data.add_category(rule)
        for year in years:
            group.add_sub_category(year)
    data.add_series(t("salindia.series_stated", award=slide_content.award(b)), content.stated)
    data.add_series(t("salindia.series_least", award=slide_content.award(b)), content.least, number_format='"≥ "#,##0')
    box = (Inches(MARGIN), Inches(TOP), Inches(INNER), Inches(FOOT - TOP - 0.55))
    shape = page.slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *box, data)
    slide_sheet.describe(shape, content.alt)
    _dress(shape.chart, content.most)
    page.text((MARGIN, FOOT - 0.48, INNER, 0.42), [content.note], fit([content.note], INNER, 0.4, (12, 11, 10))[0])
    page.notes(_notes(t, [content.title, content.alt, content.note], content.sources))


def _dress(chart: Any, most: int) -> None:  # noqa: ANN401
    """Colours, labels on the bars, an axis from nought to all regions; both series in one place, since a year has one of them."""
    chart.font.size = Pt(12)
    chart.has_title, chart.has_legend = False, True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    plot = chart.plots[0]
    plot.overlap, plot.gap_width = 100, 45
    top = colors.SERIES[0]
    for series, pattern in zip(plot.series, ("", "/"), strict=True):
        slide_sheet.paint(series.format.fill, "#ffffff" if pattern else top, pattern)
        if pattern:
            series.format.fill.fore_color.rgb = slide_sheet.rgb(top)
        series.format.line.color.rgb = slide_sheet.rgb(top)
        labels = series.data_labels
        labels.show_value, labels.position = True, XL_LABEL_POSITION.OUTSIDE_END
        labels.number_format, labels.number_format_is_linked = ('"≥ "#,##0' if pattern else "#,##0"), False
        labels.font.size, labels.font.bold = Pt(13), True
    axis = chart.value_axis
    axis.minimum_scale, axis.maximum_scale, axis.major_unit = 0, -(-most // 100) * 100, 100
    axis.major_gridlines.format.line.color.rgb = slide_sheet.rgb(colors.GRID)
    axis.format.line.fill.background()


def _changes(deck: Any, content: slide_provinces.Changes, b: Brief, foot: str) -> None:  # noqa: ANN401
    t, page = texts(b.lang), Slide(deck, content.title, foot, b.lang)
    grid = content.table
    notes = depth(content.notes, 12, INNER - BULLET, _SPACE)
    row = min(0.5, (FOOT - TOP - 0.4 - notes) / (len(grid.rows) + 1))
    page.table((MARGIN, TOP + 0.1, INNER), grid, (3.4, 3.0, 3.0, 1.6)[: len(grid.headings)], row)
    top = TOP + 0.1 + row * (len(grid.rows) + 1) + 0.15
    told = depth(content.notes, _SIZES[0], INNER - BULLET, _SPACE) + 0.05
    _list(page, t, (MARGIN, top, INNER, told if content.also else FOOT - top - 0.1), content.notes)
    if content.also:
        top += told + 0.15
        page.text((MARGIN, top, INNER, 0.3), [content.also.alt], 15, bold=True, colour=colors.ACCENT)
        high = min(0.4, (FOOT - top - 0.5) / (len(content.also.rows) + 1))
        page.table((MARGIN, top + 0.38, INNER), content.also, (3.4, 3.0, 3.0), high)
    page.notes(_notes(t, [content.title, *content.notes], content.sources))


def _opened(deck: Any, content: slide_provinces.Open, b: Brief, foot: str) -> None:  # noqa: ANN401
    t, page = texts(b.lang), Slide(deck, content.title, foot, b.lang)
    top = TOP + 0.1
    if content.table:
        page.table((MARGIN, top, INNER), content.table, (2.2, 1.5, 1.7, 5.6), 0.33)
        top += 0.33 * (len(content.table.rows) + 1) + 0.2
    else:
        page.text((MARGIN, top, INNER, 0.3), [t("salindia.no_targets", year=b.scope.year)], 14)
        top += 0.5
    first = INNER * 0.57 if content.conflicts else INNER
    parts = [(MARGIN, first, "salindia.push_title", content.push)]
    if content.conflicts:
        parts.append((MARGIN + first + 0.5, INNER - first - 0.5, "lembar.conflicts_title", content.conflicts))
    for left, wide, heading, said in [part for part in parts if part[-1]]:
        page.text((left, top, wide, 0.3), [t(heading)], 15, bold=True, colour=colors.ACCENT)
        _list(page, t, (left, top + 0.36, wide, FOOT - top - 0.46), said)
    page.notes(_notes(t, [content.title, *content.push, *content.conflicts], content.sources))
