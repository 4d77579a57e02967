"""Keep what is published: the build's part in the versions.

Reads: the register, the kept files, the public file in force and the one that stands aside to replace it.
Decides: whether that is another version, the one in force, or one that was there before; why it came.
Writes: the tables of the past into the file aside; its copy in `versi/`; the register. All of it under the build lock.

The order makes it safe to be killed anywhere: the copy stands aside, closed to others, until the line that names it by its SHA-256
is in the register; only then it gets its name, and after that the public file is replaced. The next build finishes what is left.
"""

import contextlib
import datetime as dt
import hashlib
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import duckdb

from etl import workspace
from etl.base import atomic, publish
from etl.base.paths import PUBLIC_NAME
from etl.base.publish import TableState
from etl.build.versions import reasons, register, tables, withdrawn
from etl.build.versions.naming import FOLDER, is_name, path_of
from etl.build.versions.register import Cause, Closing, Register, VersionLine
from etl.results.record import Withdrawal

OPEN, CLOSED = atomic.PUBLIC, atomic.PRIVATE
"""Modes of kept files: what was published is read by every user of the machine, what was closed is not."""
_Content = tuple[bool | None, Mapping[str, TableState]]
_LAST = "SELECT epoch_us(terbit_pada), sebab FROM mart.riwayat_versi ORDER BY nomor DESC LIMIT 1"


@dataclass(frozen=True)
class KeptEdition:
    """What a build makes of the versions. `line`: the version to add, None if the one in force stays; `aside`: its copy.

    `stale`: the public file must be replaced: it has other figures, or tells the past otherwise. `closed`: versions that are closed
    with this one, as they hold what was withdrawn.
    """

    folder: Path
    known: Register
    line: VersionLine | None = None
    aside: Path | None = None
    stale: bool = False
    closed: Mapping[str, Closing] = field(default_factory=dict)

    def settle(self) -> None:
        """Add the version to the register, close what must be, and put its file in place. Raises `OSError`."""
        for name, closing in self.closed.items():
            register.decide(self.folder, "tutup", name, closing)
        if self.line is not None:
            register.add(self.folder, self.line)
        if self.aside is not None:
            _settle(self.aside)
        mend_modes(self.folder, self.known)


def sweep(folder: Path) -> None:
    """Finish, or take away, what an interrupted build left aside. Call it under the build lock only."""
    for aside in (folder / FOLDER).glob(f"*{atomic.ASIDE}"):
        line = register.read(folder).find(aside.name.partition(".")[0])
        if line is not None and digest_of(aside) == line.sha256 and not path_of(folder, line.name).exists():
            _settle(aside)
        else:
            aside.unlink()


def prepare(folder: Path, *, now: dt.datetime, by: str, note: str = "", withdrawals: Sequence[Withdrawal] = ()) -> KeptEdition:
    """Decide which version the public file aside is, and write into it what came before. `note`: the operator's own words.

    `withdrawals`: what was published and withdrawn; kept versions that hold it are closed.

    A folder without a register, of before there were versions: what it has published becomes the first one.
    Raises `UserError` if the register is not whole, `OSError` and `duckdb.Error` if something cannot be written.
    """
    public, new = folder / PUBLIC_NAME, atomic.aside(folder / PUBLIC_NAME)
    known = register.read(folder)
    if not known.lines:
        known = _adopted(folder, public, by)
    content = _contents()
    former, fresh = _former(folder, known, content), content(new)
    line = None
    if former is None or content(former) != fresh:
        line = _line(known, former, new, now, by, note)
        known = _with(known, line)
    closed = withdrawn.closings(withdrawn.holding(folder, known, withdrawals), known, at=now, who=by)
    closed.pop(known.lines[-1].name, None)  # what is in force holds nothing withdrawn
    known = Register(known.lines, {**(known.closed or {}), **closed})
    said = tables.told(public)
    stale = said != tables.wanted(known) or content(public) != fresh
    if stale:
        tables.write(new, known, lambda name: kept(folder, name), public if said else former)
    aside = None
    if line is not None and not line.sha256:
        aside = copy_aside(folder, line.name, new)
        line = replace(line, sha256=digest_of(aside), size=aside.stat().st_size)
    return KeptEdition(folder, known, line, aside, stale, closed)


def kept(folder: Path, name: str) -> Path | None:
    """The kept file of a version, None if it is lost; whether it is whole is `problems`' to say."""
    path = path_of(folder, name)
    return path if path.is_file() else None


def problems(folder: Path, known: Register) -> dict[str, str]:
    """Name → what is wrong with its kept file (`hilang` or `rusak`); reads every byte of every version."""
    found = {}
    for name in dict.fromkeys(line.name for line in known.lines):
        path, line = kept(folder, name), known.find(name)
        if path is None:
            found[name] = "hilang"
        elif line is not None and digest_of(path) != line.sha256:
            found[name] = "rusak"
    return found


