"""The address of a lake: `ducklake:postgres:…` or `ducklake:/path/to/catalogue`.

Decides: what is an address, and what of it may be said aloud. A connection string may hold a password; it is never shown.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from etl.errors import UserError
from etl.gudang import FILES_VARIABLE, VARIABLE

PREFIX = "ducklake:"
_POSTGRES = "postgres:"
_SHOWN = ("host", "port", "dbname")


@dataclass(frozen=True)
class Address:
    """`catalog`: a connection string of PostgreSQL, or the path of a local file; `files`: where Parquet files go ("": as it is)."""

    catalog: str = field(repr=False)
    shared: bool
    files: str = ""

    @property
    def shown(self) -> str:
        """What may be printed: no user and no password."""
        if not self.shared:
            return PREFIX + self.catalog
        if "://" in self.catalog:
            parts = urlsplit(self.catalog)
            said = {"host": parts.hostname or "", "port": str(parts.port or ""), "dbname": parts.path.strip("/")}
        else:
            said = {name.lower(): value for name, value in re.findall(r"(\w+)\s*=\s*('[^']*'|\S+)", self.catalog)}
        return PREFIX + _POSTGRES + " ".join(f"{name}={said[name]}" for name in _SHOWN if said.get(name))

    @property
    def local(self) -> Path:
        """The path of a local catalogue."""
        return Path(self.catalog)


def understood(said: str, files: str = "") -> Address:
    """The address of a text. Raises `UserError`, which does not repeat the text, for anything else."""
    rest = said.removeprefix(PREFIX)
    if rest == said or not rest.strip():
        raise UserError(
            f"{VARIABLE} bukan alamat gudang.",
            remedy=f"isi dengan {PREFIX}{_POSTGRES}dbname=… host=…, atau {PREFIX}/folder/nama.ducklake; "
            "kosongkan untuk berkas DuckDB di folder data.",
        )
    if rest.startswith(_POSTGRES):
        return Address(rest.removeprefix(_POSTGRES).strip(), shared=True, files=files)
    path = Path(rest).expanduser().absolute()
    return Address(str(path), shared=False, files=files or f"{path}.berkas")


def is_address(said: str) -> bool:
    """Whether a text names a lake and not a folder."""
    return said.startswith(PREFIX)


def no_files() -> UserError:
    """The error for a shared lake that is to be made and has no place for its files."""
    return UserError(
        "Gudang baru memerlukan tempat untuk berkas Parquet-nya.",
        remedy=f"isi {FILES_VARIABLE} dengan folder bersama atau s3://… yang dapat ditulisi semua mesin.",
    )
