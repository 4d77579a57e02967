"""A view of the map as data: what was chosen, and the classes, legend and words that screen, table and exports share.

No Streamlit and no Plotly here, so that pictures and files made on the server cannot differ from the screen.
"""

from collections import Counter
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from dasbor.maps import rows as map_rows
from dasbor.maps.choice import Level, MapView
from dasbor.maps.classes import OTHER_PROGRAMME
from dasbor.mart import angka, common, facts, programmes, warehouse
from dasbor.mart.cache import shared
from dasbor.words.colors import CONCLUDED, NOT_FORMED, UNKNOWN
from dasbor.words.formats import date, number
from dasbor.words.legend import LegendItem
from dasbor.words.texts import Lang, Texts, texts


@dataclass(frozen=True, eq=False)
class MapData:
    """A view with its data.

    `frame`, a row per province or region by code: `kode, nama, provinsi` (of a region), `nilai` (a number or null), `n, N`,
    `sekurang` (n is a lower bound), `kelas` (place in `legend`), `label_kelas`, `teks` (the value in words), `dasar` (what it
    rests on, or why nothing is concluded, in words) with `kunci` (the fact whose claims say so, "" for none), `keadaan` (of a
    region, as shown), `perubahan` (in words), `jumlah_sumber, konflik`. `legend` has every class, also the empty ones.
    `remarks` are sentences without which the map would be misread.
    """

    view: MapView
    frame: pd.DataFrame
    legend: tuple[LegendItem, ...]
    title: str
    subtitle: str
    source: str
    measure: str
    remarks: tuple[str, ...] = ()


@shared
def measures(level: Level, lang: Lang, year: int) -> dict[str, str]:
    """Measures of a level in a year with their names; the first is the default."""
    return map_rows.measures(level, texts(lang), year)


def at(view: MapView, year: int) -> MapView:
    """The same view of another year, of the award where its programme lacks the predicate."""
    known = view.measure in measures(view.level, view.lang, year)
    measure = view.measure if known else programmes.award(year).code
    return replace(view, year=year, other_year=None, measure=measure)


@shared
def classes(view: MapView) -> MapData:
    """The data of a view. ValueError for a measure that the level does not have."""
    t, names = texts(view.lang), measures(view.level, view.lang, view.year)
    if view.measure not in names:
        raise ValueError(f"{view.level} {view.year}: no measure {view.measure}; known: {', '.join(names)}")
    made = map_rows.of_provinces if view.level == "provinsi" else map_rows.of_regions
    rows, order = made(t, view)
    places = {one.key: place for place, one in enumerate(order)}
    rows["kelas"] = [places[key] for key in rows.pop("kunci_kelas")]
    rows["label_kelas"] = [order[place].label for place in rows["kelas"]]
    drawn = Counter(rows["kelas"].tolist())
    legend = tuple(LegendItem(**vars(one), count=drawn[place]) for place, one in enumerate(order))
    stamp = warehouse.stamp()
    source = t("simulasi.source" if stamp.simulated else "peta.source", date=date(stamp.built, t.lang), version=stamp.version)
    measure = names[view.measure]
    subtitle = " ".join([_known(t, view, rows, legend), *_stated(t, view)])
    return MapData(view, rows, legend, _title(t, view, measure), subtitle, source, measure, _remarks(t, view, rows, legend))


def together(*maps: MapData) -> tuple[MapData, ...]:
    """The same maps with one legend: two years may have other concluded classes, or predicates of another programme."""
    legend: list[LegendItem] = []
    for data in maps:
        place = 0
        for item in data.legend:
            held = next((i for i, one in enumerate(legend) if one.key == item.key), None)
            if held is None:
                legend.insert(place, item)
            place = (place if held is None else held) + 1
    return tuple(_with(data, legend) for data in maps)


def _with(data: MapData, legend: list[LegendItem]) -> MapData:
    places, counts = {item.key: place for place, item in enumerate(legend)}, {item.key: item.count for item in data.legend}
    classes = [places[data.legend[place].key] for place in data.frame["kelas"]]
    shown = tuple(replace(item, count=counts.get(item.key, 0)) for item in legend)
    return replace(data, frame=data.frame.assign(kelas=classes), legend=shown)


