"""What is installed is what was chosen: every wheel by its digest, locks as the lists say, nowhere an address of an index."""

import importlib.metadata
import re
import subprocess

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from dasbor.words import paths

LISTS = {"requirements": 50, "requirements-postgres": 2, "requirements-dev": 130}
"""List → at least so many packages with all that they need."""
ALL = {**LISTS, "requirements-npm": 2}
"""With what stands in an environment of its own, and is no part of the product."""
ADDRESS = re.compile(
    r"https?://[^\s\"')>]*?(?:/simple\b|py" + r"pi|registry\.|pythonhosted)|--(?:extra-)?index-url\b|--trusted-host\b",
    re.IGNORECASE,
)


def locked(name):
    """Package → (version, digests) of a lock."""
    found = {}
    text = (paths.ROOT / f"{name}.lock").read_text(encoding="utf-8").replace("\\\n", " ")
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        pinned = re.match(r"([A-Za-z0-9._-]+)==([^\s;]+)(?: ;[^-]*?)?((?:\s+--hash=sha256:[0-9a-f]{64})*)\s*$", line)
        assert pinned, line[:120]
        assert canonicalize_name(pinned[1]) not in found, line[:60]
        found[canonicalize_name(pinned[1])] = pinned[2], re.findall(r"sha256:(\w+)", pinned[3])
    return found


def asked(file):
    """Package → version of a list written by hand, with the lists that it names."""
    found = {}
    for line in (paths.ROOT / file).read_text(encoding="utf-8").splitlines():
        if line.startswith("-r "):
            found |= asked(line.removeprefix("-r "))
        elif line and not line.startswith("#"):
            name, version = line.split("==")
            found[canonicalize_name(name.partition("[")[0])] = version
    return found


@pytest.mark.parametrize("name", ALL)
def test_every_package_has_the_digests_of_its_wheels(name):
    lock = locked(name)
    assert len(lock) >= ALL[name]
    assert [package for package, (_, digests) in lock.items() if not digests or len(set(digests)) != len(digests)] == []


@pytest.mark.parametrize("name", ALL)
def test_the_lock_is_the_one_of_the_list(name):
    lock = {package: version for package, (version, _) in locked(name).items()}
    wanted = asked(f"{name}.txt")
    assert {package: lock.get(package) for package in wanted} == wanted, "make kunci"


def test_versions_are_chosen_in_one_place():
    everything = {package: version for package, (version, _) in locked("requirements-dev").items()}
    assert everything == asked("constraints.txt"), "make kunci"
    for name in LISTS:
        assert {package: version for package, (version, _) in locked(name).items()}.items() <= everything.items(), name


@pytest.mark.parametrize("name", LISTS)
def test_nothing_that_a_locked_package_needs_is_left_out(name):
    lock = locked(name)
    seen = 0
    for package, (version, _) in lock.items():
        try:
            needs = importlib.metadata.requires(package) or []
            same = importlib.metadata.version(package) == version
        except importlib.metadata.PackageNotFoundError:
            continue  # of another system
        for need in map(Requirement, needs if same else []):
            if need.marker is None or need.marker.evaluate({"extra": ""}):
                seen += 1
                there = lock.get(canonicalize_name(need.name))
                assert there, f"{package} memerlukan {need}"
                assert need.specifier.contains(there[0], prereleases=True), f"{package} memerlukan {need}"
    assert seen >= len(lock) / 4


def test_make_installs_by_digest_only():
    make = (paths.ROOT / "Makefile").read_text(encoding="utf-8")
    installs = [line for line in make.splitlines() if "pip install" in line]
    assert installs
    assert all("--require-hashes" in line and "--only-binary :all:" in line for line in installs)


def test_no_file_names_an_index():
    files = subprocess.run(["git", "ls-files", "-z"], cwd=paths.ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    read = 0
    for file in filter(None, files):
        path = paths.ROOT / file
        if not path.is_file() or path.suffix in {".png", ".ttf"} or file == "tests/ci/test_lock.py":
            continue
        read += 1
        found = ADDRESS.search(path.read_text(encoding="utf-8", errors="replace"))
        assert not found, f"{file}: {found[0]}"
    assert read > 300
