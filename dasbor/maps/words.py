"""The words around a map in a file: title, legend, notes, the description for readers who do not see it, the file name.

A file shows one view, or one view of two years side by side: functions that take `maps` get one or two, the earlier first.
"""

import re

from dasbor.maps import outlines
from dasbor.maps.choice import MapView
from dasbor.maps.view import MapData, place_name
from dasbor.mart import angka, common, programmes, simulation, warehouse
from dasbor.words.formats import percent
from dasbor.words.legend import LegendItem
from dasbor.words.texts import Texts, texts

_UNSAFE = re.compile(r"[^a-z0-9.]+")


def title(*maps: MapData) -> str:
    """What the maps show, where, and when."""
    first, last = maps[0], maps[-1]
    if first is last:
        return simulation.title(last.title)
    t = texts(last.view.lang)
    place = place_name(t, last.view)
    return simulation.title(t("ekspor.title_two", measure=last.measure, place=place, earlier=first.view.year, later=last.view.year))


def legend_line(t: Texts, item: LegendItem, whole: int) -> str:
    """As in "Ikut: 120 dari 514 (23,3 %)"; never a percentage without its n and N."""
    return t("ekspor.legend", label=item.label, n=item.count, whole=whole, percent=percent(item.count, whole, t.lang))


def legend_lines(*maps: MapData) -> list[str]:
    """A line for every class with its count, n/N and share: of the one year, or of both."""
    t = texts(maps[0].view.lang)
    if len(maps) == 1:
        return [legend_line(t, item, len(maps[0].frame)) for item in maps[0].legend]
    counts = [[_counted(t, item, data) for item in data.legend] for data in maps]
    labels = [item.label for item in maps[0].legend]
    return [t("ekspor.legend_two", label=label, counts=", ".join(values)) for label, *values in zip(labels, *counts, strict=True)]


def _counted(t: Texts, item: LegendItem, data: MapData) -> str:
    whole = len(data.frame)
    share = percent(item.count, whole, t.lang)
    return t("ekspor.legend_year", year=data.view.year, n=item.count, whole=whole, percent=share)


def notes(t: Texts, *maps: MapData) -> list[str]:
    """What must be read with the map: that it is a simulation, a year stepped over, disputed rows, source, what the shapes are."""
    last = maps[-1]
    remarks = [remark if len(maps) == 1 else f"{data.view.year}: {remark}" for data in maps for remark in data.remarks]
    nation = [_nation(t, data.view.year) for data in maps]
    return [*simulation.notes(t), *nation, *_gap(t, maps), *remarks, *_conflicts(t, maps), last.source, shapes_note(t, last.view)]


def _nation(t: Texts, year: int) -> str:
    """The programme, and how many hold its award in the nation by what was published: the number that a map is held against."""
    number, award = angka.nation(year).award, programmes.award(year)
    said = {"programme": programmes.title(t.lang, year), "year": year, "predicate": award.name}
    if number.n is None:
        return t("ekspor.nation_unknown", **said)
    share = percent(number.n, number.whole, t.lang)
    key = "ekspor.nation_least" if number.least else "ekspor.nation"
    return t(key, n=number.n, whole=number.whole, percent=share, **said)


def _gap(t: Texts, maps: tuple[MapData, ...]) -> list[str]:
    """The years without assessment between the two that are shown or compared."""
    view = maps[-1].view
    earlier = maps[0].view.year if len(maps) > 1 else view.compared if view.measure == "perubahan" else None
    if earlier is None:
        return []
    held = set(common.years())
    years = [int(year) for year in common.rounds()["tahun"] if earlier < year < view.year and year not in held]
    return [t("ekspor.gap", year=", ".join(map(str, years)))] if years else []


def _conflicts(t: Texts, maps: tuple[MapData, ...]) -> list[str]:
    found = [(int(data.frame["konflik"].sum()), len(data.frame), data.view.year) for data in maps]
    if not any(n for n, _, _ in found):
        return []
    if len(found) == 1:
        n, whole, _ = found[0]
        return [t("ekspor.conflicts", n=n, whole=whole)]
    counts = ", ".join(t("ekspor.conflicts_year", n=n, whole=whole, year=year) for n, whole, year in found)
    return [t("ekspor.conflicts_two", counts=counts)]


def shapes_note(t: Texts, view: MapView) -> str:
    """Source and licence of the boundaries, and that they are no statement on legal borders; or what a tile is."""
    if view.kind == "ubin":
        return t("ekspor.note_tiles")
    name, licence = outlines.about(t.lang)
    return t("ekspor.note_boundaries", name=name or t("common.unknown"), licence=licence)


def tiles_reason(t: Texts, view: MapView) -> str:
    """Why a file of shapes holds tiles, whose they are, and how to join its figures to boundaries."""
    built = outlines.available(view.boundaries)
    why = t("ekspor.tiles_licence", name=outlines.about(t.lang)[0]) if built else t("ekspor.tiles_missing")
    return f"{why} {t('ekspor.tiles_join')}"


def description(*maps: MapData) -> str:
    """The map in words: what it says, and how many are in each class."""
    subtitles = [data.subtitle if len(maps) == 1 else f"{data.view.year}: {data.subtitle}" for data in maps]
    return " ".join([*subtitles, *(f"{line}." for line in legend_lines(*maps))])


def file_name(view: MapView, extension: str, *, beside: bool = False) -> str:
    """As in "peta-jumlah-provinsi38-2024-ubin-id-data-20261121-1a2b3c4d.svg": view, year, version of the data; ASCII.

    `beside`: the year compared with stands beside it.
    """
    stamp = warehouse.stamp()
    years = [view.compared, view.year] if (beside or view.measure == "perubahan") and view.compared else [view.year]
    count = "" if view.level == "kabkota" else str(len(common.provinces(None if view.kini else view.year)))
    layout = "berdampingan" if beside else ""
    parts = ["peta", view.measure, f"{view.level}{count}", *years, layout, view.province, view.kind, view.lang]
    slugs = (_UNSAFE.sub("-", str(part).lower()).strip("-") for part in parts)
    name = "-".join([*(slug for slug in slugs if slug), "data", stamp.name])
    return simulation.file_name(f"{name}.{extension}", simulated=stamp.simulated)
