"""Make a data folder of invented results: for demonstration and load tests, marked so that nobody takes it for a real one.

Reads: the reference files of a data folder. Decides: nothing about results; `etl.results.draw` does.
Writes: a folder with the marker file, reference files, an empty `klaim.csv`, and result files for every assessed year.
"""

import csv
import datetime as dt
import io
import shutil
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from etl.base import publish
from etl.base.errors import EXIT_OK, UserError
from etl.build.run import build
from etl.forms.regions import regions_of
from etl.inputs import reference
from etl.inputs.tables import KLAIM_COLUMNS
from etl.results import assumptions, draw, template
from etl.results.draw import Drawn
from etl.results.mark import MARK, SENTENCE, is_simulation
from etl.results.rulebook import performance_year, rule_of
from etl.results.rules import Rule

FILES = "berkas"
"""Folder of the result files, to be loaded one by one."""
_REMARK = {"catatan": template.INPUT["catatan"][0]}
_LOCKED = ("Kode", "Kabupaten/Kota", "Provinsi", "Tahun")


def run(folder: Path, target: Path, seed: int, say: Callable[[str], None]) -> int:
    """Make the simulation in `target` from the reference files of `folder`; its exit code.

    Raises `UserError` for a folder that holds anything else, or that cannot be written.
    """
    started = time.monotonic()
    if seed < 0:
        raise UserError("Benih tidak boleh negatif.", remedy="pakai bilangan 0 atau lebih.")
    tables = reference.load(folder)
    _claim(target)
    try:
        with publish.exclusive(target):
            say(f"Menyalin data rujukan ke {target}")
            _prepare(target, tables, seed)
            values = _write_rounds(target, reference.load(target), seed, say)
        say("Membangun gudang datanya")
        build(target, now=dt.datetime.now(dt.UTC))
    except OSError as error:
        raise UserError(
            f"Folder {target} tidak dapat ditulisi: {error.strerror}.", remedy="periksa hak akses dan ruang kosongnya, lalu ulangi."
        ) from error
    say(f"Selesai: {values} nilai karangan dalam {time.monotonic() - started:.0f} detik. Setiap berkas bertanda {MARK}.")
    say(f"Buka dengan PEDULIHAM_DATA={target}; hasilnya muncul sesudah berkas di {FILES}/ dimuat dan diterbitkan.")
    return EXIT_OK


def _claim(target: Path) -> None:
    """Take the folder: the marker comes first, so that what an interruption leaves is known as a simulation too."""
    try:
        if target.exists() and not is_simulation(target) and (not target.is_dir() or any(target.iterdir())):
            raise UserError(
                f"{target} sudah berisi dan bukan folder simulasi.", remedy="sebut folder baru; data yang sungguhan tidak ditimpa."
            )
        target.mkdir(parents=True, exist_ok=True)
        (target / MARK).write_text(f"{SENTENCE}\n", encoding="utf-8")
    except OSError as error:
        raise UserError(
            f"Folder {target} tidak dapat dibuat: {error.strerror}.", remedy="periksa nama dan hak akses foldernya."
        ) from error


def _prepare(target: Path, tables: reference.ReferenceData, seed: int) -> None:
    made: Mapping[str, Callable[[reference.ReferenceData], list[dict[str, object]]]] = {
        "aturan_nilai": assumptions.arithmetic,
        "regulasi": assumptions.bands,
    }
    for name, table in tables.tables.items():
        columns = [column.name for column in table.spec.columns]
        rows = made[name](tables) if name in made else table.rows
        _write(target / table.spec.file_name, [columns, *([_reference_cell(row[column]) for column in columns] for row in rows)])
    _write(target / "klaim.csv", [KLAIM_COLUMNS])
    shutil.rmtree(target / FILES, ignore_errors=True)
    (target / FILES).mkdir()
    (target / MARK).write_text(f"{SENTENCE}\nbenih {seed}\n", encoding="utf-8")


def _reference_cell(value: object) -> str:
    """As the reference files write it, so that reading it again gives the same value."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _write_rounds(target: Path, tables: reference.ReferenceData, seed: int, say: Callable[[str], None]) -> int:
    """Write the files of every year, and a workbook of the newest; the number of values in them."""
    years = assumptions.assessed_years(tables)
    places = {year: regions_of(tables, year) for year in years}
    count = 0
    for rule, results in draw.rounds([rule_of(tables, year) for year in years], places, seed):
        files = target / FILES
        columns = _columns(rule)
        table = [_cells(rule, result) for result in results]
        # one file for result and detail: a file that is loaded is a version of its own
        _write(files / f"{MARK}-hasil-{rule.year}.csv", _table(rule, results, table, columns | _detail_columns(rule) | _REMARK))
        written = sum(len(row) - 1 for row in table)  # the remark is no value
        if rule.year == years[-1]:
            cells = {
                (result.place.code, key): value for result, row in zip(results, table, strict=True) for key, value in row.items()
            }
            form = template.ResultsForm(rule, performance_year(tables, rule.year), None, places[rule.year], "indikator")
            (files / f"{MARK}-hasil-{rule.year}.xlsx").write_bytes(template.workbook(form, (*columns, *_REMARK), cells))
        took_part = sum(result.took_part for result in results)
        say(f"  {rule.year}: {len(results)} kabupaten/kota, {took_part} mengikuti, {written} nilai")
        count += written
    return count


def _columns(rule: Rule) -> dict[str, str]:
    """Meaning → heading of the columns of a result: both scores where a bonus tells them apart."""
    scores = ("skor_murni", "bonus", "skor_total") if rule.bonus else ("skor", "jenis_skor")
    return {meaning: template.INPUT[meaning][0] for meaning in ("predikat", *scores, "partisipasi", "rekomendasi")}


def _detail_columns(rule: Rule) -> dict[str, str]:
    columns = {f"kriteria:{criterion.order}": criterion.name for criterion in rule.criteria}
    for criterion in rule.criteria:
        numbers = range(1, (criterion.indicators or 0) + 1)
        columns |= {f"indikator:{criterion.order}.{number}": f"Indikator {criterion.order}.{number}" for number in numbers}
    return columns


def _cells(rule: Rule, result: Drawn) -> dict[str, object]:
    """Meaning → value of everything that is known of a region; the remark marks every row."""
    cells: dict[str, object] = {"partisipasi": "ya" if result.took_part else "tidak", "catatan": MARK}
    if not result.took_part:
        return cells
    cells["predikat"] = result.predicate
    if rule.bonus:
        cells |= {"skor_murni": result.pure, "bonus": result.bonus, "skor_total": result.total}
    else:
        cells |= {"skor": result.pure, "jenis_skor": "murni"}
    cells["rekomendasi"] = "ya" if result.recommended else "tidak"
    cells |= {f"kriteria:{order}": score for order, score in result.criteria.items()}
    cells |= {f"indikator:{order}.{number}": value for (order, number), value in result.indicators.items()}
    return cells


def _table(
    rule: Rule, results: Sequence[Drawn], table: Sequence[Mapping[str, object]], columns: Mapping[str, str]
) -> Iterable[Sequence[str]]:
    yield [SENTENCE]
    yield [*_LOCKED, *columns.values()]
    for result, cells in zip(results, table, strict=True):
        named = [result.place.code, result.place.name, result.place.province, str(rule.year)]
        yield [*named, *(_reference_cell(cells.get(meaning)) for meaning in columns)]


def _write(path: Path, rows: Iterable[Sequence[str]]) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8", newline="")
