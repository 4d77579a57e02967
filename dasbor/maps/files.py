"""The files that a map view can be taken away as: names now, bytes when somebody clicks."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from dasbor.maps import geo, outlines, png, svg, words
from dasbor.maps import view as map_view
from dasbor.maps.choice import Kind, MapView
from dasbor.maps.view import MapData


@dataclass(frozen=True)
class MapFile:
    """One file: the text key of its button, its name, its media type, and what makes its bytes."""

    label: str
    name: str
    mime: str
    make: Callable[[], bytes]


def note_key(view: MapView) -> str:
    """Text key of what the page says beside the buttons: which files hold tiles, why, what to do. "" if none does by need."""
    if not outlines.available(view.boundaries):
        return "ekspor.no_boundaries"
    return "" if outlines.shareable() else "ekspor.not_shareable"


def map_downloads(view: MapView, *, beside: bool = False) -> tuple[MapFile, ...]:
    """PNG and SVG of a view, GeoJSON and GeoPackage with its attributes; nothing is made before its `make` is called.

    `beside`: the pictures show the year compared with on the left; the two files of shapes hold the year of the view, as the table.
    Without boundaries the pictures are those of the tile map. The files of shapes then hold tiles, and also where the licence of
    the boundaries forbids handing them on (GADM's does; a picture of a map is no copy of its shapes).
    """
    views = _years(view, beside=beside)
    if not all(outlines.available(one.boundaries) for one in views):
        views = tuple(replace(one, kind="ubin") for one in views)
    kind: Kind = "ubin" if note_key(view) else "geografis"
    shapes = replace(view, kind=kind)
    return (
        _picture(views, "ekspor.png", "image/png", lambda maps: png.png(svg.svg(*maps), svg.width(*maps))),
        _picture(views, "ekspor.svg", "image/svg+xml", lambda maps: svg.svg(*maps).encode()),
        _shapes(shapes, "ekspor.geojson", "application/geo+json", geo.geojson),
        _shapes(shapes, "ekspor.gpkg", "application/geopackage+sqlite3", geo.geopackage),
    )


def press_picture(view: MapView, *, beside: bool = False) -> MapFile:
    """The picture that a newspaper may print: of tiles where the licence of the boundaries forbids handing their shapes on."""
    kind: Kind = "ubin" if note_key(view) else view.kind
    return replace(map_downloads(replace(view, kind=kind), beside=beside)[0], label="ekspor.press")


def _years(view: MapView, *, beside: bool) -> tuple[MapView, ...]:
    """The view, after that of the year compared with if both are asked for and there is one."""
    if not beside or view.compared is None:
        return (view,)
    return map_view.at(view, view.compared), view


def _picture(views: tuple[MapView, ...], label: str, mime: str, made: Callable[[tuple[MapData, ...]], bytes]) -> MapFile:
    name = words.file_name(views[-1], label.rpartition(".")[2], beside=len(views) > 1)
    return MapFile(label, name, mime, lambda: made(map_view.together(*(map_view.classes(view) for view in views))))


def _shapes(view: MapView, label: str, mime: str, made: Callable[[MapData], bytes]) -> MapFile:
    return MapFile(label, words.file_name(view, label.rpartition(".")[2]), mime, lambda: made(map_view.classes(view)))
