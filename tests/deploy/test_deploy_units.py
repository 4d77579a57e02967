"""The systemd units: well-formed, hardened, calling what exists; and who on the machine may read what."""

import contextlib
import importlib.util
import os
import re
import shlex
import shutil
import subprocess
import warnings
from pathlib import Path

import pytest
from streamlit import config

from etl.__main__ import main
from etl.base import chain
from etl.base.paths import PROJECT, PUBLIC_NAME, WORKSPACE_NAME
from etl.workspace.content import names
from tests.etl.etl_tools import make_folder, start

UNITS = PROJECT / "deploy" / "systemd"
SERVICES = sorted(path.name for path in UNITS.glob("*.service"))
HARDENING = (UNITS / "peduliham-.service.d" / "pengerasan.conf").read_text(encoding="utf-8")
ANALYZE = shutil.which("systemd-analyze")
OFFLINE = 250
"""The first systemd that judges units of another root without running itself."""
EXPOSED = 1.2
"""The most that `systemd-analyze security` may say; 10 is a service without any hardening."""
NOBODY = 65534


def able() -> bool:
    """Whether this machine can judge them."""
    if not ANALYZE:
        return False
    said = subprocess.run([ANALYZE, "--version"], capture_output=True, text=True, check=True).stdout
    return int(said.split()[1]) >= OFFLINE


needs_analyze = pytest.mark.skipif(not able(), reason=f"systemd-analyze {OFFLINE} or newer is missing")
if not able():
    warnings.warn("SYSTEMD-ANALYZE IS MISSING: THE UNITS ARE ONLY READ", stacklevel=1)


def text(name: str) -> str:
    return (UNITS / name).read_text(encoding="utf-8")


def values(content: str, key: str) -> list[str]:
    """What the lines `key=…` say, one word each."""
    return [word for line in re.findall(rf"^{key}=(.*)$", content, re.MULTILINE) for word in shlex.split(line)]


