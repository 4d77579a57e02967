"""The sentence above a map."""

from dasbor.maps.choice import MapView
from dasbor.maps.view import MapData, classes
from dasbor.mart.angka import NATION, Level, places
from dasbor.mart.cache import shared
from dasbor.page.findings import counted
from dasbor.words import formats
from dasbor.words.texts import Texts, texts

_MOST = 3  # names of provinces in a sentence


@shared
def of_map(view: MapView) -> str:
    """What a map shows: of provinces who stands highest; of regions the count of the place, else how many each class has."""
    t, data = texts(view.lang), classes(view)
    if view.level == "kabkota":
        return _of_place(t, view) or _by_class(t, view, data)
    if view.measure in ("target", "perubahan"):
        return _by_class(t, view, data)
    known = data.frame[data.frame["nilai"].notna() & ~data.frame["sekurang"].astype(bool)]
    measure = f"{data.measure}, {view.year}"
    if known.empty:
        return t("temuan.map_none", measure=measure, whole=len(data.frame))
    top = known[known["nilai"] == known["nilai"].max()]
    listed = ", ".join(f"{name} {words}" for name, words in zip(top["nama"][:_MOST], top["teks"][:_MOST], strict=True))
    rest = len(top) - _MOST
    listed = t("temuan.map_more", list=listed, count=rest) if rest > 0 else listed
    return t("temuan.map_top", measure=measure, list=listed, known=len(known), whole=len(data.frame))


def _of_place(t: Texts, view: MapView) -> str:
    """The published or certain count beside what is known by name; "" where the map shows neither award nor participation."""
    if view.measure not in ("keadaan", "ikut"):
        return ""
    at: Level = ("provinsi_kini" if view.kini else "provinsi") if view.province else "nasional"
    place = places(at, view.year).get(view.province or NATION)
    if place is None:
        return ""
    where = place.name if view.province else ""
    if view.measure == "ikut":
        return counted(t, "part", place.participants, view.year, place=where)
    return counted(t, "held", place.award, view.year, place=where)


def _by_class(t: Texts, view: MapView, data: MapData) -> str:
    told = [f"{item.label} {formats.number(item.count, t.lang)}" for item in data.legend if item.count]
    key = "temuan.map_named" if view.level == "kabkota" else "temuan.map_classes"
    return t(key, measure=data.measure, year=view.year, list=", ".join(told))
