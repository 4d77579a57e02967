"""Understand a column of region names written by others.

Reads: the values of a column; `wilayah.csv` and `nama_panggilan.csv`.
Decides: which row is which region, by the one recogniser of names. A bare name that two regions bear ("Bandung") is the one that no
other row of the file names, if one is left.
Writes: nothing.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from etl.boundaries.codes import BY_NAME, CodeMatch
from etl.boundaries.regions import ShapeRegion
from etl.regions.recognise import How, Recogniser

_ROUNDS = 2


def match(values: Sequence[object], regions: Sequence[ShapeRegion], recogniser: Recogniser) -> CodeMatch:
    """Match a column's names with the regions; likenesses that were taken are among the readings told of (`mended`)."""
    texts = ["" if value is None else str(value).strip() for value in values]
    found = {row: recogniser.recognise(text) for row, text in enumerate(texts)}
    owner: dict[int, str] = {row: one.region.code for row, one in found.items() if one.region}
    for _ in range(_ROUNDS):  # the second takes what the first has left over
        taken = set(owner.values())
        for row in found.keys() - owner.keys():
            left = [one.code for one in found[row].candidates if one.code not in taken]
            if len(left) == 1 < len(found[row].candidates):
                owner[row] = left[0]
    rows: Mapping[str, list[int]] = _by_code(owner)
    known = {code: places[0] for code, places in rows.items() if len(places) == 1}
    double = {code: tuple(places) for code, places in rows.items() if len(places) > 1}
    missing = tuple(region for region in regions if region.code not in rows)
    told = {row: f"{texts[row]} → {one.region.name}" for row, one in found.items() if one.region and one.how is How.LIKENESS}
    unknown = {row: text for row, text in enumerate(texts) if row not in owner}
    return CodeMatch(BY_NAME, known, missing, double, unknown, told)


def _by_code(owner: Mapping[int, str]) -> dict[str, list[int]]:
    rows: dict[str, list[int]] = defaultdict(list)
    for row in sorted(owner):
        rows[owner[row]].append(row)
    return rows
