"""The lists of the page provinsi: targets, stages, recommendations, publishers, claims."""

import pandas as pd

from dasbor.mart import common, facts, links, pembina, programmes
from dasbor.mart import provinsi as queries
from dasbor.mart.cache import shared
from dasbor.page.tables import ShownColumn, Table
from dasbor.views import conclusions
from dasbor.views.provinsi.view import award_measure, distance, other_values
from dasbor.views.sumber import claims
from dasbor.words.formats import is_unknown
from dasbor.words.terms import term
from dasbor.words.texts import Texts


@shared
def targets(t: Texts, code: str, *, kini: bool) -> Table:
    """Every target beside the outcome of its year and of the assessed year before."""
    outcomes, read = queries.by_year(code, kini=kini), queries.readings(code, kini=kini)
    rows = []
    for row in queries.targets(code, kini=kini).to_dict("records"):
        year = int(row["tahun"])
        # a round of another programme asked for something else
        earlier = [one for one in common.years() if one < year and programmes.of_year(one) == programmes.of_year(year)]
        before = earlier[-1] if earlier else None
        held, amount = year in outcomes, int(row["target_peduli"])
        aim = next(one for one in queries.aims(code, year, kini=kini) if one.amount == amount)
        rows.append(
            {
                "tahun": year, "target": amount, "N": read[year].whole,
                "penetap": term(t, "penetap", row["penetap"]), "terbit": row["tanggal_terbit"],
                "keyakinan": term(t, "keyakinan", row["keyakinan"]),
                "hasil": _outcome(t, code, year, kini=kini) if held else t("provinsi.no_round", year=year),
                "jarak": distance(t, aim) if held else t("provinsi.overtaken"),
                "sebelum": _outcome(t, code, before, kini=kini), "alamat": links.source_link(t, row["kunci"]),
            }
        )  # fmt: skip
    names = ["tahun", "target", "N", "penetap", "terbit", "keyakinan", "hasil", "jarak", "sebelum", "alamat"]
    columns = (
        ShownColumn("tahun", "common.year", "year"),
        ShownColumn("target", "provinsi.target", "share", of="N", help="provinsi.help_target"),
        ShownColumn("penetap", "provinsi.col_setter", href="alamat"),
        ShownColumn("terbit", "provinsi.col_published", "date"),
        ShownColumn("keyakinan", "provinsi.col_certainty"),
        ShownColumn("hasil", "provinsi.col_outcome"),
        ShownColumn("jarak", "provinsi.col_distance"),
        ShownColumn("sebelum", "provinsi.col_before"),
    )
    return Table(pd.DataFrame(rows, columns=names), columns, t("provinsi.targets_title"), t)


def _outcome(t: Texts, code: str, year: int | None, *, kini: bool) -> str:
    """As in "2017: 14 dari 19 (sumber lain: 10)"."""
    place = queries.by_year(code, kini=kini).get(year or 0)
    if place is None or year is None:
        return t("common.unknown")
    words = f"{year}: {facts.count(t, place.award)}"
    others = other_values(code, year, award_measure(year), kini=kini)["nilai"].tolist()
    extra = [t("provinsi.others_short", list=", ".join(others))] if others else []
    # the class just below the award tells how many are close to it
    below = next((one for one in programmes.of_year(year).predicates if not one.award), None)
    if below and below.code in place.predicates and place.predicates[below.code].n is not None:
        extra.append(f"{below.name} {facts.sign(place.predicates[below.code])}{place.predicates[below.code].n}")
    return words + (f" ({'; '.join(extra)})" if extra else "")


@shared
def stages(t: Texts, code: str, *, kini: bool) -> Table:
    """Stages and deadlines of the province and of the nation, the newest year first."""
    frame = queries.stages(code, kini=kini)
    frame = frame.assign(
        tingkat=[term(t, "tingkat", level) for level in frame["tingkat"]],
        tahap=[term(t, "tahap", stage) for stage in frame["tahap"]],
        keyakinan=[term(t, "keyakinan", sure) for sure in frame["keyakinan"]],
        penjelasan=frame["penjelasan"].fillna("–"),
        alamat=[links.source_link(t, key) for key in frame["kunci"]],
    )
    columns = (
        ShownColumn("tahun", "common.year", "year"),
        ShownColumn("tingkat", "provinsi.col_level"),
        ShownColumn("tahap", "provinsi.col_stage", href="alamat"),
        ShownColumn("tanggal", "provinsi.col_deadline", "date"),
        ShownColumn("keyakinan", "provinsi.col_certainty"),
        ShownColumn("penjelasan", "provinsi.col_note"),
    )
    return Table(frame, columns, t("provinsi.stages_title"), t)


@shared
def stages_hint(t: Texts, code: str, *, kini: bool) -> str:
    """Whether the province itself published any deadline."""
    own = (queries.stages(code, kini=kini)["tingkat"] == "provinsi").any()
    return t("provinsi.stages_own") if own else t("provinsi.stages_none", province=common.provinces()[code])