def place_name(t: Texts, view: MapView) -> str:
    """The province of a view, or the country."""
    if not view.province:
        return t("peta.country")
    names: dict[str, Any] = {**common.provinces(), **common.provinces(None if view.kini else view.year)}
    return str(names.get(view.province, view.province))


def _title(t: Texts, view: MapView, measure: str) -> str:
    compares = view.measure == "perubahan" and view.compared is not None
    year = t("peta.years", earlier=view.compared, later=view.year) if compares else str(view.year)
    return t("peta.view_title", measure=measure, place=place_name(t, view), year=year)


_OUTSIDE = ("tanpa-target", "banding", OTHER_PROGRAMME, NOT_FORMED.key)
"""Classes of those for which the measure has no value; they are not unknown."""


def _known(t: Texts, view: MapView, rows: pd.DataFrame, legend: tuple[LegendItem, ...]) -> str:
    """How many there are; of how many the figure is known, concluded, a lower bound, unknown; how many it is not made for."""
    keys = [legend[place].key for place in rows["kelas"]]
    known = [one for one in zip(keys, rows["sekurang"], strict=True) if one[0] != UNKNOWN.key and one[0] not in _OUTSIDE]
    whole, unknown = len(rows), keys.count(UNKNOWN.key)
    if view.level == "provinsi":
        least = len([key for key, least in known if least])
        said = t("peta.subtitle_provinces", whole=whole, known=facts.known(t, len(known) - least, least, unknown))
    else:
        count = len([key for key, _ in known if _is_conclusion(key)])
        concluded = t("peta.subtitle_concluded", n=count) if count else ""
        said = t("peta.subtitle_regions", whole=whole, known=len(known), concluded=concluded, unknown=unknown)
    outside = len([key for key in keys if key in _OUTSIDE])
    return f"{said} {t('peta.subtitle_outside', n=outside)}" if outside else said


def _is_conclusion(key: str) -> bool:
    """Whether a class holds what is concluded; that a complete list leaves somebody out always is."""
    return key.endswith(CONCLUDED) or key.startswith("bukan ")


def _stated(t: Texts, view: MapView) -> list[str]:
    """What is counted by name on a map of regions beside the number of the whole place, which may rest on a published count."""
    if view.level == "provinsi" or view.measure not in ("keadaan", "ikut"):
        return []
    at, code = (angka.level("provinsi", kini=view.kini), view.province) if view.province else ("nasional", angka.NATION)
    place = angka.places(at, view.year).get(code)
    if place is None:
        return []
    award = view.measure == "keadaan"
    counted = place.award if award else place.participants
    what = programmes.award(view.year).name if award else t("peta.class_part")
    concluded = t("peta.stated_concluded", n=number(counted.concluded, t.lang)) if counted.concluded else ""
    where = place.name if view.province else t("peta.nation")
    named = number(counted.named, t.lang)
    return [t("peta.stated", what=what, named=named, concluded=concluded, place=where, count=facts.count(t, counted))]


def _remarks(t: Texts, view: MapView, rows: pd.DataFrame, legend: tuple[LegendItem, ...]) -> tuple[str, ...]:
    """That nothing is compared across programmes; what hatching of conclusions means; why a count is not concluded from."""
    said = []
    if view.measure == "perubahan" and view.crosses:
        years = (view.compared or view.year, view.year)
        first, last = (programmes.of_year(year).title(t.lang) for year in years)
        said.append(t("peta.remark_programme", earlier=years[0], later=years[1], first=first, last=last))
    if view.level == "kabkota":
        resting = [(legend[row[0]].key, row[1]) for row in zip(rows["kelas"], rows["dasar"], rows["kunci"], strict=True) if row[2]]
        concluded = Counter(basis for key, basis in resting if _is_conclusion(key))
        still_open = Counter(basis for key, basis in resting if key == UNKNOWN.key and view.measure == "keadaan")
        for key, found in (("concluded", concluded), ("open", still_open)):  # texts: peta.remark_*
            if found:
                said.append(t(f"peta.remark_{key}", reasons="; ".join(f"{basis} ({n})" for basis, n in found.items())))
    return tuple(said)
