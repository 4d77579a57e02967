import pytest

from dasbor.site.archive import command
from etl.__main__ import main


@pytest.fixture(scope="session")
def archive(record_folder, tmp_path_factory):
    """The archive of the published record without the site, written once, as the command line does it. Read it only."""
    folder = tmp_path_factory.mktemp("arsip") / "arsip"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PEDULIHAM_DATA", str(record_folder))
        assert main(["arsip", "--keluar", str(folder), "--tanpa-situs"]) == 0
    return folder


@pytest.fixture
def record(record_folder, monkeypatch):
    """The published record, in force for the test."""
    monkeypatch.setenv("PEDULIHAM_DATA", str(record_folder))
    return record_folder


@pytest.fixture
def written(monkeypatch):
    """Writes the archive of a data folder, and says which lines it printed: `written(data, folder, make_site=…)`."""

    def write(data, folder, **options):
        monkeypatch.setenv("PEDULIHAM_DATA", str(data))
        said = []
        parsed = command.argparse.Namespace(keluar=str(folder), tanpa_situs="make_site" not in options)
        assert command.run(parsed, said.append, {}, **options) == 0
        return said

    return write
