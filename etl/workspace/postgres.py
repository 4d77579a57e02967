"""A workspace in PostgreSQL: chained lines as rows, files as content under their SHA-256.

Order and uniqueness are the tables' own (`BENTUK`): a line can only follow the one whose hash it carries, and only one can. The
locks merely keep writers from getting into each other's way. What belongs together is one transaction.
"""

import contextlib
import hashlib
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

import psycopg

from etl.base import atomic, chain
from etl.base.chain import Chain
from etl.base.errors import UserError
from etl.base.paths import CHAINS, DECIDED_NAME, PUBLISHED_NAME
from etl.workspace import BUILD, WAIT, Brought, content, files, place_of
from etl.workspace.files import FolderState
from etl.workspace.server import NOTHING, PostgresWorkspace, Work

FORM = 1
BENTUK = """
CREATE TABLE ruang (satu boolean PRIMARY KEY DEFAULT true CHECK (satu), bentuk integer NOT NULL, nama uuid NOT NULL);
CREATE TABLE baris (
  rantai text NOT NULL, no bigint NOT NULL CHECK (no > 0), segel text NOT NULL, sebelum text NOT NULL, isi bytea NOT NULL,
  no_sebelum bigint GENERATED ALWAYS AS (nullif(no - 1, 0)) STORED,
  PRIMARY KEY (rantai, no), UNIQUE (rantai, no, segel), CHECK ((no = 1) = (sebelum = '')),
  FOREIGN KEY (rantai, no_sebelum, sebelum) REFERENCES baris (rantai, no, segel)
);
CREATE TABLE bita (sha256 text PRIMARY KEY, isi bytea NOT NULL, CHECK (sha256 = encode(sha256(isi), 'hex')));
CREATE TABLE berkas (nama text PRIMARY KEY, sha256 text NOT NULL REFERENCES bita, tetap boolean NOT NULL);
"""
"""`segel`: what the next line carries as `sebelum`, the SHA-256 of the line unless it was masked. `tetap`: never written again."""
_FILED = (DECIDED_NAME, PUBLISHED_NAME)
"""Chains whose lines speak of settled files, which come first."""
_FRESH = 0.5
"""Seconds for which what was read stays good enough for reading; under a lock it is read anew."""
_LOOK = 1.0
"""Seconds after which a follower looks by itself."""
_CHANNEL = "peduliham_ruang"
_TOLD = f"pg_notify('{_CHANNEL}', '')"
_PUT_LINE = f"""WITH baru AS (INSERT INTO baris (rantai, no, segel, sebelum, isi) VALUES (%s, %s, %s, %s, %b) RETURNING no)
SELECT pg_current_xact_id()::text, {_TOLD} FROM baru"""
_PUT_BYTES = "INSERT INTO bita VALUES (%s, %b) ON CONFLICT DO NOTHING RETURNING pg_current_xact_id()::text"
_PUT_SETTLED = f"""WITH baru AS (INSERT INTO berkas VALUES (%s, %s, true) ON CONFLICT DO NOTHING RETURNING nama)
SELECT pg_current_xact_id()::text, {_TOLD} FROM baru"""
_PUT_LOOSE = f"""WITH baru AS (INSERT INTO berkas VALUES (%s, %s, false)
ON CONFLICT (nama) DO UPDATE SET sha256 = excluded.sha256 RETURNING nama) SELECT pg_current_xact_id()::text, {_TOLD} FROM baru"""
_DROP_LOOSE = f"""WITH lama AS (DELETE FROM berkas WHERE nama = %s AND NOT tetap RETURNING nama)
SELECT pg_current_xact_id()::text, {_TOLD} FROM lama"""
_FILES = "SELECT nama, sha256 FROM berkas WHERE tetap = %s AND starts_with(nama, %s) ORDER BY nama"
_MARK = "SELECT n, (SELECT no FROM baris WHERE rantai = n ORDER BY no DESC LIMIT 1) FROM unnest(%s::text[]) n ORDER BY n"
_LOOSE_MARK = "SELECT coalesce(md5(string_agg(nama || sha256, ' ' ORDER BY nama)), '') FROM berkas WHERE NOT tetap"


