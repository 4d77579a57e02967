"""What the page Kelola data does to the data folder: the same functions that the command line calls.

Reads and writes the data folder in force, through `etl.results`, and only for a session with the right `muat`: every function gets
the folder from `_folder`, which refuses everybody else, whatever page called. Decides nothing else itself. Only the internal page
imports this module, so that public pages do not open the spreadsheet libraries. What is refused comes as `UserError`, in
Indonesian as the command line says it.
"""

import datetime as dt
import hashlib
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

from dasbor.mart import warehouse
from dasbor.web import login, trail
from dasbor.web.access import Right
from dasbor.words import clock, paths
from dasbor.words.texts import Lang
from etl.base.errors import UserError
from etl.build import life
from etl.build.life import Decided, Loaded
from etl.forms import annotate, confined
from etl.forms.ask import Answers, choices
from etl.forms.confined import Progress, silent
from etl.forms.findings import ORDER, Finding
from etl.forms.headings import named
from etl.forms.looks import column_letters
from etl.forms.sheets import FORMATS, MAX_BYTES, Cell, cell
from etl.forms.values import text
from etl.inputs import reference
from etl.regions.spelling import readings
from etl.results import aliases, compare, deciding, history, offices, official, rounds, store, summary
from etl.results.compare import Difference
from etl.results.deciding import Decision, Effect
from etl.results.draft import Draft
from etl.results.history import Event
from etl.results.kept import FileOrigin
from etl.results.layout import Layout
from etl.results.offices import MINISTRY
from etl.results.record import Standing
from etl.results.rounds import OfficePart
from etl.results.summary import Scores, Summary

__all__ = [
    "FORMATS",
    "MAX_MEGABYTES",
    "MINISTRY",
    "ORDER",
    "Decision",
    "Difference",
    "Effect",
    "Event",
    "File",
    "Finding",
    "OfficePart",
    "Preview",
    "ResultVersion",
    "Scores",
    "Summary",
    "UserError",
    "choices",
    "column_letters",
]

MAX_MEGABYTES = MAX_BYTES // 1_000_000
UNRECOGNISED = ("wilayah-tidak-dikenal", "wilayah-ambigu")
Corrections = Mapping[tuple[str, int], str]
"""(sheet, place of a column) → meaning, or "" to leave the column out."""


@dataclass(frozen=True)
class File:
    """An uploaded file. `name` is what the browser said: it is shown and kept, and decides nothing."""

    name: str
    content: bytes

    @cached_property
    def sha256(self) -> str:
        """What names the content."""
        return hashlib.sha256(self.content).hexdigest()

    @property
    def safe_name(self) -> str:
        """The name as a file on this disk may have it."""
        base = re.sub(r"[^\w .()-]+", "_", re.split(r"[\\/]", self.name)[-1]).strip(" .")
        stem, dot, suffix = base.rpartition(".")
        return f"{stem[:80].strip()}.{suffix[:5]}" if dot and stem else base[:80] or "berkas"

    @contextmanager
    def on_disk(self) -> Iterator[Path]:
        """The file in a folder of its own, which is gone afterwards."""
        with tempfile.TemporaryDirectory(prefix="peduliham-") as folder:
            path = Path(folder) / self.safe_name
            path.touch(0o600)
            path.write_bytes(self.content)
            yield path


@dataclass(frozen=True)
class Preview:
    """A file as understood, before anything is loaded. `findings`: its own, and those against what was known before.

    `office`: whose file its rows say it is; `offices`: whose it can be.
    """

    file: File
    draft: Draft
    findings: tuple[Finding, ...]
    summary: Summary
    office: str
    offices: tuple[str, ...]

    def layout(self, sheet: str) -> Layout | None:
        """The table found in a sheet."""
        return next((one for one in self.draft.layouts if one.sheet == sheet), None)

    def written(self, sheet: str | None, row: int | None) -> str:
        """A row as it stands in the file, its cells divided by bars; "" for no row."""
        return " | ".join(text(one) for one in self._row(sheet, row))

    def unrecognised(self) -> dict[str, tuple[str, ...]]:
        """Region names of the file that were not recognised → codes of the candidates, the likeliest first."""
        found: dict[str, tuple[str, ...]] = {}
        for one in self.findings:
            layout = self.layout(one.sheet or "")
            if one.code not in UNRECOGNISED or layout is None:
                continue
            row = self._row(one.sheet, one.row)
            written, kind = (text(cell(row, layout.column(meaning))) for meaning in ("kabkota", "jenis"))
            name, _ = named(written, lambda _: False)
            if name and kind and all(reading.kind is None for reading in readings(name)):
                name = f"{kind} {name}"  # as it was recognised
            if name:
                found[name] = tuple(re.findall(r"\(([0-9]{2}\.[0-9]{2})\)", str(one.values.get("calon", ""))))
        return found

    def _row(self, sheet: str | None, row: int | None) -> Sequence[Cell]:
        rows = next((one.rows for one in self.draft.book.sheets if one.name == sheet), ())
        return rows[row - 1] if row is not None and 0 < row <= len(rows) else ()


@dataclass(frozen=True)
class ResultVersion:
    """A version of a year's results and where it stands now. `whole`: every region it names rests on it."""

    origin: FileOrigin
    standing: Standing
    whole: bool

    @property
    def number(self) -> int:
        """Its number."""
        return self.origin.version


def state() -> str:
    """Changes with everything that a preview hangs on besides the file: aliases, decisions, the record."""
    folder, names = _folder(), ("alias_wilayah.csv", "publik.duckdb", "hasil/riwayat.jsonl")
    stats = [(folder / name).stat() for name in names if (folder / name).exists()]
    return f"{folder} " + " ".join(f"{one.st_ino:x}-{one.st_mtime_ns:x}-{one.st_size:x}" for one in stats)


