"""What the page Peta and the national map show: figure, alternative text, table, legend and notes of a view."""

from dataclasses import dataclass
from html import escape

import plotly.graph_objects as go

from dasbor.maps import figure as figures
from dasbor.maps import geometry
from dasbor.maps import script as map_script
from dasbor.maps.choice import MapView
from dasbor.maps.view import MapData, classes
from dasbor.mart import common, links
from dasbor.mart.cache import shared
from dasbor.page.tables import ShownColumn, Table
from dasbor.words.colors import CONCLUDED_PATTERN, HATCH, INK_DARK
from dasbor.words.legend import LegendItem
from dasbor.words.texts import Lang, Texts, texts

_NAMED = 3  # so many names per class go into the alternative text


@dataclass(frozen=True, eq=False)
class MapChart:
    """A figure of the map with its words; `geographic` is false where tiles stand in for boundaries.

    `names` is the address of shapes whose names the search on the page offers, "" where it has no search.
    """

    figure: go.Figure
    alt: str
    data: MapData
    geographic: bool
    names: str


def has_boundaries(view: MapView) -> bool:
    """Whether the boundaries that a view needs have been built."""
    return geometry.boundary_address(view.boundaries) is not None


def chart(view: MapView, picked: str = "") -> MapChart:
    """The figure of a view; tiles take over where there are no boundaries."""
    return _chart(view, picked, geometry.boundary_address(view.boundaries) if view.kind == "geografis" else None)


@shared
def _chart(view: MapView, picked: str, address: str | None) -> MapChart:
    t = texts(view.lang)
    data = classes(view)
    shapes = geometry.tile_address(view.boundaries) if address is None else address
    codes = tuple(data.frame["kode"]) if view.province else ()
    if address is None:
        window = geometry.tile_window(view.boundaries, codes)
    else:
        window = geometry.boundary_window(view.boundaries, codes) or figures.COUNTRY
    picked = picked if picked in set(data.frame["kode"]) else ""
    # signs on 514 shapes would only clutter, and cost as much as the map itself
    figure = figures.choropleth(t, data.frame, data.legend, shapes, window=window, picked=picked, marks=len(data.frame) < _MANY)
    names = shapes if isinstance(shapes, str) and searches(view) else ""
    return MapChart(figure, alt(t, data), data, address is not None, names)


_MANY = 100


def searches(view: MapView) -> bool:
    """Whether a region is found by typing its name: where all regions of the country are shown."""
    return view.level == "kabkota" and not view.province


def alt(t: Texts, data: MapData) -> str:
    """The classes with their counts and first names."""
    told = []
    for place, item in enumerate(data.legend):
        if not item.count:
            continue
        names = data.frame.loc[data.frame["kelas"] == place, "nama"].tolist()
        some = ", ".join(names[:_NAMED]) + (" …" if len(names) > _NAMED else "")
        told.append(t("peta.alt_class", label=item.label, count=item.count, names=some))
    return t("peta.alt", title=data.title, subtitle=data.subtitle, values=" ".join(told))


def legend_html(chart: MapChart) -> str:
    """The legend with a count per class that is on the map, hatched where the map is, and the script that the map needs."""
    items = "".join(
        f'<li><span class="c{hatch_class(item)}" style="{paint(item)}" aria-hidden="true">'
        f"{item.mark or '&nbsp;'}</span> {escape(item.label)}: {item.count}</li>"
        for item in chart.data.legend
        if item.count
    )
    legend = f'<ul class="legend" aria-label="{escape(chart.data.title)}">{items}</ul>'
    return f'<div class="ph">{legend}</div>{map_script.call(chart.data.legend, shapes=chart.names)}'


# texts: peta.zoom_*
def zoom_html(t: Texts) -> str:
    """Buttons to zoom (`assets/map.js`), since Plotly's own bar has no words in the reader's language."""
    buttons = "".join(
        f'<button type="button" data-zoom="{way}" aria-label="{escape(t(f"peta.zoom_{way}"))}">{sign}</button>'
        for way, sign in (("in", "+"), ("out", "−"), ("reset", "⤢"))
    )
    return f'<div class="ph"><p class="zoom" role="group" aria-label="{escape(t("peta.zoom"))}">{buttons}</p></div>'


def hatch_class(item: LegendItem) -> str:
    """The class of the stylesheet that hatches a cell as the map does; conclusions have hatching of their own (`paint`)."""
    return " ar" if item.pattern and item.pattern != CONCLUDED_PATTERN else ""


