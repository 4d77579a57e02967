"""What the ledger comes to, as the tables of schema `kerja`: one per kind, and the history of every change.

Reads: what stands, and the entries. Decides: which rows an area sees. The kind `peran` is in none of them.
Every table of a kind ends with `no`, `waktu`, `siapa`, `alasan` of the entry that says so.
"""

import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence

import pyarrow as pa

from etl.entries.area import Area
from etl.entries.entry import Entry, Standing
from etl.entries.kinds import KINDS, Key, Value

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
        "riwayat": {
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


def tables(current: Mapping[tuple[str, Key], Standing], entries: Sequence[Entry], area: Area) -> dict[str, pa.Table]:
    """All tables with the rows of an area, each in the order of its keys; empty ones for an area that holds nothing."""
    rows: dict[str, list[dict[str, object]]] = {name: [] for name in SCHEMAS}
    for (kind, key), standing in sorted(current.items(), key=lambda one: one[0]):
        if _seen(kind, standing.province, area):
            rows[kind].append(_row(kind, key, standing))
    rows["riwayat"] = list(_history(entries, area))
    return {name: pa.Table.from_pylist(rows[name], schema=schema) for name, schema in SCHEMAS.items()}


def _seen(kind: str, province: str, area: Area) -> bool:
    """Deadlines of the nation are for everybody who sees anything; all else is for those whose area it is."""
    if kind not in SCHEMAS or not area:
        return False
    return area.holds(province) or (kind == "tenggat" and not province)


def _row(kind: str, key: Key, standing: Standing) -> dict[str, object]:
    fields: dict[str, object] = {"kode_provinsi": standing.province}
    fields.update(zip((field.name for field in KINDS[kind].keys), key, strict=True))
    fields.update(standing.value or {})
    if "tahun" in fields:
        fields["tahun"] = int(str(fields["tahun"]))
    if fields.get("tanggal") is not None:
        fields["tanggal"] = dt.date.fromisoformat(str(fields["tanggal"]))
    return fields | {"no": standing.number, "waktu": standing.at, "siapa": standing.who, "alasan": standing.reason}


def _history(entries: Sequence[Entry], area: Area) -> Iterator[dict[str, object]]:
    for entry in entries:
        for place, one in enumerate(entry.changes, start=1):
            if _seen(one.kind, one.province, area):
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
    return None if value is None else json.dumps(value, ensure_ascii=False)
