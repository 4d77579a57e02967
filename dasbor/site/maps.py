"""Maps inside a page, readable without script: the picture of `exports/svg.py` with its legend and notes as HTML."""

from dataclasses import replace
from html import escape

from dasbor.maps import chart as peta
from dasbor.maps import light, outlines, words
from dasbor.maps import view as map_view
from dasbor.maps.choice import Level, MapView
from dasbor.maps.view import MapData
from dasbor.words import colors
from dasbor.words.texts import Lang, Texts, texts


def view(level: Level, year: int, measure: str, lang: Lang, province: str = "", *, kini: bool = False) -> MapView:
    """A view on boundaries, or on tiles where there are none."""
    made = MapView(level, kini, year, None, measure, province, "geografis", lang)
    return made if outlines.available(made.boundaries) else replace(made, kind="ubin")


def tiled(made: MapView) -> MapView:
    """The same view on tiles."""
    return replace(made, kind="ubin")


def picture(made: MapView, ident: str, outlined: str = "") -> str:
    """The map with its legend and notes as HTML. `ident` sets it apart from other maps of the page.

    `outlined`: code of the region that the page is about, drawn with a strong line; the legend then has no empty classes.
    """
    t, data = texts(made.lang), map_view.classes(made)
    title = f"{data.title} {t('situs.map_tiles')}" if made.kind == "ubin" else data.title
    lines = "".join(f"<li>{escape(note)}" for note in words.notes(t, data) if note != data.source)
    drawn = light.drawn(made, data, ident, title, outlined)
    return (
        f'<figure class="peta" id="{ident}"><div class="bidang">{drawn}</div>'
        f"<figcaption><strong>{escape(title)}.</strong> {escape(data.subtitle)}</figcaption>"
        f'{_legend(t, data, short=bool(outlined))}<ul class="catatan">{lines}</ul></figure>'
    )


def _legend(t: Texts, data: MapData, *, short: bool) -> str:
    """Every class, also one with nothing in it unless `short`, with its count, n of N, and share."""
    items = "".join(
        f'<li><span class="c{peta.hatch_class(item)}" style="{peta.paint(item)}" '
        f'aria-hidden="true">{item.mark or "&nbsp;"}</span> {escape(words.legend_line(t, item, len(data.frame)))}</li>'
        for item in data.legend
        if item.count or not short
    )
    return f'<ul class="legend" aria-label="{escape(t("situs.legend"))}">{items}</ul>'


def region_map(lang: Lang, code: str, province: str, year: int) -> str:
    """Where a region lies in its province of a year, with the state of its neighbours; and what its own state rests on."""
    made, t = view("kabkota", year, "keadaan", lang, province), texts(lang)
    claims = peta.behind(made, code)
    link = f' <a href="{escape(claims)}">{escape(t("peta.behind"))}</a>' if claims else ""
    return picture(made, "peta-letak", outlined=code) + f"<p>{escape(' '.join(peta.told(made, code)))}{link}</p>"


def colour_rules() -> str:
    """CSS of lines on maps, in the colours that the pictures use."""
    return f".peta svg{{stroke:{colors.BORDER}}}.peta .batas{{stroke:{colors.INK_DARK}}}.peta .ini{{stroke:{colors.SERIES[1]}}}"
