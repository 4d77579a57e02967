"""What a row of a file changes, or what is wrong with it: held against what is known, and against what stands.

Reads: the ledger, what is known. Decides: a row with an error changes nothing; what somebody else changed since the template was
made is never overwritten by a row that did not know of it. Writes: nothing.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from etl.base.errors import UserError
from etl.entries import checks
from etl.entries.entry import Author, Invalid, NotPermitted, StandingEntry, WantedChange, shown
from etl.entries.kinds import Key, Value
from etl.entries.known import Known
from etl.entries.ledger import Ledger
from etl.entries.lines import SaidCells, SheetLine
from etl.forms.findings import Finding

_Place = tuple[str, Key]


@dataclass(frozen=True)
class Planned:
    """A change that a row asks for: what stands now, what shall stand, and where in the file it is said."""

    change: WantedChange
    before: Value | None
    after: Value | None
    sheet: str
    row: int


@dataclass
class RowOutcome:
    """What became of a row."""

    line: SheetLine
    findings: list[Finding]
    planned: list[Planned]
    said: dict[_Place, Value | None]
    same: int = 0
    left: int = 0
    blank: int = 0

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of its errors; with any, nothing of the row is used."""
        return tuple(dict.fromkeys(one.code for one in self.findings if one.level == "galat"))

    def add(self, code: str, column: int | None, **values: object) -> None:
        """Note a finding."""
        self.findings.append(Finding(code, self.line.table.sheet, self.line.row, column, values))


class Judge:
    """Holds rows against what is known and what stands."""

    def __init__(self, entries: Ledger, facts: Known, author: Author, now: dt.datetime) -> None:
        self.entries, self.facts, self.author, self.now = entries, facts, author, now
        self.past: dict[_Place, list[tuple[int, Value | None]]] = defaultdict(list)
        for entry in entries.entries:
            for one in entry.changes:
                self.past[one.kind, one.key].append((entry.number, one.after))

    def line(self, line: SheetLine) -> RowOutcome:
        """What a row changes, or what is wrong with it."""
        outcome = RowOutcome(line, list(line.findings), [], {})
        if line.upto is not None and line.upto > len(self.entries.entries):
            raise UserError(
                f"Templat ini dibuat sesudah catatan nomor {line.upto}, sedangkan catatan di sini baru sampai "
                f"{len(self.entries.entries)}.",
                remedy="unduh templat baru dari dasbor ini, lalu pindahkan isian Anda.",
            )
        for said in line.said:
            if said.empty and (line.upto is None or not said.key[0]):
                outcome.blank += 1
            else:
                self._judge(outcome, said)
        return outcome

    def once_each(self, outcomes: Iterable[RowOutcome]) -> None:
        """Refuse rows that say different things about the same; a thing said twice in the same words is planned once."""
        where: dict[_Place, list[RowOutcome]] = defaultdict(list)
        for one in outcomes:
            for place in one.said:
                where[place].append(one)
        for place, several in where.items():
            if any(one.said[place] != several[0].said[place] for one in several):
                rows = ", ".join(str(one.line.row) for one in several)
                for one in several:
                    one.add("isian-ganda", None, baris=rows)
            for one in [one for one in several if not one.codes][1:]:
                one.planned = [plan for plan in one.planned if (plan.change.kind, plan.change.key) != place]

    def _judge(self, outcome: RowOutcome, said: SaidCells) -> None:
        kind = outcome.line.table.kind
        written = None if said.empty else _completed(kind.name, said.value)
        try:
            checked = checks.check([WantedChange(kind.name, said.key, written, None)], self.author, self.facts, self.now)[0]
            standing = self.entries.latest.get((kind.name, checked.key))
            before = standing.value if standing else None
            if checked.value != before:
                checks.refuse(checks.approval(self.author, kind, before, checked.value))
        except Invalid as error:
            for fault in error.faults:
                stage = said.key[-1] if outcome.line.table.stages and fault.field in said.value else ""
                name = f"{fault.field} {stage}".strip()
                outcome.add("isian-nilai", said.columns.get(fault.field), isian=name, sebab=fault.sentence)
            return
        except NotPermitted as error:
            outcome.add("isian-di-luar-wewenang", None, sebab="; ".join(error.details))
            return
        value = checked.value
        if value is not None and before is not None and all(value[name] == before[name] for name in said.value):
            value = before  # what the file has no column for stays
        outcome.said[kind.name, checked.key] = value
        self._compare(outcome, (kind.name, checked.key), value, standing)

    def _compare(self, outcome: RowOutcome, place: _Place, value: Value | None, standing: StandingEntry | None) -> None:
        upto, number = outcome.line.upto, standing.number if standing else 0
        before = standing.value if standing else None
        if value == before:
            outcome.same += 1
        elif standing is not None and upto is not None and number > upto:
            untouched = value == self._then(place, upto)
            outcome.left += untouched
            code = "isian-berubah-di-tempat-lain" if untouched else "isian-berubah-sejak-templat"
            outcome.add(code, None, siapa=standing.who, nomor=number, kini=shown(before))
        else:
            line = outcome.line
            outcome.planned.append(Planned(WantedChange(*place, value, number), before, value, line.table.sheet, line.row))

    def _then(self, place: _Place, upto: int) -> Value | None:
        """What stood under a key when the entry `upto` was the last."""
        return next((value for number, value in reversed(self.past[place]) if number <= upto), None)


def _completed(kind: str, value: Mapping[str, str]) -> Mapping[str, str]:
    """With what a file need not say: a correction by file is a proposal unless it says otherwise."""
    return {**value, "putusan": value.get("putusan") or "usul"} if kind == "koreksi" else value
