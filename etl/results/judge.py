"""Judge one row: which region it is about, and whether its cells can be what they say.

Reads: a row as written, the rule of the year, what the table says as a whole. Decides: a result, or the findings that keep it from
being one. Nothing is mended silently: a value is read in one way or not at all. Writes: nothing.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from etl.forms import values
from etl.forms.findings import Finding
from etl.forms.sheets import Cell
from etl.regions.recognise import Recognition
from etl.regions.spelling import readings
from etl.results import absence, predicates
from etl.results.predicates import Predicates
from etl.results.result import SCORES, ResultRow, ScoreKind
from etl.results.rows import Written
from etl.results.rules import HIGHEST, Rule
from etl.results.whole import LOW, RATIO, Whole

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")
Recognise = Callable[[str, str, str], Recognition]
"""Name, code and province as written → the region."""


@dataclass(frozen=True)
class Year:
    """What a year allows: its rule, the predicates of all rules, and the regions that did not exist yet."""

    rule: Rule
    all_predicates: tuple[str, ...]
    not_formed: frozenset[str]
    also: int | None = None
    """Another year that the column of years may name: that of the performance, where no row names the round."""

    @cached_property
    def predicates(self) -> Predicates:
        """The year's predicates, however they are written."""
        return predicates.of(self.rule.predicates, self.rule.programme or "")

    @cached_property
    def others(self) -> Predicates:
        """Those of other rules."""
        return predicates.of(tuple(name for name in self.all_predicates if name not in self.rule.predicates))


@dataclass
class Judged:
    """A row with what was understood of it; `result` is None when an error was found."""

    written: Written
    recognition: Recognition
    findings: list[Finding] = field(default_factory=list)
    result: ResultRow | None = None

    def find(self, code: str, meaning: str | None = None, **said: object) -> None:
        """Note a finding at the column of a meaning."""
        self.find_at(code, None if meaning is None else self.written.layout.column(meaning), **said)

    def find_at(self, code: str, column: int | None, **said: object) -> None:
        """Note a finding at the place of a column."""
        row, place = self.written.spot(column)
        self.findings.append(Finding(code, self.written.sheet, row, place, said))

    @property
    def refused(self) -> bool:
        """Whether one of the findings is an error."""
        return any(finding.level == "galat" for finding in self.findings)


def judge(written: Written, recognise: Recognise, year: Year, uncalculated: Collection[int], whole: Whole) -> Judged:
    """One row. `uncalculated`: places of columns whose formula was never calculated in this row."""
    judged = Judged(written, recognise(_name(written), written.text("kode"), written.province))
    _length(judged)
    _region(judged, year)
    _same_year(judged, year)
    _cells(judged)
    for place in uncalculated:
        if place in written.layout.columns:
            judged.find_at("rumus-tanpa-nilai", place)
    if whole.lost is not None:
        judged.find_at("kolom-hasil-tidak-dikenal", whole.lost, judul=written.layout.titles[whole.lost])
    predicate = _predicate(judged, year)
    scores = _scores(judged, year, predicate, whole)
    criteria = _details(judged, written.layout.criteria)
    indicators = _details(judged, written.layout.indicators)
    bonus = _score(judged, written.layout.column("bonus"))
    participation = _word(judged, "partisipasi", values.yes_no)
    recommended = None if "rekomendasi" in whole.left_out else _word(judged, "rekomendasi", values.yes_no)
    told = bool(predicate) or any(any(found.values()) for found in (scores, criteria, indicators))
    absent, notices = absence.of(written, told=told, scores=scores, participation=participation)
    for code, meaning, said in notices:
        judged.find(code, meaning, **said)
    if judged.refused or judged.recognition.region is None:
        return judged
    if absent:  # what is written for its scores is 0 everywhere
        scores, criteria, indicators, bonus = {}, {}, {}, bonus or None
    took_part = bool(predicate or scores or criteria or indicators)
    judged.result = ResultRow(
        code=judged.recognition.region.code,
        sheet=written.sheet,
        row=written.row,
        predicate=predicate,
        scores=scores,
        participation=True if took_part else False if absent else participation,
        recommended=recommended,
        bonus=bonus,
        criteria=criteria,
        indicators=indicators,
        note=written.text("catatan"),
    )
    return judged


def _name(written: Written) -> str:
    """The name, with the kind from a column of its own where the name has none."""
    name, kind = written.name, written.text("jenis") or written.kind
    if name and kind and all(reading.kind is None for reading in readings(name)):
        return f"{kind} {name}"
    return name


def _region(judged: Judged, year: Year) -> None:
    found = judged.recognition
    if judged.written.turned and found.region is None and not (judged.written.name or judged.written.text("kode")):
        return  # what named it is said to have become a time
    if found.why is not None:
        column = "kabkota" if judged.written.text("kabkota") else "kode"
        said = " ".join(filter(None, (judged.written.text("kode"), judged.written.text("kabkota"))))
        names = ", ".join(f"{region.name} ({region.code})" for region in found.candidates)
        judged.find(found.why.value, column, nilai=said, calon=f" ({names}?)" if names else "")
    elif found.region is not None and found.region.code in year.not_formed:
        judged.find("wilayah-belum-dibentuk", "kabkota", wilayah=found.region.name, tahun=year.rule.year)


def _length(judged: Judged) -> None:
    """In a CSV file one separator too many, or too few, shifts what follows."""
    there, titled = judged.written.length, judged.written.layout.width
    if there != titled:
        judged.find("sel-berlebih" if there > titled else "sel-kurang", ada=there, judul=titled)


def _same_year(judged: Judged, year: Year) -> None:
    said = judged.written.text("tahun")
    if said and said not in (str(year.rule.year), str(year.also)):
        judged.find("tahun-berbeda", "tahun", nilai=said, tahun=year.rule.year)


