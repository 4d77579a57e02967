"""What a version holds, as bytes: results, details, refused rows and findings as tables and JSON, and back again.

Reads and writes: nothing on the disk; `etl.results.store` does. Decides: the form, which must stay readable for ever.
"""

import csv
import datetime as dt
import hashlib
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from etl.forms.findings import RefusedRow
from etl.results.history import FOLDER
from etl.results.result import SCORES, ResultRow

if TYPE_CHECKING:
    from etl.results.draft import Draft

RESULT_COLUMNS = (
    *("kode", "predikat", "skor", "skor_murni", "skor_total", "bonus", "partisipasi", "rekomendasi", "catatan", "lembar", "baris"),
)
DETAIL_COLUMNS = ("kode", "kriteria", "indikator", "skor")
SUMMARY = "ringkasan.json"
REFUSED_COLUMNS = ("lembar", "baris", "kode_temuan", "isi")


@dataclass(frozen=True)
class FileOrigin:
    """Where a version came from, and what it holds. `original`: the name of the kept file; `hashes`: file → SHA-256."""

    year: int
    version: int
    name: str
    sha256: str
    size: int
    original: str
    who: str
    at: dt.datetime
    understood: tuple[str, ...]
    rows: int
    refused: int
    findings: int
    simulated: bool
    hashes: Mapping[str, str]
    office: str
    """Whose file it is: an office or the ministry; empty for a version of before that was asked."""
    seal: str
    """SHA-256 of `asal.json` itself: it stands in the history, so that a version changed afterwards shows."""

    @property
    def label(self) -> str:
        """How claims name the file: its version and its own name."""
        return f"{FOLDER}/{self.year}/{self.version:04d}/{self.name}"


@dataclass(frozen=True)
class LoadedVersion:
    """A version as loaded: results by code, refused rows; findings and summary as the files have them (no summary: of before)."""

    origin: FileOrigin
    rows: tuple[ResultRow, ...]
    refused: tuple[RefusedRow, ...]
    findings: tuple[Mapping[str, Any], ...]
    summary: Mapping[str, Any]


def files_of(draft: "Draft", summary: Mapping[str, object]) -> dict[str, bytes]:
    """File → content of everything that was understood, refused, found and seen before it was saved."""
    return {
        "hasil.csv": _table(RESULT_COLUMNS, (_result_cells(row) for row in draft.rows)),
        "rincian.csv": _table(DETAIL_COLUMNS, (cells for row in draft.rows for cells in _detail_cells(row))),
        "ditolak.csv": _table(REFUSED_COLUMNS, ((one.sheet, one.row, " ".join(one.codes), one.content) for one in draft.refused)),
        "temuan.json": as_json([_finding(one) for one in draft.findings]),
        SUMMARY: as_json(dict(summary)),
    }


def origin_file(
    draft: "Draft",
    version: int,
    original: str,
    hashes: Mapping[str, str],
    *,
    who: str,
    at: dt.datetime,
    simulated: bool,
    office: str,
) -> bytes:
    """The content of `asal.json`."""
    return as_json(
        {
            "tahun": draft.year,
            "versi": version,
            "nama": _plain(draft.book.name),
            "sha256": draft.book.sha256,
            "ukuran": draft.book.size,
            "asli": original,
            "siapa": who,
            "waktu": at.isoformat(),
            "dipahami": [_plain(line) for line in draft.sentences()],
            "baris": len(draft.rows),
            "ditolak": len(draft.refused),
            "temuan": len(draft.findings),
            "simulasi": simulated,
            "kantor": office,
            "berkas": dict(hashes),
        }
    )


def origin_of(content: bytes) -> FileOrigin:
    """`asal.json` as it was written. Raises `ValueError`, `KeyError` or `TypeError` for anything else."""
    return _origin(json.loads(content), hashlib.sha256(content).hexdigest())


def rows_of(results: bytes, details: bytes) -> tuple[ResultRow, ...]:
    """The results of `hasil.csv` and `rincian.csv`."""
    found: dict[str, dict[tuple[int, int | None], float]] = {}
    for row in _rows(details):
        key = (int(row["kriteria"]), int(row["indikator"]) if row["indikator"] else None)
        found.setdefault(row["kode"], {})[key] = float(row["skor"])
    return tuple(_result(row, found.get(row["kode"], {})) for row in _rows(results))


