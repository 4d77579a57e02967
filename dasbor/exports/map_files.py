"""The files that a map view can be taken away as: names now, bytes when somebody clicks."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from dasbor import map_view
from dasbor.exports import geo, outlines, png, svg, words
from dasbor.map_view import MapData, MapView


@dataclass(frozen=True)
class MapFile:
    """One file: the text key of its button, its name, its media type, and what makes its bytes."""

    label: str
    name: str
    mime: str
    make: Callable[[], bytes]


def note_key(view: MapView) -> str:
    """Text key of what the page says beside the buttons: which files are left out, why, what to do. "" if none is."""
    if not outlines.available(view.boundaries):
        return "ekspor.no_boundaries"
    return "" if outlines.shareable() else "ekspor.not_shareable"


def map_downloads(view: MapView) -> tuple[MapFile, ...]:
    """PNG and SVG of a view, GeoJSON and GeoPackage with its attributes; nothing is made before its `make` is called.

    Without boundaries the pictures are those of the tile map. The two files that hold shapes are left out without boundaries, and
    where the licence of the boundaries forbids handing them on (GADM's does; a picture of a map is no copy of its shapes).
    """
    complete = outlines.available(view.boundaries)
    drawn = view if complete else replace(view, kind="ubin")
    files = [
        _file(drawn, "ekspor.png", "png", "image/png", lambda data: png.png(svg.svg(data), svg.WIDTH)),
        _file(drawn, "ekspor.svg", "svg", "image/svg+xml", lambda data: svg.svg(data).encode()),
    ]
    if complete and outlines.shareable():
        mapped = replace(view, kind="geografis")
        files.append(_file(mapped, "ekspor.geojson", "geojson", "application/geo+json", geo.geojson))
        files.append(_file(mapped, "ekspor.gpkg", "gpkg", "application/geopackage+sqlite3", geo.geopackage))
    return tuple(files)


def _file(view: MapView, label: str, extension: str, mime: str, made: Callable[[MapData], bytes]) -> MapFile:
    return MapFile(label, words.file_name(view, extension), mime, lambda: made(map_view.classes(view)))
