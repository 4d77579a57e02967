"""Maps as SVG inside a page: small, readable without script, of the same classes, legend and words as on the dashboard.

Outlines are written as steps on a grid of whole units, which makes them a third of what a picture for print weighs.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from html import escape

from dasbor import colors
from dasbor.cache import shared
from dasbor.exports import outlines, svg, watermark, words
from dasbor.exports.shapes import Drawing, draw
from dasbor.legend import LegendItem
from dasbor.maps import view as map_view
from dasbor.maps.view import Level, MapData, MapView
from dasbor.texts import Lang, Texts, texts
from dasbor.views import peta

_WIDE, _TALL = 1400.0, 760.0
"""Units of a map of the country, of which a screen shows about two to a pixel."""
_PROVINCE_WIDE, _PROVINCE_TALL = 900.0, 640.0
_SIGNED = 60
"""Up to so many outlines the sign of the class is written on each, as in the files of the dashboard."""


@dataclass(frozen=True)
class Shapes:
    """Code → path on whole units; the middles of the shapes; borders over them; size; side of a tile (0: outlines)."""

    paths: Mapping[str, str]
    middles: Mapping[str, tuple[float, float]]
    borders: str
    wide: float
    high: float
    tile: float


def view(level: Level, year: int, measure: str, lang: Lang, province: str = "", *, today: bool = False) -> MapView:
    """A view on boundaries, or on tiles where there are none."""
    made = MapView(level, today, year, None, measure, province, "geografis", lang)
    return made if outlines.available(made.boundaries) else replace(made, kind="ubin")


def tiled(made: MapView) -> MapView:
    """The same view on tiles."""
    return replace(made, kind="ubin")


def picture(made: MapView, ident: str, outlined: str = "") -> str:
    """The map with its legend and notes as HTML. `ident` sets it apart from other maps of the page.

    `outlined`: code of the region that the page is about, drawn with a strong line; the legend then has no empty classes.
    """
    t, data = texts(made.lang), map_view.classes(made)
    title = f"{data.title} {t('situs.map_tiles')}" if made.kind == "ubin" else data.title
    lines = "".join(f"<li>{escape(note)}" for note in words.notes(t, data) if note != data.source)
    return (
        f'<figure class="peta" id="{ident}"><div class="bidang">{_svg(data, ident, title, outlined)}</div>'
        f"<figcaption><strong>{escape(title)}.</strong> {escape(data.subtitle)}</figcaption>"
        f'{_legend(t, data, short=bool(outlined))}<ul class="catatan">{lines}</ul></figure>'
    )


def _svg(data: MapData, ident: str, title: str, outlined: str) -> str:
    shapes = _shapes(replace(data.view, measure="ikut", lang="id", other_year=None))  # a measure of every level and year
    hatches = "".join(_hatch(ident, place, item) for place, item in enumerate(data.legend) if item.pattern and item.count)
    groups = "".join(_class(data, place, item, shapes, ident) for place, item in enumerate(data.legend) if item.count)
    borders = f'<path class="batas" d="{shapes.borders}"/>' if shapes.borders else ""
    around = f'<path class="ini" d="{shapes.paths[outlined]}"/>' if outlined else ""
    made = (
        f'<svg viewBox="0 0 {shapes.wide:g} {shapes.high:g}" role="img" aria-labelledby="{ident}-j {ident}-u" '
        f'class="{"ubin" if shapes.tile else "garis"}"><title id="{ident}-j">{escape(title)}</title>'
        f'<desc id="{ident}-u">{escape(peta.alt(texts(data.view.lang), data))}</desc>'
        f"<defs>{hatches}</defs>{groups}{borders}{around}</svg>"
    )
    return watermark.over(made, shapes.wide, shapes.high)


def _class(data: MapData, place: int, item: LegendItem, shapes: Shapes, ident: str) -> str:
    """The shapes of one class, and its sign on them where there is room."""
    rows = data.frame[data.frame["kelas"] == place]
    fill = f"url(#{ident}-a{place})" if item.pattern else item.colour
    drawn = "".join(
        f'<path data-k="{code}" d="{shapes.paths[code]}"><title>{escape(f"{name}: {value}")}</title></path>'
        for code, name, value in zip(rows["kode"], rows["nama"], rows["teks"], strict=True)
    )
    signs = ""
    if item.mark and (shapes.tile or len(shapes.paths) <= _SIGNED):
        size = min(shapes.tile * 0.55, 26) if shapes.tile else 22
        spots = (shapes.middles[code] for code in rows["kode"])
        marks = "".join(f'<text x="{x:.0f}" y="{y + size * 0.36:.0f}">{escape(item.mark)}</text>' for x, y in spots)
        signs = f'<g class="tanda" font-size="{size:.0f}" fill="{item.ink}" stroke="{item.colour}" aria-hidden="true">{marks}</g>'
    return f'<g fill="{fill}">{drawn}</g>{signs}'


def _hatch(ident: str, place: int, item: LegendItem) -> str:
    return (
        f'<pattern id="{ident}-a{place}" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8" height="8" '
        f'fill="{item.colour}" stroke="none"/>'
        f'<path d="{svg.HATCHES[item.pattern]}" stroke="{svg.hatch_line(item.ink, "#98a1ad")}" fill="none"/></pattern>'
    )


def _legend(t: Texts, data: MapData, *, short: bool) -> str:
    """Every class, also one with nothing in it unless `short`, with its count, n of N, and share."""
    items = "".join(
        f'<li><span class="c{peta.hatch_class(item)}" style="{peta.paint(item)}" '
        f'aria-hidden="true">{item.mark or "&nbsp;"}</span> {escape(words.legend_line(t, item, len(data.frame)))}</li>'
        for item in data.legend
        if item.count or not short
    )
    return f'<ul class="legend" aria-label="{escape(t("situs.legend"))}">{items}</ul>'


@shared
def _shapes(of: MapView) -> Shapes:
    """The shapes of a view, whatever it measures and in whatever language: the frames of all measures hold the same codes."""
    codes = list(map_view.classes(of).frame["kode"])
    wide, tall = (_PROVINCE_WIDE, _PROVINCE_TALL) if of.province else (_WIDE, _TALL)
    drawing = draw(of, codes, wide, tall)
    if drawing.tile:
        left, right = _extent(drawing)
        paths = {code: _tile(drawing, code, left) for code in codes}
        middles = {code: (x - left, y) for code, (x, y) in drawing.middles.items()}
        return Shapes(paths, middles, "", round(right - left), round(drawing.height) + 2, drawing.tile)
    paths = {code: _stepped(path) for code, path in drawing.paths.items()}
    return Shapes(paths, drawing.middles, _stepped(drawing.borders), wide, round(drawing.height) + 2, 0.0)


def _extent(drawing: Drawing) -> tuple[float, float]:
    """West and east edge of the tiles: a few of them do not fill the width."""
    xs = [x for x, _ in drawing.middles.values()]
    return min(xs) - drawing.tile / 2, max(xs) + drawing.tile / 2 + 2


def _tile(drawing: Drawing, code: str, left: float) -> str:
    x, y = drawing.middles[code]
    half = drawing.tile / 2 - 1
    return f"M{x - left - half:.0f} {y - half:.0f}h{2 * half:.0f}v{2 * half:.0f}h{-2 * half:.0f}z"


def _stepped(path: str) -> str:
    """A path of closed rings ("M1.2,3.4 5.6,7.8z…") as steps on whole units; what is smaller than a unit stays as a dot."""
    return "".join(_ring(ring) for ring in path.split("z") if ring)


def _ring(ring: str) -> str:
    spots: list[tuple[int, int]] = []
    for pair in ring[1:].split(" "):
        x, _, y = pair.partition(",")
        spot = (round(float(x)), round(float(y)))
        if not spots or spots[-1] != spot:
            spots.append(spot)
    (first, top), *rest = spots
    if len(set(spots)) < 3:  # noqa: PLR2004  fewer corners enclose nothing
        return f"M{first} {top}h1v1z"
    steps, here, down = [], first, top
    for a, b in rest if spots[-1] != spots[0] else rest[:-1]:
        steps += [a - here, b - down]
        here, down = a, b
    told = str(steps[0]) + "".join(str(step) if step < 0 else f" {step}" for step in steps[1:])
    return f"M{first} {top}l{told}z"


def region_map(lang: Lang, code: str, province: str, year: int) -> str:
    """Where a region lies in its province of a year, with the state of its neighbours; and what its own state rests on."""
    made, t = view("kabkota", year, "keadaan", lang, province), texts(lang)
    claims = peta.behind(made, code)
    link = f' <a href="{escape(claims)}">{escape(t("peta.behind"))}</a>' if claims else ""
    return picture(made, "peta-letak", outlined=code) + f"<p>{escape(' '.join(peta.told(made, code)))}{link}</p>"


def colour_rules() -> str:
    """CSS of lines on maps, in the colours that the pictures use."""
    return f".peta svg{{stroke:{colors.BORDER}}}.peta .batas{{stroke:{colors.INK_DARK}}}.peta .ini{{stroke:{colors.SERIES[1]}}}"
