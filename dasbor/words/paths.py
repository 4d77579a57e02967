"""Where things lie on disk. A leaf: imports nothing of ours.

The environment is an argument everywhere but in `data_folder`'s default, which is the only
place of the dashboard that looks at `PEDULIHAM_DATA`.
"""

import os
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGES = ROOT / "pages"
ASSETS = ROOT / "dasbor" / "assets"
STATIC = ROOT / "static"
TEXTS = Path(__file__).resolve().parent / "texts"


def data_folder(environ: Mapping[str, str] = os.environ) -> Path:
    """The data folder: `PEDULIHAM_DATA`, or `data/` beside app.py; relative paths start at the root."""
    return ROOT / (environ.get("PEDULIHAM_DATA") or "data")


def warehouse_file(environ: Mapping[str, str] = os.environ) -> Path:
    """The published warehouse, the only database file the dashboard ever opens."""
    return data_folder(environ) / "publik.duckdb"
