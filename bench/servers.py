"""Streamlit servers on free ports of loopback, for the benchmark, the screenshots and the browser tests."""

import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from deploy.loopback import free_port


@dataclass(frozen=True)
class Server:
    """A running server: its address, process id, and the file that it writes to."""

    url: str
    pid: int
    output: int

    def said(self) -> str:
        """What it has written so far."""
        # not by seek: the server writes through the same position
        return os.pread(self.output, os.fstat(self.output).st_size, 0).decode("utf-8", "replace")

    def memory(self) -> float:
        """Resident memory in MiB."""
        for line in Path(f"/proc/{self.pid}/status").read_text(encoding="ascii").splitlines():
            if line.startswith("VmRSS"):
                return int(line.split()[1]) / 1024
        return float("nan")

    def processor(self) -> float:
        """Processor time used so far, in seconds."""
        fields = Path(f"/proc/{self.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def running(
    script: Path,
    *,
    folder: Path,
    environ: Mapping[str, str] | None = None,
    seconds: float = 60,
    port: int = 0,
    descriptors: int = 0,
) -> Iterator[Server]:
    """Run `script` with `folder` as working directory; its .streamlit/config.toml is the one in force. `port`: a free one if 0.

    `descriptors`: how many the process may have, if not as many as this one. RuntimeError with the output of the server if it ends
    or does not answer in time.
    """
    port = port or free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.headless", "true"]
    command += ["--server.port", str(port), "--server.address", "127.0.0.1"]
    if descriptors:
        command = ["prlimit", f"--nofile={descriptors}", *command]
    with tempfile.TemporaryFile("w+") as output:
        process = subprocess.Popen(
            command, cwd=folder, env={**os.environ, **(environ or {})}, stdout=output, stderr=subprocess.STDOUT
        )
        try:
            if not _answers(process, port, seconds):
                output.seek(0)
                raise RuntimeError(f"{script} does not answer (exit code {process.poll()}):\n{output.read()}")
            yield Server(f"http://127.0.0.1:{port}", process.pid, output.fileno())
        finally:
            process.terminate()
            process.wait(15)


def _answers(process: "subprocess.Popen[bytes]", port: int, seconds: float) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1):
                return True
        except OSError:
            time.sleep(0.2)
    return False
