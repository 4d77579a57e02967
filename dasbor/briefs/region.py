"""The brief of one regency or city: its figures of the year, and its history."""

from collections.abc import Hashable, Mapping

import pandas as pd

from dasbor import colors, facts, formats, links
from dasbor.briefs import area, counts, headlines
from dasbor.briefs.model import Group, Headline
from dasbor.briefs.unknown import area_note
from dasbor.cache import shared
from dasbor.formats import is_unknown
from dasbor.queries import common, regions
from dasbor.scopes import Scope
from dasbor.terms import term
from dasbor.texts import Texts

Row = Mapping[Hashable, object]


def _row(code: str, year: int) -> Row:
    return regions.history_rows(code)[year]


def headline_figures(t: Texts, scope: Scope, province: tuple[str, ...], disputed: int) -> tuple[Headline, ...]:
    """Predicate, score, participation, recommendation, how often it held the best predicate, its province, sources."""
    row = _row(scope.code, scope.year)
    made = [_predicate(t, scope, row)]
    if not is_unknown(row["skor"]):
        kind = term(t, "jenis_skor", "tidak disebut" if is_unknown(row["jenis_skor"]) else row["jenis_skor"])
        note = "; ".join([kind, *_other_scores(t, scope)])
        made.append(_plain("skor", t("daerah.col_score"), score_words(t, row["skor"]), note, row["id_klaim_skor"]))
    taken = {"ya": t("common.yes"), "tidak": t("common.no")}.get(str(row["partisipasi"]), t("common.unknown"))
    made.append(_plain("peserta", t("lembar.took_part"), taken, "", row["id_klaim_partisipasi"]))
    if row["direkomendasikan"]:
        note = t("provinsi.not_a_result")
        made.append(_plain("direkomendasikan", t("provinsi.recommended"), t("common.yes"), note, row["id_klaim_rekomendasi"]))
    made.append(_held(t, scope.code))
    count = counts.of_provinces(province, scope.year, counts.PREDICATE_COLUMNS[0])
    made.append(headlines.figure(t, "provinsi", t("lembar.in_province", province=row["provinsi"]), count))
    made.append(headlines.publishers(t, scope, area.claim_places(scope, ()), disputed))
    return tuple(made)


def _predicate(t: Texts, scope: Scope, row: Row) -> Headline:
    key = links.fact_key(scope.year, "kabkota", scope.code, "predikat")
    address = links.source_link(t, key) if row["jumlah_klaim"] else None
    sure = "" if is_unknown(row["keyakinan_predikat"]) else term(t, "keyakinan", row["keyakinan_predikat"])
    none = colors.NO_PART.label(t) if row["keadaan"] == colors.NO_PART.key else t("common.unknown")
    text = none if is_unknown(row["predikat"]) else str(row["predikat"])
    ids = () if is_unknown(row["id_klaim_predikat"]) else (str(row["id_klaim_predikat"]),)
    return Headline("predikat", t("lembar.predicate"), None, None, text, sure, claim_ids=ids, address=address)


def _plain(key: str, label: str, text: str, note: str, claim: object) -> Headline:
    return Headline(key, label, None, None, text, note, claim_ids=() if is_unknown(claim) else (str(claim),))


def _other_scores(t: Texts, scope: Scope) -> list[str]:
    """Scores of the year that are not shown, of the other kind or from another source; the two kinds are never mixed."""
    frame = regions.scores(scope.code)
    frame = frame[frame["tahun"] == scope.year]
    shown = set(frame.loc[frame["terpilih"].astype(bool), "nilai_angka"])
    others = frame[~frame["nilai_angka"].isin(shown)]
    told = dict.fromkeys(score_and_kind(t, score, kind) for score, kind in zip(others["nilai"], others["butir"], strict=True))
    return [t("lembar.other_scores", scores=", ".join(told))] if told else []


# texts: daerah.short_*
def score_and_kind(t: Texts, score: object, kind: object) -> str:
    """As in "92,8 (murni)"."""
    known = "tidak_disebut" if is_unknown(kind) else str(kind)
    return t("daerah.score_and_kind", score=score_words(t, score), kind=t(f"daerah.short_{known}"))


def score_words(t: Texts, score: object) -> str:
    """A score as the reader's language writes it."""
    return facts.value_words(t, "skor", f"{float(str(score)):g}")


@shared
def _assessed(code: str) -> pd.DataFrame:
    frame = regions.history(code)
    return frame[frame["ada_penilaian"].astype(bool) & (frame["status_data"] != colors.NOT_FORMED.key)]


def _held(t: Texts, code: str) -> Headline:
    """How often it is known to have held the best predicate, of the assessments since it was formed: at least so often."""
    frame = _assessed(code)
    held = frame[frame["predikat"] == colors.PREDICATES[0]]
    least = bool(frame["keadaan"].isin([colors.UNKNOWN.key, colors.PART_ONLY.key]).any())
    whole = len(frame)
    n = len(held) if len(held) or not least else None  # nought is only ever counted
    text = headlines.counted(t, n, whole, least=least)
    note = headlines.percentage(t, n, whole, least=least)
    ids = tuple(str(claim) for claim in held["id_klaim_predikat"])
    return Headline("riwayat", t("lembar.times_held"), n, whole, text, note, least and n is not None, ids)


def history(t: Texts, code: str) -> Group:
    """The region year by year, years without assessment too."""
    states = colors.all_states(common.predicates())
    rows = []
    for row in regions.history_rows(code).values():
        assessed = bool(row["ada_penilaian"])
        state = states[str(row["keadaan"])] if assessed else colors.NO_ROUND
        rows.append(
            {
                "tahun": int(row["tahun"]),
                "assessed": assessed,
                "keadaan": state.key,
                "kata": state.label(t),
                **{name: None if not assessed or is_unknown(row[name]) else row[name] for name in _TOLD},
                "konflik": assessed and bool(row["konflik"]),
                "direkomendasikan": assessed and bool(row["direkomendasikan"]),
                "klaim": None if not assessed else _claim(row),
            }
        )
    frame = pd.DataFrame(rows).astype({"klaim": object})
    return Group("riwayat", t("lembar.history"), (), area.with_pages(frame))


_TOLD = ("predikat", "skor", "jenis_skor", "partisipasi")


def _claim(row: Row) -> object:
    columns = ("id_klaim_predikat", "id_klaim_partisipasi", "id_klaim_skor", "id_klaim_rekomendasi")
    return next((row[column] for column in columns if not is_unknown(row[column])), None)


def unknown(t: Texts, scope: Scope) -> tuple[str, ...]:
    """What is not known about the region: this year, and in which other years."""
    row = _row(scope.code, scope.year)
    told = []
    if row["keadaan"] == colors.UNKNOWN.key:
        told.append(t("lembar.unknown_region", name=row["nama"], year=scope.year))
    elif row["keadaan"] == colors.PART_ONLY.key:
        told.append(t("lembar.unknown_predicate", name=row["nama"], year=scope.year))
    if is_unknown(row["skor"]) and row["keadaan"] != colors.NO_PART.key:
        told.append(t("lembar.unknown_score", year=scope.year))
    frame = _assessed(scope.code)
    years = frame.loc[(frame["keadaan"] == colors.UNKNOWN.key) & (frame["tahun"] != scope.year), "tahun"]
    if len(years):
        told.append(t("lembar.unknown_region_years", years=formats.years(years.astype(int).tolist())))
    told.append(area_note(t, (str(regions.region(scope.code)["kode_provinsi"]),)))
    return tuple(one for one in told if one)
