"""`python -m bench.layanan`: the whole service on this machine (deploy.satu_mesin), and what it carries.

Static pages beside a plain nginx; one replica beside two at full load; 200 readers at their own pace; the same readers while data
are published and a replica is killed. Everything in one run, on loopback. Exit code 1 if a goal is missed.
"""

import argparse
import asyncio
import contextlib
import csv
import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench import baseline, readers, static_pages, verdict
from dasbor.site import store
from dasbor.words import paths
from deploy import loopback, replicas, satu_mesin

REPLICAS, CROWD, PAUSE, STEPS = 2, 200, 5.0, 6
ROUNDS, ENOUGH, QUIET, SECONDS, HURRIED = 8, 4, 0.25, 4.0, 24
"""Pairs of one and two replicas: at most, quiet ones that are enough, cores of others in a quiet one; seconds, readers of each."""


@contextlib.contextmanager
def _data(folder: Path) -> Iterator[Path]:
    """A data folder of one's own, built."""
    folder.mkdir()
    for path in paths.data_folder().glob("*.csv"):
        shutil.copy(path, folder)
    if (paths.data_folder() / "batas").is_dir():
        shutil.copytree(paths.data_folder() / "batas", folder / "batas")
    _build(folder)
    yield folder


def _build(folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "etl", "bangun"],
        cwd=paths.ROOT,
        env={**os.environ, "PEDULIHAM_DATA": str(folder)},
        check=False,
        capture_output=True,
        text=True,
    )
    if done.returncode > 1:
        raise RuntimeError(done.stderr or done.stdout)


def _published(folder: Path, site: Path) -> None:
    """A claim less, built and published; and another folder in the place of the site."""
    path = folder / "klaim.csv"
    rows = list(csv.reader(path.read_text(encoding="utf-8").splitlines()))
    with path.open("w", encoding="utf-8", newline="") as target:
        csv.writer(target).writerows(rows[:-1])
    _build(folder)
    new = store.aside(site)
    shutil.copytree(site, new, copy_function=os.link)
    store.publish(new, site)


def saturation(service: satu_mesin.Service, folder: Path) -> dict[str, Any]:
    """Runs per second through nginx with one replica behind it and with all, in turn; where the processor's time went.

    Judged by the quiet pairs, if there are any.
    """
    ports = [one.port for one in service.watched.replicas]
    alone = loopback.Ports(loopback.free_port(), None, ports[:1], loopback.free_port())
    folder.mkdir()
    pairs: list[tuple[dict[str, float], dict[str, float]]] = []
    with satu_mesin.nginx_running(folder, alone, folder) as nginx:
        while len(pairs) < ROUNDS and len(_quiet(pairs)) < ENOUGH:
            one = _hurried(service, alone.plain, nginx.pid)
            pairs.append((one, _hurried(service, service.port, service.nginx.pid)))
    judged = _quiet(pairs) or pairs
    middle = [{key: round(statistics.median(pair[side][key] for pair in judged), 2) for key in judged[0][0]} for side in (0, 1)]
    ratio = statistics.median(two["per_s"] / one["per_s"] for one, two in judged)
    return {"one": middle[0], "two": middle[1], "ratio": round(ratio, 2), "quiet_pairs": len(_quiet(pairs)), "pairs": len(pairs)}


def _quiet(pairs: list[tuple[dict[str, float], dict[str, float]]]) -> list[tuple[dict[str, float], dict[str, float]]]:
    """The pairs during which nobody else had much of the two cores; the others tell more of the machine than of the service."""
    return [pair for pair in pairs if max(one["others_cores"] for one in pair) <= QUIET]


def _hurried(service: satu_mesin.Service, port: int, nginx: int) -> dict[str, float]:
    """Runs per second, processor milliseconds per run, and cores used by the replicas and by whatever else runs on this machine."""
    pids = [one.pid for one in service.watched.replicas]

    def used() -> list[float]:
        return [
            sum(readers.processor(pid) for pid in pids),
            readers.processor(nginx),
            time.process_time(),
            readers.busy(),
            time.monotonic(),
        ]

    async def measured() -> tuple[readers.ReadersSeen, float, list[float]]:
        before = used()
        seen, took = await readers.saturated(port, HURRIED, SECONDS)
        return seen, took, [after - then for after, then in zip(used(), before, strict=True)]

    seen, took, spent = asyncio.run(measured())
    if seen.faults or seen.cut:
        raise RuntimeError(f"galat pada beban penuh: {seen.faults[:3]}, {seen.cut} terputus")
    runs = len(seen.milliseconds)
    each = [round(one / (runs + HURRIED) * 1000, 2) for one in spent[:3]]
    return {
        "per_s": round(runs / took, 1),
        "replica_ms": each[0],
        "nginx_ms": each[1],
        "reader_ms": each[2],
        "replica_cores": round(spent[0] / spent[4], 2),
        "others_cores": round((spent[3] - sum(spent[:3])) / spent[4], 2),
        "bytes": round(seen.bytes / runs),
        "messages": round(seen.messages / runs, 1),
    }


