"""What a lake holds beside the workspace's own tables, in schema `gudang`.

`isian`, `hasil`, `versi`, `jejak`: the lines of the four chains to the letter, each with its number and its SHA-256 (`segel`);
`ujung_…`: the last number and hash of each, changed with every line, so that of two who add the same line one fails. `berkas`:
every other file of the data folder with its content. `keadaan`: rows and digest of every table of the workspace; `keterangan`:
their comments; `bangunan`: number of the last build. `bentuk`: the form of all this, and a name for this lake.
"""

import hashlib
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import duckdb
import pyarrow as pa

from etl.errors import UserError
from etl.gudang.connection import NAME
from etl.paths import ENTRIES_NAME, TRAIL_NAME
from etl.publish import TableState
from etl.versions.naming import FOLDER, REGISTER

FORM = 1
OWN = f"{NAME}.gudang"
REGISTERED = f"{FOLDER}/{REGISTER}"
"""The register of published versions."""
CHAINS: Mapping[str, str] = {ENTRIES_NAME: "isian", "hasil/riwayat.jsonl": "hasil", REGISTERED: "versi", TRAIL_NAME: "jejak"}
"""File of the data folder → name of its tables."""
_STATES = pa.schema([("tabel", pa.string()), ("baris", pa.int64()), ("sidik", pa.string())])


@dataclass(frozen=True)
class Build:
    """The last build of a lake: its number (0: none yet), and the DuckDB that computed the digests."""

    number: int
    duckdb: str


