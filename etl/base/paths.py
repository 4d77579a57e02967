"""Where things are. The only module that knows the tree; it imports nothing of ours and does no work at import."""

from collections.abc import Mapping
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
SHIPPED_DATA = PROJECT / "data"
SQL = PROJECT / "etl" / "build" / "sql"
DICTIONARY = PROJECT / "docs" / "kamus-data.md"
CLAIM_GUIDE = PROJECT / "docs" / "klaim.md"
SHIPPED_STATIC = PROJECT / "static"
CLAIM_EXAMPLES = PROJECT / "docs" / "contoh-klaim.toml"

WORKSPACE_NAME = "kerja.duckdb"
PUBLIC_NAME = "publik.duckdb"
ENTRIES_NAME = "isian/catatan.jsonl"
"""Within the data folder: what was entered during the year, and who entered it (`etl.entries`)."""
TRAIL_NAME = "jejak/akses.jsonl"
"""Within the data folder: who came in, was turned away, took files in and out."""
DECIDED_NAME, PUBLISHED_NAME = "hasil/riwayat.jsonl", "versi/riwayat.jsonl"
"""Within the data folder: what was decided about results (`etl.results.history`); published versions (`etl.build.versions`)."""
CHAINS = (ENTRIES_NAME, TRAIL_NAME, DECIDED_NAME, PUBLISHED_NAME)
"""Every file that only grows, its lines chained by hash (`etl.base.chain`)."""


def data_folder(environ: Mapping[str, str]) -> Path:
    """The data folder: `PEDULIHAM_DATA` if set and not empty, else the project's own `data/`."""
    given = environ.get("PEDULIHAM_DATA", "").strip()
    return Path(given).expanduser().resolve() if given else SHIPPED_DATA


def static_folder(environ: Mapping[str, str]) -> Path:
    """The folder that is served to the browser: `PEDULIHAM_STATIK` if set and not empty, else the project's own `static/`."""
    given = environ.get("PEDULIHAM_STATIK", "").strip()
    return Path(given).expanduser().resolve() if given else SHIPPED_STATIC
