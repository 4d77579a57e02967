import contextlib
import datetime as dt
import os
import resource
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from dasbor.mart import cache, warehouse
from dasbor.words import paths
from dasbor.words.texts import LANGUAGES, texts
from tests.dasbor import test_app, warehouse_maker

calls = []


@cache.shared
def years(least):
    calls.append(least)
    return warehouse.current().query("SELECT tahun FROM mart.putaran WHERE tahun >= ? ORDER BY 1", [least])


def test_the_environment_chooses_the_folder(tmp_path):
    assert paths.data_folder({}) == paths.ROOT / "data"
    assert paths.data_folder({"PEDULIHAM_DATA": str(tmp_path)}) == tmp_path
    assert paths.warehouse_file({"PEDULIHAM_DATA": "lain"}) == paths.ROOT / "lain" / "publik.duckdb"


def test_query_binds_values(data_folder):
    assert years(2021)["tahun"].tolist() == [2021, 2022]


def test_an_arrow_table_reserves_no_more_than_its_rows_need(data_folder):
    def reserved():
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()

    def made():
        return warehouse.current().arrow("SELECT tahun, tahun::VARCHAR AS a, tahun::VARCHAR AS b FROM mart.putaran")

    held, before = [made()], reserved()
    held += [made() for _ in range(40)]
    assert held[-1].num_rows
    assert reserved() - before < 200_000_000  # with DuckDB's own batches more than 1,000 MB


def test_shared_computes_once_per_arguments_and_version(data_folder):
    calls.clear()
    first = years(2019)
    assert years(2019) is first
    years(2020)
    assert calls == [2019, 2020]
    warehouse_maker.make(data_folder, "2")
    assert years(2019) is not first


def test_a_replaced_file_is_noticed_while_an_old_reader_lives(data_folder):
    house = warehouse.current()
    before = house.version()
    old = house.cursor()
    replacement = data_folder / "new.duckdb"
    with duckdb.connect(str(replacement)) as connection:
        connection.execute("CREATE SCHEMA mart; CREATE TABLE mart.putaran AS SELECT 2030 AS tahun")
    replacement.replace(data_folder / "publik.duckdb")
    assert house.version() != before
    assert house.query("SELECT tahun FROM mart.putaran")["tahun"].tolist() == [2030]
    assert old.execute("SELECT count(*) FROM mart.putaran").fetchone() == (4,)


def test_the_warehouse_cannot_be_written(data_folder):
    with pytest.raises(duckdb.Error, match="read-only"):
        warehouse.current().cursor().execute("DELETE FROM mart.putaran")


def test_no_other_file_can_be_read(data_folder):
    with pytest.raises(duckdb.PermissionException):
        warehouse.current().query("SELECT * FROM read_csv('/etc/hostname')")


@pytest.mark.parametrize(
    ("content", "reason"), [(None, "common.warehouse_missing"), (b"bukan basis data", "common.warehouse_broken")]
)
def test_missing_and_broken_files_are_told_apart_in_both_languages(tmp_path, monkeypatch, content, reason):
    monkeypatch.setenv("PEDULIHAM_DATA", str(tmp_path))
    if content is not None:
        (tmp_path / "publik.duckdb").write_bytes(content)
    with pytest.raises(warehouse.WarehouseError) as caught:
        warehouse.current().query("SELECT 1")
    assert caught.value.reason == reason
    for lang in LANGUAGES:
        told = texts(lang)(reason, path=caught.value.path)
        assert str(tmp_path) in told
        assert "make build" in told


def test_the_stamp_follows_the_input_not_the_build(data_folder):
    first = warehouse.stamp()
    assert first.built.utcoffset() == dt.timedelta(hours=7)
    warehouse_maker.make(data_folder)
    assert warehouse.stamp().version == first.version
    warehouse_maker.make(data_folder, "lain")
    assert warehouse.stamp().version != first.version


def test_shared_refuses_functions_of_page_scripts():
    def page_function():
        return 1

    page_function.__module__ = "__main__"
    with pytest.raises(TypeError, match="page script"):
        cache.shared(page_function)


HOLDING = """
import sys, duckdb
base = duckdb.connect(sys.argv[1])
base.execute("CREATE TABLE mart.tambahan AS SELECT 42 AS n")
base.execute("CHECKPOINT")
print("held", flush=True)
sys.stdin.read()
"""


@contextlib.contextmanager
def held_by_another(path):
    """The file was replaced, and another program has the new one open for writing before anybody read it."""
    copy = path.with_name("baru")
    copy.write_bytes(path.read_bytes())
    copy.replace(path)
    other = subprocess.Popen([sys.executable, "-c", HOLDING, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        assert other.stdout.readline() == "held\n"
        yield other
    finally:
        other.communicate()


def test_a_file_held_by_another_program_is_told_as_that_and_read_on(data_folder):
    """Who reads already goes on with what they have, under its own key; who begins is told which program holds it."""
    path = paths.warehouse_file()
    before = warehouse.Warehouse(path)
    rows = before.value("SELECT count(*) FROM mart.putaran")
    key = before.version()
    with held_by_another(path) as other:
        assert before.value("SELECT count(*) FROM mart.putaran") == rows
        assert before.version() == before.held().version() == key
        with pytest.raises(warehouse.WarehouseError) as caught:
            warehouse.Warehouse(path).cursor()
        assert caught.value.reason == "common.warehouse_held"
        assert caught.value.holder == f"{Path(os.path.realpath(sys.executable)).name}, PID {other.pid}"
        for lang in LANGUAGES:
            told = texts(lang)(caught.value.reason, path=path.name, holder=caught.value.holder)
            assert str(other.pid) in told
    before._tried = ("", 0.0)
    assert before.value("SELECT n FROM mart.tambahan") == 42
    assert before.version() != key


def test_readers_do_not_queue_up_at_a_lock(data_folder, monkeypatch):
    read = warehouse.Warehouse(paths.warehouse_file())
    read.cursor()
    opened = []
    open_it = warehouse.Warehouse._open
    monkeypatch.setattr(warehouse.Warehouse, "_open", lambda self: opened.append(1) or open_it(self))
    with held_by_another(paths.warehouse_file()):
        for _ in range(50):
            read.cursor()
        assert len(opened) <= 3


def test_a_page_that_begins_while_the_file_is_held_says_who_holds_it(data_folder):
    with held_by_another(paths.warehouse_file()) as other:
        warehouse._at.cache_clear()
        at = test_app.open_app()
        assert not at.exception
        assert f"PID {other.pid}" in at.error[0].value
        assert "Tutup program itu" in at.error[0].value
        assert str(paths.data_folder()) not in at.error[0].value
