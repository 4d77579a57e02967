"""Judge results against their rule, against each other, and against what was known before.

Reads: the results of a file; the former version, the published record and the earlier year as plain mappings.
Decides: warnings only, but for a region that stands there twice with different content; nothing is changed.
Writes: nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import TypeVar

from etl.forms.findings import Finding
from etl.forms.sheets import Sheet, cell
from etl.forms.values import counted_text, says_percent, score_text, tried
from etl.forms.values import number as number_of
from etl.results.layout import Layout
from etl.results.result import ResultRow, ScoreKind, final
from etl.results.rules import Rule, agrees, rounding

UNUSUAL = 25.0
"""Points a score moves from one assessed year to the next before somebody should look. The widest move among the published scores
is 14.1 (Wonosobo 2014–2015); a slip of the decimal mark or a swapped row moves further than this."""
_SHOWN = 5
_NO_NUMBERS = frozenset({"nomor", "kode", "kabkota", "jenis", "provinsi", "predikat", "partisipasi", "rekomendasi", "catatan"})
_Key = TypeVar("_Key")


def against_rule(row: ResultRow, rule: Rule) -> Iterable[Finding]:
    """Predicate against score, score against detail."""
    if row.says_nothing:
        return
    yield from _predicate(row, rule)
    yield from list(_detail(row, rule)) or _sum(row, rule)


def _predicate(row: ResultRow, rule: Rule) -> Iterable[Finding]:
    """A predicate that no score the row allows would give."""
    if row.predicate is None or (found := final(row.scores)) is None:
        return
    kind, score = found
    reachable = [score]
    if kind == "murni":  # what the bonus adds is not known: any predicate up to the highest total may be right
        highest = rule.total_of(score, row.bonus if row.bonus is not None else rule.bonus_limit or 0.0)
        reachable.append(score if highest is None else highest)
    if all(rule.fits(row.predicate, one) is False for one in reachable):
        possible = " atau ".join(rule.possible(score)) or "—"
        said = {"nilai": row.predicate, "skor": score_text(score), "peraturan": rule.name, "mungkin": possible}
        yield Finding("predikat-tidak-sesuai-skor", row.sheet, row.row, None, said)


def _sum(row: ResultRow, rule: Rule) -> Iterable[Finding]:
    """Total, pure score and bonus against each other; each may have been rounded by itself."""
    pure, total = row.scores.get("murni"), row.scores.get("total")
    if pure is None or total is None:
        return
    said = {"murni": score_text(pure), "total": score_text(total)}
    expected = None if row.bonus is None else rule.total_of(pure, row.bonus)
    if total < pure:
        yield Finding("total-kurang-dari-murni", row.sheet, row.row, None, said)
    elif expected is not None and abs(total - expected) > sum(rounding(one) for one in (pure, row.bonus or 0.0, total)):
        bonus = {"bonus": score_text(row.bonus or 0.0), "hitungan": counted_text(expected)}
        yield Finding("jumlah-tidak-sesuai", row.sheet, row.row, None, said | bonus)


def _detail(row: ResultRow, rule: Rule) -> Iterable[Finding]:
    pure = rule.score_of(row.criteria, row.indicators)
    if pure is None:
        return
    total = None if row.bonus is None else rule.total_of(pure, row.bonus)
    allowed: dict[ScoreKind, list[float]] = {
        "murni": [pure],
        "total": [] if total is None else [total],
        "": [one for one in (pure, total) if one is not None],
    }
    for kind, stated in row.scores.items():
        counted = allowed[kind]
        if counted and not any(agrees(stated, one) for one in counted):
            said = {"nilai": score_text(stated), "hitungan": " atau ".join(counted_text(one) for one in counted)}
            yield Finding("skor-tidak-sesuai-rincian", row.sheet, row.row, None, said)


def once_each(rows: Sequence[ResultRow], names: Mapping[str, str]) -> tuple[list[ResultRow], list[ResultRow], list[Finding]]:
    """Results with every region once, those refused, and what was found.

    Rows of several sheets that tell different things about one region are put together; a region that stands twice in one sheet
    with different content, or whose sheets contradict each other, is refused whole.
    """
    by_code: dict[str, list[ResultRow]] = defaultdict(list)
    for row in rows:
        by_code[row.code].append(row)
    kept, refused, findings = [], [], []
    for code, same in by_code.items():
        places = ", ".join(f"{row.sheet} {row.row}" for row in same)
        said = {"wilayah": names.get(code, code), "baris": places}
        twice = len({row.sheet for row in same}) < len(same)
        if len(same) > 1 and (_contradict(same) or (twice and any(row.told != same[0].told for row in same))):
            refused += same
            findings += [Finding("wilayah-ganda", row.sheet, row.row, None, said) for row in same]
            continue
        if twice:
            findings.append(Finding("wilayah-berulang", same[-1].sheet, same[-1].row, None, said))
        kept.append(_together(same))
    return kept, refused, findings


def _contradict(rows: Sequence[ResultRow]) -> bool:
    """Whether two rows tell different things about the same."""
    return any(_differ(one, other) for one, other in combinations(rows, 2))


def _differ(one: ResultRow, other: ResultRow) -> bool:
    plain = (
        (one.predicate, other.predicate),
        (one.participation, other.participation),
        (one.recommended, other.recommended),
        (one.bonus, other.bonus),
    )
    return (
        any(None not in pair and pair[0] != pair[1] for pair in plain)
        or _unlike(one.scores, other.scores)
        or _unlike(one.criteria, other.criteria)
        or _unlike(one.indicators, other.indicators)
    )


def _unlike(one: Mapping[_Key, float], other: Mapping[_Key, float]) -> bool:
    return any(one[key] != other[key] for key in one.keys() & other.keys())


def _together(rows: Sequence[ResultRow]) -> ResultRow:
    """One result of several rows that do not contradict each other; the place is that of the row with predicate or score."""
    main = next((row for row in rows if row.predicate or row.scores), rows[0])
    first = main
    for other in (row for row in rows if row is not main):
        first = replace(
            first,
            predicate=first.predicate or other.predicate,
            scores={**other.scores, **first.scores},
            participation=first.participation if first.participation is not None else other.participation,
            recommended=first.recommended if first.recommended is not None else other.recommended,
            bonus=first.bonus if first.bonus is not None else other.bonus,
            criteria={**other.criteria, **first.criteria},
            indicators={**other.indicators, **first.indicators},
            note=first.note or other.note,
        )
    return first


def percentages(sheet: Sheet, layout: Layout) -> Iterable[Finding]:
    """Columns of numbers that the sheet shows, or writes out, as percentages: what is shown was read."""
    shown: dict[int, list[int]] = defaultdict(list)
    for row, column in sheet.looks.percent:
        if row > layout.last and isinstance(cell(sheet.rows[row - 1], column), float):
            shown[column].append(row)
    numbers = [place for place, meaning in layout.columns.items() if meaning not in _NO_NUMBERS]
    for number, cells in enumerate(sheet.rows[layout.last : layout.until], start=layout.last + 1):
        for place in numbers:
            if isinstance(written := cell(cells, place), str) and says_percent(written) and tried(number_of, written) is not None:
                shown[place].append(number)
    for place in layout.columns:
        if rows := shown.get(place):
            first = cell(sheet.rows[min(rows) - 1], place)
            example = f"{_written(first)} %" if isinstance(first, float) else str(first)
            yield Finding("tampak-persen", sheet.name, min(rows), place, {"jumlah": len(rows), "contoh": example})


def empty_rows(rows: Iterable[ResultRow], names: Mapping[str, str]) -> list[Finding]:
    """Regions of which the file gives the name and nothing else."""
    return [
        Finding("baris-kosong", row.sheet, row.row, None, {"wilayah": names.get(row.code, row.code)})
        for row in rows
        if row.says_nothing
    ]


def missing(rows: Iterable[ResultRow], expected: Mapping[str, str]) -> list[Finding]:
    """Regions that are not in the file, in the provinces that are (`expected`: code → name of those that existed in the year)."""
    found = {row.code for row in rows}
    provinces = {code[:2] for code in found}
    absent = [name for code, name in expected.items() if code not in found and code[:2] in provinces]
    if not absent:
        return []
    shown = ", ".join([*absent[:_SHOWN], "…"] if len(absent) > _SHOWN else absent)
    return [Finding("wilayah-tidak-ada", values={"jumlah": len(absent), "contoh": shown})]


def against_former(
    rows: Iterable[ResultRow], former: Mapping[str, ResultRow], version: int, names: Mapping[str, str]
) -> list[Finding]:
    """What differs from the version before."""
    found = []
    for row in rows:
        if row.code in former:
            before = former[row.code].told
            found += [
                _differs("berubah-dari-sebelumnya", row, names, meaning, value, lama=_written(before.get(meaning)), versi=version)
                for meaning, value in row.told.items()
                if before.get(meaning) != value and ":" not in meaning
            ]
    return found


def against_record(rows: Iterable[ResultRow], record: Mapping[tuple[str, str], object], names: Mapping[str, str]) -> list[Finding]:
    """What differs from the published record: `record` by (code, "predikat" | "skor")."""
    found = []
    for row in rows:
        told = {"predikat": row.predicate, "skor": next(iter(row.scores.values()), None)}
        for meaning, value in told.items():
            known = record.get((row.code, meaning))
            same = known is None or value is None or value == known or (meaning == "skor" and known in row.scores.values())
            if not same:
                found.append(_differs("berbeda-dari-klaim", row, names, meaning, value, klaim=_written(known)))
    return found


def against_earlier(
    rows: Iterable[ResultRow], earlier: Mapping[str, Mapping[ScoreKind, float]], year: int, names: Mapping[str, str]
) -> list[Finding]:
    """Scores that moved further than usual since the assessed year before; only scores of one kind are compared."""
    found = []
    for row in rows:
        for kind, score in row.scores.items():
            before = earlier.get(row.code, {}).get(kind)
            if before is not None and abs(score - before) > UNUSUAL:
                change = f"{score - before:+.1f}".replace(".", ",")
                said = {"lama": _written(before), "tahun_lama": year, "selisih": change}
                found.append(_differs("loncatan-tidak-lazim", row, names, "skor", score, **said))
    return found


def _differs(code: str, row: ResultRow, names: Mapping[str, str], meaning: str, value: object, **said: object) -> Finding:
    shown = {"wilayah": names.get(row.code, row.code), "arti": meaning.replace("_", " "), "nilai": _written(value), **said}
    return Finding(code, row.sheet, row.row, None, shown)


def _written(value: object) -> str:
    """A value as the operator writes it: decimal comma, ya or tidak, a word for nothing."""
    if value is None:
        return "kosong"
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, float):
        return score_text(value)
    return str(value)
