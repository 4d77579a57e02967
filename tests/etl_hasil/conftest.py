"""What the tests of official results share: the project's own rules, and folders of reference files that a test may change."""

import shutil
from pathlib import Path

import pytest
from hasil_tools import NOW

from etl.base.paths import SHIPPED_DATA
from etl.build.run import build
from etl.inputs import reference
from etl.inputs.reference import ReferenceData
from etl.inputs.tables import KLAIM_COLUMNS, REFERENCES


@pytest.fixture(scope="session")
def tables() -> ReferenceData:
    """The project's own reference data."""
    return reference.load(SHIPPED_DATA)


@pytest.fixture
def rules_folder(tmp_path: Path) -> Path:
    """A folder with copies of the reference files and no claim."""
    folder = tmp_path / "data"
    folder.mkdir()
    for spec in REFERENCES:
        shutil.copy(SHIPPED_DATA / spec.file_name, folder)
    (folder / "klaim.csv").write_text(",".join(KLAIM_COLUMNS) + "\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def built_empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of reference files and no claim, built once for all tests of published results. To be copied, not written."""
    folder = tmp_path_factory.mktemp("hasil") / "data"
    folder.mkdir()
    for spec in REFERENCES:
        shutil.copy(SHIPPED_DATA / spec.file_name, folder)
    (folder / "klaim.csv").write_text(",".join(KLAIM_COLUMNS) + "\n", encoding="utf-8")
    build(folder, now=NOW)
    return folder


@pytest.fixture
def folder(built_empty: Path, tmp_path: Path) -> Path:
    """A copy of it for one test alone."""
    return Path(shutil.copytree(built_empty, tmp_path / "data"))
