"""What is not known about a scope, in sentences: unknown is never nought, and never silence."""

import pandas as pd

from dasbor import colors, formats
from dasbor.briefs import area
from dasbor.briefs.counts import PREDICATE_COLUMNS, Count
from dasbor.briefs.model import Headline
from dasbor.queries import common, offices, overview, stated
from dasbor.queries.provinsi import area_changed
from dasbor.scopes import Scope
from dasbor.texts import Texts

_TOP = PREDICATE_COLUMNS[0]


def sentences(
    t: Texts, scope: Scope, provinces: tuple[str, ...], made: tuple[Headline, ...], trend: pd.DataFrame
) -> tuple[str, ...]:
    """Sentences for the nation, a province or an office."""
    found = area.figures(scope, provinces)
    keys = {one.key: one for one in made}
    told = [_peduli(t, scope.year, found[_TOP]), _participants(t, scope.year, found["peserta"]), _predicates(t, scope, found)]
    told += [_regions(t, scope), _complete(t, scope, provinces), *_office(t, scope, found[_TOP])]
    if "target" in keys and not keys["target"].claim_ids:
        told.append(t("lembar.unknown_target", year=scope.year))
    if keys["pembina"].text == t("common.unknown"):
        told.append(t("lembar.unknown_pembina", year=scope.year))
    told += [_years(t, scope.year, trend), "" if scope.kind == "nasional" else area_note(t, provinces)]
    return tuple(one for one in told if one)


def _peduli(t: Texts, year: int, count: Count) -> str:
    if count.n is None:
        return t("lembar.unknown_peduli", year=year)
    return t("lembar.least_peduli", year=year, n=count.n, N=count.whole) if count.least else ""


def _participants(t: Texts, year: int, count: Count) -> str:
    if count.n is None:
        return t("lembar.unknown_participants", year=year)
    return t("lembar.least_participants", year=year, n=count.n, N=count.whole) if count.least else ""


def _predicates(t: Texts, scope: Scope, found: dict[str, Count]) -> str:
    """The predicates of that year's rule, the best one apart, for which no count was published."""
    names = []
    for name in common.rule_predicates(scope.year):
        column = overview.predicate_column(name, common.national())
        if column != _TOP and (column is None or found[column].n is None):
            names.append(name)
    return t("lembar.unknown_predicates", names=", ".join(names), year=scope.year) if names else ""


def _regions(t: Texts, scope: Scope) -> str:
    rows = area.results(scope)
    count = int((rows["keadaan"] == colors.UNKNOWN.key).sum())
    return t("lembar.unknown_regions", n=formats.number(count, t.lang), N=len(rows)) if count else ""


def _complete(t: Texts, scope: Scope, provinces: tuple[str, ...]) -> str:
    """That the list of a province is complete, so that the others are known not to hold the best predicate."""
    whole = [(scope.year, code) for code in provinces]
    if scope.kind == "nasional" or not whole or not set(whole) <= stated.complete_lists(colors.PREDICATES[0]):
        return ""
    rows = area.results(scope)
    others = int(rows["predikat"].isna().sum())
    return t("lembar.complete_list", n=others) if others else ""


def _office(t: Texts, scope: Scope, count: Count) -> tuple[str, ...]:
    """Which provinces of an office have no figure, and which of its area is an estimate."""
    if scope.kind != "kanwil":
        return ()
    office = offices.all_offices()[scope.code]
    here = offices.provinces_of(scope.code, scope.year)
    unsure = [name for code, name in here.items() if code in office.uncertain]
    told = []
    if count.n is not None and count.parts < count.of_parts:
        told.append(t("lembar.unknown_parts", n=count.of_parts - count.parts, N=count.of_parts))
    if unsure:
        told.append(t("lembar.uncertain_area", names=", ".join(unsure)))
    if not office.first <= scope.year <= (office.last or scope.year):
        told.append(t("lembar.other_time", office=office.name, first=office.first, year=scope.year))
    return tuple(told)


def _years(t: Texts, year: int, trend: pd.DataFrame) -> str:
    """The other assessed years whose count is not known, although the area existed."""
    missing = trend["assessed"] & trend["n"].isna() & trend["N"].notna() & (trend["tahun"] != year)
    years = trend.loc[missing, "tahun"].tolist()
    return t("lembar.unknown_years", years=formats.years(years)) if years else ""


def area_note(t: Texts, provinces: tuple[str, ...]) -> str:
    """That a province was another area before the split of 2022; the nation as a whole was not."""
    names = common.provinces()
    changed = [names[code] for code in provinces if area_changed(code)]
    return t("lembar.area_changed", names=", ".join(changed)) if changed else ""
