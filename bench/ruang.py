"""What it costs to let the workspace live on a server that several machines share: entries, one by one and of eight at once.

`python -m bench.ruang` starts a PostgreSQL of its own (waiting for the disk, as one that matters), measures the data folder and the
server in turns, and writes `bench/hasil/ruang.json`; with `--save-baseline` also the key `ruang` of the baseline. Exit code 1: a
goal of `bench.verdict` is missed.
"""

import argparse
import datetime as dt
import json
import multiprocessing as mp
import os
import shutil
import statistics
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

from bench import baseline, verdict
from etl import workspace
from etl.backup import move
from etl.base.paths import SHIPPED_DATA
from etl.build.run import build
from etl.entries import ledger
from etl.entries.area import EVERYTHING
from etl.entries.ledger import Author, WantedChange
from etl.inputs.tables import KLAIM_COLUMNS, REFERENCES
from etl.workspace import edge
from tests.postgres import Postgres

RESULT = Path(__file__).parent / "hasil" / "ruang.json"
NOW = dt.datetime(2026, 11, 22, 2, 0, tzinfo=dt.UTC)
WHO = Author("ukur@contoh.go.id", ("operator",), frozenset({"lihat", "isi", "setuju", "muat"}), EVERYTHING)
PROVINCES = (11, 12, 13, 14, 15, 16, 17, 18)
EDITS, ALONE, SEEN = 60, 300, 10


def main() -> int:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(prog="python -m bench.ruang", description=__doc__)
    parser.add_argument("--save-baseline", action="store_true", help="write it into bench/baseline.json")
    asked = parser.parse_args()
    server = Postgres.found()
    with tempfile.TemporaryDirectory() as place, server.running(durable=True):
        folder = _folder(Path(place) / "data")
        build(folder, now=NOW)
        environ = server.environ("ukur")
        move.into(folder, edge.opened(environ[edge.VARIABLE], folder))
        result = {"folder": _measured(folder, {})}
        shutil.rmtree(folder / "isian")
        edge.configure(folder, environ)
        result["server"] = {**_measured(folder, environ), "mesin_lain_melihat_ms": _seen(folder, environ)}
    print(json.dumps(result, indent=1))
    RESULT.parent.mkdir(parents=True, exist_ok=True)
    RESULT.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    return baseline.concluded("ruang", result, verdict.of_workspace(result), save=asked.save_baseline)


def _measured(folder: Path, environ: dict[str, str]) -> dict[str, float]:
    times = []
    for turn in range(ALONE):
        start = time.perf_counter()
        edit(folder, 53, turn)
        times.append(time.perf_counter() - start)
    return {"isian_ms": round(statistics.median(times) * 1000, 2), "delapan_penulis_per_s": _writers(folder, environ)}


def edit(folder: Path, province: int, turn: int) -> None:
    """One entry of a province, of which no other writer knows."""
    key = ("2026", f"{province}.01", "mengirim")
    stands = ledger.read(folder).latest.get(("tahap", key))
    day = (dt.date(2026, 1, 1) + dt.timedelta(days=turn % 200)).isoformat()
    wish = WantedChange("tahap", key, {"keadaan": "sudah", "tanggal": day}, stands.number if stands else 0)
    ledger.record(folder, [wish], author=WHO, reason="ukur", now=NOW)


def _writers(folder: Path, environ: dict[str, str]) -> float:
    """Entries per second of eight processes."""
    context = mp.get_context("spawn")
    ready, go = context.Barrier(len(PROVINCES) + 1), context.Event()
    running = [context.Process(target=write, args=(folder, environ, province, ready, go)) for province in PROVINCES]
    for process in running:
        process.start()
    ready.wait()
    start = time.perf_counter()
    go.set()
    for process in running:
        process.join()
        if process.exitcode:
            raise RuntimeError(process.exitcode)
    return round(len(PROVINCES) * EDITS / (time.perf_counter() - start), 1)


def write(folder: Path, environ: dict[str, str], province: int, ready: Any, go: Any) -> None:  # noqa: ANN401 - of multiprocessing
    """What one of the eight does."""
    edge.configure(folder, environ)
    edit(folder, province, EDITS)
    ready.wait()
    go.wait()
    for turn in range(EDITS):
        edit(folder, province, turn)


def _seen(folder: Path, environ: dict[str, str]) -> float:
    """Milliseconds until a follower on another machine has what was entered here, the worst of some."""
    other = edge.opened(environ[edge.VARIABLE], folder)
    worst = 0.0
    for turn in range(SEEN):
        seen, heard = other.follow("", 0), list[float]()

        def wait(seen: str = seen, heard: list[float] = heard) -> None:
            other.follow(seen, 10)
            heard.append(time.perf_counter())

        follower = threading.Thread(target=wait)
        follower.start()
        time.sleep(0.2)
        edit(folder, 53, turn)
        wrote = time.perf_counter()
        follower.join()
        worst = max(worst, heard[0] - wrote)
    assert workspace.of(folder) is not other
    return round(worst * 1000, 1)


def _folder(folder: Path) -> Path:
    """A data folder of the project's own reference files and one claim column line."""
    folder.mkdir()
    for spec in REFERENCES:
        shutil.copy(SHIPPED_DATA / spec.file_name, folder)
    (folder / "klaim.csv").write_text(",".join(KLAIM_COLUMNS) + "\n", encoding="utf-8")
    return folder


if __name__ == "__main__":
    os.environ.pop("PEDULIHAM_DATA", None)
    raise SystemExit(main())