def operator() -> str:
    """Who is at work, as the history will name them: the address they logged in with."""
    return login.person().address


def preview(
    file: File, year: int, corrections: Corrections, answers: Answers | None = None, progress: Progress = silent
) -> Preview:
    """Understand a file and hold it against what was known. Raises `UserError` for one that cannot or may not be read.

    A file that was just uploaded, and not read again with corrections or answers, goes into the access log.
    """
    by_sheet: dict[str, dict[int, str]] = {}
    for (sheet, place), meaning in corrections.items():
        by_sheet.setdefault(sheet, {})[place] = meaning
    folder, now = _folder(), _now()
    if not corrections and not answers:
        trail.log("unggah", login.person(), berkas=file.safe_name, sha256=file.sha256, tahun=year)
    with file.on_disk() as path:
        draft = life.understand(folder, path, year, by_sheet, answers, progress=progress)
    progress("membandingkan dengan yang sudah diketahui")
    seen, tables = life.look(folder, draft, now), reference.load(folder)
    offered = (MINISTRY, *(one.name for one in offices.offices_of(tables, year)))
    return Preview(file, draft, seen.findings, seen.summary, offices.recognised(tables, year, draft.rows), offered)


def annotated(seen: Preview, lang: Lang, progress: Progress = silent) -> bytes:
    """The file with its findings as comments, dated by the data: the same data give the same bytes."""
    draft, at = seen.draft, warehouse.stamp().built
    work = partial(annotate.annotated, lang=lang, at=at)
    about = seen.file.safe_name
    return confined.run(work, seen.file.content, draft.book, draft.naming, seen.findings, about=about, progress=progress)


def can_annotate(seen: Preview) -> bool:
    """Whether the file is small enough for that."""
    return annotate.fits(seen.draft.book)


def remember(written: str, code: str) -> str:
    """From now on a spelling means a region; its name. Raises `UserError` if it may not."""
    return aliases.remember(_folder(), written, code, f"{operator()}, {_now():%Y-%m-%d}")


def heights(known: Summary) -> tuple[tuple[float, float], ...]:
    """Of each class of the distribution how high its bars stand, of 1: the file's, and the year's before."""
    largest = summary.most(known.classes)
    return tuple((one.count / largest, one.before / largest) for one in known.classes)


def load(seen: Preview, progress: Progress, office: str = "") -> Loaded:
    """Keep the file as a draft of an office. Raises `UserError` if nothing can be written or somebody else is at work."""
    with seen.file.on_disk() as path:
        return life.load(_folder(), path, seen.draft, by=operator(), now=_now(), office=office, progress=progress)


def versions(year: int) -> tuple[ResultVersion, ...]:
    """The versions of a year, the newest first. Raises `UserError` if what is kept was changed."""
    results = official.read(_folder())
    record = results.record(year, _now())
    return tuple(
        ResultVersion(
            one,
            record.standings.get(one.version, Standing()),
            all(record.force.get(code) == one.version for code in results.regions[year, one.version]),
        )
        for one in reversed(results.of(year))
    )


def kept_as(seen: Preview) -> int | None:
    """The newest version of the year that was made of this very file; None if there is none."""
    same = (one.version for one in store.origins(_folder()) if one.year == seen.draft.year and one.sha256 == seen.file.sha256)
    return max(same, default=None)


def events(year: int) -> tuple[Event, ...]:
    """Everything that was decided about a year, the newest first."""
    return tuple(event for event in reversed(history.read(_folder()).checked()) if event.year == year)


def differences(year: int, before: int, after: int) -> list[Difference]:
    """Every value in which the round differs between the moments when two versions had come."""
    results = official.read(_folder())
    old, new = (compare.until(results, year, number).values() for number in (before, after))
    return compare.differences(old, new)


def parts(year: int) -> tuple[OfficePart, ...]:
    """The round office by office."""
    folder = _folder()
    return rounds.parts(official.read(folder), reference.load(folder), year, _now())


def drafted(year: int) -> tuple[int, ...]:
    """The versions that the draft of the round rests on."""
    return tuple(sorted(set(official.read(_folder()).draft(year, _now()).values())))


def in_force(year: int) -> tuple[str, ...]:
    """Codes of the regions whose official result is public."""
    return tuple(sorted(official.read(_folder()).record(year, _now()).force))


def effect(what: Decision, year: int, version: int | None) -> Effect:
    """What a decision would do to what is public. Raises `UserError` if it makes no sense."""
    return deciding.effect(official.read(_folder()), Event(_now(), operator(), what, year, version or 0))


def passed(moment: dt.datetime) -> bool:
    """Whether a moment is not one to come."""
    return moment <= _now()


def decide(
    what: Decision,
    year: int,
    *,
    version: int | None,
    due: dt.datetime | None,
    reason: str,
    progress: Progress,
    drops: Sequence[str] = (),
) -> Decided:
    """Publish, restore or withdraw. Raises `UserError` if the step makes no sense or its reason is missing."""
    return life.decide(
        _folder(),
        what,
        year,
        by=operator(),
        now=_now(),
        version=version,
        due=due,
        reason=reason,
        drops=drops,
        progress=progress,
    )


def _folder() -> Path:
    """The data folder, for a session that may load and publish. Raises `UserError` for every other, and logs it."""
    who = login.person()
    if not who.may(Right.MUAT):
        login.note("ditolak", who, halaman="kelola", hak=str(Right.MUAT))
        raise UserError("Anda tidak berhak memuat atau menerbitkan hasil.", remedy="masuk sebagai operator data.")
    return paths.data_folder()


def _now() -> dt.datetime:
    return clock.now().replace(microsecond=0)
