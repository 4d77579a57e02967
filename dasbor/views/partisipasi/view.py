"""Charts of the page Partisipasi: the nation, lines of provinces, ranking of a year."""

from collections.abc import Mapping

import pandas as pd

from dasbor.mart import angka, common, facts, links, participation, rights
from dasbor.mart.cache import shared
from dasbor.page import figures as base
from dasbor.page import findings
from dasbor.page.tables import ShownColumn, Table
from dasbor.views.partisipasi import figure as figures
from dasbor.views.parts import Chart
from dasbor.words import formats
from dasbor.words.terms import term
from dasbor.words.texts import Lang, Texts, texts

MOST_LINES = 6
FIRST_LINES = 4


def amount(t: Texts, count: object, whole: object, *, least: bool) -> str:
    """As in "10 dari 22" or "≥ 3 dari 22"; the word for unknown."""
    if formats.is_unknown(count):
        return t("common.unknown")
    return t("partisipasi.of", n=("≥ " if least else "") + str(count), whole=whole)


def gap_years() -> str:
    """The years without assessment, as in "2021"."""
    return ", ".join(str(year) for year in base.years_without_round(common.rounds()))


@shared
def national_note(lang: Lang) -> str:
    """For which years a national count was published, and what the other marks mean."""
    frame = participation.national()
    years = ", ".join(str(year) for year in frame.loc[frame["dasar"] == "klaim", "tahun"])
    return texts(lang)("partisipasi.national_note", years=years or "–")


@shared
def finding(t: Texts, year: int, *, kini: bool) -> str:
    """How many took part in a year, and of how many provinces it is known."""
    found = participation.completeness(year, kini=kini)
    return f"{findings.participation(t, year)} {t('temuan.provinces', whole=found['tempat'], known=_known(t, found))}"


def _known(t: Texts, found: Mapping[str, int]) -> str:
    return facts.known(t, found["tepat"], found["sekurangnya"], found["tidak_diketahui"])


@shared
def national_title(t: Texts) -> str:
    """The national figure's title: the newest certain number of participants and the one before."""
    numbers = {year: angka.nation(year).participants for year in common.years()}
    return findings.trend(t, numbers, t("provinsi.participants")) or t("partisipasi.national")


@shared
def line_defaults() -> tuple[str, ...]:
    """Codes of the provinces with published counts, the latest first: what the lines show at first."""
    frame = participation.provinces()
    stated = frame[frame["dasar"] == "klaim"].sort_values(["tahun", "jumlah_kabkota"], ascending=False)
    return tuple(stated["kode_provinsi"].drop_duplicates())[:FIRST_LINES]


def _columns(t: Texts, *first: ShownColumn) -> tuple[ShownColumn, ...]:
    return (
        *first,
        ShownColumn("ikut", "partisipasi.col_share", "share", of="jumlah_kabkota", least="sekurang", help="partisipasi.help_share"),
        ShownColumn("dasar_kata", "partisipasi.col_basis", help="partisipasi.help_basis"),
        ShownColumn("keyakinan_kata", "partisipasi.col_certainty"),
        ShownColumn("peserta_bernama", "partisipasi.col_named", "int", help="partisipasi.help_named"),
        ShownColumn("peserta_simpulan", "partisipasi.col_concluded", "int", help="partisipasi.help_concluded"),
        ShownColumn("tidak_ikut_bernama", "partisipasi.col_absent", "int", help="partisipasi.help_absent"),
        ShownColumn("rukun", "partisipasi.col_agreement", href="sumber"),
        ShownColumn("tautan_sumber", heading=t("partisipasi.col_source"), file_only=True),
    )


def worded(t: Texts, frame: pd.DataFrame) -> pd.DataFrame:
    """The rows of `queries.participation.provinces` with the words and addresses of a table."""
    keys = [None if formats.is_unknown(key) else str(key) for key in frame["kunci"]]
    addresses = [links.source_link(t, key) if key else "" for key in keys]
    return frame.assign(
        dasar_kata=basis_words(t, frame),
        keyakinan_kata=[
            t("partisipasi.no_claim") if formats.is_unknown(c) else term(t, "keyakinan", c) for c in frame["keyakinan"]
        ],
        rukun=[
            facts.conflict(t, causes) or t("partisipasi.no_claim" if key is None else "partisipasi.none")
            for key, causes in zip(keys, frame["sebab"], strict=True)
        ],
        sumber=addresses,
        tautan_sumber=addresses,
    )


def basis_words(t: Texts, frame: pd.DataFrame) -> list[str]:
    """What each number of `queries.participation.counts` rests on, in words."""
    official = [not formats.is_unknown(key) and rights.is_official(str(key)) for key in frame["kunci"]]
    return [
        term(t, "dasar", "resmi" if code == "klaim" and sure else code) for code, sure in zip(frame["dasar"], official, strict=True)
    ]


