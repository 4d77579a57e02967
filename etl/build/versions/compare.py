"""What one published file says otherwise than another: every value shown, every claim, every input file, every other table.

Reads: two files attached as `lama` and `baru`; they may come from different versions of the program, so a table or column that one
of them lacks counts as empty there. Decides: what is a change. Writes: nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import duckdb

from etl.base import publish

COLUMNS = ("jenis", "tahun", "tingkat", "kode", "nama", "ukuran", "sebelum", "sesudah", "id_klaim")
Change = tuple[str | int | None, ...]
"""A value for each of `COLUMNS`."""


@dataclass(frozen=True)
class _Look:
    """How the rows of one table are told apart and which columns count. `level`, `code`, `name`: constants ('…') or columns.

    `measures`: column → the column that names its claim ("" for none). `unknown`: what an absent row says anyway.
    """

    kind: str
    table: str
    keys: tuple[str, ...]
    level: str
    code: str
    name: str
    measures: Mapping[str, str]
    year: str = "tahun"
    where: str = "true"
    unknown: Mapping[str, str] | None = None


_COUNTS = ("peserta", "peduli", "cukup", "mulai", "kurang")
_KABKOTA = {
    "predikat": "id_klaim_predikat",
    "skor": "id_klaim_skor",
    "partisipasi": "id_klaim_partisipasi",
    "direkomendasikan": "id_klaim_rekomendasi",
    "status_data": "",
}
_PROVINSI = {name: f"id_klaim_{name}" for name in (*_COUNTS, "pembina")} | {"direkomendasikan": "id_klaim_rekomendasi"}
_LOOKS = (
    _Look(
        *("hasil", "hasil_kabkota", ("tahun", "kode"), "'kabkota'", "kode", "nama", _KABKOTA),
        unknown={"status_data": "tidak diketahui"},
    ),
    _Look("jumlah", "rekap_provinsi", ("tahun", "kode_provinsi"), "'provinsi'", "kode_provinsi", "provinsi", _PROVINSI),
    _Look(
        *("jumlah", "rekap_nasional", ("tahun",), "'nasional'", "'ID'", "'Indonesia'"),
        {name: f"id_klaim_{name}" for name in _COUNTS} | {"provinsi_pembina": ""},
    ),
    _Look(
        *("target", "target", ("tahun", "tingkat", "kode", "penetap", "target_peduli"), "tingkat", "kode", "penetap"),
        {"target_peduli": "id_klaim"},
    ),
    _Look(
        *("tenggat", "tahapan", ("tahun", "tingkat", "kode", "tahap", "tanggal"), "tingkat", "kode", "tahap"),
        {"tanggal": "id_klaim"},
    ),
    # official results come by the thousand; that a version of them was published is said once, and its values stand under "hasil"
    _Look(
        *("klaim", "klaim", ("id",), "tingkat", "kode", "nama", {"nilai": "id", "bendera": "id"}),
        where="golongan <> 'hasil resmi'",
    ),
    _Look("versi-hasil", "versi_hasil", ("tahun", "versi"), "NULL", "NULL", "versi", {"keadaan": ""}),
    _Look("berkas", "berkas", ("berkas",), "NULL", "NULL", "berkas", {"sha256": "", "baris_dibaca": ""}, year="NULL"),
)


def changes(connection: duckdb.DuckDBPyConnection) -> tuple[Change, ...]:
    """Every change from `lama` to `baru`, by kind, year and place. Both must be attached."""
    there = {side: _columns(connection, side) for side in ("lama", "baru")}
    found: list[Change] = []
    for look in _LOOKS:
        for measure, claim in look.measures.items():
            found += connection.execute(_query(look, measure, claim, there)).fetchall()
    return (*found, *_tables(connection))


def _query(look: _Look, measure: str, claim: str, there: Mapping[str, Mapping[str, frozenset[str]]]) -> str:
    """The rows of one table whose `measure` differs. Where the measure is no key it is joined by the keys alone."""
    named = [one for one in (look.level, look.code, look.name, look.year, claim) if one and one != "NULL" and "'" not in one]
    columns = tuple(dict.fromkeys([*look.keys, measure, *named]))
    sides = {side: _rows(side, look, columns, there[side]) for side in ("lama", "baru")}
    joined = " AND ".join(f"a.{key} IS NOT DISTINCT FROM b.{key}" for key in look.keys)

    def either(column: str) -> str:
        return column if column == "NULL" or "'" in column else f"coalesce(b.{column}, a.{column})"

    before, after = f"a.{measure}", f"b.{measure}"
    unknown = (look.unknown or {}).get(measure)
    differ = f"{before} IS DISTINCT FROM {after}"
    if unknown:
        differ = f"coalesce({before}, '{unknown}') IS DISTINCT FROM coalesce({after}, '{unknown}')"
    return (
        f"SELECT '{look.kind}', {either(look.year)}::INTEGER, {either(look.level)}, {either(look.code)}, {either(look.name)}, "
        f"'{measure}', {before}, {after}, {either(claim) if claim else 'NULL'} "
        f"FROM ({sides['lama']}) AS a FULL JOIN ({sides['baru']}) AS b ON {joined} WHERE {differ} ORDER BY ALL"
    )


def _rows(side: str, look: _Look, columns: Sequence[str], there: Mapping[str, frozenset[str]]) -> str:
    """A side of the comparison, everything as text."""
    known = there.get(look.table)
    if known is None:
        return f"SELECT {', '.join(f'NULL::VARCHAR AS {name}' for name in columns)} WHERE false"
    chosen = ", ".join(f"{_text(name)} AS {name}" if name in known else f"NULL::VARCHAR AS {name}" for name in columns)
    return f"SELECT {chosen} FROM {side}.mart.{look.table} WHERE {look.where}"


def _text(column: str) -> str:
    return f"CASE {column}::VARCHAR WHEN 'true' THEN 'ya' WHEN 'false' THEN 'tidak' ELSE {column}::VARCHAR END"


def _columns(connection: duckdb.DuckDBPyConnection, side: str) -> Mapping[str, frozenset[str]]:
    rows = connection.execute(
        "SELECT table_name, list(column_name) FROM duckdb_columns() WHERE database_name = ? AND schema_name = 'mart' GROUP BY ALL",
        [side],
    ).fetchall()
    return {table: frozenset(columns) for table, columns in rows}


def _tables(connection: duckdb.DuckDBPyConnection) -> Iterator[Change]:
    """Every table whose content differs, so that no change is passed over in silence; its number of rows before and after."""
    states = {}
    for side in ("lama", "baru"):
        connection.execute(f"USE {side}")
        states[side] = publish.table_states(connection)
    connection.execute("USE memory")
    for name in sorted(states["lama"].keys() | states["baru"].keys()):
        before, after = states["lama"].get(name), states["baru"].get(name)
        if before != after:
            rows = [None if one is None else str(one.rows) for one in (before, after)]
            yield ("tabel", None, None, None, name.removeprefix("mart."), "baris", *rows, None)
