"""The picture that other sites show beside a link: place, year, the first figure, and the map; PNG, 1200 × 630."""

from dataclasses import dataclass
from html import escape

from dasbor.maps import png, svg, watermark
from dasbor.maps import view as map_view
from dasbor.mart import angka, common, facts, programmes
from dasbor.mart.scopes import Scope
from dasbor.site import maps, store
from dasbor.site.files import marked
from dasbor.site.items import Item
from dasbor.views.provinsi import view as provinsi
from dasbor.words import colors
from dasbor.words.texts import LANGUAGES, Lang, texts

FOLDER = "gambar"
WIDE, HIGH = 1200, 630
_EDGE = 48


@dataclass(frozen=True)
class Card:
    """A preview to be made: of the nation in a year, or of a province."""

    lang: Lang
    scope: Scope


def path(lang: Lang, scope: Scope) -> str:
    """Where the picture of a scope lies."""
    name = scope.code or scope.year
    return f"{FOLDER}/{marked(f'kartu-{name}-{lang}.png')}"


def cards() -> tuple[Card, ...]:
    """The nation in every assessed year, and every province of today."""
    newest = common.years()[-1]
    scopes = [
        *(Scope("nasional", "", year) for year in common.years()),
        *(Scope("provinsi", c, newest) for c in common.provinces()),
    ]
    return tuple(Card(lang, scope) for lang in LANGUAGES for scope in scopes)


def item(card: Card) -> Item:
    """The picture, before it is made."""
    drawn = _drawn(card)
    return Item(path(card.lang, card.scope), lambda: png.png(drawn, WIDE, 1.0), store.digest(drawn.encode()))


def _drawn(card: Card) -> str:
    t, scope = texts(card.lang), card.scope
    figure = _figure(card)
    national = scope.kind == "nasional"
    view = maps.view("kabkota", scope.year, "keadaan", card.lang, scope.code)
    wide, tall = (WIDE - 2 * _EDGE, 330.0) if national else (560.0, HIGH - 2.0 * _EDGE)
    drawn, high = svg.map_only(map_view.classes(view), wide, tall)
    left, top = (_EDGE, HIGH - high - 24) if national else (WIDE - wide - _EDGE, (HIGH - high) / 2)
    placed = drawn.replace("<svg ", f'<svg x="{left:g}" y="{top:g}" ', 1)
    lines = (
        (programmes.title(card.lang, scope.year), 26, colors.ACCENT, False),
        (scope.name(t), 58 if len(scope.name(t)) < 20 else 40, colors.INK_DARK, True),  # noqa: PLR2004
        (t("lembar.award_year", year=scope.year), 26, "#4a5563", False),
        (figure, 34, colors.INK_DARK, True),
    )
    y, words = 30.0, ""
    for text, size, ink, bold in lines:
        for line in svg.wrapped(text, int((WIDE - 2 * _EDGE if national else 500) / (size * 0.56))):
            y += size * 1.3
            weight = ' font-weight="bold"' if bold else ""
            words += f'<text x="{_EDGE}" y="{y:.0f}" font-size="{size}" fill="{ink}"{weight}>{escape(line)}</text>'
    whole = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDE}" height="{HIGH}" viewBox="0 0 {WIDE} {HIGH}" '
        f'font-family="sans-serif">'
        f'<rect width="{WIDE}" height="{HIGH}" fill="#fff"/><rect width="14" height="{HIGH}" fill="{colors.ACCENT}"/>'
        f"{placed}{words}</svg>"
    )
    return watermark.over(whole, WIDE, HIGH)


def _figure(card: Card) -> str:
    """The first figure in words, the one its page shows."""
    t, scope = texts(card.lang), card.scope
    if scope.kind == "provinsi":
        one = provinsi.metrics(t, scope.code, scope.year, kini=True)[0]
        return f"{one.label}: {one.value}"
    return f"{programmes.award(scope.year).name}: {facts.count(t, angka.nation(scope.year).award)}"
