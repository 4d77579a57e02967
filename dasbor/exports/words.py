"""The words around a map in a file: notes below it, the description for readers who do not see it, the file name."""

import re

from dasbor import warehouse
from dasbor.exports import outlines
from dasbor.formats import percent
from dasbor.map_view import LegendItem, MapData, MapView
from dasbor.queries import common
from dasbor.texts import Texts

_UNSAFE = re.compile(r"[^a-z0-9.]+")


def legend_line(t: Texts, item: LegendItem, whole: int) -> str:
    """As in "Peduli HAM: 120 dari 514 (23,3 %)"; never a percentage without its n and N."""
    return t("ekspor.legend", label=item.label, n=item.count, whole=whole, percent=percent(item.count, whole, t.lang))


def notes(t: Texts, data: MapData) -> list[str]:
    """What must be read with the map: disputed rows, source, and what the shapes are."""
    disputed = int(data.frame["konflik"].sum())
    found = [t("ekspor.conflicts", n=disputed, whole=len(data.frame))] if disputed else []
    return [*found, data.source, shapes_note(t, data.view)]


def shapes_note(t: Texts, view: MapView) -> str:
    """Source and licence of the boundaries, and that they are no statement on legal borders; or what a tile is."""
    if view.kind == "ubin":
        return t("ekspor.note_tiles")
    name, licence = outlines.about(t.lang)
    return t("ekspor.note_boundaries", name=name or t("common.unknown"), licence=licence)


def description(t: Texts, data: MapData) -> str:
    """The map in words: what it says, and how many are in each class."""
    lines = [legend_line(t, item, len(data.frame)) for item in data.legend]
    return " ".join([data.subtitle, *(f"{line}." for line in lines)])


def file_name(view: MapView, extension: str) -> str:
    """As in "peta-jumlah-provinsi38-2024-ubin-id-data-20261121-1a2b3c4d.svg": view, year, version of the data; ASCII."""
    stamp = warehouse.stamp()
    years = [view.year] if view.measure != "perubahan" or view.compared is None else [view.compared, view.year]
    count = "" if view.level == "kabkota" else str(len(common.provinces(None if view.today else view.year)))
    parts = ["peta", view.measure, f"{view.level}{count}", *years, view.province, view.kind, view.lang]
    slugs = (_UNSAFE.sub("-", str(part).lower()).strip("-") for part in parts)
    return "-".join([*(slug for slug in slugs if slug), "data", f"{stamp.built:%Y%m%d}", stamp.version]) + f".{extension}"
