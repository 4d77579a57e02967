"""Old versions as the dashboard reads them: side by side with the newest, told of by the newest alone, closed ones not at all."""

import datetime as dt
import shutil
import threading

import pytest

from dasbor.mart import cache, versions, warehouse
from etl.build.versions import command, register
from etl.build.versions.register import Closing
from tests.etl import etl_tools

DAY = dt.datetime(2025, 1, 2, 3, 4, 5, tzinfo=dt.UTC)
A = [etl_tools.claim()]
B = [etl_tools.claim(nilai="Cukup Peduli HAM")]
calls = []


@cache.shared
def predicate():
    calls.append(1)
    return warehouse.current().value("SELECT predikat FROM mart.hasil_kabkota WHERE tahun = 2018 AND kode = '13.71'")


def publish(folder, rows):
    etl_tools.write_claims(folder / "klaim.csv", rows)
    etl_tools.build_in(folder)
    return register.read(folder).lines[-1].name


@pytest.fixture(scope="module")
def two(tmp_path_factory):
    folder = etl_tools.make_folder(tmp_path_factory.mktemp("versi") / "data", A)
    return folder, publish(folder, A), publish(folder, B)


@pytest.fixture
def folder(two, tmp_path, monkeypatch):
    copy = shutil.copytree(two[0], tmp_path / "data")
    monkeypatch.setenv("PEDULIHAM_DATA", str(copy))
    return copy


def close(folder, name):
    command.decide(folder, "tutup", name, Closing(DAY, "uji", "terbit sebelum waktunya"))


def test_versions_are_listed_the_newest_first(folder, two):
    second, first = versions.versions()
    assert [first.name, second.name] == list(two[1:])
    assert (first.current, second.current, first.ended, second.ended) == (False, True, second.published, None)
    assert [one.kind for one in first.reasons] == ["awal"]
    assert second.reasons == (versions.VersionReason("berkas", None, "klaim.csv", "berubah"),)
    assert second.base == first.name
    assert second.count == len(versions.changes(second.name))
    assert second.built.utcoffset() == dt.timedelta(hours=7)
    assert warehouse.stamp().name == second.name
    assert versions.find("20200101-000000000000") is None


def test_within_reading_everything_is_of_that_version(folder, two):
    assert predicate() == "Cukup Peduli HAM"
    with warehouse.reading(two[1]):
        assert predicate() == "Peduli HAM"
        assert warehouse.stamp().name == two[1]
        assert versions.versions()[0].name == two[2], "the list is that of the newest"
    assert predicate() == "Cukup Peduli HAM"


def test_two_versions_do_not_take_turns_in_computing(folder, two):
    calls.clear()
    for _ in range(3):
        assert predicate() == "Cukup Peduli HAM"
        with warehouse.reading(two[1]):
            assert predicate() == "Peduli HAM"
    assert len(calls) == 2


def test_a_replaced_file_leaves_no_results_behind(folder, two, monkeypatch):
    monkeypatch.setattr(cache, "MAX_VERSIONS", 1)
    names = [*two[1:], publish(folder, [etl_tools.claim(nilai="Peduli HAM", id="v3")])]
    calls.clear()
    for name in names:
        with warehouse.reading(name):
            predicate()
    assert len(calls) == len(names)
    predicate()
    assert len(calls) == len(names), "the newest was read where it stands"
    with warehouse.reading(names[0]):
        predicate()
    assert len(calls) == len(names) + 1, "the oldest had to make room"


def test_what_is_read_stays_when_another_is_published(folder, two):
    with warehouse.reading(two[2]):
        publish(folder, [etl_tools.claim(nilai="Peduli HAM", id="baru")])
        assert predicate() == "Cukup Peduli HAM"
        assert warehouse.stamp().name == two[2]
    assert predicate() == "Peduli HAM"
    with warehouse.reading(two[2]):
        assert predicate() == "Cukup Peduli HAM"


def test_another_thread_reads_what_it_wants(folder, two):
    found = []
    with warehouse.reading(two[1]):
        other = threading.Thread(target=lambda: found.append(predicate()))
        other.start()
        other.join()
    assert found == ["Cukup Peduli HAM"]


@pytest.mark.parametrize("name", ["", "1", "../../kerja", "20200101-000000000000", "kerja.duckdb"])
def test_an_unknown_version(folder, name):
    with pytest.raises(warehouse.VersionError) as caught, warehouse.reading(name):
        pytest.fail("there is none")
    assert (caught.value.reason, caught.value.name) == ("versi.unknown", name)


def test_a_closed_version_gives_no_figures(folder, two):
    third = publish(folder, [*A, etl_tools.claim(id="u5", kode="13.75", nama="Kota Bukittinggi")])
    close(folder, two[2])
    with pytest.raises(warehouse.VersionError) as caught, warehouse.reading(two[2]):
        pytest.fail("it is closed")
    assert (caught.value.reason, caught.value.detail) == ("versi.closed", "terbit sebelum waktunya")
    with pytest.raises(warehouse.VersionError):
        versions.changes(two[2])
    told = versions.find(two[2])
    assert (told.closed, told.closed_at, told.count) == ("terbit sebelum waktunya", DAY, None)
    after = versions.find(third)
    assert after.base == two[1]
    assert "Cukup Peduli HAM" not in versions.changes(third).to_string(), "nor what it said, in what came after"


def test_a_lost_file_is_told(folder, two):
    (folder / "versi" / f"{two[1]}.duckdb").unlink()
    with pytest.raises(warehouse.VersionError) as caught, warehouse.reading(two[1]):
        pytest.fail("it is lost")
    assert caught.value.reason == "versi.missing"
    assert not versions.find(two[1]).kept


def test_a_file_of_before_there_were_versions(data_folder):
    (only,) = versions.versions()
    assert (only.name, only.current, only.count) == (warehouse.stamp().name, True, None)
    with warehouse.reading(only.name):
        assert warehouse.current().value("SELECT count(*) FROM mart.putaran") == 4
    with pytest.raises(warehouse.VersionError), warehouse.reading("20200101-000000000000"):
        pytest.fail("there is none")
