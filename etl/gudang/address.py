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
_PAIR = re.compile(r"(\w+)\s*=\s*('(?:[^'\\]|\\.)*'|(?:\\.|\S)+)")
"""A setting of a connection string; a backslash takes the meaning from a quote or a space, as libpq reads it."""
_PLAIN = re.compile(r"[\w./:-]+")
_CONNECTION = re.compile(r"://|\w+\s*=|^(?:mysql|sqlite|md|motherduck):", re.IGNORECASE)
"""What is no path of a local catalogue, but a connection string that lacks its kind."""


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
        said = (
            _of_url(self.catalog) if "://" in self.catalog else {name.lower(): value for name, value in _PAIR.findall(self.catalog)}
        )
        plain = {name: said[name] for name in _SHOWN if _PLAIN.fullmatch(said.get(name, ""))}
        return PREFIX + _POSTGRES + " ".join(f"{name}={value}" for name, value in plain.items())

    @property
    def local(self) -> Path:
        """The path of a local catalogue."""
        return Path(self.catalog)


def understood(said: str, files: str = "") -> Address:
    """The address of a text. Raises `UserError`, which does not repeat the text, for anything else."""
    rest = said.removeprefix(PREFIX)
    local = not rest.startswith(_POSTGRES)
    if rest == said or not rest.strip() or (local and _CONNECTION.search(rest)):
        raise UserError(
            f"{VARIABLE} bukan alamat gudang.",
            remedy=f"isi dengan {PREFIX}{_POSTGRES}dbname=… host=…, atau {PREFIX}/folder/nama.ducklake; "
            "kosongkan untuk berkas DuckDB di folder data.",
        )
    if not local:
        return Address(rest.removeprefix(_POSTGRES).strip(), shared=True, files=files)
    path = Path(rest).expanduser().absolute()
    return Address(str(path), shared=False, files=files or f"{path}.berkas")


def _of_url(catalog: str) -> dict[str, str]:
    """Host, port and database of a connection string in the form of a URL; nothing of one that is not in order.

    A password with an unescaped "/", "?" or "#" would be taken for the port or the database.
    """
    try:
        parts = urlsplit(catalog)
        port = parts.port
    except ValueError:
        return {}
    if "@" in parts.path + parts.query + parts.fragment or parts.path.count("/") > 1:
        return {}
    return {"host": parts.hostname or "", "port": str(port or ""), "dbname": parts.path.strip("/")}


def is_address(said: str) -> bool:
    """Whether a text names a lake and not a folder."""
    return said.startswith(PREFIX)


def no_files() -> UserError:
    """The error for a shared lake that is to be made and has no place for its files."""
    return UserError(
        "Gudang baru memerlukan tempat untuk berkas Parquet-nya.",
        remedy=f"isi {FILES_VARIABLE} dengan folder bersama atau s3://… yang dapat ditulisi semua mesin.",
    )
