"""A view as one SVG: title, map, legend with counts, notes; or two years side by side. Text stays text, in the reader's own font.

Written by hand rather than taken from the chart: no browser is needed, and the same view gives the same bytes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from xml.sax.saxutils import escape, quoteattr

import pandas as pd

from dasbor.maps import watermark, words
from dasbor.maps.shapes import Drawing, draw, letters
from dasbor.maps.view import MapData
from dasbor.words import colors
from dasbor.words.legend import HATCHES, LegendItem, hatch_line
from dasbor.words.texts import Lang, texts

WIDTH = 1200
_WIDTH_OF_TWO = 1800
MARGIN = 28
_BETWEEN = 36
"""Between two maps."""
_TALLEST = 620.0
TITLE, _YEAR, TEXT, _SMALL = 24, 18, 14, 12
_LINE = 1.4
_WIDE = 0.6
"""A letter's width in its height, on the safe side: fonts of readers differ."""
_LEGEND_COLUMNS = {1: 3, 2: 2}
"""By number of maps: with two, every line holds two counts."""
_SIGNED = 60
"""Up to so many outlines the sign of the class is written on each; more would hide the map. Tiles always have room."""
_VALUE_LINES = 2
_EDGE = 2.0
"""Room for the outermost line of a map alone."""
_HATCH = "arsir"
"""What the identifiers of patterns begin with in a file."""
_STRONG, _QUIET = colors.SERIES[1], "#98a1ad"
"""Of the line around one area, and of hatching that must not outshine what is known on a map a third of the size."""


@dataclass(frozen=True)
class _Panel:
    """One map of a picture: where it begins, how wide it may be, and what its identifiers end in."""

    data: MapData
    left: float
    wide: float
    suffix: str


def width(*maps: MapData) -> int:
    """Width of the picture of one view or of two, in pixels."""
    return WIDTH if len(maps) == 1 else _WIDTH_OF_TWO


def svg(*maps: MapData) -> str:
    """One view, or a view of two years side by side (the earlier first), as SVG text.

    Two have one title and one legend, with the counts of both. Raises `BoundariesMissing` if a view is geographic and its
    boundaries are not there.
    """
    first, wide, inner = maps[0], width(*maps), width(*maps) - 2 * MARGIN
    t = texts(first.view.lang)
    title = words.title(*maps)
    head, y = paragraph(title, MARGIN, MARGIN + TITLE, TITLE, inner, bold=True)
    panels, y = _panels(_side_by_side(maps, inner), y)
    entries, y = legend(first.legend, words.legend_lines(*maps), y + 26, inner, _LEGEND_COLUMNS[len(maps)])
    body = [*head, *panels, *entries]
    return framed(wide, t.lang, title, words.description(*maps), first.legend, body, words.notes(t, *maps), y)


def framed(
    wide: int, lang: Lang, title: str, about: str, hatched: Sequence[LegendItem], body: list[str], notes: Sequence[str], y: float
) -> str:
    """The whole picture of what is drawn: `body`, the notes from `y` on, and, for a simulation, its mark over everything."""
    for note in notes:
        written, y = paragraph(note, MARGIN, y, _SMALL, wide - 2 * MARGIN)
        body = [*body, *written]
    height = round(y + MARGIN - _SMALL)
    made = "\n".join(
        [
            (
                f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{height}" viewBox="0 0 {wide} {height}" '
                f'role="img" lang="{lang}" aria-labelledby="judul isi" font-family="sans-serif" fill="{colors.INK_DARK}">'
            ),
            f'<title id="judul">{escape(title)}</title>',
            f'<desc id="isi">{escape(about)}</desc>',
            f"<defs>{''.join(_hatch(place, item) for place, item in enumerate(hatched) if item.pattern)}</defs>",
            f'<rect width="{wide}" height="{height}" fill="#ffffff"/>',
            *body,
            "</svg>\n",
        ]
    )
    return watermark.over(made, wide, height)


