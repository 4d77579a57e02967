"""The brief of one regency or city: its figures of the year, and its history."""

from collections.abc import Hashable, Mapping

import pandas as pd

from dasbor.exports.briefs import area, counts, headlines
from dasbor.exports.briefs.model import Headline, NameGroup
from dasbor.exports.briefs.unknown import area_note
from dasbor.mart import claims, facts, links, programmes, publication, regions
from dasbor.mart.angka import RECOMMENDED
from dasbor.mart.cache import shared
from dasbor.mart.scopes import Scope
from dasbor.words import colors, formats
from dasbor.words.formats import is_unknown
from dasbor.words.terms import term
from dasbor.words.texts import Texts

Row = Mapping[Hashable, object]


def _row(code: str, year: int) -> Row:
    return regions.history_rows(code)[year]


def _is_true(value: object) -> bool:
    return not is_unknown(value) and bool(value)


def headline_figures(t: Texts, scope: Scope, disputed: int) -> tuple[Headline, ...]:
    """Predicate, score, participation, recommendation, how often it held the best predicate, its province, sources."""
    row = _row(scope.code, scope.year)
    made = [_predicate(t, scope, row)]
    if not is_unknown(row["skor"]):
        kind = term(t, "jenis_skor", "tidak disebut" if is_unknown(row["jenis_skor"]) else row["jenis_skor"])
        note = "; ".join([kind, *_other_scores(t, scope)])
        made.append(_plain("skor", t("daerah.col_score"), score_words(t, row["skor"]), note, row["id_klaim_skor"]))
    taken = {"ya": t("common.yes"), "tidak": t("common.no")}.get(str(row["partisipasi"]), t("common.unknown"))
    made.append(_plain("peserta", t("lembar.took_part"), taken, "", row["id_klaim_partisipasi"]))
    if _is_true(row["direkomendasikan"]):
        note = t("provinsi.not_a_result")
        made.append(_plain(RECOMMENDED, t("provinsi.recommended"), t("common.yes"), note, row["id_klaim_rekomendasi"]))
    made.append(_held(t, scope))
    here = area.here_of(scope)
    ids = counts.claims(scope, scope.year, lambda place: place.award, programmes.award(scope.year).code)
    label = t("lembar.in_province", province=row["provinsi"], award=counts.award(scope))
    made.append(headlines.figure(t, "provinsi", label, here.award, ids))
    made.append(headlines.publishers(t, scope, area.claim_places(scope, ()), disputed))
    return tuple(made)


def _predicate(t: Texts, scope: Scope, row: Row) -> Headline:
    """The region's state; a conclusion says what it rests on and leads to that count."""
    state = programmes.states(scope.year)[str(row["keadaan_rinci"])]
    concluded = row["status_data"] == "disimpulkan"
    key = str(row["kunci_simpulan"]) if concluded else links.fact_key(scope.year, "kabkota", scope.code, "predikat")
    address = links.source_link(t, key) if concluded or row["jumlah_klaim"] else None
    sure = "" if is_unknown(row["keyakinan_predikat"]) else term(t, "keyakinan", row["keyakinan_predikat"])
    if concluded:
        sure = term(t, "simpulan", row["dasar_keadaan"])
    elif not is_unknown(row["halangan"]):
        sure = term(t, "halangan", row["halangan"])
    text = t("common.unknown") if state.key == colors.UNKNOWN.key else state.label(t)
    claim = claims.facts()["id_klaim"].get(key) if concluded else row["id_klaim_predikat"]
    return Headline("predikat", t("lembar.predicate"), None, None, text, sure, claim_ids=_ids(claim), address=address)


def _ids(claim: object) -> tuple[str, ...]:
    return () if is_unknown(claim) else (str(claim),)


def _plain(key: str, label: str, text: str, note: str, claim: object) -> Headline:
    return Headline(key, label, None, None, text, note, claim_ids=_ids(claim))


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


def _held(t: Texts, scope: Scope) -> Headline:
    """How often it is known to have held the award, of the programme's assessments since it was formed: at least so often."""
    frame = _assessed(scope.code)
    programme = programmes.of_year(scope.year)
    label = t("lembar.times_held", award=programme.award.name)
    found = publication.held(scope.code, programme.code)
    if found is None:
        return Headline("riwayat", label, None, None, t("common.unknown"), "")
    ids = frame.loc[frame["kode_predikat"] == programme.award.code, "id_klaim_predikat"].dropna()
    sign = "≥ " if found.least else ""
    text = sign + t("provinsi.of", n=found.times, N=found.rounds)
    note = sign + formats.percent(found.times, found.rounds, t.lang)
    return Headline("riwayat", label, found.times, found.rounds, text, note, found.least, tuple(map(str, ids)))


def history(t: Texts, code: str) -> NameGroup:
    """The region year by year, years without assessment too."""
    rows = []
    for year, row in regions.history_rows(code).items():
        assessed = bool(row["ada_penilaian"])
        state = programmes.states(year)[str(row["keadaan_rinci"])] if assessed else colors.NO_ROUND
        rows.append(
            {
                "tahun": int(row["tahun"]),
                "assessed": assessed,
                "keadaan": state.key,
                "kata": state.label(t),
                **{name: None if not assessed or is_unknown(row[name]) else row[name] for name in _TOLD},
                "konflik": assessed and bool(row["konflik"]),
                "direkomendasikan": assessed and _is_true(row["direkomendasikan"]),
                "klaim": None if not assessed else _claim(row),
            }
        )
    frame = pd.DataFrame(rows).astype({"klaim": object})
    return NameGroup("riwayat", t("lembar.history"), (), area.with_pages(frame))


_TOLD = ("predikat", "skor", "jenis_skor", "partisipasi")


def _claim(row: Row) -> object:
    columns = ("id_klaim_predikat", "id_klaim_partisipasi", "id_klaim_skor", "id_klaim_rekomendasi")
    if not is_unknown(row["kunci_simpulan"]):
        return claims.facts()["id_klaim"].get(row["kunci_simpulan"])
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
