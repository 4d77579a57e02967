"""Drawing on slides with python-pptx: texts that fit, cards, tables, legends, alternative texts.

Everything stays what it is to PowerPoint: titles are titles, tables tables, the slide number a field, so that a reader can go on
working and a screen reader can read.
"""

import copy
from collections.abc import Sequence
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_PATTERN
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.util import Inches, Pt

from dasbor.exports.slide_master import INNER, WIDE
from dasbor.exports.slide_provinces import SlideTable
from dasbor.maps.letters import letters, wrapped
from dasbor.mart import simulation
from dasbor.words import colors
from dasbor.words.legend import LegendItem
from dasbor.words.texts import Lang, texts

SMALL = 10.0
LEGEND_ROW = 0.31
LEGEND_SIZE = 11.0
_SWATCH = 0.34
_BAND = 0.3
_POINTS = 72
_LINE = 1.22
_LANGUAGES = {"id": MSO_LANGUAGE_ID.INDONESIAN, "en": MSO_LANGUAGE_ID.ENGLISH_UK}
_PALE = "#eef2f6"
_HATCH = {"/": MSO_PATTERN.WIDE_UPWARD_DIAGONAL, "x": MSO_PATTERN.OUTLINED_DIAMOND, "-": MSO_PATTERN.NARROW_HORIZONTAL}
_MAIN = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
_BULLET = (f'<a:buFont {_MAIN} typeface="Arial"/>', f'<a:buChar {_MAIN} char="•"/>')
BULLET = 0.19
"""Inches that a bullet takes from its line."""
BULLET_EMU = round(BULLET * 914400)


def rgb(colour: str) -> RGBColor:
    """A colour of ours as PowerPoint's."""
    return RGBColor(*(int(colour[at : at + 2], 16) for at in (1, 3, 5)))  # type: ignore[no-untyped-call]


