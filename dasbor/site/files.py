"""The files that the site offers: those of the page Unduh & publikasi, made once, at addresses that stay the same.

The names leave out day and version of the data, so that an address can be cited and always gives the newest; the version stands in
the files and in SHA256SUMS. The heavy ones (all years, pictures, shapes, slides) are made of the nation only.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from dasbor.exports import publications, sheet, unduh
from dasbor.exports.publications import PublicationFile, Wish
from dasbor.mart import common, simulation
from dasbor.mart.scopes import Scope
from dasbor.site.items import Item
from dasbor.words.texts import LANGUAGES, Lang, Texts, texts

FOLDER = "berkas"
_VERSION = re.compile(r"-data-\d{8}-[0-9a-z]+(?=\.)")
_SHEET, _SLIDES, _PICTURES, _BOOK = "lembar-fakta", "salindia", "gambar", "xlsx"
_WHOLE = ("xlsx", "csv", "parquet", "paket")
"""What holds all rounds of the nation."""
_NEWEST = (_SHEET, _SLIDES, _PICTURES, "geojson", "gpkg")


@dataclass(frozen=True)
class Order:
    """Files to be made together: formats of a wish. Small and picklable, so that another process can make them."""

    wish: Wish
    formats: tuple[str, ...]


def orders(*, regions: bool) -> Iterator[Order]:
    """Everything the site offers; fact sheets of the 514 regions only if `regions`. Both languages of a file come together."""
    newest = common.years()[-1]
    for year in common.years():
        formats = _NEWEST if year == newest else (_SHEET,)
        yield from (Order(Wish(Scope("nasional", "", year), lang), (one,)) for lang in LANGUAGES for one in formats)
    for lang in LANGUAGES:
        yield from (Order(Wish(Scope("nasional", "", newest), lang, all_years=True), (one,)) for one in _whole(lang))
    for code in common.provinces():
        scope = Scope("provinsi", code, newest)
        yield from (Order(Wish(scope, lang), (_SHEET,)) for lang in LANGUAGES)
        yield from (Order(Wish(scope, lang, all_years=True), (_BOOK,)) for lang in LANGUAGES)
    for code in common.regions()["kode"] if regions else ():
        yield from (Order(Wish(Scope("daerah", str(code), newest), lang), (_SHEET,)) for lang in LANGUAGES)


def _whole(lang: Lang) -> tuple[str, ...]:
    """Data speak no language, workbooks do."""
    return _WHOLE if lang == LANGUAGES[0] else (_BOOK,)


def items(order: Order) -> Iterator[Item]:
    """Each file of an order, before it is made."""
    for file in publications.files(order.wish, order.formats):
        if file.format == _SHEET:
            made = sheet.sheet(order.wish.scope, order.wish.lang)
            yield Item(path(file), made.pdf, made.told())
        else:
            yield Item(path(file), file.make)


def path(file: PublicationFile) -> str:
    """Where a file lies: its name without day and version."""
    return f"{FOLDER}/{_VERSION.sub('', file.name)}"


def offered(scope: Scope, lang: Lang) -> tuple[PublicationFile, ...]:
    """The files that the page of a scope leads to, in its language."""
    if scope.kind == "nasional":
        newest = scope.year == common.years()[-1]
        return publications.files(Wish(scope, lang), _NEWEST if newest else (_SHEET,))
    sheet = publications.files(Wish(scope, lang), (_SHEET,))
    return sheet if scope.kind == "daerah" else (*sheet, *publications.files(Wish(scope, lang, all_years=True), (_BOOK,)))


def of_scope(t: Texts, scope: Scope) -> str:
    """Links to the files of a scope."""
    return listed(t, offered(scope, t.lang), {})


def listed(t: Texts, files: tuple[PublicationFile, ...], sizes: dict[str, int]) -> str:
    """Links to files with the words of the buttons of the dashboard, and their sizes where they are known."""
    items = []
    for file in files:
        target, extension = path(file), file.name.rpartition(".")[2].upper()
        words = publications.label(t, file.format)
        if file.part:
            words += f": {publications.part_words(t, file)}"
        told = [
            *([] if extension.lower() in words.lower() else [extension]),
            *([size_words(t, sizes[target])] if target in sizes else []),
        ]
        about = f" ({escape(', '.join(told))})" if told else ""
        items.append(f'<li><a href="{escape(f"/{target}")}">{escape(words)}</a>{about}')
    return f'<ul class="berkas">{"".join(items)}</ul>' if items else ""


def size_words(t: Texts, size: int) -> str:
    """As in "1,2 MB", "84 kB"."""
    from dasbor.words.formats import number

    return f"{number(size / 1e6, t.lang, 1)} MB" if size >= 1e6 else f"{number(max(1, round(size / 1000)), t.lang)} kB"  # noqa: PLR2004


def whole(lang: Lang) -> tuple[tuple[str, tuple[PublicationFile, ...]], ...]:
    """Format → the files that hold all rounds of the nation."""
    wish = Wish(Scope("nasional", "", common.years()[-1]), lang, all_years=True)
    return tuple((one, publications.files(wish, (one,))) for one in _WHOLE)


def cite(lang: Lang) -> tuple[str, ...]:
    """How to cite the data, and what the licence does not cover."""
    t = texts(lang)
    return unduh.terms(t, Scope("nasional", "", common.years()[-1]), all_years=True)


def marked(name: str) -> str:
    """A file name of our own, which says so when the data are a simulation."""
    return simulation.file_name(name, simulated=simulation.active())
