"""What the columns of the published tables may hold: types, limits, keys and what points where.

Types and meanings come from the contract itself, so a new column appears by itself. What cannot be read there (keys, closed
lists of values, patterns of codes) is declared here; `tests/dasbor/test_package.py` holds it against every row of the record.
"""

from dataclasses import dataclass
from typing import Any

from dasbor.mart import common, contract, programmes, simulation
from dasbor.mart.angka import LEVELS
from dasbor.mart.cache import shared
from dasbor.words import colors
from dasbor.words.texts import Lang, catalogue, texts

FIRST_YEAR = 2013
"""The first award year of the record; nothing older is published."""


@dataclass(frozen=True)
class ForeignKey:
    """A foreign key: `columns` of this table name a row of `table` by its `target` columns."""

    columns: tuple[str, ...]
    table: str
    target: tuple[str, ...]


@dataclass(frozen=True)
class TableSpec:
    """A table that is published: the columns that identify a row, the order of rows, and what it points to."""

    key: tuple[str, ...]
    order: tuple[str, ...]
    references: tuple[ForeignKey, ...] = ()


@dataclass(frozen=True)
class SchemaField:
    """A column as a Frictionless field: `type` in its words, `duckdb` in DuckDB's; `allowed` is a closed list, empty if open."""

    name: str
    type: str
    duckdb: str
    meaning: str
    required: bool
    minimum: float | None = None
    maximum: float | None = None
    pattern: str = ""
    allowed: tuple[str, ...] = ()


_YEAR = ForeignKey(("tahun",), "putaran", ("tahun",))
_CLAIM = ForeignKey(("id_klaim",), "klaim", ("id",))


def _claims(*columns: str) -> tuple[ForeignKey, ...]:
    return tuple(ForeignKey((f"id_klaim_{column}",), "klaim", ("id",)) for column in columns)


_COUNTS = ("peserta", "peduli", "cukup", "mulai", "kurang")
TABLES: dict[str, TableSpec] = {
    "hasil_kabkota": TableSpec(
        ("tahun", "kode"),
        ("tahun", "kode"),
        (
            _YEAR,
            ForeignKey(("kode",), "wilayah", ("kode",)),
            ForeignKey(("tahun", "kode_provinsi"), "rekap_provinsi", ("tahun", "kode_provinsi")),
            *_claims("predikat", "skor", "partisipasi", "rekomendasi"),
        ),
    ),
    "angka": TableSpec(  # what identifies a row holds null where the measure has no predicate, so it is no primary key
        (),
        ("tahun", "tingkat", "kode", "ukuran", "predikat"),
        (_YEAR, _CLAIM, ForeignKey(("predikat",), "predikat", ("kode",))),
    ),
    "bagian": TableSpec(
        ("tahun", "tingkat", "kode", "keadaan"),
        ("tahun", "tingkat", "kode", "urutan"),
        (_YEAR, ForeignKey(("predikat",), "predikat", ("kode",))),
    ),
    "perpindahan": TableSpec(
        ("tahun_dari", "tahun_ke", "kode"),
        ("tahun_dari", "tahun_ke", "kode"),
        (
            ForeignKey(("tahun_dari",), "putaran", ("tahun",)),
            ForeignKey(("tahun_ke",), "putaran", ("tahun",)),
            ForeignKey(("kode",), "wilayah", ("kode",)),
        ),
    ),
    "rekap_provinsi": TableSpec(
        ("tahun", "kode_provinsi"), ("tahun", "kode_provinsi"), (_YEAR, *_claims(*_COUNTS, "rekomendasi", "pembina"))
    ),
    "rekap_nasional": TableSpec(("tahun",), ("tahun",), (_YEAR, *_claims(*_COUNTS))),
    "target": TableSpec(
        ("tahun", "tingkat", "kode", "penetap", "target_peduli"),
        ("tahun", "tingkat", "kode", "penetap", "target_peduli"),
        (_YEAR, _CLAIM),
    ),
    "tahapan": TableSpec(("tahun", "tingkat", "kode", "tahap"), ("tahun", "tingkat", "kode", "tanggal", "tahap"), (_YEAR, _CLAIM)),
    "klaim": TableSpec(("id",), ("tahun", "tingkat", "kode", "ukuran", "id"), (_YEAR,)),
    "putaran": TableSpec(("tahun",), ("tahun",)),
    "program": TableSpec(("kode",), ("tahun_mulai NULLS LAST", "kode")),
    "predikat": TableSpec(("kode",), ("program", "urutan"), (ForeignKey(("program",), "program", ("kode",)),)),
    "wilayah": TableSpec(("kode",), ("kode",)),
    "regulasi": TableSpec(("peraturan", "predikat"), ("tahun_mulai", "peraturan", "nilai_maks DESC NULLS LAST", "predikat")),
}
"""The tables that are published, in the order of a package: results, sums, aims, evidence, reference."""

