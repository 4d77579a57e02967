"""Connections to PostgreSQL: its address, of which no password is ever said, and what its errors mean to the operator.

Decides: which errors are worth one more try, and whether a transaction whose end was not heard of came through.
"""

import contextlib
import re
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import psycopg
from psycopg import conninfo

from etl.base.errors import UserError

Connection = psycopg.Connection[tuple[Any, ...]]
_SPACE = 0x50484D
"""First half of our keys among the advisory locks: other programs may use the same database."""
_DOUBT = 10.0
"""Seconds to ask whether a transaction came through."""
_LIVELY = {
    "connect_timeout": 5,
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
}
NOTHING = "Tidak ada yang tersimpan."
_PLAIN = re.compile(r"[\w.:-]+")


@dataclass
class Work:
    """A transaction of one thread: what it holds, its number on the server once it wrote.

    `tips`: number and hash of the last line of chains that it holds and has read; `after`: what is done once it is through.
    """

    connection: Connection
    held: set[str] = field(default_factory=set)
    tips: dict[str, tuple[int, str]] = field(default_factory=dict)
    number: str = ""
    after: list[Callable[[], None]] = field(default_factory=list)


class PostgresWorkspace:
    """One PostgreSQL; every thread takes a connection for as long as it needs one."""

    def __init__(self, said: str) -> None:
        """Raises `UserError`, which repeats nothing, for an address that cannot be understood."""
        try:
            parts = conninfo.conninfo_to_dict(said) if said.startswith(("postgresql://", "postgres://")) else None
        except psycopg.ProgrammingError:
            parts = None
        if parts is None:
            raise UserError(
                "PEDULIHAM_RUANG bukan alamat PostgreSQL.",
                remedy="isi dengan postgresql://pengguna@host:port/basisdata; kosongkan untuk ruang kerja di folder data.",
            )
        self._said = said
        # a password that holds "@" or "/" is read as a host or a name: those signs are in no part that may be said
        plain = {name: said for name, said in parts.items() if _PLAIN.fullmatch(str(said))}
        self.shown = " ".join(f"{name}={plain[name]}" for name in ("host", "port", "dbname") if name in plain)
        self._idle: list[Connection] = []
        self._mine = threading.local()

    @property
    def work(self) -> Work | None:
        """The open transaction of this thread."""
        found: Work | None = getattr(self._mine, "work", None)
        return found

    def ask(self, query: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """The rows of a query: within this thread's transaction, or by itself, and then once more if the connection was lost."""
        if self.work is not None:
            try:
                return self.work.connection.execute(query.encode(), values).fetchall()
            except psycopg.Error as error:
                raise self.meaning(error) from error
        for last in (False, True):
            try:
                with self.connection() as connection:
                    return connection.execute(query.encode(), values).fetchall()
            except psycopg.Error as error:
                self._forget()
                if last or not isinstance(error, psycopg.OperationalError):
                    raise self.meaning(error) from error
        raise AssertionError  # the loop returns or raises

    def write(self, query: str, values: Sequence[object]) -> None:
        """Write within this thread's transaction; the query must give its number in the first column, or no row."""
        for row in self.ask(query, values):
            self._mine.work.number = str(row[0])

    @contextlib.contextmanager
    def connection(self) -> Iterator[Connection]:
        """A connection of one's own, in no transaction. Raises `psycopg.Error`."""
        try:
            connection = self._idle.pop()
        except IndexError:
            connection = self._connected()
        try:
            yield connection
        except BaseException:
            connection.close()
            raise
        self._idle.append(connection)

    @contextlib.contextmanager
    def transaction(self, name: str, wait: float, what: str) -> Iterator[Work]:
        """Hold a name against everybody for a transaction of this thread; within one that is open already, until that one ends.

        What is written within is there when the block ends, or nothing of it is. Raises `UserError`, also when that is not known.
        """
        if self.work is not None:
            self._hold(self.work, name)
            yield self.work
            return
        work = self._mine.work = Work(self._begun(name, wait, what), {name})
        try:
            yield work
        except BaseException:
            self._mine.work = None
            with contextlib.suppress(psycopg.Error):
                work.connection.execute("ROLLBACK")
                self._idle.append(work.connection)
            raise
        self._mine.work = None
        self._end(work)
        for step in work.after:
            with contextlib.suppress(OSError):  # it is kept for good; what has no place here yet is brought with the next look
                step()

    def _hold(self, work: Work, name: str) -> None:
        if name not in work.held:
            self.ask("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", (_SPACE, name))
            work.held.add(name)

    def _begun(self, name: str, wait: float, what: str) -> Connection:
        """A connection whose open transaction holds the name: when this process dies the server lets go of it."""
        begin = f"BEGIN; SET LOCAL lock_timeout = {max(int(wait * 1000), 1)}; SET LOCAL idle_in_transaction_session_timeout = 0; "
        for last in (False, True):  # nothing was written yet, so that trying again is safe
            try:
                connection = self._idle.pop() if self._idle and not last else self._connected()
            except psycopg.Error as error:
                raise self.meaning(error) from error
            try:
                connection.execute((begin + f"SELECT pg_advisory_xact_lock({_SPACE}, hashtext('{name}'))").encode())
            except psycopg.errors.LockNotAvailable as error:
                connection.close()
                raise UserError(f"{what} sedang ditulis oleh orang lain.", remedy="ulangi sebentar lagi.") from error
            except psycopg.Error as error:
                connection.close()
                self._forget()
                if last:
                    raise self.meaning(error) from error
            except BaseException:
                connection.close()
                raise
            else:
                return connection
        raise AssertionError  # the loop returns or raises

    def _end(self, work: Work) -> None:
        try:
            through = work.connection.execute("COMMIT").statusmessage == "COMMIT"
        except psycopg.Error as error:
            work.connection.close()
            if not work.number or self._came_through(work.number):
                return
            raise self.meaning(error) from error
        self._idle.append(work.connection)
        if not through:
            raise UserError(f"Server {self.shown} menolak sebagian yang ditulis. {NOTHING}", remedy="ulangi.")

    def _came_through(self, number: str) -> bool:
        """Whether a transaction whose end was not heard of is there: the server knows."""
        until = time.monotonic() + _DOUBT
        while time.monotonic() < until:
            with contextlib.suppress(psycopg.OperationalError):
                connection = self._connected()
                try:
                    status = connection.execute("SELECT pg_xact_status(%s::xid8)", (number,)).fetchall()[0][0]
                except psycopg.DataError:  # a number that this server never gave: it is another one now
                    status = "aborted"
                finally:
                    connection.close()
                if status in ("committed", "aborted"):
                    return bool(status == "committed")
            time.sleep(0.1)
        raise UserError(
            f"Sambungan ke {self.shown} putus tepat saat menyimpan; belum diketahui apakah tersimpan.",
            remedy="sesudah tersambung kembali lihat dahulu riwayatnya; ulangi hanya bila belum tercatat di sana.",
        )

    def _connected(self) -> Connection:
        options: dict[str, Any] = {**_LIVELY, **conninfo.conninfo_to_dict(self._said)}
        # no prepared statements: they would bind us to one session, which a pooler may change from transaction to transaction
        return psycopg.connect(**options, autocommit=True, prepare_threshold=None, application_name="peduliham")

    def _forget(self) -> None:
        """After one connection was lost the others are most likely lost, too."""
        while self._idle:
            with contextlib.suppress(IndexError, psycopg.Error):
                self._idle.pop().close()

    def meaning(self, error: psycopg.Error) -> UserError:
        """What an error means. Its own words are not repeated: they may hold parts of the address."""
        text = f"{error.sqlstate} {error}"
        found = next(((said, remedy) for pattern, said, remedy in _MEANINGS if re.search(pattern, text)), None)
        said, remedy = found or (
            f"tidak menerima perintah ({error.sqlstate or type(error).__name__})",
            "laporkan kode itu kepada pemelihara program.",
        )
        return UserError(f"Ruang kerja bersama di {self.shown} {said}. {NOTHING}", remedy=remedy)


_MEANINGS = (
    (
        r"^(28\w{3}|42501)|authentication failed|no password supplied|no pg_hba.conf entry|role .* does not exist",
        "menolak pengguna atau kata sandinya",
        "periksa nama pengguna pada alamat, kata sandi dalam berkas PGPASSFILE, pg_hba.conf, dan hak atas basis data itu.",
    ),
    (
        r"database .* does not exist",
        "tidak ada: basis datanya belum dibuat",
        "buat basis data itu di PostgreSQL (docs/ruang.md), lalu ulangi.",
    ),
    (
        r"^42P01",
        "belum berisi apa-apa",
        "isi dari sebuah folder data dengan python -m etl pindah --dari FOLDER --ke ALAMAT (docs/ruang.md).",
    ),
    (
        r"^25006",
        "hanya dapat dibaca: alamatnya menunjuk replika, atau server itu sedang dijadikan hanya-baca",
        "arahkan PEDULIHAM_RUANG ke server utama, lalu ulangi.",
    ),
    (r"^(53100|58030)|No space left", "kehabisan ruang disk", "kosongkan atau besarkan disk server PostgreSQL, lalu ulangi."),
    (
        r"^53300|too many (clients|connections)|remaining connection slots",
        "kehabisan jatah sambungan",
        "besarkan max_connections, atau matikan yang tidak diperlukan; lalu ulangi.",
    ),
    (r"^23505|^23503|^40", "ditulis orang lain lebih dahulu", "lihat yang terbaru, lalu ulangi."),
    (r"^55P03", "sedang ditulis oleh orang lain", "ulangi sebentar lagi."),
    (
        r"^(57P0\d|08\w{3}|25P03|None)",
        "tidak terjangkau atau sambungannya putus",
        "periksa alamatnya, jaringan, dan apakah PostgreSQL berjalan; lalu ulangi.",
    ),
)
