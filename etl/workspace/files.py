"""The data folder of a machine whose workspace lives on a server: which files differ, and files put here whole.

Settled files never change, so that one which is here is right. Loose is what is neither a chain nor settled: reference and claim
files, aliases, rejected rows. Of each it is remembered (`.ruang.json`) how it was when folder and server last agreed.
"""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path

from etl.base import atomic, lock
from etl.base.errors import UserError
from etl.workspace import content

_LOCK = ".kunci-salinan"
_BESIDE = "tarik"


@dataclass(frozen=True)
class FolderState:
    """What the folder remembers: of which server, its loose files as last agreed, of what its databases were built."""

    server: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    built: str = ""


@dataclass(frozen=True)
class Loose:
    """Loose files that differ. `mine`: changed here (None: removed); `theirs`: changed there; `both`: changed on both sides."""

    mine: Mapping[str, str | None]
    theirs: tuple[str, ...]
    both: tuple[str, ...]


def state(folder: Path) -> FolderState:
    """What the folder remembers; nothing if it never met a server."""
    try:
        said = json.loads((folder / content.STATE).read_text(encoding="utf-8"))
        return FolderState(said["ruang"], said["berkas"], said["dibangun"])
    except (OSError, ValueError, KeyError, TypeError):
        return FolderState()


def remember(folder: Path, known: FolderState) -> None:
    """Note it. Raises `OSError` if the disk refuses."""
    said = {"ruang": known.server, "berkas": dict(sorted(known.files.items())), "dibangun": known.built}
    atomic.write(folder / content.STATE, (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode())


def alone(folder: Path) -> AbstractContextManager[None]:
    """While nobody else on this machine brings anything down."""
    return lock.hold(folder / _LOCK, lambda _: UserError(f"{folder} sedang disamakan.", remedy="ulangi."), wait=None)


def loose(folder: Path) -> dict[str, str]:
    """Name → SHA-256 of the loose files of the folder."""
    names = [name for name in content.names(folder) if not (content.is_chained(name) or content.is_settled(name))]
    return {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names}


def compared(here: Mapping[str, str], there: Mapping[str, str], agreed: Mapping[str, str]) -> Loose:
    """Which side changed what since folder and server last agreed."""
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
    """What folder and server last agreed on: what is equal now, and for the rest what it was before."""
    kept = {name: sum_ for name, sum_ in before.items() if name in there}
    return kept | {name: sum_ for name, sum_ in there.items() if here.get(name) == sum_}


def put(folder: Path, name: str, written: bytes | None) -> None:
    """Make a loose file this content, None: take it away; under `alone`."""
    if written is None:
        (folder / name).unlink(missing_ok=True)
    else:
        (folder / name).parent.mkdir(mode=atomic.PRIVATE_FOLDER, parents=True, exist_ok=True)
        atomic.write(folder / name, written)


def put_settled(folder: Path, names: Mapping[str, str], bytes_of: Callable[[str, str], bytes]) -> None:
    """Put settled files here that are missing, each version whole, under `alone`."""
    for left in folder.glob(f"{_BESIDE}*{atomic.ASIDE}"):  # of one who was killed
        shutil.rmtree(left, ignore_errors=True)
    places: dict[str, list[str]] = {}
    for name in names:
        places.setdefault(name if name.count("/") == 1 else name.rpartition("/")[0], []).append(name)
    for place, parts in places.items():
        if (folder / place).exists():
            continue
        top = (folder / place).parent
        top.mkdir(mode=atomic.PRIVATE_FOLDER, parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(dir=folder, prefix=_BESIDE, suffix=atomic.ASIDE))
        for name in parts:
            path = beside / name.rpartition("/")[2]
            with atomic.new(path) as file:
                file.write(bytes_of(name, names[name]))
            if name != place:
                path.chmod(0o400)  # as `etl.results.store` leaves them
        (path if parts == [place] else beside).rename(folder / place)
        shutil.rmtree(beside, ignore_errors=True)
        atomic.sync(top)


def stale(found: Loose) -> UserError:
    """The error for a folder whose input is older than the server's."""
    return UserError(
        "Berkas masukan di mesin ini bukan yang terbaru di server; tidak ada yang dibangun darinya.",
        details=[*found.theirs, *(f"{name} (juga diubah di sini)" for name in found.both)],
        remedy="jalankan python -m etl ambil; bila berkas di mesin ini yang benar, python -m etl ambil --pertahankan, lalu ulangi.",
    )