TYPES = {
    "VARCHAR": "string",
    "INTEGER": "integer",
    "BIGINT": "integer",
    "DOUBLE": "number",
    "BOOLEAN": "boolean",
    "DATE": "date",
    "TIMESTAMP WITH TIME ZONE": "datetime",
}
"""DuckDB's types in the words of Table Schema."""
_REQUIRED = {  # in every table that has the column, then those that only one table always fills
    *("tahun", "kode", "nama", "jenis", "kode_provinsi", "provinsi", "tingkat", "jumlah_kabkota", "konflik"),
    *("kode_provinsi_kini", "provinsi_kini", "kode_2020", "kode_provinsi_2020", "kode_bps_2020", "administratif"),
    *("ukuran", "klaim:nilai", "penerbit", "terpilih", "golongan", "lembaga", "klaim:kunci", "berkas", "baris", "peraturan"),
    *("kepastian", "klaim:keyakinan", "target:keyakinan", "tahapan:keyakinan", "bagian:nilai", "bagian:dari", "angka:dari"),
    *("status_data", "keadaan", "jumlah_sumber", "jumlah_klaim", "tidak_diketahui", "ada_penilaian", "dasar_hukum", "ganti_aturan"),
    *("penetap", "tahap", "tanggal", "target:target_peduli", "regulasi:predikat"),
}
_PATTERNS = {
    "kode_provinsi": r"\d{2}",
    "kode_provinsi_kini": r"\d{2}",
    "kode_provinsi_2020": r"\d{2}",
    "kode_2020": r"\d{2}\.\d{2}",
    "kode_bps_2020": r"\d{4}",
}
_REGION_CODE = r"\d{2}\.\d{2}"
_ANY_CODE = r"ID|\d{2}|\d{2}\.\d{2}"
_BASES = ("klaim", "lengkap", "bernama", "provinsi", "jumlah")
_BOUNDS = ("tepat", "sekurangnya", "paling banyak")
_STATE_BASES = ("resmi", "klaim", "jumlah penuh", "daftar lengkap", "tanpa peserta", "peserta penuh")
_ALLOWED: dict[str, tuple[str, ...]] = {
    "jenis": ("kabupaten", "kota"),
    "jenis_skor": ("murni", "total"),
    "partisipasi": ("ya", "tidak"),
    "status_data": ("resmi", "terlapor", "disimpulkan", "tidak diketahui", "belum dibentuk"),
    "dasar_keadaan": _STATE_BASES,
    "dasar_partisipasi": _STATE_BASES,
    "halangan": ("jumlah-berselisih", "jumlah-ambigu", "sumber-kurang", "dibantah-daerah"),
    "dasar": _BASES,
    "batas": _BOUNDS,
    "keyakinan": ("pasti", "ambigu"),
    "keyakinan_predikat": ("pasti", "ambigu"),
    "tingkat": ("kabkota", *LEVELS),
    "golongan": ("hasil resmi", "kementerian", "pemerintah daerah", "pers"),
    "kepastian": ("diketahui", "perkiraan", "tidak diketahui"),
    "kepastian_sk": ("diketahui", "perkiraan"),
    **{f"dasar_{count}": _BASES for count in (*_COUNTS, "direkomendasikan")},
    **{f"batas_{count}": _BOUNDS[:2] for count in (*_COUNTS, "direkomendasikan")},
}
_COUNTED = ("jumlah_", "peserta", "peduli", "cukup", "mulai", "kurang", "target_peduli", "provinsi_pembina", "tidak_", "baris")


