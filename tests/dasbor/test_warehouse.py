import datetime as dt
import resource
from pathlib import Path

import duckdb
import pytest

from dasbor import cache, paths, warehouse
from dasbor.texts import LANGUAGES, texts
from tests.dasbor import warehouse_maker

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
