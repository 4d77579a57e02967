"""A view of the map as data: what was chosen, and the classes, legend and words that screen, table and exports share.

No Streamlit and no Plotly here, so that pictures and files made on the server cannot differ from the screen.
"""

from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from dasbor import warehouse
from dasbor.cache import shared
from dasbor.colors import NOT_FORMED, UNKNOWN
from dasbor.formats import date
from dasbor.legend import LegendItem
from dasbor.maps import rows as map_rows
from dasbor.maps.classes import MapClass
from dasbor.queries import common
from dasbor.texts import Lang, Texts, texts

Level = Literal["provinsi", "kabkota"]
Kind = Literal["geografis", "ubin"]
__all__ = ["LegendItem", "MapData", "MapView", "classes", "measures", "place_name"]

Boundaries = Literal["provinsi", "provinsi_2020", "kabkota"]


@dataclass(frozen=True)
class MapView:
    """What a reader chose. `today`: today's provinces, else those of the year; `province`: code, "" for the country.

    `other_year` is the assessed year compared with (None: the assessed year before); `measure` is one of `measures`.
    """

    level: Level
    today: bool
    year: int
    other_year: int | None
    measure: str
    province: str
    kind: Kind
    lang: Lang

    @property
    def compared(self) -> int | None:
        """The year that changes are measured against."""
        return self.other_year if self.other_year is not None else common.previous_year(self.year)

    @property
    def boundaries(self) -> Boundaries:
        """Which boundaries it needs: those of regions, of today's provinces, or of the provinces before 2023."""
        if self.level == "kabkota":
            return "kabkota"
        then = common.provinces(None if self.today else self.year)
        return "provinsi" if set(then) == set(common.provinces()) else "provinsi_2020"


@dataclass(frozen=True, eq=False)
class MapData:
    """A view with its data.

    `frame`, a row per province or region by code: `kode, nama, provinsi` (of a region), `nilai` (a number or null), `n, N`,
    `sekurang` (n is a lower bound), `kelas` (place in `legend`), `label_kelas`, `teks` (the value in words), `keadaan` (of a
    region), `perubahan` (in words), `jumlah_sumber, konflik`. `legend` has every class, also the empty ones.
    """

    view: MapView
    frame: pd.DataFrame
    legend: tuple[LegendItem, ...]
    title: str
    subtitle: str
    source: str
    measure: str


@shared
def measures(level: Level, lang: Lang) -> dict[str, str]:
    """Measures of a level with their names; the first is the default."""
    return map_rows.measures(level, texts(lang))


@shared
def classes(view: MapView) -> MapData:
    """The data of a view. ValueError for a measure that the level does not have."""
    t = texts(view.lang)
    names = map_rows.measures(view.level, t)
    if view.measure not in names:
        raise ValueError(f"{view.level}: no measure {view.measure}; known: {', '.join(names)}")
    made = map_rows.of_provinces if view.level == "provinsi" else map_rows.of_regions
    rows, order = made(t, view)
    places = {one.key: place for place, one in enumerate(order)}
    rows["kelas"] = [places[key] for key in rows.pop("kunci_kelas")]
    rows["label_kelas"] = [order[place].label for place in rows["kelas"]]
    counts = rows["kelas"].value_counts().to_dict()
    legend = tuple(_item(one, counts.get(place, 0)) for place, one in enumerate(order))
    stamp = warehouse.stamp()
    source = t("simulasi.source" if stamp.simulated else "peta.source", date=date(stamp.built, t.lang), version=stamp.version)
    measure = names[view.measure]
    return MapData(view, rows, legend, _title(t, view, measure), _subtitle(t, view, rows, legend), source, measure)


def _item(one: MapClass, count: int) -> LegendItem:
    return LegendItem(one.key, one.label, one.colour, one.ink, one.pattern, one.mark, int(count))


def place_name(t: Texts, view: MapView) -> str:
    """The province of a view, or the country."""
    if not view.province:
        return t("peta.country")
    names: dict[str, Any] = {**common.provinces(), **common.provinces(None if view.today else view.year)}
    return str(names.get(view.province, view.province))


def _title(t: Texts, view: MapView, measure: str) -> str:
    compares = view.measure == "perubahan" and view.compared is not None
    year = t("peta.years", earlier=view.compared, later=view.year) if compares else str(view.year)
    return t("peta.view_title", measure=measure, place=place_name(t, view), year=year)


_NOT_KNOWN = {"unknown": (UNKNOWN.key,), "outside": ("tanpa-target", "banding", NOT_FORMED.key)}
"""Classes that are no known value: unknown ones, and those for which the measure has none."""


def _subtitle(t: Texts, view: MapView, rows: pd.DataFrame, legend: tuple[LegendItem, ...]) -> str:
    """How many there are, of how many the figure is unknown, how many are lower bounds, how many the measure is not made for."""
    of = {name: {i for i, item in enumerate(legend) if item.key in keys} for name, keys in _NOT_KNOWN.items()}
    unknown, outside = (int(rows["kelas"].isin(places).sum()) for places in of.values())
    known = rows[~rows["kelas"].isin(set().union(*of.values()))]
    values = {"whole": len(rows), "unknown": unknown, "least": int(known["sekurang"].sum()), "known": len(known)}
    said = t("peta.subtitle_provinces", **values) if view.level == "provinsi" else t("peta.subtitle_regions", **values)
    return f"{said} {t('peta.subtitle_outside', n=outside)}" if outside else said
