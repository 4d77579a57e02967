"""What stands beside data in every file: title, licence, how to cite, publishers, and the meaning of each column."""

import os
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from dasbor.exports import schema
from dasbor.exports.dataset import Dataset
from dasbor.exports.schema import SchemaField
from dasbor.mart import common, programmes, simulation, warehouse
from dasbor.mart.cache import shared
from dasbor.mart.scopes import Scope
from dasbor.words import formats
from dasbor.words.texts import LANGUAGES, Texts, texts

LICENCE = "CC-BY-4.0"
LICENCE_ADDRESS = "https://creativecommons.org/licenses/by/4.0/"


@dataclass(frozen=True)
class Publisher:
    """A publisher of claims, the address of its site ("" where none was kept), and how many of the claims are its own."""

    name: str
    address: str
    claims: int


def years_words(data: Dataset) -> str:
    """As in "2024", or "2013–2024" for all rounds."""
    return span_words(data.scope, all_years=data.all_years)


def span_words(scope: Scope, *, all_years: bool) -> str:
    """The year of a scope, or the first and last round."""
    if not all_years:
        return str(scope.year)
    years = common.rounds()["tahun"]
    return f"{years.min()}–{years.max()}"


def title(t: Texts, data: Dataset) -> str:
    """As in "Kabupaten/Kota Peduli HAM: data Sumatera Selatan, 2022"."""
    named = programmes.title(t.lang, data.scope.year)
    return simulation.title(t("paket.title", programme=named, place=data.scope.name(t), years=years_words(data)))


def description(t: Texts, data: Dataset) -> str:
    """What the data are, and how to read them, in a paragraph."""
    told = t("paket.description", place=data.scope.name(t), years=years_words(data))
    return ". ".join([*simulation.notes(t), told])


# texts: paket.table_*
def table_title(t: Texts, table: str) -> str:
    """The name of a table for readers."""
    return t(f"paket.table_{table}")


# texts: paket.row_*
def table_meaning(t: Texts, table: str) -> str:
    """What a row of a table stands for."""
    return t(f"paket.row_{table}")


def citation(t: Texts, scope: Scope, years: str) -> str:
    """How to name the data as a source, with version and date."""
    stamp = warehouse.stamp()
    values = {"programme": programmes.title(t.lang, scope.year), "place": scope.name(t), "years": years, "version": stamp.version}
    said = simulation.title(t("paket.citation", date=formats.date(stamp.built, t.lang), **values))
    return f"{said} {address()}/unduh?versi={stamp.name}" if address() else said


def address() -> str:
    """Where readers reach this dashboard, if whoever runs it says so in PEDULIHAM_ALAMAT; else ""."""
    told = os.environ.get("PEDULIHAM_ALAMAT", "").strip().rstrip("/")
    return told if urlsplit(told).scheme in ("http", "https") else ""


def about_rows(t: Texts, data: Dataset) -> list[tuple[str, str]]:
    """Label and text of each line of the sheet about the file."""
    stamp = warehouse.stamp()
    return [
        *((simulation.MARK, note) for note in simulation.notes(t)),
        (t("common.about_title"), title(t, data)),
        (t("paket.scope"), data.scope.name(t)),
        (t("common.year"), years_words(data)),
        (t("common.about_built"), formats.date(stamp.built, t.lang)),
        (t("common.about_version"), stamp.version),
        (t("paket.licence"), t("paket.licence_text", address=LICENCE_ADDRESS)),
        (t("paket.cite"), citation(t, data.scope, years_words(data))),
        (t("common.about_source"), t("common.about_source_text")),
        (t("paket.reading"), t("paket.reading_text")),
        (t("paket.codes"), t("paket.codes_text")),
        (t("paket.boundaries"), t("paket.boundaries_text")),
        ("", ""),
        (t("paket.sheet"), t("common.about_meaning")),
        *((name, f"{table_title(t, name)}. {table_meaning(t, name)}") for name in data.tables),
    ]


def dictionary_heads(t: Texts) -> tuple[str, ...]:
    """The headings of the dictionary."""
    keys = ("paket.sheet", "common.about_columns", "paket.type", "common.about_meaning", "paket.limits")
    return tuple(t(key) for key in keys)


# texts: paket.type_*
def dictionary(t: Texts, tables: tuple[str, ...]) -> list[tuple[str, str, str, str, str]]:
    """Table, column, type, meaning and limits of every column of `tables`."""
    return [
        (table, field.name, t(f"paket.type_{field.type}"), schema.meaning(table, field, t.lang), limits(t, field))
        for table in tables
        for field in schema.fields(table)
    ]


def limits(t: Texts, field: SchemaField) -> str:
    """What a column may hold, in words: never empty, a closed list, a range, a pattern."""
    parts = [t("paket.limit_required")] if field.required else []
    if field.allowed:
        parts.append(t("paket.limit_allowed", values=", ".join(field.allowed)))
    if field.minimum is not None:
        parts.append(t("paket.limit_least", value=f"{field.minimum:g}"))
    if field.maximum is not None:
        parts.append(t("paket.limit_most", value=f"{field.maximum:g}"))
    if field.pattern:
        parts.append(t("paket.limit_pattern", pattern=field.pattern))
    return "; ".join(parts)


def about_file(data: Dataset, table: str) -> dict[str, Any]:
    """What a Parquet file says of itself, key by key, both languages side by side."""
    stamp = warehouse.stamp()
    by_language: dict[str, Any] = {}
    for lang in LANGUAGES:
        t, suffix = texts(lang), "" if lang == "id" else f"_{lang}"
        by_language[f"title{suffix}"] = f"{title(t, data)}: {table_title(t, table)}"
        by_language[f"description{suffix}"] = table_meaning(t, table)
        by_language[f"citation{suffix}"] = citation(t, data.scope, years_words(data))
    return {
        **by_language,
        **mark(),
        "licence": {"name": LICENCE, "path": LICENCE_ADDRESS},
        "version": stamp.version,
        "created": stamp.built.isoformat(),
        "sources": [{"title": one.name, "path": one.address, "claims": one.claims} for one in publishers(data)],
    }


def mark() -> dict[str, Any]:
    """What the description of a simulation says besides, for programs; nothing with real data."""
    return {simulation.COLUMN: True} if simulation.active() else {}


@shared
def publishers(data: Dataset) -> tuple[Publisher, ...]:
    """The publishers of the claims in `data`, those of most claims first; the site is that of their first claim."""
    claims = data.tables["klaim"].select(["penerbit", "sumber_url"]).to_pydict()
    counts: dict[str, int] = {}
    sites: dict[str, str] = {}
    for name, address in zip(claims["penerbit"], claims["sumber_url"], strict=True):
        counts[name] = counts.get(name, 0) + 1
        if address and name not in sites:
            parts = urlsplit(address)
            sites[name] = f"{parts.scheme}://{parts.netloc}/"
    return tuple(Publisher(name, sites.get(name, ""), counts[name]) for name in sorted(counts, key=lambda n: (-counts[n], n)))
