"""What the tests of the life of a result share: complete files made by the rule of a year, and steps with a fixed clock."""

import csv
import datetime as dt
import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import duckdb
import xlsxwriter

from etl.base import publish
from etl.base.paths import PUBLIC_NAME
from etl.build import life
from etl.build.life import Decided, Loaded
from etl.forms.regions import regions_of
from etl.inputs import reference
from etl.inputs.reference import ReferenceData
from etl.results.rulebook import rule_of

NOW = dt.datetime(2024, 12, 1, 2, 0, tzinfo=dt.UTC)
BY = "Ditjen HAM"
SCORED = ("Kode", "Kabupaten/Kota", "Predikat", "Nilai murni", "Bonus", "Nilai total", "Partisipasi", "Rekomendasi")
PEDULI = 75.0


def later(**passed: float) -> dt.datetime:
    """The clock, so much later."""
    return NOW + dt.timedelta(**passed)


def complete(tables: ReferenceData, year: int = 2024, seed: int = 1, *, rights: bool = True) -> list[dict[str, object]]:
    """A row for every region of the year: a third did not take part; the others have scores, a predicate and a score per right."""
    rule, chance, rows = rule_of(tables, year), random.Random(seed), []
    for place in regions_of(tables, year):
        row: dict[str, object] = {"Kode": place.code, "Kabupaten/Kota": place.name}
        rows.append(row)
        if chance.random() < 1 / 3:
            row["Partisipasi"] = "tidak"
            continue
        scores = [round(chance.uniform(55, 95), 1) for _ in rule.criteria]
        pure = round(sum(scores) / len(scores), 2)
        total = round(min(100.0, pure + 4.5), 2)
        row |= {"Nilai murni": pure, "Bonus": 4.5, "Nilai total": total, "Partisipasi": "ya"}
        row |= {
            "Predikat": "Peduli HAM" if total >= PEDULI else "Cukup Peduli HAM",
            "Rekomendasi": "ya" if pure > PEDULI else "tidak",
        }
        if rights:
            row |= {right.name: score for right, score in zip(rule.criteria, scores, strict=True)}
    return rows


def write_results(path: Path, rows: Iterable[Mapping[str, object]]) -> Path:
    """A CSV with these rows; the columns are those of the rows."""
    rows = list(rows)
    columns = list(dict.fromkeys([*SCORED[:2], *(name for row in rows for name in row)]))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


def write_sheets(
    path: Path, sheets: Mapping[str, Iterable[Sequence[object]]], arrange: Callable[..., object] | None = None
) -> Path:
    """A workbook: sheet name → rows; `arrange` gets the book and its sheets, to hide, strike or merge."""
    with xlsxwriter.Workbook(path) as book:
        made = []
        for name, rows in sheets.items():
            made.append(book.add_worksheet(name))
            for number, row in enumerate(rows):
                made[-1].write_row(number, 0, row)
        if arrange:
            arrange(book, *made)
    return path


def load(folder: Path, path: Path, year: int = 2024, now: dt.datetime = NOW) -> Loaded:
    """Load a file, as a command does."""
    return life.load(folder, path, life.understand(folder, path, year), by=BY, now=now)


def decide(folder: Path, what: life.Decision, now: dt.datetime, year: int = 2024, **how: object) -> Decided:
    """Publish, restore or withdraw."""
    return life.decide(folder, what, year, by=BY, now=now, **how)


def public(folder: Path) -> dict[str, object]:
    """State of every public table but the list of versions, which tells the history itself."""
    return {name: state for name, state in publish.states(folder / PUBLIC_NAME).items() if name != "mart.versi_hasil"}


def ask(folder: Path, query: str, parameters: Sequence[object] = (), name: str = PUBLIC_NAME) -> list[tuple[object, ...]]:
    """Rows from a database of the folder."""
    with duckdb.connect(str(folder / name), read_only=True) as connection:
        return connection.execute(query, parameters).fetchall()


def tables_of(folder: Path) -> ReferenceData:
    """The folder's reference data."""
    return reference.load(folder)
