"""Fixtures of the boundaries' tests. The shipped source is fetched once per machine and built once per run."""

import json
import os
import shutil
from pathlib import Path

import geopandas
import pytest
from batas_tools import build_in, make_folder, official

from etl.base.errors import UserError
from etl.base.paths import SHIPPED_DATA, SHIPPED_STATIC
from etl.boundaries import fetch
from etl.boundaries.build import BoundaryReport
from etl.boundaries.official import Official


@pytest.fixture(scope="session")
def tarball() -> Path:
    """The shipped source: required in CI, skipped loudly where there is neither network nor a kept copy."""
    try:
        return fetch.tarball(SHIPPED_DATA / ".unduhan")
    except UserError as error:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(f"!!!! SUMBER BATAS TIDAK ADA, uji geometri dilewati !!!! {error.sentence}")


@pytest.fixture(scope="session")
def built(tarball: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, BoundaryReport]:
    """The real boundaries. Read only. In CI those that `make test` has just built with this very code; else built anew."""
    folder = make_folder(tmp_path_factory.mktemp("batas") / "data")
    if os.environ.get("CI") == "true" and (SHIPPED_DATA / "batas" / "asal.json").exists():
        shutil.copytree(SHIPPED_DATA / "batas", folder / "batas")
        shutil.copytree(SHIPPED_STATIC / "batas", folder / "static" / "batas")
        told = json.loads((folder / "batas" / "asal.json").read_text(encoding="utf-8"))
        (folder / ".unduhan").mkdir()
        (folder / ".unduhan" / fetch.TARBALL).symlink_to(tarball)
        return folder, BoundaryReport(told, (), written=True)
    (folder / ".unduhan").mkdir()
    (folder / ".unduhan" / fetch.TARBALL).symlink_to(tarball)
    return folder, build_in(folder)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder without boundaries."""
    return make_folder(tmp_path / "data")


@pytest.fixture
def squares(tmp_path: Path) -> Official:
    """A complete made-up official file."""
    path = tmp_path / "resmi.gpkg"
    official().to_file(path)
    return Official(path, "KODE")


@pytest.fixture
def frame() -> geopandas.GeoDataFrame:
    return official()