def map_only(data: MapData, wide: float, tallest: float, outlined: str = "") -> tuple[str, float]:
    """The map of a view alone, without title, legend and notes, and its height; for documents that set these themselves.

    `outlined`: code of an area to draw a strong line around. Raises `BoundariesMissing` as `svg` does.
    """
    drawing = draw(data.view, list(data.frame["kode"]), wide, tallest)
    high = drawing.height + 2 * _EDGE
    return _alone(data, drawing, wide) + _around(drawing.paths.get(outlined)) + "\n</svg>", high


def _around(path: str | None) -> str:
    """The strong line around an area; over all others, so that it is drawn last."""
    line = f'<path transform="translate({_EDGE:g},{_EDGE:g})" d="{path}" fill="none" stroke="{_STRONG}" stroke-width="2.2"/>'
    return line if path else ""


@lru_cache(maxsize=4)
def _alone(data: MapData, drawing: Drawing, wide: float) -> str:
    """The map but for what is drawn around one area, and not closed: fact sheets of a province's regions share it."""
    high = drawing.height + 2 * _EDGE
    hatches = "".join(_hatch(place, item) for place, item in enumerate(data.legend) if item.pattern).replace(colors.BORDER, _QUIET)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide + 2 * _EDGE:g}" height="{high:.1f}" font-family="sans-serif">',
        f"<defs>{hatches}</defs>",
        _map(_Panel(data, _EDGE, wide, ""), drawing, _EDGE),
        "",
    ]
    return "\n".join(lines)


def _side_by_side(maps: Sequence[MapData], inner: float) -> list[_Panel]:
    if len(maps) == 1:
        return [_Panel(maps[0], MARGIN, inner, "")]
    wide = (inner - _BETWEEN) / 2
    return [_Panel(data, MARGIN + place * (wide + _BETWEEN), wide, f"-{data.view.year}") for place, data in enumerate(maps)]


def _panels(panels: Sequence[_Panel], y: float) -> tuple[list[str], float]:
    """Every map below its own subtitle (and, with two, its year), all beginning at one height; and where they end."""
    body, tops = [], []
    for panel in panels:
        top = y
        if len(panels) > 1:
            year, top = paragraph(str(panel.data.view.year), panel.left, y + 4, _YEAR, panel.wide, bold=True)
            body += year
        more, top = paragraph(panel.data.subtitle, panel.left, top, TEXT, panel.wide)
        body += more
        tops.append(top + 6)
    top = max(tops)
    drawings = [draw(panel.data.view, list(panel.data.frame["kode"]), panel.wide, _TALLEST) for panel in panels]
    body += [_map(panel, drawing, top) for panel, drawing in zip(panels, drawings, strict=True)]
    return body, top + max(drawing.height for drawing in drawings)


def _hatch(place: int, item: LegendItem, ident: str = _HATCH, dark: str = colors.BORDER) -> str:
    """The pattern of a class; inside a page, where a rule paints all lines, without their width."""
    alone = ident == _HATCH
    edge, thick = ("", ' stroke-width="1.2"') if alone else (' stroke="none"', "")
    return (
        f'<pattern id="{ident}{place}" width="8" height="8" patternUnits="userSpaceOnUse">'
        f'<rect width="8" height="8" fill="{item.colour}"{edge}/>'
        f'<path d="{HATCHES.get(item.pattern, HATCHES["/"])}" stroke="{hatch_line(item.ink, dark)}"{thick} fill="none"/></pattern>'
    )


def fill(place: int, item: LegendItem, ident: str = _HATCH) -> str:
    """What paints a class: its hatching, by its place in the legend, or its colour."""
    return f"url(#{ident}{place})" if item.pattern else item.colour


