"""What a read-only instance needs below static/ is written beforehand, readable for every user, whatever the umask."""

import os
import stat

import pytest

from dasbor.maps import geometry, prepare
from dasbor.maps import script as map_script
from dasbor.page import frame
from dasbor.words import paths


@pytest.fixture
def static(tmp_path, monkeypatch):
    """An empty static/, in force for the test."""
    monkeypatch.setattr(paths, "STATIC", tmp_path / "static")
    frame.stylesheet.cache_clear()
    yield tmp_path / "static"
    frame.stylesheet.cache_clear()


def test_everything_is_there_before_the_first_page(record, static):
    before = os.umask(0o077)
    try:
        static.mkdir(mode=0o755)
        static.chmod(0o755)
        assert prepare.main() == 0
    finally:
        os.umask(before)
    written = {path.relative_to(static).as_posix() for path in static.rglob("*") if path.is_file()}
    assert {name.rpartition("-")[0] for name in written} == {
        "bagan",
        "gaya",
        "panggil",
        "peta",
        *(f"ubin/{name}" for name in prepare.BOUNDARIES),
    }
    assert {stat.S_IMODE(path.stat().st_mode) for path in static.rglob("*")} == {0o644, 0o755}
    static.chmod(0o555)
    assert frame.stylesheet().startswith("<style>@import")
    assert map_script.call(())
    assert isinstance(geometry.tile_address("kabkota"), str)
    assert {path.relative_to(static).as_posix() for path in static.rglob("*") if path.is_file()} == written
    static.chmod(0o755)


def test_it_says_so_where_it_cannot(static, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("PEDULIHAM_DATA", str(tmp_path / "kosong"))
    static.mkdir()
    assert prepare.main() == 1
    assert "Tanpa petak peta" in capsys.readouterr().err
    monkeypatch.setattr(paths, "STATIC", tmp_path / "berkas")
    (tmp_path / "berkas").touch()
    frame.stylesheet.cache_clear()
    assert prepare.main() == 2
    assert "tidak dapat ditulisi" in capsys.readouterr().err
