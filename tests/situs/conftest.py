"""One small site for all tests here: some years and provinces, of the published record, on boundaries where they were built.

Tests that use it stand in one file, so that one process builds it once.
"""

import argparse
import datetime as dt
import json
import shutil

import duckdb
import pytest

from dasbor.site import command
from dasbor.site.plan import Extent
from etl.base.paths import SHIPPED_DATA
from etl.build.versions import naming

BASE = "https://contoh.go.id/peduli-ham/"
EXTENT = Extent(frozenset({2021, 2022, 2024}), frozenset({"16", "92"}), files=False)


def options(folder, **given):
    """The options of the command."""
    chosen = {"alamat": None, "kunci": None, "tanpa_lembar_daerah": False, "kompres": False, "tanpa_versi": False} | given
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


def next_version(data, folder, sql="", digest="feedfacecafe"):
    """A data folder in which another version of `data` is in force, after some SQL, and the former one is kept; the two names."""
    (folder / "versi").mkdir(parents=True, exist_ok=True)
    for kept in (data / "versi").glob("*.duckdb"):
        shutil.copy(kept, folder / "versi")
    shutil.copy(data / "publik.duckdb", folder)
    if (data / "batas").is_dir():
        (folder / "batas").symlink_to((data / "batas").resolve())
    with duckdb.connect(str(folder / "publik.duckdb")) as house:
        (before,) = house.execute("SELECT versi FROM mart.riwayat_versi ORDER BY nomor DESC LIMIT 1").fetchone()
        shutil.copy(data / "publik.duckdb", folder / "versi" / f"{before}.duckdb")
        house.execute("UPDATE mart.versi SET sidik = ?, dibangun_pada = dibangun_pada + INTERVAL 1 DAY", [digest])
        (built,) = house.execute("SELECT epoch_us(dibangun_pada) FROM mart.versi").fetchone()
        name = naming.version_name(dt.datetime.fromtimestamp(built / 1e6, tz=dt.UTC), digest)
        house.execute(
            "INSERT INTO mart.riwayat_versi SELECT nomor + 1, ?, terbit_pada + INTERVAL 1 DAY, dibangun_pada + INTERVAL 1 DAY, ?, "
            "?, versi, 1, NULL, NULL FROM mart.riwayat_versi ORDER BY nomor DESC LIMIT 1",
            [name, digest, json.dumps([{"jenis": "berkas", "tahun": None, "isi": "klaim.csv", "hal": "berubah"}])],
        )
        house.execute(
            "INSERT INTO mart.perubahan_versi SELECT max(nomor), max_by(versi, nomor), 'hasil', 2024, 'kabkota', '96.71', "
            "'Kota Sorong', 'skor', NULL, '71.5', NULL FROM mart.riwayat_versi"
        )
        if sql:
            house.execute(sql)
    return before, name


@pytest.fixture
def published(public_only, monkeypatch):
    """That data folder, in force for the test."""
    monkeypatch.setenv("PEDULIHAM_DATA", str(public_only))
    return public_only
