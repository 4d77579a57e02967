"""PostgreSQL as a program of this machine, for the tests and the measurements of the lake."""

import contextlib
import getpass
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import pytest

from etl import gudang
from etl.gudang.connection import extension


@dataclass
class Postgres:
    """A server in a temporary folder, for this run alone."""

    programs: Path
    port: int = 0
    _folder: Path = field(default_factory=Path)

    @classmethod
    def found(cls) -> "Postgres":
        """The programs of the machine. Where they are missing tests are skipped, in CI they fail."""
        places = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
        named = shutil.which("initdb")
        if not places and not named:
            what = "PostgreSQL TIDAK ADA: gudang bersama tidak diuji (apt-get install postgresql)"
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
        server = subprocess.Popen(
            [self.programs / "postgres", "-D", place, *options],
            user=user,
            cwd="/",
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            self._wait()
            yield
        finally:
            server.send_signal(subprocess.signal.SIGINT)  # fast shutdown
            server.wait(30)
            shutil.rmtree(self._folder, ignore_errors=True)

    def environ(self, name: str, files: Path | None, pattern: str = "template1") -> dict[str, str]:
        """A new database for a lake, and the environment that names it."""
        if pattern != "template1":
            self.end_sessions(pattern)
        self._run("createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", "peduliham", "-T", pattern, name)
        address = f"ducklake:postgres:dbname={name} host=127.0.0.1 port={self.port} user=peduliham"
        return {gudang.VARIABLE: address, gudang.FILES_VARIABLE: str(files or "")}

    def end_sessions(self, name: str) -> None:
        """End every connection to a database, as a server that is started anew does."""
        with duckdb.connect() as connection:
            connection.execute(f"LOAD '{extension('postgres_scanner')}'")
            connection.execute(f"ATTACH 'dbname=postgres host=127.0.0.1 port={self.port} user=peduliham' AS pusat (TYPE postgres)")
            end = f"SELECT pg_terminate_backend(pid)::text FROM pg_stat_activity WHERE datname = ''{name}''"
            connection.execute(f"FROM postgres_query('pusat', '{end}')").fetchall()

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