def at_leisure(service: satu_mesin.Service) -> dict[str, Any]:
    """200 readers, 5 seconds between their steps."""
    seen = readers.ReadersSeen()
    crowd = [readers.Reader(service.port, number, seen) for number in range(CROWD)]
    begun, before = time.perf_counter(), readers.busy()
    asyncio.run(readers.at_leisure(crowd, PAUSE, STEPS))
    cores = (readers.busy() - before) / (time.perf_counter() - begun)
    return {
        **seen.summary(),
        "all_cores": round(cores, 2),
        "replica_mb": _memory(service),
        "sessions": CROWD,
        "cut": seen.cut,
        "reasons": seen.faults[:5],
    }


def _memory(service: satu_mesin.Service) -> int:
    """Resident memory of the largest replica, in MB."""
    pages = [int(Path(f"/proc/{one.pid}/statm").read_text(encoding="ascii").split()[1]) for one in service.watched.replicas]
    return round(max(pages) * os.sysconf("SC_PAGE_SIZE") / 1e6)


def disturbed(service: satu_mesin.Service, data: Path, site: Path) -> dict[str, Any]:
    """The same readers and a reader of static pages, while data are published and then a replica is killed."""
    seen, visits = readers.ReadersSeen(), static_pages.Visits()
    crowd = [readers.Reader(service.port, number, seen) for number in range(CROWD)]
    killed = service.watched.replicas[0]
    starts = killed.starts
    published: list[float] = []

    def publish() -> None:
        begun = time.perf_counter()
        _published(data, site)
        published.append(time.perf_counter() - begun)

    async def disturb() -> None:
        await asyncio.sleep(PAUSE * 5)
        await asyncio.to_thread(publish)
        await asyncio.sleep(PAUSE)
        os.kill(killed.pid, signal.SIGKILL)

    async def all_at_once() -> None:
        ended = asyncio.Event()
        pages = [path.relative_to(site).as_posix() for path in sorted((site / "id/provinsi").glob("*.html"))]
        static = [asyncio.create_task(static_pages.visit(service.port, pages, ended, visits)) for _ in range(2)]
        await asyncio.gather(readers.at_leisure(crowd, PAUSE, STEPS), disturb())
        ended.set()
        await asyncio.gather(*static)

    asyncio.run(all_at_once())
    killed.ready.wait(replicas.START)
    back = sorted(seen.back_s) or [0.0]
    return {
        **seen.summary(),
        "publish_s": round(published[0], 1),
        "static_asked": visits.asked,
        "static_failed": len(visits.failed),
        "static_slowest_ms": round(visits.slowest_ms, 1),
        "cut": seen.cut,
        "back": len(seen.back_s),
        "back_median_s": round(statistics.median(back), 2),
        "back_last_s": round(back[-1], 2),
        "restarted": killed.starts - starts,
        "reasons": [*visits.failed[:5], *seen.faults[:5]],
    }


def measured(source: Path) -> dict[str, Any]:
    """All four, printed as they come."""
    with tempfile.TemporaryDirectory() as name, _data(Path(name) / "data") as data:
        folder, site = Path(name), Path(name) / "situs"
        static_pages.compressed(source, site)
        ports = [loopback.free_port() for _ in range(REPLICAS)]
        found: dict[str, Any] = {}
        with satu_mesin.serving(site, ports, port=loopback.free_port(), environ={"PEDULIHAM_DATA": str(data)}) as service:
            asyncio.run(readers.saturated(service.port, 30, 1.0))  # every page once, so that no cache is cold
            for kind, what in (
                ("static", lambda: static_pages.compared(service.port, site, folder / "nol")),
                ("saturation", lambda: saturation(service, folder / "satu")),
                ("leisure", lambda: at_leisure(service)),
                ("disturbed", lambda: disturbed(service, data, site)),
            ):
                found[kind] = what()
                print(kind, json.dumps(found[kind]), flush=True)
    return found


def main() -> int:
    """Run it."""
    parser = argparse.ArgumentParser(prog="python -m bench.layanan", description=__doc__)
    parser.add_argument("--situs", type=Path, default=paths.ROOT / "situs", help="a built site")
    parser.add_argument("--save-baseline", action="store_true", help="write it into bench/baseline.json")
    asked = parser.parse_args()
    satu_mesin.build_site(asked.situs)
    result = measured(asked.situs)
    return baseline.concluded("layanan", result, verdict.of_service(result), save=asked.save_baseline)


if __name__ == "__main__":
    raise SystemExit(main())
