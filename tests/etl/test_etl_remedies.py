"""What a message tells somebody to run is there: every `python -m etl COMMAND` and every `--option`, in code and texts."""

import argparse
import ast
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from etl import __main__ as program
from etl.backup import options as backups
from etl.base.paths import PROJECT
from etl.entries import options as entries
from etl.results import options as results

_COMMAND = re.compile(r"(?:python -m etl|peduliham) ([a-z][a-z-]*)")
_OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")
_NOT_OURS = re.compile(r"sha256sum|<!--|npm|git |--server\.|--[pw]:|`--help`")
_TARGET = re.compile(r"[`']make ([a-z-]+)")


def choices(parser: argparse.ArgumentParser) -> Mapping[str, argparse.ArgumentParser]:
    found = [one.choices for one in parser._actions if isinstance(one, argparse._SubParsersAction)]
    return found[0] if found else {}


def options(parser: argparse.ArgumentParser) -> set[str]:
    own = set(parser._option_string_actions)
    return own.union(*map(options, choices(parser).values()))


OPTIONS = {name: options(one) for name, one in choices(program.parser()).items()}
SUBJECTS: Mapping[str, tuple[str, ...]] = {
    "etl/boundaries/": ("batas",),
    "etl/results/": tuple(results.VERBS),
    "etl/entries/": tuple(entries.VERBS),
    "etl/forms/": (*results.VERBS, *entries.VERBS),
    "etl/backup/": (*backups.VERBS, "jejak"),
    "etl/workspace/": tuple(backups.VERBS),
    "etl/build/life_command.py": tuple(results.VERBS),
    "etl/build/versions/": ("versi",),
    "etl/build/publish_options.py": ("ekspor", "situs", "arsip"),
    "etl/__main__.py": ("bahan",),
    "dasbor/words/texts/situs.toml": ("situs",),
    "dasbor/words/texts/arsip.toml": ("arsip",),
    "dasbor/words/texts/unduh.toml": ("ekspor", "situs", "arsip"),
    "dasbor/words/texts/peta.toml": ("batas",),
    "dasbor/site/": ("situs",),
}
"""Where a text stands → the commands that it may speak of without naming one."""


def texts() -> Iterator[tuple[str, str]]:
    """Every text of ours that could name a command: where it stands, and what it says."""
    for top in ("etl", "dasbor"):
        for path in sorted((PROJECT / top).rglob("*")):
            where = path.relative_to(PROJECT).as_posix()
            if path.suffix == ".py":
                yield from ((f"{where}:{line}", said) for line, said in _strings(path))
            elif path.suffix == ".toml":
                yield from ((where, said) for said in _values(tomllib.loads(path.read_text(encoding="utf-8"))))


def _strings(path: Path) -> Iterator[tuple[int, str]]:
    """The strings of a module as they read, with … where a value is put in."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inner = {id(part) for one in ast.walk(tree) if isinstance(one, ast.JoinedStr) for part in ast.walk(one) if part is not one}
    for one in ast.walk(tree):
        if isinstance(one, ast.JoinedStr):
            yield one.lineno, "".join(part.value if isinstance(part, ast.Constant) else "…" for part in one.values)
        elif isinstance(one, ast.Constant) and isinstance(one.value, str) and id(one) not in inner:
            yield one.lineno, one.value


def _values(told: object) -> Iterator[str]:
    if isinstance(told, str):
        yield told
    elif isinstance(told, Mapping):
        for one in told.values():
            yield from _values(one)


def faults(where: str, said: str) -> Iterator[str]:
    """Commands and options of a text that are not there. An option belongs to the command named last before it in the sentence."""
    if _NOT_OURS.search(said):
        return
    targets = (PROJECT / "Makefile").read_text(encoding="utf-8")
    yield from (f"{where}: no target {one}" for one in _TARGET.findall(said) if not re.search(rf"^{one}:", targets, re.MULTILINE))
    allowed = next((names for start, names in SUBJECTS.items() if where.startswith(start)), ())
    for sentence in re.split(r"(?<=[.;!?])\s", said):
        command = ""
        for found in re.finditer(f"{_COMMAND.pattern}|{_OPTION.pattern}", sentence):
            if found[1] is not None:
                command = found[1]
                if command not in OPTIONS and found[0].startswith("python"):
                    yield f"{where}: no command {command}: {said[:100]}"
            elif " " in said and not _has(command, allowed, found[0]):
                yield f"{where}: no option {found[0]} of {command or allowed}: {said[:100]}"


def _has(command: str, allowed: tuple[str, ...], option: str) -> bool:
    return any(option in OPTIONS.get(one, ()) for one in ((command,) if command else allowed))


def test_no_text_names_a_command_or_option_that_is_not_there() -> None:
    seen = list(texts())
    assert sum(bool(_COMMAND.search(said)) for _, said in seen) > 40, "the texts are read"
    assert [fault for where, said in seen for fault in faults(where, said)] == []


@pytest.mark.parametrize(
    "said",
    [
        "jalankan python -m etl bangunlah lalu ulangi",
        "ulangi dengan python -m etl muat BERKAS --tahunan 2024",
        "ulangi dengan --timpakan",
        "lihat python -m etl riwayat; sebut --kolom",
        "ulangi `make batasan`",
    ],
)
def test_a_text_that_does_is_found(said: str) -> None:
    assert list(faults("etl/backup/restore.py:1", said))