class Postgres:
    """The workspace of a data folder at an address; see `etl.workspace.Workspace`."""

    def __init__(self, said: str, folder: Path) -> None:
        """Raises `UserError` for an address that is none; nothing is opened."""
        self.server, self.folder = PostgresWorkspace(said), folder
        self._known: dict[str, tuple[float, Chain]] = {}
        self._guard = threading.Lock()
        self._met = False

    # ---- chains

    def read(self, name: str) -> Chain:
        """See `Workspace`. Raises `UserError` if the folder's own chain of that name is not a part of the server's."""
        work = self.server.work
        looked, known = self._known.get(name, (float("-inf"), Chain()))
        if work is None and time.monotonic() - looked < _FRESH:
            return known
        self._meet()
        found = self._grown(name, known)
        if work is not None and name in work.held:
            work.tips[name] = len(found.lines), found.seal
        if found is not known and name in _FILED and work is None:
            self._pull(name.partition("/")[0])
        if work is None or not work.number:  # what this thread just wrote is nobody else's yet
            with self._guard:
                now = self._known.get(name, (0.0, known))[1]
                if now is known or len(now.lines) <= len(found.lines):
                    self._known[name] = time.monotonic(), found
        return found

    def _grown(self, name: str, known: Chain) -> Chain:
        count = len(known.lines)
        query = "SELECT segel, isi FROM baris WHERE rantai = %s AND no >= %s ORDER BY no"
        rows = self.server.ask(query, (name, max(count, 1)))
        if count and (not rows or rows[0][0] != known.seal):  # other lines stand where those were: all are judged anew
            return chain.extended(Chain(), [bytes(line) for _, line in self.server.ask(query, (name, 1))])
        fresh = [bytes(line) for _, line in (rows[1:] if count else rows)]
        if count and any(map(chain.attests, fresh)):
            return self._grown(name, Chain())
        return chain.extended(known, fresh)

    def append(self, name: str, fields: Mapping[str, object]) -> int:
        """See `Workspace`."""
        with self._locked(name, WAIT) as work:
            number, before = work.tips.get(name) or self._tip(name)
            line = chain.line_of(number + 1, fields, before)
            work.tips[name] = number + 1, hashlib.sha256(line).hexdigest()
            self.server.write(_PUT_LINE, (name, *work.tips[name], before, line))
        return number + 1

    def _tip(self, name: str) -> tuple[int, str]:
        rows = self.server.ask("SELECT no, segel FROM baris WHERE rantai = %s ORDER BY no DESC LIMIT 1", (name,))
        return (int(rows[0][0]), str(rows[0][1])) if rows else (0, "")

    def lock(self, name: str, wait: float = WAIT) -> contextlib.AbstractContextManager[object]:
        """See `Workspace`. A build begins with what is there, and takes the input files that were changed here with it."""
        return self._building(wait) if name == BUILD else self._locked(name, wait)

    @contextlib.contextmanager
    def _locked(self, name: str, wait: float) -> Iterator[Work]:
        with self.server.transaction(name, wait, name.rpartition("/")[2]) as work:
            try:
                yield work
            finally:
                wrote = bool(work.number)
        if wrote:  # so that who wrote sees it at once
            with self._guard:
                if (found := self._known.get(name)) is not None:
                    self._known[name] = float("-inf"), found[1]

    def follow(self, seen: str, wait: float) -> str:
        """See `Workspace`. Told by the server, and looked for every second where a pooler swallows what it tells."""
        until = time.monotonic() + wait
        try:
            with self.server.connection() as connection:
                connection.execute(f"LISTEN {_CHANNEL}".encode())
                try:
                    while (now := self.mark(*CHAINS)) == seen and time.monotonic() < until:
                        for _ in connection.notifies(timeout=min(_LOOK, until - time.monotonic()), stop_after=1):
                            pass
                finally:
                    connection.execute("UNLISTEN *")
        except psycopg.Error as error:
            raise self.server.meaning(error) from error
        return now

    def mark(self, *names: str) -> str:
        """What is there of these chains and of the loose files."""
        tips = " ".join(f"{name}:{number or 0}" for name, number in self.server.ask(_MARK, (list(names),)))
        return f"{tips} {self.server.ask(_LOOSE_MARK)[0][0]}"

    # ---- files

    def keep(self, aside: Path, mode: int | None) -> None:
        """See `Workspace`."""
        place = place_of(aside)
        name = place.relative_to(self.folder).as_posix()
        parts = {f"{name}/{path.name}": path for path in sorted(aside.iterdir())} if aside.is_dir() else {name: aside}
        with self.server.transaction(name, WAIT, name) as work:
            for one, path in parts.items():
                sum_ = self._put_bytes(path.read_bytes())
                self.server.write(_PUT_SETTLED, (one, sum_))
                if self.server.ask("SELECT sha256 FROM berkas WHERE nama = %s", (one,)) != [(sum_,)]:
                    raise UserError(f"{one} sudah ada dengan isi lain. {NOTHING}", remedy="ulangi dari yang terbaru.")
            work.after.append(partial(atomic.replace, place, mode))

    def _put_bytes(self, written: bytes) -> str:
        sum_ = hashlib.sha256(written).hexdigest()
        self.server.write(_PUT_BYTES, (sum_, written))
        return sum_

    def file(self, name: str, sum_: str) -> bytes:
        """The content of a file. Raises `UserError` if it is not what was kept."""
        rows = self.server.ask("SELECT isi FROM bita WHERE sha256 = %s", (sum_,))
        if not rows or hashlib.sha256(rows[0][0]).hexdigest() != sum_:
            raise UserError(f"{name} di server bukan lagi yang disimpan.", remedy="pulihkan dari cadangan (docs/ruang.md).")
        return bytes(rows[0][0])

    def files(self, *, settled: bool, below: str = "") -> dict[str, str]:
        """Name → SHA-256 of the files there."""
        return {str(name): str(sum_) for name, sum_ in self.server.ask(_FILES, (settled, below))}

    def _pull(self, below: str) -> None:
        with files.alone(self.folder):
            files.put_settled(self.folder, self.files(settled=True, below=f"{below}/" if below else ""), self.file)

    def bring(self, *, keep: bool = False) -> Brought:
        """See `Workspace`."""
        self._meet()
        self._pull("")
        known, there = files.state(self.folder), self.files(settled=False)
        found = files.compared(files.loose(self.folder), there, known.files)
        with files.alone(self.folder):
            for name in found.theirs:
                files.put(self.folder, name, self.file(name, there[name]) if name in there else None)
        forgiven = {name: there[name] for name in found.both if name in there} if keep else {}
        self._agree(known, {**files.agreed(files.loose(self.folder), there, known.files), **forgiven}, known.built)
        both = () if keep else found.both
        mine = (*found.mine, *(found.both if keep else ()))
        return Brought(found.theirs, mine, both, stale=known.built != self.mark(*_FILED))

    @contextlib.contextmanager
    def _building(self, wait: float) -> Iterator[None]:
        self._meet()
        with self.server.transaction(BUILD, wait, "Ruang kerja"):
            self._pull("")
            known, here, there = files.state(self.folder), files.loose(self.folder), self.files(settled=False)
            found = files.compared(here, there, known.files)
            if found.theirs or found.both:
                raise files.stale(found)
            yield
            if files.loose(self.folder) != here:
                raise UserError("Berkas masukan berubah selagi dibangun.", remedy="selesaikan penyuntingannya, lalu ulangi.")
            for name, sum_ in found.mine.items():
                if sum_ is None:
                    self.server.write(_DROP_LOOSE, (name,))
                else:
                    self.server.write(_PUT_LOOSE, (name, self._put_bytes((self.folder / name).read_bytes())))
            built = self.mark(*_FILED)
        with self._guard:
            self._known.clear()
        self._agree(known, here, built)

    def _agree(self, known: FolderState, agreed: Mapping[str, str], built: str) -> None:
        now = FolderState(known.server, dict(agreed), built)
        if now != known:
            files.remember(self.folder, now)

    # ---- meeting

    def _meet(self) -> None:
        """Once: whether server and folder belong together. A folder that wrote lines without the server would lose them."""
        if self._met:
            return
        form, name = self.identity()
        if form != FORM:
            raise UserError(
                f"Server itu berbentuk versi {form}, program ini {FORM}.", remedy="pasang versi yang sama di semua mesin."
            )
        known = files.state(self.folder)
        if known.server != name:
            for one in filter(content.is_chained, content.names(self.folder)):
                own = chain.read(self.folder / one)
                if own.lines and (own.faults or self._seal(one, len(own.lines)) != own.seal):
                    raise UserError(
                        f"{one} di folder data memuat baris yang tidak dikenal server {self.server.shown}. Tidak ada yang diubah.",
                        remedy="pindahkan berkas itu ke luar folder bila bukan milik server ini, atau periksa PEDULIHAM_RUANG.",
                    )
            files.remember(self.folder, FolderState(name))
        self._met = True

    def identity(self) -> tuple[int, str]:
        """Form and name of what is there. Raises `UserError` if that is nothing."""
        form, name = self.server.ask("SELECT bentuk, nama FROM ruang")[0]
        return int(form), str(name)

    def _seal(self, name: str, number: int) -> str:
        rows = self.server.ask("SELECT segel FROM baris WHERE rantai = %s AND no = %s", (name, number))
        return str(rows[0][0]) if rows else ""

    # ---- all of it

    @contextlib.contextmanager
    def created(self) -> Iterator[Callable[[str, bytes], None]]:
        """Make a new workspace of what is handed over within: all of it or nothing. Raises `UserError` if there is one."""
        with self.server.transaction("ruang", WAIT, "Basis data itu") as work:
            if self.server.ask("SELECT to_regclass('ruang')::text") != [(None,)]:
                raise UserError("Basis data itu sudah berisi ruang kerja. Tidak ada yang diubah.", remedy="pakai basis data baru.")
            try:
                work.connection.execute(f"{BENTUK} INSERT INTO ruang VALUES (true, {FORM}, gen_random_uuid())".encode())
            except psycopg.Error as error:
                raise self.server.meaning(error) from error
            yield self._put

    def _put(self, name: str, written: bytes) -> None:
        if not content.is_chained(name):
            put = _PUT_SETTLED if content.is_settled(name) else _PUT_LOOSE
            self.server.write(put, (name, self._put_bytes(written)))
            return
        before = ""
        for number, line in enumerate(written.split(b"\n")[:-1], start=1):
            seal = chain.seal_of(line)
            self.server.write(_PUT_LINE, (name, number, seal, before, line))
            before = seal

    def everything(self) -> Iterator[tuple[str, bytes]]:
        """Name and content of all that is there, chains first."""
        for (name,) in self.server.ask("SELECT DISTINCT rantai FROM baris ORDER BY rantai"):
            rows = self.server.ask("SELECT isi FROM baris WHERE rantai = %s ORDER BY no", (name,))
            yield name, b"".join(bytes(line) + b"\n" for (line,) in rows)
        for name, sum_ in {**self.files(settled=True), **self.files(settled=False)}.items():
            yield name, self.file(name, sum_)

    def quiet(self) -> contextlib.AbstractContextManager[object]:
        """While nobody builds or loads on any machine."""
        return self.server.transaction(BUILD, 60, "Ruang kerja")
