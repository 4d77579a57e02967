"""The life of a result: loaded, published at once or at a set time, restored, withdrawn. What commands and pages call.

Reads: the data folder. Decides: whether a step may be taken. Writes: through `etl.build`, which holds the lock; a step is taken
together with the databases that show it, or not at all.
"""

import datetime as dt
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import duckdb

from etl import confined, reference
from etl.build import BuildReport, build
from etl.confined import Progress, silent
from etl.errors import UserError
from etl.paths import PUBLIC_NAME, WORKSPACE_NAME
from etl.reference import ReferenceData
from etl.results import history, known, mark, official, privacy, store
from etl.results.draft import Corrections, Draft, read_draft
from etl.results.history import Event, Standing
from etl.results.official import Results
from etl.results.questions import Answers

Decision = Literal["terbit", "kembali", "tarik"]


@dataclass(frozen=True)
class Loaded:
    """A file as it was taken. `version` and `report` are None if nothing in it could be."""

    draft: Draft
    version: int | None
    report: BuildReport | None


@dataclass(frozen=True)
class Decided:
    """A decision that holds now. `cancelled`: the version whose publication was scheduled and no longer is."""

    event: Event
    cancelled: int | None
    report: BuildReport


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


def load(folder: Path, path: Path, draft: Draft, *, by: str, now: dt.datetime, progress: Progress = silent) -> Loaded:
    """Keep what `understand` read of `path` as a new version: a draft that only the workspace shows.

    Nothing is kept if no row could be taken, or a question is open. Raises `UserError` if the file changed meanwhile or nothing can
    be written.
    """
    if not draft.rows or draft.questions:
        return Loaded(draft, None, None)
    if not (folder / WORKSPACE_NAME).exists():
        build(folder, now=now, progress=progress, by=by)  # the record that the results are held against
    keep = _Keep(draft, path, by, now, _masked(path, draft, now, progress))
    report = build(folder, now=now, progress=progress, intention=keep, by=by)
    return Loaded(keep.draft, keep.version, report)


def _masked(path: Path, draft: Draft, now: dt.datetime, progress: Progress) -> bytes | None:
    """What is kept instead of a file with personal data; None for one without. Raises `UserError` if it cannot be made."""
    if all(one.code != privacy.CODE for one in draft.findings):
        return None
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UserError(f"Berkas {path.name} tidak dapat dibaca: {error.strerror}.", remedy="ulangi.") from error
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
    progress: Progress = silent,
) -> Decided:
    """Publish, restore or withdraw; from `due` on if that is in the future, else at once.

    Without `version` the newest draft is published. Raises `UserError` if the step makes no sense or its reason is missing.
    """
    later = due.astimezone(dt.UTC) if due is not None and due > now else None
    step = _Decide(Event(now, by, what, year, version or 0, later, " ".join(reason.split())))
    report = build(folder, now=now, progress=progress, intention=step, by=by)
    return Decided(step.event, step.cancelled, report)


def publish_due(folder: Path, *, now: dt.datetime, by: str = "", progress: Progress = silent) -> BuildReport | None:
    """Publish what is due, also what a killed publisher had decided and not shown; None if the public file shows it all already.

    Cheap when there is nothing to do, so that it may be called every minute.
    """
    standings = history.standings(history.read(folder).checked(), now)
    wanted = {version for version, standing in standings.items() if standing.state == "terbit"}
    try:
        with duckdb.connect(str(folder / PUBLIC_NAME), read_only=True) as connection:
            rows = connection.execute("SELECT tahun, versi FROM mart.versi_hasil WHERE keadaan = 'terbit'").fetchall()
    except duckdb.Error:  # no public file, or one of before
        return build(folder, now=now, progress=progress, by=by)
    return None if set(rows) == wanted else build(folder, now=now, progress=progress, by=by)


