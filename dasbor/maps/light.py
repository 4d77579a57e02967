"""A map as a small SVG inside HTML: on the pages of the static site, and in a document before its scripts have come."""

from dataclasses import replace

from dasbor.maps import chart, svg
from dasbor.maps import view as map_view
from dasbor.maps.choice import MapView
from dasbor.maps.shapes import Drawing, draw, stepped
from dasbor.maps.view import MapData
from dasbor.mart.cache import shared
from dasbor.words.texts import texts

_WIDE, _TALL = 1400.0, 760.0
"""Units of a map of the country, of which a screen shows about two to a pixel."""
_PROVINCE_WIDE, _PROVINCE_TALL = 900.0, 640.0


def drawn(made: MapView, data: MapData, ident: str, title: str, outlined: str = "") -> str:
    """The view as SVG. `ident` sets it apart from other maps of the page; `outlined`: a region drawn with a strong line."""
    shapes = _shapes(replace(made, measure="ikut", lang="id", other_year=None))  # a measure of every level and year
    return svg.inline(data, shapes, ident, title, chart.alt(texts(made.lang), data), outlined)


def first(made: MapView) -> str:
    """The view on tiles, 2 to 9 KB compressed: what stands in the document until the map itself has come."""
    tiles = replace(made, kind="ubin")
    data = map_view.classes(tiles)
    return f'<div class="ph petaawal">{drawn(tiles, data, "peta-awal", data.title)}</div>'


@shared
def _shapes(of: MapView) -> Drawing:
    """The shapes of a view, whatever it measures and in whatever language: the frames of all measures hold the same codes."""
    codes = list(map_view.classes(of).frame["kode"])
    wide, tall = (_PROVINCE_WIDE, _PROVINCE_TALL) if of.province else (_WIDE, _TALL)
    return stepped(draw(of, codes, wide, tall))
