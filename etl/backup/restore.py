"""Put a backup back: unpacked and built beside the data folder, then put in its place by renaming.

Reads: an archive, the data folder. Writes: the data folder; what stood there is kept under another name.
Decides: whether the folder holds something that the archive does not, which is refused unless told.
"""

import contextlib
import datetime as dt
import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from etl.backup import archive, content
from etl.backup.archive import BackupManifest
from etl.base import atomic, chain, publish
from etl.base.errors import UserError
from etl.base.paths import PUBLIC_NAME
from etl.build.run import BuildReport, build
from etl.forms.confined import silent
from etl.workspace.content import MADE_AGAIN, is_chained, is_settled, names

SHOWN = 20


@dataclass(frozen=True)
class Restored:
    """What was put back. `digest`: of the published figures now; `lines`: file → number of lines; `former`: what stood there."""

    manifest: BackupManifest
    report: BuildReport
    digest: str | None
    lines: tuple[tuple[str, int], ...]
    former: Path | None


def restore(
    source: Path,
    folder: Path,
    *,
    now: dt.datetime,
    force: bool = False,
    trial: bool = False,
    progress: Callable[[str], None] = silent,
) -> Restored:
    """Make `folder` what it was when the archive was made, and build it as of `now`. With `trial` nothing is put in place.

    Raises `UserError` before anything was changed: the archive is damaged, a chain is broken, the build fails, or (without `force`)
    the folder holds something that is not in the archive.
    """
    if not source.is_file():
        raise UserError(f"Arsip {source} tidak ada.", remedy="sebut berkas .zip yang ditulis python -m etl cadangkan.")
    if os.path.ismount(folder):
        raise UserError(
            f"{folder} adalah tempat memasang disk, dan tidak dapat diganti namanya.",
            remedy="pulihkan ke folder di dalamnya dengan --ke, lalu arahkan PEDULIHAM_DATA ke sana.",
        )
    aside = atomic.aside(folder)
    try:
        with _mine(folder):
            shutil.rmtree(aside, ignore_errors=True)  # of a restore that was killed
            try:
                manifest, lines = _unpacked(source, aside, progress)
                if not (force or trial):
                    _refuse_loss(folder, aside)
                report = build(aside, now=now, progress=progress)
                digest = content.digest_of(aside / PUBLIC_NAME)
                former = None if trial else _put_in_place(folder, aside, now)
                return Restored(manifest, report, digest, lines, former)
            finally:
                shutil.rmtree(aside, ignore_errors=True)
    except OSError as error:
        raise UserError(
            f"Arsip tidak dapat dipulihkan ke {folder}: {error.strerror} ({error.filename}).",
            remedy="periksa ruang kosong dan hak akses folder itu dan folder di atasnya; pulihkan ke tempat lain dengan --ke.",
        ) from error


@contextlib.contextmanager
def _mine(folder: Path) -> Iterator[None]:
    """While nobody else writes to the folder, which is made if it is not there. The locks go where the folder goes."""
    made = not folder.exists()
    if made:
        folder.mkdir()
        folder.chmod(atomic.DATA_FOLDER)
    try:
        with contextlib.ExitStack() as locks:
            locks.enter_context(publish.exclusive(folder))
            for name in filter(is_chained, names(folder)):
                locks.enter_context(chain.locked(folder / name, wait=content.WAIT))
            yield
    finally:
        if made and os.listdir(folder) == [publish.LOCK_NAME]:  # noqa: PTH208 - nothing was put in place
            shutil.rmtree(folder)


def _unpacked(source: Path, aside: Path, progress: Callable[[str], None]) -> tuple[BackupManifest, tuple[tuple[str, int], ...]]:
    """The files of the archive, beside the folder that stands; what it says of itself, and the number of lines of each chain."""
    aside.mkdir(mode=atomic.PRIVATE_FOLDER)
    progress("membaca arsip")
    manifest = archive.check(source, aside)
    progress("memeriksa rantai sidik")
    lines = []
    for name in filter(is_chained, manifest.files):
        found = chain.read(aside / name)
        if found.faults:
            raise archive.damaged(source, [f"{name}: {fault}" for fault in found.faults])
        lines.append((name, len(found.lines)))
    for name in filter(is_settled, manifest.files):
        (aside / name).chmod(0o400)  # as `etl.results.store` leaves them
    return manifest, tuple(lines)


def _refuse_loss(folder: Path, aside: Path) -> None:
    """Raises `UserError` if the folder holds something that the one beside it does not."""
    lost = [f"{name}: {what}" for name in names(folder) if (what := _more(folder / name, aside / name))]
    if lost:
        more = [f"… dan {len(lost) - SHOWN} lagi"] if len(lost) > SHOWN else []
        raise UserError(
            f"{folder} memuat yang tidak ada dalam arsip.",
            details=[*lost[:SHOWN], *more],
            remedy="ulangi dengan --timpa bila memang itu yang dikehendaki (folder lama disimpan dengan nama lain), "
            "atau pulihkan ke tempat lain dengan --ke.",
        )


def _more(here: Path, archived: Path) -> str | None:
    """What a file has that the archived one has not; None if it has nothing more."""
    if not archived.exists():
        return "tidak ada dalam arsip"
    if is_chained(here.name):
        mine, theirs = here.read_bytes().splitlines(), archived.read_bytes().splitlines()
        if mine == theirs[: len(mine)]:
            return None
        if theirs == mine[: len(theirs)]:
            return f"{len(mine) - len(theirs)} baris lebih baru daripada arsip"
    elif _sum(here) == _sum(archived):
        return None
    return "berbeda dari yang ada dalam arsip"


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _put_in_place(folder: Path, aside: Path, now: dt.datetime) -> Path | None:
    """Two renames; where the former folder is now. One that is killed between them leaves no folder, and is done again."""
    shutil.copymode(folder, aside)
    former = folder.with_name(f"{folder.name}.sebelum-{now.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}")
    if former.exists():
        raise UserError(f"{former} sudah ada.", remedy="pindahkan folder itu, lalu ulangi.")
    held_something = bool(names(folder))
    with contextlib.ExitStack() as undone:
        _move(folder, former, undone)
        _move(aside, folder, undone)
        for name in MADE_AGAIN:
            if (former / name).exists():
                _move(former / name, folder / name, undone)  # boundaries do not change with the figures, and take long to fetch
        atomic.sync(folder.parent)
        undone.pop_all()
    if not held_something:
        shutil.rmtree(former, ignore_errors=True)
    return former if held_something else None


def _move(source: Path, target: Path, undone: contextlib.ExitStack) -> None:
    """Rename, and back again if what follows fails."""
    source.rename(target)
    undone.callback(target.rename, source)
