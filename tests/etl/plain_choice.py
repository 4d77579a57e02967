"""The rule "which claim is shown", slow and plain, written from its statement and not from the SQL.

An official result file; then decree, ministry and Kanwil pages before local-government pages before the press; then `pasti` before
`ambigu`; then the value that more independent publishers state; then the later page. A complete list (as many regions named with
`pasti` as the chosen count) outweighs an `ambigu` claim for a region that is not on it.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

COUNTED = {"jumlah_peduli": "Peduli HAM", "jumlah_cukup": "Cukup Peduli HAM"}


class Claim(NamedTuple):
    id: str
    year: int
    place: str
    measure: str
    value: str
    rank: int
    certain: bool
    organisation: str
    published: dt.date | None

    @property
    def fact(self) -> tuple[int, str, str]:
        return self.year, self.place, self.measure


def preferred(claims: Iterable[Claim]) -> Claim:
    together = list(claims)

    def standing(claim: Claim) -> tuple[object, ...]:
        agreeing = {other.organisation for other in together if other.value == claim.value}
        age = -claim.published.toordinal() if claim.published else 0
        return claim.rank, not claim.certain, -len(agreeing), age, claim.id

    return min(together, key=standing)


def by_fact(claims: Iterable[Claim]) -> Mapping[tuple[int, str, str], list[Claim]]:
    facts: dict[tuple[int, str, str], list[Claim]] = {}
    for claim in claims:
        facts.setdefault(claim.fact, []).append(claim)
    return facts


def choose(claims: Iterable[Claim], province: Callable[[str], str], possible: Callable[[Claim], bool]) -> tuple[set[str], set[str]]:
    """The ids of the claims shown, and of those that a complete list outweighs."""
    candidates = [claim for claim in claims if possible(claim)]
    facts = by_fact(candidates)
    shown = {fact: preferred(group) for fact, group in facts.items()}
    outweighed = set()
    for count in [claim for claim in shown.values() if claim.measure in COUNTED]:
        stated = [
            claim
            for claim in candidates
            if (claim.year, claim.measure, claim.value) == (count.year, "predikat", COUNTED[count.measure])
            and province(claim.place) == count.place
        ]
        named = {claim.place for claim in stated if claim.certain and shown[claim.fact].value == claim.value}
        if len(named) == int(count.value):
            outweighed |= {claim for claim in stated if not claim.certain and claim.place not in named}
    left = by_fact(claim for claim in candidates if claim not in outweighed)
    return {preferred(group).id for group in left.values()}, {claim.id for claim in outweighed}
