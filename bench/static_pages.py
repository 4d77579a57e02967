"""Static pages: the shipped nginx beside a plain one that gives zeros, and a reader who must never be refused."""

import asyncio
import gzip
import os
import re
import shutil
import statistics
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from deploy import loopback, satu_mesin

PAGE = "id/index.html"
ROUNDS, SECONDS, CONNECTIONS = 5, 4, 32
_PLAIN = """
{user} daemon off; worker_processes auto; pid {folder}/pid; error_log {folder}/galat.log;
events {{ worker_connections 4096; }}
http {{ sendfile on; tcp_nopush on; access_log off; default_type text/html;
client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c; uwsgi_temp_path {folder}/d;
scgi_temp_path {folder}/e;
server {{ listen 127.0.0.1:{port}; root {folder}/isi; }} }}
"""


def compressed(site: Path, target: Path) -> None:
    """A copy of the site by links, with what `gzip_static` looks for beside its pages."""
    shutil.copytree(site, target, copy_function=os.link)
    for path in target.rglob("*"):
        beside = path.with_name(path.name + ".gz")
        if path.suffix in {".html", ".css", ".js", ".xml", ".svg"} and not beside.exists():
            beside.write_bytes(gzip.compress(path.read_bytes(), 6, mtime=0))


def compared(port: int, site: Path, folder: Path) -> dict[str, Any]:
    """Requests per second of the page, compressed, and of zeros of the same size by a plain nginx; median ratio of rounds."""
    wrk = loopback.program("wrk")
    if wrk is None:
        return {"skipped": "wrk tidak ada (apt-get install wrk)"}
    size = (site / f"{PAGE}.gz").stat().st_size
    with _zeros(folder, size) as plain:
        ours = [f"http://127.0.0.1:{port}/{PAGE}", "-H", f"Host: {satu_mesin.SITE}:{port}", "-H", "Accept-Encoding: gzip"]
        bare = [f"http://127.0.0.1:{plain}/nol", "-H", f"Host: {satu_mesin.SITE}:{port}", "-H", "Accept-Encoding: gzip"]
        rounds = [(_rate(wrk, ours, size), _rate(wrk, bare, size)) for _ in range(ROUNDS)]
    return {
        "bytes": size,
        "per_s": round(statistics.median(one for one, _ in rounds)),
        "bare_per_s": round(statistics.median(other for _, other in rounds)),
        "ratio": round(statistics.median(one / other for one, other in rounds), 3),
    }


@contextmanager
def _zeros(folder: Path, size: int) -> Iterator[int]:
    """The port of a plain nginx with nothing but a file of zeros."""
    (folder / "isi").mkdir(parents=True)
    (folder / "isi/nol").write_bytes(bytes(size))
    port, main = loopback.free_port(), folder / "nginx.conf"
    main.write_text(_PLAIN.format(folder=folder, port=port, user="user root;" if os.geteuid() == 0 else ""), encoding="utf-8")
    process = subprocess.Popen(
        [loopback.program("nginx") or "nginx", "-p", str(folder), "-e", f"{folder}/galat.log", "-c", str(main)]
    )
    try:
        satu_mesin.wait_for(port, process)
        yield port
    finally:
        process.terminate()
        process.wait(15)


def _rate(wrk: str, target: list[str], size: int) -> float:
    """Requests per second. RuntimeError if one failed, or something else than the page came."""
    said = subprocess.run(
        [wrk, "-t", "1", "-c", str(CONNECTIONS), "-d", f"{SECONDS}s", *target], check=True, capture_output=True, text=True
    ).stdout
    if "Non-2xx" in said or "Socket errors" in said:
        raise RuntimeError(said)
    requests, rate = re.search(r"(\d+) requests in", said), re.search(r"Requests/sec: +([\d.]+)", said)
    moved = re.search(r"([\d.]+)([KMG]?)B read", said)
    if not (requests and rate and moved):
        raise RuntimeError(said)
    each = float(moved[1]) * {"": 1, "K": 2**10, "M": 2**20, "G": 2**30}[moved[2]] / int(requests[1])
    if not size <= each <= size + 2000:
        raise RuntimeError(f"{each} bita per jawaban, seharusnya {size}: {said}")
    return float(rate[1])


@dataclass
class Visits:
    """What a reader of static pages saw."""

    asked: int = 0
    failed: list[str] = field(default_factory=list)
    slowest_ms: float = 0.0


async def visit(port: int, paths: list[str], ended: asyncio.Event, visits: Visits, *, pause: float = 0.02) -> None:
    """Read page after page on a kept connection until `ended`; whatever is not a whole 200 is a failure."""
    loop = asyncio.get_running_loop()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    closing = False
    while not ended.is_set():
        if closing:  # nginx ends a connection after a thousand requests, and says so
            writer.close()
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
        path, begun = paths[visits.asked % len(paths)], loop.time()
        visits.asked += 1
        try:
            writer.write(f"GET /{path} HTTP/1.1\r\nHost: {satu_mesin.SITE}:{port}\r\nAccept-Encoding: gzip\r\n\r\n".encode())
            head = (await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 10)).decode("latin-1")
            closing = "connection: close" in head.lower()
            length = re.search(r"content-length: (\d+)", head, re.IGNORECASE)
            await asyncio.wait_for(reader.readexactly(int(length[1]) if length else 0), 10)
            if " 200 " not in head.partition("\r\n")[0] or length is None:
                visits.failed.append(f"{path}: {head.partition(chr(13))[0]}")
        except (OSError, TimeoutError, asyncio.IncompleteReadError) as error:
            visits.failed.append(f"{path}: {error!r}")
            writer.close()
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
        visits.slowest_ms = max(visits.slowest_ms, (loop.time() - begun) * 1000)
        await asyncio.sleep(pause)
    writer.close()
