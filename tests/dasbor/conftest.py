import pytest

from tests.dasbor import warehouse_maker


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
