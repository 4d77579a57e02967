"""Judge one row: which region it is about, and whether its cells can be what they say.

Reads: a row as written, the rule of the year. Decides: a result, or the findings that keep it from being one.
Nothing is mended silently: a value is read in one way or not at all. Writes: nothing.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from etl.recognise import Recognition
from etl.results import values
from etl.results.findings import Finding
from etl.results.layout import predicate_word
from etl.results.result import ResultRow, ScoreKind
from etl.results.rows import Written
from etl.results.rules import HIGHEST, Rule
from etl.spelling import readings

_Key = TypeVar("_Key")
Recognise = Callable[[str, str, str], Recognition]
"""Name, code and province as written → the region."""
_SCORES: Mapping[str, ScoreKind] = {"skor": "", "skor_murni": "murni", "skor_total": "total"}


@dataclass(frozen=True)
class Year:
    """What a year allows: its rule, the predicates of all rules, and the regions that did not exist yet."""

    rule: Rule
    all_predicates: tuple[str, ...]
    not_formed: frozenset[str]
    also: int | None = None
    """Another year that the column of years may name: that of the performance, where no row names the round."""

    @cached_property
    def predicates(self) -> Mapping[str, str]:
        """The year's predicates by the word they are compared by."""
        return {predicate_word(name): name for name in self.rule.predicates}


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


def judge(written: Written, recognise: Recognise, year: Year, uncalculated: Collection[int]) -> Judged:
    """One row. `uncalculated`: places of columns whose formula was never calculated in this row."""
    judged = Judged(written, recognise(_name(written), written.text("kode"), written.province))
    _length(judged)
    _region(judged, year)
    _same_year(judged, year)
    _cells(judged)
    for place in uncalculated:
        if place in written.layout.columns:
            judged.find_at("rumus-tanpa-nilai", place)
    predicate, absent = _predicate(judged, year)
    scores = {
        kind: score for meaning, kind in _SCORES.items() if (score := _score(judged, written.layout.column(meaning))) is not None
    }
    kind = _word(judged, "jenis_skor", values.kind_of_score)
    if isinstance(kind, str) and "" in scores and kind not in scores:
        scores["total" if kind == "total" else "murni"] = scores.pop("")
    criteria = _details(judged, written.layout.criteria)
    indicators = _details(judged, written.layout.indicators)
    bonus = _score(judged, written.layout.column("bonus"))
    participation = _word(judged, "partisipasi", values.yes_no)
    recommended = _word(judged, "rekomendasi", values.yes_no)
    took_part = bool(predicate or scores or criteria or indicators)
    if took_part and (absent or participation is False):
        judged.find("predikat-tanpa-partisipasi", "partisipasi")
    if judged.refused or judged.recognition.region is None:
        return judged
    judged.result = ResultRow(
        code=judged.recognition.region.code,
        sheet=written.sheet,
        row=written.row,
        predicate=predicate,
        scores=scores,
        participation=True if took_part else False if absent else _bool(participation),
        recommended=_bool(recommended),
        bonus=bonus,
        criteria=criteria,
        indicators=indicators,
        note=written.text("catatan"),
    )
    return judged


def _bool(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


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


def _predicate(judged: Judged, year: Year) -> tuple[str | None, bool]:
    """The predicate, and whether the cell says instead that the region did not take part."""
    cell = judged.written.cell("predikat")
    if values.says_nothing(cell):
        return None, False
    word = predicate_word(values.text(cell))
    if name := year.predicates.get(word):
        return name, False
    if values.says_absent(cell):
        return None, True
    allowed = ", ".join(year.rule.predicates)
    if any(predicate_word(name) == word for name in year.all_predicates):
        shown = {"nilai": values.text(cell), "tahun": year.rule.year, "peraturan": year.rule.name, "berlaku": allowed}
        judged.find("predikat-tidak-berlaku", "predikat", **shown)
    else:
        judged.find("predikat-tidak-dikenal", "predikat", nilai=values.text(cell), berlaku=allowed)
    return None, False


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
        judged.find_at("skor-bukan-angka", column, nilai=values.text(cell))
        return None
    if score is not None and not 0 <= score <= HIGHEST:
        judged.find_at("skor-di-luar-rentang", column, nilai=values.text(cell))
        return None
    return score


def _word(judged: Judged, meaning: str, read: object) -> object:
    """A cell read by one of the functions of `values`; a word that is not understood is a finding."""
    cell = judged.written.cell(meaning)
    try:
        return read(cell) if callable(read) else None
    except ValueError as error:
        judged.find("isian-tidak-dikenal", meaning, nilai=values.text(cell), arti=meaning, sebab=str(error))
        return None
