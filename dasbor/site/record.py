"""What stands behind the figures: every claim of a year with its source, and how one of several is chosen."""

from collections.abc import Iterator
from dataclasses import replace

from dasbor.mart import claims as queries
from dasbor.mart import common
from dasbor.page.tables import Table
from dasbor.site import addresses
from dasbor.site.model import PagePart, SitePage, links, part, parts, table, text
from dasbor.views.sumber import claims, official, quality, yearly
from dasbor.words.formats import number
from dasbor.words.texts import Lang, texts

_NATION = "nasional"


def claims_page(lang: Lang, year: int) -> SitePage:
    """All claims about a year, place by place: the nation, then each province with its regions."""
    t = texts(lang)
    frame = queries.claims()
    mine = frame[frame["tahun"] == year]
    told = t("situs.claims_count", n=number(len(mine), lang), organisations=number(mine["lembaga"].nunique(), lang), year=year)
    conflicts = [part(f"beda-{name}", shown.caption, text(why), table(shown)) for name, shown, why in _conflicts(lang, year)]
    sections = parts(*_sections(lang, year))
    here = frozenset(mine["id"])
    jumps = links([(one.title, f"#{one.ident}") for one in sections])
    crumbs = ((t("situs.home"), "index.html"), (t("situs.year_title", year=year), f"tahun/{year}.html"))
    first = part("isi", t("situs.contents"), text(told), jumps)
    return SitePage(
        lang,
        f"klaim/{year}.html",
        t("situs.claims_title", year=year),
        told,
        parts(first, *sections, *conflicts),
        crumbs,
        claims=here,
    )


def _conflicts(lang: Lang, year: int) -> tuple[tuple[str, Table, str], ...]:
    return quality.conflict_parts(lang, str(year), "")


def _sections(lang: Lang, year: int) -> Iterator[PagePart]:
    t, frame = texts(lang), queries.claims()
    hit = frame["tahun"] == year
    groups = {"": frame["tingkat"] == _NATION}
    names = dict(zip(frame.loc[hit, "kode_provinsi"], frame.loc[hit, "provinsi"], strict=True))
    for code in sorted(code for code in names if isinstance(code, str)):
        groups[code] = (frame["tingkat"] != _NATION) & (frame["kode_provinsi"] == code)
    for code, chosen in groups.items():
        # the province itself stands before its regions
        places = frame.index[hit & chosen].to_list()
        places.sort(key=lambda place: frame.at[place, "tingkat"] == "kabkota")
        title = str(names[code]) if code else t("cakupan.nation")
        shown = claims.claim_table(lang, tuple(places), t("situs.claims_of", place=title, year=year), without=("tahun",))
        yield part(f"p-{code}" if code else "nasional", title, table(replace(shown, anchor="id")))


def sources_page(lang: Lang) -> SitePage:
    """How a claim is chosen, what was rejected, what the years rest on, and the claims year by year."""
    t = texts(lang)
    years = [int(year) for year in common.rounds()["tahun"]]
    counts = queries.claims().groupby("tahun").size().to_dict()
    listed = links(
        [
            (
                t("situs.claims_year", year=year, n=number(counts.get(year, 0), lang)),
                f"/{addresses.claims_page(lang, year)}",
            )
            for year in years
        ]
    )
    versions = official.versions(lang)
    found = parts(
        part("klaim", t("situs.claims_by_year"), listed, text(quality.conflict_sentence(lang))),
        part(
            "aturan",
            t("sumber.part_aturan"),
            quality.rules(lang),
            text(quality.decision_sentence(lang)),
            table(quality.decisions(lang)),
        ),
        part("golongan", quality.classes(lang).caption, table(quality.classes(lang))),
        part("tahunan", t("sumber.part_tahunan"), *(table(shown) for shown in yearly.tables(t).values())),
        part("hasil", versions.caption, text(official.sentence(lang)), table(versions)) if len(versions.frame) else None,
        part("ditolak", t("sumber.part_ditolak"), text(quality.rejected_sentence(lang)), table(quality.rejected(lang))),
        part("pembangunan", t("sumber.part_pembangunan"), table(quality.files(lang)), table(quality.checks(lang))),
    )
    crumbs = ((t("situs.home"), "index.html"),)
    return SitePage(lang, "sumber.html", t("situs.way_sources"), t("situs.sources_description"), found, crumbs)
