"""Reading official results beside the least it can cost: the library that opens the workbook, DuckDB's read_csv of the same files.

The files are a simulation made for the purpose: 514 regions in eleven rounds, details per indicator. Every measurement runs in a
process of its own, which also tells its largest resident memory; the ratio is the median of pairs taken in turn.
"""

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import python_calamine as calamine

from dasbor.words import paths
from etl.inputs import reference
from etl.results.draft import read_draft

WORKBOOK, ROUNDS = 15, 5
"""How many pairs are measured."""


def loading() -> dict[str, Any]:
    """Seconds, ratios and GB of understanding a detail workbook, and eleven rounds as CSV."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "simulasi"
        _python("-m", "etl", "simulasi", "--keluar", str(folder), "--benih", "7")
        return {kind: json.loads(_python("-m", "bench.results", kind, str(folder))) for kind in ("workbook", "rounds")}


def _python(*arguments: str) -> str:
    environ = {**os.environ, "PEDULIHAM_DATA": str(paths.data_folder())}
    done = subprocess.run([sys.executable, *arguments], cwd=paths.ROOT, env=environ, check=False, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(done.stderr or done.stdout)
    return done.stdout


def workbook(folder: Path) -> dict[str, float]:
    """A draft of one round's detail workbook, against python-calamine's reading of all its cells."""
    (path,) = (folder / "berkas").glob("*.xlsx")
    tables = reference.load(folder)

    def bare() -> None:
        with calamine.CalamineWorkbook.from_path(path) as book:
            for name in book.sheet_names:
                book.get_sheet_by_name(name).to_python()

    return _compared(lambda: read_draft(path, _year(path), tables), bare, WORKBOOK)


def rounds(folder: Path) -> dict[str, float]:
    """Drafts of eleven rounds as CSV, against DuckDB's loading of the same files into tables."""
    files = sorted((folder / "berkas").glob("*.csv"))
    tables = reference.load(folder)

    def ours() -> None:
        for path in files:
            read_draft(path, _year(path), tables)

    def bare() -> None:
        with duckdb.connect() as connection:
            for number, path in enumerate(files):
                connection.execute(f"CREATE TABLE t{number} AS SELECT * FROM read_csv(?)", [str(path)])

    return _compared(ours, bare, ROUNDS)


def _year(path: Path) -> int:
    return int(path.stem[-4:])


def _compared(ours: Callable[[], object], bare: Callable[[], object], pairs: int) -> dict[str, float]:
    """Processor seconds: the clock on the wall would measure whoever else is at work."""
    ours()
    measured = [(_seconds(ours), _seconds(bare)) for _ in range(pairs)]
    return {
        "seconds": round(statistics.median(own for own, _ in measured), 3),
        "bare_s": round(statistics.median(other for _, other in measured), 3),
        "ratio": round(statistics.median(own / other for own, other in measured), 2),
        "gb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6, 2),
    }


def _seconds(what: Callable[[], object]) -> float:
    begun = time.process_time()
    what()
    return time.process_time() - begun


if __name__ == "__main__":
    kind, simulation = sys.argv[1:]
    print(json.dumps({"workbook": workbook, "rounds": rounds}[kind](Path(simulation))))
