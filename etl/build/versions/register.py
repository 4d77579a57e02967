"""The register of published versions, in order: when each came, who built it and why; which were closed and opened again.

Reads and writes: `versi/riwayat.jsonl`, a chain (`etl/base/chain.py`). Decides: what stands closed.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from etl import workspace
from etl.base import chain, moments
from etl.base.errors import UserError
from etl.base.paths import PUBLISHED_NAME
from etl.build.versions.naming import version_name

Kind = Literal["awal", "terbit", "kembali", "tarik", "koreksi", "koreksi-urung", "berkas", "isi-semula", "program", "keterangan"]


@dataclass(frozen=True)
class Cause:
    """One thing behind a version: its kind, the award year it is about (None: none), and the words or the name that belong to it.

    `subject`: the number of the result's version, the claim, or what happened to the file.
    """

    kind: str
    year: int | None = None
    text: str = ""
    subject: str = ""

    def as_json(self) -> dict[str, object]:
        """As the register and the public file hold it."""
        return {"jenis": self.kind, "tahun": self.year, "isi": self.text, "hal": self.subject}


def reason_of(fields: Mapping[str, object]) -> Cause:
    """The reason that `as_json` wrote. KeyError, ValueError: it is none."""
    year = fields["tahun"]
    return Cause(str(fields["jenis"]), None if year is None else int(str(year)), str(fields["isi"]), str(fields["hal"]))


@dataclass(frozen=True)
class VersionLine:
    """One published version. `at`: when it came; `built`: when its content was first built: one that comes again is that file."""

    number: int
    at: dt.datetime
    who: str
    built: dt.datetime
    digest: str
    simulated: bool
    sha256: str
    size: int
    reasons: tuple[Cause, ...]

    @property
    def name(self) -> str:
        """What the version is called."""
        return version_name(self.built, self.digest)


@dataclass(frozen=True)
class Closing:
    """A version that is not to be read: since when, decided by whom, and why."""

    at: dt.datetime
    who: str
    reason: str


@dataclass(frozen=True)
class Register:
    """All versions in order, and those closed now, by name."""

    lines: tuple[VersionLine, ...] = ()
    closed: Mapping[str, Closing] | None = None

    def closing(self, name: str) -> Closing | None:
        """Why a version may not be read; None if it may."""
        return (self.closed or {}).get(name)

    def find(self, name: str) -> VersionLine | None:
        """The last line with that name."""
        return next((line for line in reversed(self.lines) if line.name == name), None)

    def base(self, number: int) -> VersionLine | None:
        """The version that one is compared with: the last readable one before it; None for a closed or the first one."""
        line = self.lines[number - 1]
        if self.closing(line.name):
            return None
        return next((one for one in reversed(self.lines[: number - 1]) if not self.closing(one.name)), None)


def read(folder: Path) -> Register:
    """The register of a data folder; an empty one if there is none. Raises `UserError` if a line was changed or taken out."""
    found = workspace.of(folder).read(PUBLISHED_NAME)
    lines, closed = list[VersionLine](), dict[str, Closing]()
    faults = chain.understood(found, lambda fields: _take(fields, lines, closed), "catatan")
    if faults:
        raise UserError(
            f"Daftar versi ({PUBLISHED_NAME}) tidak utuh.",
            details=faults,
            remedy="kembalikan folder versi dari cadangan; gudang data sebelumnya tidak diubah.",
        )
    return Register(tuple(lines), closed)


def add(folder: Path, line: VersionLine) -> None:
    """Add a version; on the disk when this returns, or not there at all. Call it under the build lock only. Raises `OSError`."""
    fields = {
        "apa": "terbit",
        "waktu": line.at.isoformat(),
        "siapa": line.who,
        "versi": line.name,
        "dibangun": line.built.isoformat(),
        "sidik": line.digest,
        "simulasi": line.simulated,
        "sha256": line.sha256,
        "ukuran_bita": line.size,
        "sebab": [one.as_json() for one in line.reasons],
    }
    workspace.of(folder).append(PUBLISHED_NAME, fields)


def decide(folder: Path, what: Literal["tutup", "buka"], name: str, closing: Closing) -> None:
    """Note that a version is closed or opened. Call it under the build lock only. Raises `OSError`."""
    fields = {"apa": what, "waktu": closing.at.isoformat(), "siapa": closing.who, "versi": name, "alasan": closing.reason}
    workspace.of(folder).append(PUBLISHED_NAME, fields)


def _take(fields: Mapping[str, object], lines: list[VersionLine], closed: dict[str, Closing]) -> None:
    what, name = fields["apa"], str(fields["versi"])
    if what == "terbit":
        lines.append(_line(len(lines) + 1, fields))
        if lines[-1].name != name:
            raise ValueError(name)
        closed.pop(name, None)  # what is published again is meant to be read
    elif what == "tutup":
        closed[name] = Closing(moments.read(fields["waktu"]), str(fields["siapa"]), str(fields["alasan"]))
    elif what == "buka":
        closed.pop(name, None)
    else:
        raise ValueError(what)


def _line(number: int, fields: Mapping[str, object]) -> VersionLine:
    reasons = fields["sebab"]
    if not isinstance(reasons, list):
        raise TypeError(reasons)
    return VersionLine(
        number,
        moments.read(fields["waktu"]),
        str(fields["siapa"]),
        moments.read(fields["dibangun"]),
        str(fields["sidik"]),
        bool(fields["simulasi"]),
        str(fields["sha256"]),
        int(str(fields["ukuran_bita"])),
        tuple(reason_of(one) for one in reasons),
    )