# texts: provinsi.verdict_*
@shared
def recommended(t: Texts, code: str, *, kini: bool) -> Table:
    """Recommendation and outcome side by side, region by region."""
    frame = queries.recommended(code, kini=kini)
    frame = frame.assign(
        putusan=[verdict_words(t, verdict, int(year)) for verdict, year in zip(frame["putusan"], frame["tahun"], strict=True)],
        usulan=[recommendation_words(t, told) for told in frame["direkomendasikan"]],
        dasar=pd.Series([conclusions.basis(t, row) for row in frame.to_dict("records")], dtype=object),
        keyakinan=[t("common.unknown") if is_unknown(s) else term(t, "keyakinan", s) for s in frame["keyakinan_predikat"]],
        alamat=[links.region_link(t, region) for region in frame["kode"]],
    )
    columns = (
        ShownColumn("tahun", "common.year", "year"),
        ShownColumn("nama", "predikat.col_region", href="alamat"),
        ShownColumn("usulan", "provinsi.recommended"),
        ShownColumn("keadaan_rinci", "provinsi.col_outcome", "state"),
        ShownColumn("dasar", "provinsi.col_basis"),
        ShownColumn("keyakinan", "provinsi.col_certainty"),
        ShownColumn("putusan", "provinsi.col_verdict"),
    )
    return Table(frame, columns, t("provinsi.recommended_title"), t)


def verdict_words(t: Texts, verdict: str, year: int) -> str:
    """Recommendation against outcome in words."""
    return t(f"provinsi.verdict_{verdict.replace(' ', '_')}", predicate=programmes.award(year).name)


def recommendation_words(t: Texts, told: object) -> str:
    """Whether the Kanwil recommended a region: yes, no where a source says so, else not named, which is not no."""
    return t("provinsi.not_named") if is_unknown(told) else facts.flag(t, told)


@shared
def recommended_sentences(t: Texts, code: str, *, kini: bool) -> tuple[str, ...]:
    """Per year: how many were recommended, how many of them hold the predicate, and who differs."""
    frame = queries.recommended(code, kini=kini)
    read = queries.readings(code, kini=kini)
    years = sorted({int(year) for year in frame["tahun"]})
    return tuple(recommended_sentence(t, frame[frame["tahun"] == year], year, read[year].whole) for year in years)


def recommended_sentence(t: Texts, frame: pd.DataFrame, year: int, whole: int) -> str:
    """The sentence of one place and year; `frame`: its rows of `queries.provinsi.of_place`."""
    only, other = (", ".join(frame.loc[frame["putusan"] == verdict, "nama"]) for verdict in queries.VERDICTS[1:])
    first = frame.iloc[0]
    return t(
        "provinsi.recommended_sentence",
        year=year, count=int(first["jumlah"]), N=whole, same=int(first["jumlah_sama"]),
        predicate=programmes.award(year).name, only=only or t("provinsi.none"), other=other or t("provinsi.none"),
    )  # fmt: skip


@shared
def publishers(t: Texts, code: str, *, kini: bool) -> Table:
    """Who stands behind the province's figures."""
    frame = queries.publishers(code, kini=kini)
    frame = frame.assign(
        golongan=[term(t, "golongan", name) for name in frame["golongan"]],
        masa=[str(a) if a == b else f"{a}–{b}" for a, b in zip(frame["pertama"], frame["terakhir"], strict=True)],
    )
    columns = (
        ShownColumn("penerbit", "provinsi.col_publisher", href="alamat", help="provinsi.help_publisher"),
        ShownColumn("golongan", "provinsi.col_class"),
        ShownColumn("klaim", "provinsi.col_claims", "int"),
        ShownColumn("terpilih", "provinsi.col_shown", "int", help="provinsi.help_shown"),
        ShownColumn("masa", "predikat.col_span"),
    )
    return Table(frame, columns, t("provinsi.publishers_title"), t)


def claims_of_year(t: Texts, code: str, year: int, *, kini: bool) -> Table:
    """The claims about the province and its regions in a year."""
    places = queries.claim_places(code, year, kini=kini)
    return claims.claim_table(t.lang, places, t("provinsi.claims_title", year=year), without=("tahun", "golongan_kata"))


@shared
def pembina_words(t: Texts, code: str, *, kini: bool) -> str:
    """The years in which the province is known to have been honoured as pembina, of how many."""
    years, rounds = pembina.honoured_years(code, kini=kini), len(pembina.history(code, kini=kini))
    if not years:
        return t("provinsi.pembina_none", N=rounds)
    return t("provinsi.pembina_years", years=", ".join(map(str, years)), count=len(years), N=rounds)


@shared
def publishers_words(t: Texts, code: str, *, kini: bool) -> str:
    """How many publishers and claims stand behind the province, and who states most; "" without any."""
    frame = queries.publishers(code, kini=kini)
    if frame.empty:
        return ""
    told = [f"{name} ({count})" for name, count in zip(frame["penerbit"].head(5), frame["klaim"].head(5), strict=True)]
    return t("provinsi.publishers_words", count=len(frame), claims=int(frame["klaim"].sum()), list=", ".join(told))