@shared
def national(lang: Lang) -> Chart:
    """Participants of all years: published counts, lower bounds, the values that are not shown."""
    t = texts(lang)
    frame, others = participation.national(), participation.national_other_values()
    rejected = {year: _others(t, others[others["tahun"] == year]) for year in others["tahun"].unique().tolist()}
    keys = ["" if formats.is_unknown(key) else str(key) for key in frame["kunci"]]
    table = frame.assign(
        dasar_kata=basis_words(t, frame),
        lain=[rejected.get(year, t("partisipasi.none")) for year in frame["tahun"]],
        sumber=[links.source_link(t, key) if key else "" for key in keys],
    )
    columns = (
        ShownColumn("tahun", "common.year", "year"),
        ShownColumn("ikut", "partisipasi.col_share", "share", of="jumlah_kabkota", least="sekurang", help="partisipasi.help_share"),
        ShownColumn("dasar_kata", "partisipasi.col_basis", help="partisipasi.help_basis"),
        ShownColumn("lain", "partisipasi.col_others", href="sumber", help="partisipasi.help_others"),
        ShownColumn("peserta_bernama", "partisipasi.col_named", "int", help="partisipasi.help_named"),
        ShownColumn("peserta_simpulan", "partisipasi.col_concluded", "int", help="partisipasi.help_concluded"),
    )
    told = "; ".join(
        f"{year} {amount(t, n, whole, least=least)}"
        for year, n, whole, least in zip(frame["tahun"], frame["ikut"], frame["jumlah_kabkota"], frame["sekurang"], strict=True)
    )
    not_shown = "; ".join(f"{year} {words}" for year, words in rejected.items())
    alt = t("partisipasi.alt_national", values=told, others=not_shown or t("partisipasi.none"), gap=gap_years())
    figure = figures.national(t, frame, others, common.rounds())
    return Chart(figure, alt, Table(table, columns, t("partisipasi.national"), t))


def _others(t: Texts, rows: pd.DataFrame) -> str:
    parts = []
    for value, claims, flag in zip(rows["nilai"], rows["klaim"], rows["bendera"], strict=True):
        why = "" if formats.is_unknown(flag) else "; " + term(t, "bendera", flag)
        parts.append(t("partisipasi.other_value", value=value, claims=claims, flag=why))
    return ", ".join(parts)


@shared
def lines(lang: Lang, codes: tuple[str, ...], *, kini: bool) -> Chart | None:
    """Participation of the provinces `codes` over the years, in that order; None when none is chosen."""
    t = texts(lang)
    frame = participation.provinces(kini=kini)
    places = {code: place for place, code in enumerate(codes)}
    frame = frame[frame["kode_provinsi"].isin(codes)]
    if frame.empty:
        return None
    frame = frame.sort_values(["kode_provinsi", "tahun"], key=lambda c: c.map(places) if c.name == "kode_provinsi" else c)
    columns = _columns(t, ShownColumn("provinsi", "common.province"), ShownColumn("tahun", "common.year", "year"))
    told = ". ".join(f"{rows['provinsi'].iloc[-1]!s}: {_told(t, rows)}" for _, rows in frame.groupby("kode_provinsi", sort=False))
    table = Table(worded(t, frame), columns, t("partisipasi.lines"), t)
    return Chart(figures.lines(t, frame, common.rounds()), t("partisipasi.alt_lines", values=told), table)


def _told(t: Texts, rows: pd.DataFrame) -> str:
    rows = rows[rows["ikut"].notna()]
    parts = [
        f"{year} {amount(t, n, whole, least=least)}"
        for year, n, whole, least in zip(rows["tahun"], rows["ikut"], rows["jumlah_kabkota"], rows["sekurang"], strict=True)
    ]
    return ", ".join(parts) or t("common.unknown")


@shared
def ranking(lang: Lang, year: int, *, kini: bool) -> Chart:
    """All provinces of `year` by known share; provinces of which nothing is known stand last, in the table only."""
    t = texts(lang)
    frame = participation.provinces(kini=kini)
    frame = frame[frame["tahun"] == year]
    share = (frame["ikut"] / frame["jumlah_kabkota"]).astype("Float64")
    frame = frame.assign(bagian=share).sort_values(["bagian", "jumlah_kabkota"], ascending=False, na_position="last")
    frame = frame.assign(tautan=[links.province_link(t, code, year) for code in frame["kode_provinsi"]])
    known = frame[frame["ikut"].notna()]
    columns = _columns(t, ShownColumn("provinsi", "common.province", href="tautan"))
    told = "; ".join(
        f"{name} {amount(t, n, whole, least=least)}"
        for name, n, whole, least in zip(known["provinsi"], known["ikut"], known["jumlah_kabkota"], known["sekurang"], strict=True)
    )
    unknown = participation.completeness(year, kini=kini)["tidak_diketahui"]
    alt = t("partisipasi.alt_ranking", year=year, values=told, unknown=unknown)
    return Chart(figures.ranking(t, known), alt, Table(worded(t, frame), columns, t("partisipasi.ranking", year=year), t))


@shared
def ranking_note(lang: Lang, year: int, *, kini: bool) -> str:
    """How many provinces have a count, how many a lower bound, how many nothing."""
    found = participation.completeness(year, kini=kini)
    t = texts(lang)
    return t("partisipasi.ranking_note", whole=found["tempat"], known=_known(t, found))
