"""A data folder without a warehouse: the project's reference files and three claims, read once; each test begins with no entry."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from isian_tools import NATIONAL_CLAIM, REGION_CLAIM, SCORE_CLAIM

from etl.base.paths import ENTRIES_NAME, SHIPPED_DATA
from etl.inputs.tables import REFERENCES
from tests.etl.etl_tools import claim, write_claims


@pytest.fixture(scope="session")
def reference_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("isian") / "data"
    folder.mkdir()
    for spec in REFERENCES:
        shutil.copy(SHIPPED_DATA / spec.file_name, folder)
    ende = {"kode": "53.08", "nama": "Kabupaten Ende"}
    nation = {"tingkat": "nasional", "kode": "ID", "nama": "Indonesia", "ukuran": "jumlah_peduli", "nilai": "259"}
    rows = [claim(id=REGION_CLAIM, **ende), claim(id=SCORE_CLAIM, **ende, ukuran="skor", nilai="92.8")]
    write_claims(folder / "klaim.csv", [*rows, claim(id=NATIONAL_CLAIM, **nation)])
    return folder


@pytest.fixture
def folder(reference_folder: Path) -> Iterator[Path]:
    yield reference_folder
    shutil.rmtree((reference_folder / ENTRIES_NAME).parent, ignore_errors=True)
