"""The container recipe: linted, shut in like the systemd units, calling what exists, with no secret and no draft inside."""

import fnmatch
import re
import shlex
import shutil
import subprocess
import sys
import warnings
from pathlib import Path

import pytest
import yaml
from streamlit import config

from etl.__main__ import main
from etl.base.paths import PROJECT
from tests.deploy.test_deploy_units import text, values

RECIPE = PROJECT / "deploy" / "Containerfile"
FOLDER = PROJECT / "deploy" / "wadah"
COMPOSE = yaml.safe_load((FOLDER / "compose.yaml").read_text(encoding="utf-8"))
SERVICES = COMPOSE["services"]
UNIT = {
    "publik-1": "peduliham-publik@.service",
    "publik-2": "peduliham-publik@.service",
    "internal": "peduliham-internal.service",
    "terbit": "peduliham-terbit.service",
    "cadangan": "peduliham-cadangan.service",
    "situs": "peduliham-situs.service",
}
"""Service → the unit that does the same without containers."""
HADOLINT = shutil.which("hadolint", path=str(Path(sys.executable).parent)) or shutil.which("hadolint")
if not HADOLINT:
    warnings.warn("HADOLINT IS MISSING: THE RECIPE IS ONLY READ", stacklevel=1)


def words_of(service: str) -> list[str]:
    """Words of all that a service runs, its shell taken apart."""
    command = SERVICES[service]["command"]
    return [word for part in command for word in (shlex.split(part.replace(";", " ; ")) if " " in part else [part])]


