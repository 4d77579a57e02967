"""Putting databases in place: states, digests, lock, sweeping, and the one rename."""

import os
from pathlib import Path

import duckdb
import pytest

from etl.base import publish
from etl.base.errors import UserError
from etl.base.publish import TableState

SOURCES = Path(publish.__file__).parents[1]


def database(path: Path, *statements: str) -> Path:
    with duckdb.connect(str(path)) as connection:
        for statement in statements:
            connection.execute(statement)
    return path


def test_states_do_not_depend_on_the_order_of_rows(tmp_path: Path) -> None:
    one = database(tmp_path / "a.duckdb", "CREATE TABLE t AS SELECT i, 'x' || i AS s FROM range(50) AS r(i) ORDER BY i")
    two = database(tmp_path / "b.duckdb", "CREATE TABLE t AS SELECT i, 'x' || i AS s FROM range(50) AS r(i) ORDER BY i DESC")
    assert publish.states(one) == publish.states(two)
    assert publish.states(one)["main.t"].rows == 50


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE t SET s = 'y' WHERE i = 3",
        "UPDATE t SET s = NULL WHERE i = 3",
        "DELETE FROM t WHERE i = 3",
        "INSERT INTO t VALUES (3, 'x3')",
        "INSERT INTO t SELECT * FROM t",
        "UPDATE t SET s = CASE i WHEN 1 THEN 'x2' WHEN 2 THEN 'x1' ELSE s END",
        "CREATE TABLE u (a INTEGER)",
    ],
)
def test_states_see_every_change(tmp_path: Path, change: str) -> None:
    path = database(tmp_path / "a.duckdb", "CREATE TABLE t AS SELECT i, 'x' || i AS s FROM range(5) AS r(i)")
    before = publish.states(path)
    database(path, change)
    assert publish.states(path) != before


def test_the_stamp_of_time_is_no_content(tmp_path: Path) -> None:
    path = database(
        tmp_path / "a.duckdb",
        "CREATE SCHEMA mart",
        "CREATE TABLE mart.versi AS SELECT 1 AS a",
        "CREATE TABLE mart.t AS SELECT 1 AS a",
    )
    assert list(publish.states(path)) == ["mart.t"]


@pytest.mark.parametrize("content", [None, b"", b"bukan basis data" * 500])
def test_no_database_has_no_state(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "a.duckdb").write_bytes(content)
    assert publish.states(tmp_path / "a.duckdb") == {}


def test_digest_names_the_content() -> None:
    tables = {"a": TableState(1, "x"), "b": TableState(2, "y")}
    assert publish.digest(tables) == publish.digest(dict(reversed(tables.items())))
    assert publish.digest(tables) != publish.digest(tables | {"b": TableState(2, "z")})
    assert len(publish.digest(tables)) == 12


def test_the_lock_is_held_by_one(tmp_path: Path) -> None:
    with (
        publish.exclusive(tmp_path),
        pytest.raises(UserError, match=rf"Pembangunan lain sedang berjalan di .* \(proses {os.getpid()}\)"),
        publish.exclusive(tmp_path),
    ):
        pytest.fail("two held it")
    with publish.exclusive(tmp_path):
        pass


def test_sweep_removes_what_stands_aside_and_nothing_else(tmp_path: Path) -> None:
    for name in ("kerja.duckdb", "kerja.duckdb.baru", "kerja.duckdb.baru.wal", "publik.duckdb.baru", "klaim.csv", "catatan.baru"):
        (tmp_path / name).write_text("x")
    (tmp_path / "kerja.duckdb.baru.tmp").mkdir()
    (tmp_path / "kerja.duckdb.baru.tmp" / "duckdb_temp_storage-0.tmp").write_text("x")
    publish.sweep(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["catatan.baru", "kerja.duckdb", "klaim.csv"]


def test_a_created_database_is_whole_in_one_file(tmp_path: Path) -> None:
    target = tmp_path / "kerja.duckdb"
    with publish.create(target) as connection:
        connection.execute("CREATE TABLE t AS SELECT i FROM range(1000) AS r(i)")
    assert not target.exists()
    assert [path.name for path in tmp_path.iterdir()] == ["kerja.duckdb.baru"]
    publish.replace(target)
    assert [path.name for path in tmp_path.iterdir()] == ["kerja.duckdb"]
    assert publish.states(target)["main.t"].rows == 1000


def test_every_database_of_the_etl_is_opened_alike() -> None:
    """A forgotten one takes a thread for each processor, and clashes with another of the same file in one process."""
    opened = [
        line
        for path in SOURCES.rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if "duckdb.connect(" in line
    ]
    assert len(opened) > 10
    assert [line for line in opened if "SETTINGS" not in line] == []


def test_a_reader_keeps_what_it_opened(tmp_path: Path) -> None:
    target = database(tmp_path / "publik.duckdb", "CREATE TABLE t AS SELECT 1 AS a")
    with duckdb.connect(str(target), read_only=True) as reader:
        with publish.create(target) as connection:
            connection.execute("CREATE TABLE t AS SELECT 2 AS a")
        publish.replace(target)
        assert reader.sql("FROM t").fetchall() == [(1,)]
    assert duckdb.connect(str(target), read_only=True).sql("FROM t").fetchall() == [(2,)]
