"""Questions to the databases of the real record."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from data_tools import Ask

from etl.base import publish
from etl.base.paths import PUBLIC_NAME, WORKSPACE_NAME
from etl.build.run import BuildReport


@pytest.fixture(scope="session")
def record(built_record: tuple[Path, BuildReport]) -> tuple[Path, BuildReport]:
    """The folder of the build, and what it reported."""
    return built_record


@pytest.fixture(scope="session")
def public(record: tuple[Path, BuildReport]) -> Iterator[Ask]:
    """Ask the public database: a query and its values give its rows."""
    with duckdb.connect(str(record[0] / PUBLIC_NAME), read_only=True, config=publish.SETTINGS) as connection:
        yield lambda query, *values: connection.execute(query, values).fetchall()


@pytest.fixture(scope="session")
def workspace(record: tuple[Path, BuildReport]) -> Iterator[Ask]:
    """Ask the workspace."""
    with duckdb.connect(str(record[0] / WORKSPACE_NAME), read_only=True, config=publish.SETTINGS) as connection:
        yield lambda query, *values: connection.execute(query, values).fetchall()