@pytest.mark.skipif(not HADOLINT, reason="hadolint is missing")
def test_hadolint_finds_nothing_wrong(tmp_path: Path) -> None:
    done = subprocess.run([str(HADOLINT), str(RECIPE)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")
    bad = tmp_path / "Containerfile"
    bad.write_text(RECIPE.read_text(encoding="utf-8").replace("WORKDIR /opt/peduliham/app", "WORKDIR app"))
    assert subprocess.run([str(HADOLINT), str(bad)], capture_output=True, check=False).returncode != 0


def test_the_image_installs_by_digest_and_runs_as_the_owner_of_the_data() -> None:
    recipe = RECIPE.read_text(encoding="utf-8")
    installs = [line for line in recipe.replace("\\\n", " ").splitlines() if "pip install" in line]
    assert installs
    assert all("--require-hashes" in line and "--only-binary :all:" in line for line in installs)
    assert all((PROJECT / lock).is_file() for lock in re.findall(r"-r (\S+)", recipe))
    last = recipe.rpartition("\nFROM ")[2]
    assert re.findall(r"^USER (.*)$", last, re.MULTILINE) == ["10001:10001"]
    assert not re.search(r"^(ADD|RUN) ", last, re.MULTILINE), "nothing is made or fetched in the image that runs"
    assert "etl bahan --keluar bahan.cdx.json" in recipe


@pytest.mark.parametrize("name", SERVICES)
def test_every_service_is_shut_in(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    user, _, group = service["user"].partition(":")
    assert int(user) > 0
    assert int(group) > 0
    assert service["pids_limit"] == int(values(text("peduliham-internal.service"), "TasksMax")[0])
    assert service["ulimits"]["nofile"] == int(values(text("peduliham-internal.service"), "LimitNOFILE")[0])
    assert not service.keys() & {"privileged", "cap_add", "devices", "pid", "ipc", "userns_mode"}
    assert service.get("network_mode", "none") == "none"
    assert ("network_mode" in service) != ("networks" in service)
    for one in service.get("tmpfs", []):
        assert {"nosuid", "nodev"} <= set(one.partition(":")[2].split(",")), one
        assert "size=" in one
    mounted = [one.partition(":")[0] for one in service.get("volumes", [])]
    assert not any("docker.sock" in one or one in ("/", "/etc", "/proc", "/sys") for one in mounted)


@pytest.mark.parametrize("name", UNIT)
def test_memory_and_user_are_those_of_the_unit(name: str) -> None:
    service = SERVICES[name]
    assert service["mem_limit"].upper() == values(text(UNIT[name]), "MemoryMax")[0]
    assert (service["user"] == "10002:10002") == (values(text(UNIT[name]), "User") == ["peduliham-publik"])


def test_what_the_public_writes_and_reaches() -> None:
    for name in ("publik-1", "publik-2"):
        service = SERVICES[name]
        assert all(volume.endswith(":ro") for volume in service["volumes"])
        assert not service.keys() & {"secrets", "env_file", "environment", "ports"}
        assert [COMPOSE["networks"][network] for network in service["networks"]] == [{"internal": True}]
    outside = {name for name, service in SERVICES.items() for one in service.get("networks", []) if not COMPOSE["networks"][one]}
    assert outside == {"nginx", "internal"}
    assert [name for name, service in SERVICES.items() if service.get("ports")] == ["nginx"]


def test_what_a_service_calls_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PEDULIHAM_DATA", str(tmp_path / "tidak-ada"))
    seen = set()
    for name in UNIT:
        words = words_of(name)
        for at in [index for index, word in enumerate(words) if word == "-m"]:
            rest = words[at + 1 :]
            rest = rest[: rest.index(";")] if ";" in rest else rest
            seen.add(rest[0])
            if rest[0] == "etl":
                asked = [word.replace("/srv/peduliham", str(tmp_path)) for word in rest[1:]]
                assert main(asked, {"PEDULIHAM_DATA": str(tmp_path / "tidak-ada")}) == 2
            elif rest[0] == "streamlit":
                assert {word.removeprefix("--") for word in rest if word.startswith("--")} <= config.get_config_options().keys()
                assert rest[rest.index("--server.address") + 1] == "0.0.0.0"
    assert seen == {"etl", "streamlit", "dasbor.maps.prepare"}


def test_nginx_is_the_same_but_for_names_and_logs() -> None:
    nginx = PROJECT / "deploy" / "nginx"
    for file in ("peduliham.conf", "peduliham-replika.conf"):
        done = subprocess.run(
            ["sed", "-f", str(FOLDER / "alamat.sed"), str(nginx / file)], capture_output=True, text=True, check=True
        ).stdout
        settings = re.sub(r"#.*", "", done)
        assert "127.0.0.1" not in settings
        assert "/var/log" not in settings
        for host, port in re.findall(r"server ([a-z0-9-]+):(\d+)", settings):
            words = words_of(host)
            assert words[words.index("--server.port") + 1] == port
    mounted = [one.split(":")[0] for one in SERVICES["nginx"]["volumes"] if one.startswith("../")]
    assert len(mounted) == 5
    assert all((FOLDER / one).resolve().is_file() for one in mounted)


@pytest.mark.parametrize(
    "file",
    [
        ".git/config",
        ".venv/bin/python",
        ".streamlit/secrets.toml",
        "deploy/wadah/rahasia/secrets.toml",
        "data/hasil/riwayat.jsonl",
        "data/isian/catatan.jsonl",
        "data/jejak/akses.jsonl",
        "data/versi/a.duckdb",
        "data/kerja.duckdb",
        "data.sebelum-2026/klaim.csv",
    ],
)
def test_no_secret_and_nothing_internal_goes_into_the_image(file: str) -> None:
    rules = [line for line in (PROJECT / ".dockerignore").read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    parents = [file, *(str(one) for one in Path(file).parents)]
    assert any(fnmatch.fnmatch(one, rule.removeprefix("**/")) for rule in rules for one in parents)
    assert not any(fnmatch.fnmatch(one, rule.removeprefix("**/")) for rule in rules for one in ("data/klaim.csv", "etl", "LICENSE"))


def test_no_secret_stands_in_the_recipe() -> None:
    for service in SERVICES.values():
        for key, value in (service.get("environment") or {}).items():
            assert not re.search("PASS|SECRET|SANDI", key) or str(value).startswith("/run/secrets/"), key
    assert all(set(one) == {"file"} and one["file"].startswith("rahasia/") for one in COMPOSE["secrets"].values())
    ignored = subprocess.run(["git", "check-ignore", "-q", "deploy/wadah/rahasia/pgpass"], cwd=PROJECT, check=False)
    assert ignored.returncode == 0
