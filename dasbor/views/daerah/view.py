"""What the page daerah shows of one regency or city: who it is, its years, and what was claimed about it."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from typing import Any

import pandas as pd

from dasbor.mart import claims, common, facts, links, programmes, regions
from dasbor.mart.cache import shared
from dasbor.page import blocks
from dasbor.page.blocks import Detail, YearTile
from dasbor.page.tables import ShownColumn, Table
from dasbor.views import conclusions
from dasbor.views.sumber import claims as claim_views
from dasbor.words import colors, formats
from dasbor.words.formats import is_unknown
from dasbor.words.terms import term
from dasbor.words.texts import Lang, Texts, texts

OFFICIAL = "resmi"
"""`status_data` of a row that rests on an official result."""
_KINDS, _NO_KIND = ("murni", "total"), "tidak disebut"
_OPEN = frozenset({colors.UNKNOWN.key, colors.NOT_FORMED.key, colors.NO_ROUND.key})
_PARTS = (colors.PART_ONLY, colors.NO_PART)
_NO_PREDICATE = _OPEN | {one.key for state in _PARTS for one in (state, colors.concluded(state))}
HISTORY = (
    ShownColumn("tahun", "klaim.col_year", "year", help="klaim.col_year_help"),
    ShownColumn("keadaan_rinci", "daerah.col_state", "state"),
    ShownColumn("dasar", "daerah.col_basis", href="alamat_dasar", help="daerah.col_basis_help", missing="daerah.not_applicable"),
    ShownColumn("keyakinan", "daerah.col_certainty", help="klaim.col_certainty_help", missing="daerah.not_applicable"),
    ShownColumn("skor", "daerah.col_score", "decimal", decimals=2),
    ShownColumn("jenis", "daerah.col_score_kind", missing="daerah.not_applicable"),
    ShownColumn("lain", "daerah.col_score_others", help="daerah.col_score_others_help"),
    ShownColumn("ikut", "daerah.col_part"),
    ShownColumn("rekomendasi", "daerah.col_recommended", help="daerah.col_recommended_help"),
    ShownColumn("jumlah_sumber", "daerah.col_sources", "int", href="alamat", help="daerah.col_sources_help"),
    ShownColumn("konflik", "daerah.col_conflict", "flag", help="daerah.col_conflict_help"),
    ShownColumn("jumlah_klaim", "daerah.col_claims", "int", file_only=True),
    ShownColumn(
        "provinsi_menyandang",
        "daerah.col_province_share",
        "share",
        of="provinsi_kabkota",
        least="provinsi_sekurangnya",
        help="daerah.col_province_share_help",
    ),
)
NEIGHBOURS = (
    ShownColumn("nama", "daerah.col_name", href="halaman"),
    ShownColumn("keadaan_rinci", "daerah.col_state", "state"),
    ShownColumn("dasar", "daerah.col_basis", href="alamat_dasar", help="daerah.col_basis_help", missing="daerah.not_applicable"),
    ShownColumn("keyakinan", "daerah.col_certainty", help="klaim.col_certainty_help", missing="daerah.not_applicable"),
    ShownColumn("jumlah_sumber", "daerah.col_sources", "int", help="daerah.col_sources_short"),
    ShownColumn("konflik", "daerah.col_conflict", "flag", help="daerah.col_conflict_help"),
    ShownColumn("kode", "daerah.col_code", file_only=True),
    ShownColumn("skor", "daerah.col_score", "decimal", decimals=2, file_only=True),
    ShownColumn("jenis", "daerah.col_score_kind", missing="daerah.not_applicable", file_only=True),
)


def name(code: str) -> str:
    """Name of the region."""
    return str(regions.region(code)["nama"])


@shared
def summary(lang: Lang, code: str) -> tuple[str, ...]:
    """Sentences on what is known about a region, made from the data."""
    t = texts(lang)
    known = regions.record(code)
    frame = regions.history(code)
    frame = frame[frame["ada_penilaian"].astype(bool) & (frame["status_data"] != colors.NOT_FORMED.key)]
    years: dict[str, list[int]] = {}
    for year, state in zip(frame["tahun"], frame["keadaan_rinci"], strict=True):
        years.setdefault(str(state), []).append(int(year))
    states = programmes.states()
    held = [key for key in states if key in years and key not in _NO_PREDICATE and not key.startswith("bukan ")]
    parts = [_times(t, states[key].label(t), years[key]) for key in held]
    span = {"name": name(code), "total": known["penilaian"], "first": int(known["tahun_pertama"]), "last": common.years()[-1]}
    if parts:
        sentences = [t("daerah.summary_known", known=known["berpredikat"], counts=", ".join(parts), **span)]
    else:
        sentences = [t("daerah.summary_none", **span)]
    told = {colors.PART_ONLY.key: "daerah.summary_part", colors.NO_PART.key: "daerah.summary_nopart"}
    sentences += [t(key, years=formats.years(years[state])) for state, key in told.items() if state in years]
    # what follows from counts: told with its own words, since no source says it of this region
    sentences += [
        t("daerah.summary_concluded", state=states[key].label(t), years=formats.years(years[key]))
        for key in states
        if key in years and key not in held and key not in told and key not in _OPEN
    ]
    if parts and colors.UNKNOWN.key in years:
        sentences.append(t("daerah.summary_unknown", years=formats.years(years[colors.UNKNOWN.key])))
    disputed = set(regions.conflicts_of(code)["tahun"])
    if only := [int(y) for y, found in zip(frame["tahun"], frame["konflik"], strict=True) if found and y not in disputed]:
        # two facts against each other, each of them undisputed: a result of a region that is said to have taken no part
        sentences.append(t("daerah.summary_against", years=formats.years(only)))
    return tuple(sentences)


def _times(t: Texts, predicate: str, years: list[int]) -> str:
    """As in "Peduli HAM 6 kali (2015, 2018–2020, 2023–2024)"."""
    key = "daerah.summary_once" if len(years) == 1 else "daerah.summary_times"
    return t(key, predicate=predicate, count=len(years), years=formats.years(years))


@shared
def details(lang: Lang, code: str) -> str:
    """Who the region is: province, codes now and before, former names, since when."""
    t = texts(lang)
    region = regions.region(code)
    kind = t(f"daerah.kind_{region['jenis']}")  # texts: daerah.kind_*
    if region["administratif"]:
        kind = t("daerah.kind_administrative", kind=kind)
    former = [
        t("daerah.former_until", name=known, year=year) if year else known
        for known, year in regions.former_names(region["nama_lain"])
    ]
    province, before = str(region["kode_provinsi"]), str(region["kode_2020"])
    lines = [
        Detail(t("daerah.detail_province"), str(region["provinsi"]), links.province_link(t, province)),
        Detail(t("daerah.detail_kind"), kind),
        Detail(t("daerah.detail_code"), code),
        Detail(t("daerah.detail_code_2020"), "" if before == code else before),
        Detail(t("daerah.detail_bps"), "" if is_unknown(region["kode_bps_2020"]) else str(region["kode_bps_2020"])),
        Detail(t("daerah.detail_former"), ", ".join(former)),
        Detail(t("daerah.detail_short"), ", ".join(regions.nicknames(region["nama_panggilan"]))),
        Detail(t("daerah.detail_since"), _since(t, region["sejak_tahun"])),
    ]
    return blocks.details([line for line in lines if line.value])


def _since(t: Texts, year: object) -> str:
    return t("daerah.since_before") if is_unknown(year) else formats.year(year, t.lang)  # type: ignore[arg-type]


@shared
def tiles(lang: Lang, code: str) -> str:
    """The years at a glance, years without assessment too; a year with claims leads to its row of claims."""
    t = texts(lang)
    made = [_tile(t, row) for row in regions.history_rows(code).values()]
    return blocks.year_tiles(made, t("daerah.years_title"))


def _tile(t: Texts, row: Mapping[Hashable, object]) -> YearTile:
    year = int(str(row["tahun"]))
    if not row["ada_penilaian"]:
        return YearTile(year, colors.NO_ROUND, colors.NO_ROUND.label(t))
    state = programmes.states(year)[str(row["keadaan_rinci"])]
    remarks = [t("daerah.tile_official")] if row["status_data"] == OFFICIAL else []
    code = str(row["kode"])
    stated = [] if is_unknown(row["skor"]) else [(f"{float(str(row['skor'])):g}", _kind_code(row["jenis_skor"]))]
    remarks += [_score_remark(t, *score) for score in stated + _other_scores(code).get(year, [])]
    if row["direkomendasikan"] is True:
        remarks.append(t("daerah.tile_recommended"))
    if row["keyakinan_predikat"] == "ambigu":
        remarks.append(t("daerah.tile_uncertain"))
    if row["konflik"]:
        remarks.append(t("daerah.tile_conflict"))
    address = year_link(t, year, code) if row["jumlah_klaim"] else ""
    return YearTile(year, state, state.label(t), tuple(remarks), address)


def _score_remark(t: Texts, value: str, kind: str) -> str:
    words = facts.value_words(t, "skor", value)
    if kind not in _KINDS:
        return t("daerah.tile_score", score=words)
    return t("daerah.tile_score_kind", score=words, kind=_short_kind(t, kind))


def _short_kind(t: Texts, kind: str) -> str:
    # texts: daerah.short_*
    return t(f"daerah.short_{kind.replace(' ', '_')}") if kind in (*_KINDS, _NO_KIND) else kind


def year_link(t: Texts, year: int, code: str) -> str:
    """The page sumber with all claims about a region in a year."""
    return links.part_link(t, "klaim", tahun=year, prov=regions.region(code)["kode_provinsi"], daerah=code)


@shared
def history(lang: Lang, code: str) -> Table:
    """One row per assessment, the newest first: state, score, participation, sources, and the province's share of Peduli HAM."""
    t = texts(lang)
    frame = regions.history(code)
    frame = frame[frame["ada_penilaian"].astype(bool)].iloc[::-1].reset_index(drop=True)
    rows = frame.to_dict("records")
    shown = frame.assign(
        keyakinan=_column(_certainty(t, r) for r in rows),
        jenis=_column(_kind(t, r) for r in rows),
        ikut=_column({"ya": t("common.yes"), "tidak": t("common.no")}.get(str(r["partisipasi"])) for r in rows),
        dasar=_column(conclusions.basis(t, r) or conclusions.hindrance(t, r) for r in rows),
        alamat_dasar=[conclusions.address(t, r) for r in rows],
        rekomendasi=_column(_recommended(t, r) for r in rows),
        lain=[", ".join(_score_words(t, *score) for score in _other_scores(code).get(int(r["tahun"]), [])) for r in rows],
        alamat=[year_link(t, int(r["tahun"]), code) if r["jumlah_klaim"] else "" for r in rows],
    )
    title = t("daerah.history_title", name=name(code))
    # without any score three columns would say nothing; the part on scores says why
    idle = set() if len(regions.scores(code)) else {"skor", "jenis", "lain"}
    columns = tuple(column for column in HISTORY if column.key not in idle)
    return Table(shown, columns, title, t)


