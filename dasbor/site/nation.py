"""The nation in a year: the page of the year, which the newest year shares with the front page, and the page of its maps."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import replace
from html import escape

from dasbor.exports.briefs import evidence
from dasbor.maps import chart as peta
from dasbor.maps.choice import MapView
from dasbor.mart import common, overview, programmes
from dasbor.mart.scopes import Scope
from dasbor.page import blocks
from dasbor.site import addresses, cards, files, maps, trends
from dasbor.site.model import SitePage, folded, links, note, part, parts, table, text
from dasbor.views.ringkasan import parts as views
from dasbor.views.ringkasan import view as ringkasan
from dasbor.words.texts import Lang, Texts, texts


def front(lang: Lang) -> SitePage:
    """The front page: the newest assessment whose national count is known."""
    year = overview.opening_year()
    t = texts(lang)
    lead = (t("common.tagline"), t("situs.front_lead", year=year), programme(t, year))
    return replace(
        _assessed(lang, year), path="index.html", title=t("common.programme"), description=t("situs.front_description"),
        crumbs=(), lead=lead,
    )  # fmt: skip


def programme(t: Texts, year: int) -> str:
    """Which programme an award year belongs to."""
    return t("situs.programme", year=year, programme=programmes.of_year(year).title(t.lang))


def year_page(lang: Lang, year: int) -> SitePage:
    """The page of an award year; one without assessment says so and leads to what was nevertheless said about it."""
    return _assessed(lang, year) if year in common.years() else _gap(lang, year)


def _path(year: int) -> str:
    return f"tahun/{year}.html"


def _gap(lang: Lang, year: int) -> SitePage:
    t = texts(lang)
    row = _round(year)
    why = str(row["keterangan"]) if lang == "id" and isinstance(row["keterangan"], str) else ""
    told = text(t("situs.gap_text", year=year), why)
    years = part("tahun-lain", t("situs.other_years"), _years(t, year, addresses.year_page, gaps=True))
    ways = part("klaim", t("situs.claims_title", year=year), _claims_link(t, year))
    return SitePage(
        lang, _path(year), t("situs.year_title", year=year), t("situs.gap_text", year=year),
        parts(part("penilaian", t("common.state_no_round"), told), ways, years), _home(t),
    )  # fmt: skip


def _round(year: int) -> Mapping[Hashable, object]:
    frame = common.rounds()
    found: Mapping[Hashable, object] = frame[frame["tahun"] == year].to_dict("records")[0]
    return found


def _assessed(lang: Lang, year: int) -> SitePage:
    t = texts(lang)
    scope = Scope("nasional", "", year)
    disputed = views.disagreements(lang, year)
    states, trend = views.states(lang, year), views.trend(lang).table
    found = parts(
        part(
            "angka",
            t("situs.figures_title", year=year),
            text(ringkasan.finding(lang, year, kini=False), *ringkasan.sentences(lang, year)[1:]),
            _metrics(lang, year),
        ),
        part(
            "peta", t("situs.map_regions"), maps.picture(maps.view("kabkota", year, "keadaan", lang), "peta-daerah"), _more(t, year)
        ),
        part("provinsi", t("situs.provinces_title"), table(views.provinces(lang, year, kini=False))),
        part("tren", trends.title(t, scope), trends.bars(t, scope), folded(trend.caption, table(trend))),
        part("keadaan", states.table.caption, table(states.table)),
        part("beda", disputed.caption, table(disputed)) if disputed else None,
        part("aturan", t("situs.rule_title"), text(evidence.regulation(t, year))),
        part("klaim", t("situs.claims_title", year=year), _claims_link(t, year)),
        part("unduh", t("situs.files_title"), files.of_scope(t, scope)),
        part("tahun-lain", t("situs.other_years"), _years(t, year, addresses.year_page, gaps=True)),
    )
    described = ringkasan.finding(lang, year, kini=False)
    return SitePage(
        lang, _path(year), t("situs.year_title", year=year), described, found, _home(t), picture=cards.path(lang, scope),
        lead=(programme(t, year),), year=year,
    )  # fmt: skip


def _metrics(lang: Lang, year: int) -> str:
    return blocks.metrics((*ringkasan.metrics(lang, year), *ringkasan.completeness(lang, year)))


def _home(t: Texts) -> tuple[tuple[str, str], ...]:
    return ((t("situs.home"), "index.html"),)


def _claims_link(t: Texts, year: int) -> str:
    return links([(t("situs.claims_words", year=year), f"/{addresses.claims_page(t.lang, year)}")])


def _more(t: Texts, year: int) -> str:
    return links([(t("situs.map_more", year=year), f"/{addresses.map_page(t.lang, year)}")])


def _years(t: Texts, year: int, page_of: Callable[[Lang, int], str], *, gaps: bool) -> str:
    """Links to the pages of the other years; those without assessment say so, or are left out where they have no such page."""
    held = set(common.years())
    rounds = [int(one) for one in common.rounds()["tahun"]]
    offered = [one for one in rounds if one != year and (gaps or one in held)]
    words = {one: str(one) if one in held else t("unduh.year_without", year=one) for one in offered}
    return links([(words[one], f"/{page_of(t.lang, one)}") for one in offered])


def map_page(lang: Lang, year: int) -> SitePage:
    """The maps of a year: regions on outlines and tiles, provinces by share, and the rows of the regions."""
    t = texts(lang)
    award = programmes.award(year)
    regions, provinces = maps.view("kabkota", year, "keadaan", lang), maps.view("provinsi", year, award.code, lang)
    found = parts(
        part("daerah", t("situs.map_regions"), note(peta.gap_note(lang, year)), _both(t, regions, "peta-daerah")),
        part("provinsi", t("situs.map_provinces", predicate=award.name), _both(t, provinces, "peta-provinsi")),
        part("tabel", peta.table(regions).caption, table(peta.table(regions))),
        part("tahun-lain", t("situs.other_years"), _years(t, year, addresses.map_page, gaps=False)),
    )
    crumbs = (*_home(t), (t("situs.year_title", year=year), _path(year)))
    title = t("situs.map_title", year=year)
    described = t("situs.map_description", year=year, n=len(common.regions()))
    picture = cards.path(lang, Scope("nasional", "", year))
    return SitePage(
        lang, f"peta/{year}.html", title, described, found, crumbs, picture=picture, lead=(programme(t, year),), year=year
    )


def _both(t: Texts, view: MapView, ident: str) -> str:
    """Outlines, and tiles below them; only tiles where there are no outlines."""
    tiles = maps.picture(maps.tiled(view), f"{ident}-ubin")
    if view.kind == "ubin":
        return tiles
    return maps.picture(view, ident) + folded(t("situs.map_as_tiles"), tiles)


def states_legend(t: Texts) -> str:
    """Every state with its mark and colour, for the page that explains how to read the site."""
    items = "".join(
        f'<li><span class="c {state.css}" style="{state.paint}" aria-hidden="true">'
        f"{state.mark}</span> {escape(state.label(t))}</li>"
        for state in programmes.states().values()
    )
    return f'<ul class="legend" aria-label="{escape(t("situs.legend"))}">{items}</ul>'
