"""The buttons below the map."""

import pytest

from dasbor.words import paths
from tests.dasbor import boundary_maker
from tests.dasbor.apps import bodies, open_page

SHAPES = ["Vector picture (SVG)", "GeoJSON", "GeoPackage"]
pytestmark = pytest.mark.usefixtures("record")


def names(at):
    return [button.label for button in at.get("download_button")]


def test_without_boundaries_every_file_is_offered_as_tiles_and_the_page_says_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "STATIC", tmp_path)
    at = open_page("peta", tahun=2022)
    assert not at.exception
    assert names(at) == [
        "Tabel (Excel)",
        "CSV untuk program (koma)",
        "CSV untuk Excel Indonesia (titik koma)",
        "Gambar untuk media (PNG)",
        "Gambar vektor (SVG)",
        "GeoJSON",
        "GeoPackage",
    ]
    assert "semua berkas memakai petak" in bodies(at)
    assert "python -m" not in bodies(at)  # a reader has no command line


@pytest.mark.parametrize("tingkat", ["provinsi", "kabkota"])
def test_with_boundaries_every_file_is_offered(record, tmp_path, monkeypatch, tingkat):
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "publik.duckdb").symlink_to(record / "publik.duckdb")
    boundary_maker.make(folder, tmp_path / "static")
    monkeypatch.setattr(paths, "STATIC", tmp_path / "static")
    monkeypatch.setenv("PEDULIHAM_DATA", str(folder))
    at = open_page("peta", "en", tahun=2022, tingkat=tingkat)
    assert not at.exception
    assert names(at)[3:] == ["Picture for the press (PNG)", *SHAPES]
    assert "equal tiles" not in bodies(at)
    about = folder / "batas" / "asal.json"
    about.write_text(about.read_text().replace("true", "false"))
    at.run()
    assert names(at)[3:] == ["Picture for the press (PNG)", "Picture as on the screen (PNG)", *SHAPES]
    assert "hold equal tiles, not boundaries, since the licence" in bodies(at)