@dataclass
class _Keep:
    """The intention to keep a draft as a new version."""

    draft: Draft
    source: Path
    by: str
    now: dt.datetime
    masked: bytes | None = None
    version: int = 0
    aside: Path | None = None
    event: Event | None = None

    def prepare(self, folder: Path, results: Results, tables: ReferenceData) -> Results:
        year = self.draft.year
        self.version = store.next_number(results.origins, results.events, year)
        found = known.findings(folder, results, tables, year, self.draft.rows, self.now)
        self.draft = replace(self.draft, findings=(*self.draft.findings, *found))
        self.aside = store.write_aside(
            folder,
            self.version,
            self.draft,
            self.source,
            who=self.by,
            at=self.now,
            simulated=mark.is_simulated(self.draft.book),
            masked=self.masked,
        )
        origin = store.read_origin(self.aside, year, self.version)
        self.event = official.loaded(origin)
        return results.with_version(origin, self.aside)

    def commit(self, folder: Path) -> None:
        if self.event is not None and self.aside is not None:
            history.append(folder, self.event)  # first: a number that stands in the history is never given again
            store.settle(self.aside)


@dataclass
class _Decide:
    """The intention to publish, restore or withdraw."""

    event: Event
    cancelled: int | None = None

    def prepare(self, folder: Path, results: Results, tables: ReferenceData) -> Results:
        del tables
        event, now = self.event, self.event.at
        self.cancelled = history.scheduled(results.events, event.year, now)
        current = history.published(results.events, event.year, now)
        if event.what == "tarik":
            version = current or self.cancelled
            if version is None:
                raise UserError(
                    f"Tidak ada hasil tahun {event.year} yang terbit atau terjadwal.", remedy="lihat python -m etl riwayat."
                )
        else:
            version = event.version or _newest_draft(results, event.year, now)
            standing = history.standings(results.events, now).get((event.year, version), Standing())
            _check_choice(results, event, version, standing)
            if event.what == "terbit":
                _check_content(folder, event.year, version)
        if current is not None and (event.what == "tarik" or current != version) and not event.reason:
            raise UserError(
                f"Versi {current} tahun {event.year} sedang terbit; mengubahnya memerlukan alasan.",
                remedy="sebut alasannya dengan --alasan; alasan itu ikut terbit.",
            )
        self.event = replace(event, version=version)
        return results.with_event(self.event)

    def commit(self, folder: Path) -> None:
        history.append(folder, self.event)


def _newest_draft(results: Results, year: int, now: dt.datetime) -> int:
    drafts = [one.version for one in results.drafts(now) if one.year == year]
    if not drafts:
        raise UserError(
            f"Tidak ada draf tahun {year}.",
            remedy=f"muat berkasnya dengan python -m etl muat BERKAS --tahun {year}; draf tertentu disebut dengan --versi.",
        )
    return drafts[-1]


def _check_choice(results: Results, event: Event, version: int, standing: Standing) -> None:
    if version not in [one.version for one in results.of(event.year)]:
        raise UserError(
            f"Versi {version} tahun {event.year} tidak ada.", remedy="lihat versi yang ada dengan python -m etl riwayat."
        )
    if standing.state == "terbit" and history.scheduled(results.events, event.year, event.at) is None:
        raise UserError(f"Versi {version} tahun {event.year} sudah terbit.", remedy="tidak perlu apa-apa.")
    if event.what == "kembali" and standing.first is None:
        raise UserError(
            f"Versi {version} tahun {event.year} belum pernah terbit.",
            remedy=f"terbitkan dengan python -m etl terbit --tahun {event.year} --versi {version}.",
        )


def _check_content(folder: Path, year: int, version: int) -> None:
    if all(row.says_nothing for row in store.load_version(folder, year, version).rows):
        raise UserError(
            f"Versi {version} tahun {year} tidak memuat satu hasil pun: hanya nama wilayah.",
            remedy="isi predikat, nilai, atau partisipasinya, lalu muat kembali.",
        )