def _shapes(rows: pd.DataFrame, drawing: Drawing, named: str) -> list[str]:
    """The shapes of the rows of a class with what a pointer says of each; `named`: their attribute, with {} for the code."""
    return [
        f'<path {named.format(code)} d="{drawing.paths[code]}"><title>{escape(f"{name}: {value}")}</title></path>'
        for code, name, value in zip(rows["kode"], rows["nama"], rows["teks"], strict=True)
    ]


def _signed(drawing: Drawing) -> bool:
    return bool(drawing.tile) or len(drawing.paths) <= _SIGNED


def inline(data: MapData, drawing: Drawing, ident: str, title: str, about: str, outlined: str) -> str:
    """A map inside a page, of shapes on whole units (`shapes.stepped`): small, painted by the page's style sheet.

    `ident` sets it apart from other maps of the page; `outlined`: code of a region drawn with a strong line. Tiles of provinces
    bear their letters, with the sign of the class below them.
    """
    called = letters(data.view) if drawing.tile else {}
    hatch, shown = f"{ident}-a", [(place, item) for place, item in enumerate(data.legend) if item.count]
    groups = ""
    for place, item in shown:
        rows = data.frame[data.frame["kelas"] == place]
        drawn = "".join(_shapes(rows, drawing, 'data-k="{}"'))
        groups += f'<g fill="{fill(place, item, hatch)}">{drawn}</g>'
        if _signed(drawing) and (item.mark or called):
            size = min(drawing.tile * (0.36 if called else 0.55), 26) if drawing.tile else 22
            spots = ((drawing.middles[code], [one for one in (called.get(code, ""), item.mark) if one]) for code in rows["kode"])
            marks = "".join(_lines(x, y, size, lines) for (x, y), lines in spots)
            look = f'font-size="{size:.0f}" fill="{item.ink}" stroke="{item.colour}"'
            groups += f'<g class="tanda" {look} aria-hidden="true">{marks}</g>'
    hatches = "".join(_hatch(place, item, hatch, _QUIET) for place, item in shown if item.pattern)
    borders = f'<path class="batas" d="{drawing.borders}"/>' if drawing.borders else ""
    around = f'<path class="ini" d="{drawing.paths[outlined]}"/>' if outlined else ""
    made = (
        f'<svg viewBox="0 0 {drawing.width:g} {drawing.height:g}" role="img" aria-labelledby="{ident}-j {ident}-u" '
        f'class="{"ubin" if drawing.tile else "garis"}"><title id="{ident}-j">{escape(title)}</title>'
        f'<desc id="{ident}-u">{escape(about)}</desc><defs>{hatches}</defs>{groups}{borders}{around}</svg>'
    )
    return watermark.over(made, drawing.width, drawing.height)


def _lines(x: float, y: float, size: float, lines: Sequence[str]) -> str:
    """Lines one below the other around a middle."""
    top = y + size * (0.36 - 0.55 * (len(lines) - 1))
    return "".join(f'<text x="{x:.0f}" y="{top + size * 1.1 * i:.0f}">{escape(line)}</text>' for i, line in enumerate(lines))


def _map(panel: _Panel, drawing: Drawing, top: float) -> str:
    data, suffix = panel.data, panel.suffix
    parts = [
        f'<g transform="translate({panel.left:g},{top:.1f})" stroke="{colors.BORDER}" stroke-width="0.5" stroke-linejoin="round">'
    ]
    for place, item in enumerate(data.legend):
        rows = data.frame[data.frame["kelas"] == place]
        parts.append(f'<g id="kelas{place}{suffix}" fill="{fill(place, item)}" fill-rule="evenodd">')
        parts += [*_shapes(rows, drawing, f'id="w{{}}{suffix}"'), "</g>"]
        if _signed(drawing) and drawing.tile < _SIGNED:
            parts += [_sign(item, drawing.middles[code], drawing.tile) for code in rows["kode"] if item.mark]
        elif drawing.tile:
            parts += [
                _named(item, name, value, drawing.middles[code], drawing.tile)
                for code, name, value in zip(rows["kode"], rows["nama"], rows["teks"], strict=True)
            ]
    if drawing.borders:
        parts.append(f'<path d="{drawing.borders}" fill="none" stroke="{colors.INK_DARK}" stroke-width="0.9"/>')
    return "\n".join([*parts, "</g>"])


