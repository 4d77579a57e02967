"""PostgreSQL as a program of this machine, for the tests and the measurements of the workspace of several machines."""

import contextlib
import getpass
import itertools
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest

from etl.backup import move
from etl.workspace import content, edge

LOCKED = "terkunci"
"""A user who would need a password."""
_numbers = itertools.count(1)


@dataclass
class Postgres:
    """A server in a temporary folder, for this run alone."""

    programs: Path
    port: int = 0
    _folder: Path = field(default_factory=Path)
    _command: list[str] = field(default_factory=list)
    _server: "subprocess.Popen[bytes]" = field(init=False, repr=False)

    @classmethod
    def found(cls) -> "Postgres":
        """The programs of the machine. Where they are missing tests are skipped, in CI they fail."""
        places = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
        named = shutil.which("initdb")
        if not places and not named:
            what = "PostgreSQL TIDAK ADA: ruang kerja bersama tidak diuji (apt-get install postgresql)"
            pytest.fail(what) if os.environ.get("CI") == "true" else pytest.skip(what)
        return cls((places[-1] if places else Path(str(named))).parent)

    @contextlib.contextmanager
    def running(self, *, durable: bool = False) -> Iterator[None]:
        """While the block runs; `durable`: with its waiting for the disk, as a server that matters."""
        self._folder = Path(tempfile.mkdtemp(prefix="peduliham-postgres-"))
        if (user := self._user()) is not None:
            shutil.chown(self._folder, user)
        place = str(self._folder / "isi")
        self._run("initdb", "-D", place, "-A", "trust", "-U", "peduliham", "-E", "UTF8", "--locale=C", "--no-sync")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        settings = {
            "listen_addresses": "127.0.0.1",
            "port": str(self.port),
            "unix_socket_directories": "",
            "fsync": "on" if durable else "off",
        }
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        access = Path(place, "pg_hba.conf")
        access.write_text(f"host all {LOCKED} 127.0.0.1/32 scram-sha-256\n{access.read_text()}")
        self._command = [str(self.programs / "postgres"), "-D", place, *options]
        try:
            self.start()
            yield
        finally:
            self.stop()
            shutil.rmtree(self._folder, ignore_errors=True)

    def start(self) -> None:
        """Start the server that stands still."""
        quiet = subprocess.DEVNULL
        self._server = subprocess.Popen(self._command, user=self._user(), cwd="/", stdout=quiet, stderr=quiet)
        self._wait()

    def stop(self, how: int = signal.SIGINT) -> None:
        """Stop it: at once and in order, or with SIGQUIT as if the power had gone."""
        self._server.send_signal(how)
        self._server.wait(30)

    def address(self, name: str, user: str = "peduliham") -> str:
        """The address of a workspace of this name, which has a schema of its own: made faster than a database."""
        with self.connected() as connection:
            connection.execute(f"CREATE SCHEMA IF NOT EXISTS {name}")
        return f"postgresql://{user}@127.0.0.1:{self.port}/postgres?options=-csearch_path%3D{name}"

    def environ(self, name: str) -> dict[str, str]:
        """The environment that names such a workspace."""
        return {edge.VARIABLE: self.address(name)}

    @contextlib.contextmanager
    def holding(self, folder: Path) -> Iterator[Path]:
        """While the workspace of a data folder lives here; afterwards it stands for itself again."""
        environ = self.environ(f"uji{next(_numbers)}")
        move.into(folder, edge.opened(environ[edge.VARIABLE], folder))
        edge.configure(folder, environ)
        edge.opened(environ[edge.VARIABLE], folder).bring()  # as every machine does first
        yield folder
        (folder / content.STATE).unlink(missing_ok=True)
        edge.configure(folder, {})

    def connected(self) -> "psycopg.Connection[tuple[object, ...]]":
        """A connection of the server's master."""
        return psycopg.connect(f"host=127.0.0.1 port={self.port} user=peduliham dbname=postgres", autocommit=True)

    def end_sessions(self) -> None:
        """End every connection of ours, as a server that is started anew does, or a network that is cut."""
        with self.connected() as connection:
            connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'peduliham'")

    def _user(self) -> str | None:
        """Root may not run PostgreSQL; somebody else does it then."""
        if getpass.getuser() != "root" and os.getuid():
            return None
        return "postgres" if any(one.pw_name == "postgres" for one in pwd.getpwall()) else "nobody"

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run([self.programs / program, *arguments], check=True, capture_output=True, user=self._user(), cwd="/")

    def _wait(self) -> None:
        ready = [self.programs / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(self.port)]
        for _ in range(600):
            if subprocess.run(ready, check=False).returncode == 0:
                return
            time.sleep(0.05)
        pytest.fail("PostgreSQL tidak mulai dalam 30 detik")
