"""A seal: how many lines a chain had at a moment and the hash of the last of them, short enough to be printed or mailed.

A chain shows by itself what became of its lines only as long as nobody chained them anew. Kept elsewhere, a seal shows that, too.
Reads and writes: nothing. Decides: which of five things became of lines: appended, changed, removed, reordered, rewritten.
"""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from etl.base.chain import ATTESTED, Chain

Kind = Literal["ditambahkan", "diubah", "dihapus", "ditukar", "ditulis ulang", "disamarkan"]
"""`disamarkan`: masked since, as a later line attests. Who may write can mask what he likes, so what was sealed is not there."""
GROWN: frozenset[Kind] = frozenset({"ditambahkan", "disamarkan"})
"""What the program itself does to a chain; all else is damage."""
_NONE = "-"
_TIME = "%Y%m%dT%H%MZ"
_WRITTEN = re.compile(rf"\b([a-z]+/[a-z]+\.jsonl):(\d{{1,7}}):({_NONE}|[0-9a-f]{{32,64}}):(\d{{8}}T\d{{4}}Z)(?!\w)")
"""From paper the first 32 digits are enough."""


@dataclass(frozen=True)
class Seal:
    """That the chain `name` had `count` lines at `at`, and the hash of the last."""

    name: str
    count: int
    digest: str
    at: dt.datetime

    def __str__(self) -> str:
        return f"{self.name}:{self.count}:{self.digest or _NONE}:{self.at:{_TIME}}"

    def holds(self, found: Chain) -> bool:
        """Whether the sealed line is still the one at its place; of a whole chain, all lines up to it then are."""
        return self.count <= len(found.lines) and (not self.count or found.seals[self.count - 1].startswith(self.digest))


@dataclass(frozen=True)
class SealDifference:
    """What became of some lines, by their numbers."""

    kind: Kind
    lines: tuple[int, ...]


def of(name: str, found: Chain, at: dt.datetime) -> Seal:
    """The seal of a chain as it is at that minute."""
    return Seal(name, len(found.lines), found.seal, at.astimezone(dt.UTC).replace(second=0, microsecond=0))


def written(text: str) -> tuple[Seal, ...]:
    """Every seal in a text: one that was printed, a mail, the manifest of a backup."""
    return tuple(
        Seal(name, int(count), digest.strip(_NONE), dt.datetime.strptime(at, _TIME).replace(tzinfo=dt.UTC))
        for name, count, digest, at in _WRITTEN.findall(text)
    )


def newest(found: Chain, seals: Iterable[Seal]) -> Seal | None:
    """The longest seal that a whole chain still holds to."""
    kept = [one for one in seals if one.holds(found)] if not found.faults else []
    return max(kept, key=lambda one: one.count, default=None)


def differences(found: Chain, seals: Iterable[Seal]) -> tuple[SealDifference, ...]:
    """What became of the lines of a chain: as they tell by themselves, and since these seals of it were made."""
    seals = tuple(seals)
    told = list(_broken(found) if found.faults else ())
    last = max([len(found.lines), *(number for one in told for number in one.lines)])
    if gone := range(last + 1, max((one.count for one in seals), default=0) + 1):
        told.append(SealDifference("dihapus", tuple(gone)))
    held = newest(found, seals)
    if wrong := [one.count for one in seals if one.count <= len(found.lines) and not one.holds(found)] if not found.faults else []:
        first = 1 + max((one.count for one in seals if one.holds(found) and one.count < min(wrong)), default=0)
        told.append(_written_anew(range(first, min(wrong) + 1)))
    if held is not None:
        told += _since(found, held)
    return tuple(told)


def _written_anew(between: range) -> SealDifference:
    """Lines that are chained as they should be and are not the sealed ones; of a single one it is known that it was changed."""
    return SealDifference("diubah" if len(between) == 1 else "ditulis ulang", tuple(between))


def _since(found: Chain, held: Seal) -> Iterator[SealDifference]:
    if fresh := tuple(range(held.count + 1, len(found.lines) + 1)):
        yield SealDifference("ditambahkan", fresh)
    attested = {int(one) for line in found.lines[held.count :] if isinstance(now := line.get(ATTESTED), dict) for one in now}
    if masked := tuple(sorted(one for one in attested if one <= held.count)):
        yield SealDifference("disamarkan", masked)


def _broken(found: Chain) -> Iterator[SealDifference]:
    """What the numbers and hashes of a broken chain tell of its lines, put back into the order of their numbers."""
    numbers = [number if isinstance(number := line.get("no"), int) else 0 for line in found.lines]
    places: dict[int, list[int]] = defaultdict(list)
    for place, number in enumerate(numbers):
        places[number].append(place)
    unreadable = {place + 1 for place in places.pop(0, ())}
    missing = set(range(1, max(places, default=0) + 1)) - places.keys()
    changed = {number for number in unreadable if number in missing or number > max(places, default=0)}
    added = (unreadable - changed) | {number for number, found_at in places.items() if len(found_at) > 1}
    for one, after in pairwise(sorted(places)):
        if after == one + 1 and not {found.seals[place] for place in places[one]} & {
            found.lines[place].get("sebelum") for place in places[after]
        }:
            changed.add(one)
    order = [number for number in dict.fromkeys(numbers) if number]
    swapped = {one for one, wanted in zip(order, sorted(order), strict=True) if one != wanted}
    if not (changed or missing or added or swapped):  # a line that was masked without being attested
        changed = {int(number) for fault in found.faults for number in re.findall(r"^baris (\d+)", fault)}
    by_kind: dict[Kind, set[int]] = {"diubah": changed, "dihapus": missing - changed, "ditambahkan": added, "ditukar": swapped}
    for kind, lines in by_kind.items():
        if lines:
            yield SealDifference(kind, tuple(sorted(lines)))
