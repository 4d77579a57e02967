"""Versions of results on the disk: what a loaded file said, kept for ever in a folder of its own that nothing writes to again.

`hasil/<year>/<version>/` holds the original file byte for byte (`asli.…`; masked if it held personal data), what was understood
of it (`hasil.csv`, `rincian.csv`), what was refused (`ditolak.csv`), what was found (`temuan.json`), what was seen of it before it
was saved (`ringkasan.json`), and where it came from with the hash of each file (`asal.json`).

Reads: those folders; each file is held against its hash. Decides: the number of a new version.
Writes: a new version aside, then puts it in place by one rename.
"""

import datetime as dt
import hashlib
import json
import re
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from etl import workspace
from etl.base import atomic
from etl.base.errors import UserError
from etl.results import kept
from etl.results.history import FOLDER, Event
from etl.results.kept import FileOrigin, LoadedVersion
from etl.results.result import ResultRow

if TYPE_CHECKING:
    from etl.results.draft import Draft

ORIGIN = "asal.json"
MASKED = "asli-disamarkan.xlsx"
"""The original without its personal data (`etl.forms.privacy`)."""
_FORMER = ".lama"
_NUMBER = re.compile(r"[0-9]{4,}")


def path_of(folder: Path, year: int, version: int) -> Path:
    """Where a version stands."""
    return folder / FOLDER / str(year) / f"{version:04d}"


def origins(folder: Path) -> tuple[FileOrigin, ...]:
    """Every version of the data folder, by year and number. Raises `UserError` for one that is damaged."""
    places = (folder / FOLDER).glob("[0-9][0-9][0-9][0-9]/*")
    found = (
        read_origin(place, int(place.parent.name), int(place.name))
        for place in places
        if place.is_dir() and _NUMBER.fullmatch(place.name)
    )
    return tuple(sorted(found, key=lambda one: (one.year, one.version)))


def next_number(known: Iterable[FileOrigin], events: Iterable[Event], year: int) -> int:
    """A number that no version of the year ever had, not even one whose folder is gone."""
    used = [one.version for one in known if one.year == year] + [event.version for event in events if event.year == year]
    return max(used, default=0) + 1


def read_origin(place: Path, year: int, version: int) -> FileOrigin:
    """What `asal.json` of a version says. Raises `UserError` if it is missing or damaged."""
    try:
        origin = kept.origin_of((place / ORIGIN).read_bytes())
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise damaged(year, version, ORIGIN) from error
    if (origin.year, origin.version) != (year, version):
        raise damaged(year, version, ORIGIN)
    return origin


def damaged(year: int, version: int, what: str) -> UserError:
    """The error for a version that is not what was stored."""
    return UserError(
        f"Versi {version} tahun {year} rusak: {what} hilang atau bukan lagi yang disimpan.",
        remedy=f"kembalikan folder {FOLDER}/{year}/{version:04d} dari cadangan; gudang data sebelumnya tidak diubah.",
    )


def unknown(year: int, version: int) -> UserError:
    """The error for a number that no version of the year has."""
    return UserError(f"Versi {version} tahun {year} tidak ada.", remedy="lihat versi yang ada dengan python -m etl riwayat.")


def content(place: Path, origin: FileOrigin, name: str) -> bytes:
    """The bytes of one file of a version. Raises `UserError` if they are not those that were stored."""
    try:
        found = (place / name).read_bytes()
    except OSError as error:
        raise damaged(origin.year, origin.version, name) from error
    if hashlib.sha256(found).hexdigest() != origin.hashes.get(name):
        raise damaged(origin.year, origin.version, name)
    return found


def rows(place: Path, origin: FileOrigin) -> tuple[ResultRow, ...]:
    """The results of a version. Raises `UserError` if it is damaged."""
    return kept.rows_of(content(place, origin, "hasil.csv"), content(place, origin, "rincian.csv"))


def regions(place: Path, origin: FileOrigin) -> frozenset[str]:
    """The codes of the regions that a version names. Raises `UserError` if it is damaged."""
    return kept.codes_of(content(place, origin, "hasil.csv"))


