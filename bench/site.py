"""`python -m bench.site`: what the static site takes: its pages with maps and previews, once more with nothing new, fact sheets.

Processor seconds of all processes, because wall time on a machine that others use says little; two processes that wait for nothing
take half of them. The yardstick is a plain loop timed in the same run, so that runs on different machines can be compared.
"""

import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench.exports import Row
from dasbor.site import build, packed, plan
from dasbor.site.build import JobFolders
from dasbor.site.plan import Extent

CORES = 2
_LOOPS = 3_000_000
_SHEETS = 96
"""Fact sheets of regions that are timed, both languages; the others are like them."""
HEAD = f"{'situs statis':<44}{'CPU s':>8}{'dinding s':>11}{'rasio':>8}"


def _processor() -> float:
    """Processor seconds of this process and of those that it has waited for."""
    return sum(told.ru_utime + told.ru_stime for told in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))


def _yardstick() -> float:
    began = time.process_time()
    total = 0
    for number in range(_LOOPS):
        total += number % 7
    return time.process_time() - began


def _taken(name: str, work: Callable[[], object], loop: float) -> Row:
    processor, wall = _processor(), time.perf_counter()
    work()
    row = {"cpu_s": round(_processor() - processor, 1), "wall_s": round(time.perf_counter() - wall, 1)}
    row["ratio"] = round(row["cpu_s"] / loop, 1)
    print(f"{name:<44}{row['cpu_s']:>8}{row['wall_s']:>11}{row['ratio']:>8}", flush=True)
    return row


def judged() -> dict[str, Row]:
    """All pages with maps and previews by two processes; their packed twins; fact sheets of regions, scaled to all of them."""
    print(HEAD)
    loop = min(_yardstick() for _ in range(3))
    pages = [job for job in plan.jobs(Extent(sheets=False)) if not isinstance(job, plan.Order)]
    sheets = [job for job in plan.jobs() if isinstance(job, plan.Order) and job.wish.scope.kind == "daerah"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = {"halaman": _taken(f"{len(pages)} halaman, peta, pratinjau", lambda: _made(folder / "a", pages), loop)}
        rows["kompres"] = _taken("dimampatkan", lambda: packed.pack(folder / "a", folder / "tiada"), loop)
        some = _taken(f"{_SHEETS} lembar fakta daerah", lambda: _made(folder / "b", sheets[:_SHEETS]), loop)
    rows["lembar"] = {key: round(value * len(sheets) / _SHEETS, 1) for key, value in some.items()}
    print(f"{f'{len(sheets)} lembar, diperkirakan':<44}{rows['lembar']['cpu_s']:>8}{rows['lembar']['wall_s']:>11}")
    return rows


def _made(folder: Path, jobs: list[plan.Job]) -> None:
    """As a build does, by two processes."""
    size = build.CHUNK
    parts = [JobFolders(folder, "", tuple(jobs[start : start + size])) for start in range(0, len(jobs), size)]
    with build.workers(CORES) as carried_out:
        for _ in carried_out(parts):
            pass


if __name__ == "__main__":
    judged()
