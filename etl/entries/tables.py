"""What the ledger comes to, as the tables of schema `kerja`: one per kind, and the history of every change.

Reads: what stands, and the entries. Decides: which rows an area sees. The kind `peran` is in none of them.
Every table of a kind ends with `no`, `waktu`, `siapa`, `alasan` of the entry that says so.
"""

import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from etl.entries.area import Area
from etl.entries.entry import Entry, StandingEntry
from etl.entries.kinds import KINDS, Key, Value

HISTORY = "riwayat"
_ENCODER = json.JSONEncoder(ensure_ascii=False)
_MOMENT = pa.timestamp("us", tz="UTC")
_WHO = {"no": pa.int32(), "waktu": _MOMENT, "siapa": pa.string(), "alasan": pa.string()}
SCHEMAS: Mapping[str, pa.Schema] = {
    name: pa.schema(list(columns.items()))
    for name, columns in {
        "target": {
            "tahun": pa.int32(),
            "kode_provinsi": pa.string(),
            "target_peduli": pa.int32(),
            "target_peserta": pa.int32(),
            **_WHO,
        },
        "tahap": {
            "tahun": pa.int32(),
            "kode": pa.string(),
            "kode_provinsi": pa.string(),
            "tahap": pa.string(),
            "keadaan": pa.string(),
            "tanggal": pa.date32(),
            **_WHO,
        },
        "tenggat": {"tahun": pa.int32(), "kode_provinsi": pa.string(), "tahap": pa.string(), "tanggal": pa.date32(), **_WHO},
        "yankomas": {
            "tahun": pa.int32(),
            "kode": pa.string(),
            "kode_provinsi": pa.string(),
            "dugaan": pa.int32(),
            "rekomendasi": pa.int32(),
            "terjawab": pa.int32(),
            "keterangan": pa.string(),
            **_WHO,
        },
        "koreksi": {
            "id": pa.string(),
            "kode_provinsi": pa.string(),
            "nilai": pa.string(),
            "cabut": pa.bool_(),
            "sumber_url": pa.string(),
            "putusan": pa.string(),
            **_WHO,
        },
        HISTORY: {
            "no": pa.int32(),
            "ke": pa.int32(),
            "waktu": _MOMENT,
            "siapa": pa.string(),
            "peran": pa.string(),
            "alasan": pa.string(),
            "jenis": pa.string(),
            "kunci": pa.string(),
            "kode_provinsi": pa.string(),
            "sebelum": pa.string(),
            "sesudah": pa.string(),
            "urungkan": pa.int32(),
            "berkas": pa.string(),
        },
    }.items()
}


def standing(current: Mapping[tuple[str, Key], StandingEntry]) -> dict[str, pa.Table]:
    """What stands: a table per kind with all its rows in the order of the keys."""
    rows: dict[str, list[dict[str, object]]] = {name: [] for name in SCHEMAS if name != HISTORY}
    for (kind, key), one in sorted(current.items(), key=lambda item: item[0]):
        if kind in rows:
            rows[kind].append(_row(kind, key, one))
    return {name: pa.Table.from_pylist(rows[name], schema=SCHEMAS[name]) for name in rows}


def history(entries: Sequence[Entry]) -> pa.Table:
    """Every change of these entries, in order."""
    return pa.Table.from_pylist(list(_changes(entries)), schema=SCHEMAS[HISTORY])


def within(name: str, table: pa.Table, area: Area) -> pa.Table:
    """The rows of a table that an area sees: its own, and deadlines of the nation; none if there is nothing in the area."""
    if area.everything or not area:
        return table.slice(0, table.num_rows if area else 0)
    place = table["kode_provinsi"]
    kind = table["jenis"] if name == HISTORY else pa.scalar(name)
    national = pc.and_(pc.equal(place, ""), pc.equal(kind, "tenggat"))
    return table.filter(pc.or_(pc.is_in(place, pa.array(sorted(area.provinces - {""}), pa.string())), national))


def _row(kind: str, key: Key, one: StandingEntry) -> dict[str, object]:
    fields: dict[str, object] = {"kode_provinsi": one.province}
    fields.update(zip((field.name for field in KINDS[kind].keys), key, strict=True))
    fields.update(one.value or {})
    if "tahun" in fields:
        fields["tahun"] = int(str(fields["tahun"]))
    if fields.get("tanggal") is not None:
        fields["tanggal"] = dt.date.fromisoformat(str(fields["tanggal"]))
    return fields | {"no": one.number, "waktu": one.at, "siapa": one.who, "alasan": one.reason}


def _changes(entries: Sequence[Entry]) -> Iterator[dict[str, object]]:
    for entry in entries:
        for place, one in enumerate(entry.changes, start=1):
            if one.kind in SCHEMAS:
                yield {
                    "no": entry.number,
                    "ke": place,
                    "waktu": entry.at,
                    "siapa": entry.who,
                    "peran": ", ".join(entry.roles),
                    "alasan": entry.reason,
                    "jenis": one.kind,
                    "kunci": "/".join(one.key),
                    "kode_provinsi": one.province,
                    "sebelum": _json(one.before),
                    "sesudah": _json(one.after),
                    "urungkan": entry.undoes,
                    "berkas": entry.source and entry.source.name,
                }


def _json(value: Value | None) -> str | None:
    return None if value is None else _ENCODER.encode(value)
