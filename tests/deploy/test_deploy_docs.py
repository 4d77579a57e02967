"""docs/operasi.md and the example files: what they tell to write is understood, and what they name exists."""

import contextlib
import io
import re
import tomllib
from pathlib import Path

import pytest

from dasbor.mart import offices
from dasbor.web import access_file, provider
from dasbor.web.access import Role
from etl.__main__ import main
from etl.base.paths import PROJECT

GUIDE = (PROJECT / "docs" / "operasi.md").read_text(encoding="utf-8")
EXAMPLES = {name: (PROJECT / "deploy" / name).read_text(encoding="utf-8") for name in ("contoh-secrets.toml", "contoh-akses.toml")}
BLOCKS = re.findall(r"^```toml\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)
SECRETS = [EXAMPLES["contoh-secrets.toml"], *(block for block in BLOCKS if "[auth]" in block)]
ACCESS = [EXAMPLES["contoh-akses.toml"], *(block for block in BLOCKS if "[auth]" not in block)]
KNOWN = {"redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url"}
EXAMPLE_HOSTS = ("contoh.go.id", "accounts.google.com", "login.microsoftonline.com")


def test_there_is_an_example_for_each_provider() -> None:
    named = [tomllib.loads(block)["auth"]["server_metadata_url"] for block in SECRETS]
    for host in EXAMPLE_HOSTS:
        assert any(host in url for url in named), host
    assert len(ACCESS) == 4


@pytest.mark.parametrize("content", SECRETS)
def test_secrets_have_what_a_login_needs_and_no_secret(content: str) -> None:
    section = tomllib.loads(content)["auth"]
    microsoft = "microsoftonline" in section["server_metadata_url"]
    assert section.keys() == KNOWN | ({"client_kwargs"} if microsoft else set())
    assert not microsoft or "offline_access" in section["client_kwargs"]["scope"].split(), "roles could not be asked about again"
    assert section["redirect_uri"] == "https://internal.ham.contoh.go.id/oauth2callback"
    assert section["server_metadata_url"].endswith("/.well-known/openid-configuration")
    assert section["client_secret"] == "GANTI"
    assert len(section["cookie_secret"]) < provider.SHORTEST_SECRET, "an example that was not changed must not open the login"


@pytest.mark.parametrize("content", ACCESS)
def test_access_is_understood_and_has_an_administrator(record: Path, tmp_path: Path, content: str) -> None:
    path = tmp_path / "akses.toml"
    path.write_text(content, encoding="utf-8")
    policy = access_file.load(path, offices.offices())
    assert any(grant.role == Role.ADMIN for grants in policy.by_address.values() for grant in grants)
    assert all(address.endswith("@contoh.go.id") for address in policy.by_address)
    microsoft = policy.address_claim == "preferred_username"
    assert policy.verified is not microsoft


def spoken() -> list[str]:
    """Every command of the program that the guide names, to the end of its line or of the code."""
    found = re.findall(r"(?:(?:`|^ *)peduliham|python -m etl) ([a-z-]+(?: [^`\n|]*)?)", GUIDE, re.MULTILINE)
    return sorted({one.strip() for one in found})


def help_of(verb: str) -> str:
    output = io.StringIO()
    with contextlib.redirect_stdout(output), pytest.raises(SystemExit) as ended:
        main([verb, "--help"])
    assert ended.value.code == 0, verb
    return output.getvalue()


def test_every_command_and_option_it_names_exists() -> None:
    script = (PROJECT / "deploy" / "peduliham").read_text(encoding="utf-8")
    own = set(re.findall(r"^    ([a-z]+)\)", script, re.MULTILINE))
    assert own == {"replika", "gilir", "sehat"}
    assert own <= {one.split()[0] for one in spoken()}
    commands = [one for one in spoken() if not one.startswith("PERINTAH") and one.split()[0] not in own]
    verbs = {one.split()[0] for one in commands}
    assert {"bangun", "cadangkan", "pulihkan", "jejak", "terbit", "tarik", "kembali", "riwayat", "batas"} <= verbs
    helps = {verb: help_of(verb) for verb in verbs}
    for one in commands:
        for option in re.findall(r"--[a-z-]+", one):
            assert option in helps[one.split()[0]], one


def test_every_file_and_variable_it_names_exists() -> None:
    for path in set(re.findall(r"(?:^|[ (`])((?:deploy|tests)/[\w./-]+\w)", GUIDE)):
        assert (PROJECT / path).exists(), path
    sources = "".join(path.read_text(encoding="utf-8") for folder in ("etl", "dasbor") for path in (PROJECT / folder).rglob("*.py"))
    for variable in set(re.findall(r"PEDULIHAM_[A-Z]+", GUIDE + "".join(EXAMPLES.values()))):
        assert f'"{variable}"' in sources, variable
    assert "MASUK TIDAK TERSEDIA" in sources
    units = {path.name for path in (PROJECT / "deploy" / "systemd").iterdir()}
    for unit in set(re.findall(r"peduliham-[a-z]+\.(?:service|timer|path)", GUIDE)):
        assert unit in units, unit


def test_what_it_quotes_is_what_the_program_says() -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in (PROJECT / "etl").rglob("*.py"))
    for words in ("Pembangunan lain sedang berjalan", "sedang ditulis oleh orang lain", "tidak utuh", "Angka yang terbit sama"):
        assert words in GUIDE, words
        assert words in sources, words
