"""Lakes in a PostgreSQL of our own, and data folders that mirror them, as machines of their own."""

import itertools
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from gudang_tools import NOW

from etl import gudang
from etl.build import build
from etl.gudang import address, move
from etl.inputs import REFERENCES
from etl.paths import SHIPPED_DATA
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


@pytest.fixture(params=["berkas", "postgres"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> dict[str, str]:
    """The environment of a lake that is not made yet, once with each kind of catalogue."""
    if request.param == "berkas":
        return {gudang.VARIABLE: f"ducklake:{tmp_path / 'gudang' / 'a.ducklake'}", gudang.FILES_VARIABLE: ""}
    server: Postgres = request.getfixturevalue("postgres")
    return server.environ(f"g{next(_numbers)}", tmp_path / "berkas")


@pytest.fixture
def any_lake(empty: dict[str, str], origin: Path) -> dict[str, str]:
    """The environment of a lake that holds the workspace of `origin`."""
    move.into(origin, address.understood(empty[gudang.VARIABLE], empty[gudang.FILES_VARIABLE]))
    return empty


@pytest.fixture(scope="session")
def pattern(postgres: Postgres, origin: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The database of a lake in PostgreSQL that holds the workspace of `origin`: to be copied."""
    environ = postgres.environ("pola", tmp_path_factory.mktemp("berkas"))
    move.into(origin, address.understood(environ[gudang.VARIABLE], environ[gudang.FILES_VARIABLE]))
    return "pola"


@pytest.fixture(scope="session")
def shared(postgres: Postgres, pattern: str) -> Callable[[], dict[str, str]]:
    """Makes a lake as `pattern`, whose first files it has in common with the others: none of them may be cared for."""
    return lambda: postgres.environ(f"g{next(_numbers)}", None, pattern)


@pytest.fixture
def lake(shared: Callable[[], dict[str, str]]) -> dict[str, str]:
    """The environment of such a lake."""
    return shared()


@pytest.fixture
def own_lake(postgres: Postgres, origin: Path, tmp_path: Path) -> dict[str, str]:
    """The environment of a lake that shares no file with another."""
    environ = postgres.environ(f"g{next(_numbers)}", tmp_path / "berkas")
    move.into(origin, address.understood(environ[gudang.VARIABLE], environ[gudang.FILES_VARIABLE]))
    return environ


@pytest.fixture
def machine(origin: Path, tmp_path: Path) -> Iterator[Callable[..., Path]]:
    """Makes the data folder of another machine that mirrors a lake: a copy of `origin`."""
    made: list[Path] = []

    def one(environ: dict[str, str]) -> Path:
        folder = tmp_path / f"mesin{len(made)}"
        shutil.copytree(origin, folder, ignore=shutil.ignore_patterns(".kunci*"))
        gudang.configure(folder, environ)
        made.append(folder)
        return folder

    yield one
    for folder in made:
        gudang.configure(folder, {})
