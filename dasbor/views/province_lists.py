"""The lists of the page provinsi: targets, stages, recommendations, publishers, claims."""

import pandas as pd

from dasbor import formats, links
from dasbor.cache import shared
from dasbor.queries import common, pembina
from dasbor.queries import provinsi as queries
from dasbor.queries.predikat import TOP
from dasbor.tables import Column, Table
from dasbor.terms import term
from dasbor.texts import Texts
from dasbor.views import claims
from dasbor.views.provinsi import count_words, distance, other_values


@shared
def targets(t: Texts, code: str, *, today: bool) -> Table:
    """Every target beside the outcome of its year and of the assessed year before."""
    outcomes = queries.by_year(code, today=today)
    rows = []
    for row in queries.targets(code, today=today).to_dict("records"):
        year = int(row["tahun"])
        before = max((y for y in common.years() if y < year), default=None)
        held = year in outcomes
        near = outcomes[year] if held else outcomes[before or year]
        rows.append(
            {
                "tahun": year, "target": int(row["target_peduli"]), "N": int(near["jumlah_kabkota"]),
                "penetap": term(t, "penetap", row["penetap"]), "terbit": row["tanggal_terbit"],
                "keyakinan": term(t, "keyakinan", row["keyakinan"]),
                "hasil": _outcome(t, code, year, today=today) if held else t("provinsi.no_round", year=year),
                "jarak": distance(t, int(row["target_peduli"]), near) if held else t("provinsi.overtaken"),
                "sebelum": _outcome(t, code, before, today=today), "alamat": links.source_link(t, row["kunci"]),
            }
        )  # fmt: skip
    names = ["tahun", "target", "N", "penetap", "terbit", "keyakinan", "hasil", "jarak", "sebelum", "alamat"]
    columns = (
        Column("tahun", "common.year", "year"),
        Column("target", "provinsi.target", "share", of="N", help="provinsi.help_target"),
        Column("penetap", "provinsi.col_setter", href="alamat"),
        Column("terbit", "provinsi.col_published", "date"),
        Column("keyakinan", "provinsi.col_certainty"),
        Column("hasil", "provinsi.col_outcome"),
        Column("jarak", "provinsi.col_distance"),
        Column("sebelum", "provinsi.col_before"),
    )
    return Table(pd.DataFrame(rows, columns=names), columns, t("provinsi.targets_title"), t)


def _outcome(t: Texts, code: str, year: int | None, *, today: bool) -> str:
    """As in "2017: 14 dari 19 (sumber lain: 10)"."""
    row = queries.by_year(code, today=today).get(year or 0)
    if row is None or year is None:
        return t("common.unknown")
    words = f"{year}: {count_words(t, row, 'peduli')}"
    others = other_values(code, year, "jumlah_peduli", today=today)["nilai"].tolist()
    extra = [t("provinsi.others_short", list=", ".join(others))] if others else []
    if not formats.is_unknown(row["cukup"]):
        extra.append(f"Cukup {int(row['cukup'])}")
    return words + (f" ({'; '.join(extra)})" if extra else "")


@shared
def stages(t: Texts, code: str, *, today: bool) -> Table:
    """Stages and deadlines of the province and of the nation, the newest year first."""
    frame = queries.stages(code, today=today)
    frame = frame.assign(
        tingkat=[term(t, "tingkat", level) for level in frame["tingkat"]],
        tahap=[term(t, "tahap", stage) for stage in frame["tahap"]],
        keyakinan=[term(t, "keyakinan", sure) for sure in frame["keyakinan"]],
        penjelasan=frame["penjelasan"].fillna("–"),
        alamat=[links.source_link(t, key) for key in frame["kunci"]],
    )
    columns = (
        Column("tahun", "common.year", "year"),
        Column("tingkat", "provinsi.col_level"),
        Column("tahap", "provinsi.col_stage", href="alamat"),
        Column("tanggal", "provinsi.col_deadline", "date"),
        Column("keyakinan", "provinsi.col_certainty"),
        Column("penjelasan", "provinsi.col_note"),
    )
    return Table(frame, columns, t("provinsi.stages_title"), t)


@shared
def stages_hint(t: Texts, code: str, *, today: bool) -> str:
    """Whether the province itself published any deadline."""
    own = (queries.stages(code, today=today)["tingkat"] == "provinsi").any()
    return t("provinsi.stages_own") if own else t("provinsi.stages_none", province=common.provinces()[code])