def digest_of(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def refresh(folder: Path, known: Register) -> None:
    """Let the public file in force tell the past as the register has it; its figures stay. Call it under the build lock only."""
    public = folder / PUBLIC_NAME
    if not known.lines or tables.told(public) == tables.wanted(known):
        return
    new = atomic.aside(public)
    shutil.copyfile(public, new)
    tables.write(new, known, lambda name: kept(folder, name), public)
    publish.replace(public)


def copy_aside(folder: Path, name: str, source: Path) -> Path:
    """Copy a file to where a version is kept, aside and closed to others; on the disk when this returns."""
    (folder / FOLDER).mkdir(exist_ok=True)
    aside = atomic.aside(path_of(folder, name))
    aside.unlink(missing_ok=True)
    with source.open("rb") as read, atomic.new(aside) as written:
        shutil.copyfileobj(read, written, 1 << 20)
    return aside


def _settle(aside: Path) -> None:
    workspace.of(aside.parent.parent).keep(aside, OPEN)


def mend_modes(folder: Path, known: Register) -> None:
    """Give every kept file the mode that its standing asks for; a restored one has lost it."""
    if known.lines:
        (folder / FOLDER).chmod(atomic.PUBLIC_FOLDER)  # what is published may be read by all
    for name in {line.name for line in known.lines}:
        path, mode = kept(folder, name), CLOSED if known.closing(name) else OPEN
        if path is not None and path.stat().st_mode & 0o777 != mode:
            path.chmod(mode)


def _adopted(folder: Path, public: Path, by: str) -> Register:
    """The register whose first version is what the folder has published; empty if that is nothing."""
    stamp = _stamp(public)
    if stamp is None or not is_name(stamp.name):
        return Register()
    aside = copy_aside(folder, stamp.name, public)
    line = replace(stamp, who=by, sha256=digest_of(aside), size=aside.stat().st_size)
    KeptEdition(folder, Register((line,), {}), line, aside).settle()
    return register.read(folder)


def _former(folder: Path, known: Register, content: Callable[[Path], _Content]) -> Path | None:
    """A file of the last version that can be read: its kept one, or the public one if that is it; None if both are lost."""
    if not known.lines:
        return None
    name, public = known.lines[-1].name, folder / PUBLIC_NAME
    candidates = [path for path in (kept(folder, name), public) if path is not None and content(path)[1]]
    return next((path for path in candidates if (stamp := _stamp(path)) and stamp.name == name), None)


def _contents() -> Callable[[Path], _Content]:
    """What tells two files apart: whether the results are invented, and every table but those of time.

    Equal bytes are read once: the public file and its kept copy mostly have them.
    """
    read: dict[str, _Content] = {}

    def content(path: Path) -> _Content:
        try:
            sha256 = digest_of(path)
        except OSError:
            return None, {}
        if sha256 not in read:
            read[sha256] = publish.content(path)
        return read[sha256]

    return content


def _line(known: Register, former: Path | None, new: Path, now: dt.datetime, by: str, note: str) -> VersionLine:
    """The new version, still without the sum of its file if it must be kept; one that was there before is that one again."""
    made = _stamp(new)
    if made is None:
        raise duckdb.IOException(f"{new.name} tidak dapat dibaca kembali")
    number = len(known.lines) + 1
    said = (Cause("keterangan", None, note),) if note else ()
    before = next((one for one in reversed(known.lines) if one.digest == made.digest), None)
    if before is not None:
        said = (Cause("isi-semula", None, before.name), *said)
        return replace(before, number=number, at=now, who=by, reasons=(*_why(former, new), *said))
    return replace(made, number=number, at=now, who=by, reasons=(*(_why(former, new) if known.lines else (Cause("awal"),)), *said))


def _why(former: Path | None, new: Path) -> tuple[Cause, ...]:
    """What is behind the difference; nothing can be said if the former file is lost or damaged."""
    if former is None:
        return ()
    try:
        with tables.attached(former, new) as connection:
            return reasons.reasons(connection)
    except duckdb.Error:
        return ()


def _with(known: Register, line: VersionLine) -> Register:
    closed: dict[str, Closing] = {name: one for name, one in (known.closed or {}).items() if name != line.name}
    return Register((*known.lines, line), closed)


def _stamp(path: Path) -> VersionLine | None:
    """The version that a file says it is, as the first line of a register; None if it cannot be read."""
    try:
        with duckdb.connect(str(path), read_only=True, config=publish.SETTINGS) as connection:
            built, digest, simulated = connection.execute(
                "SELECT epoch_us(dibangun_pada), sidik, simulasi FROM mart.versi"
            ).fetchall()[0]
            moment = tables.moment(built)
            line = VersionLine(1, moment, "", moment, str(digest), bool(simulated), "", 0, (Cause("awal"),))
            with contextlib.suppress(duckdb.CatalogException):  # of before there were versions
                told = connection.execute(_LAST).fetchall()
                line = replace(line, at=tables.moment(told[0][0]), reasons=tables.reasons_of(told[0][1])) if told else line
    except (duckdb.Error, IndexError, ValueError):
        return None
    return line
