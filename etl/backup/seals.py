"""`jejak --segel` and `jejak --periksa`: seals of all chains, and what became of the chains since seals that were kept elsewhere.

Reads: every chain of the workspace; seals as they were printed, in files, and in backups. Writes: nothing.
Exit codes: 0 as sealed; 1 somebody must look at something; 2 not whole, or not what was sealed.
"""

import argparse
import datetime as dt
import zipfile
from collections.abc import Callable, Iterable, Mapping
from itertools import groupby
from pathlib import Path

from etl import workspace
from etl.backup import archive
from etl.base import seal
from etl.base.chain import Chain
from etl.base.errors import EXIT_NOTHING, EXIT_OK, EXIT_REJECTED, UserError
from etl.base.moments import wib
from etl.base.paths import CHAINS, ENTRIES_NAME, TRAIL_NAME
from etl.base.seal import GROWN, Seal
from etl.entries import strangers
from etl.entries.command import must_exist, told

Say = Callable[[str], None]


def run(options: argparse.Namespace, folder: Path, say: Say) -> int:
    """Carry out one of the two; its exit code. Raises `UserError` for what holds no seal."""
    must_exist(folder)
    chains = {name: workspace.of(folder).read(name) for name in CHAINS}
    if options.segel:
        return _seal(chains, say)
    seals = [one for given in options.periksa for one in _given(given)]
    codes = [_compare(name, found, [one for one in seals if one.name == name], say) for name, found in chains.items()]
    return max(*codes, _meet(chains, seals, say))


def _seal(chains: Mapping[str, Chain], say: Say) -> int:
    """The seals; of a chain that is not whole there is none."""
    for name, found in chains.items():
        whole = str(seal.of(name, found, dt.datetime.now(dt.UTC)))
        say(f"{name} TIDAK UTUH: periksa dengan jejak --periksa" if found.faults else whole)
    return EXIT_NOTHING if any(found.faults for found in chains.values()) else EXIT_OK


def _given(given: str) -> tuple[Seal, ...]:
    """The seals that a word of the command names: itself, those in a text file, those in a backup."""
    path = Path(given)
    try:
        found = seal.written(given) or (
            archive.manifest_of(path).seals if zipfile.is_zipfile(path) else seal.written(path.read_text("utf-8", "replace"))
        )
    except OSError as error:
        raise UserError(
            f"{given} bukan segel dan tidak dapat dibaca: {error.strerror}.", remedy="sebut segel atau berkasnya."
        ) from error
    if not found:
        raise UserError(f"{given} tidak memuat segel.", remedy="sebut keluaran jejak --segel, atau arsip cadangan yang lebih baru.")
    return found


def _compare(name: str, found: Chain, seals: list[Seal], say: Say) -> int:
    """Say what became of one chain; the exit code that it alone would have."""
    held = seal.newest(found, seals)
    since = "bukan yang disegel" if seals else "tanpa segel pembanding"
    if held is not None:
        since = f"sama dengan segel {wib(held.at)} sampai baris {held.count}"
    say(f"{name}: {len(found.lines)} baris, rantai {'TIDAK UTUH' if found.faults else 'utuh'}, {since}")
    told_of = seal.differences(found, seals)
    for one in told_of:
        say(f"  {one.kind.upper()}: baris {_ranges(one.lines)}")
    for fault in found.faults:
        say(f"  {fault}")
    if found.faults or any(one.kind not in GROWN for one in told_of):
        return EXIT_NOTHING
    return EXIT_REJECTED if any(one.kind == "disamarkan" for one in told_of) else EXIT_OK


def _meet(chains: Mapping[str, Chain], seals: Iterable[Seal], say: Say) -> int:
    """Hold the entries since the seal against the access log, and say whom they gave roles."""
    held = seal.newest(chains[ENTRIES_NAME], [one for one in seals if one.name == ENTRIES_NAME])
    fresh = chains[ENTRIES_NAME].lines[held.count if held else 0 :]
    for line in filter(strangers.gives_role, fresh):
        _say_entry("PERAN", line, say)
    unknown = list(strangers.without_login(fresh, chains[TRAIL_NAME].lines))
    for line in unknown:
        _say_entry("TANPA MASUK", line, say)
    if unknown:
        say("TANPA MASUK: pengisinya tidak masuk dahulu menurut jejak akses; wajar hanya bagi yang dicatat dengan perintah.")
    return EXIT_REJECTED if unknown else EXIT_OK


def _say_entry(mark: str, line: Mapping[str, object], say: Say) -> None:
    for words in told(line):
        say(f"{mark}  {words}")


def _ranges(numbers: Iterable[int]) -> str:
    """Numbers of lines in words: "3, 7–9"."""
    runs = [[number for _, number in run] for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0])]
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
