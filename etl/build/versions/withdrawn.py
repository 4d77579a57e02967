"""Kept versions that hold what was withdrawn: they are closed, so that no address gives it away any more.

Reads: kept files, the regions whose published result was withdrawn. Decides: which files hold one of them. Writes: nothing.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import Path

import duckdb

from etl.base import publish
from etl.build.versions.naming import path_of
from etl.build.versions.register import Closing, Register
from etl.results.record import Withdrawal

_HOLDS = "SELECT tahun, kode FROM mart.hasil_resmi"
_COMPARED = "SELECT versi, dibanding FROM mart.riwayat_versi WHERE jumlah_perubahan > 0"


def holding(folder: Path, known: Register, withdrawals: Iterable[Withdrawal]) -> dict[str, str]:
    """Name of a version → why it must be closed: its file holds something withdrawn, or compares with one that does."""
    withdrawn = tuple(withdrawals)
    names = tuple(dict.fromkeys(line.name for line in known.lines)) if withdrawn else ()
    direct = {name: why for name in names if (why := _why(path_of(folder, name), withdrawn))}
    told = {name: why for name in names if name not in direct and (why := _told(path_of(folder, name), direct))}
    return direct | told


def closings(found: Mapping[str, str], known: Register, *, at: dt.datetime, who: str) -> dict[str, Closing]:
    """Those that are still open, with their closing."""
    return {name: Closing(at, who, why) for name, why in found.items() if known.closing(name) is None}


def _why(path: Path, withdrawals: Iterable[Withdrawal]) -> str:
    """The reasons why a file must be closed; a file that is lost or damaged cannot show that it holds nothing."""
    rows = _asked(path, _HOLDS)
    held = frozenset(rows or ())
    reasons = (one.reason for one in withdrawals if rows is None or any((one.year, code) in held for code in one.regions))
    return "; ".join(dict.fromkeys(reasons))


def _told(path: Path, direct: Mapping[str, str]) -> str:
    pairs = _asked(path, _COMPARED) or ()
    return "; ".join(dict.fromkeys(direct[str(name)] for pair in pairs for name in pair if name in direct))


def _asked(path: Path, query: str) -> list[tuple[object, ...]] | None:
    """The rows; none of a file of before there was such a table, None of one that cannot be read."""
    try:
        with duckdb.connect(str(path), read_only=True, config=publish.SETTINGS) as connection:
            return connection.execute(query).fetchall()
    except (duckdb.CatalogException, duckdb.BinderException):
        return []
    except duckdb.Error:
        return None