def paint(item: LegendItem) -> str:
    """The style of a cell in the colour of a class."""
    ink = "" if item.ink == INK_DARK else f";color:{item.ink}"
    hatch = f";background-image:{HATCH}" if item.pattern == CONCLUDED_PATTERN else ""
    return f"background-color:{item.colour}{ink}{hatch}"


@shared
def table(view: MapView) -> Table:
    """The rows of the map in its order."""
    t = texts(view.lang)
    data = classes(view)
    frame = data.frame.copy()
    if view.level == "provinsi":
        frame["tautan"] = [links.province_link(t, code, view.year) for code in frame["kode"]]
    else:
        frame["tautan"] = [links.region_link(t, code) for code in frame["kode"]]
    frame["mendasari"] = [links.source_link(t, key) if key else "" for key in frame["kunci"]]
    frame["rukun"] = [t("peta.conflict" if flag else "peta.no_conflict") for flag in frame["konflik"]]
    region = view.level == "kabkota"
    columns = (
        ShownColumn("nama", "peta.col_region" if region else "common.province", href="tautan"),
        ShownColumn("kode", "peta.col_code"),
        *((ShownColumn("provinsi", "common.province"),) if region and not view.province else ()),
        ShownColumn("teks", heading=data.measure),
        ShownColumn("label_kelas", "peta.col_class"),
        *((ShownColumn("keadaan", "peta.col_state", "state"),) if region and view.measure != "keadaan" else ()),
        ShownColumn("dasar", "peta.col_basis", href="mendasari"),
        ShownColumn("perubahan", "peta.col_change"),
        ShownColumn("jumlah_sumber", "peta.col_sources", "int", help="peta.help_sources"),
        ShownColumn("rukun", "peta.col_conflict"),
        *(
            ()
            if region
            else (
                ShownColumn("n", heading="n", kind="int", file_only=True),
                ShownColumn("N", heading="N", kind="int", file_only=True),
            )
        ),
    )
    return Table(frame, columns, data.title, t)


def small(view: MapView) -> tuple[str, ...]:
    """Codes of the provinces that a finger does not hit on the map of the country; none on tiles, which are all alike."""
    if view.level != "provinsi" or not chart(view).geographic:
        return ()
    return geometry.small(view.boundaries)


@shared
def region_options(view: MapView) -> dict[str, str]:
    """Code → name of what a view shows, for the picker."""
    frame = classes(view).frame
    return dict(zip(frame["kode"], frame["nama"], strict=True))


def told(view: MapView, code: str) -> tuple[str, ...]:
    """One region in words, what its hover text says."""
    t = texts(view.lang)
    row = classes(view).frame.set_index("kode").loc[code]
    values = {"name": row["nama"], "value": row["teks"], "change": row["perubahan"], "sources": row["jumlah_sumber"]}
    basis = [t("peta.told_basis", basis=row["dasar"])] if row["kunci"] and view.level == "kabkota" else []
    return (t("peta.told", year=view.year, **values), *basis, *([t("peta.hover_conflict")] if row["konflik"] else []))


def behind(view: MapView, code: str) -> str:
    """Address of the claims that what is told of a region rests on; "" where no count decides it."""
    key = classes(view).frame.set_index("kode").loc[code, "kunci"]
    return links.source_link(texts(view.lang), str(key)) if key else ""


@shared
def gap_note(lang: Lang, year: int) -> str:
    """That a year without assessment lies before `year`; empty when none does."""
    before, frame = common.previous_year(year), common.rounds()
    years = [] if before is None else [y for y in frame["tahun"].astype(int) if before < y < year]
    return texts(lang)("peta.gap", year=", ".join(map(str, years)), before=before) if years else ""


def boundary_note(lang: Lang, *, geographic: bool) -> str:
    """Source and licence of the shapes, and that they state nothing about legal borders."""
    t = texts(lang)
    if not geographic:
        return t("peta.note_tiles")
    source = geometry.origin().get("sumber", {})
    if not source:
        return t("peta.note_boundaries_unknown")
    known = {"name": source.get("nama"), "licence": source.get(f"lisensi_{lang}")}
    words = {key: t("common.unknown") if not value else str(value) for key, value in known.items()}
    return t("peta.note_boundaries", **words)


def notes(view: MapView) -> tuple[str, ...]:
    """What stands below the map: a year stepped over, where the shapes and the figures come from."""
    gap = gap_note(view.lang, view.year)
    data = classes(view)
    said = (*data.remarks, boundary_note(view.lang, geographic=chart(view).geographic), data.source)
    return (gap, *said) if gap else said
