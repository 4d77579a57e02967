"""Every value in which two versions of a year differ.

Reads: the rows of two versions. Decides: nothing. Writes: nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from etl.results.result import ResultRow


@dataclass(frozen=True)
class Difference:
    """One value: of a region (`code`), what it is about (`meaning`), before and after; None where a version does not say it.

    `meaning` is "baris" where a version does not have the region at all.
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


def _told(row: ResultRow | None) -> dict[str, object]:
    if row is None:
        return {}
    return {**row.told, **({"catatan": row.note} if row.note else {})}
