"""Headline figures of a nation, province or office: each with n and N, what it rests on, and its claims."""

from collections.abc import Iterable

import pandas as pd

from dasbor import formats, links
from dasbor.briefs import counts
from dasbor.briefs.counts import PREDICATE_COLUMNS, Count
from dasbor.briefs.model import Headline
from dasbor.formats import is_unknown
from dasbor.queries import claims, common, overview, rights
from dasbor.queries import provinsi as queries
from dasbor.scopes import Scope
from dasbor.terms import term
from dasbor.texts import Texts

_TOP = PREDICATE_COLUMNS[0]


def counted(t: Texts, n: int | None, whole: int, *, least: bool) -> str:
    """As in "14 dari 19", "≥ 7 dari 19", or that it is unknown."""
    if n is None:
        return t("common.unknown")
    return ("≥ " if least else "") + t("provinsi.of", n=formats.number(n, t.lang), N=formats.number(whole, t.lang))


def percentage(t: Texts, n: int | None, whole: int, *, least: bool) -> str:
    """As in "≥ 36,8 %"; "" where it is unknown. Stands beside its n and N."""
    return "" if n is None or not whole else ("≥ " if least else "") + formats.percent(n, whole, t.lang)


def figure(
    t: Texts,
    key: str,
    label: str,
    count: Count,
    *,
    notes: Iterable[str] = (),
    address: str | None = None,
) -> Headline:
    """A count as a headline."""
    told = (percentage(t, count.n, count.whole, least=count.least), _basis(t, count), *notes)
    return Headline(
        key, label, count.n, count.whole, counted(t, count.n, count.whole, least=count.least),
        "; ".join(part for part in told if part), count.least, count.claim_ids, address,
    )  # fmt: skip


def _basis(t: Texts, count: Count) -> str:
    if count.basis is None:
        return ""
    if count.basis in ("provinsi", "sebagian"):
        return t("lembar.basis_provinces", n=count.parts, N=count.of_parts)
    official = count.basis == "klaim" and rights.is_official(*count.claim_ids)
    return term(t, "dasar_ikut", "resmi" if official else count.basis)


def predicates(t: Texts, scope: Scope, found: dict[str, Count]) -> list[Headline]:
    """Peduli HAM always; the other predicates of that year's rule where a number is known."""
    made = []
    for name in common.rule_predicates(scope.year):
        column = overview.predicate_column(name, common.national())
        if column is None or (column != _TOP and found[column].n is None):
            continue
        address = fact_address(t, scope, f"jumlah_{column}")
        made.append(figure(t, column, name, found[column], address=address))
    return made


def fact_address(t: Texts, scope: Scope, measure: str) -> str | None:
    """The page with all claims about a fact of the scope; None where nobody stated any."""
    if scope.kind not in ("nasional", "provinsi"):
        return None
    key = links.fact_key(scope.year, scope.kind, scope.code or "ID", measure)
    return links.source_link(t, key) if key in claims.facts().index else None


def target(t: Texts, provinces: tuple[str, ...], year: int, outcome: Count) -> Headline:
    """The targets published for the year, each with who set it and its distance; several stand side by side."""
    found = {code: _targets(code, year) for code in provinces}
    ids = tuple(str(claim) for frame in found.values() for claim in frame["id_klaim"])
    label = t("provinsi.target")
    if not ids:
        return Headline("target", label, None, outcome.whole, t("common.unknown"), t("provinsi.no_target"))
    if len(provinces) > 1:
        return _together(t, year, found, outcome.whole, ids)
    frame = found[provinces[0]]
    amounts = sorted({int(amount) for amount in frame["target_peduli"]})
    text = t("provinsi.of", n=t("provinsi.and").join(map(str, amounts)), N=outcome.whole)
    chosen = counts.rows_of(provinces, year)[0]["target_peduli"]
    value = amounts[-1] if is_unknown(chosen) else int(chosen)
    return Headline("target", label, value, outcome.whole, text, _distances(t, frame, outcome), claim_ids=ids)


def _targets(code: str, year: int) -> pd.DataFrame:
    frame = queries.targets(code, today=False)
    return frame[(frame["tahun"] == year) & (frame["tingkat"] == "provinsi")]


def _distances(t: Texts, frame: pd.DataFrame, outcome: Count) -> str:
    """As in "10 (Kanwil): terlampaui 2; 17 (Kanwil): kurang 5"."""
    told = []
    for amount, group in frame.groupby("target_peduli"):
        setters = ", ".join(dict.fromkeys(term(t, "penetap", one) for one in group["penetap"]))
        told.append(f"{int(str(amount))} ({setters}): {distance(t, int(str(amount)), outcome)}")
    return "; ".join(told)


def _together(t: Texts, year: int, found: dict[str, pd.DataFrame], whole: int, ids: tuple[str, ...]) -> Headline:
    """Targets of an office's provinces: added up only where every province has exactly one; told province by province."""
    names = common.provinces(year)
    notes = [
        f"{names[code]} {_distances(t, frame, counts.of_provinces((code,), year, _TOP))}"
        for code, frame in found.items()
        if len(frame)
    ]
    if all(frame["target_peduli"].nunique() == 1 for frame in found.values()):
        value = sum(int(frame["target_peduli"].iloc[0]) for frame in found.values())
        text = counted(t, value, whole, least=False)
    else:
        value, having = None, sum(1 for frame in found.values() if len(frame))
        text = t("lembar.target_some", n=having, N=len(found))
    return Headline("target", t("provinsi.target"), value, whole, text, "; ".join(notes), claim_ids=ids)


def distance(t: Texts, amount: int, outcome: Count) -> str:
    """How far an outcome is from a target; a lower bound bounds the distance from above."""
    if outcome.n is None:
        return t("provinsi.outcome_unknown")
    gap = amount - outcome.n
    if gap <= 0:
        return t("provinsi.reached") if gap == 0 else t("provinsi.exceeded", count=-gap)
    return t("provinsi.short_at_most" if outcome.least else "provinsi.short", count=gap)


def coverage(t: Texts, known: int, whole: int) -> Headline:
    """Of how many regions anything is known by name: how complete the data is, no result."""
    told = (percentage(t, known, whole, least=False), t("provinsi.coverage_note") if 0 < known < whole else "")
    return Headline(
        "diketahui", t("provinsi.coverage"), known, whole, counted(t, known, whole, least=False), "; ".join(filter(None, told))
    )


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
