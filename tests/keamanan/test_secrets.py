"""Secrets stand where they are configured and nowhere else: not in git, not on pages, not in what a server writes."""

import re
import shutil
import subprocess

import pytest

from dasbor.web import force, provider
from dasbor.words import paths

_NAMES = rb"cookie_secret|client_secret|password|passwd|api_key"
PATTERNS = {
    "private key": re.compile(rb"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----\s+[A-Za-z0-9+/=]{40}"),
    "token of a service": re.compile(rb"\b(?:ghp_|gho_|github_pat_|glpat-|xox[abp]-|sk_live_|AKIA|AIza)[A-Za-z0-9_-]{16,}"),
    "signed token": re.compile(rb"\beyJ[A-Za-z0-9_-]{15,}\.eyJ[A-Za-z0-9_-]{15,}\.[A-Za-z0-9_-]{5,}"),
    "value of a secret": re.compile(rb"\b(?:" + _NAMES + rb""")["']?\s*[=:]\s*["'](?!GANTI|uji-)[^"'{}\s]{8,}["']"""),
}
NEVER = (
    *("secrets.toml", "/akses.toml", ".env", ".pem", ".key", ".p12", ".pfx"),
    *(".duckdb", "/akses.jsonl", "/catatan.jsonl", "/riwayat.jsonl"),
)
ALLOWED = ("deploy/contoh-secrets.toml", "dasbor/words/texts/akses.toml")


def tracked():
    """Every file that git keeps, or would with the next `git add`."""
    if not shutil.which("git") or not (paths.ROOT / ".git").exists():
        pytest.skip("not a git working tree")
    said = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=paths.ROOT, capture_output=True, check=True
    )
    found = [paths.ROOT / name for name in said.stdout.decode().split("\0") if name]
    assert len(found) > 300
    return [path for path in found if path.is_file()]


def test_nothing_tracked_looks_like_a_secret():
    found = [
        f"{path.relative_to(paths.ROOT)}: {kind}"
        for path in tracked()
        for kind, pattern in PATTERNS.items()
        if pattern.search(path.read_bytes())
    ]
    assert found == []


EXAMPLES = [
    b"client_" + b'secret = "4f9b2c7e8a1d"',
    b'"cookie_' + b'secret": "4f9b2c7e8a1d"',
    b"-----BEGIN PRIVATE " + b"KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQ",
    b"eyJhbGciOiJSUzI1NiIsImtpZCI6." + b"eyJpc3MiOiJodHRwczovL21h.abcdef",
]


@pytest.mark.parametrize("text", EXAMPLES)
def test_the_search_finds_what_it_should(text):
    assert any(pattern.search(text) for pattern in PATTERNS.values())


def test_no_file_that_holds_secrets_or_drafts_is_tracked():
    names = [str(path.relative_to(paths.ROOT)) for path in tracked()]
    assert [name for name in names if name.endswith(NEVER) and name not in ALLOWED] == []
    assert [name for name in names if name.startswith(("data/hasil/", "data/isian/", "data/jejak/"))] == []


GOOD = {
    "redirect_uri": "https://internal.contoh.go.id/oauth2callback",
    "cookie_secret": "acak-" * 10,
    "client_id": "peduliham",
    "client_secret": "uji-rahasia-klien",
    "server_metadata_url": "https://masuk.contoh.go.id/.well-known/openid-configuration",
}
UNSAFE = [
    {"cookie_secret": "uji-pendek"},
    {"cookie_secret": "GANTI-" * 10},
    {"redirect_uri": "http://internal.contoh.go.id/oauth2callback"},
    {"redirect_uri": "https://internal.contoh.go.id/lain"},
    {"server_metadata_url": "http://masuk.contoh.go.id/.well-known/openid-configuration"},
    {"server_metadata_url": "ftp://localhost/x"},
    {"client_secret": ""},
    {"client_id": ""},
]


@pytest.fixture
def secrets(monkeypatch):
    monkeypatch.setattr(force, "in_force", lambda: True)
    return lambda section: monkeypatch.setattr(provider.auth_util, "get_secrets_auth_section", lambda: section)


@pytest.mark.parametrize("changed", UNSAFE)
def test_unsafe_secrets_close_the_login_and_are_not_repeated(secrets, changed):
    section = {**GOOD, **changed}
    secrets(section)
    wrong = provider.chosen()[1]
    assert wrong
    assert not [value for value in section.values() if len(value) > 5 and value in wrong]


@pytest.mark.parametrize("host", ["localhost:8501", "127.0.0.1:8501", "[::1]:8501"])
def test_what_stays_on_the_machine_needs_no_tls(secrets, host):
    secrets({**GOOD, "redirect_uri": f"http://{host}/oauth2callback", "server_metadata_url": f"http://{host}/x"})
    assert provider.chosen() == (None, "")


def test_right_secrets_open_it_and_a_missing_part_of_the_server_does_not(secrets, monkeypatch):
    secrets(GOOD)
    assert provider.chosen() == (None, "")
    secrets({})
    assert provider.chosen()[1]
    secrets(GOOD)
    monkeypatch.setattr(force, "in_force", lambda: False)
    assert "server.py" in provider.chosen()[1]
