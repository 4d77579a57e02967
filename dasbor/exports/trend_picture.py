"""The trend of a publication as a picture of its own: the bars of its fact sheet, in the frame of the maps."""

from collections.abc import Sequence
from html import escape
from typing import Any

from dasbor.exports import sheet_content
from dasbor.exports.briefs import Brief, brief
from dasbor.maps import png as pictures
from dasbor.maps import svg as frame
from dasbor.mart import facts, programmes, simulation
from dasbor.mart.scopes import Scope
from dasbor.words import colors
from dasbor.words.legend import LegendItem
from dasbor.words.texts import Lang, Texts, texts

_HIGH, _HEAD, _FOOT = 300.0, 70.0, 26.0
"""Of the highest bar, of the words above all bars (rules), of the years below them."""
_BAR = 0.62
"""Of the room of a year."""


def png(scope: Scope, lang: Lang) -> bytes:
    """The trend as PNG."""
    return pictures.png(_drawn(scope, lang), frame.WIDTH)


def svg(scope: Scope, lang: Lang) -> bytes:
    """The trend as SVG whose text is text."""
    return _drawn(scope, lang).encode()


def _drawn(scope: Scope, lang: Lang) -> str:
    """Lower bounds are hatched, a question mark stands where nothing is known."""
    t, made = texts(lang), brief(scope, lang)
    content = sheet_content.trend(t, made)
    inner = frame.WIDTH - 2 * frame.MARGIN
    title = simulation.title(content["judul"])
    head, y = frame.paragraph(title, frame.MARGIN, frame.MARGIN + frame.TITLE, frame.TITLE, inner, bold=True)
    programme, y = frame.paragraph(programmes.title(lang, scope.year), frame.MARGIN, y, frame.TEXT, inner)
    base, step = y + _HEAD + _HIGH, inner / len(content["tahun"])
    items = _items(t, made)
    fills = [frame.fill(place, item) for place, item in enumerate(items)]
    scale = _HIGH / (content["puncak"] or 1)
    bars = [_year(row, frame.MARGIN + i * step, step, base, scale, fills) for i, row in enumerate(content["tahun"])]
    legend, y = frame.legend(items, [item.label for item in items], base + _FOOT + 14, inner, len(items))
    notes = [*simulation.notes(t), content["catatan"], facts.source(lang)]
    return frame.framed(frame.WIDTH, lang, title, content["alt"], items, [*head, *programme, *bars, *legend], notes, y)


def _items(t: Texts, made: Brief) -> tuple[LegendItem, ...]:
    """Counts, lower bounds, all regions."""
    award = programmes.award(made.scope.year).name
    dark = programmes.states()[award].fill
    looks = (
        ("exact", t("provinsi.trace_exact", predicate=award), dark, ""),
        ("least", t("provinsi.trace_least", predicate=award), dark, "/"),
        ("all", t("provinsi.trace_all"), colors.GRID, ""),
    )
    return tuple(LegendItem(key, label, fill, colors.INK_LIGHT, hatch, "", 0) for key, label, fill, hatch in looks)


def _year(row: dict[str, Any], left: float, wide: float, base: float, scale: float, fills: Sequence[str]) -> str:
    """One year: the light box of all regions, the bar in it, and n/N above; a new rule is a line before it."""
    middle, bar = left + wide / 2, wide * _BAR
    drawn = [_text(middle, base + 20, 14, str(row["tahun"]), "middle")]
    if row["aturan"]:
        drawn.append(f'<path d="M{left:.1f},{base:.1f}v{-_HIGH - _HEAD:.1f}" stroke="{colors.BORDER}" stroke-dasharray="2 3"/>')
        about = frame.wrapped(row["aturan"], 18)
        drawn += [_text(left + 4, base - _HIGH - _HEAD + 12 * (i + 1), 11, line, "start") for i, line in enumerate(about)]
    if row["tiada"]:
        place = f'transform="translate({middle + 5:.1f},{base - 10:.1f}) rotate(-90)" font-size="13" fill="{colors.BORDER}"'
        return "".join([*drawn, f"<text {place}>{escape(row['tiada'])}</text>"])
    exact, least, whole = fills
    for amount, fill in ((row["N"], whole), (row["n"] or 0, least if row["sekurang"] else exact)):
        high = amount * scale
        drawn.append(
            f'<rect x="{middle - bar / 2:.1f}" y="{base - high:.1f}" width="{bar:.1f}" height="{high:.1f}" fill="{fill}"/>'
        )
    drawn.append(_text(middle, base - row["N"] * scale - 6, 14, row["teks"], "middle"))
    return "".join(drawn)


def _text(x: float, y: float, size: int, text: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}">{escape(text)}</text>'
