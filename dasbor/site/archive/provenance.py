"""Where the figures come from, as files: inputs, rules, documents, boundaries if they may be handed on, and which program it was.

Inputs are those that `mart.berkas` names, each with the digest the build recorded, so that an archive never holds inputs that
are not those of its figures. Two that it names are left out: files of official results, which hold what was not published, and
approved corrections, which stand in the ledger of entries. What is public of both is in `mart`.
"""

import hashlib
import json
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dasbor.exports.command import ExportError
from dasbor.maps import geometry, outlines
from dasbor.mart import warehouse
from dasbor.words import paths
from dasbor.words.texts import texts
from etl.base.paths import DICTIONARY, SHIPPED_DATA, SQL
from etl.build import dictionary

DOCUMENTS = paths.ROOT / "docs"
OFFICIAL = "hasil/"
"""How the names of official result files begin in `mart.berkas`."""
CORRECTIONS = "koreksi"
"""The name under which corrections stand there."""
_T = texts("id")
File = tuple[str, bytes]


@dataclass(frozen=True)
class Program:
    """What made an archive: its version, and the commit ("" if it does not run from a clone; "…-dirty" if files were changed)."""

    version: str
    commit: str


@cache
def program() -> Program:
    """The program that runs."""
    told = tomllib.loads((paths.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return Program(str(told["project"]["version"]), _commit())


def _commit() -> str:
    git = shutil.which("git")
    if git is None or not (paths.ROOT / ".git").exists():  # the folder may lie in somebody else's clone
        return ""
    call = [git, "--no-optional-locks", "-C", str(paths.ROOT), "describe", "--always", "--dirty", "--abbrev=40", "--exclude=*"]
    done = subprocess.run(call, capture_output=True, text=True, check=False)  # noqa: S603  our own folder, no input
    return done.stdout.strip() if done.returncode == 0 else ""


def inputs() -> Iterator[File]:
    """The input files that were read when the warehouse was built. ExportError for one that is not there or was changed since."""
    read = warehouse.current().query("SELECT berkas, sha256 FROM mart.berkas ORDER BY berkas")
    for name, digest in read.astype(str).itertuples(index=False):
        if name != CORRECTIONS and not name.startswith(OFFICIAL):
            yield name, _input(name, digest)


def _input(name: str, digest: str) -> bytes:
    for folder in (paths.data_folder(), SHIPPED_DATA):
        path = folder / name
        if path.is_file() and hashlib.sha256(content := path.read_bytes()).hexdigest() == digest:
            return content
    raise ExportError(_T("arsip.input_changed", name=name, path=paths.data_folder()), _T("arsip.remedy_input"))


def rules() -> Iterator[File]:
    """The SQL that chose and counted: from claims to facts (core), from facts to tables (mart), and what was checked (uji)."""
    for path in sorted(SQL.rglob("*.sql")):
        yield path.relative_to(SQL).as_posix(), path.read_bytes()


def documents() -> Iterator[File]:
    """The documentation; the dictionary as this warehouse has it, which may be older than the program."""
    for path in sorted(DOCUMENTS.rglob("*")):
        if path.is_file() and path != DICTIONARY:
            yield path.relative_to(DOCUMENTS).as_posix(), path.read_bytes()
    yield DICTIONARY.name, dictionary.render(paths.warehouse_file()).encode()


@dataclass(frozen=True)
class Boundaries:
    """The boundaries of the maps: name and licence (by language) of their source, and the files if they may be handed on."""

    name: str
    address: str
    licence: dict[str, str]
    files: tuple[File, ...]


def boundaries() -> Boundaries | None:
    """None where none were built."""
    source = geometry.origin().get("sumber")
    if not isinstance(source, dict):
        return None
    told = {"id": str(source.get("lisensi_id", "")), "en": str(source.get("lisensi_en", ""))}
    files: tuple[File, ...] = ()
    if outlines.shareable():
        found = sorted((paths.STATIC / "batas").glob("*.geojson"))
        files = tuple((path.name, path.read_bytes()) for path in found)
        files += (("sumber.json", (json.dumps(source, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()),)
    return Boundaries(str(source.get("nama", "")), str(source.get("situs", "")), told, files)


def folder_of(name: str) -> Path:
    """A path inside an archive as a Path; names come from the database and from file systems, and never lead out of it."""
    path = Path(name)
    if path.is_absolute() or ".." in path.parts:
        raise ValueError(name)
    return path
