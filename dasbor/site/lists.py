"""Pages that are not about a place: search, downloads, about the site; and the index that the search reads."""

import json
from html import escape

from dasbor.exports import publications, unduh
from dasbor.exports.publications import Wish
from dasbor.mart import common, regions
from dasbor.mart.scopes import Scope
from dasbor.site import addresses, files, nation
from dasbor.site.model import SitePage, links, part, parts, table, text
from dasbor.words.formats import is_unknown
from dasbor.words.texts import LANGUAGES, Lang, texts


def search_page(lang: Lang) -> SitePage:
    """The search; without script it leads to the lists, where the browser's own search finds every name."""
    t = texts(lang)
    ways = links(
        [(t("situs.way_regions"), f"/{lang}/daerah/index.html"), (t("situs.way_provinces"), f"/{lang}/provinsi/index.html")],
    )
    words = {key: t(f"situs.found_{key}") for key in ("none", "one", "many")}  # texts: situs.found_*
    data = "".join(f' data-{key}="{escape(value)}"' for key, value in words.items())
    found = f'<div id="hasil-cari" role="status"{data}>{text(t("situs.search_no_script"))}</div>'
    crumbs = ((t("situs.home"), "index.html"),)
    return SitePage(
        lang, "cari.html", t("situs.way_search"), t("situs.search_description"),
        parts(part("hasil", t("situs.search_results"), found), part("daftar", t("situs.search_lists"), ways)), crumbs,
        lead=(t("situs.search_lead"),), needs_search=True,
    )  # fmt: skip


def search_index(lang: Lang) -> str:
    """A script that sets `KKP_CARI`: [words shown, remark, address, other names and codes] of every place and year.

    A script and not JSON, which a page opened from a disk may not fetch.
    """
    t = texts(lang)
    rows: list[tuple[str, str, str, str]] = []
    for row in common.regions().to_dict("records"):
        names = [*(name for name, _ in regions.former_names(row["nama_lain"])), *regions.nicknames(row["nama_panggilan"])]
        codes = {str(row[key]) for key in ("kode", "kode_2020", "kode_bps_2020") if not is_unknown(row[key])}
        rows.append((str(row["nama"]), str(row["provinsi"]), f"daerah/{row['kode']}.html", " ".join([*names, *sorted(codes)])))
    rows += [(name, t("common.province"), f"provinsi/{code}.html", code) for code, name in common.provinces().items()]
    first = common.provinces(common.years()[0])
    rows += [
        (t("situs.former_title", province=first[code]), t("common.province"), f"provinsi/{code}{addresses.FORMER}.html", code)
        for code in addresses.former_provinces()
    ]
    years = [int(year) for year in common.rounds()["tahun"]]
    rows += [(t("situs.year_title", year=year), "", f"tahun/{year}.html", str(year)) for year in years]
    return f"window.KKP_CARI={json.dumps(rows, ensure_ascii=False, separators=(',', ':'))};\n"


def downloads_page(lang: Lang, sizes: dict[str, int]) -> SitePage:
    """Everything to take away, and on what terms. `sizes`: path → bytes of the files made."""
    t = texts(lang)
    newest = common.years()[-1]
    found = []
    for key, offered in files.whole(lang):
        told = text(publications.about(t, key))
        found.append(part(key, publications.label(t, key), told, files.listed(t, offered, sizes)))
    scope = Scope("nasional", "", newest)
    shapes = text(unduh.shapes_note(t, Wish(scope, lang)))
    year = part("tahun", t("situs.files_year", year=newest), shapes, files.listed(t, files.offered(scope, lang), sizes))
    others = links([(str(one), f"/{addresses.year_page(lang, one)}#unduh") for one in common.years()])
    name, address, allows = unduh.licence(t)
    licence = f'<p><a href="{escape(address)}">{escape(name)}</a>: {escape(allows)}.</p>'
    dictionary = "".join(table(unduh.dictionary(t, one)) for one in unduh.tables(t, scope))
    whole = parts(
        part("lisensi", t("situs.licence_title"), licence, text(*files.cite(lang))),
        *found,
        year,
        part("tahun-lain", t("situs.files_other"), text(t("situs.files_places")), others),
        part("periksa", t("situs.checksum_title"), text(t("situs.checksum_text")), links([("SHA256SUMS", "/SHA256SUMS")])),
        part("kamus", t("situs.dictionary"), dictionary),
    )
    return SitePage(
        lang, "unduh.html", t("situs.way_downloads"), t("situs.downloads_description"), whole, ((t("situs.home"), "index.html"),)
    )


def about_page(lang: Lang) -> SitePage:
    """What the figures are, how to read them, and what the site does not know."""
    t = texts(lang)
    feeds = links([(t(f"unduh.language_{one}"), f"/umpan/{one}.xml") for one in LANGUAGES])
    whole = parts(
        part("apa", t("situs.about_what"), text(t("situs.about_what_text"), t("situs.about_years"))),
        part("tanda", t("situs.about_marks"), text(t("situs.about_marks_text")), nation.states_legend(t)),
        part("angka", t("situs.about_figures"), text(t("situs.about_figures_text"), t("situs.about_bounds"))),
        part("akses", t("situs.about_access"), text(t("situs.about_access_text"))),
        part("perubahan", t("situs.about_changes"), text(t("situs.about_changes_text")), feeds),
        part("privasi", t("situs.about_privacy"), text(t("situs.about_privacy_text"))),
    )
    return SitePage(
        lang, "tentang.html", t("situs.way_about"), t("situs.about_description"), whole, ((t("situs.home"), "index.html"),)
    )
