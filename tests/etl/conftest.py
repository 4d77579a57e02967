"""Fixtures of the ETL's tests: folders of real files, one of them built once and copied for each test."""

import shutil
from pathlib import Path

import pytest
from etl_tools import build_in, claim, make_folder


@pytest.fixture(scope="session")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small folder with its warehouse. Read only: a test that writes takes `built`."""
    folder = make_folder(
        tmp_path_factory.mktemp("dibangun") / "data", [claim(), claim(id="u2", kode="13.75", nama="Kota Bukittinggi")]
    )
    build_in(folder)
    return folder


@pytest.fixture
def built(built_once: Path, tmp_path: Path) -> Path:
    """A copy of the built folder for this test alone."""
    return Path(shutil.copytree(built_once, tmp_path / "data"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small folder that was never built."""
    return make_folder(tmp_path / "data")
