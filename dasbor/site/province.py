"""A province: its newest figures, its map, every region in every year, outcomes beside targets, and who stands behind them."""

from dataclasses import replace

from dasbor.maps import chart as peta
from dasbor.mart import common, links, programmes
from dasbor.mart import provinsi as queries
from dasbor.mart.scopes import Scope
from dasbor.page import blocks, findings
from dasbor.page.tables import ShownColumn, Table
from dasbor.site import addresses, cards, files, maps, model, trends
from dasbor.site.model import SitePage, part, parts, table, text
from dasbor.views.provinsi import grid as province_grid
from dasbor.views.provinsi import lists as province_lists
from dasbor.views.provinsi import view as provinsi
from dasbor.views.ringkasan import parts as ringkasan_parts
from dasbor.words.texts import Lang, Texts, texts


def page(lang: Lang, code: str, *, former: bool = False) -> SitePage:
    """The page of one of today's provinces over today's area, or (`former`) as it was in each year, for the 34 of before 2023."""
    t, kini = texts(lang), not former
    year = max(queries.by_year(code, kini=kini)) if kini else _last_former()
    scope = Scope("provinsi", code, year)
    name = (common.provinces() if kini else common.provinces(year))[code]
    title = t("situs.former_title", province=name) if former else name
    metrics = provinsi.metrics(t, code, year, kini=kini)
    grid = province_grid.grid(t, code, kini=kini)
    outcomes = provinsi.outcomes_table(t, code, kini=kini)
    targets, disputed = province_lists.targets(t, code, kini=kini), provinsi.disagreements(t, code, kini=kini)
    recommended = province_lists.recommended(t, code, kini=kini)
    stages, publishers = province_lists.stages(t, code, kini=kini), province_lists.publishers(t, code, kini=kini)
    found = parts(
        part("angka", t("situs.figures_title", year=year), blocks.metrics(metrics), _told(t, code, year, former=former)),
        part("peta", t("situs.map_regions"), _map(lang, code, year)),
        part("kisi", t("provinsi.grid_title"), grid.html),
        part("hasil", outcomes.caption, _trend(t, scope, code, former=former), table(_by_year(t, outcomes, code))),
        part("target", targets.caption, table(targets)),
        part("usulan", recommended.caption, text(*province_lists.recommended_sentences(t, code, kini=kini)), table(recommended))
        if len(recommended.frame) else None,
        part("beda", disputed.caption, table(disputed)),
        part("tahapan", stages.caption, text(province_lists.stages_hint(t, code, kini=kini)), table(stages))
        if len(stages.frame) else None,
        part("penerbit", publishers.caption, text(province_lists.publishers_words(t, code, kini=kini)), table(publishers)),
        part("unduh", t("situs.files_title"), files.of_scope(t, scope)) if kini else None,
    )  # fmt: skip
    crumbs = ((t("situs.home"), "index.html"), (t("situs.way_provinces"), "provinsi/index.html"))
    told = "; ".join(f"{one.label}: {one.value}" for one in metrics[:2])
    described = t("situs.province_description", province=title, year=year, figures=told, predicate=programmes.award(year).name)
    lead = (findings.province(t, code, year, kini=kini),)
    return SitePage(lang, _path(code, former=former), title, described, found, crumbs, lead=lead, picture=cards.path(lang, scope))


def _path(code: str, *, former: bool) -> str:
    return addresses.province_page("id", code, former=former).removeprefix("id/")


def _last_former() -> int:
    """The last year in which the provinces were the 34."""
    return max(year for year in common.years() if common.provinces(year) != common.provinces())


def _told(t: Texts, code: str, year: int, *, former: bool) -> str:
    """What to know beside the figures, and the way to the other page of a province whose area changed."""
    told = text(*provinsi.head_sentences(t, code, year, kini=not former))
    told += text(province_lists.pembina_words(t, code, kini=not former))
    if code not in addresses.former_provinces():
        return told
    words = t("situs.to_today") if former else t("situs.to_former")
    return told + model.links([(words, f"/{addresses.province_page(t.lang, code, former=not former)}")])


def _map(lang: Lang, code: str, year: int) -> str:
    """The regions in a year: outlines, tiles, and as rows with what each state rests on and the claims behind it."""
    view = maps.view("kabkota", year, "keadaan", lang, code)
    listed = peta.table(view)
    drawn = maps.picture(view, "peta-daerah")
    if view.kind != "ubin":
        drawn += model.folded(texts(lang)("situs.map_as_tiles"), maps.picture(maps.tiled(view), "peta-ubin"))
    return drawn + model.folded(listed.caption, table(listed))


def _trend(t: Texts, scope: Scope, code: str, *, former: bool) -> str:
    """Bars of the province in every year; not where its area changed on the way, which bars would hide."""
    return "" if former or code not in common.provinces(common.years()[0]) or queries.area_changed(code) else trends.bars(t, scope)


def _by_year(t: Texts, outcomes: Table, code: str) -> Table:
    """The outcomes with a row to link to per year, each year leading to its claims."""
    years = outcomes.frame["tahun"].astype(int)
    frame = outcomes.frame.assign(
        jangkar=[f"t{year}" for year in years], alamat=[links.part_link(t, "klaim", tahun=year, prov=code) for year in years]
    )
    columns = (ShownColumn("tahun", "common.year", "year", href="alamat"), *outcomes.columns[1:])
    return replace(outcomes, frame=frame, columns=columns, anchor="jangkar")


def index(lang: Lang) -> SitePage:
    """The provinces of today, and those of earlier years that were other areas."""
    t, year = texts(lang), common.years()[-1]
    names = common.provinces(common.years()[0])
    former = [
        (t("situs.former_title", province=names[code]), f"/{addresses.province_page(lang, code, former=True)}")
        for code in addresses.former_provinces()
    ]
    found = parts(
        part("daftar", t("situs.provinces_title"), table(ringkasan_parts.provinces(lang, year, kini=True))),
        part("dulu", t("situs.former_list"), text(t("situs.former_text")), model.links(former)),
    )
    crumbs = ((t("situs.home"), "index.html"),)
    described = t("situs.provinces_description", n=len(common.provinces()))
    return SitePage(lang, "provinsi/index.html", t("situs.way_provinces"), described, found, crumbs)
