"""Known weaknesses in the pinned packages, and an honest word when nobody could be asked.

pip-audit asks an advisory service about each line of constraints.txt. Where that service is out of reach it may still end with
code 0 and "No known vulnerabilities found", every package listed as one that could not be audited. So a package with published
weaknesses is asked about as well: a service that knows nothing of it was not reached. Another service, such as a mirror inside
the ministry, is chosen by pip-audit's own PIP_AUDIT_VULNERABILITY_SERVICE and PIP_AUDIT_OSV_URL.

Exit codes: 0 nothing known, or nobody to ask (said loudly); 1 known weaknesses; 2 pip-audit itself failed.
"""

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

PINNED = Path(__file__).resolve().parent.parent / "constraints.txt"
# never installed: a release of 2010 with many published weaknesses
CANARY = "django"
CANARY_VERSION = "1.2"
TIMEOUT_SECONDS = 300
_NOBODY_THERE = re.compile(r"requests\.exceptions\.|pip_audit\._service\.interface\.|Could not connect|network may be blocking")
UNREACHED = (
    "!!!! PAKET TIDAK DIPERIKSA: layanan kelemahan paket tidak terjangkau dari mesin ini; "
    "jalankan `make aman` di mesin yang terhubung internet !!!!"
)


def ask(pinned: Path) -> tuple[str, str]:
    """What pip-audit prints about the packages of `pinned` and the canary: its JSON, and everything else it said."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as canary:
        canary.write(f"{CANARY}=={CANARY_VERSION}\n")
        canary.flush()
        options = ["--no-deps", "--disable-pip", "--format", "json", "--desc", "off", "--progress-spinner", "off"]
        command = [sys.executable, "-m", "pip_audit", *options, "-r", str(pinned), "-r", canary.name]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=TIMEOUT_SECONDS, check=False)  # noqa: S603  no shell, our own words
        except subprocess.TimeoutExpired:
            return "", "requests.exceptions.Timeout"
    return done.stdout, done.stderr


def judge(report: str, said: str) -> tuple[int, list[str]]:
    """Exit code and lines to print for what `ask` returned."""
    try:
        packages = {package["name"]: package for package in json.loads(report)["dependencies"]}
    except ValueError:
        if _NOBODY_THERE.search(said):
            return 0, [UNREACHED]
        faults = [line for line in said.splitlines() if line.startswith("ERROR")]
        return 2, ["pip-audit gagal: " + " ".join(faults or said.splitlines()[-1:] or ["tanpa pesan"])]
    if not packages.pop(CANARY).get("vulns"):
        return 0, [UNREACHED]
    weak = [
        f"{name} {package['version']}: {found['id']}, dibetulkan dalam {', '.join(found['fix_versions']) or '(belum ada)'}"
        for name, package in packages.items()
        for found in package.get("vulns", [])
    ]
    unknown = [name for name, package in packages.items() if "skip_reason" in package]
    lines = [f"!!!! {len(unknown)} paket tidak dikenal layanan dan tidak diperiksa: {', '.join(unknown)} !!!!"] if unknown else []
    if weak:
        return 1, [*lines, f"{len(weak)} kelemahan yang diketahui:", *weak]
    return 0, [*lines, f"{len(packages) - len(unknown)} dari {len(packages)} paket diperiksa: tidak ada kelemahan yang diketahui."]


if __name__ == "__main__":
    code, lines = judge(*ask(PINNED))
    sys.stdout.write("\n".join(lines) + "\n")
    sys.exit(code)
