"""What was known before a file came: the version before, the published record, the scores of the assessed year before.

Reads: versions on the disk, `kerja.duckdb` as last built. Decides: what a new result is compared with. Writes: nothing.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from etl.base import publish
from etl.base.paths import WORKSPACE_NAME
from etl.forms.findings import Finding
from etl.inputs.reference import ReferenceData
from etl.results import checks, deciding
from etl.results.draft import Draft
from etl.results.official import CLASS, Results
from etl.results.result import ResultRow, ScoreKind
from etl.results.summary import Summary, summary

_RECORD = """
SELECT kode, ukuran, nilai, angka FROM core.kandidat
WHERE tahun = ? AND tingkat = 'kabkota' AND ukuran IN ('predikat', 'skor') AND golongan <> ?
QUALIFY row_number() OVER (PARTITION BY kode, ukuran ORDER BY urutan) = 1
"""
_SCORES = "SELECT kode, coalesce(jenis_skor, ''), skor FROM mart.hasil_kabkota WHERE tahun = ? AND skor IS NOT NULL"
_KINDS: Mapping[str, ScoreKind] = {"murni": "murni", "total": "total"}


@dataclass(frozen=True)
class SeenFile:
    """What is seen of a file before it is saved: its findings with those against what was known, and it all in figures."""

    findings: tuple[Finding, ...]
    summary: Summary


def look(folder: Path, results: Results, reference: ReferenceData, draft: Draft, now: dt.datetime) -> SeenFile:
    """A file against the version before, the published record, and the assessed year before."""
    year, rows = draft.year, draft.rows
    names = deciding.names(reference)
    force = results.record(year, now).force
    found = [*draft.findings, *_against_former(results, year, rows, force, names)]
    contradicting = checks.against_record(rows, _record(folder, year), names)
    assessed = [int(str(row["tahun"])) for row in reference.rows("putaran") if row["ada_penilaian"]]
    earlier = max((one for one in assessed if one < year), default=None)
    scores: Mapping[str, Mapping[ScoreKind, float]] = {}
    if earlier is not None:
        scores = _earlier(folder, results, earlier, now)
        contradicting = [*contradicting, *checks.against_earlier(rows, scores, earlier, names)]
    places = {(row.sheet, row.row): row.code for row in rows}
    codes = [places[one.sheet or "", one.row or 0] for one in contradicting if one.code == "berbeda-dari-klaim"]
    known = summary(rows, draft.rule.predicates, results.rows(year, force), (earlier, scores), codes)
    return SeenFile((*found, *contradicting), known)


def _against_former(
    results: Results, year: int, rows: Sequence[ResultRow], force: Mapping[str, int], names: Mapping[str, str]
) -> list[Finding]:
    """What differs from the version that stands for a region: the published one, else the newest that names it."""
    former = {**results.round(year), **force}
    before = results.rows(year, {row.code: former[row.code] for row in rows if row.code in former})
    found = []
    for version in sorted(set(former.values())):
        own = [row for row in rows if former.get(row.code) == version]
        found += checks.against_former(own, before, version, names)
    return found


def _record(folder: Path, year: int) -> dict[tuple[str, str], object]:
    """(code, predikat or skor) → what the best claim of the published record says."""
    rows = _ask(folder, _RECORD, [year, CLASS])
    return {(str(code), str(measure)): value if number is None else number for code, measure, value, number in rows}


def _earlier(folder: Path, results: Results, year: int, now: dt.datetime) -> Mapping[str, Mapping[ScoreKind, float]]:
    """Code → scores of an earlier year: of its official result in force, else of the record."""
    official = {code: row.scores for code, row in results.rows(year, results.record(year, now).force).items()}
    recorded: dict[str, Mapping[ScoreKind, float]] = {
        str(code): {_KINDS.get(str(kind), ""): float(str(score))} for code, kind, score in _ask(folder, _SCORES, [year])
    }
    return recorded | official


def _ask(folder: Path, query: str, parameters: list[object]) -> list[tuple[object, ...]]:
    """Rows from the workspace as last built; none if there is none."""
    try:
        with duckdb.connect(str(folder / WORKSPACE_NAME), read_only=True, config=publish.SETTINGS) as connection:
            return connection.execute(query, parameters).fetchall()
    except duckdb.Error:
        return []
