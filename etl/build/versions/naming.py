"""What a published version is called and where it stands. The one definition: names of exports, addresses and kept files agree.

Reads and writes nothing; imports no database.
"""

import datetime as dt
import re
from pathlib import Path

from etl.base.moments import WIB

FOLDER = "versi"
"""Within the data folder."""
_NAME = re.compile(r"[0-9]{8}-[0-9a-f]{12}")


def version_name(built: dt.datetime, digest: str) -> str:
    """`20241210-0123456789ab`: the day (WIB) on which the content was built, and the digest that names it."""
    return f"{built.astimezone(WIB):%Y%m%d}-{digest}"


def is_name(text: str) -> bool:
    """Whether a text has the form of a version's name; nothing else may become part of a path."""
    return _NAME.fullmatch(text) is not None


def path_of(folder: Path, name: str) -> Path:
    """Where the file of a version is kept. ValueError if the name is none."""
    if not is_name(name):
        raise ValueError(name)
    return folder / FOLDER / f"{name}.duckdb"
