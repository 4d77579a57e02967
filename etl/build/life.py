"""The life of a result: loaded, published at once or at a set time, restored, withdrawn. What commands and pages call.

Reads: the data folder. Decides: whether a step may be taken. Writes: through `etl.build.run`, which holds the lock; a step is taken
together with the databases that show it, or not at all.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from etl.base import publish
from etl.base.errors import UserError
from etl.base.moments import wib
from etl.base.paths import PUBLIC_NAME, WORKSPACE_NAME
from etl.build.run import BuildReport, build
from etl.forms import confined, privacy
from etl.forms.ask import Answers
from etl.forms.confined import Progress, silent
from etl.inputs import reference
from etl.inputs.reference import ReferenceData
from etl.results import history, known, mark, offices, official, store
from etl.results.deciding import Deciding, Decision
from etl.results.draft import Corrections, Draft, read_draft
from etl.results.history import Event
from etl.results.known import SeenFile
from etl.results.official import Results


@dataclass(frozen=True)
class Loaded:
    """A file as it was taken. `version` and `report` are None if nothing in it could be."""

    draft: Draft
    version: int | None
    report: BuildReport | None


@dataclass(frozen=True)
class Decided:
    """A decision that holds now. `cancelled`: versions whose publication was scheduled and no longer is.

    `regions`: how many regions it published, restored or withdrew.
    """

    event: Event
    cancelled: tuple[int, ...]
    report: BuildReport
    regions: int


def understand(
    folder: Path,
    path: Path,
    year: int,
    corrections: Corrections | None = None,
    answers: Answers | None = None,
    *,
    progress: Progress = silent,
) -> Draft:
    """Read a file without loading it. Raises `UserError` for one that cannot be read, or may not be loaded into this folder."""
    tables = reference.load(folder)
    draft = confined.run(read_draft, path.absolute(), year, tables, corrections, answers, about=path.name, progress=progress)
    if mark.is_simulated(draft.book) and not mark.is_simulation(folder):
        raise UserError(
            f"Berkas {path.name} bertanda {mark.MARK}, sedangkan folder data memuat data yang sungguhan.",
            remedy="muat ke folder simulasi: arahkan PEDULIHAM_DATA ke folder yang dibuat python -m etl simulasi.",
        )
    return draft


def look(folder: Path, draft: Draft, now: dt.datetime) -> SeenFile:
    """What `understand` read against what was known before: to be shown before anything is saved."""
    return known.look(folder, official.read(folder), reference.load(folder), draft, now)


def load(
    folder: Path, path: Path, draft: Draft, *, by: str, now: dt.datetime, office: str = "", progress: Progress = silent
) -> Loaded:
    """Keep what `understand` read of `path` as a new version: a draft that only the workspace shows.

    `office`: whose file it is, as `offices.chosen` names it; by default the one that its rows tell. Nothing is kept if no row could
    be taken, or a question is open. Raises `UserError` if the file changed meanwhile, is not that office's, or nothing can be
    written.
    """
    if not draft.rows or draft.questions:
        return Loaded(draft, None, None)
    tables = reference.load(folder)
    office = (
        offices.chosen(tables, draft.year, draft.rows, office) if office else offices.recognised(tables, draft.year, draft.rows)
    )
    if not (folder / WORKSPACE_NAME).exists():
        build(folder, now=now, progress=progress, by=by)  # the record that the results are held against
    keep = _Keep(draft, path, by, now, office, _masked(path, draft, now, progress))
    report = build(folder, now=now, progress=progress, intention=keep, by=by)
    return Loaded(keep.draft, keep.version, report)


def _masked(path: Path, draft: Draft, now: dt.datetime, progress: Progress) -> bytes | None:
    """What is kept instead of a file with personal data; None for one without. Raises `UserError` if it cannot be made."""
    if all(one.code != privacy.CODE for one in draft.findings):
        return None
    content = store.original_of(path, draft)
    return confined.run(privacy.kept_file, content, draft.book, now, about=path.name, progress=progress)


def decide(  # noqa: PLR0913 - who, what, when, why
    folder: Path,
    what: Decision,
    year: int,
    *,
    by: str,
    now: dt.datetime,
    version: int | None = None,
    due: dt.datetime | None = None,
    reason: str = "",
    drops: Sequence[str] = (),
    progress: Progress = silent,
) -> Decided:
    """Publish, restore or withdraw; from `due` on if that is given, else at once.

    Without `version` the draft of the round is published, or everything of the year withdrawn. `drops`: regions, by code or name,
    that go out of public with it. Raises `UserError` if the step makes no sense, its reason is missing, or `due` has passed.
    """
    if due is not None and due <= now:
        raise UserError(
            f"Waktu terbit {wib(due)} sudah lewat; sekarang {wib(now)}.",
            remedy="sebut waktu yang akan datang, atau terbitkan sekarang tanpa waktu.",
        )
    event = Event(now, by, what, year, version or 0, due and due.astimezone(dt.UTC), " ".join(reason.split()))
    step = Deciding(event, tuple(drops))
    report = build(folder, now=now, progress=progress, intention=step, by=by)
    return Decided(step.event, step.cancelled, report, step.regions)


def publish_due(folder: Path, *, now: dt.datetime, by: str = "", progress: Progress = silent) -> BuildReport | None:
    """Publish what is due, also what a killed publisher had decided and not shown; None if the public file shows it all already.

    Cheap when there is nothing to do, so that it may be called every minute.
    """
    wanted = {version for version, standing in official.read(folder).standings(now).items() if standing.state == "terbit"}
    try:
        with duckdb.connect(str(folder / PUBLIC_NAME), read_only=True, config=publish.SETTINGS) as connection:
            rows = connection.execute("SELECT tahun, versi FROM mart.versi_hasil WHERE keadaan = 'terbit'").fetchall()
    except duckdb.Error:  # no public file, or one of before
        rows = None
    if rows is not None and set(rows) == wanted:
        return None
    made = build(folder, now=now, progress=progress, by=by)
    return made if made.replaced else None  # another publisher was done between the look and the lock


@dataclass
class _Keep:
    """The intention to keep a draft as a new version."""

    draft: Draft
    source: Path
    by: str
    now: dt.datetime
    office: str
    masked: bytes | None = None
    version: int = 0
    aside: Path | None = None
    event: Event | None = None

    def prepare(self, folder: Path, results: Results, tables: ReferenceData) -> Results:
        year = self.draft.year
        self.version = store.next_number(results.origins, results.events, year)
        seen = known.look(folder, results, tables, self.draft, self.now)
        self.draft = replace(self.draft, findings=seen.findings)
        self.aside = store.write_aside(
            folder,
            self.version,
            self.draft,
            self.source,
            who=self.by,
            at=self.now,
            simulated=mark.is_simulated(self.draft.book),
            masked=self.masked,
            office=self.office,
            summary=seen.summary.as_json(),
        )
        origin = store.read_origin(self.aside, year, self.version)
        self.event = official.loaded(origin)
        return results.with_version(origin, self.aside)

    def commit(self, folder: Path) -> None:
        if self.event is not None and self.aside is not None:
            history.append(folder, self.event)  # first: a number that stands in the history is never given again
            store.settle(self.aside)
