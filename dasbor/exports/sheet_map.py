"""The map on a fact sheet: the regions of the scope by what is known of them, on boundaries or, without them, on tiles."""

from dataclasses import dataclass, replace

from dasbor.maps import outlines, svg, words
from dasbor.maps import view as map_view
from dasbor.maps.choice import MapView
from dasbor.maps.view import MapData
from dasbor.mart.scopes import Scope
from dasbor.words.legend import LegendItem
from dasbor.words.texts import Lang, Texts, texts

_SIZES = {"nasional": (496.0, 215.0, 2.0), "daerah": (270.0, 210.0, 1.4)}
_SIZE = (312.0, 300.0, 1.4)
"""Width and greatest height in points, and units of the picture to a point: the finer, the thinner its lines."""


@dataclass(frozen=True)
class SheetMap:
    """The picture with its size in points, its legend as (item, line) without empty classes, and the words about it."""

    svg: str
    width: float
    data: MapData
    title: str
    alt: str
    note: str

    @property
    def legend(self) -> tuple[tuple[LegendItem, str], ...]:
        """Every class that stands on the map, with its count."""
        t = texts(self.data.view.lang)
        return tuple((item, words.legend_line(t, item, len(self.data.frame))) for item in self.data.legend if item.count)


def sheet_map(scope: Scope, lang: Lang) -> SheetMap:
    """The map of a scope in its year; of a region, its province with the region outlined."""
    t = texts(lang)
    provinces = scope.provinces()
    data = _data(scope, provinces, lang)
    wide, tallest, fine = _SIZES.get(scope.kind, _SIZE)
    outlined = scope.code if scope.kind == "daerah" else ""
    picture, _ = svg.map_only(data, wide * fine, tallest * fine, outlined)
    note = words.shapes_note(t, data.view)
    if outlined:
        note = f"{t('lembar.map_outlined', name=scope.name(t))} {note}"
    made = SheetMap(picture, wide, data, _title(t, scope, data), "", note)
    lines = ". ".join(line for _, line in made.legend)
    return replace(made, alt=t("lembar.map_alt", title=made.title, legend=lines))


def _data(scope: Scope, provinces: tuple[str, ...], lang: Lang) -> MapData:
    """The view of the page Peta; of an office, the regions of all its provinces, counted anew."""
    province = "" if scope.kind == "nasional" else provinces[0]
    view = MapView("kabkota", False, scope.year, None, "keadaan", province, "geografis", lang)  # noqa: FBT003
    if not outlines.available(view.boundaries):
        view = replace(view, kind="ubin")
    if len(provinces) == 1 or scope.kind == "nasional":
        return map_view.classes(view)
    whole = map_view.classes(replace(view, province=""))
    frame = whole.frame[whole.frame["kode"].isin(scope.regions())].reset_index(drop=True)
    counts = frame["kelas"].value_counts().to_dict()
    legend = tuple(replace(item, count=int(counts.get(place, 0))) for place, item in enumerate(whole.legend))
    return replace(whole, view=view, frame=frame, legend=legend)


def _title(t: Texts, scope: Scope, data: MapData) -> str:
    place = data.frame["provinsi"].iloc[0] if scope.kind == "daerah" else scope.name(t)
    return t("lembar.map_title", place=place, year=scope.year)
