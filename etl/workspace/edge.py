"""The edge of a program: what the environment says of where the workspace of its data folder lives.

Reads: the environment, the data folder's own note of a server. Decides: what is refused rather than written to the wrong place.
Nothing is opened: a server that is away is told by whoever first asks it.
"""

import os
from collections.abc import Mapping
from pathlib import Path

from etl import workspace
from etl.base.errors import UserError
from etl.workspace import content

VARIABLE = "PEDULIHAM_RUANG"
FORMER = "PEDULIHAM_GUDANG"
_set: dict[Path, str] = {}


def configure(folder: Path, environ: Mapping[str, str]) -> None:
    """Let the workspace of `folder` live where `PEDULIHAM_RUANG` says; called again with the same words it does nothing.

    Raises `UserError` for an address that is none, and for a folder that belongs to a server which is not named.
    """
    said = environ.get(VARIABLE, "").strip()
    if not said and environ.get(FORMER, "").strip():
        raise UserError(
            f"{FORMER} tidak dikenal lagi: ruang kerja bersama kini tinggal di PostgreSQL ({VARIABLE}).",
            remedy="pindahkan isinya sekali menurut docs/ruang.md, lalu kosongkan variabel itu.",
        )
    # a folder that may not be entered is told by whoever reads it; `Path.exists` would raise
    if not said and os.path.exists(folder / content.STATE):  # noqa: PTH110
        raise UserError(
            f"Ruang kerja folder {folder} tinggal di server, tetapi {VARIABLE} kosong.",
            remedy=f"isi {VARIABLE}; bila akan kembali ke satu mesin, pindahkan isinya ke folder baru (docs/ruang.md).",
        )
    if _set.get(folder, "") == said:
        return
    workspace.use(folder, opened(said, folder) if said else None)
    _set[folder] = said


def is_address(said: str) -> bool:
    """Whether a text names a server and not a folder."""
    return "://" in said


def opened(said: str, folder: Path) -> workspace.Shared:
    """The workspace at an address. Raises `UserError`, which does not repeat the text, if it is none, or the driver is missing."""
    try:
        # only here: the driver is of no use, and need not be installed, where one machine is enough
        from etl.workspace.postgres import Postgres
    except ModuleNotFoundError as error:
        raise UserError(
            f"{VARIABLE} diisi, tetapi psycopg belum dipasang.",
            remedy=f"pasang dengan pip install -r requirements-postgres.lock, atau kosongkan {VARIABLE}.",
        ) from error
    return Postgres(said, folder)
