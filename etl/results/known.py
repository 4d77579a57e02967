"""What was known before a file came: the version before, the published record, the scores of the assessed year before.

Reads: versions on the disk, `kerja.duckdb` as last built. Decides: what a new result is compared with. Writes: nothing.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb

from etl.paths import WORKSPACE_NAME
from etl.reference import ReferenceData
from etl.results import checks, history, store
from etl.results.findings import Finding
from etl.results.official import CLASS, Results
from etl.results.result import ResultRow, ScoreKind

_RECORD = """
SELECT kode, ukuran, nilai, angka FROM core.kandidat
WHERE tahun = ? AND tingkat = 'kabkota' AND ukuran IN ('predikat', 'skor') AND golongan <> ?
QUALIFY row_number() OVER (PARTITION BY kode, ukuran ORDER BY urutan) = 1
"""
_SCORES = "SELECT kode, coalesce(jenis_skor, ''), skor FROM mart.hasil_kabkota WHERE tahun = ? AND skor IS NOT NULL"
_KINDS: Mapping[str, ScoreKind] = {"murni": "murni", "total": "total"}


def findings(
    folder: Path, results: Results, reference: ReferenceData, year: int, rows: Sequence[ResultRow], now: dt.datetime
) -> list[Finding]:
    """Everything in which `rows` differ from what was known of their year and of the assessed year before."""
    names = {str(row["kode"]): str(row["nama"]) for row in reference.rows("wilayah")}
    found: list[Finding] = []
    if (version := _former(results, year, now)) is not None:
        before = {row.code: row for row in store.load_version(folder, year, version).rows}
        found += checks.against_former(rows, before, version, names)
    found += checks.against_record(rows, _record(folder, year), names)
    assessed = [int(str(row["tahun"])) for row in reference.rows("putaran") if row["ada_penilaian"]]
    if earlier := max((one for one in assessed if one < year), default=None):
        found += checks.against_earlier(rows, _earlier(folder, results, earlier, now), earlier, names)
    return found


def _former(results: Results, year: int, now: dt.datetime) -> int | None:
    """The version that a new one is compared with: the published one, else the newest."""
    published = history.published(results.events, year, now)
    return published if published is not None else max((one.version for one in results.of(year)), default=None)


def _record(folder: Path, year: int) -> dict[tuple[str, str], object]:
    """(code, predikat or skor) → what the best claim of the published record says."""
    rows = _ask(folder, _RECORD, [year, CLASS])
    return {(str(code), str(measure)): value if number is None else number for code, measure, value, number in rows}


def _earlier(folder: Path, results: Results, year: int, now: dt.datetime) -> Mapping[str, Mapping[ScoreKind, float]]:
    """Code → scores of an earlier year: of its published version, else of the record."""
    if (version := history.published(results.events, year, now)) is not None:
        return {row.code: row.scores for row in store.load_version(folder, year, version).rows}
    return {str(code): {_KINDS.get(str(kind), ""): float(str(score))} for code, kind, score in _ask(folder, _SCORES, [year])}


def _ask(folder: Path, query: str, parameters: list[object]) -> list[tuple[object, ...]]:
    """Rows from the workspace as last built; none if there is none."""
    try:
        with duckdb.connect(str(folder / WORKSPACE_NAME), read_only=True) as connection:
            return connection.execute(query, parameters).fetchall()
    except duckdb.Error:
        return []