# texts: provinsi.verdict_*
@shared
def recommended(t: Texts, code: str, *, today: bool) -> Table:
    """Recommendation and outcome side by side, region by region."""
    frame = queries.recommended(code, today=today)
    frame = frame.assign(
        putusan=[t(f"provinsi.verdict_{verdict.replace(' ', '_')}") for verdict in frame["putusan"]],
        usulan=[t("common.yes" if named else "provinsi.not_named") for named in frame["direkomendasikan"].astype(bool)],
        keyakinan=[t("common.unknown") if formats.is_unknown(s) else term(t, "keyakinan", s) for s in frame["keyakinan_predikat"]],
        alamat=[links.region_link(t, region) for region in frame["kode"]],
    )
    columns = (
        Column("tahun", "common.year", "year"),
        Column("nama", "predikat.col_region", href="alamat"),
        Column("usulan", "provinsi.recommended"),
        Column("keadaan", "provinsi.col_outcome", "state"),
        Column("keyakinan", "provinsi.col_certainty"),
        Column("putusan", "provinsi.col_verdict"),
    )
    return Table(frame, columns, t("provinsi.recommended_title"), t)


@shared
def recommended_sentences(t: Texts, code: str, *, today: bool) -> tuple[str, ...]:
    """Per year: how many were recommended, how many of them hold the predicate, and who differs."""
    frame = queries.recommended(code, today=today)
    told = []
    for year in sorted({int(year) for year in frame["tahun"]}):
        group = frame[frame["tahun"] == year]
        named = {verdict: group.loc[group["putusan"] == verdict, "nama"].tolist() for verdict in queries.VERDICTS}
        count = len(named["sama"]) + len(named["direkomendasikan saja"])
        told.append(
            t(
                "provinsi.recommended_sentence",
                year=year, count=count, N=queries.by_year(code, today=today)[year]["jumlah_kabkota"],
                same=len(named["sama"]), predicate=TOP,
                only=", ".join(named["direkomendasikan saja"]) or t("provinsi.none"),
                other=", ".join(named["hasil saja"]) or t("provinsi.none"),
            )
        )  # fmt: skip
    return tuple(told)


@shared
def publishers(t: Texts, code: str, *, today: bool) -> Table:
    """Who stands behind the province's figures."""
    frame = queries.publishers(code, today=today)
    frame = frame.assign(
        golongan=[term(t, "golongan", name) for name in frame["golongan"]],
        masa=[str(a) if a == b else f"{a}–{b}" for a, b in zip(frame["pertama"], frame["terakhir"], strict=True)],
    )
    columns = (
        Column("penerbit", "provinsi.col_publisher", href="alamat", help="provinsi.help_publisher"),
        Column("golongan", "provinsi.col_class"),
        Column("klaim", "provinsi.col_claims", "int"),
        Column("terpilih", "provinsi.col_shown", "int", help="provinsi.help_shown"),
        Column("masa", "predikat.col_span"),
    )
    return Table(frame, columns, t("provinsi.publishers_title"), t)


def claims_of_year(t: Texts, code: str, year: int, *, today: bool) -> Table:
    """The claims about the province and its regions in a year."""
    places = queries.claim_places(code, year, today=today)
    return claims.claim_table(t.lang, places, t("provinsi.claims_title", year=year), without=("tahun", "golongan_kata"))


@shared
def pembina_words(t: Texts, code: str, *, today: bool) -> str:
    """The years in which the province is known to have been honoured as pembina, of how many."""
    years, rounds = pembina.honoured_years(code, today=today), len(pembina.history(code, today=today))
    if not years:
        return t("provinsi.pembina_none", N=rounds)
    return t("provinsi.pembina_years", years=", ".join(map(str, years)), count=len(years), N=rounds)


@shared
def publishers_words(t: Texts, code: str, *, today: bool) -> str:
    """How many publishers and claims stand behind the province, and who states most; "" without any."""
    frame = queries.publishers(code, today=today)
    if frame.empty:
        return ""
    told = [f"{name} ({count})" for name, count in zip(frame["penerbit"].head(5), frame["klaim"].head(5), strict=True)]
    return t("provinsi.publishers_words", count=len(frame), claims=int(frame["klaim"].sum()), list=", ".join(told))