@shared
def _other_scores(code: str) -> dict[int, list[tuple[str, str]]]:
    """Per year the scores that are not shown as (value as written, kind), once each."""
    found: dict[int, list[tuple[str, str]]] = {}
    for year, frame in regions.scores(code).groupby("tahun"):
        shown = set(frame.loc[frame["terpilih"].astype(bool), "nilai_angka"])
        other = frame[~frame["nilai_angka"].isin(shown)]
        pairs = zip(other["nilai"].astype(str), other["butir"], strict=True)
        found[int(str(year))] = list(dict.fromkeys((value, _kind_code(kind)) for value, kind in pairs))
    return found


def _kind_code(kind: object) -> str:
    return _NO_KIND if is_unknown(kind) else str(kind)


def _score_words(t: Texts, value: str, kind: str) -> str:
    """As in "92,8 (murni)"."""
    return t("daerah.score_and_kind", score=facts.value_words(t, "skor", value), kind=_short_kind(t, kind))


def _column(values: Iterable[str | None]) -> "pd.Series[Any]":
    return pd.Series(list(values), dtype=object)


def _certainty(t: Texts, row: dict[Hashable, object]) -> str | None:
    certainty = row["keyakinan_predikat"]
    return None if is_unknown(certainty) else term(t, "keyakinan", certainty)


