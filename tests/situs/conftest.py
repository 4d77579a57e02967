"""One small site for all tests here: some years and provinces, of the published record, on boundaries where they were built.

Tests that use it stand in one file, so that one process builds it once.
"""

import argparse
import shutil

import pytest

from dasbor.site import command
from dasbor.site.plan import Extent
from etl.paths import SHIPPED_DATA

BASE = "https://contoh.go.id/peduli-ham/"
EXTENT = Extent(frozenset({2021, 2022, 2024}), frozenset({"16", "92"}), files=False)


def options(folder, **given):
    """The options of the command."""
    chosen = {"alamat": None, "kunci": None, "tanpa_lembar_daerah": False, "kompres": False} | given
    return argparse.Namespace(keluar=str(folder), **chosen)


def write(folder, extent=EXTENT, environ=None, **given):
    """Run the command in this process; the lines it said."""
    said = []
    assert command.run(options(folder, **given), said.append, environ or {}, extent=extent, processes=1) == 0
    return said


@pytest.fixture(scope="session")
def public_only(record_folder, tmp_path_factory):
    """A data folder with the published file and the boundaries, and nothing else."""
    folder = tmp_path_factory.mktemp("umum")
    shutil.copy(record_folder / "publik.duckdb", folder)
    if (SHIPPED_DATA / "batas").is_dir():
        (folder / "batas").symlink_to(SHIPPED_DATA / "batas")
    return folder


@pytest.fixture(scope="session")
def site(public_only, tmp_path_factory):
    """The site, built once, with an address."""
    folder = tmp_path_factory.mktemp("terbit") / "situs"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PEDULIHAM_DATA", str(public_only))
        write(folder, alamat=BASE)
    return folder


@pytest.fixture
def published(public_only, monkeypatch):
    """That data folder, in force for the test."""
    monkeypatch.setenv("PEDULIHAM_DATA", str(public_only))
    return public_only
