"""Every table of the contract, whole, with what identifies a row and what it points to.

Which tables there are, their columns, types and meanings come from the database itself, so that a new table is archived without
anybody thinking of it. Keys and references of the tables that are not published one by one are declared here; the archive
builds them into its schema and is rebuilt from it before it is put in place, so a wrong key is found then.
"""

from dataclasses import dataclass
from typing import Any

from dasbor.exports import schema
from dasbor.exports.schema import ForeignKey, SchemaField, TableSpec
from dasbor.mart import contract, simulation

_YEAR = ForeignKey(("tahun",), "putaran", ("tahun",))
_CLAIM = ForeignKey(("id_klaim",), "klaim", ("id",))
_REGION = ForeignKey(("kode",), "wilayah", ("kode",))
_RESULT = ForeignKey(("tahun", "kode"), "hasil_resmi", ("tahun", "kode"))
_ALL = ("ALL",)


def _keyed(*key: str, to: tuple[ForeignKey, ...] = ()) -> TableSpec:
    return TableSpec(key, key or _ALL, to)


SPECS = {
    **schema.TABLES,
    "fakta": _keyed("kunci", to=(_YEAR, _CLAIM)),
    "hasil_resmi": _keyed("tahun", "kode", to=(_REGION, ForeignKey(("tahun", "versi"), "versi_hasil", ("tahun", "versi")))),
    "skor_kriteria": _keyed("tahun", "kode", "urutan", to=(_RESULT,)),
    "skor_indikator": _keyed("tahun", "kode", "urutan", "indikator", to=(_RESULT,)),
    "versi_hasil": _keyed("tahun", "versi"),
    "riwayat_versi": _keyed("nomor"),
    "perubahan_versi": _keyed(to=(ForeignKey(("nomor",), "riwayat_versi", ("nomor",)),)),
    "runtun": _keyed("program", "kode", to=(_REGION,)),
    "pembina": _keyed("tahun", "tingkat", "kode", to=(_YEAR, _CLAIM)),
    "pendampingan": _keyed("tahun", "kode", to=(_YEAR, _REGION)),
    "capaian_target": _keyed("tahun", "tingkat", "kode", "target"),
    "capaian_kantor": _keyed("tahun", "tingkat", "putusan"),
    "rekap_provinsi_kini": _keyed("tahun", "kode_provinsi", to=schema.TABLES["rekap_provinsi"].references),
    "ambang_pembina": _keyed("tahun", to=(_YEAR, _CLAIM)),
    "kalender": _keyed("peraturan", "urutan", to=(_CLAIM,)),
    "jadwal": _keyed("tahun", "kode", "tahap", "dasar", to=(_YEAR, _CLAIM)),
    "kanwil": _keyed("tahun_mulai", "kode_provinsi"),
    "keputusan": _keyed("tahun", "nomor", to=(_YEAR,)),
    "kriteria": _keyed("peraturan", "urutan"),
    "ubin_kabkota": _keyed("kode", to=(_REGION,)),
    "ubin_provinsi": _keyed("susunan", "kode_provinsi"),
    "zona_waktu": _keyed("kode_provinsi"),
    "berkas": _keyed("berkas"),
    "pemeriksaan": _keyed("nama"),
}
"""Tables with a key, the published ones first. Others have none, and are ordered by all of their columns."""


@dataclass(frozen=True, eq=False)
class ArchiveTable:
    """A table of `mart`: its meaning in Bahasa Indonesia, its fields, its rows (pyarrow.Table); `marked`: with a mark at the end.

    The mark of a simulation is a column of the files, never of the contract: what is rebuilt has the columns of `mart` alone.
    """

    name: str
    meaning: str
    fields: tuple[SchemaField, ...]
    spec: TableSpec
    rows: Any
    marked: bool

    @property
    def own(self) -> tuple[SchemaField, ...]:
        """The fields of the contract, without the mark."""
        return self.fields[:-1] if self.marked else self.fields


def tables() -> tuple[ArchiveTable, ...]:
    """All tables of schema `mart`: those with a declared key in that order, then the rest by name."""
    found = contract.tables()
    return tuple(_table(name) for name in [*(name for name in SPECS if name in found), *(n for n in found if n not in SPECS)])


def _table(name: str) -> ArchiveTable:
    spec = SPECS.get(name, _keyed())
    rows = _plain(contract.rows(name, "true", [], spec.order))
    fields = schema.fields(name) if name in schema.TABLES else _fields(name, spec)
    marked = simulation.active() and simulation.COLUMN not in rows.column_names
    if marked:
        rows, fields = schema.marked(rows), fields if name in schema.TABLES else (*fields, schema.mark())
    return ArchiveTable(name, contract.meaning(name), fields, spec, rows, marked)


def _fields(name: str, spec: TableSpec) -> tuple[SchemaField, ...]:
    return tuple(
        SchemaField(one.name, schema.TYPES[one.type], one.type, one.meaning, required=one.name in spec.key)
        for one in contract.columns(name)
    )


def _plain(rows: Any) -> Any:  # noqa: ANN401  pyarrow.Table
    """Moments in UTC, whatever the time zone of the machine: the same data give the same bytes."""
    import pyarrow as pa

    for place, field in enumerate(rows.schema):
        if pa.types.is_timestamp(field.type):
            rows = rows.set_column(place, field.name, rows.column(place).cast(pa.timestamp("us", "UTC")))
    return rows
