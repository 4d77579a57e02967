"""A regency or city: who it is, its years, its province around it, and every claim about it."""

from dataclasses import replace

from dasbor.mart import claims, common, regions
from dasbor.mart.scopes import Scope
from dasbor.page import findings
from dasbor.site import addresses, cards, files, maps
from dasbor.site.model import PagePart, SitePage, part, parts, table, text
from dasbor.views.daerah import rights
from dasbor.views.daerah import search as region_search
from dasbor.views.daerah import view as daerah
from dasbor.words.texts import Lang, texts


def page(lang: Lang, code: str, *, sheet: bool = True) -> SitePage:
    """The page of a region, by today's code; with the link to its fact sheet if that is made."""
    t, row = texts(lang), regions.region(code)
    year = _newest(code)
    scope, province = Scope("daerah", code, year), str(row["kode_provinsi"])
    summary = daerah.summary(lang, code)
    claimed = replace(daerah.claim_table(lang, code), anchor="id")
    around = daerah.neighbours(lang, code, year)
    found = parts(
        part("tahun", t("daerah.years_title"), text(*summary), daerah.tiles(lang, code)),
        part("riwayat", daerah.history(lang, code).caption, table(daerah.history(lang, code)), text(daerah.gap_note(lang))),
        _rights(lang, code),
        part("siapa", t("situs.who_title"), daerah.details(lang, code)),
        part("letak", t("situs.where_title", province=row["provinsi"]), maps.region_map(lang, code, province, year)),
        part("klaim", claimed.caption, table(claimed)),
        part("tetangga", around.caption, table(around)),
        part("unduh", t("situs.files_title"), files.of_scope(t, scope)) if sheet else None,
    )
    crumbs = (
        (t("situs.home"), "index.html"),
        (str(row["provinsi"]), addresses.province_page(lang, province).removeprefix(f"{lang}/")),
    )
    picture = cards.path(lang, Scope("provinsi", province, common.years()[-1]))
    places = list(daerah.claim_places(code))
    here = frozenset(claims.claims()["id"].iloc[places])
    title, described, lead = str(row["nama"]), " ".join(summary[:1]), (findings.region(t, code),)
    return SitePage(lang, f"daerah/{code}.html", title, described, found, crumbs, lead=lead, picture=picture, claims=here)


def _rights(lang: Lang, code: str) -> PagePart | None:
    """Its scores by right in the newest official result that has them, beside its province and the nation."""
    if not (years := rights.options(code)):
        return None
    year = max(years)
    shown = rights.chart(lang, code, year).table
    told = text(*rights.sentences(lang, code, year))
    return part("hak", shown.caption, told, table(shown), text(rights.note(lang, code, year)), rights.source(lang, code, year))


def _newest(code: str) -> int:
    """The newest assessment at which the region existed: all of today's did at the last."""
    frame = regions.history(code)
    held = frame[frame["ada_penilaian"].astype(bool) & (frame["status_data"] != "belum dibentuk")]
    return int(held["tahun"].max())


def index(lang: Lang) -> SitePage:
    """All regions with how much is known of each."""
    t = texts(lang)
    listed = region_search.index(lang, "")
    found = parts(part("daftar", listed.caption, table(listed)))
    crumbs = ((t("situs.home"), "index.html"),)
    described = t("situs.regions_description", n=len(listed.frame))
    return SitePage(lang, "daerah/index.html", t("situs.way_regions"), described, found, crumbs)
