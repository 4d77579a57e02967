"""The tests of the folder, run in the lake: `pytest -p tests.lake_everywhere tests/etl_hasil …` (`make test-gudang`).

Every data folder that a test builds, loads into or enters into becomes the mirror of a lake of its own in PostgreSQL as soon as it
is first asked for; nothing else of the test changes. What fixtures of a session or a module prepare stays in the folder alone, and
so do child processes, which know nothing of this. Tests marked `folder_only` are about what the lake does otherwise: left out.
"""

import itertools
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from etl import gudang, publish
from etl.gudang import address, bring, move
from etl.gudang.lake import Lake
from etl.inputs import REFERENCES
from tests.postgres import Postgres

_numbers = itertools.count(1)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out what is of the folder alone."""
    for item in items:
        if (mark := item.get_closest_marker("folder_only")) is not None:
            item.add_marker(pytest.mark.skip(reason=f"folder alone: {mark.args[0]}"))


@pytest.fixture(autouse=True)
def _lake_everywhere(postgres: Postgres, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Path]]:
    """Lakes for the folders of one test; the list of those that got one."""
    plain, configure, alone = gudang.of, gudang.configure, publish.exclusive
    made: list[Path] = []
    files = Path(tempfile.mkdtemp(prefix="peduliham-lumbung-"))

    def of(folder: Path) -> gudang.Keeper | None:
        place = folder.resolve()
        if place not in made and all((folder / spec.file_name).is_file() for spec in REFERENCES):
            made.append(place)  # first, since moving in asks, too
            environ = postgres.environ(f"semua{next(_numbers)}", files / str(len(made)))
            move.into(folder, address.understood(environ[gudang.VARIABLE], environ[gudang.FILES_VARIABLE]))
            configure(folder, environ)
            mirrored = plain(folder)
            assert isinstance(mirrored, Lake)
            bring.bring(mirrored)  # as every machine does first
        return plain(folder)

    def kept(folder: Path, environ: Mapping[str, str]) -> None:
        """A command that names no lake leaves its folder in the one it has."""
        if environ.get(gudang.VARIABLE) or folder.resolve() not in made:
            configure(folder, environ)

    def exclusive(folder: Path, *given: object) -> AbstractContextManager[None]:
        of(folder)  # before the lock, which moving in takes as well
        return alone(folder, *given)

    monkeypatch.setattr(gudang, "of", of)
    monkeypatch.setattr(publish, "exclusive", exclusive)
    monkeypatch.setattr(gudang, "configure", kept)
    yield made
    for place in made:
        configure(place, {})
    shutil.rmtree(files, ignore_errors=True)
