"""Every value in which two states of a round differ: what all its versions together say of each region.

Reads: the rows of versions. Decides: nothing. Writes: nothing.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from etl.results import store
from etl.results.official import Results
from etl.results.result import ResultRow


@dataclass(frozen=True)
class Difference:
    """One value: of a region (`code`), what it is about (`meaning`), before and after; None where a state does not say it.

    `meaning` is "baris" where a state does not have the region at all.
    """

    code: str
    meaning: str
    before: object
    after: object


def differences(before: Iterable[ResultRow], after: Iterable[ResultRow]) -> list[Difference]:
    """All differences, by region and in the order in which a row tells its values. Places in the file are no values."""
    old, new = ({row.code: row for row in rows} for rows in (before, after))
    found = []
    for code in sorted(old.keys() | new.keys()):
        if code not in old or code not in new:
            found.append(Difference(code, "baris", "ada" if code in old else None, "ada" if code in new else None))
        told, tells = _told(old.get(code)), _told(new.get(code))
        found += [
            Difference(code, meaning, told.get(meaning), tells.get(meaning))
            for meaning in dict.fromkeys([*told, *tells])
            if told.get(meaning) != tells.get(meaning)
        ]
    return found


def until(results: Results, year: int, version: int) -> Mapping[str, ResultRow]:
    """The round when a version had come: of every region the newest row up to then. Raises `UserError` for a number of none."""
    if version not in [one.version for one in results.of(year)]:
        raise store.unknown(year, version)
    return results.rows(year, results.round(year, version))


def published_and_drafted(results: Results, year: int, now: dt.datetime) -> tuple[Mapping[str, ResultRow], Mapping[str, ResultRow]]:
    """What stands published of a year; and what would if the draft of the round were published."""
    force = results.record(year, now).force
    return results.rows(year, force), results.rows(year, force | results.draft(year, now))


def _told(row: ResultRow | None) -> dict[str, object]:
    if row is None:
        return {}
    return {**row.told, **({"catatan": row.note} if row.note else {})}
