"""The data as a Frictionless data package: CSV files, `datapackage.json`, and what a catalogue wants, in one ZIP.

Follows Data Package v1 (specs.frictionlessdata.io): profile `data-package`, tables as `tabular-data-resource` with Table Schema.
What the specification has no word for stands in properties of our own: the English wording (`title_en`, `description_en`) and
`rows`, which the Frictionless validator checks as well.
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any

from dasbor.exports import about, catalog, data_files, schema
from dasbor.exports.dataset import Dataset
from dasbor.exports.schema import SchemaField
from dasbor.mart import warehouse
from dasbor.words.texts import LANGUAGES, texts

FOLDER = "data"
Json = dict[str, Any]


def package_zip(data: Dataset) -> bytes:
    """The package. `datapackage.json` lies at the top, as readers of zipped packages expect it."""
    tables = {name: data_files.csv_bytes(data, name) for name in data.tables}
    described = descriptor(data, tables)
    files = {
        "datapackage.json": _json(described),
        "dcat.jsonld": _json(catalog.dcat(data, described)),
        "ckan.json": _json(catalog.ckan(data, described)),
        "BACA-SAYA.md": readme(data).encode(),
        **{f"{FOLDER}/{name}.csv": content for name, content in tables.items()},
    }
    return zipped(files)


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Files as one ZIP whose times are that of the data: the same data give the same bytes."""
    built = warehouse.stamp().built
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, (built.year, built.month, built.day, built.hour, built.minute, built.second))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return out.getvalue()


def descriptor(data: Dataset, tables: dict[str, bytes]) -> Json:
    """`datapackage.json` for the CSV files `tables` (name → bytes)."""
    stamp = warehouse.stamp()
    made: Json = {"profile": "data-package", "name": data.stem("data"), "version": stamp.version}
    made["created"] = stamp.built.isoformat()
    made |= about.mark()
    for lang in LANGUAGES:
        t, suffix = texts(lang), "" if lang == "id" else f"_{lang}"
        made[f"title{suffix}"] = about.title(t, data)
        made[f"description{suffix}"] = about.description(t, data)
        made[f"citation{suffix}"] = about.citation(t, data.scope, about.years_words(data))
    made |= {"homepage": about.address()} if about.address() else {}
    made["contributors"] = [{"title": texts("id")("paket.publisher"), "role": "publisher"}]
    made["contributors"] += [{"title": texts("id")("paket.producer"), "role": "author"}]
    made["keywords"] = list(catalog.keywords())
    made["licenses"] = [{"name": about.LICENCE, "path": about.LICENCE_ADDRESS, "title": "Creative Commons Attribution 4.0"}]
    made["sources"] = [
        {"title": one.name, **({"path": one.address} if one.address else {}), "claims": one.claims}
        for one in about.publishers(data)
    ]
    made["resources"] = [_resource(data, name, content) for name, content in tables.items()]
    return made


def _resource(data: Dataset, name: str, content: bytes) -> Json:
    indonesian, english = texts("id"), texts("en")
    return {
        "name": name,
        "type": "table",
        "profile": "tabular-data-resource",
        "path": f"{FOLDER}/{name}.csv",
        "title": about.table_title(indonesian, name),
        "title_en": about.table_title(english, name),
        "description": about.table_meaning(indonesian, name),
        "description_en": about.table_meaning(english, name),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "rows": data.tables[name].num_rows,
        "schema": _schema(data, name),
    }


def _schema(data: Dataset, table: str) -> Json:
    spec = schema.TABLES[table]
    made: Json = {
        "fields": [described(table, field) for field in schema.fields(table)],
        "missingValues": [""],
        "primaryKey": list(spec.key),
    }
    known = {field.name for field in schema.fields(table)}
    keys = [
        {
            "fields": list(reference.columns),
            "reference": {"resource": reference.table, "fields": list(reference.target)},
        }
        for reference in spec.references
        if reference.table in data.tables and known.issuperset(reference.columns)
    ]
    return {**made, "foreignKeys": keys} if keys else made


def described(table: str, field: SchemaField) -> Json:
    """A column as a field of Table Schema."""
    limits: Json = {"required": True} if field.required else {}
    if field.allowed:
        limits["enum"] = list(field.allowed)
    if field.minimum is not None:
        limits["minimum"] = _number(field.minimum)
    if field.maximum is not None:
        limits["maximum"] = _number(field.maximum)
    if field.pattern:
        limits["pattern"] = field.pattern
    made: Json = {
        "name": field.name,
        "type": field.type,
        "description": field.meaning,
        "description_en": schema.meaning(table, field, "en"),
    }
    if field.type == "boolean":
        made |= {"trueValues": ["true"], "falseValues": ["false"]}
    return {**made, "constraints": limits} if limits else made


def _number(value: float) -> float | int:
    return int(value) if float(value).is_integer() else value


def readme(data: Dataset) -> str:
    """What the package is, in both languages, for people who open it without a program."""
    parts = []
    for lang in LANGUAGES:
        t = texts(lang)
        lines = [f"- `{FOLDER}/{name}.csv`: {about.table_meaning(t, name)}" for name in data.tables]
        parts += [
            f"# {about.title(t, data)}",
            about.description(t, data),
            "\n".join(lines),
            t("paket.reading_text"),
            f"{t('paket.codes')}: {t('paket.codes_text')}",
            t("paket.apostrophe"),
            f"{t('paket.boundaries')}: {t('paket.boundaries_text')}",
            f"{t('paket.licence')}: {t('paket.licence_text', address=about.LICENCE_ADDRESS)}",
            f"{t('paket.cite')}: {about.citation(t, data.scope, about.years_words(data))}",
            t("paket.validate"),
        ]
    return "\n\n".join(parts) + "\n"


def _json(value: Json) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()
