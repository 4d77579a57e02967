"""The inputs of the published record in a folder of one's own, and rows added to them, as a ministry would add them."""

import shutil
from collections.abc import Mapping
from pathlib import Path

from etl.base.paths import SHIPPED_DATA
from etl.inputs.tables import KLAIM_PATTERN, REFERENCES


def copy(folder: Path) -> None:
    """The repository's own reference files and claims; the folder data/ itself is not touched."""
    for path in [*(SHIPPED_DATA / spec.file_name for spec in REFERENCES), *SHIPPED_DATA.glob(KLAIM_PATTERN)]:
        shutil.copy(path, folder)


def add(folder: Path, added: Mapping[str, str]) -> None:
    """Rows at the end of input files: file name → lines."""
    for name, rows in added.items():
        with (folder / name).open("a", encoding="utf-8") as file:
            file.write(rows)
