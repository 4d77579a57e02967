"""What the program is made of: its packages, fonts, and parts of others, with their licences.

Reads: `requirements.lock` (which packages), what each says of itself where it is installed, and `materials.toml` (the rest).
Writes: the bill of materials as CycloneDX 1.6, and `PIHAK-KETIGA.md`. Both are the same at every making: no clock, nothing drawn.
"""

import importlib.metadata
import json
import re
import tomllib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from etl.base.errors import UserError

ROOT = Path(__file__).resolve().parents[2]
LOCK = ROOT / "requirements.lock"
NOTICES = ROOT / "PIHAK-KETIGA.md"
BILL = "bahan.cdx.json"
_SHORT = 30
_HEAD = """# Bagian milik orang lain

Dibuat oleh `python -m etl bahan --catatan`; jangan diubah dengan tangan. Program ini sendiri berlisensi MIT (`LICENSE`),
datanya CC BY 4.0 (`LICENSE-DATA`). Teks lisensi setiap paket ada di dalam paketnya (`*.dist-info` pada lingkungan Python).
Daftar yang dibaca mesin (CycloneDX): `python -m etl bahan`.
"""


@dataclass(frozen=True)
class Material:
    """One thing made by others: a package, or `inside` one (a repository folder counts), under a licence (an SPDX expression)."""

    name: str
    version: str
    licence: str
    inside: str = ""


def packages(lock: Path = LOCK) -> tuple[Material, ...]:
    """The packages that run the program, as installed. UserError if one is another version than locked, or tells no licence."""
    found = []
    for name, version in re.findall(r"^([A-Za-z0-9._-]+)==(\S+)", lock.read_text(encoding="utf-8"), re.MULTILINE):
        try:
            told = importlib.metadata.metadata(name)
        except importlib.metadata.PackageNotFoundError as error:
            raise UserError(f"Paket {name} tidak terpasang.", remedy="pasang dahulu dengan make build") from error
        if told["Version"] != version:
            raise UserError(f"Paket {name} terpasang {told['Version']}, terkunci {version}.", remedy="pasang dengan make build")
        licence = _licence(name, told["License-Expression"] or "", told["License"] or "", told.get_all("Classifier") or ())
        found.append(Material(name, version, licence))
    return tuple(found)


def others() -> tuple[Material, ...]:
    """What of others lies in the repository, or inside of packages and reaches readers or files."""
    return tuple(Material(one["nama"], one.get("versi", ""), one["lisensi"], one["di"]) for one in _told()["bagian"])


def notices() -> str:
    """The text of `PIHAK-KETIGA.md`."""
    lines = [_HEAD, "## Paket Python yang menjalankan program\n", "| paket | versi | lisensi |", "|---|---|---|"]
    lines += [f"| {one.name} | {one.version} | {one.licence} |" for one in packages()]
    lines += ["\n## Huruf, skrip, dan pustaka di dalamnya\n", "| bagian | di dalam | lisensi |", "|---|---|---|"]
    lines += [f"| {one.name} | {one.inside} | {one.licence} |" for one in others()]
    return "\n".join(lines) + "\n"


def bill(version: str) -> str:
    """The bill of materials of a version of the program, as CycloneDX 1.6 JSON."""
    own = {
        "type": "application",
        "bom-ref": "peduli-ham",
        "name": "peduli-ham",
        "version": version,
        "licenses": [{"license": {"id": "MIT"}}],
    }
    parts = [*(_component(one) for one in packages()), *(_component(one) for one in others())]
    made: dict[str, Any] = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": own},
        "components": parts,
        "dependencies": [{"ref": "peduli-ham", "dependsOn": [part["bom-ref"] for part in parts if "purl" in part]}],
    }
    made["serialNumber"] = f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, json.dumps(made, sort_keys=True))}"
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


def program_version() -> str:
    """Version of the program in `pyproject.toml`."""
    return str(tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"])


def _component(one: Material) -> dict[str, Any]:
    if one.inside:
        said = {"type": "file", "bom-ref": f"{one.inside}/{one.name}", "name": one.name}
        said |= {"version": one.version} if one.version else {}
        return said | {"licenses": [{"expression": one.licence}], "description": f"di dalam {one.inside}"}
    address = f"pkg:pypi/{one.name}@{one.version}"
    return {
        "type": "library",
        "bom-ref": address,
        "name": one.name,
        "version": one.version,
        "licenses": [{"expression": one.licence}],
        "purl": address,
    }


@cache
def _told() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


def _licence(name: str, expression: str, text: str, classifiers: Sequence[str]) -> str:
    """The SPDX expression of a package: what was read in it, its own expression, or its words where they are clear."""
    known, words = _told()["paket"], _told()["kata"]
    if found := known.get(name) or expression:
        return str(found)
    said = [text] if len(text) < _SHORT else []
    said += [one.rpartition(" :: ")[2] for one in classifiers if one.startswith("License ::")]
    for one in said:
        if one in words:
            return str(words[one])
    raise UserError(
        f"Lisensi paket {name} tidak jelas dari keterangannya.", remedy="baca lisensinya dan tulis di etl/build/materials.toml"
    )
