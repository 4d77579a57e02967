"""A brief put together: which parts a scope has, and the claims behind all of them."""

from dasbor.exports.briefs import area, evidence, region, unknown
from dasbor.exports.briefs.model import Brief, Headline, NameGroup
from dasbor.exports.briefs.trend import provinces as provinces_of
from dasbor.exports.briefs.trend import trend
from dasbor.mart import common, offices, warehouse
from dasbor.mart.cache import few
from dasbor.mart.scopes import Scope
from dasbor.words.formats import is_unknown
from dasbor.words.texts import Lang, Texts, texts


@few
def brief(scope: Scope, lang: Lang) -> Brief:
    """The brief of a checked scope (`scopes.scope`) in a language."""
    t = texts(lang)
    provinces = scope.provinces() if scope.kind != "daerah" else provinces_of(scope, scope.year)
    conflicts = evidence.conflicts(t, scope, provinces)
    years, trend_ids = trend(scope)
    if scope.kind == "daerah":
        made = region.headline_figures(t, scope, len(conflicts))
        groups: tuple[NameGroup, ...] = (region.history(t, scope.code),)
        not_known = region.unknown(t, scope)
    else:
        made = area.headline_figures(t, scope, provinces, len(conflicts))
        groups = (area.province_group(t, scope.year),) if scope.kind == "nasional" else area.name_groups(t, scope)
        not_known = unknown.sentences(t, scope, provinces, made, years)
    stamp = warehouse.stamp()
    return Brief(
        scope, lang, *_title(t, scope), made, years, groups, not_known, conflicts,
        evidence.sources(t, _roles(made, groups, trend_ids)), evidence.regulation(t, scope.year), stamp.built, stamp.version,
    )  # fmt: skip


def _roles(made: tuple[Headline, ...], groups: tuple[NameGroup, ...], trend_ids: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Claims by what they are behind: headline figures, names and rows, the years of the trend."""
    return {
        "angka": tuple(claim for one in made for claim in one.claim_ids),
        "nama": tuple(str(claim) for group in groups for claim in group.rows["klaim"] if not is_unknown(claim)),
        "tren": trend_ids,
    }


def _title(t: Texts, scope: Scope) -> tuple[str, str]:
    """Name of the scope; which year it is about, and which area."""
    year = t("lembar.award_year", year=scope.year)
    if scope.kind == "nasional":
        place = t("lembar.place_nation", provinces=len(common.provinces(scope.year)), N=len(scope.regions()))
    elif scope.kind == "provinsi":
        place = t("lembar.place_province", N=len(scope.regions()))
    elif scope.kind == "kanwil":
        names = ", ".join(offices.provinces_of(scope.code, scope.year).values())
        place = t("lembar.place_office", provinces=names, N=len(scope.regions()))
    else:
        place = t("lembar.place_region", province=common.provinces(scope.year)[provinces_of(scope, scope.year)[0]], code=scope.code)
    return scope.name(t), f"{year} · {place}"
