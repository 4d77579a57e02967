"""Where things lie in the site, and how an address of the dashboard becomes one of the site.

A path is counted from the root of the site ("id/daerah/16.71.html#klaim"); in the parts of a page it begins with "/". The views
write addresses of the dashboard ("./sumber?kunci=…"). `rewritten` turns both into relative ones, so that the site works from any
folder, any server and a USB stick, and fails on an address that the site has no page for.
"""

import posixpath
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from html import escape, unescape
from urllib.parse import parse_qs, urlsplit

from dasbor.mart import claims, common
from dasbor.mart.cache import shared
from dasbor.mart.provinsi import area_changed
from dasbor.words.texts import Lang

_OURS = re.compile(r'href="(\.?/[^"]*)"')
FORMER = "-dulu"
"""Ends the page of a province that was another area before the split of 2022: its provinces as they were in each year."""


class NoSuchPage(KeyError):  # noqa: N818 — said as it is named
    """An address of the dashboard that the site has no page for."""


def relative(target: str, page: str) -> str:
    """The address of `target` as written on `page`; both are paths from the root."""
    path, mark, anchor = target.partition("#")
    if path == page and mark:
        return f"#{anchor}"
    return posixpath.relpath(path, posixpath.dirname(page) or ".") + mark + anchor


def year_page(lang: Lang, year: int) -> str:
    """The nation in an award year."""
    return f"{lang}/tahun/{year}.html"


def map_page(lang: Lang, year: int) -> str:
    """The maps of an award year with every region in a table."""
    return f"{lang}/peta/{year}.html"


def claims_page(lang: Lang, year: int) -> str:
    """All claims about an award year."""
    return f"{lang}/klaim/{year}.html"


def region_page(lang: Lang, code: str) -> str:
    """A regency or city (today's code)."""
    return f"{lang}/daerah/{code}.html"


def province_page(lang: Lang, code: str, *, former: bool = False) -> str:
    """A province of today, or (`former`) one of the 34 whose area was another."""
    return f"{lang}/provinsi/{code}{FORMER if former else ''}.html"


@shared
def former_provinces() -> tuple[str, ...]:
    """The provinces of earlier years whose area is not that of today's province of this code."""
    first = common.years()[0]
    return tuple(code for code in common.provinces(first) if area_changed(code))


@dataclass(frozen=True)
class ClaimIndex:
    """The first claim of each fact, and of each place in a year; provinces with claims, by year."""

    facts: dict[str, str]
    places: dict[tuple[int, str, str], str]
    provinces: frozenset[tuple[int, str]]


@shared
def claim_index() -> ClaimIndex:
    """Where a fact and a place begin on the pages of claims; the chosen claim of a fact stands first."""
    facts: dict[str, str] = {}
    places: dict[tuple[int, str, str], str] = {}
    provinces = set()
    frame = claims.claims()
    columns = ("id", "kunci", "tahun", "tingkat", "kode", "kode_provinsi")
    for ident, key, year, level, code, province in zip(*(frame[name].tolist() for name in columns), strict=True):
        facts.setdefault(key, ident)
        places.setdefault((year, level, code), ident)
        if level != "nasional":
            provinces.add((year, province))
    return ClaimIndex(facts, places, frozenset(provinces))


def _first(query: dict[str, list[str]], name: str) -> str:
    return query.get(name, [""])[0]


def _source(lang: Lang, query: dict[str, list[str]]) -> str:
    """The page sumber: a fact, the claims about a place or a year, or one of its other parts."""
    index = claim_index()
    if key := _first(query, "kunci"):
        return f"{claims_page(lang, int(key.partition('|')[0]))}#{index.facts[key]}"
    part, year = _first(query, "bagian") or "klaim", _first(query, "tahun")
    if part != "klaim" or not year:
        return f"{lang}/sumber.html" + ("" if part == "klaim" else f"#{part}")
    page, region, province = claims_page(lang, int(year)), _first(query, "daerah"), _first(query, "prov")
    if region:
        return f"{page}#{index.places[int(year), 'kabkota', region]}"
    known = (int(year), province) in index.provinces
    return f"{page}#p-{province}" if known else page


def _province(lang: Lang, query: dict[str, list[str]]) -> str:
    code, year = _first(query, "prov"), _first(query, "tahun")
    then = int(year) if year else common.years()[-1]
    former = code in former_provinces() and code in common.provinces(then) and common.provinces(then) != common.provinces()
    page = province_page(lang, code, former=former)
    return f"{page}#t{year}" if year else page


_PAGES: dict[str, Callable[[Lang, dict[str, list[str]]], str]] = {
    "sumber": _source,
    "provinsi": _province,
    "daerah": lambda lang, query: region_page(lang, _first(query, "kode")) if query.get("kode") else f"{lang}/daerah/index.html",
    "ringkasan": lambda lang, query: year_page(lang, int(_first(query, "tahun"))) if query.get("tahun") else f"{lang}/index.html",
}


def translated(address: str, lang: Lang) -> str:
    """The path in the site of an address of the dashboard. NoSuchPage if the site has none."""
    parts = urlsplit(address)
    name = parts.path.removeprefix("./")
    if name not in _PAGES:
        raise NoSuchPage(address)
    return _PAGES[name](lang, parse_qs(parts.query))


def rewritten(html: str, page: str, lang: Lang, here: Collection[str] = ()) -> str:
    """The HTML with every address of the dashboard, or from the root of the site, as seen from `page`.

    `here`: claims that stand on the page itself, which are then shown where the reader is.
    """

    def turned(found: re.Match[str]) -> str:
        address = unescape(found[1])
        target = address[1:] if address.startswith("/") else translated(address, lang)
        anchor = target.partition("#")[2]
        return f'href="{escape(f"#{anchor}" if anchor in here else relative(target, page))}"'

    return _OURS.sub(turned, html)
