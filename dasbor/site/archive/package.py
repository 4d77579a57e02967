"""`datapackage.json` over all tables of the contract, in the form of `dasbor.exports.package`."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from dasbor.exports import about, package, schema
from dasbor.exports.dataset import Dataset
from dasbor.mart import simulation
from dasbor.site.archive.tables import ArchiveTable
from dasbor.words.texts import LANGUAGES, Lang, catalogue, texts

Json = dict[str, Any]


def descriptor(whole: Dataset, tables: Sequence[ArchiveTable], files: Mapping[str, tuple[str, bytes]]) -> Json:
    """What the package is, as the data package of the nation (`whole`) says it; its resources are `files` (table → path, bytes)."""
    names = {table.name for table in tables}
    return {
        **package.descriptor(whole, {}),
        "name": whole.stem("arsip"),
        "resources": [_resource(table, *files[table.name], names) for table in tables],
    }


def text(described: Json) -> bytes:
    """As JSON."""
    return (json.dumps(described, ensure_ascii=False, indent=2) + "\n").encode()


# texts: arsip.row_*
def meaning(table: ArchiveTable, lang: Lang) -> str:
    """What a row of a table stands for; of a table without English words, the Indonesian ones."""
    if lang == "id":
        return table.meaning
    if table.name in schema.TABLES:
        return about.table_meaning(texts("en"), table.name)
    told = catalogue().get(f"arsip.row_{table.name}")
    return told["en"] if told else table.meaning


def _resource(table: ArchiveTable, path: str, content: bytes, names: set[str]) -> Json:
    made: Json = {"name": table.name, "type": "table", "profile": "tabular-data-resource", "path": path}
    if table.name in schema.TABLES:
        for lang in LANGUAGES:
            made["title" if lang == "id" else f"title_{lang}"] = simulation.title(about.table_title(texts(lang), table.name))
    made |= {"description": table.meaning, "description_en": meaning(table, "en")}
    made |= {
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"csvddfVersion": 1.2, "lineTerminator": "\r\n"},
    }
    made |= {"bytes": len(content), "hash": f"sha256:{hashlib.sha256(content).hexdigest()}", "rows": table.rows.num_rows}
    return {**made, "schema": _schema(table, names)}


def _schema(table: ArchiveTable, names: set[str]) -> Json:
    made: Json = {"fields": [_field(table, field) for field in table.fields], "missingValues": [""]}
    if table.spec.key:
        made["primaryKey"] = list(table.spec.key)
    known = {field.name for field in table.own}
    keys = [
        {"fields": list(one.columns), "reference": {"resource": one.table, "fields": list(one.target)}}
        for one in table.spec.references
        if one.table in names and known.issuperset(one.columns)
    ]
    return {**made, "foreignKeys": keys} if keys else made


# texts: kolom.*
def _field(table: ArchiveTable, field: schema.SchemaField) -> Json:
    """A column; with an English meaning only where one was written for this very Indonesian one."""
    made = package.described(table.name, field)
    if table.name not in schema.TABLES and field in table.own:
        known = {told["id"]: told["en"] for key, told in catalogue().items() if key.startswith("kolom.")}
        del made["description_en"]
        if field.meaning in known:
            made["description_en"] = known[field.meaning]
    return made
