"""What the page Unduh offers: what can be chosen, the figures of the scope, its files by use, and the dictionary."""

from dataclasses import dataclass

import pandas as pd

from dasbor.exports import about, publications
from dasbor.exports.briefs import brief
from dasbor.exports.dataset import tables_of
from dasbor.exports.publications import PublicationFile, Wish
from dasbor.maps import files as map_files
from dasbor.mart import common, links, offices
from dasbor.mart.cache import shared
from dasbor.mart.filters import link
from dasbor.mart.scopes import KINDS, Kind, Scope
from dasbor.page.blocks import Metric
from dasbor.page.tables import ShownColumn, Table
from dasbor.words.texts import LANGUAGES, Texts

READING = ("lembar-fakta", "salindia", "gambar")
"""Formats that people read; the others are for programs."""


@dataclass(frozen=True)
class Offer:
    """A format of a scope: what it is called, what it is for, and its files with the words on their buttons."""

    key: str
    label: str
    about: str
    files: tuple[tuple[str, PublicationFile], ...]


# texts: unduh.kind_*
@shared
def kinds(t: Texts) -> dict[str, str]:
    """The kinds of scope in words."""
    return {kind: t(f"unduh.kind_{kind}") for kind in KINDS}


@shared
def years(t: Texts) -> dict[int, str]:
    """All rounds, the newest first; one without assessment says so, and the page says why it has no files."""
    frame = common.rounds().sort_values("tahun", ascending=False)
    return {
        int(year): str(year) if held else t("unduh.year_without", year=year)
        for year, held in zip(frame["tahun"], frame["ada_penilaian"], strict=True)
    }


@shared
def newest() -> int:
    """The newest assessed year."""
    return common.years()[-1]


@shared
def places(kind: Kind) -> dict[str, str]:
    """Code → name of all that a kind ever had; whether it existed in a year is said by the page, not hidden by the list."""
    if kind == "provinsi":
        return common.provinces()
    if kind == "kanwil":
        return {slug: one.name for slug, one in offices.all_offices().items()}
    frame = common.regions()
    return {code: f"{name} ({code})" for code, name in zip(frame["kode"], frame["nama"], strict=True)}


@shared
def file_languages(t: Texts) -> dict[str, str]:
    """Languages of the files, in words; that of the page first."""
    order = sorted(LANGUAGES, key=lambda lang: lang != t.lang)
    return {lang: t(f"unduh.language_{lang}") for lang in order}


@shared
def spans(t: Texts, year: int) -> dict[str, str]:
    """Whether the data hold the year or all years."""
    # texts: unduh.language_*, texts: unduh.span_*
    return {"tahun": t("unduh.span_year", year=year), "semua": t("unduh.span_all")}


@shared
def metrics(t: Texts, scope: Scope) -> tuple[Metric, ...]:
    """The headline figures of the scope, as its fact sheet has them."""
    see = t("unduh.see_claims")
    return tuple(
        Metric(one.label, one.text, (one.note,) if one.note else (), link=(see, one.address) if one.address else None)
        for one in brief(scope, t.lang).headlines
    )


@shared
def heading(t: Texts, scope: Scope) -> tuple[str, str]:
    """Name of the scope with its year, and what the year rests on."""
    made = brief(scope, t.lang)
    return t("unduh.preview", place=made.title, year=scope.year), made.subtitle


@shared
def unknown(t: Texts, scope: Scope) -> tuple[str, ...]:
    """What is not known about the scope in its year, and what sources disagree on, in sentences."""
    made = brief(scope, t.lang)
    return (*made.unknown, *made.conflicts)


def offers(t: Texts, wish: Wish, *, reading: bool, table: str = "") -> tuple[Offer, ...]:
    """The formats of a scope for reading or for programs; of those with a file per table that of `table`. Errors as `files`."""
    chosen = [key for key in publications.FORMATS if (key in READING) == reading]
    found: dict[str, list[tuple[str, PublicationFile]]] = {}
    for file in publications.files(wish, chosen) if chosen else ():
        if not table or file.part == table or file.format not in publications.BY_TABLE:
            found.setdefault(file.format, []).append((_button(t, file), file))
    return tuple(Offer(key, publications.label(t, key), publications.about(t, key), tuple(made)) for key, made in found.items())


_SHOWN = {"parquet": "Parquet", "geojson": "GeoJSON", "gpkg": "GeoPackage"}


def _button(t: Texts, file: PublicationFile) -> str:
    """The words on a button: the extension, and which picture or table it is."""
    extension = file.name.rpartition(".")[2]
    shown = _SHOWN.get(extension, extension.upper())
    if not file.part:
        return t("unduh.button", extension=shown)
    return t("unduh.button_part", extension=shown, part=publications.part_words(t, file))


def shapes_note(t: Texts, wish: Wish) -> str:
    """Why the files of shapes hold tiles instead of boundaries; "" if they do not, or if the scope has no such file."""
    views = publications.map_views(wish)
    key = map_files.note_key(views[0]) if views else ""
    return t(key) if key else ""


@shared
def tables(t: Texts, scope: Scope) -> dict[str, str]:
    """The tables of a scope with their names."""
    return {name: about.table_title(t, name) for name in tables_of(scope)}


@shared
def dictionary(t: Texts, table: str) -> Table:
    """The columns of a table: name, type, meaning, limits."""
    rows = [row[1:] for row in about.dictionary(t, (table,))]
    frame = pd.DataFrame(rows, columns=["kolom", "jenis", "arti", "sah"])
    columns = (
        ShownColumn("kolom", "common.about_columns"),
        ShownColumn("jenis", "paket.type"),
        ShownColumn("arti", "common.about_meaning"),
        ShownColumn("sah", "paket.limits"),
    )
    return Table(frame, columns, t("unduh.dictionary", table=about.table_title(t, table)), t)


def licence(t: Texts) -> tuple[str, str, str]:
    """Name of the licence, its address, and what it allows."""
    return t("unduh.licence_name"), about.LICENCE_ADDRESS, t("unduh.licence_allows")


def terms(t: Texts, scope: Scope, *, all_years: bool) -> tuple[str, ...]:
    """How to cite, and what the licence does not cover, as paragraphs."""
    span = about.span_words(scope, all_years=all_years)
    return (
        f"{t('paket.cite')}: {about.citation(t, scope, span)}",
        f"{t('paket.boundaries')}: {t('paket.boundaries_text')}",
    )


def ways(t: Texts, scope: Scope) -> tuple[tuple[str, str, str], ...]:
    """Where the figures of the scope can be read and traced: words, address, remark."""
    addresses = {
        "nasional": link("ringkasan", {"tahun": scope.year}, t),
        "provinsi": links.province_link(t, scope.code, scope.year),
        "kanwil": links.office_link(t, scope.code, scope.year),
        "daerah": links.region_link(t, scope.code),
    }
    own = (t("unduh.way_place", place=scope.name(t)), addresses[scope.kind], t("unduh.way_own_remark"))
    sources = brief(scope, t.lang).headline("sumber")
    claims = (t("unduh.way_claims"), sources.address, t("unduh.way_claims_remark")) if sources and sources.address else None
    rule = (t("unduh.way_rule"), links.part_link(t, "aturan"), t("unduh.way_rule_remark"))
    return tuple(way for way in (own, claims, rule) if way)
