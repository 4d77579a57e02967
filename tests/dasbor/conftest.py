import shutil

import pytest

from dasbor.web import login, trail
from dasbor.web.access import PUBLIC, Policy, Verdict
from tests.dasbor import running_maker, warehouse_maker


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


@pytest.fixture
def as_person(monkeypatch):
    """Makes this process an instance with login, and every session that of the person given: `as_person(Person(...))`.

    `as_person()` logs out.
    """

    def become(person=PUBLIC):
        verdict = Verdict(person, "known" if person.roles else "nobody", person.address)
        monkeypatch.setattr(login, "door", lambda: login.Door(Policy()))
        monkeypatch.setattr(login, "_judged", lambda claims: verdict)
        trail._said.clear()
        return person

    return become


@pytest.fixture(scope="session")
def running_folder(record_folder, tmp_path_factory):
    """A data folder in the middle of a year: entries of two offices, and a draft (tests/dasbor/running_maker.py); read it only."""
    folder = shutil.copytree(record_folder, tmp_path_factory.mktemp("berjalan") / "data")
    running_maker.make(folder)
    return folder
