"""Bring the data folder of this machine up to date from the lake: chains, versions, loose files, both databases.

Reads: the lake. Decides: which loose files may be replaced; one that was changed here stays. Writes: the folder.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from etl import publish
from etl.chain import here as chain_here
from etl.confined import silent
from etl.errors import UserError
from etl.gudang import mirror, tables
from etl.gudang.lake import Lake
from etl.results import store
from etl.versions import keep as keep_versions
from etl.versions import register


@dataclass(frozen=True)
class Brought:
    """What came: lines of all chains, loose files, databases; which files were changed here only, and which on both sides."""

    lines: int
    files: tuple[str, ...]
    mine: tuple[str, ...]
    both: tuple[str, ...]
    databases: bool


def bring(lake: Lake, *, keep: bool = False, progress: Callable[[str], None] = silent) -> Brought:
    """Bring everything; with `keep`, what was changed on both sides is from now on an edit of what the lake has.

    `progress` is told what takes time.

    Raises `UserError` if the lake cannot be read, or a build is running on this machine.
    """
    folder = lake.folder
    try:
        with publish.exclusive(folder):
            publish.sweep(folder)
            store.sweep(folder)
            keep_versions.sweep(folder)
            before = _lines(lake)
            for name in tables.CHAINS:
                lake.pull(name)
            known, build, there = lake.standing()
            loose = mirror.compared(mirror.loose_files(folder), there, known.files)
            with mirror.alone(folder):
                for name in loose.theirs:
                    lake.ask(partial(mirror.bring_file, folder=folder, name=name, sha256=there.get(name)))
            agreed = mirror.agreed(mirror.loose_files(folder), there, known.files)
            if keep:
                agreed.update({name: there[name] for name in loose.both if name in there})
            if build != known.build:  # a timer that finds nothing new says nothing more
                progress("menyamakan basis data")
            databases = lake.remember(known, replace(known, files=agreed), build)
            keep_versions.refresh(folder, register.read(folder))
    except OSError as error:
        raise UserError(f"{folder} tidak dapat ditulis: {error.strerror}.", remedy="periksa ruang kosong dan hak akses.") from error
    both = () if keep else loose.both
    mine = (*loose.mine, *(loose.both if keep else ()))
    return Brought(_lines(lake) - before, loose.theirs, mine, both, databases)


def _lines(lake: Lake) -> int:
    return sum(len(chain_here(lake.folder / name).lines) for name in tables.CHAINS)
