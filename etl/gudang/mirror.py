"""The data folder as the mirror of a lake: lines and files brought down, and which loose files differ.

Reads: the lake, the folder. Decides: whether the folder is a mirror of this lake at all; which side of a loose file is the newer.
Writes: the folder; whole lines and whole files only, so that one who is killed leaves a mirror that is merely older.

Loose is what is neither a chain nor part of a version: reference and claim files, rejected rows, the mark of a simulation. Of each
it is remembered (`.gudang.json`) how it was when folder and lake last agreed.
"""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from etl import chain
from etl.backup import content
from etl.base import atomic, lock
from etl.errors import UserError
from etl.gudang import tables
from etl.results.history import FOLDER as RESULTS_FOLDER
from etl.versions.naming import FOLDER as REGISTER_FOLDER

STATE = content.LAKE_STATE
_LOCK = ".kunci-cermin"


@dataclass(frozen=True)
class State:
    """What the folder remembers: of which lake it is the mirror, its last build, the loose files as last agreed."""

    lake: str = ""
    build: int = -1
    files: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Loose:
    """Loose files that differ. `mine`: changed here (None: removed); `theirs`: changed there; `both`: changed on both sides."""

    mine: Mapping[str, str | None]
    theirs: tuple[str, ...]
    both: tuple[str, ...]


def state(folder: Path) -> State:
    """What the folder remembers; nothing if it never met a lake."""
    try:
        said = json.loads((folder / STATE).read_text(encoding="utf-8"))
        return State(said["gudang"], said["bangunan"], said["berkas"])
    except (OSError, ValueError, KeyError, TypeError):
        return State()


def remember(folder: Path, known: State) -> None:
    """Note it. Raises `OSError` if the disk refuses."""
    said = {"gudang": known.lake, "bangunan": known.build, "berkas": dict(sorted(known.files.items()))}
    atomic.write(folder / STATE, (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode())


def alone(folder: Path) -> AbstractContextManager[None]:
    """While nobody else on this machine brings anything down."""
    return lock.hold(folder / _LOCK, lambda _: UserError(f"{folder} sedang disamakan.", remedy="ulangi."), wait=None)


def pull_chain(connection: duckdb.DuckDBPyConnection, folder: Path, name: str) -> None:
    """Bring a chain up to date, under `alone`. Raises `UserError` if the folder's is not a beginning of the lake's."""
    found = chain.here(folder / name)
    count = len(found.lines)
    rows = tables.lines(connection, tables.CHAINS[name], max(count, 1))
    if count:
        if found.faults or not rows or rows[0][:2] != (count, found.seal):
            raise _other(name)
        rows = rows[1:]
    before = found.seal
    for place, (number, seal, text) in enumerate(rows, start=count + 1):
        if number != place or hashlib.sha256(text).hexdigest() != seal or json.loads(text).get("sebelum") != before:
            raise UserError(
                f"Rantai {name} di gudang tidak utuh pada baris {place}.",
                remedy="jangan menulis apa pun; pulihkan gudang dari cadangan (docs/gudang.md).",
            )
        before = seal
    if rows:
        chain.extend(folder / name, [text for _, _, text in rows])


def pull_published(connection: duckdb.DuckDBPyConnection, folder: Path) -> bool:
    """Bring published versions that are not here yet, under `alone`; whether there were any."""
    start = f"{REGISTER_FOLDER}/"
    known = {name: one for name, one in tables.files(connection).items() if name.startswith(start) and content.is_settled(name)}
    lacking = {name: one for name, one in known.items() if not (folder / name).exists()}
    for name, one in lacking.items():
        bring_file(connection, folder, name, one)
    return bool(lacking)


def pull_versions(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Bring versions of results that are not here yet, each whole, under `alone`."""
    start = f"{RESULTS_FOLDER}/"
    known = {name: one for name, one in tables.files(connection).items() if name.startswith(start) and content.is_settled(name)}
    for place in sorted({name.rpartition("/")[0] for name in known}):
        if not (folder / place).is_dir():
            _pull_version(connection, folder, place, {name: known[name] for name in known if name.startswith(f"{place}/")})


def _pull_version(connection: duckdb.DuckDBPyConnection, folder: Path, place: str, names: Mapping[str, str]) -> None:
    (folder / place).parent.mkdir(mode=atomic.PRIVATE_FOLDER, parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(dir=folder / place.partition("/")[0], prefix="tarik", suffix=atomic.ASIDE))
    try:
        for name in names:
            path = beside / name.rpartition("/")[2]
            path.write_bytes(checked(connection, name, names[name]))
            path.chmod(0o400)
        beside.rename(folder / place)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    atomic.sync((folder / place).parent)


def checked(connection: duckdb.DuckDBPyConnection, name: str, sha256: str) -> bytes:
    """The content of a file of the lake. Raises `UserError` if it is not what was put there."""
    found = tables.file(connection, name)
    if hashlib.sha256(found).hexdigest() != sha256:
        raise UserError(f"{name} di gudang bukan lagi yang disimpan.", remedy="pulihkan gudang dari cadangan (docs/gudang.md).")
    return found


def loose_files(folder: Path) -> dict[str, str]:
    """Name → SHA-256 of the loose files of the folder."""
    names = [name for name in content.names(folder) if name not in tables.CHAINS and not content.is_settled(name)]
    return {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names}


def compared(here: Mapping[str, str], there: Mapping[str, str], agreed: Mapping[str, str]) -> Loose:
    """Which side changed what since folder and lake last agreed."""
    mine: dict[str, str | None] = {}
    theirs, both = [], []
    for name in sorted(here.keys() | there.keys()):
        if here.get(name) == there.get(name):
            continue
        if there.get(name) == agreed.get(name):
            mine[name] = here.get(name)
        elif here.get(name) in (None, agreed.get(name)):
            theirs.append(name)
        else:
            both.append(name)
    return Loose(mine, tuple(theirs), tuple(both))


def agreed(here: Mapping[str, str], there: Mapping[str, str], before: Mapping[str, str]) -> dict[str, str]:
    """What folder and lake last agreed on: what is equal now, and for the rest what it was before."""
    return {
        **{name: sum_ for name, sum_ in before.items() if name in there},
        **{n: one for n, one in there.items() if here.get(n) == one},
    }


def bring_file(connection: duckdb.DuckDBPyConnection, folder: Path, name: str, sha256: str | None) -> None:
    """Make a file what it is in the lake, under `alone`; None: it is no longer there."""
    if sha256 is None:
        (folder / name).unlink(missing_ok=True)
    else:
        (folder / name).parent.mkdir(mode=atomic.PRIVATE_FOLDER, parents=True, exist_ok=True)
        atomic.write(folder / name, checked(connection, name, sha256))


def _other(name: str) -> UserError:
    return UserError(
        f"{name} di folder data bukan salinan dari yang ada di gudang: ada baris yang tidak dikenal gudang.",
        remedy="pindahkan berkas itu ke tempat lain bila isinya memang bukan milik gudang ini, atau periksa PEDULIHAM_GUDANG; "
        "tidak ada yang diubah.",
    )