@shared
def fields(table: str) -> tuple[SchemaField, ...]:
    """The columns of a published table with what they may hold; in a simulation, the mark at the end.

    KeyError for a table that is not published.
    """
    key = TABLES[table].key
    found = tuple(_field(table, column, key) for column in contract.columns(table))
    return (*found, mark()) if simulation.active() else found


def mark() -> SchemaField:
    """The column that says in every row of a simulation what it is."""
    told = texts("id")("simulasi.column")
    return SchemaField(simulation.COLUMN, "string", "VARCHAR", told, required=True, allowed=(simulation.YES,))


def marked(table: Any) -> Any:  # noqa: ANN401  pyarrow.Table
    """The table with the mark of a simulation in every row."""
    import pyarrow as pa

    column = pa.array([simulation.YES] * table.num_rows, pa.string())
    return table.append_column(simulation.COLUMN, column)


def _field(table: str, column: contract.ContractColumn, key: tuple[str, ...]) -> SchemaField:
    name, kind = column.name, TYPES[column.type]
    least, most = _range(name, kind)
    return SchemaField(
        name=name,
        type=kind,
        duckdb=column.type,
        meaning=column.meaning,
        required=name in key or not _REQUIRED.isdisjoint((name, f"{table}:{name}")),
        minimum=least,
        maximum=most,
        pattern=_pattern(table, name),
        allowed=_allowed(table, name),
    )


def _range(name: str, kind: str) -> tuple[float | None, float | None]:
    """Smallest and largest value: nothing is older than the first round, scores end at 100, counts are not negative."""
    if name == "tahun":
        return int(common.rounds()["tahun"].min()), None
    if name in ("skor", "nilai_min", "nilai_maks"):
        return 0, 100
    return (0, None) if kind == "integer" and name.startswith(_COUNTED) else (None, None)


def _pattern(table: str, name: str) -> str:
    if name == "kode":
        regions = ("hasil_kabkota", "wilayah", "perpindahan")
        return _REGION_CODE if table in regions else _ANY_CODE if table in ("target", "tahapan", "klaim") else ""
    return _PATTERNS.get(name, "")


def _allowed(table: str, name: str) -> tuple[str, ...]:
    """The words that a column may hold; those of predicates and states come from the data."""
    all_predicates = [one for each in programmes.programmes().values() for one in each.predicates]
    if name == "kode_predikat" or (name == "predikat" and table in ("angka", "bagian")):
        return tuple(one.code for one in all_predicates)
    if name == "predikat":
        return tuple(one.name for one in all_predicates)
    if name == "keadaan_rinci":
        return tuple(key for key in programmes.states() if key != colors.NO_ROUND.key)
    if name in ("keadaan", "keadaan_dari", "keadaan_ke"):
        states = (key for key in programmes.states() if not key.endswith(colors.CONCLUDED))
        return tuple(key for key in states if key != colors.NO_ROUND.key)
    return _ALLOWED.get(name, ())


def meaning(table: str, field: SchemaField, lang: Lang) -> str:
    """The meaning of a column in the language asked for; in English from `texts/kolom.toml`, else as the contract has it."""
    if lang == "id":
        return field.meaning
    if field.name == simulation.COLUMN:
        return texts(lang)("simulasi.column")
    # texts: kolom.*
    known = catalogue()
    found = known.get(f"kolom.{table}_{field.name}") or known.get(f"kolom.{field.name}")
    return found[lang] if found else field.meaning