@lru_cache(maxsize=256)
def codes_of(results: bytes) -> frozenset[str]:
    """The regions that `hasil.csv` names."""
    return frozenset(row["kode"] for row in _rows(results))


def refused_of(content: bytes) -> tuple[RefusedRow, ...]:
    """The rows of `ditolak.csv`."""
    return tuple(
        RefusedRow(row["lembar"], int(row["baris"]), tuple(row["kode_temuan"].split()), row["isi"]) for row in _rows(content)
    )


def _result_cells(row: ResultRow) -> Sequence[object]:
    scores = [_number(row.scores.get(kind)) for kind in SCORES.values()]
    told = (_yes_no(row.participation), _yes_no(row.recommended), row.note, row.sheet, row.row)
    return (row.code, row.predicate or "", *scores, _number(row.bonus), *told)


def _detail_cells(row: ResultRow) -> Iterable[Sequence[object]]:
    for order, score in sorted(row.criteria.items()):
        yield row.code, order, "", _number(score)
    for (order, indicator), score in sorted(row.indicators.items()):
        yield row.code, order, indicator, _number(score)


def _result(row: Mapping[str, str], details: Mapping[tuple[int, int | None], float]) -> ResultRow:
    return ResultRow(
        code=row["kode"],
        sheet=row["lembar"],
        row=int(row["baris"]),
        predicate=row["predikat"] or None,
        scores={kind: float(row[column]) for column, kind in SCORES.items() if row[column]},
        participation=_truth(row["partisipasi"]),
        recommended=_truth(row["rekomendasi"]),
        bonus=float(row["bonus"]) if row["bonus"] else None,
        criteria={order: score for (order, indicator), score in details.items() if indicator is None},
        indicators={(order, indicator): score for (order, indicator), score in details.items() if indicator is not None},
        note=row["catatan"],
    )


def _finding(found: Any) -> dict[str, Any]:  # noqa: ANN401 - a Finding; naming it would open the spreadsheet library
    """A finding with both languages written out: it can be read again even when its sentences have changed since."""
    english = {"pesan_en": f"{found.sentence('en')} {found.remedy('en')}"}
    return {**found.as_json(), **english, "isian": {key: _json_value(value) for key, value in found.values.items()}}


def _json_value(value: object) -> object:
    return value if isinstance(value, bool | int | float | None) else _plain(str(value))


def _origin(said: Mapping[str, Any], seal: str) -> FileOrigin:
    return FileOrigin(
        year=said["tahun"],
        version=said["versi"],
        name=said["nama"],
        sha256=said["sha256"],
        size=said["ukuran"],
        original=said["asli"],
        who=said["siapa"],
        at=dt.datetime.fromisoformat(said["waktu"]),
        understood=tuple(said["dipahami"]),
        rows=said["baris"],
        refused=said["ditolak"],
        findings=said["temuan"],
        simulated=said["simulasi"],
        hashes=said["berkas"],
        office=said.get("kantor", ""),
        seal=seal,
    )


def _rows(content: bytes) -> Iterable[dict[str, str]]:
    return csv.DictReader(io.StringIO(content.decode(), newline=""))


def _table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_plain(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return text.getvalue().encode()


def as_json(value: object) -> bytes:
    """As every JSON file of a version is written."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _plain(text: str) -> str:
    """On one line, and in characters that a file can hold."""
    flat = re.sub(r"[\x00-\x1f\x7f\u0085\u2028\u2029]+", " ", text)
    return flat.encode("utf-8", "replace").decode()


def _number(value: float | None) -> str:
    return "" if value is None else repr(float(value)).removesuffix(".0")


def _yes_no(value: bool | None) -> str:  # noqa: FBT001 - the value itself
    return "" if value is None else "ya" if value else "tidak"


def _truth(text: str) -> bool | None:
    return {"ya": True, "tidak": False}.get(text)
