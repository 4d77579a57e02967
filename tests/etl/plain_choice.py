"""The rule "which claim is shown", slow and plain, written from its statement and not from the SQL.

An official result file; then decree, ministry and Kanwil pages before local-government pages before the press; then `pasti` before
`ambigu`; then the value that more independent publishers state; then the later page. A complete list (as many regions named with
`pasti` as the chosen, undisputed count) outweighs an `ambigu` claim for a region that is not on it.

And what follows from counts for regions that no claim names (`conclude`): a full count, a complete list, none or all took part.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
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


def disputed(claims: Iterable[Claim]) -> bool:
    """Whether different values were stated."""
    return len({claim.value for claim in claims}) > 1


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
        if len(named) == int(count.value) and not disputed(facts[count.fact]):
            outweighed |= {claim for claim in stated if not claim.certain and claim.place not in named}
    left = by_fact(claim for claim in candidates if claim not in outweighed)
    return {preferred(group).id for group in left.values()}, {claim.id for claim in outweighed}


AWARD = "Peduli HAM"
MINISTRY = 1


def conclude(
    claims: Iterable[Claim], regions: Mapping[str, str], possible: Callable[[Claim], bool]
) -> dict[tuple[int, str], dict[str, str]]:
    """(year, region) → what is certain of it: "predikat" (all hold it), "bukan" (the award), "partisipasi" (ya, tidak).

    `regions`: region → province. Nothing is concluded from a count that is disputed, stated by nobody with certainty, or
    contradicted by a claim about one of the regions it speaks of. A full count of a predicate needs the ministry or two
    organisations.
    """
    candidates = [claim for claim in claims if possible(claim)]
    shown, outweighed = choose(candidates, regions.__getitem__, possible)
    left = [claim for claim in candidates if claim not in {one for one in candidates if one.id in outweighed}]
    facts = by_fact(left)
    chosen = {claim.fact: claim for claim in left if claim.id in shown}
    found: dict[tuple[int, str], dict[str, str]] = {}
    for year, province in {(claim.year, claim.place) for claim in chosen.values() if "." not in claim.place}:
        members = [code for code, of in regions.items() if of == province]
        about = [claim for claim in left if claim.year == year and claim.place in members]
        for kind, value in _conclusions(year, province, members, about, facts, chosen):
            for code in members:
                found.setdefault((year, code), {})[kind] = value
    return found


def _conclusions(
    year: int,
    province: str,
    members: list[str],
    about: list[Claim],
    facts: Mapping[tuple[int, str, str], list[Claim]],
    chosen: Mapping[tuple[int, str, str], Claim],
) -> Iterator[tuple[str, str]]:
    counts = {}
    for measure in (*COUNTED, "jumlah_peserta"):
        claim = chosen.get((year, province, measure))
        if claim is not None:
            together = facts[claim.fact]
            sure = [other for other in together if other.value == claim.value and other.certain]
            counts[measure] = (int(claim.value), bool(sure) and not disputed(together), sure)
    stayed_away = any((one.measure, one.value) == ("partisipasi", "tidak") for one in about)
    for measure, predicate in COUNTED.items():
        number, usable, sure = counts.get(measure, (-1, False, []))
        strong = any(one.rank <= MINISTRY for one in sure) or len({one.organisation for one in sure}) > 1
        against = any(
            (one.measure == "predikat" and one.value != predicate) or (one.measure, one.value) == ("partisipasi", "tidak")
            for one in about
        )
        if number == len(members) and usable and strong and not against:
            yield "predikat", predicate
        named = {
            one.place
            for one in about
            if one.certain and (one.measure, one.value) == ("predikat", predicate) and chosen[one.fact].value == predicate
        }
        if predicate == AWARD and 0 <= number < len(members) and number == len(named) and usable:
            yield "bukan", "ya"
    took_part = any(
        one.measure in ("predikat", "skor") or (one.measure in ("partisipasi", "rekomendasi") and one.value == "ya")
        for one in about
    )
    number, usable, _ = counts.get("jumlah_peserta", (-1, False, []))
    if number == 0 and usable and not took_part:
        yield "partisipasi", "tidak"
    classes = [counts[measure] for measure in COUNTED if measure in counts]
    whole = len(classes) > 1 and sum(one[0] for one in classes) == len(members) and all(one[1] for one in classes)
    if ((number == len(members) and usable) or whole) and not stayed_away:
        yield "partisipasi", "ya"
