"""What the tests of the ETL share: small input folders made of real files, the command line, and children that can be killed."""

import csv
import datetime as dt
import importlib
import io
import itertools
import multiprocessing as mp
import os
import shutil
import signal
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from etl import workspace
from etl.__main__ import main
from etl.base import publish
from etl.base.paths import PUBLIC_NAME, SHIPPED_DATA, WORKSPACE_NAME
from etl.build.run import BuildReport, build
from etl.inputs.tables import KLAIM_COLUMNS, REFERENCES

NOW = dt.datetime(2025, 1, 2, 3, 4, 5, tzinfo=dt.UTC)
DATABASES = (WORKSPACE_NAME, PUBLIC_NAME)
GOOD = {
    "id": "u1",
    "tahun": "2018",
    "tingkat": "kabkota",
    "kode": "13.71",
    "nama": "Kota Padang",
    "ukuran": "predikat",
    "nilai": "Peduli HAM",
    "sumber_url": "https://sumbar.kemenkumham.go.id/berita/1",
    "penerbit": "Kanwil Kemenkumham Sumatera Barat",
    "tanggal_terbit": "2018-12-11",
    "keyakinan": "pasti",
    "catatan": "",
}
"""A claim with nothing wrong; a test changes what it is about."""


def claim(**changes: str) -> dict[str, str]:
    """A good claim with some cells changed."""
    assert changes.keys() <= GOOD.keys(), changes.keys() - GOOD.keys()
    return GOOD | changes


def claims_text(rows: Iterable[Mapping[str, str]]) -> str:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, KLAIM_COLUMNS)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def write_claims(path: Path, rows: Iterable[Mapping[str, str]]) -> None:
    path.write_text(claims_text(rows), encoding="utf-8", newline="")


def make_folder(folder: Path, rows: Iterable[Mapping[str, str]] = (GOOD,)) -> Path:
    """A data folder with the project's reference files and a `klaim.csv` of these rows."""
    folder.mkdir(parents=True, exist_ok=True)
    for spec in REFERENCES:
        shutil.copy(SHIPPED_DATA / spec.file_name, folder)
    write_claims(folder / "klaim.csv", rows)
    return folder


def change(path: Path, before: str, after: str) -> None:
    """Replace one text in a file; a text that is not there fails the test."""
    text = path.read_text(encoding="utf-8")
    assert before in text, f"{before!r} not in {path.name}"
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


def build_in(folder: Path) -> BuildReport:
    return build(folder, now=NOW)


def databases(folder: Path) -> dict[str, bytes]:
    """Every byte of both databases and of anything left beside them."""
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.duckdb*"))}


def contents(folder: Path) -> dict[Path, bytes]:
    """Every file of the folder; without the hidden ones where it notes in them what it has seen of its server."""
    there = workspace.shared(folder) is not None
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and not (there and path.name.startswith("."))}


def states(folder: Path) -> dict[str, object]:
    return {name: dict(publish.states(folder / name)) for name in DATABASES}


_SERVER = mp.get_context("forkserver")
_SERVER.set_forkserver_preload(["etl.build.run", "etl.__main__", "etl.build.results_command", "etl.build.life_command"])


def start(work: Callable[..., None], *arguments: object) -> mp.process.BaseProcess:
    """Start `work` in a fresh process; the modules are loaded already, so that its time is that of the build."""
    process = _SERVER.Process(target=work, args=arguments)
    process.start()
    return process


def run_and_die(folder: Path, arguments: list[str], output: Path, module: str, name: str, calls: int = 0) -> None:
    """In a child: one command; killed by itself where `name` of `module` would be called after so many calls of it."""
    silenced(output)
    home = importlib.import_module(module)
    real, left = getattr(home, name), itertools.count(calls, -1)

    def die(*given: object, **how: object) -> object:
        if next(left) == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*given, **how)

    setattr(home, name, die)
    os._exit(main(arguments, {"PEDULIHAM_DATA": str(folder), "PEDULIHAM_SIAPA": "uji"}))


def pipe() -> tuple["mp.connection.Connection", "mp.connection.Connection"]:
    return _SERVER.Pipe(duplex=False)


def silenced(path: Path) -> None:
    """Send this process's two streams to a file, so that a test can read what it said."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o666)
    os.dup2(descriptor, 1)
    os.dup2(descriptor, 2)
