"""Replicas of the dashboard, started and watched as systemd does it with deploy/systemd/peduliham-publik@.service.

Each says that it is ready and that it still answers (dasbor/page/alive.py); one that ended, or says nothing any more, is started
again.
"""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent
SILENCE = 30.0
"""Seconds without a word after which a replica counts as hanging (WatchdogSec=)."""
START = 120.0
"""Seconds that it may take to be ready (TimeoutStartSec=)."""
_PAUSE, _END = 0.2, 15.0


class Replica:
    """One Streamlit server on a port of loopback, and what it says of itself."""

    def __init__(self, port: int, folder: Path, environ: Mapping[str, str], *, silence: float = SILENCE) -> None:
        self.port, self.silence = port, silence
        self.ready = threading.Event()
        self.starts = 0
        place = folder / f"kabar-{port}"
        self._link = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK)
        self._link.bind(str(place))
        self._environ = {**environ, "NOTIFY_SOCKET": str(place), "WATCHDOG_USEC": str(int(silence * 1e6))}
        self._output = folder / f"replika-{port}.log"
        self._process: subprocess.Popen[bytes] | None = None
        self._heard = 0.0

    @property
    def pid(self) -> int:
        """The process that answers now."""
        if self._process is None:
            raise RuntimeError(f"replika {self.port} tidak berjalan")
        return self._process.pid

    def start(self) -> None:
        """Start it; `ready` is set once it answers."""
        command = [sys.executable, "-m", "streamlit", "run", "server.py", "--server.headless", "true"]
        command += ["--server.address", "127.0.0.1", "--server.port", str(self.port)]
        self._hear()
        self.ready.clear()
        with self._output.open("ab") as output:
            self._process = subprocess.Popen(
                command, cwd=ROOT, env={**os.environ, **self._environ}, stdin=subprocess.DEVNULL, stdout=output, stderr=output
            )
        self.starts += 1
        self._heard = time.monotonic()

    def look(self) -> str | None:
        """Listen to it once; why it has to be started again, or None."""
        self._hear()
        silent = time.monotonic() - self._heard
        if self._process is None or self._process.poll() is not None:
            return "berakhir"
        return "diam" if silent > (self.silence if self.ready.is_set() else START) else None

    def end(self, how: signal.Signals = signal.SIGTERM) -> None:
        """End it, and wait until it is gone; what does not listen is killed."""
        if self._process is None:
            return
        self._process.send_signal(how)
        try:
            self._process.wait(_END)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def close(self) -> None:
        """End it for good."""
        self.end()
        self._link.close()

    def _hear(self) -> None:
        with contextlib.suppress(BlockingIOError):
            while words := self._link.recv(4096):
                self._heard = time.monotonic()
                if b"READY=1" in words:
                    self.ready.set()


class Watched:
    """Several replicas and the thread that keeps them alive."""

    def __init__(self, replicas: Sequence[Replica]) -> None:
        self.replicas = replicas
        self._stop, self._turn = threading.Event(), threading.Lock()
        self._thread = threading.Thread(target=self._watch, name="jaga", daemon=True)

    def begin(self) -> None:
        """Start all of them; returns when all are ready. RuntimeError if one is not in time."""
        for replica in self.replicas:
            replica.start()
        self._thread.start()
        for replica in self.replicas:
            if not replica.ready.wait(START):
                raise RuntimeError(f"replika {replica.port} tidak menjawab")

    def roll(self) -> None:
        """Restart one after the other, each only when the one before is ready: as `peduliham gilir`. RuntimeError as in `begin`."""
        for replica in self.replicas:
            with self._turn:
                replica.end()
                replica.start()
            if not replica.ready.wait(START):
                raise RuntimeError(f"replika {replica.port} tidak menjawab")

    def close(self) -> None:
        """End all."""
        self._stop.set()
        self._thread.join()
        for replica in self.replicas:
            replica.close()

    def _watch(self) -> None:
        while not self._stop.wait(_PAUSE):
            for replica in self.replicas:
                with self._turn:
                    reason = replica.look()
                    if reason:
                        print(f"replika {replica.port} {reason}: dimulai lagi", flush=True)
                        replica.end(signal.SIGKILL)
                        replica.start()


@contextlib.contextmanager
def running(
    ports: Sequence[int], folder: Path, environ: Mapping[str, str] | None = None, *, silence: float = SILENCE
) -> Iterator[Watched]:
    """Replicas on these ports, their sockets and output in `folder`; `environ` is added to the environment of this process."""
    watched = Watched([Replica(port, folder, environ or {}, silence=silence) for port in ports])
    try:
        watched.begin()
        yield watched
    finally:
        watched.close()