class Slide:
    """A slide being made in a language: title and foot first, then its parts; sizes in inches and points."""

    def __init__(self, presentation: Any, title: str, foot: str, lang: Lang) -> None:  # noqa: ANN401
        self.lang = lang
        self.slide = presentation.slides.add_slide(presentation.slide_layouts[0])
        size, _ = fit([title], INNER, 0.95, (26, 24, 22, 20, 18), bold=True)
        self._write(self.slide.shapes.title.text_frame, [title], size, bold=True)
        self.slide.shapes.title.text_frame.word_wrap = True
        for holder in self.slide.slide_layout.placeholders:
            if holder.placeholder_format.type in (PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER):
                self._foot(holder, foot)
        self._mark()

    def _mark(self) -> None:
        """A band across the top where the figures are invented."""
        for note in simulation.notes(texts(self.lang)):
            band = self.slide.shapes.add_textbox(0, 0, Inches(WIDE), Inches(_BAND))
            paint(band.fill, simulation.COLOUR, "")
            frame = band.text_frame
            frame.word_wrap, frame.auto_size, frame.vertical_anchor = True, MSO_AUTO_SIZE.NONE, MSO_ANCHOR.MIDDLE
            frame.margin_top = frame.margin_bottom = 0
            self._write(frame, [note], 13, bold=True, colour=colors.INK_LIGHT)
            frame.paragraphs[0].alignment = PP_ALIGN.CENTER

    def _foot(self, holder: Any, foot: str) -> None:  # noqa: ANN401
        """The foot or the number: placeholders that python-pptx leaves out when it makes a slide."""
        element = copy.deepcopy(holder._element)  # noqa: SLF001
        element.xpath(".//p:cNvPr")[0].set("id", str(1 + max(shape.shape_id for shape in self.slide.shapes)))
        self.slide.shapes._spTree.append(element)  # noqa: SLF001
        made = self.slide.shapes[-1]
        if holder.placeholder_format.type == PP_PLACEHOLDER.FOOTER:
            self._write(made.text_frame, [foot], SMALL, colour=colors.BORDER)
            made.text_frame.margin_left = 0
            made.text_frame.paragraphs[0].alignment = PP_ALIGN.LEFT

    def _write(
        self,
        frame: Any,  # noqa: ANN401
        paragraphs: Sequence[str],
        size: float,
        *,
        bold: bool = False,
        colour: str | None = None,
        space: float = 0,
    ) -> None:
        for place, text in enumerate(paragraphs):
            paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
            for old in list(paragraph.runs):
                old._r.getparent().remove(old._r)  # noqa: SLF001
            run = paragraph.add_run()
            run.text, run.font.size, run.font.language_id = text, Pt(size), _LANGUAGES[self.lang]
            run.font.bold = bold or None
            paragraph.space_after = Pt(space)
            if colour:
                run.font.color.rgb = rgb(colour)

    def text(
        self,
        box: tuple[float, float, float, float],
        paragraphs: Sequence[str],
        size: float,
        *,
        bold: bool = False,
        colour: str = colors.INK_DARK,
        space: float = 0,
        bullets: bool = False,
    ) -> None:
        """Paragraphs in a box (left, top, width, height)."""
        made = self.slide.shapes.add_textbox(*(Inches(value) for value in box))
        frame = made.text_frame
        frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        self._write(frame, paragraphs, size, bold=bold, colour=colour, space=space)
        for paragraph in frame.paragraphs if bullets else ():
            paragraph._p.get_or_add_pPr().extend(parse_xml(part) for part in _BULLET)  # noqa: SLF001
            paragraph._p.pPr.set("marL", str(BULLET_EMU))  # noqa: SLF001
            paragraph._p.pPr.set("indent", str(-BULLET_EMU))  # noqa: SLF001

    def card(self, box: tuple[float, float, float, float], label: str, value: str, note: str) -> None:
        """A headline figure on a pale ground: what it is, the figure, what it rests on."""
        made = self.slide.shapes.add_textbox(*(Inches(one) for one in box))
        paint(made.fill, _PALE, "")
        frame = made.text_frame
        frame.word_wrap, frame.auto_size, frame.vertical_anchor = True, MSO_AUTO_SIZE.NONE, MSO_ANCHOR.TOP
        frame.margin_left = frame.margin_right = Inches(0.14)
        frame.margin_top = frame.margin_bottom = Inches(0.1)
        inner = box[2] - 0.28
        large = fit([value], inner, 0.45, (24, 22, 20, 18, 16, 14), bold=True)[0]
        small = fit([note], inner, box[3] - 0.9, (12, 11, 10, 9))[0] if note else SMALL
        self._write(frame, [label, value, note], 12, colour=colors.INK_DARK)
        for paragraph, size in zip(frame.paragraphs, (12.0, large, small), strict=True):
            paragraph.alignment = PP_ALIGN.LEFT
            paragraph.runs[0].font.size = Pt(size)
        frame.paragraphs[1].runs[0].font.bold = True
        frame.paragraphs[1].runs[0].font.color.rgb = rgb(colors.ACCENT)
        made.name = label

    def picture(self, png: Any, box: tuple[float, float, float, float], alt: str) -> None:  # noqa: ANN401
        """A picture as large as its box allows, in the middle of it."""
        left, top, wide, high = box
        made = self.slide.shapes.add_picture(png, Inches(left), Inches(top))
        scale = min(Inches(wide) / made.width, Inches(high) / made.height)
        made.width, made.height = round(made.width * scale), round(made.height * scale)
        made.left = Inches(left) + (Inches(wide) - made.width) // 2
        describe(made, alt)

    def table(self, box: tuple[float, float, float], grid: SlideTable, widths: Sequence[float], row: float) -> None:
        """A table from (left, top, width), its rows `row` inches high; figures stand to the right."""
        left, top, wide = box
        rows = (grid.headings, *grid.rows)
        made = self.slide.shapes.add_table(len(rows), len(widths), Inches(left), Inches(top), Inches(wide), Inches(row * len(rows)))
        describe(made, grid.alt)
        table = made.table
        spaces = [wide * share / sum(widths) - 0.22 for share in widths]
        sizes = (_smallest(rows[:1], spaces, row - 0.06, bold=True), _smallest(rows[1:], spaces, row - 0.06, bold=False))
        for place, share in enumerate(widths):
            table.columns[place].width = Inches(wide * share / sum(widths))
        for line, values in enumerate(rows):
            table.rows[line].height = Inches(row)
            for place, value in enumerate(values):
                cell = table.cell(line, place)
                cell.margin_top = cell.margin_bottom = Inches(0.03)
                cell.vertical_anchor = MSO_ANCHOR.MIDDLE
                cell.text_frame.word_wrap = True
                self._write(cell.text_frame, [value], sizes[min(line, 1)], bold=line == 0)
                if place not in grid.words:
                    cell.text_frame.paragraphs[0].alignment = PP_ALIGN.RIGHT

    def legend(self, box: tuple[float, float, float], items: Sequence[tuple[LegendItem, str]], columns: int, alt: str) -> None:
        """The classes of a map as a table: a cell in the colour and hatching of each with its sign, and its line."""
        left, top, wide = box
        deep = -(-len(items) // columns)
        made = self.slide.shapes.add_table(deep, 2 * columns, Inches(left), Inches(top), Inches(wide), Inches(LEGEND_ROW * deep))
        describe(made, alt)
        table = made.table
        table.first_row = table.horz_banding = False
        for place in range(columns):
            table.columns[2 * place].width = Inches(_SWATCH)
            table.columns[2 * place + 1].width = Inches(wide / columns - _SWATCH)
        for place in range(deep * columns):
            row, column = place % deep, place // deep
            swatch, line = table.cell(row, 2 * column), table.cell(row, 2 * column + 1)
            table.rows[row].height = Inches(LEGEND_ROW)
            for cell in (swatch, line):
                cell.fill.background()
                cell.margin_top = cell.margin_bottom = Inches(0.01)
                cell.vertical_anchor = MSO_ANCHOR.MIDDLE
            if place < len(items):
                item, said = items[place]
                paint(swatch.fill, item.colour, item.pattern)
                swatch.margin_left = swatch.margin_right = 0
                self._write(swatch.text_frame, [item.mark], 10, bold=True, colour=item.ink)
                swatch.text_frame.paragraphs[0].alignment = PP_ALIGN.CENTER
                self._write(line.text_frame, [said], LEGEND_SIZE, colour=colors.INK_DARK)

    def notes(self, paragraphs: Sequence[str]) -> None:
        """What the speaker can say, and the addresses behind it."""
        self._write(self.slide.notes_slide.notes_text_frame, [*simulation.notes(texts(self.lang)), *paragraphs], 12)


def _smallest(rows: Sequence[Sequence[str]], spaces: Sequence[float], high: float, *, bold: bool) -> float:
    """The size in which every cell of some rows fits."""
    cells = [(value, space) for values in rows for value, space in zip(values, spaces, strict=True)]
    return min((fit([value], space, high, (15, 14, 13, 12, 11, 10, 9), bold=bold)[0] for value, space in cells), default=SMALL)


def legend_columns(items: Sequence[tuple[LegendItem, str]]) -> int:
    """Into how many columns a legend goes without breaking a line."""
    widest = max((letters(said, LEGEND_SIZE) for _, said in items), default=0.0)
    return 3 if widest <= (INNER / 3 - _SWATCH - 0.22) * _POINTS else 2


def paint(fill: Any, colour: str, pattern: str) -> None:  # noqa: ANN401
    """A plain or hatched fill, as on the dashboard."""
    if not pattern:
        fill.solid()
        fill.fore_color.rgb = rgb(colour)
        return
    fill.patterned()
    fill.pattern = _HATCH.get(pattern, MSO_PATTERN.PERCENT_20)
    fill.fore_color.rgb, fill.back_color.rgb = rgb(colors.BORDER), rgb(colour)


def describe(shape: Any, alt: str) -> None:  # noqa: ANN401
    """The alternative text of a picture, chart or table."""
    shape._element.xpath(".//p:cNvPr")[0].set("descr", alt)  # noqa: SLF001


def fit(
    paragraphs: Sequence[str], wide: float, high: float, sizes: Sequence[float], space: float = 0, *, bold: bool = False
) -> tuple[float, int]:
    """The largest size in which the paragraphs fit a box in inches, and how many of them do (all, but perhaps in the smallest).

    Measured in the letters of our pictures, which are a little wider than those of the slides.
    """
    for size in sizes:
        if depth(paragraphs, size, wide, space, bold=bold) <= high:
            return size, len(paragraphs)
    held = next((n for n in range(len(paragraphs), 0, -1) if depth(paragraphs[:n], sizes[-1], wide, space, bold=bold) <= high), 0)
    return sizes[-1], held


def depth(paragraphs: Sequence[str], size: float, wide: float, space: float, *, bold: bool = False) -> float:
    """Inches that paragraphs take in a width."""
    lines = sum(len(wrapped(text, size, wide * _POINTS, bold=bold)) for text in paragraphs)
    return (lines * size * _LINE + space * len(paragraphs)) / _POINTS
