"""The real record, built once from the repository's own files into a folder of its own."""

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from data_tools import Ask

from etl.build import BuildReport, build
from etl.inputs import KLAIM_PATTERN, REFERENCES
from etl.paths import PUBLIC_NAME, SHIPPED_DATA, WORKSPACE_NAME


@pytest.fixture(scope="session")
def record(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, BuildReport]:
    """The folder of the build, and what it reported."""
    folder = tmp_path_factory.mktemp("data-sungguhan")
    for path in [*(SHIPPED_DATA / spec.file_name for spec in REFERENCES), *SHIPPED_DATA.glob(KLAIM_PATTERN)]:
        shutil.copy(path, folder)
    return folder, build(folder, now=dt.datetime(2025, 1, 2, tzinfo=dt.UTC))


@pytest.fixture(scope="session")
def public(record: tuple[Path, BuildReport]) -> Iterator[Ask]:
    """Ask the public database: a query and its values give its rows."""
    with duckdb.connect(str(record[0] / PUBLIC_NAME), read_only=True) as connection:
        yield lambda query, *values: connection.execute(query, values).fetchall()


@pytest.fixture(scope="session")
def workspace(record: tuple[Path, BuildReport]) -> Iterator[Ask]:
    """Ask the workspace."""
    with duckdb.connect(str(record[0] / WORKSPACE_NAME), read_only=True) as connection:
        yield lambda query, *values: connection.execute(query, values).fetchall()