def commands(name: str) -> list[list[str]]:
    """Words of the commands of a service, without the Python that runs them."""
    found = re.findall(r"^ExecStart(?:Pre)?=-?(.*)$", text(name), re.MULTILINE)
    words = [shlex.split(line) for line in found]
    assert {one[0] for one in words} == {"/opt/peduliham/app/.venv/bin/python"}
    return [one[1:] for one in words]


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A root with the units installed and something at the place of Python."""
    root = tmp_path_factory.mktemp("akar")
    shutil.copytree(UNITS, root / "etc/systemd/system")
    python = root / "opt/peduliham/app/.venv/bin/python"
    python.parent.mkdir(parents=True)
    shutil.copy("/bin/true", python)
    if Path("/usr/lib/systemd/system").is_dir():
        shutil.copytree("/usr/lib/systemd/system", root / "usr/lib/systemd/system", symlinks=True)
    return root


@needs_analyze
@pytest.mark.parametrize("name", sorted(path.name for path in UNITS.iterdir() if path.is_file()))
def test_systemd_finds_nothing_wrong(machine: Path, name: str) -> None:
    done = subprocess.run(
        [str(ANALYZE), "verify", "--man=no", f"--root={machine}", name], capture_output=True, text=True, check=False
    )
    ours = [line for line in done.stderr.splitlines() if "peduliham" in line]
    assert (done.returncode, ours) == (0, [])


@needs_analyze
@pytest.mark.parametrize("name", SERVICES)
def test_every_service_is_shut_in(machine: Path, name: str) -> None:
    name = name.replace("@.", "@8511.")
    done = subprocess.run(
        [str(ANALYZE), "security", "--no-pager", "--offline=yes", f"--root={machine}", name],
        capture_output=True,
        text=True,
        check=True,
    )
    exposure = re.search(r"exposure level for \S+: ([0-9.]+)", done.stdout)
    assert exposure is not None
    assert float(exposure[1]) <= EXPOSED


@pytest.mark.parametrize("name", SERVICES)
def test_what_a_service_calls_is_there(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PEDULIHAM_DATA", str(tmp_path / "tidak-ada"))
    for words in commands(name):
        assert words[0] == "-m"
        if words[1] == "etl":
            # the verb and its options are understood; the folder is what is missing
            asked = [word.replace("/srv/peduliham", str(tmp_path)) for word in words[2:]]
            assert main(asked, {"PEDULIHAM_DATA": str(tmp_path / "tidak-ada")}) == 2
        elif words[1] == "streamlit":
            assert words[2] == "run"
            assert (PROJECT / words[3]).is_file()
            options = {word.removeprefix("--") for word in words if word.startswith("--")}
            assert options <= config.get_config_options().keys()
            assert words[words.index("--server.address") + 1] == "127.0.0.1"
            # what the unit waits for is said by server.py (dasbor/page/alive.py)
            assert (values(text(name), "Type"), words[3]) == (["notify"], "server.py")
        else:
            assert importlib.util.find_spec(words[1])


def test_places_and_users_are_those_that_are_made() -> None:
    made = (PROJECT / "deploy" / "peduliham.tmpfiles").read_text(encoding="utf-8")
    users = set(re.findall(r"^u (\S+)", (PROJECT / "deploy" / "peduliham.sysusers").read_text(encoding="utf-8"), re.MULTILINE))
    folders = set(re.findall(r"^d (\S+)", made, re.MULTILINE))
    assert {user for name in SERVICES for user in values(text(name), "User")} == users
    assert f"PEDULIHAM_DATA={'/var/lib/peduliham/data'}" in values(HARDENING, "Environment")
    written = {place for name in SERVICES for place in values(text(name), "ReadWritePaths")}
    assert written <= folders | {"/opt/peduliham/app/static"}
    targets = {words[3] for words in commands("peduliham-cadangan.service")}
    assert targets <= folders


def test_the_public_service_knows_no_login_and_writes_nothing() -> None:
    public = text("peduliham-publik@.service")
    assert values(public, "ReadWritePaths") == []
    settings = [line for line in public.splitlines() if not line.startswith("#")]
    assert [line for line in settings if "AKSES" in line or "secrets" in line] == []
    assert (values(public, "IPAddressDeny"), values(public, "IPAddressAllow")) == (["any"], ["localhost"])
    assert values(public, "User") != values(text("peduliham-internal.service"), "User")


WRITERS = ("peduliham-ambil", "peduliham-cadangan", "peduliham-internal", "peduliham-terbit")


@pytest.mark.parametrize("name", SERVICES)
def test_who_writes_and_nobody_else_learns_where_a_shared_workspace_is(name: str) -> None:
    told = values(text(name), "EnvironmentFile") == ["-/etc/peduliham/ruang.env"]
    assert told == (name.removesuffix(".service") in WRITERS)
    assert told or "ruang.env" not in text(name)


@needs_analyze
@pytest.mark.parametrize("name", WRITERS)
def test_with_a_shared_workspace_only_its_server_can_be_reached(machine: Path, name: str) -> None:
    unit, place = f"{name}.service", machine / f"etc/systemd/system/{name}.service.d/ruang.conf"
    place.parent.mkdir(exist_ok=True)
    shutil.copy(PROJECT / "deploy" / "contoh-ruang.conf", place)
    done = subprocess.run(
        [str(ANALYZE), "verify", "--man=no", f"--root={machine}", unit], capture_output=True, text=True, check=False
    )
    assert (done.returncode, [line for line in done.stderr.splitlines() if "peduliham" in line]) == (0, [])
    example = place.read_text(encoding="utf-8")
    (server,) = values(example, "IPAddressAllow")
    assert server in (PROJECT / "deploy" / "contoh-ruang.environ").read_text(encoding="utf-8")
    assert values(example, "PrivateNetwork") == ["no"]
    # an address list only shuts in where the unit denies the rest; the internal one must reach its login provider, too
    assert ("IPAddressDeny=any" in text(unit).splitlines()) == (name != "peduliham-internal")


def look(folder: Path, output: Path) -> None:
    """In a child, as a user of the machine who owns nothing: which files can be read, by name."""
    os.setgroups([])
    os.setgid(NOBODY)
    os.setuid(NOBODY)
    readable = [name for name in output.read_text(encoding="utf-8").splitlines() if os.access(folder / name, os.R_OK)]
    with contextlib.suppress(PermissionError):
        readable += [f"daftar: {path.name}" for path in folder.iterdir()]
    output.write_text("\n".join(readable), encoding="utf-8")


@pytest.mark.skipif(os.geteuid() != 0, reason="becoming another user needs root")
def test_another_user_of_the_machine_reads_what_is_published_and_no_draft() -> None:
    """Modes as the program gives them under the umask of the units, in a folder as systemd-tmpfiles makes it."""
    # not below pytest's own folder, which is closed to others
    place = Path("/tmp") / f"peduliham-hak-{os.getpid()}"
    before = os.umask(0o077)
    try:
        folder = make_folder(place / "data")
        assert main(["bangun"], {"PEDULIHAM_DATA": str(folder)}) == 0
        results = place / "hasil.csv"
        results.write_text("Kode,Kabupaten/Kota,Predikat\n13.71,Kota Padang,Peduli HAM\n", encoding="utf-8")
        assert main(["muat", str(results), "--tahun", "2024"], {"PEDULIHAM_DATA": str(folder)}) == 0
        chain.append(folder / "isian" / "catatan.jsonl", {"siapa": "uji"})
        for path in (place, folder):
            path.chmod(0o711)
        asked = [PUBLIC_NAME, WORKSPACE_NAME, *(name for name in names(folder) if not name.endswith(".csv") or "/" in name)]
        assert {"isian/catatan.jsonl", "hasil/2024/0001/hasil.csv"} <= set(asked)
        output = place / "terbaca.txt"
        output.write_text("\n".join(asked), encoding="utf-8")
        output.chmod(0o666)
        child = start(look, folder, output)
        child.join(60)
        assert child.exitcode == 0
        published = [PUBLIC_NAME, *(name for name in asked if name.startswith("versi/") and name.endswith(".duckdb"))]
        assert output.read_text(encoding="utf-8").splitlines() == published
        assert len(published) == 2
    finally:
        os.umask(before)
        shutil.rmtree(place, ignore_errors=True)
