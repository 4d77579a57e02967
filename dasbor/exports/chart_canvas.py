"""A sheet in pixels, x to the right and y down, that becomes SVG: the only module that knows matplotlib.

matplotlib is used without pyplot and without its axes: shapes, hatches and letters on a `Figure`, so that nothing is kept between
two pictures. Opening it takes half a second, so it is opened for the first picture and not with a page. Letters are two faces that
lie beside the style sheet; the fonts of the machine are never asked.
"""

import io
import re
import threading
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from dasbor import colors
from dasbor.exports.chart_kinds import ChartKindError
from dasbor.exports.chart_symbols import OPEN, outline
from dasbor.exports.chart_words import font_file, letters
from dasbor.texts import Lang

if TYPE_CHECKING:
    from matplotlib.font_manager import FontProperties
    from matplotlib.transforms import Transform

LINE = 1.25
"""Height of a line of text in its size."""
_DPI = 72  # at which a point, matplotlib's unit, is a pixel
_FAMILY = "DejaVu Sans Condensed"
LETTERS = f"'{_FAMILY}', sans-serif"
"""How the SVG asks for its letters."""
_DASHES = {"solid": None, "dot": (1.5, 2.5), "dash": (7.0, 5.0)}
_HATCHES = {"/": "//", "x": "xx", "-": "--", ".": "."}
"""Plotly's patterns as matplotlib's: a sign twice is a line every six pixels, once every twelve."""
_RGBA = re.compile(r"rgba\((\d+), ?(\d+), ?(\d+), ?(\d*\.?\d+)\)")
_drawing = threading.Lock()  # matplotlib's caches of fonts are not made for threads


class Box(NamedTuple):
    """A rectangle: left, top, width, height, in pixels."""

    left: float
    top: float
    wide: float
    high: float


class Hatch(NamedTuple):
    """Lines over a fill: Plotly's `shape`, colour, size of its tile in pixels, share of it that is line."""

    shape: str
    colour: str
    size: float
    solidity: float


class Sign(NamedTuple):
    """A marker: Plotly's name or number of it, size in pixels, fill, outline."""

    symbol: str | int
    size: float
    fill: str
    edge: str | None
    edge_width: float


