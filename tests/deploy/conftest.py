import pytest


@pytest.fixture
def record(record_folder, monkeypatch):
    """The published record, in force for the test."""
    monkeypatch.setenv("PEDULIHAM_DATA", str(record_folder))
    return record_folder
