"""`python -m deploy.satu_mesin`: situs statis dan dasbor publik di satu mesin, hanya pada loopback.

Tanpa hak istimewa dan tanpa TLS. nginx memakai berkas di deploy/nginx, replikanya dijaga seperti oleh systemd. Ctrl-C menghentikan
semuanya; SIGHUP menggilir replika satu demi satu tanpa jeda. Kode keluar 2 bila sesuatu yang diperlukan tidak ada.
"""

import argparse
import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from deploy import loopback, replicas
from etl.base import atomic

DOMAIN = "localhost"
"""Names below it lead to loopback in every browser, without DNS."""
SITE, DASHBOARD = f"ham.{DOMAIN}", f"dasbor.ham.{DOMAIN}"
_FIRST = 8511


@dataclass(frozen=True)
class Service:
    """What runs: nginx on `port`, the folder of the site and the replicas behind it, and the folder with its files and logs."""

    port: int
    watched: replicas.Watched
    nginx: "subprocess.Popen[bytes]"
    folder: Path
    site_folder: Path

    @property
    def site(self) -> str:
        """Address of the static site."""
        return f"http://{SITE}:{self.port}"

    @property
    def dashboard(self) -> str:
        """Address of the dashboard."""
        return f"http://{DASHBOARD}:{self.port}"


@contextlib.contextmanager
def serving(
    site: Path,
    ports: Sequence[int],
    *,
    port: int,
    environ: Mapping[str, str] | None = None,
    silence: float = replicas.SILENCE,
) -> Iterator[Service]:
    """Replicas on `ports`, nginx on `port` before them and before the folder `site`. RuntimeError if one of them does not start."""
    with (
        tempfile.TemporaryDirectory(prefix="peduliham-") as name,
        replicas.running(ports, Path(name), environ, silence=silence) as own,
    ):
        folder = Path(name) / "nginx"
        folder.mkdir()
        with nginx_running(folder, loopback.Ports(port, None, ports, loopback.free_port()), site) as nginx:
            yield Service(port, own, nginx, folder, site)


@contextlib.contextmanager
def nginx_running(folder: Path, ports: loopback.Ports, site: Path) -> "Iterator[subprocess.Popen[bytes]]":
    """Nginx with the shipped files until the end of the block. RuntimeError with what it says if it does not start."""
    command = loopback.install(folder, ports, site=site.absolute(), domain=DOMAIN)
    process = subprocess.Popen(command)
    try:
        wait_for(ports.plain, process)
        yield process
    finally:
        process.terminate()
        process.wait(15)


def wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    """Wait until somebody listens on the port. RuntimeError if the process ends first, or ten seconds pass."""
    until = time.monotonic() + 10
    while _closed(port):
        if process.poll() is not None or time.monotonic() > until:
            raise RuntimeError(f"{process.args!r} tidak mulai; lihat di atas dan catatannya")
        time.sleep(0.05)


def _closed(port: int) -> bool:
    with socket.socket() as probe:
        return bool(probe.connect_ex(("127.0.0.1", port)))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m deploy.satu_mesin", description=__doc__)
    parser.add_argument("--port", type=int, default=8080, help="port nginx (bawaan 8080)")
    parser.add_argument("--replika", type=int, default=os.cpu_count() or 1, help="banyaknya replika (bawaan satu per inti)")
    parser.add_argument("--situs", type=Path, default=Path("situs"), help="folder situs; dibuat bila belum ada (bawaan situs)")
    return parser.parse_args()


def build_site(folder: Path) -> None:
    """Build the site if there is none. RuntimeError if that fails."""
    if (folder / "index.html").is_file():
        return
    print(f"{folder} belum ada: situs dibuat dahulu, beberapa menit, tanpa lembar fakta kabupaten/kota.", flush=True)
    command = [sys.executable, "-m", "etl", "situs", "--keluar", str(folder), "--tanpa-lembar-daerah", "--kompres"]
    if subprocess.run(command, check=False).returncode:
        raise RuntimeError("situs tidak terbangun; lihat di atas")


def _ports(own: int, many: int) -> list[int]:
    """Ports of the replicas. RuntimeError if one of them or that of nginx is taken."""
    ports = [_FIRST + number for number in range(max(1, many))]
    if taken := [one for one in (own, *ports) if not _closed(one)]:
        raise RuntimeError(f"port {', '.join(map(str, taken))} sudah dipakai")
    return ports


def main() -> int:
    """Run it until Ctrl-C."""
    asked = _arguments()
    asked_to_roll, ended = threading.Event(), threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: ended.set())
    signal.signal(signal.SIGHUP, lambda *_: asked_to_roll.set())
    try:
        build_site(asked.situs)
        ports = _ports(asked.port, asked.replika)
        with serving(asked.situs, ports, port=asked.port) as service:
            print(f"situs   {service.site}/\ndasbor  {service.dashboard}/  ({len(ports)} replika)")
            print(
                f"catatan {service.folder}/log\nCtrl-C menghentikan semuanya; kill -HUP {os.getpid()} menggilir replika.",
                flush=True,
            )
            _until_ended(service, asked_to_roll, ended)
    except RuntimeError as error:
        print(f"GAGAL. {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        pass
    return 0


def _until_ended(service: Service, asked_to_roll: threading.Event, ended: threading.Event) -> None:
    """Wait; roll when asked to. RuntimeError if nginx ends by itself."""
    while not ended.wait(0.5):
        if service.nginx.poll() is not None:
            raise RuntimeError("nginx berhenti sendiri; lihat catatannya")
        if asked_to_roll.is_set():
            asked_to_roll.clear()
            service.watched.roll()
            print("semua replika digilir", flush=True)


if __name__ == "__main__":
    atomic.only_mine()
    raise SystemExit(main())