class Canvas:
    """A white sheet. Later drawings lie above earlier ones; `clip` cuts a drawing at a box."""

    def __init__(self, width: float, height: float) -> None:
        _ready()
        from matplotlib.figure import Figure
        from matplotlib.transforms import Affine2D

        self.width, self.height = width, height
        self._figure = Figure(figsize=(width / _DPI, height / _DPI), dpi=_DPI, facecolor="#ffffff")
        down = Affine2D().scale(1 / _DPI, -1 / _DPI).translate(0, height / _DPI)
        self._pixels: Transform = down + self._figure.dpi_scale_trans
        self._order = 0

    def _add(self, artist: Any, clip: Box | None) -> None:  # noqa: ANN401
        self._order += 1
        artist.set(transform=self._pixels, zorder=self._order)
        self._figure.add_artist(artist)
        if clip:
            from matplotlib.patches import Rectangle

            artist.set_clip_path(Rectangle((clip.left, clip.top), clip.wide, clip.high, transform=self._pixels))

    def shape(
        self,
        path: Sequence[tuple[str, Sequence[tuple[float, float]]]],
        fill: str | None,
        edge: str | None = None,
        edge_width: float = 1,
        hatch: Hatch | None = None,
        clip: Box | None = None,
    ) -> None:
        """An area of moves "M", lines "L", curves "C" (two handles and the end) and closings "Z"."""
        from matplotlib.patches import PathPatch
        from matplotlib.path import Path as Outline

        codes = {"M": [Outline.MOVETO], "L": [Outline.LINETO], "C": [Outline.CURVE4] * 3, "Z": [Outline.CLOSEPOLY]}
        points = [point for _, given in path for point in (given or [(0.0, 0.0)])]
        made = Outline(points, [code for letter, _ in path for code in codes[letter]])
        patch = PathPatch(
            made,
            facecolor=_colour(fill),
            edgecolor=_colour(edge),
            linewidth=edge_width if edge else 0,
            joinstyle="miter",
        )
        if hatch:
            patch.set_hatch(_HATCHES[hatch.shape])
            patch.set_hatchcolor(_colour(hatch.colour))
            patch.set_hatch_linewidth(max(0.7, min(2.5, hatch.solidity * hatch.size)))
        self._add(patch, clip)

    def rect(
        self,
        box: Box,
        fill: str | None,
        edge: str | None = None,
        edge_width: float = 1,
        hatch: Hatch | None = None,
        clip: Box | None = None,
    ) -> None:
        """A rectangle."""
        left, top, right, bottom = box.left, box.top, box.left + box.wide, box.top + box.high
        corners = [("M", [(left, top)]), ("L", [(right, top)]), ("L", [(right, bottom)]), ("L", [(left, bottom)]), ("Z", [])]
        self.shape(corners, fill, edge, edge_width, hatch, clip)

    def line(
        self, points: Sequence[tuple[float, float]], colour: str, width: float = 1, dash: str = "solid", clip: Box | None = None
    ) -> None:
        """A line; a point that is not a number interrupts it."""
        from matplotlib.lines import Line2D

        drawn = Line2D([x for x, _ in points], [y for _, y in points], color=_colour(colour), linewidth=width)
        drawn.set(solid_joinstyle="round", solid_capstyle="butt")
        if pattern := _DASHES[dash]:
            drawn.set_dashes(pattern)  # in widths of the line
        self._add(drawn, clip)

    def marker(self, at: tuple[float, float], sign: Sign, clip: Box | None = None) -> None:
        """A sign around a place; an open one is drawn in the colour that would fill it."""
        name, points = outline(sign.symbol)
        places = [(at[0] + dx * sign.size / 2, at[1] + dy * sign.size / 2) for dx, dy in points]
        if name.startswith("line"):
            self.line(places, sign.fill, sign.edge_width or 1, clip=clip)
            return
        path = [("M", [places[0]]), *(("L", [place]) for place in places[1:]), ("Z", [])]
        if name.endswith(OPEN):
            self.shape(path, None, sign.fill, sign.edge_width or 1, clip=clip)
        else:
            self.shape(path, sign.fill, sign.edge if sign.edge_width else None, sign.edge_width, clip=clip)

    def text(
        self,
        at: tuple[float, float],
        text: str,
        size: float,
        colour: str = colors.INK_DARK,
        anchor: str = "left",
        *,
        bold: bool = False,
        upward: bool = False,
        plate: str | None = None,
    ) -> None:
        """One line, its baseline beginning ("left"), middle ("center") or end ("right") at a place, level or upward on its side.

        `plate` is the colour of a rectangle behind it, so that it can be read on lines and hatching.
        """
        from matplotlib.text import Text

        if not text.strip():
            return
        if plate:
            self._plate(at, letters(text, size, bold=bold), size, anchor, plate, upward=upward)
        drawn = Text(0, 0, text, fontproperties=_font(size, bold), color=colour, parse_math=False)
        drawn.set(ha=anchor, va="baseline", rotation=90 if upward else 0, rotation_mode="anchor", position=at)
        self._add(drawn, None)

    def _plate(self, at: tuple[float, float], wide: float, size: float, anchor: str, colour: str, *, upward: bool) -> None:
        along = {"left": 0.0, "center": 0.5, "right": 1.0}[anchor] * wide + 2
        above, high = size * 0.92, size * 1.2
        x, y = at
        if upward:
            self.rect(Box(x - above, y - (wide + 4 - along), high, wide + 4), colour)
        else:
            self.rect(Box(x - along, y - above, wide + 4, high), colour)

    def svg(self, title: str, description: str, lang: Lang) -> bytes:
        """As SVG whose text stays text, with title and description for readers who do not see it."""
        from matplotlib.backends.backend_svg import FigureCanvasSVG

        out = io.BytesIO()
        with _drawing:
            nothing = {"Date": None, "Creator": None, "Format": None, "Type": None}
            sheet: Any = FigureCanvasSVG(self._figure)
            sheet.print_svg(out, metadata=nothing)
        drawn = out.getvalue().decode()
        start = drawn.index("<svg")
        end = drawn.index(">", start)
        size = f'width="{self.width:g}" height="{self.height:g}" viewBox="0 0 {self.width:g} {self.height:g}"'
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" {size} version="1.1" '
            f'role="img" lang={quoteattr(lang)} xml:lang={quoteattr(lang)} aria-labelledby="judul isi">\n'
            f'<title id="judul">{escape(title)}</title>\n<desc id="isi">{escape(description)}</desc>'
        )
        return (head + drawn[end + 1 :]).encode()


@cache
def _ready() -> None:
    """Settings of the process, made once: SVG keeps its text and the same picture gets the same ids."""
    import matplotlib as mpl

    mpl.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "peduli-ham", "font.sans-serif": [], "path.simplify": False})
    mpl.rcParams.update({"text.hinting": "none"})  # letters as wide as they were measured, at any size


@lru_cache(maxsize=64)
def _font(size: float, bold: bool) -> "FontProperties":  # noqa: FBT001
    from matplotlib.font_manager import FontProperties

    weight = "bold" if bold else "normal"
    return FontProperties(family=[_FAMILY, "sans-serif"], size=size, weight=weight, fname=str(font_file(bold)))


def _colour(colour: str | None) -> Any:  # noqa: ANN401
    """A colour as Plotly writes it for matplotlib. ChartKindError for a way of writing that no figure of ours uses."""
    if colour is None:
        return "none"
    if found := _RGBA.fullmatch(colour):
        red, green, blue, alpha = (float(part) for part in found.groups())
        return (red / 255, green / 255, blue / 255, alpha)
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
        raise ChartKindError(f"colour: {colour}")
    return colour
