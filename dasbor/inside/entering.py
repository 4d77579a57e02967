"""What the pages Isian and Akses do to the ledger of the data folder in force, through `etl.entries`.

Decides nothing itself. Who enters comes from `login.author()`; what somebody may see from `internal`. What is refused comes as
`UserError`, in Indonesian as the command line says it.
"""

import datetime as dt
from collections.abc import Mapping, Sequence

from dasbor.inside.manage import FORMATS, MAX_MEGABYTES, ORDER, File
from dasbor.web.access import Right
from dasbor.words import clock, paths
from etl.base.errors import UserError
from etl.build import corrections
from etl.build.run import BuildReport, build
from etl.entries import file, ledger, template
from etl.entries.area import Area
from etl.entries.entry import Clash, Conflict, Entry, Invalid, StandingEntry, named
from etl.entries.file import Understood
from etl.entries.judge import Planned
from etl.entries.kinds import DEADLINES, FILED, GRANTED, STAGES, Key, Value
from etl.entries.known import FIRST_YEAR
from etl.entries.ledger import Author, WantedChange
from etl.forms import personal
from etl.forms.confined import Progress

__all__ = [
    "DEADLINES",
    "FILED",
    "FIRST_YEAR",
    "FORMATS",
    "GRANTED",
    "MAX_MEGABYTES",
    "ORDER",
    "STAGES",
    "Author",
    "Clash",
    "Conflict",
    "Entry",
    "File",
    "Invalid",
    "Key",
    "Planned",
    "StandingEntry",
    "Understood",
    "UserError",
    "Value",
    "named",
]


def broken() -> UserError | None:
    """Why the ledger cannot be trusted; None if it is whole. Nothing can be read or saved as long as it is not."""
    try:
        ledger.read(paths.data_folder())
    except UserError as error:
        return error
    return None


def state() -> str:
    """Changes with the ledger."""
    return ledger.read(paths.data_folder()).key


def save(
    author: Author,
    kind: str,
    values: Mapping[Key, Mapping[str, object] | None],
    *,
    seen: Mapping[Key, int],
    reason: str,
) -> Entry:
    """Save values of one kind as one entry. `seen`: the entry that was shown as the last of each key.

    Raises `Conflict` for what somebody else changed meanwhile, `Invalid` for what cannot be accepted, or another `UserError`.
    """
    changes = [WantedChange(kind, key, value, seen.get(key, 0)) for key, value in values.items()]
    return ledger.record(paths.data_folder(), changes, author=author, reason=reason, now=_now())


def personal_in(values: Mapping[Key, Mapping[str, object] | None], reason: str) -> tuple[str, ...]:
    """The fields in which somebody typed personal data, which are masked when they are saved."""
    typed = [one for value in values.values() if value for one in value.items()]
    typed.append(("alasan", reason))
    return tuple(dict.fromkeys(name for name, said in typed if isinstance(said, str) and personal.kinds(said)))


def undo(author: Author, number: int, reason: str) -> Entry:
    """Take an entry back by a new one. Raises `Conflict` where something newer stands, or another `UserError`."""
    return ledger.undo(paths.data_folder(), number, author=author, reason=reason, now=_now())


def understand(
    author: Author, uploaded: File, kind: str, year: int, answers: Mapping[str, str] | None, progress: Progress
) -> Understood:
    """Read a file without saving it; sheets that no kind names are about `kind`. Raises `UserError` for one that cannot be read."""
    with uploaded.on_disk() as path:
        return file.understand(
            paths.data_folder(), path, author=author, now=_now(), kind=kind, year=year, answers=answers, progress=progress
        )


def save_file(author: Author, seen: Understood, reason: str) -> Entry:
    """Save what was understood as one entry, with the rejected rows beside the ledger. Raises as `save`."""
    return file.save(paths.data_folder(), seen, author=author, reason=reason, now=_now())


def form(author: Author, year: int, provinces: Sequence[str]) -> bytes:
    """The workbook to fill in, for some provinces (today's codes) of the author's area, or for all of it if none are named."""
    wanted = Area(provinces=frozenset(code for code in provinces if author.area.holds(code))) if provinces else author.area
    return template.workbook(template.form(paths.data_folder(), year, wanted))


def corrections_wait(author: Author) -> bool:
    """Whether what was decided about corrections is not in force yet; no for whoever may not decide."""
    return Right.SETUJU in author.rights and corrections.waiting(paths.data_folder())


def put_in_force(author: Author) -> BuildReport:
    """Build, so that what was decided about corrections is published. Raises `UserError`, and then nothing was changed."""
    if Right.SETUJU not in author.rights:
        raise UserError("Anda tidak berhak menerbitkan koreksi.", remedy="minta operator data.")
    return build(paths.data_folder(), now=_now(), by=author.address)


def refused_corrections(report: BuildReport) -> tuple[str, ...]:
    """Why corrections could not be used, a sentence each."""
    return tuple(one.fault.sentence for one in report.claims.rejected if one.source.name == corrections.NAME)


def roles(author: Author) -> Mapping[str, StandingEntry]:
    """Address → the roles given on the page Akses; nothing for whoever lacks the right `peran`."""
    if Right.PERAN not in author.rights:
        return {}
    current = ledger.read(paths.data_folder()).current
    return {key[0]: standing for (kind, key), standing in sorted(current.items()) if kind == "peran"}


def role_entries(author: Author) -> tuple[Entry, ...]:
    """Every entry about roles, the newest first; nothing for whoever lacks the right `peran`."""
    if Right.PERAN not in author.rights:
        return ()
    entries = ledger.read(paths.data_folder()).entries
    return tuple(one for one in reversed(entries) if any(change.kind == "peran" for change in one.changes))


def years(unassessed: Sequence[int]) -> tuple[int, ...]:
    """Award years that can be entered, the newest first: to next year, without those that had no assessment."""
    last = clock.today(("WIT",)).year + 1
    return tuple(year for year in range(last, FIRST_YEAR - 1, -1) if year not in unassessed)


def _now() -> dt.datetime:
    return clock.now().replace(microsecond=0)