def _recommended(t: Texts, row: Mapping[Hashable, object]) -> str | None:
    """Yes, no where a source says so, else unknown."""
    return None if is_unknown(row["direkomendasikan"]) else facts.flag(t, row["direkomendasikan"])


def _kind(t: Texts, row: dict[Hashable, object]) -> str | None:
    if is_unknown(row["skor"]):
        return None
    return _short_kind(t, _kind_code(row["jenis_skor"]))


@shared
def gap_note(lang: Lang) -> str:
    """Which years have no row, and that a recommendation is no result."""
    frame = common.rounds()
    years = frame.loc[~frame["ada_penilaian"].astype(bool), "tahun"].astype(int).tolist()
    return texts(lang)("daerah.history_note", years=formats.years(years))


@shared
def claim_places(code: str, measure: str = "") -> tuple[int, ...]:
    """Places of a region's claims, of one measure or of all, for `views.claims.claim_table`."""
    return claims.matching(claims.ClaimFilter(level="kabkota", region=code, measure=measure))


@shared
def claim_table(lang: Lang, code: str, measure: str = "") -> Table:
    """A region's claims, of one measure or of all; the region itself stands in the caption."""
    key = "daerah.rank_title" if measure == "peringkat" else "daerah.claims_title"
    caption = texts(lang)(key, name=name(code))
    return claim_views.claim_table(lang, claim_places(code, measure), caption, without=("wilayah", "kode"))


@shared
def neighbours(lang: Lang, code: str, year: int) -> Table:
    """The regions of its province in an assessed year, itself included, each with a link to its page."""
    t = texts(lang)
    frame = regions.neighbours(code, year).reset_index(drop=True)
    rows = frame.to_dict("records")
    shown = frame.assign(
        keyakinan=_column(_certainty(t, r) for r in rows),
        jenis=_column(_kind(t, r) for r in rows),
        dasar=_column(conclusions.basis(t, r) or conclusions.hindrance(t, r) for r in rows),
        alamat_dasar=[conclusions.address(t, r) for r in rows],
        halaman=[links.region_link(t, str(r["kode"])) for r in rows],
    )
    title = t("daerah.neighbours_title", province=rows[0]["provinsi"], year=year)
    return Table(shown, NEIGHBOURS, title, t)


@shared
def neighbour_states(code: str, year: int) -> dict[str, int]:
    """State → number of regions of its province in that year."""
    return dict(Counter(regions.neighbours(code, year)["keadaan_rinci"]))


@shared
def reasons(lang: Lang, code: str) -> str:
    """What is concluded of the region year by year, and why nothing is, each leading to its claims, as HTML; "" for neither."""
    rows = regions.history_rows(code).values()
    return conclusions.listed(texts(lang), [row for row in rows if row["ada_penilaian"]])