def _sign(item: LegendItem, middle: tuple[float, float], tile: float) -> str:
    """The sign of a class on its shape; a rim in the shape's colour keeps it readable over hatching and borders."""
    size = min(tile * 0.6, 14) if tile else 12
    return _centred(item, item.mark, middle[0], middle[1] + size * 0.36, size)


def _named(item: LegendItem, name: str, value: str, middle: tuple[float, float], tile: float) -> str:
    """A tile large enough for words: the name and the value, or the class where the value is too long, on a plain plate."""
    largest = 10.0
    fits = int((tile - 8) / (largest * 0.53))
    told = next((lines for text in (value, item.label) if len(lines := wrapped(text, fits)) <= _VALUE_LINES), [item.mark])
    lines = [*wrapped(name, fits), *told]  # never cut: Ogan Komering Ulu is another region than Ogan Komering Ulu Timur
    size = min(largest, (tile - 5) / (len(lines) * 1.2))
    step = size * 1.2
    tall = len(lines) * step + 4
    x, y = middle[0] - tile / 2 + 3, middle[1] - tall / 2
    plate = f'<rect x="{x:.1f}" y="{y:.1f}" width="{tile - 7:.1f}" height="{tall:.1f}" fill="{item.colour}" stroke="none"/>'
    words_on_it = [_centred(item, line, middle[0], y + 2 + size * 0.95 + i * step, size) for i, line in enumerate(lines)]
    return "".join([plate if item.pattern else "", *words_on_it])


def _centred(item: LegendItem, text: str, x: float, y: float, size: float) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:.1f}" text-anchor="middle" fill="{item.ink}" stroke="{item.colour}" '
        f'stroke-width="2.5" paint-order="stroke" aria-hidden="true">{escape(text)}</text>'
    )


def legend(items: Sequence[LegendItem], said: Sequence[str], top: float, inner: float, columns: int) -> tuple[list[str], float]:
    """Every class of the measure, also one with nothing in it, column by column; and where the notes begin."""
    deep = -(-len(items) // columns)
    wide = inner / columns
    size, step = 18, 26
    found = []
    for place, (item, line) in enumerate(zip(items, said, strict=True)):
        x, y = MARGIN + wide * (place // deep), top + step * (place % deep)
        found.append(
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{size}" height="{size}" fill="{fill(place, item)}" '
            f'stroke="{colors.BORDER}"><title>{escape(line)}</title></rect>'
        )
        if item.mark:
            found.append(_centred(item, item.mark, x + size / 2, y + size / 2 + 4, 11 / len(item.mark) ** 0.5))
        place_of_text = f'x="{x + size + 8:.1f}" y="{y + 14:.1f}" font-size="13"'
        found.append(f"<text {place_of_text} data-kelas={quoteattr(item.key)}>{escape(line)}</text>")
    return found, top + step * deep + 22


def paragraph(text: str, x: float, y: float, size: int, wide: float, *, bold: bool = False) -> tuple[list[str], float]:
    """A text as lines of at most `wide` pixels, and where the next one begins."""
    weight = ' font-weight="bold"' if bold else ""
    step = size * _LINE
    lines = wrapped(text, int(wide / (size * _WIDE)))
    made = [
        f'<text x="{x:g}" y="{y + i * step:.1f}" font-size="{size}"{weight}>{escape(line)}</text>' for i, line in enumerate(lines)
    ]
    return made, y + len(lines) * step


def wrapped(text: str, letters: int) -> list[str]:
    """The words of a text as lines of at most so many letters; a longer word keeps a line of its own."""
    lines: list[str] = []
    for word in text.split(" "):
        if lines and len(lines[-1]) + 1 + len(word) <= letters:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines or [""]