def load_version(folder: Path, year: int, version: int) -> LoadedVersion:
    """Read a version again, whole. Raises `UserError` if there is none or it is damaged."""
    place = path_of(folder, year, version)
    if not place.is_dir():
        raise unknown(year, version)
    origin = read_origin(place, year, version)
    return LoadedVersion(
        origin,
        rows(place, origin),
        kept.refused_of(content(place, origin, "ditolak.csv")),
        tuple(json.loads(content(place, origin, "temuan.json"))),
        json.loads(content(place, origin, kept.SUMMARY)) if kept.SUMMARY in origin.hashes else {},
    )


def write_aside(  # noqa: PLR0913 - all that is to be known of it
    folder: Path,
    version: int,
    draft: "Draft",
    source: Path,
    *,
    who: str,
    at: dt.datetime,
    simulated: bool,
    masked: bytes | None = None,
    office: str = "",
    summary: Mapping[str, object] | None = None,
) -> Path:
    """Write a version aside, complete and on the disk; `settle` puts it in place. Call it under the build lock only.

    `masked`: an XLSX that is kept instead of a file that holds personal data.

    Raises `UserError` if the file is no longer the one that was understood.
    """
    given = original_of(source, draft)
    original = f"asli{_suffix(source)}" if masked is None else MASKED
    files = {original: given if masked is None else masked, **kept.files_of(draft, summary or {})}
    hashes = {name: hashlib.sha256(written).hexdigest() for name, written in files.items()}
    files[ORIGIN] = kept.origin_file(draft, version, original, hashes, who=who, at=at, simulated=simulated, office=office)
    return _aside(path_of(folder, draft.year, version), files)


def rewrite_aside(folder: Path, origin: FileOrigin, files: Mapping[str, bytes]) -> Path:
    """Write the files of a version anew, aside; `settle_again` puts them in its place. Call it under the build lock only."""
    return _aside(path_of(folder, origin.year, origin.version), files)


def _aside(place: Path, files: Mapping[str, bytes]) -> Path:
    aside = atomic.aside(place)
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(parents=True, mode=atomic.PRIVATE_FOLDER)
    for name, written in files.items():
        _write(aside / name, written)
    atomic.sync(aside)
    return aside


def settle(aside: Path) -> None:
    """Keep a version written aside; it comes to its place now, or with the build that it belongs to."""
    workspace.of(aside.parent.parent.parent).keep(aside, None)
    for place in (aside.parent.parent, aside.parent.parent.parent):
        atomic.sync(place)


def settle_again(aside: Path) -> None:
    """Put what `rewrite_aside` wrote in the place of the version that is there. `sweep` mends what a crash leaves of this."""
    place = aside.with_name(aside.name.removesuffix(atomic.ASIDE))
    gone = place.with_name(place.name + _FORMER)
    place.rename(gone)
    atomic.replace(place, None)
    shutil.rmtree(gone)


def sweep(folder: Path) -> None:
    """Remove what an interrupted load left aside. Call it under the build lock only."""
    for path in (folder / FOLDER).glob(f"*/*{_FORMER}"):
        place = path.with_name(path.name.removesuffix(_FORMER))
        if place.exists():
            shutil.rmtree(path)
        else:
            path.rename(place)
    for path in (folder / FOLDER).glob(f"*/*{atomic.ASIDE}"):
        shutil.rmtree(path, ignore_errors=True)


def original_of(source: Path, draft: "Draft") -> bytes:
    """The bytes of the file that was understood. Raises `UserError` if it cannot be read, or is another one by now."""
    try:
        found = source.read_bytes()
    except OSError as error:
        raise UserError(f"Berkas {source.name} tidak dapat dibaca: {error.strerror}.", remedy="ulangi.") from error
    if hashlib.sha256(found).hexdigest() != draft.book.sha256:
        raise UserError(f"Berkas {source.name} berubah selagi dibaca.", remedy="tutup program yang menyuntingnya, lalu ulangi.")
    return found


def _suffix(source: Path) -> str:
    suffix = source.suffix.lower()
    return suffix if re.fullmatch(r"\.[a-z0-9]{1,5}", suffix) else ".bin"


def _write(path: Path, content: bytes) -> None:
    with atomic.new(path) as file:
        file.write(content)
    path.chmod(0o400)