def create(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the tables of a new lake, within the open transaction."""
    connection.execute(f"CREATE SCHEMA {OWN}")
    for chain in CHAINS.values():
        connection.execute(f"CREATE TABLE {OWN}.{chain} (no BIGINT, segel VARCHAR, baris VARCHAR)")
        connection.execute(f"CREATE TABLE {OWN}.ujung_{chain} (no BIGINT, segel VARCHAR)")
        connection.execute(f"INSERT INTO {OWN}.ujung_{chain} VALUES (0, '')")
    connection.execute(f"CREATE TABLE {OWN}.berkas (nama VARCHAR, ukuran BIGINT, sha256 VARCHAR, isi BLOB)")
    connection.execute(f"CREATE TABLE {OWN}.keadaan (tabel VARCHAR, baris BIGINT, sidik VARCHAR)")
    connection.execute(f"CREATE TABLE {OWN}.keterangan (tabel VARCHAR, kolom VARCHAR, teks VARCHAR)")
    connection.execute(f"CREATE TABLE {OWN}.bangunan (no BIGINT, duckdb VARCHAR)")
    connection.execute(f"INSERT INTO {OWN}.bangunan VALUES (0, '')")
    connection.execute(f"CREATE TABLE {OWN}.bentuk (versi INTEGER, nama VARCHAR)")
    connection.execute(f"INSERT INTO {OWN}.bentuk VALUES ({FORM}, ?)", [uuid.uuid4().hex])


def name_of(connection: duckdb.DuckDBPyConnection) -> str:
    """The name of a lake. Raises `UserError` if it holds nothing of ours, or in another form."""
    try:
        form, name = connection.execute(f"SELECT versi, nama FROM {OWN}.bentuk").fetchall()[0]
    except (duckdb.CatalogException, duckdb.BinderException, IndexError) as error:
        raise UserError(
            "Gudang itu belum berisi ruang kerja.",
            remedy="isi dari sebuah folder data dengan python -m etl pindah --dari FOLDER --ke ALAMAT (docs/gudang.md).",
        ) from error
    if form != FORM:
        raise UserError(
            f"Gudang itu berbentuk versi {form}, program ini mengenal versi {FORM}.",
            remedy="pasang versi program yang sama di semua mesin.",
        )
    return str(name)


def tip(connection: duckdb.DuckDBPyConnection, chain: str) -> tuple[int, str]:
    """Number and hash of the last line of a chain."""
    number, seal = connection.execute(f"SELECT no, segel FROM {OWN}.ujung_{chain}").fetchall()[0]
    return int(number), str(seal)


def lines(connection: duckdb.DuckDBPyConnection, chain: str, first: int) -> list[tuple[int, str, bytes]]:
    """Number, hash and text of the lines from a number on."""
    rows = connection.execute(f"SELECT no, segel, baris FROM {OWN}.{chain} WHERE no >= ? ORDER BY no", [first]).fetchall()
    return [(int(number), str(seal), str(text).encode()) for number, seal, text in rows]


def add_line(connection: duckdb.DuckDBPyConnection, chain: str, number: int, seal: str, text: bytes) -> None:
    """Add a line and move the tip to it, within the open transaction, whose commit fails if somebody else moved it meanwhile."""
    connection.execute(f"UPDATE {OWN}.ujung_{chain} SET no = ?, segel = ?", [number, seal])
    connection.execute(f"INSERT INTO {OWN}.{chain} VALUES (?, ?, ?)", [number, seal, text.decode()])


def put_lines(connection: duckdb.DuckDBPyConnection, chain: str, texts: Sequence[bytes]) -> None:
    """Put all lines of a chain into a lake that has none of it, within the open transaction."""
    seals = [hashlib.sha256(text).hexdigest() for text in texts]
    rows = {"no": pa.array(range(1, len(texts) + 1), pa.int64()), "segel": seals, "baris": [text.decode() for text in texts]}
    if texts:
        connection.register("masukan", pa.table(rows))
        connection.execute(f"INSERT INTO {OWN}.{chain} FROM masukan")
        connection.unregister("masukan")
        connection.execute(f"UPDATE {OWN}.ujung_{chain} SET no = ?, segel = ?", [len(texts), seals[-1]])


def files(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Name → SHA-256 of every file."""
    return dict(connection.execute(f"SELECT nama, sha256 FROM {OWN}.berkas").fetchall())


def file(connection: duckdb.DuckDBPyConnection, name: str) -> bytes:
    """The content of one file."""
    return bytes(connection.execute(f"SELECT isi FROM {OWN}.berkas WHERE nama = ?", [name]).fetchall()[0][0])


def put_file(connection: duckdb.DuckDBPyConnection, name: str, sha256: str, content: bytes) -> None:
    """Put a file in, in place of a former one, within the open transaction."""
    drop_file(connection, name)
    connection.execute(f"INSERT INTO {OWN}.berkas VALUES (?, ?, ?, ?)", [name, len(content), sha256, content])


def drop_file(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    """Take a file out, within the open transaction."""
    connection.execute(f"DELETE FROM {OWN}.berkas WHERE nama = ?", [name])


def build(connection: duckdb.DuckDBPyConnection) -> Build:
    """The last build."""
    number, version = connection.execute(f"SELECT no, duckdb FROM {OWN}.bangunan").fetchall()[0]
    return Build(int(number), str(version))


def states(connection: duckdb.DuckDBPyConnection) -> dict[str, TableState]:
    """State of every table of the workspace, as the last build left it."""
    rows = connection.execute(f"FROM {OWN}.keadaan").fetchall()
    return {name: TableState(int(count), digest) for name, count, digest in rows}


def put_states(connection: duckdb.DuckDBPyConnection, number: int, found: Mapping[str, TableState]) -> None:
    """Note what a build left, within the open transaction."""
    rows = [{"tabel": name, "baris": one.rows, "sidik": one.digest} for name, one in sorted(found.items())]
    connection.register("masukan", pa.Table.from_pylist(rows, _STATES))
    connection.execute(f"DELETE FROM {OWN}.keadaan")
    connection.execute(f"INSERT INTO {OWN}.keadaan FROM masukan")
    connection.unregister("masukan")
    connection.execute(f"UPDATE {OWN}.bangunan SET no = ?, duckdb = ?", [number, duckdb.__version__])


def said(connection: duckdb.DuckDBPyConnection, who: str, what: str) -> None:
    """Say who makes the open transaction, and why: it stands with the snapshot."""
    connection.execute(f"CALL {NAME}.set_commit_message(?, ?)", [who, what])
