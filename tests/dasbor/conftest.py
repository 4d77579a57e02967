import datetime as dt
import shutil

import pytest

from dasbor import paths
from tests.dasbor import warehouse_maker


@pytest.fixture(scope="session")
def record_folder(tmp_path_factory):
    """A data folder built from the published record of the repository; the folder data/ itself is not touched."""
    from etl.build import build

    folder = tmp_path_factory.mktemp("record")
    for file in (paths.ROOT / "data").glob("*.csv"):
        shutil.copy(file, folder)
    build(folder, now=dt.datetime(2026, 11, 21, tzinfo=dt.UTC))
    return folder


@pytest.fixture
def record(record_folder, monkeypatch):
    """The published record, in force for the test."""
    monkeypatch.setenv("PEDULIHAM_DATA", str(record_folder))
    return record_folder


@pytest.fixture
def data_folder(tmp_path, monkeypatch):
    """A data folder with a tiny warehouse, in force for the test."""
    warehouse_maker.make(tmp_path)
    monkeypatch.setenv("PEDULIHAM_DATA", str(tmp_path))
    return tmp_path