def _cells(judged: Judged) -> None:
    """Cells that do not hold what was typed, and those that belong to more than this row."""
    for place, cell in judged.written.turned.items():
        judged.find_at("sel-menjadi-waktu", place, nilai=values.as_time(cell), semula=values.before_time(cell))
    for place, rows in judged.written.merged.items():
        judged.find_at("sel-gabungan", place, baris=rows)


def _predicate(judged: Judged, year: Year) -> str | None:
    """The predicate that is written or ticked, each saying the same; None with a finding if it is not understood."""
    written, ticked = _written_predicate(judged, year), _ticked(judged, year)
    heading = year.predicates.read(judged.written.section).name
    if heading and (said := ticked or written) and said != heading:
        judged.find("predikat-lain-dari-judul", "predikat", nilai=said, lain=heading)
    if written and ticked and written != ticked:
        judged.find_at("predikat-bertentangan", judged.written.layout.ticks[ticked], nilai=ticked, lain=written)
    return written or ticked


def _written_predicate(judged: Judged, year: Year) -> str | None:
    cell = judged.written.cell("predikat")
    if values.says_nothing(cell) or values.marks_absence(cell):
        return None
    cell = values.text(cell)
    meant, absent = year.predicates.read(cell), values.says_absent(cell) or values.is_no(cell)
    said = {"nilai": cell, "berlaku": ", ".join(year.rule.predicates)}
    if meant.name and absent:
        judged.find("predikat-atau-tidak-ikut", "predikat", nilai=cell, predikat=meant.name)
    elif meant.name:
        if not meant.plain:
            judged.find("predikat-ditafsirkan", "predikat", nilai=cell, predikat=meant.name)
        return meant.name
    elif values.says_absent(cell):
        return None
    elif year.others.read(cell).name:
        judged.find("predikat-tidak-berlaku", "predikat", **said, tahun=year.rule.year, peraturan=year.rule.name)
    else:
        judged.find("predikat-tidak-dikenal", "predikat", **said)
    return None


def _ticked(judged: Judged, year: Year) -> str | None:
    """The one predicate whose column is ticked in this row."""
    ticks = judged.written.layout.ticks
    found = [name for name, place in ticks.items() if values.ticked(judged.written.cells[place - 1])]
    if len(found) > 1:
        judged.find_at("predikat-lebih-dari-satu", ticks[found[1]], nilai=", ".join(found))
    return found[0] if len(found) == 1 and found[0] in year.rule.predicates else None


def _scores(judged: Judged, year: Year, predicate: str | None, whole: Whole) -> dict[ScoreKind, float]:
    found: dict[ScoreKind, float] = {}
    for meaning, kind in SCORES.items():
        place = judged.written.layout.column(meaning)
        if place is None or values.says_absent(cell := judged.written.cells[place - 1]) or values.is_cross(cell):
            continue
        score = _score(judged, place)
        if score is not None:
            _scale(judged, place, score, year.rule.predicates.index(predicate) if predicate else None, year, whole)
            found[kind] = score
    said = _word(judged, "jenis_skor", values.kind_of_score)
    if said is not None and "" in found and said not in found:
        found["total" if said == "total" else "murni"] = found.pop("")
    return found


def _scale(judged: Judged, place: int, score: float, rank: int | None, year: Year, whole: Whole) -> None:
    """A score that may be on another scale than 0 to 100 is asked about. `rank`: that of the row's predicate, 0 for the best."""
    if place not in whole.scales or not 0 < score <= LOW:
        return
    cell = judged.written.cells[place - 1]
    if values.either(cell):
        judged.find_at("skor-meragukan", place, nilai=values.shown(cell))
    elif score <= RATIO:
        judged.find_at("skor-rasio", place, nilai=values.shown(cell))
    elif whole.scales[place] <= LOW:
        judged.find_at("skor-skala-lain", place, nilai=values.shown(cell), tertinggi=values.score_text(whole.scales[place]))
    elif rank != len(year.rule.predicates) - 1:  # with the lowest predicate beside it a low score is no slip
        judged.find_at("skor-sangat-rendah", place, nilai=values.shown(cell))


def _details(judged: Judged, columns: Mapping[_Key, int]) -> dict[_Key, float]:
    """The scores of these columns, a hundred and more in a row; only a cell that is not plainly a score is looked at closely."""
    cells = judged.written.cells
    found = {key: cell for key, place in columns.items() if isinstance(cell := cells[place - 1], float) and 0 <= cell <= HIGHEST}
    if len(found) < len(columns):
        odd = ((key, place) for key, place in columns.items() if key not in found and cells[place - 1] is not None)
        found |= {key: score for key, place in odd if (score := _score(judged, place)) is not None}
    return found


def _score(judged: Judged, column: int | None) -> float | None:
    if column is None:
        return None
    cell = judged.written.cells[column - 1]
    try:
        score = values.number(cell)
    except ValueError:
        if values.like_time(cell):
            judged.find_at("sel-menjadi-waktu", column, nilai=values.as_time(cell), semula=values.before_time(cell))
        else:
            judged.find_at("skor-bukan-angka", column, nilai=values.shown(cell))
        return None
    if score is not None and not 0 <= score <= HIGHEST:
        judged.find_at("skor-di-luar-rentang", column, nilai=values.shown(cell))
        return None
    return score


def _word(judged: Judged, meaning: str, read: Callable[[Cell], _Value | None]) -> _Value | None:
    """A cell read by one of the functions of `values`; a word that is not understood is a finding."""
    cell = judged.written.cell(meaning)
    try:
        return read(cell)
    except ValueError as error:
        judged.find("isian-tidak-dikenal", meaning, nilai=values.shown(cell), arti=meaning, sebab=str(error))
        return None
