"""Workspaces on a PostgreSQL of our own, and data folders of machines that share one."""

import itertools
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from ruang_tools import NOW

from etl.backup import move
from etl.base.paths import SHIPPED_DATA
from etl.build.run import build
from etl.inputs.tables import REFERENCES
from etl.workspace import edge
from tests.etl.etl_tools import claim, write_claims
from tests.postgres import Postgres

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small folder with reference files and two claims, built once. Copy it; do not write to it."""
    folder = tmp_path_factory.mktemp("asal") / "data"
    folder.mkdir()
    for spec in REFERENCES:
        shutil.copy(SHIPPED_DATA / spec.file_name, folder)
    write_claims(folder / "klaim.csv", [claim(), claim(id="u2", kode="13.75", nama="Kota Bukittinggi")])
    build(folder, now=NOW)
    return folder


@pytest.fixture
def empty(postgres: Postgres) -> dict[str, str]:
    """The environment of a workspace that is not made yet."""
    return postgres.environ(f"r{next(_numbers)}")


@pytest.fixture
def shared(empty: dict[str, str], origin: Path) -> dict[str, str]:
    """The environment of a workspace that holds what `origin` holds."""
    move.into(origin, edge.opened(empty[edge.VARIABLE], origin))
    return empty


@pytest.fixture
def machine(origin: Path, tmp_path: Path) -> Iterator[Callable[..., Path]]:
    """Makes the data folder of another machine: a copy of `origin`."""
    made: list[Path] = []

    def one(environ: dict[str, str]) -> Path:
        folder = tmp_path / f"mesin{len(made)}"
        shutil.copytree(origin, folder, ignore=shutil.ignore_patterns(".kunci*"))
        edge.configure(folder, environ)
        made.append(folder)
        return folder

    yield one
    for folder in made:
        (folder / ".ruang.json").unlink(missing_ok=True)
        edge.configure(folder, {})
