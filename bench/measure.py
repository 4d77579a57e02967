"""What is measured: reruns of each page beside an empty stock page, the build beside a bare read_csv, and the boundaries."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import duckdb

from bench import load, servers
from dasbor.page import registry
from dasbor.words import paths

STOCK = "(kosong, bawaan)"


def _page(script: Path, folder: Path, page: str, *, sessions: int, runs: int) -> dict[str, Any]:
    with servers.running(script, folder=folder) as server:
        load.drive(server.url, page, sessions=1, runs=5, think=0.0)
        before = server.processor()
        one = load.drive(server.url, page, sessions=1, runs=20, think=0.05).summary()
        processor = (server.processor() - before) / 21 * 1000
        memory = server.memory()
        many = load.drive(server.url, page, sessions=sessions, runs=runs, think=2.0).summary()
        grown = (server.memory() - memory) / sessions
    return {"one": one, "many": many, "cpu_ms": round(processor, 1), "mib_per_session": round(grown, 2)}


def reruns(*, sessions: int, runs: int) -> dict[str, dict[str, Any]]:
    """Each registered page and the stock page, every one on a fresh server."""
    measured: dict[str, dict[str, Any]] = {}
    with tempfile.TemporaryDirectory() as empty:
        script = Path(__file__).with_name("kosong.py")
        measured[STOCK] = _page(script, Path(empty), "", sessions=sessions, runs=runs)
    for spec in registry.present():
        measured[spec.key] = _page(paths.ROOT / "server.py", paths.ROOT, spec.url_path, sessions=sessions, runs=runs)
    yardstick = measured[STOCK]
    for result in measured.values():
        for load_name in ("one", "many"):
            ratio = result[load_name]["median_ms"] / yardstick[load_name]["median_ms"]
            result[load_name]["ratio"] = round(ratio, 3)
    return measured


def build() -> dict[str, float]:
    """Seconds of a build from nothing in a copy of the data folder, and of read_csv of its CSV files."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file in paths.data_folder().glob("*.csv"):
            shutil.copy(file, folder)
        begun = time.perf_counter()
        command = [sys.executable, "-m", "etl", "bangun"]
        environ = {**os.environ, "PEDULIHAM_DATA": name}
        done = subprocess.run(command, cwd=paths.ROOT, env=environ, check=False, capture_output=True, text=True)
        seconds = time.perf_counter() - begun
        if done.returncode > 1:
            raise RuntimeError(done.stderr or done.stdout)
        begun = time.perf_counter()
        for file in sorted(folder.glob("*.csv")):
            duckdb.execute("SELECT count(*) FROM read_csv(?, all_varchar = true)", [str(file)]).fetchall()
        bare = time.perf_counter() - begun
    return {"build_s": round(seconds, 2), "read_csv_s": round(bare, 3), "ratio": round(seconds / bare, 1)}


def boundaries() -> dict[str, Any]:
    """Seconds and GB (largest resident memory) of `etl batas` from nothing in a folder of its own; why not, if it cannot be done.

    A tarball fetched earlier is used again; without it the fetching is part of the seconds.
    """
    kept = paths.data_folder() / ".unduhan"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file in paths.data_folder().glob("*.csv"):
            shutil.copy(file, folder)
        if kept.is_dir():
            shutil.copytree(kept, folder / kept.name)
        environ = {**os.environ, "PEDULIHAM_DATA": name, "PEDULIHAM_STATIK": str(folder / "static")}
        begun = time.perf_counter()
        with tempfile.TemporaryFile("w+") as output:
            child = subprocess.Popen(
                [sys.executable, "-m", "etl", "batas"], cwd=paths.ROOT, env=environ, stdout=output, stderr=subprocess.STDOUT
            )
            _, status, used = os.wait4(child.pid, 0)
            child.returncode = os.waitstatus_to_exitcode(status)
            output.seek(0)
            said = output.read()
        if child.returncode:
            return {"skipped": said.strip().splitlines()[-1] if said.strip() else f"kode {child.returncode}"}
        return {
            "seconds": round(time.perf_counter() - begun, 1),
            "gb": round(used.ru_maxrss / 1e6, 2),
            "fetched": not kept.is_dir(),
        }
