"""Finding a region on the page daerah: the list to pick from, the matches of a search, the list of all."""

from dasbor.mart import common, links, regions
from dasbor.mart.cache import shared
from dasbor.mart.regions import FoundRegion
from dasbor.page import blocks
from dasbor.page.tables import ShownColumn, Table
from dasbor.words.texts import Lang, Texts, texts

_MOST = 40  # matches listed; more means the search says too little
INDEX = (
    ShownColumn("nama", "daerah.col_name", href="halaman"),
    ShownColumn("provinsi", "common.province"),
    ShownColumn("kode", "daerah.col_code"),
    ShownColumn("berpredikat", "daerah.col_known", "share", of="penilaian", help="daerah.col_known_help"),
    ShownColumn("predikat_terakhir", "daerah.col_last", "state"),
    ShownColumn("tahun_terakhir", "daerah.col_last_year", "year", missing="daerah.not_applicable"),
)


@shared
def options(lang: Lang, chosen: str) -> dict[str, str]:
    """What the picker offers, code → name with province: all regions, or those of the chosen one's province.

    All 514 weigh 19 KB at every rerun; from a region's page the search and the first option lead to the others.
    """
    t = texts(lang)
    names = regions.labels()
    if chosen not in names:
        return {"": t("daerah.pick_none"), **names}
    frame = common.regions()
    province = regions.region(chosen)["kode_provinsi"]
    inside = frame.loc[frame["kode_provinsi"] == province, "kode"]
    return {"": t("daerah.pick_other"), **{str(code): names[str(code)] for code in inside}}


def _field(t: Texts, match: FoundRegion) -> str:
    # texts: daerah.match_*
    return "" if match.field == "nama" else f"({t(f'daerah.match_{match.field}'.replace('-', '_'))})"


def _list(t: Texts, matches: tuple[FoundRegion, ...]) -> str:
    names = regions.labels()
    items = [(names[m.code], links.region_link(t, m.code), _field(t, m)) for m in matches[:_MOST]]
    if len(matches) > _MOST:
        items.append((t("daerah.found_more", count=len(matches) - _MOST), "", ""))
    return blocks.links(items)


@shared
def groups(lang: Lang, words: str) -> tuple[tuple[str, str], ...]:
    """What was found, as (sentence, list in HTML): whole names and codes first, then the rest; empty if nothing fits."""
    t = texts(lang)
    found = regions.find(words)
    exact = tuple(match for match in found if match.exact)
    rest = tuple(match for match in found if not match.exact)
    made = []
    if exact:
        key = "daerah.found_one" if len(exact) == 1 else "daerah.found_many"
        made.append((t(key, words=words, count=len(exact)), _list(t, exact)))
    if rest:
        made.append((t("daerah.found_also" if exact else "daerah.found_like", words=words), _list(t, rest)))
    return tuple(made)


@shared
def index(lang: Lang, province: str) -> Table:
    """All regions, or those of one of today's provinces, with how much is known of each."""
    t = texts(lang)
    frame = regions.overview()
    if province:
        frame = frame[frame["kode_provinsi"] == province]
    shown = frame.assign(halaman=[links.region_link(t, str(code)) for code in frame["kode"]])
    return Table(shown, INDEX, t("daerah.index_title"), t)
