"""The one door to what is not published: `of(person)` gives a database that holds the rows of the person's area and no others.

Reads: the ledger of entries (`etl.entries`) and the drafts in `kerja.duckdb`, which nothing else in the dashboard opens.
Decides: which rows somebody may see. Writes: nothing; the rows are copied into a database in memory, so that a query that forgets
its WHERE, or is made to forget it, finds nothing of another area. For whoever may not see internal figures all tables are there
and empty.
"""

import logging
import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa

from dasbor.mart import warehouse
from dasbor.web import access
from dasbor.web.access import Grant, Person, Right, Role
from dasbor.words import paths
from etl.base.errors import UserError
from etl.base.paths import WORKSPACE_NAME
from etl.entries import ledger
from etl.entries.area import Area
from etl.entries.ledger import Ledger

LOG = logging.getLogger("dasbor")
_MOST_AREAS = 48
_PLACE = ("tahun INTEGER", "versi INTEGER", "kode VARCHAR", "kode_provinsi VARCHAR")
_SCORES = ("skor DOUBLE", "skor_murni DOUBLE", "skor_total DOUBLE", "bonus DOUBLE")
_DRAFTS = {
    "draf_hasil": ("hasil", (*_PLACE, "predikat VARCHAR", *_SCORES, "partisipasi VARCHAR", "rekomendasi VARCHAR")),
    "draf_rincian": ("rincian", (*_PLACE, "kriteria INTEGER", "indikator INTEGER", "skor DOUBLE")),
    "draf_versi": (
        "versi_hasil JOIN (SELECT tahun, versi, kode FROM ruang.draf.hasil) USING (tahun, versi)",
        ("tahun INTEGER", "versi INTEGER", "keadaan VARCHAR", "dijadwalkan_pada TIMESTAMP WITH TIME ZONE", "berkas VARCHAR"),
    ),
}
"""Table of schema `kerja` → what it holds of schema `draf` in the workspace; its columns. A version is seen where it has rows."""
_HAS_DRAFTS = "SELECT count(*) FROM duckdb_schemas() WHERE database_name = 'ruang' AND schema_name = 'draf'"


@dataclass(frozen=True, eq=False)
class Inside:
    """What a person may see: schema `kerja` with the rows of `area`, schema `mart` as published. `key` changes with the content."""

    area: Area
    key: str
    root: duckdb.DuckDBPyConnection

    def query(self, sql: str, parameters: Sequence[object] = ()) -> pd.DataFrame:
        """Rows of `sql` with bound `parameters`. Never hand the frame to somebody with another `key`."""
        with self._cursor() as cursor:
            return cursor.execute(sql, parameters).df()

    def value(self, sql: str, parameters: Sequence[object] = ()) -> Any:  # noqa: ANN401
        """First column of the first row, or None."""
        with self._cursor() as cursor:
            row = cursor.execute(sql, parameters).fetchone()
        return row[0] if row else None

    def _cursor(self) -> duckdb.DuckDBPyConnection:
        cursor = self.root.cursor()
        cursor.execute("SET search_path = 'memory.kerja,publik.mart'")
        return cursor


_kept: OrderedDict[str, Inside] = OrderedDict()
_guard = threading.Lock()


def of(person: Person) -> Inside:
    """What `person` may see now. Raises `UserError` if the ledger is broken, `WarehouseError` if nothing is published."""
    area = access.area(person, Right.LIHAT)
    published = warehouse.current().version()
    entries = ledger.read(paths.data_folder()) if area else Ledger()
    whose = "*" if area.everything else ",".join(sorted(area.provinces))
    key = "|".join((published, entries.key, _stamp() if area else "", whose))
    with _guard:
        if key not in _kept:
            _kept[key] = Inside(area, key, _fill(area, entries))
            while len(_kept) > _MOST_AREAS:
                _kept.popitem(last=False)  # dropped, not closed: somebody may be reading
        _kept.move_to_end(key)
        return _kept[key]


def granted() -> Mapping[str, tuple[Grant, ...]]:
    """Address → roles given on the page Akses. None at all if the ledger cannot be trusted, which is logged."""
    try:
        current = ledger.read(paths.data_folder()).current
    except UserError as error:
        LOG.error("peran dari catatan isian tidak berlaku: %s", error)  # noqa: TRY400 - the reason is in the sentence
        return {}
    found: dict[str, tuple[Grant, ...]] = {}
    for (kind, key), standing in current.items():
        if kind == "peran" and standing.value is not None:
            office = str(standing.value.get("kanwil") or "")
            roles = [Role(str(role)) for role in _listed(standing.value.get("peran"))]
            found[access.normal(key[0])] = tuple(Grant(role, office if role == Role.KANWIL else "") for role in roles)
    return found


def _listed(value: object) -> list[object]:
    return list(value) if isinstance(value, list | tuple) else []


def _stamp() -> str:
    """Changes with the workspace."""
    try:
        stat = (paths.data_folder() / WORKSPACE_NAME).stat()
    except FileNotFoundError:
        return "-"
    return f"{stat.st_ino:x}-{stat.st_mtime_ns:x}-{stat.st_size:x}"


def _fill(area: Area, entries: Ledger) -> duckdb.DuckDBPyConnection:
    """A database in memory with the rows of `area`; afterwards it can open no file."""
    root = duckdb.connect(":memory:", config={"threads": "1", "memory_limit": "512MB"})
    root.execute("CREATE SCHEMA kerja")
    for name, table in {**entries.tables(area), **_drafts(area)}.items():
        root.register("masuk", table)
        root.execute(f"CREATE TABLE kerja.{name} AS FROM masuk")
        root.unregister("masuk")
    root.execute(f"ATTACH {_quoted(paths.warehouse_file())} AS publik (READ_ONLY)")
    root.execute("SET enable_external_access = false")
    root.execute("SET lock_configuration = true")
    return root


def _drafts(area: Area) -> dict[str, pa.Table]:
    """Drafts of the workspace in `area`; the tables are empty where there is no workspace or no draft."""
    file = paths.data_folder() / WORKSPACE_NAME
    with duckdb.connect(":memory:") as connection:
        there = False
        if area and file.is_file():
            connection.execute(f"ATTACH {_quoted(file)} AS ruang (READ_ONLY)")
            there = bool(connection.execute(_HAS_DRAFTS).fetchall()[0][0])
        return {name: _draft(connection, name, area, there=there) for name in _DRAFTS}


def _draft(connection: duckdb.DuckDBPyConnection, name: str, area: Area, *, there: bool) -> pa.Table:
    rows, columns = _DRAFTS[name]
    connection.execute(f"CREATE TABLE {name} ({', '.join(columns)})")
    if there:
        names = ", ".join(column.split()[0] for column in columns)
        connection.execute(  # names from the fixed set above, values bound
            f"INSERT INTO {name} SELECT DISTINCT {names} FROM ruang.draf.{rows} JOIN ruang.mart.wilayah USING (kode)"  # noqa: S608  our own names
            " WHERE ? OR kode_provinsi IN (SELECT unnest(?::VARCHAR[]))",
            [area.everything, sorted(area.provinces)],
        )
    return connection.execute(f"FROM {name} ORDER BY ALL").to_arrow_table(warehouse.ARROW_ROWS)


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
