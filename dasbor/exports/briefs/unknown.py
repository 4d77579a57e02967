"""What is not known about a scope, in sentences: unknown is never nought, and never silence."""

import pandas as pd

from dasbor.exports.briefs import area, counts
from dasbor.exports.briefs.model import Headline
from dasbor.mart import angka, common, offices, programmes
from dasbor.mart.angka import Angka, PlaceNumbers
from dasbor.mart.provinsi import area_changed
from dasbor.mart.scopes import Scope
from dasbor.words import formats
from dasbor.words.texts import Texts


def sentences(
    t: Texts, scope: Scope, provinces: tuple[str, ...], made: tuple[Headline, ...], trend: pd.DataFrame
) -> tuple[str, ...]:
    """Sentences for the nation, a province or an office."""
    here = area.here_of(scope)
    keys = {one.key: one for one in made}
    told = [_award(t, scope, here.award), _participants(t, scope.year, here.participants), _predicates(t, scope, here)]
    told += [*_regions(t, scope, here), *_office(t, scope, here.award)]
    if "target" in keys and not keys["target"].claim_ids:
        told.append(t("lembar.unknown_target", year=scope.year))
    if keys["pembina"].text == t("common.unknown"):
        told.append(t("lembar.unknown_pembina", year=scope.year))
    told += [_years(t, scope, trend), "" if scope.kind == "nasional" else area_note(t, provinces)]
    return tuple(one for one in told if one)


def _award(t: Texts, scope: Scope, number: Angka) -> str:
    values = {"year": scope.year, "award": counts.award(scope)}
    if number.n is None:
        return t("lembar.unknown_peduli", **values)
    return t("lembar.least_peduli", n=number.n, N=number.whole, **values) if number.least else ""


def _participants(t: Texts, year: int, number: Angka) -> str:
    if number.n is None:
        return t("lembar.unknown_participants", year=year)
    return t("lembar.least_participants", year=year, n=number.n, N=number.whole) if number.least else ""


def _predicates(t: Texts, scope: Scope, here: PlaceNumbers) -> str:
    """The predicates of that year's rule, the award apart, of which no number is known."""
    names = [one.name for one in programmes.rule_predicates(scope.year) if not one.award and here.predicates[one.code].n is None]
    return t("lembar.unknown_predicates", names=", ".join(names), year=scope.year) if names else ""


def _regions(t: Texts, scope: Scope, here: PlaceNumbers) -> list[str]:
    """How many regions nothing is known of, and of how many something is concluded."""
    award = counts.award(scope)
    parts = {str(row["keadaan"]): row for row in angka.parts(here.level, here.code, scope.year).to_dict("records")}
    open_ones = int(parts["tidak diketahui"]["bernama"])
    without, all_of = int(parts[f"bukan {award}"]["simpulan"]), int(parts[award]["simpulan"])
    return [
        t("lembar.unknown_regions", n=formats.number(open_ones, t.lang), N=formats.number(here.whole, t.lang)) if open_ones else "",
        t(
            "lembar.complete_lists" if scope.kind == "nasional" else "lembar.complete_list",
            n=formats.number(without, t.lang),
            award=award,
        )
        if without
        else "",
        t("lembar.full_count", n=formats.number(all_of, t.lang), award=award) if all_of else "",
    ]


def _office(t: Texts, scope: Scope, number: Angka) -> tuple[str, ...]:
    """Which provinces of an office have no figure, and which of its area is an estimate."""
    if scope.kind != "kanwil":
        return ()
    office = offices.all_offices()[scope.code]
    here = offices.provinces_of(scope.code, scope.year)
    unsure = [name for code, name in here.items() if code in office.uncertain]
    told = []
    if number.n is not None and number.parts and number.known_parts is not None and number.known_parts < number.parts:
        told.append(t("lembar.known_parts", n=number.known_parts, N=number.parts))
    if unsure:
        told.append(t("lembar.uncertain_area", names=", ".join(unsure)))
    if not office.first <= scope.year <= (office.last or scope.year):
        told.append(t("lembar.other_time", office=office.name, first=office.first, year=scope.year))
    return tuple(told)


def _years(t: Texts, scope: Scope, trend: pd.DataFrame) -> str:
    """The other assessed years of the programme whose count is not known, although the area existed."""
    missing = trend["assessed"] & trend["n"].isna() & trend["N"].notna() & (trend["tahun"] != scope.year)
    here = programmes.of_year(scope.year)
    years = [year for year in trend.loc[missing, "tahun"].tolist() if programmes.of_year(year) == here]
    return t("lembar.unknown_years", years=formats.years(years), award=here.award.name) if years else ""


def area_note(t: Texts, provinces: tuple[str, ...]) -> str:
    """That a province was another area before the split of 2022; the nation as a whole was not."""
    names = common.provinces()
    changed = [names[code] for code in provinces if area_changed(code)]
    return t("lembar.area_changed", names=", ".join(changed)) if changed else ""
