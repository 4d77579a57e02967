"""Headline figures of a nation, province or office: each with n and N, what it rests on, and its claims."""

from collections.abc import Iterable

from dasbor.exports.briefs import counts
from dasbor.exports.briefs.model import Headline
from dasbor.mart import angka, claims, common, facts, links, programmes, publication
from dasbor.mart.angka import Angka, PlaceNumbers
from dasbor.mart.publication import AimedAt
from dasbor.mart.scopes import Scope
from dasbor.words import formats
from dasbor.words.terms import term
from dasbor.words.texts import Texts


def figure(
    t: Texts,
    key: str,
    label: str,
    number: Angka,
    ids: tuple[str, ...],
    *,
    notes: Iterable[str] = (),
    address: str | None = None,
) -> Headline:
    """A number as a headline; `ids` are the claims behind it."""
    told = (facts.percent(t, number), basis(t, number), *notes)
    text = facts.count(t, number)
    return Headline(key, label, number.n, number.whole, text, "; ".join(filter(None, told)), number.least, ids, address)


def basis(t: Texts, number: Angka) -> str:
    """What a number rests on; of a sum over provinces, how many of them have it."""
    if number.n is not None and number.basis != "klaim" and number.parts and number.parts > 1:
        return t("lembar.basis_provinces", n=number.known_parts, N=number.parts)
    return facts.basis(t, number)


def predicates(t: Texts, scope: Scope, here: PlaceNumbers) -> list[Headline]:
    """The award always; the other predicates of that year's rule where a number is known."""
    made = []
    for one in programmes.rule_predicates(scope.year):
        number = here.predicates[one.code]
        if not one.award and number.n is None:
            continue
        ids = counts.claims(scope, scope.year, lambda place, code=one.code: place.predicates[code], one.code)  # type: ignore[misc]
        made.append(figure(t, one.code, one.name, number, ids, address=fact_address(t, scope, f"jumlah_{one.code}")))
    return made


def fact_address(t: Texts, scope: Scope, measure: str) -> str | None:
    """The page with all claims about a fact of the scope; None where nobody stated any."""
    if scope.kind not in ("nasional", "provinsi"):
        return None
    key = links.fact_key(scope.year, scope.kind, scope.code or angka.NATION, measure)
    return links.source_link(t, key) if key in claims.facts().index else None


def target(t: Texts, scope: Scope, provinces: tuple[str, ...], outcome: Angka) -> Headline:
    """The targets published for the year, each with who set it and its distance; several stand side by side."""
    found = {code: publication.aims(code, scope.year) for code in provinces}
    ids = tuple(claim for aims in found.values() for aim in aims for claim in aim.claims)
    label, whole = t("provinsi.target"), outcome.whole
    if not ids:
        return Headline("target", label, None, whole, t("common.unknown"), t("provinsi.no_target"))
    if len(provinces) > 1:
        return _together(t, scope, found, whole, ids)
    aims = found[provinces[0]]
    text = facts.aimed(t, [aim.amount for aim in aims], whole)
    return Headline("target", label, aims[-1].amount, whole, text, _distances(t, aims), claim_ids=ids)


def _distances(t: Texts, aims: tuple[AimedAt, ...]) -> str:
    """As in "10 (Kanwil): terlampaui 2; 17 (Kanwil): kurang 5"."""
    told = []
    for aim in aims:
        setters = ", ".join(dict.fromkeys(term(t, "penetap", one) for one in aim.setters))
        told.append(f"{aim.amount} ({setters}): {distance(t, aim)}")
    return "; ".join(told)


def _together(t: Texts, scope: Scope, found: dict[str, tuple[AimedAt, ...]], whole: int, ids: tuple[str, ...]) -> Headline:
    """Targets of an office's provinces: added up only where every province has exactly one; told province by province."""
    names = common.provinces(scope.year)
    notes = "; ".join(f"{names[code]} {_distances(t, aims)}" for code, aims in found.items() if aims)
    sums = publication.sums(counts.level(scope, scope.year), scope.code, scope.year)
    value = sums[0] if len(sums) == 1 else None
    if value is None:
        text = t("lembar.target_some", n=len([aims for aims in found.values() if aims]), N=len(found))
    else:
        text = t("provinsi.of", n=formats.number(value, t.lang), N=formats.number(whole, t.lang))
    return Headline("target", t("provinsi.target"), value, whole, text, notes, claim_ids=ids)


def distance(t: Texts, aim: AimedAt) -> str:
    """How far what was reached is from a target; a lower bound bounds the distance from above."""
    if aim.gap is None:
        return t("provinsi.outcome_unknown")
    if aim.gap <= 0:
        return t("provinsi.reached") if aim.gap == 0 or aim.least else t("provinsi.exceeded", count=-aim.gap)
    return t("provinsi.short_at_most" if aim.least else "provinsi.short", count=aim.gap)


def coverage(t: Texts, here: PlaceNumbers) -> Headline:
    """Of how many regions the state is known, stated or concluded: how complete the data is, no result."""
    known = here.measures[angka.KNOWN]
    told = (facts.percent(t, known), t("provinsi.coverage_note") if known.low < known.whole else "")
    return Headline("diketahui", t("provinsi.coverage"), known.n, known.whole, facts.count(t, known), "; ".join(filter(None, told)))


def publishers(t: Texts, scope: Scope, places: tuple[int, ...], disputed: int) -> Headline:
    """How many organisations stated anything about the scope in its year, in how many claims, and where they disagree."""
    frame = claims.claims().iloc[list(places)]
    organisations = int(frame["lembaga"].nunique())
    notes = [_number(t, "lembar.claims", len(frame))]
    if disputed:
        notes.append(t("lembar.disputed_points", n=disputed))
    province, region = (scope.code if scope.kind == kind else None for kind in ("provinsi", "daerah"))
    address = links.part_link(t, "klaim", tahun=scope.year, prov=province, daerah=region) if len(frame) else None
    text = _number(t, "lembar.organisations", organisations)
    return Headline("sumber", t("lembar.sources_label"), organisations, None, text, "; ".join(notes), address=address)


# texts: lembar.claims*, texts: lembar.organisations*
def _number(t: Texts, key: str, n: int) -> str:
    """As in "1 claim", "1,500 claims"."""
    return t(f"{key}_one") if n == 1 else t(key, n=formats.number(n, t.lang))
