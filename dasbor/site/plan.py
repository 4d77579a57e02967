"""Everything a site consists of, as jobs that any process can carry out; names and addresses are known before anything is made."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from dasbor.mart import common
from dasbor.mart.scopes import Scope
from dasbor.site import addresses, cards, files, lists, nation, province, record, region, render
from dasbor.site.cards import Card
from dasbor.site.files import Order
from dasbor.site.items import Item
from dasbor.site.model import SitePage
from dasbor.words.texts import LANGUAGES, Lang

Kind = Literal["beranda", "tahun", "peta", "klaim", "provinsi", "provinsi-dulu", "provinsi-daftar", "daerah", "daerah-daftar",
               "sumber", "cari", "tentang"]  # fmt: skip


@dataclass(frozen=True)
class PageJob:
    """A page to be made: its kind, language, and the year or code it is about ("" where there is none)."""

    kind: Kind
    lang: Lang
    what: str = ""
    sheet: bool = True
    """Of a region: whether its fact sheet is made too, so that the page may lead to it."""


Job = PageJob | Card | Order


@dataclass(frozen=True)
class Extent:
    """How much of a site is made: everything, or (for trials and tests) only some years and provinces with their regions.

    `sheets`: a fact sheet for each of the regions too, which is most of the bytes of a site. Without `files` there are none at all.
    """

    years: frozenset[int] | None = None
    provinces: frozenset[str] | None = None
    sheets: bool = True
    files: bool = True

    def has_year(self, year: int) -> bool:
        """Whether the pages of an award year are made."""
        return self.years is None or year in self.years

    def has_province(self, code: str) -> bool:
        """Whether the pages of a province are made."""
        return self.provinces is None or code in self.provinces


WHOLE = Extent()


def pages(extent: Extent = WHOLE) -> Iterator[PageJob]:
    """Every page but that of the downloads, which tells the sizes of what was made. Both languages of a page come together."""
    for job in _pages(extent):
        yield from (replace(job, lang=lang) for lang in LANGUAGES)


def _pages(extent: Extent) -> Iterator[PageJob]:
    """The pages in one language, the slowest first."""
    lang = LANGUAGES[0]
    years = [int(year) for year in common.rounds()["tahun"] if extent.has_year(int(year))]
    yield PageJob("beranda", lang)
    yield from (PageJob(kind, lang, str(year)) for kind in ("tahun", "klaim") for year in years)
    yield from (PageJob("peta", lang, str(year)) for year in years if year in common.years())
    yield from (PageJob("provinsi", lang, code) for code in common.provinces() if extent.has_province(code))
    yield from (PageJob("provinsi-dulu", lang, code) for code in addresses.former_provinces() if extent.has_province(code))
    frame = common.regions()
    for code, province_code in zip(frame["kode"], frame["kode_provinsi"], strict=True):
        if extent.has_province(str(province_code)):
            yield PageJob("daerah", lang, str(code), extent.sheets)
    singles: tuple[Kind, ...] = ("provinsi-daftar", "daerah-daftar", "sumber", "cari", "tentang")
    yield from (PageJob(kind, lang) for kind in singles)


def jobs(extent: Extent = WHOLE) -> list[Job]:
    """All jobs of a site. The slowest come first, so that no core waits at the end."""
    offered = files.orders(regions=extent.sheets) if extent.files else ()
    orders = [order for order in offered if _wanted(order.wish.scope, extent)]
    heavy = sorted(orders, key=lambda order: order.wish.scope.kind != "nasional")
    return [*heavy, *(card for card in cards.cards() if _wanted(card.scope, extent)), *pages(extent)]


def _wanted(scope: Scope, extent: Extent) -> bool:
    """Whether the files of a scope are made; those of the newest year always, since the front page leads to them."""
    if scope.kind == "nasional":
        return extent.has_year(scope.year) or scope.year == common.years()[-1]
    return extent.has_province(scope.code[:2] if scope.kind == "daerah" else scope.code)


def page(job: PageJob) -> SitePage:
    """The page of a job."""
    lang, what = job.lang, job.what
    if job.kind in ("tahun", "peta", "klaim"):
        of_year = {"tahun": nation.year_page, "peta": nation.map_page, "klaim": record.claims_page}[job.kind]
        return of_year(lang, int(what))
    if job.kind in ("provinsi", "provinsi-dulu"):
        return province.page(lang, what, former=job.kind == "provinsi-dulu")
    if job.kind == "daerah":
        return region.page(lang, what, sheet=job.sheet)
    single = {
        "beranda": nation.front,
        "provinsi-daftar": province.index,
        "daerah-daftar": region.index,
        "sumber": record.sources_page,
        "cari": lists.search_page,
        "tentang": lists.about_page,
    }
    return single[job.kind](lang)


def path(job: PageJob) -> str:
    """Where the page of a job lies, without making it."""
    lang, what = job.lang, job.what
    fixed = {
        "beranda": "index.html",
        "provinsi-daftar": "provinsi/index.html",
        "daerah-daftar": "daerah/index.html",
        "sumber": "sumber.html",
        "cari": "cari.html",
        "tentang": "tentang.html",
        "provinsi-dulu": f"provinsi/{what}{addresses.FORMER}.html",
    }
    return f"{lang}/{fixed.get(job.kind, f'{job.kind}/{what}.html')}"


def items(job: Job, base: str) -> Iterable[Item]:
    """What a job gives; pages still with the sign of their stamp."""
    if isinstance(job, PageJob):
        return [Item(path(job), lambda: render.rendered(page(job), base).encode())]
    return [cards.item(job)] if isinstance(job, Card) else files.items(job)
