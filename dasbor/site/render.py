"""Pages as bytes: the frame around the parts, addresses turned into those of the site. The same page gives the same bytes."""

from functools import cache
from html import escape

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from dasbor.mart import programmes, simulation, warehouse
from dasbor.site import addresses, cards, maps
from dasbor.site.addresses import relative
from dasbor.site.model import SitePage
from dasbor.words import colors, formats, paths
from dasbor.words.texts import LANGUAGES, texts

STAMP = "@@CAP@@"
"""Stands for the line about the data until it is known whether the page has changed (`store.stamped`)."""
_TEMPLATES = paths.ROOT / "dasbor" / "site" / "templates"
_NAVIGATION = ("index.html", "provinsi/index.html", "daerah/index.html", "sumber.html", "unduh.html", "tentang.html")
_WORDS = ("home", "way_provinces", "way_regions", "way_sources", "way_downloads", "way_about")


@cache
def templates() -> Environment:
    """The frames of pages."""
    return Environment(
        loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )


def rendered(page: SitePage, base: str = "") -> str:
    """The page as HTML with `STAMP` in its foot. `base`: the address of the site, where it is known, ends in "/"."""
    t, here = page.t, page.full_path
    stamp = warehouse.stamp()
    other = next(lang for lang in LANGUAGES if lang != page.lang)
    parts = [
        {"ident": one.ident, "title": one.title, "html": Markup(addresses.rewritten(one.html, here, page.lang, page.claims))}  # noqa: S704  HTML of our own views, escaped there
        for one in page.parts
    ]
    return templates().get_template("halaman.html").render(
        page=page,
        t=t,
        parts=parts,
        title=simulation.title(_title(page)),
        base=base,
        root=relative("x", here).removesuffix("x"),
        alternates=[(lang, base + f"{lang}/{page.path}" if base else relative(f"{lang}/{page.path}", here)) for lang in LANGUAGES],
        picture=(base + page.picture if base else relative(page.picture, here)) if page.picture else "",
        simulated=simulation.banner(t),
        home=relative(f"{page.lang}/index.html", here),
        search=relative(f"{page.lang}/cari.html", here),
        about=relative(f"{page.lang}/tentang.html", here),
        versions=relative(f"{page.lang}/versi.html", here),
        navigation=_navigation(page),
        crumbs=[(words, relative(f"{page.lang}/{path}", here)) for words, path in page.crumbs],
        other=relative(f"{other}/{page.path}", here),
        other_lang=other,
        other_words=texts(other)(f"unduh.language_{other}"),
        sources=t("simulasi.footer" if stamp.simulated else "common.footer"),
        stamp=STAMP,
    )  # fmt: skip


def _title(page: SitePage) -> str:
    """Title of the page and name of the programme, once where both are the same."""
    programme = page.t("common.programme") if page.year is None else programmes.title(page.lang, page.year)
    return programme if page.title == programme else f"{page.title} · {programme}"


# texts: situs.way_*
def _navigation(page: SitePage) -> list[tuple[str, str, bool]]:
    here = page.full_path
    return [
        (page.t(f"situs.{key}"), relative(f"{page.lang}/{path}", here), page.path == path)
        for key, path in zip(_WORDS, _NAVIGATION, strict=True)
    ]


def stamp_line(page_lang: str, built: str, version: str, lasting: str = "", base: str = "") -> str:
    """The line in the foot: of which data the page was made, and the path under which it stays for ever; as HTML.

    The path is the same text wherever the page lies; it can be followed where the address of the site is known.
    """
    t = texts("id" if page_lang == "id" else "en")
    told = escape(t("situs.stamp", date=formats.date(built, t.lang), version=version))
    if not lasting:
        return told
    address = escape(base + lasting)
    way = f'<a href="{address}">{address}</a>' if base else f"<code>{address}</code>"
    return f'{told} {escape(t("situs.lasting"))} <span class="tetap">{way}</span>'


def door(base: str) -> str:
    """The page at the root: leads to Bahasa Indonesia, and offers both languages without script."""
    from dasbor.mart import common
    from dasbor.mart.scopes import Scope

    t = texts("id")
    picture = cards.path("id", Scope("nasional", "", common.years()[-1]))
    return (
        templates()
        .get_template("pintu.html")
        .render(title=simulation.title(t("common.programme")), description=t("situs.front_description"), base=base, picture=picture)
    )


def stylesheet() -> str:
    """The rules of the dashboard's tables and figures, the colours of the states, and the frame of the site."""
    shared = (paths.ASSETS / "style.css").read_text(encoding="utf-8")
    own = (paths.ASSETS / "situs.css").read_text(encoding="utf-8")
    return shared.replace("\n", "") + colors.stylesheet() + maps.colour_rules() + own.replace("\n", "")


def mark_stylesheet(words: str) -> str:
    """The rules that mark a simulation, as on the dashboard."""
    css = (paths.ASSETS / "tanda.css").read_text(encoding="utf-8").replace("\n", "")
    for name, value in (("BANNER", words), ("MARK", simulation.MARK), ("COLOUR", simulation.COLOUR)):
        css = css.replace(f"{{{name}}}", value)
    return css
