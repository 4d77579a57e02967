"""Which column of a file of entries means what: one table of headings for the template that is written and the files that are read.

Reads: `kolom.toml`, the upper rows of a sheet. Decides: where the heading is and what each column means. Writes: nothing.

A meaning is a field of the kind ("keadaan"), what helps to find its place ("kabkota", "provinsi"), `NUMBER`, or, where a row tells
of all stages at once, field and stage ("tanggal:mengirim").
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from etl.entries.kinds import KINDS, Field, Kind
from etl.forms.sheets import Cell, Sheet
from etl.regions.spelling import heading

NUMBER = "nomor"
"""Number of the last entry when the template was made: what its cells held then is known, so that only what was changed counts."""
STAGE = "tahap"
_SEARCHED_ROWS = 30
_LONGEST = 200
_COUNTING = frozenset({"", "no", "nomor", "no urut", "nomor urut"})
"""Columns that number the rows."""
_PLACES = {"kabkota": ("kode", "kabkota"), "provinsi": ("kode_provinsi", "provinsi"), "klaim": ("id",)}


@dataclass(frozen=True)
class Heading:
    """A column: its title and width (characters) in the template, and other ways to write it."""

    title: str
    width: int
    written: tuple[str, ...] = ()


@dataclass(frozen=True)
class SheetTable:
    """The table of a sheet: row of its heading (from 1), meaning → place of its column (from 1), titles that mean nothing here."""

    kind: Kind
    sheet: str
    row: int
    columns: Mapping[str, int]
    unknown: Mapping[int, str]

    def cell(self, row: tuple[Cell, ...], meaning: str) -> Cell:
        """The cell of a row with this meaning; None where there is no such column."""
        place = self.columns.get(meaning, 0)
        return row[place - 1] if 0 < place <= len(row) else None

    @property
    def stages(self) -> tuple[str, ...]:
        """The stages that have columns of their own; none where each row names its stage."""
        found = (meaning.partition(":")[2] for meaning in self.columns if ":" in meaning)
        return tuple(dict.fromkeys(found))


@cache
def headings(kind: str) -> Mapping[str, Heading]:
    """Meaning → heading of every column that a file of this kind may have, in the order of the template."""
    known = {name: Heading(one["judul"], one["lebar"], tuple(one["tulisan"])) for name, one in _told().items()}
    spec = KINDS[kind]
    plain = [*place_columns(spec), *(field.name for field in spec.keys), *(field.name for field in spec.values), NUMBER]
    found = {name: known[name] for name in dict.fromkeys(plain)}
    for field, stage, title in by_stage(spec):
        before = ("tanggal ", "tenggat ", "batas waktu ") if field == "tanggal" else ("", "status ")
        found[f"{field}:{stage}"] = Heading(title, 14, tuple(word + one for word in before for one in (stage, *_nouns()[stage])))
    return found


def by_stage(kind: Kind) -> Iterator[tuple[str, str, str]]:
    """Field, stage, title of the columns that tell of all stages in one row; none for kinds without stages."""
    stages = next((field.choices for field in kind.keys if field.name == STAGE), ())
    for stage in stages:
        for field in kind.values:
            if field.name == "tanggal":
                yield field.name, stage, f"{'Tanggal' if len(kind.values) > 1 else 'Tenggat'} {stage}"
            else:
                yield field.name, stage, stage.capitalize()


def stage_of(written: str) -> str:
    """The stage that a text names, also by its noun ("Pengiriman"); what is none as it stands."""
    said = heading(written)
    return next((stage for stage, nouns in _nouns().items() if said in nouns), written)


@cache
def _nouns() -> Mapping[str, Sequence[str]]:
    told: Mapping[str, Sequence[str]] = _told()[STAGE]["nama_lain"]
    return told


@cache
def _told() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads(Path(__file__).with_name("kolom.toml").read_text(encoding="utf-8"))


def place_columns(kind: Kind) -> tuple[str, ...]:
    """What names the place of a row: code and name, or the claim's id."""
    found = _PLACES[kind.place.partition(" ")[0]]
    return (*found, "provinsi") if kind.place == "kabkota" else found


def find(sheet: Sheet, kind: Kind) -> SheetTable | None:
    """The table of a sheet: the first row that names places and tells something of this kind; None if there is none."""
    meanings = {
        heading(written): meaning
        for meaning, one in reversed(list(headings(kind.name).items()))
        for written in (*one.written, *(() if meaning == NUMBER else (meaning.replace("_", " "),)), one.title)
    }
    for number, row in enumerate(sheet.rows[:_SEARCHED_ROWS], start=1):
        columns: dict[str, int] = {}
        unknown: dict[int, str] = {}
        for place, cell in enumerate(row, start=1):
            if not isinstance(cell, str) or len(cell) > _LONGEST or (said := heading(cell)) in _COUNTING:
                continue
            meaning = meanings.get(said, "")
            if meaning and meaning not in columns:
                columns[meaning] = place
            else:
                unknown[place] = cell
        if _is_table(kind, columns):
            return SheetTable(kind, sheet.name, number, columns, unknown)
    return None


def field_of(kind: Kind, name: str) -> Field:
    """The field of a kind with this name. KeyError if it has none."""
    return {field.name: field for field in (*kind.keys, *kind.values)}[name]


def _is_table(kind: Kind, columns: Mapping[str, int]) -> bool:
    named = any(name in columns for name in _PLACES[kind.place.partition(" ")[0]])
    told = {meaning.partition(":")[0] for meaning in columns} & {field.name for field in kind.values}
    staged = STAGE not in {field.name for field in kind.keys} or STAGE in columns or any(":" in meaning for meaning in columns)
    return named and bool(told) and staged
