"""`python -m bench.gudang`: the workspace in a lake beside the same in a folder: an entry, a build, eight writers, size.

PostgreSQL is started for the purpose, on this machine, with its waiting for the disk; network and object storage are not measured.
Everything is measured in one run, so that the ratios count even where the absolute times do not. Every claim is there once, ten
times, a hundred times (`--kali`). Exit code 1 if a goal of `bench.verdict` is missed.
"""

import argparse
import csv
import datetime as dt
import json
import multiprocessing as mp
import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench import baseline, verdict
from etl import gudang
from etl.build import build
from etl.entries import ledger
from etl.entries.area import EVERYTHING
from etl.entries.ledger import Author, Change
from etl.gudang import address, bring, move
from etl.gudang.lake import Lake
from etl.inputs import REFERENCES
from etl.paths import SHIPPED_DATA
from tests.postgres import Postgres

RESULT = Path(__file__).parent / "hasil" / "gudang.json"
NOW = dt.datetime(2026, 11, 22, 2, 0, tzinfo=dt.UTC)
WHO = Author("ukur@contoh.go.id", ("operator",), frozenset({"lihat", "isi", "setuju", "muat"}), EVERYTHING)
WRITERS, EDITS, BUILDS = 8, 10, 3
TIMES = (1, 10, 100)


def main() -> int:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(prog="python -m bench.gudang", description=__doc__)
    parser.add_argument("--kali", type=int, nargs="+", default=TIMES, help="how many times every claim is there")
    parser.add_argument("--save-baseline", action="store_true", help="write it into bench/baseline.json")
    asked = parser.parse_args()
    server = Postgres.found()
    result: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as place, server.running(durable=True):
        for times in asked.kali:
            folder = _folder(Path(place) / f"folder{times}", times)
            result[f"{times}x"] = _both(folder, server, Path(place) / f"lake{times}", times)
            print(json.dumps(result[f"{times}x"], indent=1), flush=True)
    RESULT.parent.mkdir(parents=True, exist_ok=True)
    RESULT.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    return baseline.concluded("gudang", result, verdict.of_lake(result), save=asked.save_baseline)


def _both(folder: Path, server: Postgres, place: Path, times: int) -> dict[str, Any]:
    build(folder, now=NOW)
    claims = sum(1 for _ in (folder / "klaim.csv").open(encoding="utf-8")) - 1
    found: dict[str, Any] = {"klaim": claims, "folder": _measured(folder, {}, times)}
    environ = server.environ(f"ukur{times}", place)
    start = time.perf_counter()
    move.into(folder, address.understood(environ[gudang.VARIABLE], environ[gudang.FILES_VARIABLE]))
    found["pindah_s"] = round(time.perf_counter() - start, 2)
    gudang.configure(folder, environ)
    build(folder, now=NOW)
    found["gudang"] = _measured(folder, environ, times)
    lake = gudang.of(folder)
    assert isinstance(lake, Lake)
    found["ambil_tanpa_perubahan_ms"] = _median(lambda: bring.bring(lake), 5)
    found["parquet_mb"] = round(sum(path.stat().st_size for path in place.rglob("*.parquet")) / 1e6, 1)
    found["kerja_duckdb_mb"] = round((folder / "kerja.duckdb").stat().st_size / 1e6, 1)
    gudang.configure(folder, {})
    return found


def _measured(folder: Path, environ: dict[str, str], times: int) -> dict[str, float]:
    turn = iter(range(10_000))
    entry = _median(lambda: edit(folder, 53, next(turn)), 15)
    runs = BUILDS if times < 100 else 1
    same = _seconds(lambda: build(folder, now=NOW), runs)

    def changed() -> None:
        path = folder / "klaim.csv"
        path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
        build(folder, now=NOW)

    found = {"isian_ms": entry, "bangun_sama_s": same, "bangun_berubah_s": _seconds(changed, runs)}
    if times == min(TIMES):
        found["delapan_penulis_per_s"] = _writers(folder, environ)
    return found


def edit(folder: Path, province: int, turn: int) -> None:
    """One entry of a province, of which no other writer knows."""
    key = ("2026", f"{province}.01", "mengirim")
    stands = ledger.read(folder).latest.get(("tahap", key))
    day = (dt.date(2026, 1, 1) + dt.timedelta(days=turn)).isoformat()
    wish = Change("tahap", key, {"keadaan": "sudah", "tanggal": day}, stands.number if stands else 0)
    ledger.record(folder, [wish], author=WHO, reason="ukur", now=NOW)


def _writers(folder: Path, environ: dict[str, str]) -> float:
    """Entries per second of eight processes; in the lake each with a folder of its own."""
    context = mp.get_context("spawn")
    ready, go = context.Barrier(WRITERS + 1), context.Event()
    places = [folder] * WRITERS
    if environ:
        places = [Path(shutil.copytree(folder, folder.with_name(f"mesin{place}"))) for place in range(WRITERS)]
    provinces = (11, 12, 13, 14, 15, 16, 17, 18)
    told = zip(places, provinces, strict=True)
    running = [context.Process(target=write, args=(one, environ, province, ready, go)) for one, province in told]
    for process in running:
        process.start()
    ready.wait()
    start = time.perf_counter()
    go.set()
    for process in running:
        process.join()
        if process.exitcode:
            raise RuntimeError(process.exitcode)
    return round(WRITERS * EDITS / (time.perf_counter() - start), 1)


def write(folder: Path, environ: dict[str, str], province: int, ready: Any, go: Any) -> None:  # noqa: ANN401 - of multiprocessing
    """What one of the eight does."""
    gudang.configure(folder, environ)
    edit(folder, province, EDITS)
    ready.wait()
    go.wait()
    for turn in range(EDITS):
        edit(folder, province, turn)


def _folder(folder: Path, times: int) -> Path:
    """A data folder of the project's own files, every claim so many times under another name."""
    folder.mkdir()
    for spec in REFERENCES:
        shutil.copy(SHIPPED_DATA / spec.file_name, folder)
    with (SHIPPED_DATA / "klaim.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with (folder / "klaim.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        for turn in range(times):
            writer.writerows({**row, "id": f"{row['id']}-{turn}" if turn else row["id"]} for row in rows)
    return folder


def _median(work: Callable[[], object], runs: int) -> float:
    work()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return round(statistics.median(times) * 1000, 1)


def _seconds(work: Callable[[], object], runs: int) -> float:
    return round(_median(work, runs) / 1000, 2)


if __name__ == "__main__":
    os.environ.pop("PEDULIHAM_DATA", None)
    raise SystemExit(main())
